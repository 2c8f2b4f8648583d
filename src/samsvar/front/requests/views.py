"""Choose the records that a request is about, and draft the answer from what they say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.information_requests import UNANSWERED, Status
from samsvar.front.requests import selectors
from samsvar.front.requests.presenters import draft_of, left_out
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.clock import now
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.presenters.letters import answer_opening
from samsvar.subjects.information_requests.selectors import visible_requests
from samsvar.subjects.information_requests.services.cases import save_draft
from samsvar.subjects.information_requests.services.parts import tie_records
from samsvar.subjects.information_requests.views.saving import was_refused

MOST = 60


@signed_in
def records(request: ViewerRequest, key: str) -> HttpResponse:
    """Tick the records; save them, or draft the answer from them too."""
    viewer = request.viewer
    found: InformationRequest = find_or_404(visible_requests(viewer).select_related("enterprise"), key=key)
    require(viewer, Permission.MANAGE_REQUESTS, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        return _save(request, found)
    asked = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    chosen = selectors.chosen(viewer, found)
    held = {hit.code for hit in chosen}
    facts = selectors.facts_of(viewer, found.enterprise, chosen)
    context = {
        "asked": asked,
        "chosen": chosen,
        "hits": [hit for hit in selectors.found(viewer, found.enterprise, asked) if hit.code not in held],
        "known_harm": selectors.known_harm(facts),
        "left_out": left_out(facts),
        "open": Status(found.status) in UNANSWERED,
        "request_row": found,
        "text": draft_of(facts, found.language, "") if facts else "",
    }
    return render(request, "requests/records.html", context)


def _save(request: ViewerRequest, found: InformationRequest) -> HttpResponse:
    viewer, by, at = request.viewer, request.viewer.actor, now()
    pairs = [tuple(code.split(":", 1)) for code in request.POST.getlist("record")[:MOST] if ":" in code]
    seen = selectors.seen(viewer, found.enterprise, [(kind, key[:16]) for kind, key in pairs])
    here = redirect(reverse("requests:records", args=[found.key]))

    def save() -> None:
        tie_records(request=found, wanted=[(hit.kind, hit.key) for hit in seen], by=by, at=at)
        if "draft" in request.POST:
            facts = selectors.facts_of(viewer, found.enterprise, seen)
            text = draft_of(facts, found.language, found.draft or answer_opening(found))
            save_draft(request=found, text=text, by=by, at=at)

    if was_refused(request, save):
        return here
    if "draft" not in request.POST:
        messages.success(request, _("The records are chosen."))
        return here
    messages.success(request, _("The answer is drafted from the records. Read all of it before it is sent."))
    return redirect("information_requests:draft", key=found.key)
