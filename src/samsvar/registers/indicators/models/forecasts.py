"""Where figures are heading: what the method expects up to the target's year, with what it rests on.

Invariants: one forecast of an indicator and unit, in the indicator's own kind of period; it can be thrown away and made
anew. It is shown only while the figures it rests on are those that are shown (`selectors.forecasts`).
"""

from django.db import models

from samsvar.platform.access.scoping import ScopedQuerySet
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import ForecastOutcome
from samsvar.registers.indicators.models.definitions import Indicator


class ForecastQuerySet(ScopedQuerySet["Forecast"]):
    enterprise_column = "unit__enterprise_id"
    path_column = "unit__path"


class Forecast(models.Model):
    """What is expected of a unit's figures, or why nothing can be told.

    `rests_on`: [period's code, figure] of each figure it rests on, oldest first. `steps`: [period's code, value, low,
    high] for each period ahead; numbers are text with six decimals. `library`: what worked it out, with its edition.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="forecasts")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=ForecastOutcome.choices)
    method = models.CharField(max_length=40)
    library = models.CharField(max_length=60)
    interval_percent = models.PositiveSmallIntegerField()
    rests_on = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    worked_at = models.DateTimeField()

    objects = ForecastQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "unit"], name="indicators_forecast_once")]


class ForecastDue(models.Model):
    """An indicator whose forecasts are to be worked out anew: figures or targets came after `asked_at`'s last."""

    indicator = models.OneToOneField(Indicator, on_delete=models.CASCADE, primary_key=True, related_name="+")
    asked_at = models.DateTimeField()
