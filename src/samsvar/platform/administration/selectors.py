"""Reads of the setup pages: parts of the tree, people, and the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.scoping import units_visible_to, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.models import EventQuerySet
from samsvar.platform.audit.selectors import events_of
from samsvar.platform.organisation.models import OrgUnit, OrgUnitQuerySet, Person, UnitPlacement

SHOWN_AT_MOST = 200
OPTIONS_AT_MOST = 300
HISTORY_SHOWN = 20


@dataclass(frozen=True)
class TreeLine:
    """A unit in the tree, how deep it is drawn, whether it has parts, and whether they are shown."""

    unit: OrgUnit
    depth: int
    has_parts: bool
    is_open: bool


def units_seen(viewer: Viewer, permission: Permission = Permission.VIEW_UNITS) -> OrgUnitQuerySet:
    """Units the viewer may see."""
    found: OrgUnitQuerySet = OrgUnit.objects.filter(units_visible_to(viewer, permission))
    return found


def unit_keyed(viewer: Viewer) -> OrgUnitQuerySet:
    """The unit whose key is given when it is asked, among those the viewer may see."""
    found: OrgUnitQuerySet = units_seen(viewer).select_related("parent", "merged_into")
    return found.filter(key=Given("key", CharField()))


def unit_events() -> EventQuerySet:
    """The newest events of a unit whose key is given when it is asked."""
    return events_of(OrgUnit._meta.db_table, Given("key", CharField()))[:HISTORY_SHOWN]


def placements() -> QuerySet[UnitPlacement]:
    """Where a unit, given when it is asked, has stood; the newest first."""
    rows = UnitPlacement.objects.filter(unit=Given("unit", BigIntegerField()))
    return rows.select_related("parent").order_by("-valid_from")


def tree_lines(viewer: Viewer, *, on: date, opened: OrgUnit | None, ended: bool) -> list[TreeLine]:
    """The uppermost units the viewer sees, and those along the way to the opened one. Three queries at most."""
    seen = units_seen(viewer)
    if not ended:
        seen = seen.alive(on)
    above = seen.filter(pk=OuterRef("parent_id"))
    tops = seen.filter(~Exists(above)).order_by("path")[:SHOWN_AT_MOST]
    way = _way(opened, tops)
    children = seen.filter(parent__key__in=way) if way else seen.none()
    shown = {unit.pk: unit for unit in (*tops, *children[: SHOWN_AT_MOST * 5])}
    return _lines(_by_name(list(shown.values())), seen, open_keys=set(way))


def part_lines(viewer: Viewer, unit: OrgUnit, *, on: date, ended: bool, depth: int) -> list[TreeLine]:
    """The units right under one, for opening a branch. Two queries."""
    seen = units_seen(viewer)
    if not ended:
        seen = seen.alive(on)

    def build() -> OrgUnitQuerySet:
        return seen.filter(parent=Given("parent", BigIntegerField())).order_by("name_nb", "pk")[:SHOWN_AT_MOST]

    parts: list[OrgUnit] = ask(("parts of a unit", viewer.sight, None if ended else on), build, parent=unit.pk)
    return [TreeLine(line.unit, depth, line.has_parts, False) for line in _lines(parts, seen, open_keys=set())]


def search_units(viewer: Viewer, asked: str, *, on: date, ended: bool) -> list[OrgUnit]:
    """Units whose name, own number or organisation number has the words."""
    seen = units_seen(viewer)
    if not ended:
        seen = seen.alive(on)
    named = Q(name_nb__icontains=asked) | Q(name_nn__icontains=asked) | Q(number__iexact=asked)
    compact = asked.replace(" ", "")
    if compact.isdigit():
        named |= Q(orgnr=compact)
    return list(seen.filter(named).select_related("parent").order_by("path")[:SHOWN_AT_MOST])


def _way(opened: OrgUnit | None, tops: Iterable[OrgUnit]) -> list[str]:
    if opened is not None:
        return opened.line_keys
    found = list(tops)
    return [found[0].key] if len(found) == 1 else []


def _by_name(units: list[OrgUnit]) -> list[OrgUnit]:
    """Each unit before those beneath it, and units side by side by name."""
    names = {unit.key: (unit.name_nb, unit.key) for unit in units}

    def order(unit: OrgUnit) -> list[tuple[str, str]]:
        return [names[key] for key in unit.line_keys if key in names]

    return sorted(units, key=order)


def _lines(units: list[OrgUnit], seen: OrgUnitQuerySet, *, open_keys: set[str]) -> list[TreeLine]:
    parents = set(seen.filter(parent__in=units).order_by().values_list("parent_id", flat=True).distinct())
    lines: list[TreeLine] = []
    above: list[OrgUnit] = []
    for unit in units:
        while above and not above[-1].contains(unit):
            above.pop()
        lines.append(TreeLine(unit, len(above), unit.pk in parents, unit.key in open_keys))
        above.append(unit)
    return lines


def unit_options(viewer: Viewer, permission: Permission, on: date) -> list[OrgUnit]:
    """Units offered while typing, the uppermost first; any other may still be written by its number."""
    return list(units_seen(viewer, permission).alive(on).order_by("path")[:OPTIONS_AT_MOST])


def people_seen(viewer: Viewer, permission: Permission = Permission.VIEW_PEOPLE) -> QuerySet[Person]:
    """People who belong to an enterprise, or hold a role on a unit, where the viewer has the permission."""
    held = RoleAssignment.objects.filter(
        visible(viewer, permission, enterprise="unit__enterprise_id", path="unit__path")
    )
    home = visible(viewer, permission, enterprise="enterprise_id", path="enterprise__path")
    if viewer.everything:
        return Person.objects.all()
    belongs = home & Q(enterprise__isnull=False)
    return Person.objects.filter(belongs | Q(pk__in=held.order_by().values("person")))


def roles_seen(viewer: Viewer, people: Iterable[Person]) -> Mapping[int, list[RoleAssignment]]:
    """Roles of these people on units where the viewer sees people, the newest first. One query."""
    rows = (
        RoleAssignment.objects.filter(person__in=list(people))
        .filter(visible(viewer, Permission.VIEW_PEOPLE, enterprise="unit__enterprise_id", path="unit__path"))
        .select_related("unit")
        .order_by("-valid_from", "role")
    )
    found: dict[int, list[RoleAssignment]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
