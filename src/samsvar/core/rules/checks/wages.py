"""The lowest wage by sector, category and day, and whether what was paid meets it. Whole øre per hour.

Source: the regulations that make a minimum wage generally applicable (catalogue `minimum-wage-rates`). A sector whose
rate nobody has read gives no rate: the answer is unknown, never zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.risk.sources import Values

NIGHT = "night_supplement"
"""The category that holds a sector's supplement for work at night (cleaning: 21–06)."""


class Verdict(StrEnum):
    """What a line of wages comes to."""

    MEETS = "meets"
    BELOW = "below"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RateEdition:
    """One edition of the rates: in force from a day, seen to stand until `read_on` (None: nobody says)."""

    edition: str
    publisher: str
    applies_from: date
    read_on: date | None
    rows: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """A rate in øre per hour, or None and why.

    `reason`: `rate`, `before_first_edition`, `rate_not_held` (the sector's rate was not read) or `category_not_held`.
    `may_be_newer`: the day is later than the day the edition was seen to stand, so a newer rate may have come.
    """

    ore: int | None
    reason: str
    edition: str = ""
    may_be_newer: bool = False


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What somebody was paid per hour on a day. `hours` in hundredths. None is unknown.

    `category` is what follows the sector's name in the catalogue: `adult`, `skilled`, `under_18` …
    """

    sector: str
    worked_on: date | None
    paid_ore: int | None
    category: str | None = None
    night: bool = False
    hours_hundredths: int | None = None


@dataclass(frozen=True, slots=True)
class LineJudgement:
    """Whether a line meets the lowest wage.

    `required_ore` is what is due per hour with the supplement of the night, `shortfall_ore` what lacks per hour and
    `owed_ore` that times the hours, rounded up (None: unknown). `reason` is `rate`, the lack of a rate, or `no_day`,
    `no_pay`, `category_needed`, `night_not_held`, `by_any_category` (it is settled whatever the category).
    """

    verdict: Verdict
    reason: str
    required_ore: int | None = None
    shortfall_ore: int | None = None
    owed_ore: int | None = None
    edition: str = ""
    may_be_newer: bool = False


class WageRates:
    """The editions of the rates by day."""

    def __init__(self, editions: Iterable[RateEdition]) -> None:
        self._editions = sorted(editions, key=lambda edition: edition.applies_from)

    def rate(self, sector: str, category: str, on: date) -> RateAnswer:
        """The rate of a category of a sector on a day, from the edition then in force."""
        edition = self.on(on)
        if edition is None:
            return RateAnswer(None, "before_first_edition")
        newer = edition is self._editions[-1] and (edition.read_on is None or on > edition.read_on)
        row = edition.rows.get(f"{sector}/{category}")
        if row is not None and row.get("rate_ore") is not None:
            return RateAnswer(int(row["rate_ore"] or 0), "rate", edition.edition, newer)
        reason = "category_not_held" if self.categories(sector, on) else "rate_not_held"
        return RateAnswer(None, reason, edition.edition, newer)

    def on(self, day: date) -> RateEdition | None:
        """The edition in force on a day; None before the first."""
        return next((edition for edition in reversed(self._editions) if edition.applies_from <= day), None)

    def categories(self, sector: str, on: date) -> tuple[str, ...]:
        """The categories of a sector whose rates are held on a day, the supplement of the night left out."""
        edition = self.on(on)
        codes = edition.rows if edition is not None else ()
        parts = (code.partition("/") for code in codes)
        return tuple(category for name, _, category in parts if name == sector and category != NIGHT)

    def every_category(self, sector: str) -> tuple[str, ...]:
        """The categories of a sector in any edition, the newest edition first."""
        codes = (code.partition("/") for edition in reversed(self._editions) for code in edition.rows)
        found = (category for name, _, category in codes if name == sector and category != NIGHT)
        return tuple(dict.fromkeys(found))

    def sectors(self) -> tuple[str, ...]:
        """The sectors with a rate in any edition."""
        return tuple(dict.fromkeys(code.partition("/")[0] for edition in self._editions for code in edition.rows))


def judge_line(line: PaidLine, rates: WageRates) -> LineJudgement:
    """Compares what was paid with the rate of the day.

    Required = the rate of the category, and at night the sector's supplement on top of it. Without a category the
    answer is known only where every category of the sector gives the same: paid at least the highest, or less than the
    lowest. A line that meets an edition which may have been followed by a newer one is marked so; one below it is below
    the newer one too, since rates rise.
    """
    if line.worked_on is None:
        return LineJudgement(Verdict.UNKNOWN, "no_day")
    if line.category is None:
        return _whatever_the_category(line, line.worked_on, rates)
    found = rates.rate(line.sector, line.category, line.worked_on)
    if found.ore is None:
        return LineJudgement(Verdict.UNKNOWN, found.reason, edition=found.edition)
    required = found.ore
    if line.night:
        supplement = rates.rate(line.sector, NIGHT, line.worked_on).ore
        if supplement is None:
            return _without_the_night(line, found)
        required += supplement
    return _compared(line, required, found, "rate")


def _compared(line: PaidLine, required: int, found: RateAnswer, reason: str) -> LineJudgement:
    if line.paid_ore is None:
        return LineJudgement(Verdict.UNKNOWN, "no_pay", required, edition=found.edition)
    lacks = max(0, required - line.paid_ore)
    owed = None if line.hours_hundredths is None else -(-lacks * line.hours_hundredths // 100)
    verdict = Verdict.BELOW if lacks else Verdict.MEETS
    newer = found.may_be_newer and verdict == Verdict.MEETS
    return LineJudgement(verdict, reason, required, lacks, owed, found.edition, newer)


def _without_the_night(line: PaidLine, found: RateAnswer) -> LineJudgement:
    """The supplement of the night is not held: pay below the rate by day is too low; more than that is not known."""
    required = found.ore or 0
    if line.paid_ore is not None and line.paid_ore < required:
        return _compared(line, required, found, "night_not_held")
    return LineJudgement(Verdict.UNKNOWN, "night_not_held", edition=found.edition)


def _whatever_the_category(line: PaidLine, on: date, rates: WageRates) -> LineJudgement:
    judged = [
        judge_line(PaidLine(line.sector, on, line.paid_ore, category, line.night, line.hours_hundredths), rates)
        for category in rates.categories(line.sector, on)
    ]
    if not judged:
        missing = rates.rate(line.sector, "", on)
        return LineJudgement(Verdict.UNKNOWN, missing.reason, edition=missing.edition)
    verdicts = {each.verdict for each in judged}
    if len(verdicts) > 1 or Verdict.UNKNOWN in verdicts:
        return LineJudgement(Verdict.UNKNOWN, "category_needed", edition=judged[0].edition)
    mildest = min(judged, key=lambda each: each.required_ore or 0)
    if verdicts == {Verdict.BELOW}:
        return LineJudgement(
            *(Verdict.BELOW, "by_any_category", mildest.required_ore, mildest.shortfall_ore, mildest.owed_ore),
            edition=mildest.edition,
        )
    strictest = max(judged, key=lambda each: each.required_ore or 0)
    return LineJudgement(
        *(Verdict.MEETS, "by_any_category", strictest.required_ore, 0, None if strictest.owed_ore is None else 0),
        edition=strictest.edition,
        may_be_newer=any(each.may_be_newer for each in judged),
    )
