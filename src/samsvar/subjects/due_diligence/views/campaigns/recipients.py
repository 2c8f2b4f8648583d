"""The suppliers in a campaign: addresses of many, one put in, and one with all that may be done about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.delivery.composing import KINDS
from samsvar.platform.delivery.selectors import messages_about
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.forms.campaigns.campaigns import ContactForm, OutForm, ReopenForm
from samsvar.subjects.due_diligence.forms.campaigns.contacts import ContactsForm
from samsvar.subjects.due_diligence.models import CampaignRecipient
from samsvar.subjects.due_diligence.presenters.campaigns import campaigns as presenter
from samsvar.subjects.due_diligence.selectors.campaigns import campaigns as selectors
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact, contracts_in_play, suppliers_called
from samsvar.subjects.due_diligence.selectors.linkable import suppliers_named
from samsvar.subjects.due_diligence.services.campaigns import recipients as services
from samsvar.subjects.due_diligence.services.campaigns import sending
from samsvar.subjects.due_diligence.views.campaigns.campaigns import campaign_page, find_campaign, managed_campaign
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def contacts(request: ViewerRequest, key: str) -> HttpResponse:
    """Write the addresses of many suppliers at once."""
    viewer, found = request.viewer, managed_campaign(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ContactsForm(request.POST or None, called=partial(suppliers_called, found.enterprise))

    def save() -> None:
        told = form.cleaned_data["lines"]
        count = services.set_contacts(campaign=found, contacts=told, by=viewer.actor, at=now())
        words = ngettext("%(n)s address is saved.", "%(n)s addresses are saved.", count)
        messages.success(request, words % {"n": count})

    page = campaign_page(
        found,
        _("Addresses of many suppliers"),
        _("Save the addresses"),
        intro=_("From a list you have. Suppliers that are not in the campaign are passed over."),
        template="forms/form_page.html",
    )
    return form_page(request, page, form, save)


@signed_in
def add(request: ViewerRequest, key: str) -> HttpResponse:
    """Find a supplier by name and put it in."""
    viewer, found = request.viewer, managed_campaign(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        suppliers = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).standing()
        supplier: Supplier = find_or_404(
            suppliers.filter(enterprise=found.enterprise), key=request.POST.get("supplier")
        )
        contracts = list(contracts_in_play(found.unit, today()).filter(supplier=supplier))
        made: list[CampaignRecipient] = []

        def act() -> None:
            by, at = viewer.actor, now()
            made.append(
                services.add_supplier(
                    campaign=found, supplier=supplier, contracts=contracts, contact=Contact(), by=by, at=at
                )
            )

        if was_refused(request, act):
            return redirect("due_diligence:campaign_add", key=found.key)
        messages.success(request, _("%(supplier)s is in the campaign.") % {"supplier": supplier.name})
        return redirect("due_diligence:campaign_recipient", key=found.key, part=made[0].key)
    text = request.GET.get("q", "")[:100]
    there = set(found.recipients.values_list("supplier_id", flat=True))
    hits = [(each, each.pk in there) for each in suppliers_named(viewer, found.enterprise, text)]
    context = {"campaign": found, "hits": hits, "q": text}
    return render(request, "due_diligence/campaign_add.html", context)


@signed_in
def recipient(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """One supplier in a campaign: whom letters go to, what was sent, and what may be done."""
    campaign = find_campaign(request, key)
    rows = campaign.recipients.select_related("supplier", "campaign__enterprise", "campaign__unit")
    found: CampaignRecipient = find_or_404(rows, key=part)
    allow_methods(request, "GET", "HEAD", "POST")
    asked = request.POST.get("act", "")
    forms = _forms(request, found, asked)
    if request.method == "POST":
        require(request.viewer, Permission.MANAGE_CHECKS, campaign.unit)
        if asked not in _ACTS:
            raise Http404
        form = forms.get(asked)
        if form is None or form.is_valid():
            told: list[str] = []
            who = {"by": request.viewer.actor, "at": now()}
            if not was_refused(request, lambda: told.append(_ACTS[asked](found, form, who))):
                messages.success(request, told[0])
            if asked == "out" and not campaign.recipients.filter(key=part).exists():
                return redirect("due_diligence:campaign", key=campaign.key)
            return redirect("due_diligence:campaign_recipient", key=campaign.key, part=found.key)
    (row,) = selectors.rows_of(campaign, today(), only=[found])
    answer = selectors.newest_answers_of([row]).get(found.pk)
    context = {
        "answer": answer,
        "answer_words": presenter.answer_words(answer.score) if answer else "",
        "campaign": campaign,
        "can_manage": request.viewer.may(Permission.MANAGE_CHECKS, campaign.unit),
        "contracts": found.contracts.select_related("contract").order_by("contract__title"),
        "forms": forms,
        "line": presenter.line(row),
        "mail": [
            (each, KINDS[each.kind].name if each.kind in KINDS else each.kind)
            for each in messages_about([found.key], enterprise=campaign.enterprise).get(found.key, [])
        ],
        "open": found.withdrawn_at is None and campaign.status != "closed",
        "recipient": found,
        "row": row,
        "today": today(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "due_diligence/campaign_recipient.html", context, status=status)


def _forms(request: ViewerRequest, found: CampaignRecipient, asked: str) -> dict[str, Any]:
    version = {"version": found.version}
    begins: dict[str, tuple[Any, dict[str, Any]]] = {
        "contact": (ContactForm, {"name": found.name, "address": found.address, "language": found.language}),
        "reopen": (ReopenForm, ReopenForm.begins(today(), found.due_on)),
        "out": (OutForm, {}),
    }
    return {
        name: form(request.POST if name == asked else None, initial={**initial, **version}, prefix=name)
        for name, (form, initial) in begins.items()
    }


def _contact(found: CampaignRecipient, form: Any, who: dict[str, Any]) -> str:
    elsewhere = services.is_elsewhere(found, form.contact.address)
    services.set_contact(recipient=found, contact=form.contact, seen=form.version_sent, **who)
    if elsewhere:
        return _("The address is saved. Links that went to the old one open nothing more: send a new letter.")
    return _("The address is saved.")


def _again(found: CampaignRecipient, form: Any, who: dict[str, Any]) -> str:
    sent = sending.send_again(recipient=found, **who)
    return _("A new letter with a new link is in the outbox.") if sent else _("A new letter was sent just now.")


def _remind(found: CampaignRecipient, form: Any, who: dict[str, Any]) -> str:
    sent = sending.remind_one(recipient=found, **who)
    return _("A reminder is in the outbox.") if sent else _("A reminder has gone today.")


def _reopen(found: CampaignRecipient, form: Any, who: dict[str, Any]) -> str:
    due_on = form.cleaned_data["due_on"]
    sending.reopen_and_tell(recipient=found, due_on=due_on, seen=form.version_sent, **who)
    return _("The answer is open again, and the supplier is written to.")


def _out(found: CampaignRecipient, form: Any, who: dict[str, Any]) -> str:
    services.take_out(recipient=found, reason=form.cleaned_data["reason"], seen=form.version_sent, **who)
    return _("The supplier is taken out. Its links open nothing more.")


_ACTS: dict[str, Callable[[CampaignRecipient, Any, dict[str, Any]], str]] = {
    "contact": _contact,
    "again": _again,
    "remind": _remind,
    "reopen": _reopen,
    "out": _out,
}
