"""How requirements stand at units, judged from what is tied: the reading that stored coverage is worked out from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Max, Q

from samsvar.core.rules.org import UnitFacts
from samsvar.core.rules.requirements import Answer, Backing, Coverage, coverage_of_units
from samsvar.platform.organisation.models import KeyFigure, KeyFigureKind, OrgUnit, held_on
from samsvar.registers.actions.models import ActionStatus
from samsvar.registers.wheel.models import Occurrence, OccurrenceState
from samsvar.subjects.governance.models import (
    BackingKind,
    DocumentStanding,
    DocumentValidity,
    Requirement,
    RequirementBacking,
)


def judge_units(
    enterprise: OrgUnit, requirements: Iterable[Requirement], today: date, way: Sequence[OrgUnit] = ()
) -> tuple[Coverage, ...]:
    """How requirements stand at each unit of the enterprise, or at the last of a way from the top, which is then all
    that is read of the units. Identifiers are running numbers as text."""
    asked = list(requirements)
    if way:
        around, wanted = list(way), [way[-1]]
    else:
        wanted = list(OrgUnit.objects.alive(today).filter(enterprise=enterprise).order_by("path"))
        around = [*OrgUnit.objects.filter(key__in=enterprise.line_keys[:-1]), *wanted]
    by_id = {str(unit.pk): as_facts(unit) for unit in around}
    return coverage_of_units(
        [each.as_facts() for each in asked],
        [str(unit.pk) for unit in wanted],
        by_id,
        backings_of(enterprise, asked),
        _documents_by_unit({each.document_id for each in asked}, wanted, today),
        today,
        _employees(enterprise) if any(each.from_employees for each in asked) else {},
    )


def asked_at(enterprise: OrgUnit, today: date) -> Iterable[Requirement]:
    """The requirements of documents in force that hold for the enterprise or for a unit of it."""
    keys = enterprise.line_keys
    here = Q(unit__key__in=keys[:-1], subtree=True) | Q(
        unit__path__gte=enterprise.path, unit__path__lt=enterprise.path_end
    )
    documents = DocumentValidity.objects.filter(here, held_on(today)).values("document")
    rows = Requirement.objects.filter(document__in=documents, document__standing=DocumentStanding.IN_FORCE)
    return rows.select_related("document").order_by("document_id", "pk")


def backings_of(enterprise: OrgUnit, requirements: Iterable[Requirement]) -> list[Backing]:
    """What is tied at the enterprise, and above it for what lies beneath; what was cancelled is left out. Two queries.

    An activity was last done when the enterprise itself did it.
    """
    keys = enterprise.line_keys[:-1]
    mine = Q(enterprise=enterprise) | Q(unit__key__in=keys, for_subtree=True)
    rows = RequirementBacking.objects.filter(mine, requirement__in=[each.pk for each in requirements])
    held = list(rows.select_related("action"))
    done = _last_done(enterprise, [row.activity_id for row in held if row.activity_id])
    return [_backing(row, done) for row in held if not _cancelled(row)]


def _last_done(enterprise: OrgUnit, activities: list[int]) -> Mapping[int, date | None]:
    if not activities:
        return {}
    rows = Occurrence.objects.filter(enterprise=enterprise, activity__in=activities, state=OccurrenceState.DONE)
    return dict(rows.values_list("activity").annotate(last=Max("done_on")))


def _cancelled(row: RequirementBacking) -> bool:
    return row.action is not None and row.action.status == ActionStatus.CANCELLED


def _backing(row: RequirementBacking, done: Mapping[int, date | None]) -> Backing:
    made_on = row.made_on
    if row.kind == BackingKind.ACTIVITY:
        made_on = done.get(row.activity_id or 0)
    elif row.action is not None:
        made_on = row.action.done_on
    return Backing(
        requirement_id=str(row.requirement_id),
        unit_id=str(row.unit_id),
        kind=Answer(row.kind),
        target=row.key,
        made_on=made_on,
        valid_to=row.valid_to,
        for_subtree=row.for_subtree,
    )


def as_facts(unit: OrgUnit) -> UnitFacts:
    """A unit as the rules read it, by running number."""
    parent = str(unit.parent_id) if unit.parent_id else None
    return UnitFacts(str(unit.pk), unit.kind, parent, unit.orgnr, unit.valid_from, unit.valid_to)


def _documents_by_unit(documents: set[int], units: list[OrgUnit], today: date) -> dict[str, set[str]]:
    """Which of the documents hold for each unit. One query."""
    held: dict[str, set[str]] = {str(unit.pk): set() for unit in units}
    rows = DocumentValidity.objects.filter(held_on(today), document__in=documents).select_related("unit")
    for each in rows:
        for unit in units:
            if each.holds_for(unit):
                held[str(unit.pk)].add(str(each.document_id))
    return held


def _employees(enterprise: OrgUnit) -> dict[str, int]:
    rows = KeyFigure.objects.filter(enterprise=enterprise, kind=KeyFigureKind.EMPLOYEES).order_by("-year")
    newest = rows.first()
    return {str(enterprise.pk): newest.value} if newest else {}
