"""An account and a line, found among what the viewer may see; else 404."""

from django.http import Http404

from samsvar.platform.access.guards import find_or_404, require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import year_in
from samsvar.platform.ui.clock import today
from samsvar.subjects.climate.models import ActivityLine, ClimateAccount, OwnFactor
from samsvar.subjects.climate.selectors.accounts import accounts_of, visible_lines


def year_of(request: ViewerRequest) -> int:
    """The year that is asked for; else the one that was over last."""
    return year_in(request, today().year - 1)


def chosen_account(request: ViewerRequest) -> tuple[OrgUnit, ClimateAccount]:
    """The chosen unit, whose figures may be read, and its enterprise's account of the year. Raises Http404."""
    unit = chosen_unit(request)
    require(request.viewer, Permission.VIEW_INDICATORS, unit)
    if unit.enterprise is None:
        raise Http404
    account = accounts_of(unit.enterprise).get(year_of(request))
    if account is None:
        raise Http404
    return unit, account


def managed_account(request: ViewerRequest, key: str) -> ClimateAccount:
    """The account, 404 where it may not be seen, 403 where it may not be settled."""
    rows = ClimateAccount.objects.visible_to(request.viewer, Permission.VIEW_INDICATORS)
    account: ClimateAccount = find_or_404(rows.select_related("enterprise", "settled_by"), key=key)
    require(request.viewer, Permission.MANAGE_INDICATORS, account.enterprise)
    return account


def found_line(viewer: Viewer, key: str) -> ActivityLine:
    """The line with its account and unit, or 404."""
    rows = visible_lines(viewer).select_related("account__enterprise", "unit__enterprise")
    line: ActivityLine = find_or_404(rows, key=key)
    return line


def written_line(request: ViewerRequest, key: str) -> ActivityLine:
    """The line, 404 where it may not be seen, 403 where it may not be written."""
    line = found_line(request.viewer, key)
    require(request.viewer, Permission.ENTER_MEASUREMENTS, line.unit)
    return line


def managed_factor(request: ViewerRequest, key: str) -> OwnFactor:
    """The enterprise's own factor, 404 where it may not be seen, 403 where it may not be changed."""
    rows = OwnFactor.objects.visible_to(request.viewer, Permission.VIEW_INDICATORS)
    factor: OwnFactor = find_or_404(rows.select_related("enterprise"), key=key)
    require(request.viewer, Permission.MANAGE_INDICATORS, factor.enterprise)
    return factor
