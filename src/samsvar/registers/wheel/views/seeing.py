"""What every page of the wheel asks first."""

from django.core.exceptions import PermissionDenied

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.wheel.models import may_see


def require_sight(viewer: Viewer, enterprise: OrgUnit) -> None:
    """403 for somebody who may not see the enterprise's wheel. Raises PermissionDenied."""
    if not may_see(viewer, enterprise):
        raise PermissionDenied
