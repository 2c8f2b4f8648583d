"""The share of units with an active plan of the wanted quality, handed in as an indicator's measurements.

Source: an HSE strategy (Sykehuset Østfold, indicator 5). The indicator is the one that ships as `plan-quality`, set up
at the enterprise or above it; where several are, the nearest. Each unit that it asks gets 100 or 0 for the period that
runs; a unit without a plan counts as not met, and one whose plan cannot be told of hands in nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import PeriodKind, period_of
from samsvar.core.rules.plans import count_units
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import WORKED_OUT_ANEW
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.deliveries import Faulty, deliver
from samsvar.registers.indicators.trees import trees_of
from samsvar.subjects.plans.selectors.plans import qualities_of

CODE = "plan-quality"
_MET, _NOT_MET = Decimal(100), Decimal(0)


def indicator_of(enterprise: OrgUnit) -> Indicator | None:
    """The indicator that the enterprise's plans are told to. One query."""
    rows = Indicator.objects.filter(code=CODE, unit__key__in=enterprise.line_keys, retired=False)
    shares = (row for row in rows.select_related("unit").order_by("-unit__path"))
    return next((row for row in shares if row.formula.get("kind") == "share_of_units"), None)


@transaction.atomic
def tell_indicator(
    *, enterprise: OrgUnit, today: date, by: Actor, at: datetime, units: Iterable[int] | None = None
) -> int:
    """Hand in how the enterprise's units (`units`: those alone) stand today; how many figures were new or changed.

    Nothing happens where the enterprise has no such indicator, where all is as it was, or where the period is closed.
    """
    indicator = indicator_of(enterprise)
    if indicator is None:
        return 0
    period = period_of(today, PeriodKind(indicator.period))
    asked = trees_of(indicator).of(period).asked_itself
    own = OrgUnit.objects.filter(enterprise=enterprise, pk__in=asked if units is None else asked & set(units))
    count = count_units(map(str, own.alive(today).values_list("pk", flat=True)), qualities_of(enterprise, today.year))
    unmet = (*count.not_met, *count.without_plan)
    figures = {**dict.fromkeys(count.met, _MET), **dict.fromkeys(unmet, _NOT_MET)}
    rows = [New(indicator, int(unit), period, Figures(value)) for unit, value in sorted(figures.items())]
    try:
        return _delivered(rows, enterprise, by, at, today)
    except Faulty as faulty:  # where the period is closed, the figures stand as they were accepted
        return _delivered([row for place, row in enumerate(rows) if place not in faulty.at], enterprise, by, at, today)


def _delivered(rows: Sequence[New], enterprise: OrgUnit, by: Actor, at: datetime, today: date) -> int:
    done = deliver(
        rows,
        unit=enterprise,
        by=by,
        at=at,
        today=today,
        source="plans",
        reason=WORKED_OUT_ANEW,
        running=True,
    )
    return done.created + done.corrected
