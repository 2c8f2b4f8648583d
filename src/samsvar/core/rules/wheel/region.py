"""The region's picture: every trust's days of every activity side by side, what is missing named.

Source: the regional guidelines of Helse Midt-Norge, "Årshjul": the trusts have other deadlines and fit activities to
their own system.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from samsvar.core.rules.wheel.activities import Activity, Choice, DateSource, as_held, source_of
from samsvar.core.rules.wheel.occurrences import Occurrence, State, Wait
from samsvar.core.rules.wheel.standing import Standing, in_reading_order, standing_of, tally


@dataclass(frozen=True, slots=True)
class Cell:
    """One activity at one trust. `occurrences` in reading order. `left_out`: the trust does not hold it.

    `is_missing`: it should be held, and some or all of its days are unknown, or none is made; `waits_for` says why.
    """

    enterprise: str
    source: DateSource
    role: str
    occurrences: tuple[Occurrence, ...]
    left_out: bool
    waits_for: tuple[Wait, ...]

    @property
    def is_missing(self) -> bool:
        """Whether there is a day to ask the trust for."""
        dated = self.occurrences and all(each.due_on for each in self.occurrences)
        return not self.left_out and not dated


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity across all trusts, in the trusts' order; `first` and `last` are the earliest and latest last day."""

    activity: Activity
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The trusts without a day."""
        return tuple(cell.enterprise for cell in self.cells if cell.is_missing)

    @property
    def spread(self) -> tuple[date, date] | None:
        """The earliest and the latest last day among the trusts; None where none is known."""
        days = [each.due_on for cell in self.cells for each in cell.occurrences if each.due_on]
        return (min(days), max(days)) if days else None


@dataclass(frozen=True, slots=True)
class TrustLine:
    """One trust at a glance: how many occurrences stand where, its next one, how many of its activities have its own
    dates, and the activities whose days are missing."""

    enterprise: str
    done: int
    under_way: int
    late: int
    next_due: Occurrence | None
    own_dates: int
    of_activities: int
    missing: tuple[str, ...]


def side_by_side(
    activities: Iterable[Activity],
    trusts: Sequence[str],
    choices: Iterable[Choice],
    occurrences: Iterable[Occurrence],
    year: int,
    today: date,
) -> tuple[ActivityRow, ...]:
    """A row for every activity held in the year, by code; the cells stand in the order of `trusts`, none left out."""
    chosen = {(choice.enterprise, choice.activity): choice for choice in choices}
    found: dict[tuple[str, str], list[Occurrence]] = {}
    for each in occurrences:
        if each.year == year and each.state is not State.WITHDRAWN:
            found.setdefault((each.enterprise, each.activity), []).append(each)
    rows = []
    for activity in sorted(activities, key=lambda each: each.code):
        if activity.holds_in(year):
            keys = [(trust, activity.code) for trust in trusts]
            cells = (_cell(activity, key[0], chosen.get(key), found.get(key, []), today) for key in keys)
            rows.append(ActivityRow(activity, tuple(cells)))
    return tuple(rows)


def _cell(
    activity: Activity, trust: str, choice: Choice | None, occurrences: Sequence[Occurrence], today: date
) -> Cell:
    held = as_held(activity, choice)
    ordered = in_reading_order(occurrences, today)
    waits = dict.fromkeys(wait for each in ordered if not each.due_on for wait in each.waits_for)
    if held and not ordered and not held.when:
        waits[Wait("date_not_set", activity.code)] = None
    source = source_of(activity, choice)
    return Cell(trust, source, (held or activity).role, ordered, held is None, tuple(waits))


def trust_lines(rows: Sequence[ActivityRow], today: date) -> tuple[TrustLine, ...]:
    """The same picture by trust, those with most late first, then in the order they stand."""
    count = len(rows[0].cells) if rows else 0
    lines = (_line([(row.activity.code, row.cells[number]) for row in rows], today) for number in range(count))
    return tuple(sorted(lines, key=lambda line: -line.late))


def _line(cells: Sequence[tuple[str, Cell]], today: date) -> TrustLine:
    every = [each for _, cell in cells for each in cell.occurrences]
    counts = tally(every, today)
    coming = [each for each in every if each.due_on and each.due_on >= today]
    owed = [each for each in coming if standing_of(each, today) in (Standing.UNDER_WAY, Standing.NOT_BEGUN)]
    held = [cell for _, cell in cells if not cell.left_out]
    return TrustLine(
        enterprise=cells[0][1].enterprise,
        done=counts[Standing.DONE],
        under_way=counts[Standing.UNDER_WAY],
        late=counts[Standing.LATE],
        next_due=min(owed, key=lambda each: (each.due_on or date.max, each.key), default=None),
        own_dates=sum(cell.source is DateSource.OWN for cell in held),
        of_activities=len(held),
        missing=tuple(code for code, cell in cells if cell.is_missing),
    )
