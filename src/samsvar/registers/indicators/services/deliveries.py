"""Measurements handed in together: checked, written once, what they stand instead of kept, and figures renewed.

Whoever hands in the same again changes nothing. Millions are handed in at a time, so they are taken in batches of one
indicator and period: what holds for all of a batch is looked up once (`services.batches`).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from operator import itemgetter
from typing import Any

from django.db import connection

from samsvar.core.rules.indicators.definition import Problem
from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.contents import register_contents
from samsvar.platform.audit.many import pour
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import Refused, enterprise_key
from samsvar.registers.indicators import events
from samsvar.registers.indicators.codes import MeasurementState
from samsvar.registers.indicators.models import Delivery, Measurement
from samsvar.registers.indicators.reading import added_by, facts_as_data
from samsvar.registers.indicators.services.batches import Batch, New, batches_of, check_batches
from samsvar.registers.indicators.services.definitions import person_of
from samsvar.registers.indicators.services.forecasts import ask_for_forecasts
from samsvar.registers.indicators.services.roll_up import work_out
from samsvar.registers.indicators.services.turns import take_turn

_AT_A_TIME = 5_000
_COLUMNS = (
    *("delivery_id", "indicator_id", "unit_id", "period_kind", "year", "number", "status", "supersedes_id"),
    *("value", "numerator", "denominator", "weight", "persons", "facts"),
    *("adds_numerator", "adds_denominator", "delivers", "left_out"),
    "current",  # the last: it is no part of the digest
)


class Faulty(Refused):
    """Measurements, a target or a definition that cannot be taken in. `problems` are the rules' own, by row's place."""

    def __init__(self, problems: Sequence[Problem], at: Sequence[int] = ()) -> None:
        super().__init__(", ".join(sorted({each.code for each in problems})))
        self.problems = tuple(problems)
        self.at = tuple(at) or tuple(0 for _ in problems)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of it: the delivery (None where nothing was new), and how many of each."""

    delivery: Delivery | None
    created: int = 0
    corrected: int = 0
    unchanged: int = 0


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
    running: bool = False,
) -> Delivered:
    """Hands measurements in for the unit and those under it. In the caller's transaction.

    `running`: the period need not be over, for what is worked out from other records and follows them.
    Raises Faulty with every problem and the place of its row: those of `check_measurements`, and `period_closed`,
    `unit_not_under_owner`, `parts_missing`, `number_too_large`, `correction_without_reason`.
    """
    take_turn(row.indicator.pk for row in rows)
    batches = [batch.without_same(draft=draft) for batch in batches_of(rows)]
    told = check_batches(batches, today, draft=draft, reason=reason)
    told = [each for each in told if not (running and each[1].code == "period_not_over")]
    if told:
        raise Faulty([problem for _, problem in told], [at_row for at_row, _ in told])
    count = sum(len(batch.lines) for batch in batches)
    corrected = 0 if draft else sum(line.unit_id in batch.counting for batch in batches for line in batch.lines)
    counted = (count - corrected, corrected, len(rows) - count)
    if not count or dry_run:
        return Delivered(None, *counted)
    delivery = _saved(unit, count, by=by, at=at, source=source, reason=reason)
    _supersede(batches, draft=draft)
    delivery.digest = _write(batches, delivery, draft=draft)
    delivery.save(update_fields=["digest"])
    if not draft:
        _renew(batches)
        ask_for_forecasts({batch.indicator.pk: batch.indicator for batch in batches if batch.lines}.values(), at)
    kind = events.MEASUREMENTS_DRAFTED if draft else events.MEASUREMENTS_CORRECTED if corrected else None
    record(
        kind or events.MEASUREMENTS_DELIVERED,
        by=by,
        at=at,
        enterprise=enterprise_key(unit),
        rows=[changed(delivery)],
        about={"measurements": count, "corrected": corrected},
    )
    return Delivered(delivery, *counted)


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


def _supersede(batches: Iterable[Batch], *, draft: bool) -> None:
    """What the new ones stand instead of is kept, and no longer current. A draft leaves what counts as it is."""
    superseded = [
        there[line.unit_id].pk
        for batch in batches
        for there in ((batch.drafts,) if draft else (batch.drafts, batch.counting))
        if there
        for line in batch.lines
        if line.unit_id in there
    ]
    for start in range(0, len(superseded), _AT_A_TIME):
        Measurement.objects.filter(pk__in=superseded[start : start + _AT_A_TIME]).update(current=False)


def _write(batches: Iterable[Batch], delivery: Delivery, *, draft: bool) -> str:
    """Writes the lines, in the order of their places; the digest of what was written."""
    digest = sha256()

    def noted(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        update = digest.update
        for row in rows:
            update(_as_told(row))
            yield row

    with connection.cursor() as cursor:
        for batch in sorted(batches, key=_place_of):
            pour(cursor, Measurement._meta.db_table, _COLUMNS, noted(_rows_of(batch, delivery, draft=draft)))
    return digest.hexdigest()


def _place_of(batch: Batch) -> tuple[int, str, int, int]:
    return batch.indicator.pk, batch.period.kind.value, batch.period.year, batch.period.number


def _rows_of(batch: Batch, delivery: Delivery, *, draft: bool) -> Iterator[tuple[Any, ...]]:
    """The columns of each line, by unit: in the order of the index."""
    indicator, kind, year, number = _place_of(batch)
    of_delivery, definition, counting = delivery.pk, batch.definition, batch.counting
    drafted, confirmed, corrected = (
        each.value for each in (MeasurementState.DRAFT, MeasurementState.CONFIRMED, MeasurementState.CORRECTED)
    )
    for _, unit, figures, stored in sorted(batch.lines, key=itemgetter(1)):
        old = counting.get(unit)
        status = drafted if draft else confirmed if old is None else corrected
        value, numerator, denominator, weight, persons, energy = stored
        yield (
            *(of_delivery, indicator, unit, kind, year, number, status, None if old is None else old.pk),
            *(value, numerator, denominator, weight, persons),
            None if energy is None else json.dumps(facts_as_data(energy), sort_keys=True),
            *added_by(definition, figures, value, numerator, denominator),
            True,
        )


def _as_told(row: tuple[Any, ...]) -> bytes:
    """A measurement as it goes into the digest: all its columns but whether it is current."""
    return repr(row[:-1]).encode()


def as_delivered(delivery: Delivery) -> bool:
    """Whether the delivery's measurements still are those that were handed in."""
    facts = _COLUMNS.index("facts")
    rows = [list(row) for row in delivery.rows.values_list(*_COLUMNS).iterator(_AT_A_TIME)]
    for row in rows:
        row[facts] = None if row[facts] is None else json.dumps(row[facts], sort_keys=True)
    digest = sha256()
    for row in sorted(rows, key=lambda row: (row[1], *row[3:6], row[2])):  # indicator, period, unit: as written
        digest.update(_as_told(tuple(row)))
    return digest.hexdigest() == delivery.digest


def declare() -> None:
    """Let the verification of the trail ask each delivery for its measurements."""
    register_contents(Delivery, as_delivered)


def _renew(batches: Iterable[Batch]) -> None:
    """Renews the figures of all that is new, of each indicator at once: those of the units and of all above them."""
    of_each: dict[int, list[Batch]] = {}
    for batch in batches:
        if batch.lines and batch.period.kind is PeriodKind(batch.indicator.period):
            of_each.setdefault(batch.indicator.pk, []).append(batch)
    for own in of_each.values():
        units = {line.unit_id for batch in own for line in batch.lines}
        work_out(own[0].indicator, [batch.period for batch in own], own[0].trees, units)
