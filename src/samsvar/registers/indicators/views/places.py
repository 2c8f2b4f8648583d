"""Which unit, period and indicator a page is about, for whom: they stand in the address."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from samsvar.core.rules.indicators.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodKind, last_over, parse_period
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.selectors.definitions import find_indicator

TERTIALS_OFFERED = 6
#: Pages look back from the period that is chosen, at most so far that a year is still one.
_EARLIEST = FIRST_YEAR + 30


@dataclass(frozen=True)
class Place:
    """The unit whose figures are shown, and the period (`?p=2025T1`; the last tertial that is over without)."""

    unit: OrgUnit
    period: Period
    today: date

    def may(self, viewer: Viewer, permission: Permission) -> bool:
        return viewer.may(permission, self.unit)

    @property
    def periods(self) -> list[Period]:
        """The tertials to choose among, the newest first; the one chosen is among them."""
        last = last_over(self.today, PeriodKind.TERTIAL)
        offered = [last.moved(-step) for step in range(TERTIALS_OFFERED)]
        years = [Period(PeriodKind.YEAR, self.today.year - step) for step in (1, 2)]
        found = [*offered, *years]
        return found if self.period in found else [self.period, *found]


def place_of(request: ViewerRequest, permission: Permission = Permission.VIEW_INDICATORS) -> Place:
    """The place of the address. Raises Http404 for a unit that may not be seen, or for what is no period; 403 where
    the viewer lacks the permission there."""
    unit = chosen_unit(request)
    require(request.viewer, permission, unit)
    on = today()
    asked = request.GET.get("p", "")
    period = parse_period(asked[:10]) if asked else last_over(on, PeriodKind.TERTIAL)
    if period is None or not _EARLIEST <= period.year < LAST_YEAR:
        raise Http404
    return Place(unit, period, on)


def indicator_of(place: Place, key: str) -> Indicator:
    """The indicator that holds for the unit. Raises Http404 for any other."""
    found = None if "\0" in key else find_indicator(place.unit, key)
    if found is None:
        raise Http404
    return found
