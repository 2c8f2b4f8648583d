"""The outbox: what waits to be sent, what was stopped, and what a person decides about it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samsvar.platform.access.factors import require_fresh
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.administration.forms import MAIL_VIEWS, MailForm
from samsvar.platform.administration.views.saving import own_enterprise
from samsvar.platform.delivery import services
from samsvar.platform.delivery.models import ON_ITS_WAY, STOPPED, MessageStatus, OutboxHold, OutgoingMessage
from samsvar.platform.delivery.presenters import in_words, reason_of
from samsvar.platform.delivery.selectors import counts_by_status, setting_lacks, what_stops_all
from samsvar.platform.delivery.trial import queue_test
from samsvar.platform.ui.clock import now

ON_A_PAGE = 50


@dataclass(frozen=True)
class Tab:
    """A view of the outbox by what became of its messages."""

    code: str
    label: str | Promise
    count: int
    here: bool


_STATUSES = {
    "decide": STOPPED,
    "waiting": ON_ITS_WAY,
    "sent": (MessageStatus.SENT,),
    "given_up": (MessageStatus.CANCELLED,),
}


@signed_in
def mail(request: ViewerRequest) -> HttpResponse:
    """The enterprise's outbox, first what somebody must decide about."""
    enterprise = own_enterprise(request, Permission.MANAGE_MAIL)
    allow_methods(request, "GET", "HEAD")
    form = MailForm(request.GET)
    if not form.is_valid():
        return render(request, "400.html", status=400)
    every = OutgoingMessage.objects.visible_to(request.viewer, Permission.MANAGE_MAIL).filter(enterprise=enterprise)
    statuses = counts_by_status(every)
    counts = {view: sum(statuses[status] for status in held) for view, held in _STATUSES.items()}
    view = form.cleaned_data["view"] or next((name for name in _STATUSES if counts[name]), "decide")
    rows = every.filter(status__in=_STATUSES[view]).order_by("-created_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(form.cleaned_data["page"])
    lacks = setting_lacks()
    stopped, words, since = ("", "", None) if lacks else what_stops_all(every)
    context = {
        "enterprise": enterprise,
        "held": OutboxHold.objects.filter(enterprise=enterprise).first(),
        "lacks": reason_of(lacks)[0],
        "nothing": not any(counts.values()),
        "page": page,
        "rows": [in_words(message) for message in page],
        "since": since,
        "tabs": [Tab(name, MAIL_VIEWS[name], counts[name], name == view) for name in _STATUSES],
        "stopped": reason_of(stopped),
        "words": words,
    }
    return render(request, "administration/mail.html", context)


@signed_in
def mail_message(request: ViewerRequest, key: str) -> HttpResponse:
    """One message: where it stands, why, and what can be done."""
    message = _found(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    moving = message.status == MessageStatus.SENDING or (
        message.status == MessageStatus.QUEUED and message.next_attempt_at <= now() and not setting_lacks()
    )
    partial = bool(request.headers.get("HX-Request"))
    context = {"message": message, "words": in_words(message), "moving": moving}
    template = "administration/mail_state.html" if partial else "administration/mail_message.html"
    answer = render(request, template, context)
    answer["Vary"] = "HX-Request"
    return answer


@signed_in
def mail_again(request: ViewerRequest, key: str) -> HttpResponse:
    """Sends a message again that was refused, or of which nobody knows whether it was sent."""
    message = _found(request.viewer, key)
    allow_methods(request, "POST")
    done = services.resend_message(message=message, by=request.viewer.actor, at=now())
    return _answered(request, message, done, _("The message is in the outbox again."))


@signed_in
def mail_give_up(request: ViewerRequest, key: str) -> HttpResponse:
    """Gives a message up: it is not sent."""
    message = _found(request.viewer, key)
    allow_methods(request, "POST")
    done = services.cancel_message(message=message, by=request.viewer.actor, at=now())
    return _answered(request, message, done, _("The message is given up. It will not be sent."))


def _answered(request: ViewerRequest, message: OutgoingMessage, done: bool, words: str) -> HttpResponse:
    if done:
        messages.success(request, words)
    else:
        messages.warning(
            request, _("The message has gone on meanwhile, so nothing was done. Look where it stands now.")
        )
    return redirect("administration:mail_message", message.key)


@signed_in
def mail_test(request: ViewerRequest) -> HttpResponse:
    """Puts a test message to the person who asks in the outbox."""
    enterprise = own_enterprise(request, Permission.MANAGE_MAIL)
    allow_methods(request, "POST")
    person = request.user
    to = services.Recipient(person.email, person.name, person.language)
    with transaction.atomic():
        message = queue_test(to=to, enterprise=enterprise, by=request.viewer.actor, at=now())
    messages.success(request, _("A test message to you is in the outbox."))
    return redirect("administration:mail_message", message.key)


@signed_in
def mail_open(request: ViewerRequest) -> HttpResponse:
    """Opens an outbox that is held since a backup was put back."""
    enterprise = own_enterprise(request, Permission.MANAGE_MAIL)
    allow_methods(request, "GET", "HEAD", "POST")
    held = OutboxHold.objects.filter(enterprise=enterprise).first()
    if request.method == "POST":
        require_fresh(request)
        let_go = services.release_held(enterprise=enterprise, by=request.viewer.actor, at=now())
        words = _("The outbox was open already.") if let_go is None else _("The outbox is open. What waited goes now.")
        messages.success(request, words)
        return redirect("administration:mail")
    waiting = _waiting(request.viewer).filter(enterprise=enterprise).count()
    return render(request, "administration/mail_open.html", {"held": held, "waiting": waiting})


def _waiting(viewer: Viewer) -> "QuerySet[OutgoingMessage]":
    seen = OutgoingMessage.objects.visible_to(viewer, Permission.MANAGE_MAIL)
    return seen.filter(status=MessageStatus.HELD)


def _found(viewer: Viewer, key: str) -> OutgoingMessage:
    rows = OutgoingMessage.objects.visible_to(viewer, Permission.MANAGE_MAIL).select_related("enterprise")
    found: OutgoingMessage = find_or_404(rows, key=key)
    return found
