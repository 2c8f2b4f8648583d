"""The action plans that a body anchored, shown on the body's page."""

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body
from samsvar.platform.ui.sections import Section
from samsvar.subjects.plans.models import Plan

MOST = 50


def anchored_plans(viewer: Viewer, body: Body) -> Section | None:
    """Plans at or beneath the body's enterprise that name the body as the one that anchored them; None without any.

    A plan tells its meeting in words, so a plan is found by the body's name in them. One query.
    """
    own = body.enterprise
    rows = Plan.objects.visible_to(viewer, Permission.VIEW_STRATEGY).filter(anchored_in__icontains=body.name_nb)
    rows = rows.filter(enterprise__path__gte=own.path, enterprise__path__lt=own.path_end).select_related("unit")
    found = list(rows.order_by("-anchored_on", "title", "pk")[:MOST])
    return Section("reviews/anchored.html", found) if found else None
