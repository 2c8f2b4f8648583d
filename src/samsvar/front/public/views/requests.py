"""Asking: the form, the receipt, and what the right is. Following up: by number and code, or by the link in a mail."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samsvar.core.readers.values.text import harmless_text
from samsvar.core.rules.information_requests import REGIMES, Status, ask_reasons_deadline, may_ask_reasons
from samsvar.front.public.forms import AskForm, FollowForm, MessageForm
from samsvar.front.public.places import Place, at_place, somebody
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.audit.actor import Actor
from samsvar.platform.forms.once import once_by_link
from samsvar.platform.forms.open_forms import OpenForm, OpenPage, open_form_page, open_to_anyone
from samsvar.platform.forms.pages import add_refusal
from samsvar.platform.links.codes import new_code
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import holder_of
from samsvar.platform.links.views import by_link
from samsvar.platform.organisation.services import Hindered, NotAllowed, Refused
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.private import kept_private
from samsvar.subjects.information_requests.mailing import FOLLOWED, PURPOSE
from samsvar.subjects.information_requests.models import Channel, InformationRequest, RequestStatus
from samsvar.subjects.information_requests.presenters.cases import timeline
from samsvar.subjects.information_requests.presenters.words import ACTS, hindrances, refusal
from samsvar.subjects.information_requests.selectors import case_of, held_of
from samsvar.subjects.information_requests.services.cases import (
    ask_reasons,
    note_clarified,
    withdraw_request,
)
from samsvar.subjects.information_requests.services.receiving import Asked, receive_request


@open_to_anyone
def ask(request: HttpRequest, orgnr: str) -> HttpResponse:
    """The form. What is sent gets a number, a deadline and a code at once."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD", "POST")
        page = OpenPage(
            title=_("Ask us"),
            button=_("Send the request"),
            template="public/ask.html",
            more={"place": place, "enterprise": place.enterprise, "here": "ask"},
            said=said,
        )
        bind = partial(AskForm, at=now(), initial={"language": place.language})
        return kept_private(open_form_page(request, page, bind, partial(_receive, place)))


def _receive(place: Place, form: OpenForm) -> str:
    show_enterprises([place.enterprise.pk])
    code, written, at = new_code(), form.written, now()
    request = receive_request(
        enterprise=place.enterprise,
        asked=Asked(**written),
        channel=Channel.FORM,
        received_at=at,
        by=somebody(),
        at=at,
        code=code,
    )
    return FOLLOWED.receipt_address(request, code, place.language, at)


@sensitive_variables()
def receipt(request: HttpRequest, orgnr: str, held: str) -> HttpResponse:
    """Number, deadline and code, for half an hour."""
    with at_place(request, orgnr) as place:
        row, code = FOLLOWED.on_receipt(place.enterprise, held, now())
        allow_methods(request, "GET", "HEAD")
        context = {
            "act": ACTS[row.regime],
            "code": code,
            "enterprise": place.enterprise,
            "follow_address": request.build_absolute_uri(reverse("public:follow", args=[orgnr])),
            "here": "ask",
            "place": place,
            "row": row,
        }
        return kept_private(render(request, "public/receipt.html", context))


def about(request: HttpRequest, orgnr: str) -> HttpResponse:
    """What the right is, and what the enterprise must do."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD")
        context = {"enterprise": place.enterprise, "here": "about", "place": place}
        return render(request, "public/about_right.html", context)


@open_to_anyone
def follow(request: HttpRequest, orgnr: str) -> HttpResponse:
    """The number and the code open the request, as the link in a mail does."""
    with at_place(request, orgnr) as place:
        allow_methods(request, "GET", "HEAD", "POST")
        page = OpenPage(
            title=_("Follow your request"),
            button=_("Open the request"),
            template="public/follow.html",
            more={"place": place, "enterprise": place.enterprise, "here": "follow"},
            said=said,
        )
        return kept_private(open_form_page(request, page, FollowForm, partial(_open_case, place)))


def _open_case(place: Place, form: OpenForm) -> str:
    number, code = form.written["request_number"], form.written["receipt_code"]
    return FOLLOWED.open_by_code(place.enterprise, number, code, by=somebody(), at=now())


case_link = FOLLOWED.take


@by_link(PURPOSE)
@once_by_link
def case(request: HttpRequest, link: SingleLink, orgnr: str, place: str) -> HttpResponse:
    """One's own request: where it stands, what was written, and what one may add."""
    row = FOLLOWED.opened_by(link, orgnr)
    allow_methods(request, "GET", "HEAD", "POST")
    with translation.override(row.language):
        unsent = _unsent(request, row)
        form, act = _form_of(None if unsent else request.POST or None, row)
        if form is not None and not unsent and request.method == "POST" and form.is_valid():
            try:
                _ACTS[act](row, form.cleaned_data["text"], holder_of(link))
            except Refused as refusing:
                add_refusal(form, refusing, said)
            else:
                messages.success(request, _("It is sent to those who handle the request."))
                return redirect("public:case", orgnr=orgnr, place=place)
        context = {
            "act": act,
            "act_words": ACTS[row.regime],
            "enterprise": row.enterprise,
            "form": form,
            "here": "follow",
            "lines": [line for line in timeline(row, held_of(row), today()) if not line.inner],
            "place": Place(row.enterprise, row.language),
            "reasons_until": _reasons_until(row),
            "row": row,
            "status": RequestStatus(row.status).label,
            "unsent": unsent,
            "withdrawable": row.may_become(Status.WITHDRAWN),
        }
        status = 422 if form is not None and form.errors else 409 if unsent else 200
        return kept_private(render(request, "public/case.html", context, status=status))


def _unsent(request: HttpRequest, row: InformationRequest) -> str:
    """What was written for something that the request no longer waits for: it is shown again, and not sent."""
    _form, act = _form_of(None, row)
    if request.method != "POST" or (act and request.POST.get("act", act) == act):
        return ""
    return harmless_text(request.POST.get("text", "")[:10_000])


@by_link(PURPOSE)
def withdraw(request: HttpRequest, link: SingleLink, orgnr: str, place: str) -> HttpResponse:
    """The one who asked no longer wants an answer."""
    row = FOLLOWED.opened_by(link, orgnr)
    allow_methods(request, "POST")
    with translation.override(row.language):
        try:
            words = _("Withdrawn on the web by the one who asked.")
            withdraw_request(request=row, text=words, by=holder_of(link), at=now(), by_applicant=True)
        except Refused as refusing:
            for _field, sentence in said(refusing):
                messages.error(request, sentence)
        else:
            messages.success(request, _("The request is withdrawn."))
    return HttpResponseRedirect(reverse("public:case", args=[orgnr, place]), status=303)


def _form_of(sent: QueryDict | None, row: InformationRequest) -> tuple[MessageForm | None, str]:
    """The form that the case waits for, and what it does; none where nothing is asked of the one who asked."""
    if row.status == Status.CLARIFICATION:
        return MessageForm(_("Your answer to our question"), "clarify", sent), "clarify"
    if may_ask_reasons(case_of(row), row.refusal_reached_on, today()).allowed:
        return MessageForm(_("What do you want to know more about?"), "reasons", sent, needed=False), "reasons"
    return None, ""


def _clarify(row: InformationRequest, text: str, by: Actor) -> Any:
    return note_clarified(request=row, text=text, by=by, at=now(), by_applicant=True)


def _reasons(row: InformationRequest, text: str, by: Actor) -> Any:
    return ask_reasons(request=row, text=text, by=by, at=now(), by_applicant=True)


_ACTS = {"clarify": _clarify, "reasons": _reasons}


def _reasons_until(row: InformationRequest) -> Any:
    """The last day to ask for fuller reasons, where something was refused."""
    if row.refusal_reached_on is None:
        return None
    last = ask_reasons_deadline(REGIMES[row.regime], row.refusal_reached_on)
    return last.due_on if last else None


def said(refusing: Refused) -> list[tuple[str, str]]:
    """The words of a refusal."""
    if isinstance(refusing, Hindered):
        return [(name, str(words)) for name, words in hindrances(refusing.reasons)]
    if isinstance(refusing, NotAllowed) and refusing.code == "no_such_request":
        return [("", _("No request has that number and code. Look at the receipt once more."))]
    return [refusal(refusing.code, refusing.facts)] if isinstance(refusing, NotAllowed) else []
