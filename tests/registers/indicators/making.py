"""What tests of indicators lay: indicators by formula, and figures handed in."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, parse_period
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.definitions import create_indicator
from samsvar.registers.indicators.services.deliveries import Delivered, deliver
from tests.cast import NOW, Cast

RATIO = {"kind": "ratio", "numerator": "lost_person_days", "denominator": "agreed_person_days"}
LATER = date(2026, 2, 1)


def lay_indicator(cast: Cast, unit: str = "eksempel", **more: Any) -> Indicator:
    """An indicator, sickness absence by month where nothing else is said."""
    fields: dict[str, Any] = {
        "code": "absence",
        "name_nb": "Sykefravær",
        "unit_of_measure": "percent",
        "direction": "lower",
        "period": "month",
        "roll_up": "ratio",
        "formula": RATIO,
    }
    return create_indicator(unit=cast.units[unit], by=cast.actor("kari"), at=NOW, **{**fields, **more})


def period(code: str) -> Period:
    found = parse_period(code)
    assert found
    return found


def parts(numerator: int, denominator: int, persons: int | None = None) -> Figures:
    return Figures(numerator=Decimal(numerator), denominator=Decimal(denominator), persons=persons)


def hand_in(
    cast: Cast, indicator: Indicator, figures: dict[tuple[str, str], Figures], *, reason: str = "", draft: bool = False
) -> Delivered:
    """Hands in by (unit's name in the cast, period's code)."""
    rows = [New(indicator, cast.units[unit].pk, period(code), given) for (unit, code), given in figures.items()]
    with transaction.atomic():
        return deliver(
            rows,
            unit=indicator.unit,
            by=cast.actor("kari"),
            at=NOW,
            today=LATER,
            source="Lønnssystemet",
            reason=reason,
            draft=draft,
        )
