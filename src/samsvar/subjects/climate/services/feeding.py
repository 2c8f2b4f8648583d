"""What a settled account hands in by itself: the enterprise's own figures of the indicators that draw from it.

An indicator is filled where it is the enterprise's own or one set above it, is measured by the year, has the climate
account as its source, and is one that the activities feed. What cannot be known is not handed in: unknown is not zero.
"""

from collections.abc import Sequence
from datetime import date, datetime

from samsvar.core.rules.climate import Fed
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import WORKED_OUT_ANEW
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.deliveries import Faulty, deliver
from samsvar.subjects.climate.models import ClimateAccount
from samsvar.subjects.climate.selectors.accounts import Found
from samsvar.subjects.climate.selectors.feeding import drawing_indicators, entered_beneath


def feed_indicators(*, account: ClimateAccount, found: Found, by: Actor, at: datetime, today: date) -> int:
    """Hand in what the account knows, in the caller's transaction; how many figures were new or changed.

    A figure in a period that is closed stands as it was accepted, and so does one of an indicator that units beneath
    have entered themselves: the two would be added.
    """
    enterprise, period = account.enterprise, Period(PeriodKind.YEAR, account.year)
    told = {each.indicator: each for each in found.fed if _is_known(each)}
    indicators = [each for each in drawing_indicators(enterprise) if each.code in told]
    beneath = entered_beneath(enterprise, indicators, account.year)
    rows = [
        New(each, enterprise.pk, period, _figures(told[each.code])) for each in indicators if each.pk not in beneath
    ]
    source = f"Klimaregnskapet {account.year}"
    try:
        return _delivered(rows, enterprise, source, by, at, today)
    except Faulty as faulty:
        kept = [row for place, row in enumerate(rows) if place not in faulty.at]
        return _delivered(kept, enterprise, source, by, at, today)


def _is_known(fed: Fed) -> bool:
    return fed.value is not None or (fed.numerator is not None and fed.denominator is not None)


def _figures(fed: Fed) -> Figures:
    return Figures(fed.value, fed.numerator, fed.denominator)


def _delivered(rows: Sequence[New], unit: OrgUnit, source: str, by: Actor, at: datetime, today: date) -> int:
    if not rows:
        return 0
    done = deliver(rows, unit=unit, by=by, at=at, today=today, source=source, reason=WORKED_OUT_ANEW)
    return done.created + done.corrected
