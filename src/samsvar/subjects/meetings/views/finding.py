"""How the pages find what they are about: first sight (404), then the right to write (403)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from samsvar.platform.access.guards import find_or_404, require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.organisation.models import Body, OrgUnit
from samsvar.registers.wheel.models import Meeting, may_see, works_in
from samsvar.subjects.meetings.models import Case, Decision, Proposal, Review

SEEN, WRITTEN = Permission.VIEW_WHEEL, Permission.MANAGE_WHEEL


def require_sight(viewer: Viewer, enterprise: OrgUnit) -> None:
    """403 for somebody who may not see the enterprise's wheel. Raises PermissionDenied."""
    if not may_see(viewer, enterprise):
        raise PermissionDenied


def find_body(request: ViewerRequest, key: str) -> Body:
    """A body of an enterprise whose wheel may be seen. Raises Http404."""
    seen = visible(request.viewer, SEEN, enterprise="enterprise_id", path="enterprise__path")
    if not request.viewer.everything:
        seen |= Q(enterprise_id__in=works_in(request.viewer, SEEN))
    found: Body = find_or_404(Body.objects.filter(seen).select_related("enterprise"), key=key)
    return found


def find_meeting(request: ViewerRequest, key: str) -> Meeting:
    """A meeting that may be seen. Raises Http404."""
    rows = Meeting.objects.visible_to(request.viewer, SEEN).select_related("body__enterprise")
    found: Meeting = find_or_404(rows, key=key)
    return found


def find_case(request: ViewerRequest, key: str) -> Case:
    """A case that may be seen. Raises Http404."""
    rows = Case.objects.visible_to(request.viewer, SEEN).select_related("enterprise", "body__enterprise", "meeting")
    found: Case = find_or_404(rows, key=key)
    return found


def find_decision(request: ViewerRequest, key: str) -> Decision:
    """A decision that may be seen. Raises Http404."""
    rows = Decision.objects.visible_to(request.viewer, SEEN)
    named = rows.select_related("enterprise", "case__body", "meeting__body", "review")
    found: Decision = find_or_404(named, key=key)
    return found


def find_proposal(request: ViewerRequest, key: str) -> Proposal:
    """A proposal that may be seen. Raises Http404."""
    rows = Proposal.objects.visible_to(request.viewer, SEEN)
    found: Proposal = find_or_404(rows.select_related("enterprise", "body", "unit", "action"), key=key)
    return found


def find_review(request: ViewerRequest, key: str) -> Review:
    """A review that may be seen. Raises Http404."""
    rows = Review.objects.visible_to(request.viewer, SEEN).select_related("enterprise", "unit", "occurrence__activity")
    found: Review = find_or_404(rows, key=key)
    return found


def find_in(request: ViewerRequest, review: Review, rows: Any, key: str) -> Any:
    """A row that hangs on a review that was found, to be written. Raises Http404 and PermissionDenied."""
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    require(request.viewer, WRITTEN, review.enterprise)
    return found


def writable(request: ViewerRequest, found: Any) -> Any:
    """The row, where its enterprise's wheel may be changed. Raises PermissionDenied."""
    require(request.viewer, WRITTEN, found.enterprise)
    return found
