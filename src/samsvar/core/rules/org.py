"""Organisation numbers, and what a tree of organisational units must keep to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.no import orgnr

ENTERPRISE_KINDS = frozenset({"rhf", "hf", "sf"})
"""Kinds of unit that own their records: regional health authority, health trust, state enterprise."""

UNIT_KINDS = ("national", "rhf", "hf", "sf", "clinic", "department", "section")


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """A number as it was read: the nine digits, or None with a `problem` and numbers that may have been meant.

    Problems: `empty`, `not_nine_digits`, `wrong_check_digit`.
    """

    number: str | None
    problem: str = ""
    suggestions: tuple[str, ...] = ()


def read_organisation_number(text: str) -> OrganisationNumber:
    """The nine digits of a Norwegian organisation number, checked by modulus 11 (weights 3 2 7 6 5 4 3 2).

    Spaces, dots, a leading `NO` and a trailing `MVA` are allowed. On a wrong check digit the numbers that differ by two
    neighbouring digits swapped are suggested, those that pass the check.
    """
    plain = "".join(text.upper().split()).replace(".", "").removeprefix("NO").removesuffix("MVA")
    if not plain:
        return OrganisationNumber(None, "empty")
    try:
        return OrganisationNumber(orgnr.validate(plain))
    except InvalidChecksum:
        return OrganisationNumber(None, "wrong_check_digit", _swapped(plain))
    except ValidationError:
        return OrganisationNumber(None, "not_nine_digits")


def _swapped(digits: str) -> tuple[str, ...]:
    swapped = (digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1))
    return tuple(sorted({each for each in swapped if each != digits and orgnr.is_valid(each)}))


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit with its place and life. `valid_to` is its last day; None on either side is without end."""

    id: str
    kind: str
    parent_id: str | None = None
    organisation_number: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def lives_on(self, day: date) -> bool:
        """Whether the unit exists on the day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True, order=True)
class UnitProblem:
    """What is wrong with a unit, and the other unit it concerns, if any.

    Codes: `id_twice`, `unknown_kind`, `unknown_parent`, `cycle`, `ends_before_it_begins`, `outside_parents_life`,
    `number_used_twice`.
    """

    unit_id: str
    code: str
    other_id: str = ""


def check_units(units: Iterable[UnitFacts]) -> tuple[UnitProblem, ...]:
    """Everything wrong with a set of units, sorted by unit and code. Empty: the set is sound.

    A unit's life lies within its parent's; nobody is their own ancestor; one organisation number may recur over time,
    but belongs to no two units on one day.
    """
    every = list(units)
    by_id = {unit.id: unit for unit in every}
    problems = {UnitProblem(unit.id, "id_twice") for unit in every if by_id[unit.id] is not unit}
    for unit in by_id.values():
        problems.update(_problems_of(unit, by_id))
    problems.update(_shared_numbers(every))
    return tuple(sorted(problems))


def _problems_of(unit: UnitFacts, by_id: Mapping[str, UnitFacts]) -> Iterable[UnitProblem]:
    if unit.kind not in UNIT_KINDS:
        yield UnitProblem(unit.id, "unknown_kind")
    begins, ends = unit.valid_from or date.min, unit.valid_to or date.max
    if ends < begins:
        yield UnitProblem(unit.id, "ends_before_it_begins")
    if unit.parent_id is None:
        return
    parent = by_id.get(unit.parent_id)
    if parent is None:
        yield UnitProblem(unit.id, "unknown_parent", unit.parent_id)
        return
    if begins < (parent.valid_from or date.min) or ends > (parent.valid_to or date.max):
        yield UnitProblem(unit.id, "outside_parents_life", parent.id)
    if unit.id in {ancestor.id for ancestor in ancestors(unit.id, by_id)[1:]} or unit.parent_id == unit.id:
        yield UnitProblem(unit.id, "cycle", unit.parent_id)


def _shared_numbers(units: list[UnitFacts]) -> Iterable[UnitProblem]:
    by_number: dict[str, list[UnitFacts]] = {}
    for unit in units:
        if unit.organisation_number:
            by_number.setdefault(unit.organisation_number, []).append(unit)
    for sharing in by_number.values():
        in_order = sorted(sharing, key=lambda unit: (unit.valid_from or date.min, unit.id))
        longest = in_order[0]
        for unit in in_order[1:]:
            if (unit.valid_from or date.min) <= (longest.valid_to or date.max):
                yield UnitProblem(unit.id, "number_used_twice", longest.id)
            longest = max(longest, unit, key=lambda each: each.valid_to or date.max)


def ancestors(unit_id: str, by_id: Mapping[str, UnitFacts]) -> list[UnitFacts]:
    """The unit and those above it, nearest first; in a cycle each once and the unit itself again at the end."""
    found: list[UnitFacts] = []
    seen: set[str] = set()
    at = by_id.get(unit_id)
    while at is not None and at.id not in seen:
        found.append(at)
        seen.add(at.id)
        at = by_id.get(at.parent_id) if at.parent_id is not None else None
    if at is not None and at.id == unit_id:
        found.append(at)
    return found


def enterprise_of(unit_id: str, by_id: Mapping[str, UnitFacts]) -> UnitFacts | None:
    """The nearest unit, itself included, that is an enterprise; None where none above it is."""
    return next((unit for unit in ancestors(unit_id, by_id) if unit.kind in ENTERPRISE_KINDS), None)
