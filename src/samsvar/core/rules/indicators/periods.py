"""Months, tertials and years: what they span, how they are written and how they follow each other.

A tertial is four months: January–April, May–August, September–December, as Norwegian health enterprises report.
Codes are `2025`, `2025T2`, `2025-05`. A period knows no clock; `today` is an argument where it matters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache, total_ordering

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside these are a slip of the hand."""


class PeriodKind(StrEnum):
    """How often something is measured."""

    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"


MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.TERTIAL: 4, PeriodKind.YEAR: 12}
"""Months in a period of each kind."""

_IN_A_YEAR = {kind: 12 // months for kind, months in MONTHS_IN.items()}
_CODE = re.compile(r"([0-9]{4})(?:T([1-3])|-(0[1-9]|1[0-2]))?", re.IGNORECASE)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One month, tertial or year. `number` counts within the year from 1; a year's own is 1.

    Ordered by first month, then the longer first: `2025`, `2025T1`, `2025-01`, `2025-02`. Raises ValueError for a year
    or number that does not exist.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("year")
        if not 1 <= self.number <= _IN_A_YEAR[self.kind]:
            raise ValueError("number")

    def __hash__(self) -> int:
        """Asked for with each of millions of measurements, so without the kind: few periods differ in that alone."""
        return self.year * 16 + self.number

    @property
    def code(self) -> str:
        """As it is written in files and addresses: `2025`, `2025T2`, `2025-05`."""
        if self.kind is PeriodKind.YEAR:
            return f"{self.year:04}"
        return (
            f"{self.year:04}T{self.number}" if self.kind is PeriodKind.TERTIAL else f"{self.year:04}-{self.number:02}"
        )

    @property
    def first_month(self) -> int:
        """The first of its months, 1–12."""
        return (self.number - 1) * MONTHS_IN[self.kind] + 1

    @property
    def last_month(self) -> int:
        """The last of its months, 1–12."""
        return self.number * MONTHS_IN[self.kind]

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.first_month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return _last_day(self.year, self.last_month)

    def __lt__(self, other: "Period") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int, int]:
        return self.year, self.first_month, -MONTHS_IN[self.kind]

    def moved(self, steps: int) -> "Period":
        """The period so many steps later, or earlier where negative. Raises ValueError beyond the years known."""
        year, number = divmod(self.year * _IN_A_YEAR[self.kind] + self.number - 1 + steps, _IN_A_YEAR[self.kind])
        return Period(self.kind, year, number + 1)

    def previous(self) -> "Period":
        """The one just before, of the same kind: 2024T3 before 2025T1."""
        return self.moved(-1)

    def following(self) -> "Period":
        """The one just after, of the same kind."""
        return self.moved(1)

    def same_last_year(self) -> "Period":
        """The same month or tertial of the year before: what a seasonal figure is compared with."""
        return Period(self.kind, self.year - 1, self.number)

    def contains(self, other: "Period") -> bool:
        """Whether all months of the other are among this one's; a period contains itself."""
        return self.year == other.year and self.first_month <= other.first_month <= other.last_month <= self.last_month

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a month: 2025T2 and 2025-05 do."""
        return self.contains(other) or other.contains(self)

    def within(self, kind: PeriodKind) -> "Period":
        """The period of a kind as long or longer that this one lies in: 2025-05 within a tertial is 2025T2.

        Raises ValueError where the kind is shorter.
        """
        if MONTHS_IN[kind] < MONTHS_IN[self.kind]:
            raise ValueError("kind")
        return Period(kind, self.year, (self.first_month - 1) // MONTHS_IN[kind] + 1)

    def parts(self, kind: PeriodKind) -> tuple["Period", ...]:
        """Its periods of a kind as short or shorter, in order: the months of a tertial. ValueError where longer."""
        if MONTHS_IN[kind] > MONTHS_IN[self.kind]:
            raise ValueError("kind")
        months = range(self.first_month, self.last_month + 1, MONTHS_IN[kind])
        return tuple(Period(kind, self.year, (month - 1) // MONTHS_IN[kind] + 1) for month in months)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today > self.last_day


@cache
def _last_day(year: int, month: int) -> date:
    """The last day of a month; asked for by the million."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@lru_cache(maxsize=5_000)
def parse_period(text: str) -> Period | None:
    """The period a code stands for (`2025`, `2025T2`, `2025-05`, also `2025t2`); None where it is no such code."""
    found = _CODE.fullmatch(text.strip())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    year = int(found[1])
    if found[2]:
        return Period(PeriodKind.TERTIAL, year, int(found[2]))
    return Period(PeriodKind.MONTH, year, int(found[3])) if found[3] else Period(PeriodKind.YEAR, year)


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of a kind that a day falls in."""
    return Period(PeriodKind.MONTH, day.year, day.month).within(kind)


def last_over(today: date, kind: PeriodKind) -> Period:
    """The last period of a kind whose last day has passed."""
    return period_of(today, kind).previous()


def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """From the first to the last, both included, all of one kind. None where the last lies before the first.

    Raises ValueError for two kinds.
    """
    if first.kind is not last.kind:
        raise ValueError("kind")
    while first <= last:
        yield first
        first = first.following()
