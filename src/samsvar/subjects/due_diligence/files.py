"""Which records of due diligence have files."""

from django.urls import reverse

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.owners import OwnerKind, register_owner
from samsvar.subjects.due_diligence.models import AdverseImpact, Check, SupplierAnswer
from samsvar.subjects.due_diligence.selectors.answering.asked import ANSWER_FILES

IMPACT = "impact"
CHECK = "check"


def _impact(viewer: Viewer, key: str) -> AdverseImpact | None:
    """One of the viewer's own: who the case is shared with does not see its files."""
    seen = AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS)
    return seen.filter(key=key).select_related("enterprise", "unit").first()


def _address(impact: AdverseImpact) -> str:
    return reverse("due_diligence:impact", args=[impact.key])


def _check(viewer: Viewer, key: str) -> Check | None:
    seen = Check.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    return seen.filter(key=key).select_related("enterprise", "unit").first()


def _check_address(check: Check) -> str:
    return reverse("due_diligence:check", args=[check.key])


def _answer(viewer: Viewer, key: str) -> SupplierAnswer | None:
    """What the supplier sent with its answer."""
    seen = SupplierAnswer.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(key=key)
    return seen.select_related("enterprise", "recipient__campaign__unit").first()


def _answer_address(answer: SupplierAnswer) -> str:
    return reverse("due_diligence:assess_answer", args=[answer.key])


register_owner(OwnerKind(IMPACT, Permission.VIEW_IMPACTS, Permission.MANAGE_IMPACTS, _impact, _address))
register_owner(OwnerKind(CHECK, Permission.VIEW_CHECKS, Permission.MANAGE_CHECKS, _check, _check_address))
register_owner(OwnerKind(ANSWER_FILES, Permission.VIEW_CHECKS, Permission.MANAGE_CHECKS, _answer, _answer_address))
