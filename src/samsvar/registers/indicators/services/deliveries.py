"""Measurements handed in together: checked, written once, what they stand instead of kept, and figures renewed.

Whoever hands in the same again changes nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection

from samsvar.core.rules.indicators.definition import Definition, Problem, Ratio
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.measurements import Measurement as Handed
from samsvar.core.rules.indicators.measurements import MeasurementStatus, check_measurements
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.org import UnitFacts
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.many import insert_many
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import Refused, enterprise_key
from samsvar.registers.indicators import events
from samsvar.registers.indicators.codes import MeasurementState
from samsvar.registers.indicators.models import MILLIONTHS, Delivery, Indicator, Measurement
from samsvar.registers.indicators.reading import MOST, added_by, definition_of, facts_as_data, figures_in, in_millionths
from samsvar.registers.indicators.services.closing import closed_among
from samsvar.registers.indicators.services.definitions import person_of
from samsvar.registers.indicators.services.forecasts import ask_for_forecasts
from samsvar.registers.indicators.services.roll_up import work_out
from samsvar.registers.indicators.trees import Trees, trees_of

NOT_TOLD = frozenset({"unit_not_whole_period", "overlaps"})
"""What hinders nothing, and what only a period of the wrong kind can do, which is told of itself."""
LARGEST = MOST // MILLIONTHS // 1_000
"""A larger figure could not be added a thousand times."""
_AT_A_TIME = 5_000
_COLUMNS = (
    *("delivery_id", "indicator_id", "unit_id", "period_kind", "year", "number", "status", "current", "supersedes_id"),
    *("value", "numerator", "denominator", "weight", "persons", "facts"),
    *("adds_numerator", "adds_denominator", "delivers", "left_out"),
)


class Faulty(Refused):
    """Measurements, a target or a definition that cannot be taken in. `problems` are the rules' own, by row's place."""

    def __init__(self, problems: Sequence[Problem], at: Sequence[int] = ()) -> None:
        super().__init__(", ".join(sorted({each.code for each in problems})))
        self.problems = tuple(problems)
        self.at = tuple(at) or tuple(0 for _ in problems)


@dataclass(frozen=True, slots=True)
class New:
    """One measurement to hand in: of a unit (its id), in a period."""

    indicator: Indicator
    unit_id: int
    period: Period
    figures: Figures


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of it: the delivery (None where nothing was new), and how many of each."""

    delivery: Delivery | None
    created: int = 0
    corrected: int = 0
    unchanged: int = 0


_Place = tuple[int, int, str, int, int]
"""Indicator, unit, kind of period, year, number."""


def place_of(new: New) -> _Place:
    """Where a measurement stands: one may be in force there, and one draft beside it."""
    return new.indicator.pk, new.unit_id, new.period.kind.value, new.period.year, new.period.number


def deliver(
    rows: Sequence[New],
    *,
    unit: OrgUnit,
    by: Actor,
    at: datetime,
    today: date,
    source: str = "",
    reason: str = "",
    draft: bool = False,
    dry_run: bool = False,
) -> Delivered:
    """Hands measurements in for the unit and those under it. In the caller's transaction.

    Raises Faulty with every problem and the place of its row: those of `check_measurements`, and `period_closed`,
    `unit_not_under_owner`, `parts_missing`, `number_too_large`, `correction_without_reason`.
    """
    trees = {each.pk: trees_of(each) for each in {row.indicator.pk: row.indicator for row in rows}.values()}
    definitions = {row.indicator.pk: row.indicator for row in rows}
    read = {pk: definition_of(each) for pk, each in definitions.items()}
    standing = _standing(rows)
    fresh = [(at_row, row) for at_row, row in enumerate(rows) if not _is_same(row, standing, draft=draft)]
    told = [*check_rows(fresh, read, trees, today, draft=draft), *_unreasoned(fresh, standing, reason, draft=draft)]
    if told:
        raise Faulty([problem for _, problem in told], [at_row for at_row, _ in told])
    corrected = sum(1 for _, row in fresh if (place_of(row), False) in standing and not draft)
    counted = (len(fresh) - corrected, corrected, len(rows) - len(fresh))
    if not fresh or dry_run:
        return Delivered(None, *counted)
    news = [row for _, row in fresh]
    delivery = _saved(unit, len(news), by=by, at=at, source=source, reason=reason)
    written = _write(news, read, standing, delivery, draft=draft)
    delivery.digest = digest_of(written)
    delivery.save(update_fields=["digest"])
    if not draft:
        _renew(news, definitions, trees)
        ask_for_forecasts(definitions.values(), at)
    kind = events.MEASUREMENTS_DRAFTED if draft else events.MEASUREMENTS_CORRECTED if corrected else None
    record(
        kind or events.MEASUREMENTS_DELIVERED,
        by=by,
        at=at,
        enterprise=enterprise_key(unit),
        rows=[changed(delivery)],
        about={"measurements": len(news), "corrected": corrected},
    )
    return Delivered(delivery, *counted)


def _standing(rows: Sequence[New]) -> dict[tuple[_Place, bool], Measurement]:
    """What is current where the rows would stand, by place and whether it is a draft."""
    wanted = {place_of(row) for row in rows}
    found = Measurement.objects.filter(
        indicator_id__in={row.indicator.pk for row in rows}, current=True, year__in={row.period.year for row in rows}
    )
    units = {row.unit_id for row in rows}
    if len(units) <= 200:
        found = found.filter(unit_id__in=units)
    standing = {}
    for each in found.iterator(_AT_A_TIME):
        place = (each.indicator_id, each.unit_id, each.period_kind, each.year, each.number)
        if place in wanted:
            standing[place, each.status == MeasurementState.DRAFT] = each
    return standing


def _is_same(row: New, standing: Mapping[tuple[_Place, bool], Measurement], *, draft: bool) -> bool:
    there = standing.get((place_of(row), draft))
    return there is not None and figures_in(there) == row.figures


def check_rows(
    rows: Iterable[tuple[int, New]],
    definitions: Mapping[int, Definition],
    trees: Mapping[int, Trees],
    today: date,
    *,
    draft: bool,
) -> list[tuple[int, Problem]]:
    """Everything wrong with rows, with the place of each."""
    every = list(rows)
    found: list[tuple[int, Problem]] = []
    units = _facts({row.unit_id for _, row in every})
    status = MeasurementStatus.DRAFT if draft else MeasurementStatus.CONFIRMED
    now = datetime.combine(today, datetime.min.time())
    for pk, definition in definitions.items():
        own = [(at_row, row) for at_row, row in every if row.indicator.pk == pk]
        places: dict[tuple[str, str], list[int]] = {}
        for at_row, row in own:
            places.setdefault((str(row.unit_id), row.period.code), []).append(at_row)
        handed = [Handed(str(at_row), str(row.unit_id), row.period, row.figures, status, now) for at_row, row in own]
        for problem in check_measurements(definition, handed, units, today):
            at_rows = places[problem.unit_id, problem.period]
            if problem.code not in NOT_TOLD:
                found += [(at_row, problem) for at_row in (at_rows[1:] or at_rows)]
    wrong = {at_row for at_row, _ in found}
    periods = {(row.indicator.pk, row.period) for _, row in every}
    standing = {(pk, period): trees[pk].of(period).parents for pk, period in periods}
    for at_row, row in every:
        where = (str(row.unit_id), row.period.code)
        if at_row not in wrong and row.unit_id not in standing[row.indicator.pk, row.period]:
            found.append((at_row, Problem("unit_not_under_owner", *where)))
        if _is_empty(definitions[row.indicator.pk], row.figures):
            found.append((at_row, Problem("parts_missing", *where)))
        if _too_large(row.figures):
            found.append((at_row, Problem("number_too_large", *where)))
    closed = closed_among((row.unit_id, row.period, trees[row.indicator.pk]) for _, row in every)
    found += [
        (at_row, Problem("period_closed", str(row.unit_id), row.period.code))
        for at_row, row in every
        if (row.unit_id, row.period) in closed
    ]
    return sorted(found)


def _is_empty(definition: Definition, figures: Figures) -> bool:
    """Nothing is handed in; of a ratio, the percent alone cannot be added up."""
    whole = figures.value is not None and not isinstance(definition.formula, Ratio)
    return not whole and figures.numerator is figures.denominator is None


def _too_large(figures: Figures) -> bool:
    numbers = (figures.value, figures.numerator, figures.denominator, figures.weight)
    return any(each is not None and not -LARGEST <= each <= LARGEST for each in numbers)


def _facts(ids: Iterable[int]) -> dict[str, UnitFacts]:
    rows = OrgUnit.objects.in_bulk(list(ids))
    return {
        str(each.pk): UnitFacts(
            id=str(each.pk), kind=each.kind, parent_id=None, valid_from=each.valid_from, valid_to=each.valid_to
        )
        for each in rows.values()
    }


def _unreasoned(
    rows: Iterable[tuple[int, New]],
    standing: Mapping[tuple[_Place, bool], Measurement],
    reason: str,
    *,
    draft: bool,
) -> list[tuple[int, Problem]]:
    if draft or reason.strip():
        return []
    return [
        (at_row, Problem("correction_without_reason", str(row.unit_id), row.period.code))
        for at_row, row in rows
        if (place_of(row), False) in standing
    ]


def _saved(unit: OrgUnit, count: int, *, by: Actor, at: datetime, source: str, reason: str) -> Delivery:
    return Delivery.objects.create(
        enterprise_id=unit.enterprise_id,
        unit=unit,
        measurements=count,
        delivered_at=at,
        delivered_by=person_of(by),
        source=source[:300],
        reason=reason.strip(),
        digest="",
        created_at=at,
        updated_at=at,
    )


def _write(
    rows: Sequence[New],
    definitions: Mapping[int, Definition],
    standing: Mapping[tuple[_Place, bool], Measurement],
    delivery: Delivery,
    *,
    draft: bool,
) -> list[tuple[Any, ...]]:
    """Writes the rows; those they stand instead of are kept and no longer current."""
    superseded = [
        standing[place, is_draft].pk
        for row in rows
        for place in [place_of(row)]
        for is_draft in ((True,) if draft else (True, False))
        if (place, is_draft) in standing
    ]
    for start in range(0, len(superseded), _AT_A_TIME):
        Measurement.objects.filter(pk__in=superseded[start : start + _AT_A_TIME]).update(current=False)
    written = [_row_of(row, definitions[row.indicator.pk], standing, delivery, draft=draft) for row in rows]
    with connection.cursor() as cursor:
        insert_many(cursor, Measurement._meta.db_table, _COLUMNS, written)
    return written


def _row_of(
    row: New,
    definition: Definition,
    standing: Mapping[tuple[_Place, bool], Measurement],
    delivery: Delivery,
    *,
    draft: bool,
) -> tuple[Any, ...]:
    old = standing.get((place_of(row), False))
    confirmed = MeasurementState.CORRECTED if old else MeasurementState.CONFIRMED
    facts = facts_as_data(row.figures.energy)
    given = row.figures
    return (
        *(delivery.pk, row.indicator.pk, row.unit_id, row.period.kind.value, row.period.year, row.period.number),
        *((MeasurementState.DRAFT if draft else confirmed).value, True, old.pk if old else None),
        *(in_millionths(each) for each in (given.value, given.numerator, given.denominator, given.weight)),
        *(given.persons, None if facts is None else json.dumps(facts, sort_keys=True)),
        *added_by(definition, given),
    )


def digest_of(written: Iterable[Sequence[Any]]) -> str:
    """A checksum over a delivery's measurements, in the order of their places; each as its columns but `current`."""
    lines = sorted(
        json.dumps([value for name, value in zip(_COLUMNS, row, strict=True) if name != "current"]) for row in written
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def as_delivered(delivery: Delivery) -> bool:
    """Whether the delivery's measurements still are those that were handed in."""
    rows = delivery.rows.values_list(*_COLUMNS)
    told = [
        [json.dumps(value, sort_keys=True) if isinstance(value, dict) else value for value in row]
        for row in rows.iterator(_AT_A_TIME)
    ]
    return digest_of(told) == delivery.digest


def _renew(rows: Sequence[New], indicators: Mapping[int, Indicator], trees: Mapping[int, Trees]) -> None:
    """Renews the figures of all that is new, of each indicator at once; of few units only theirs and those above."""
    for pk, indicator in indicators.items():
        own = [row for row in rows if row.indicator.pk == pk]
        kind = PeriodKind(indicator.period)
        periods = {row.period for row in own if row.period.kind is kind}
        units = {row.unit_id for row in own}
        work_out(indicator, periods, trees[pk], units if len(units) <= 100 else None)
