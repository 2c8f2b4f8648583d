"""Åpenhetsloven (LOV-2021-06-18-99): whom it binds (§ 3) and which duties due diligence has (§ 4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from samsvar.core.rules.due_diligence import Step

ORE = 100


@dataclass(frozen=True, slots=True)
class Thresholds:
    """§ 3 a: a larger enterprise exceeds at least `needed` of these. Money in øre; average person-years."""

    revenue_ore: int = 70_000_000 * ORE
    balance_ore: int = 35_000_000 * ORE
    person_years: float = 50
    needed: int = 2


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A financial year's figures, a parent together with its subsidiaries. None is not known."""

    revenue_ore: int | None
    balance_ore: int | None
    person_years: float | None


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether the Act binds in a year. `applies` None: the figures do not say.

    `ground`: `public_interest`, `two_of_three`, `second_year_pending`, `below`, `figures_missing`.
    `exceeded` names the thresholds passed in the year, `missing` those not known.
    """

    applies: bool | None
    ground: str
    exceeded: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def larger_in_year(figures: YearFigures, thresholds: Thresholds = THRESHOLDS) -> Applicability:
    """§ 3 a for one year alone: at least two of three exceeded. Equal to a threshold is not over it."""
    pairs = {
        "revenue": (figures.revenue_ore, thresholds.revenue_ore),
        "balance": (figures.balance_ore, thresholds.balance_ore),
        "person_years": (figures.person_years, thresholds.person_years),
    }
    exceeded = tuple(name for name, (value, limit) in pairs.items() if value is not None and value > limit)
    missing = tuple(name for name, (value, _) in pairs.items() if value is None)
    if len(exceeded) >= thresholds.needed:
        return Applicability(True, "two_of_three", exceeded, missing)
    if len(exceeded) + len(missing) >= thresholds.needed:
        return Applicability(None, "figures_missing", exceeded, missing)
    return Applicability(False, "below", exceeded, missing)


def applies_in(
    year: int,
    figures: Mapping[int, YearFigures],
    *,
    public_interest: bool = False,
    thresholds: Thresholds = THRESHOLDS,
) -> Applicability:
    """§ 3 a with the rule of two consecutive years: a crossing, up or down, takes effect in the second of them.

    `figures` by financial year. The standing before the first year given is not assumed: it is that of the first year.
    A public-interest entity (regnskapsloven § 1-6) is bound whatever its size.
    """
    if public_interest:
        return Applicability(True, "public_interest")
    known = sorted(each for each in figures if each <= year)
    if not known or known[-1] != year:
        return Applicability(None, "figures_missing", missing=("revenue", "balance", "person_years"))
    standing: bool | None = larger_in_year(figures[known[0]], thresholds).applies
    previous = standing
    for each in known[1:]:
        alone = larger_in_year(figures[each], thresholds).applies
        if alone is None or (alone == previous and each - 1 in figures):
            standing = alone
        previous = alone
    found = larger_in_year(figures[year], thresholds)
    if standing is None:
        return Applicability(None, "figures_missing", found.exceeded, found.missing)
    if found.applies is not None and found.applies != standing:
        return Applicability(standing, "second_year_pending", found.exceeded, found.missing)
    return Applicability(standing, found.ground, found.exceeded, found.missing)


DUTY_STEPS: Mapping[str, Step] = {
    "a": Step.EMBED,
    "b": Step.IDENTIFY,
    "c": Step.MITIGATE,
    "d": Step.TRACK,
    "e": Step.COMMUNICATE,
    "f": Step.REMEDIATE,
}
"""§ 4 first paragraph, letter by letter, and the step of the OECD's guidance that it is."""
