"""Reads of the annual wheel: what an enterprise holds, its year, its meetings, and the region's trusts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from samsvar.core.rules.wheel import activities as rules
from samsvar.core.rules.wheel.meetings import Meeting as MeetingFacts
from samsvar.core.rules.wheel.occurrences import Occurrence as OccurrenceFacts
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Permission, only_reads
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body, OrgUnit, Person, UnitKind, held_on
from samsvar.registers.wheel.models import Activity, ActivityChoice, Meeting, Occurrence, works_in


def activities_of(enterprise: OrgUnit) -> list[Activity]:
    """The activities that hold for the enterprise, in order. Of two with one code the nearest counts."""
    rows = Activity.objects.set_for(enterprise).select_related("enterprise")
    nearest: dict[str, Activity] = {}
    for activity in rows.order_by("enterprise__path"):
        nearest[activity.code] = activity
    return sorted(nearest.values(), key=lambda each: (each.enterprise.path, each.number, each.code))


def others_of(enterprise: OrgUnit, activity: Activity | None) -> QuerySet[Activity]:
    """The activities that an activity's days may hang on at the enterprise."""
    rows = Activity.objects.set_for(enterprise).order_by("number")
    return rows.exclude(pk=activity.pk) if activity else rows


def choices_of(enterprise: OrgUnit) -> dict[int, ActivityChoice]:
    """What the enterprise has made of activities, by the activity's id."""
    rows = ActivityChoice.objects.filter(enterprise=enterprise).select_related("activity", "responsible")
    return {row.activity_id: row for row in rows}


def as_held(
    enterprise: OrgUnit, activities: Iterable[Activity], choices: Mapping[int, ActivityChoice]
) -> tuple[rules.Activity, ...]:
    """The activities as the enterprise holds them, as the rules meet them."""
    chosen = [choice.as_rule(enterprise) for choice in choices.values()]
    return rules.held_by(enterprise.key, [activity.as_rule() for activity in activities], chosen)


def bodies_of(enterprise: OrgUnit) -> list[Body]:
    """The enterprise's bodies, in the order in which they were registered."""
    return list(Body.objects.filter(enterprise=enterprise).order_by("pk"))


def body_names(bodies: Iterable[Body]) -> dict[int, tuple[str, ...]]:
    """What days may call each body, by its id: its key; and its kind, where it is the first of it."""
    named: set[str] = set()
    found: dict[int, tuple[str, ...]] = {}
    for body in sorted(bodies, key=lambda each: each.pk):
        found[body.pk] = (body.key,) if body.kind in named else (body.key, body.kind)
        named.add(body.kind)
    return found


def meeting_facts(enterprise: OrgUnit, year: int) -> tuple[MeetingFacts, ...]:
    """The year's meetings as the rules meet them, under every name of their body."""
    names = body_names(bodies_of(enterprise))
    rows = Meeting.objects.filter(body__in=names, year=year)
    return tuple(row.as_rule(name) for row in rows for name in names[row.body_id])


def meetings_of(enterprise: OrgUnit, year: int) -> list[Meeting]:
    """The year's meetings, the dated ones first, by day."""
    rows = Meeting.objects.filter(body__enterprise=enterprise, year=year).select_related("body")
    return sorted(rows, key=lambda each: (each.held_on or date.max, each.number or 0))


def occurrences_of(enterprise: OrgUnit, year: int) -> QuerySet[Occurrence]:
    """What stands in the enterprise's wheel: the year's own, and those of other years whose days reach into it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    reaches = Q(opens_on__lte=last, due_on__gte=first) | Q(opens_on__isnull=True, due_on__gte=first, due_on__lte=last)
    rows = Occurrence.objects.filter(Q(year=year) | reaches, enterprise=enterprise).shown()
    return rows.select_related("activity", "responsible")


def holders_of_roles(roles: Iterable[str], enterprise: OrgUnit, today: date) -> dict[str, list[Person]]:
    """Who has each of the roles in the enterprise as a whole today, and may sign in. One query."""
    held = RoleAssignment.objects.filter(held_on(today), unit=enterprise, role__in=set(roles), person__is_active=True)
    found: dict[str, list[Person]] = {}
    for each in held.select_related("person").order_by("pk"):
        found.setdefault(each.role, []).append(each.person)
    return found


def planned_years(enterprise: OrgUnit) -> list[int]:
    """The years that the enterprise has a wheel for."""
    return list(
        Occurrence.objects.filter(enterprise=enterprise).order_by("year").values_list("year", flat=True).distinct()
    )


def enterprises_beneath(enterprise: OrgUnit, on: date) -> list[OrgUnit]:
    """The living enterprises beneath the region, in the order of the tree; none beneath a trust."""
    if enterprise.kind != UnitKind.RHF:
        return []
    rows = OrgUnit.objects.enterprises().alive(on).under(enterprise).exclude(pk=enterprise.pk)
    return list(rows.order_by("path"))


@dataclass(frozen=True)
class Beneath:
    """The enterprises beneath a region that the viewer may look into, with what they have chosen and hold."""

    enterprises: Sequence[OrgUnit]
    choices: Sequence[ActivityChoice]
    occurrences: Sequence[OccurrenceFacts]


def beneath(viewer: Viewer, region: OrgUnit, year: int, on: date) -> Beneath:
    """All that the region's page sets side by side. Three queries; none where there is nobody beneath."""
    seen = visible(viewer, Permission.VIEW_WHEEL, enterprise="enterprise_id", path="path")
    if region.kind != UnitKind.RHF:
        return Beneath((), (), ())
    rows = OrgUnit.objects.enterprises().alive(on).under(region).exclude(pk=region.pk).filter(seen)
    enterprises = list(rows.order_by("path"))
    if not enterprises:
        return Beneath((), (), ())
    choices = ActivityChoice.objects.filter(enterprise__in=enterprises).select_related("activity", "enterprise")
    rows_of_year = Occurrence.objects.filter(enterprise__in=enterprises, year=year).shown()
    held = list(rows_of_year.annotate(activity_key=F("activity__key")))
    by_id = {each.pk: each for each in enterprises}
    facts = [row.as_rule(by_id[row.enterprise_id], row.activity_key) for row in held]  # type: ignore[attr-defined]  # annotated above; the stubs lose it in a list
    return Beneath(enterprises, list(choices), facts)


@dataclass(frozen=True)
class SetAbove:
    """What the enterprise has in its wheel: its activities, and whether any is set by an enterprise above it."""

    activities: Sequence[Activity]

    def by_others(self, enterprise: OrgUnit) -> int:
        """How many are set by the region."""
        return sum(1 for activity in self.activities if activity.enterprise_id != enterprise.pk)


def set_above(enterprise: OrgUnit) -> SetAbove:
    """The activities of the enterprise with who set them. One query."""
    return SetAbove(activities_of(enterprise))


def roles_held(viewer: Viewer, enterprise: OrgUnit) -> frozenset[str]:
    """The roles that the viewer has in the enterprise as a whole, but for those that change nothing."""
    own = (grant.role for grant in viewer.grants if grant.unit_id == enterprise.pk)
    return frozenset(role.value for role in own if not only_reads(role))


def answers_for(viewer: Viewer, row: Occurrence) -> bool:
    """Whether the viewer answers for it: as the one it names, else by its role in the enterprise as a whole."""
    if row.responsible_id:
        return viewer.person is not None and viewer.person.pk == row.responsible_id
    return row.role in roles_held(viewer, row.enterprise)


def owed_by(viewer: Viewer, enterprise: OrgUnit) -> Q:
    """The enterprise's occurrences that the viewer answers for, as `answers_for` says of one."""
    by_role = Q(responsible=None, role__in=roles_held(viewer, enterprise))
    return Q(responsible=viewer.person) | by_role if viewer.person else by_role


def readable_occurrences(viewer: Viewer, permission: Permission = Permission.VIEW_WHEEL) -> QuerySet[Occurrence]:
    """Occurrences on which the viewer has the permission, with what their page needs."""
    rows = Occurrence.objects.visible_to(viewer, permission)
    return rows.select_related("enterprise", "activity__enterprise", "responsible")


def times_of(activity: Activity, enterprise: OrgUnit) -> QuerySet[Occurrence]:
    """Each time that the enterprise has held or is to hold the activity, the newest first."""
    rows = Occurrence.objects.filter(activity=activity, enterprise=enterprise).shown()
    return rows.select_related("activity", "responsible").order_by("-year", "slot")


def readable_bodies(viewer: Viewer) -> QuerySet[Body]:
    """Bodies of the enterprises whose wheel the viewer may see."""
    seen = visible(viewer, Permission.VIEW_WHEEL, enterprise="enterprise_id", path="enterprise__path")
    if not viewer.everything:
        seen |= Q(enterprise__in=works_in(viewer, Permission.VIEW_WHEEL))
    return Body.objects.filter(seen).select_related("enterprise")
