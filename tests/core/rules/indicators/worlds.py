"""The indicators of seed strategies, as definitions, for the tests of their rules."""

from datetime import UTC, datetime
from decimal import Decimal

from samsvar.core.rules.indicators.definition import (
    SICKNESS_ABSENCE,
    ChangeFromBase,
    Definition,
    Direction,
    GivenValue,
    OverTime,
    Ratio,
    RollUp,
    ShareOfUnits,
)
from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.core.rules.indicators.targets import Target, TargetKind

ABSENCE = Definition(
    "sickness_absence", "percent", 1, Direction.LOWER, PeriodKind.MONTH, RollUp.RATIO, SICKNESS_ABSENCE, 5
)
EMISSIONS = Definition(
    "co2e", "percent", 0, Direction.LOWER, PeriodKind.YEAR, RollUp.SUM, ChangeFromBase(2019), over_time=OverTime.LAST
)
VIOLENCE = Definition("violence", "count", 0, Direction.NONE, PeriodKind.MONTH, RollUp.SUM, GivenValue())
CLIMATE = Definition(
    "safety_climate",
    "percent",
    0,
    Direction.HIGHER,
    PeriodKind.YEAR,
    RollUp.SHARE_OF_UNITS,
    ShareOfUnits(Decimal(75), minimum_group=5),
    5,
    over_time=OverTime.LAST,
)
CARS = Definition(
    "electric_cars",
    "percent",
    0,
    Direction.HIGHER,
    PeriodKind.YEAR,
    RollUp.RATIO,
    Ratio("electric_cars", "leased_cars"),
)


def target(year, number=None, kind=TargetKind.VALUE, **more):
    """A target of the trust, set in the autumn before its year."""
    given = {"id": f"{kind}-{year}", "unit_id": "hf", "set_at": datetime(2019, 11, 1, tzinfo=UTC), **more}
    return Target(year=year, kind=kind, number=None if number is None else Decimal(number), **given)
