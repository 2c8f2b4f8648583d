"""Reads of requirements: how each stands at a unit, who answers for it, coverage over an enterprise and a region."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import CharField, QuerySet

from samsvar.core.rules.requirements import Coverage, Delegation, Responsible, responsible_for
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Permission, Role
from samsvar.platform.access.prepared import ask, padded, several
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit, Person, held_on
from samsvar.subjects.governance.models import (
    CoverKind,
    Requirement,
    RequirementBacking,
    RequirementCoverage,
    RequirementDelegation,
)
from samsvar.subjects.governance.selectors.coverage import as_facts, judge_units

_WORST_FIRST = (CoverKind.NOTHING, CoverKind.OLD, CoverKind.UNDATED, CoverKind.ANSWERED)


class Counted(NamedTuple):
    """How many units of an enterprise stand how, of a requirement: the columns of a stored coverage."""

    enterprise_id: int
    requirement_id: int
    answered: int
    undated: int
    old: int
    nothing: int
    worked_out_at: datetime


@dataclass(frozen=True)
class Line:
    """A requirement with how it is covered over an enterprise's units; `stored` None: it is asked of none of them."""

    requirement: Requirement
    stored: Counted | None
    worst: str
    asked: int
    elsewhere: tuple[Counted | None, ...] = ()


def worst_of(stored: Counted | RequirementCoverage | None) -> str:
    """The worst state that any unit has; empty where nobody is asked."""
    if stored is None:
        return ""
    return next((str(kind.value) for kind in _WORST_FIRST if getattr(stored, kind.value)), "")


#: What a line tells of a requirement. The texts of documents are long, and there are hundreds of lines.
_SHOWN = (
    *("key", "clause", "name_nb", "name_nn", "name_en", "every_months", "document_id"),
    *("document__name_nb", "document__name_nn", "document__name_en"),
)


def coverage_lines(viewer: Viewer, enterprise: OrgUnit, beneath: Iterable[OrgUnit]) -> list[Line]:
    """The stored coverage of an enterprise, the worst first, beside that of the enterprises beneath it. Two queries."""
    others = list(beneath)
    here = [each.key for each in (enterprise, *others)]
    question = ("requirements with coverage", viewer.sight, len(here))
    requirements = {
        each.pk: each for each in ask(question, lambda: _seen(viewer, len(here)), **padded("here", here, len(here)))
    }
    stored_here = RequirementCoverage.objects.filter(enterprise__in=[enterprise, *others])
    counted = map(Counted._make, stored_here.values_list(*Counted._fields))
    by_place = {(row.enterprise_id, row.requirement_id): row for row in counted}
    lines = []
    for requirement in requirements.values():
        stored = by_place.get((enterprise.pk, requirement.pk))
        elsewhere = tuple(by_place.get((each.pk, requirement.pk)) for each in others)
        worst = worst_of(stored) or _worst([worst_of(each) for each in elsewhere])
        lines.append(Line(requirement, stored, worst, _asked(stored), elsewhere))
    return sorted(lines, key=_place)


def _seen(viewer: Viewer, enterprises: int) -> QuerySet[Requirement]:
    stored = RequirementCoverage.objects.filter(enterprise__key__in=several("here", CharField(), enterprises))
    seen = Requirement.objects.readable_by(viewer).filter(pk__in=stored.values("requirement"))
    return seen.select_related("document").only(*_SHOWN)


def _place(line: Line) -> tuple[int, int, int]:
    order = [kind.value for kind in _WORST_FIRST]
    rank = order.index(line.worst) if line.worst in order else len(order)
    return rank, line.requirement.document_id, line.requirement.pk


def _worst(found: Iterable[str]) -> str:
    states = set(found)
    return next((str(kind.value) for kind in _WORST_FIRST if kind.value in states), "")


def _asked(stored: Counted | None) -> int:
    return stored.answered + stored.undated + stored.old + stored.nothing if stored else 0


def trusts_beneath(viewer: Viewer, enterprise: OrgUnit) -> list[OrgUnit]:
    """The enterprises beneath this one on which the viewer reads documents. One query."""
    rows = OrgUnit.objects.enterprises().under(enterprise).exclude(pk=enterprise.pk).order_by("path")
    return [each for each in rows if viewer.may(Permission.VIEW_DOCUMENTS, each)]


def standing_at(requirement: Requirement, way: Sequence[OrgUnit], today: date) -> Coverage | None:
    """How the requirement stands today at the last unit of a way from the top; None where it is not asked there."""
    enterprise = way[-1].enterprise
    if enterprise is None:
        return None
    return next(iter(judge_units(enterprise, [requirement], today, way)), None)


def units_standing(requirement: Requirement, enterprise: OrgUnit, today: date) -> list[tuple[OrgUnit, str]]:
    """Each unit that is asked with how it stands, the worst first."""
    found = [each for each in judge_units(enterprise, [requirement], today) if not each.unsure]
    units = OrgUnit.objects.in_bulk([int(each.unit_id) for each in found])
    order = [kind.value for kind in _WORST_FIRST]
    pairs = [(units[int(each.unit_id)], each.cover.value) for each in found]
    return sorted(pairs, key=lambda pair: (order.index(pair[1]), pair[0].path))


def backings_at(requirement: Requirement, unit: OrgUnit) -> list[RequirementBacking]:
    """What answers the requirement at the unit, its own and what is tied above for all beneath. One query."""
    rows = RequirementBacking.objects.filter(requirement=requirement).reaching(unit)
    return list(
        rows.select_related("unit", "activity", "action", "indicator", "goal", "contract", "document").order_by("pk")
    )


@dataclass(frozen=True)
class Answering:
    """Who answers for a requirement at a unit, as people."""

    person: Person | None
    delegated: bool
    instead_of: Person | None
    above: Person | None


def answering(requirement: Requirement, way: Sequence[OrgUnit], today: date) -> Answering:
    """Who answers at the last unit of a way from the top: its leader unless it is delegated; a vacant post stays
    vacant. Three queries."""
    unit = way[-1]
    leaders = leaders_of(way, today)
    held = RequirementDelegation.objects.filter(requirement=requirement, unit=unit).select_related("person")
    people = {str(person.pk): person for person in leaders.values()}
    people |= {str(each.person_id): each.person for each in held}
    delegations = [
        Delegation(str(requirement.pk), str(unit.pk), str(each.person_id), each.from_on, each.to_on) for each in held
    ]
    found: Responsible = responsible_for(
        str(requirement.pk),
        str(unit.pk),
        {str(each.pk): as_facts(each) for each in way},
        {place: str(person.pk) for place, person in leaders.items()},
        delegations,
        today,
    )
    person, leader, above = (people.get(key or "") for key in (found.person, found.instead_of, found.above))
    return Answering(person, found.delegated, leader, above)


def leaders_of(units: Iterable[OrgUnit], today: date) -> Mapping[str, Person]:
    """The leader of each unit (an enterprise's is its managing director), by running number as text. One query."""
    by_id = {unit.pk: unit for unit in units}
    rows = RoleAssignment.objects.filter(
        held_on(today), unit__in=by_id, role__in=(Role.LEADER, Role.MANAGING_DIRECTOR), person__is_active=True
    )
    found: dict[str, Person] = {}
    for row in rows.select_related("person").order_by("valid_from"):
        wanted = Role.MANAGING_DIRECTOR if by_id[row.unit_id].is_enterprise else Role.LEADER
        if row.role == wanted:
            found[str(row.unit_id)] = row.person
    return found
