"""How a figure stands against its target, and which way it goes. Judged on the figure as it is shown.

A figure is rounded half up to the indicator's decimals first, so 7.04 beside a target of 7.0 is shown as 7.0 and is
met: nobody meets a table in which 7.0 misses 7.0.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samsvar.core.rules.indicators.definition import Definition, Direction
from samsvar.core.rules.indicators.formulas import Result
from samsvar.core.rules.indicators.numbers import Number, rounded
from samsvar.core.rules.indicators.targets import Target, TargetKind, wanted_figure


class Status(StrEnum):
    """How a figure stands. `near`: on the wrong side, within the warning band."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    NO_TARGET = "no_target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure against its target, both as shown.

    `gap` is the figure less the target. `reason`: empty where it was judged; `no_target`, `in_words`, `only_watched`
    (no way is better), `masked`, `not_compared` (the base year's figure is unknown), or why the figure is unknown.
    """

    status: Status
    reason: str = ""
    figure: Decimal | None = None
    target: Decimal | None = None
    gap: Decimal | None = None


def judge(
    definition: Definition,
    result: Result,
    target: Target | None,
    compared_with: Number | None = None,
    *,
    masked: bool = False,
) -> Standing:
    """A figure against its target. `compared_with`: the base year's figure, or last year's, for a target of change.

    A masked figure is unknown in every respect: neither it nor its status is told. A year without a target, one in
    words and an indicator that is only watched have no status to colour, whatever the figure.
    """
    if masked:
        return Standing(Status.UNKNOWN, "masked")
    figure = None if result.number is None else rounded(result.number, definition.decimals)
    if target is None or target.kind is TargetKind.EMPTY:
        return Standing(Status.NO_TARGET, "no_target", figure)
    if target.kind is TargetKind.WORDS:
        return Standing(Status.NO_TARGET, "in_words", figure)
    if definition.direction is Direction.NONE:
        return Standing(Status.NO_TARGET, "only_watched", figure)
    asked = wanted_figure(definition, target, compared_with)
    wanted = None if asked is None else rounded(asked, definition.decimals)
    if figure is None:
        return Standing(Status.UNKNOWN, result.reason, target=wanted)
    if wanted is None:
        return Standing(Status.UNKNOWN, "not_compared", figure)
    return Standing(
        _status(figure, wanted, definition.direction, target.warning_band), "", figure, wanted, figure - wanted
    )


def _status(figure: Decimal, wanted: Decimal, direction: Direction, band: Decimal | None) -> Status:
    past = figure - wanted if direction is Direction.LOWER else wanted - figure
    if past <= 0:
        return Status.MET
    return Status.NEAR if past <= (band or 0) else Status.MISSED


class Grade(StrEnum):
    """How far a figure is from its target, for a picture: `far` and `better` are a quarter of the target or more."""

    FAR = "far"
    MISSED = "missed"
    NEAR = "near"
    MET = "met"
    BETTER = "better"
    NONE = "none"


FAR_PART = Fraction(1, 4)
"""The part of the target by which a figure is far off, or clearly better. Samsvar's own choice, said on the page."""


def grade(standing: Standing, direction: Direction) -> Grade:
    """The grade of a judged figure; `none` where it has no status. Of a target of zero, any miss is far off."""
    if (
        standing.status not in (Status.MET, Status.NEAR, Status.MISSED)
        or standing.gap is None
        or standing.target is None
    ):
        return Grade.NONE
    part = abs(Fraction(standing.target)) * FAR_PART
    past = Fraction(standing.gap) if direction is Direction.LOWER else -Fraction(standing.gap)
    if standing.status is Status.MET:
        return Grade.BETTER if part and -past >= part else Grade.MET
    return Grade.FAR if standing.status is Status.MISSED and past >= part else Grade(standing.status.value)


class Course(StrEnum):
    """Which way a figure went. `moved`: it changed, and no way is better."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    MOVED = "moved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Trend:
    """The change between two figures as shown, in the indicator's unit (percentage points for a percent)."""

    course: Course
    change: Decimal | None = None


def trend(definition: Definition, now: Result, before: Result, *, masked: bool = False) -> Trend:
    """The figure now less the one before; NAV compares with the same quarter last year (`Period.same_last_year`).

    Unknown where either is, or where either is `masked`.
    """
    if masked or now.number is None or before.number is None:
        return Trend(Course.UNKNOWN)
    change = rounded(now.number, definition.decimals) - rounded(before.number, definition.decimals)
    if not change:
        return Trend(Course.SAME, change)
    if definition.direction is Direction.NONE:
        return Trend(Course.MOVED, change)
    return Trend(Course.BETTER if (change < 0) == (definition.direction is Direction.LOWER) else Course.WORSE, change)
