"""Goals, indicators, targets, measurements, rolled-up figures and closed periods.

Numbers of measurements and figures are whole millionths (`MILLIONTHS`): exact, small, and added by the database.
"""

from samsvar.registers.indicators.models.definitions import (
    Goal,
    GoalWord,
    Indicator,
    IndicatorGoal,
    IndicatorTarget,
)
from samsvar.registers.indicators.models.forecasts import Forecast, ForecastDue
from samsvar.registers.indicators.models.measurements import (
    MILLIONTHS,
    Delivery,
    Figure,
    Measurement,
    MeasurementQuerySet,
)
from samsvar.registers.indicators.models.submissions import Submission, SubmissionStep

__all__ = [
    "MILLIONTHS",
    "Delivery",
    "Figure",
    "Forecast",
    "ForecastDue",
    "Goal",
    "GoalWord",
    "Indicator",
    "IndicatorGoal",
    "IndicatorTarget",
    "Measurement",
    "MeasurementQuerySet",
    "Submission",
    "SubmissionStep",
]
