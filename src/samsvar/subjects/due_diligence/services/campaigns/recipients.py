"""The suppliers in a campaign: put in, written to elsewhere, taken out, opened again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed, snapshot
from samsvar.platform.delivery.services import cancel_messages
from samsvar.platform.links.services import revoke_links
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    save_changed,
    save_values,
    take_version,
)
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.services.bulk import change_rows, portions
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import Campaign, CampaignRecipient, CampaignStatus, RecipientContract
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact, Picked, contacts_of
from samsvar.subjects.due_diligence.services.answering.links import ANSWER

_PORTION = 500


@transaction.atomic
def put_in(*, campaign: Campaign, suppliers: Sequence[Picked], by: Actor, at: datetime) -> int:
    """Take suppliers into a campaign, those in it already but left; how many were new. Nothing is sent.

    Raises NotAllowed: `campaign_closed`, `other_enterprise`.
    """
    if campaign.status == CampaignStatus.CLOSED:
        raise NotAllowed("campaign_closed")
    there = set(campaign.recipients.values_list("supplier_id", flat=True))
    new = [each for each in suppliers if each.supplier.pk not in there]
    if any(each.supplier.enterprise_id != campaign.enterprise_id for each in new):
        raise NotAllowed("other_enterprise")
    if not new:
        return 0
    due_on = max(campaign.due_on, oslo_day(at))
    stamps = {"created_at": at, "updated_at": at}
    recipients = [
        CampaignRecipient(
            enterprise_id=campaign.enterprise_id,
            campaign=campaign,
            supplier=each.supplier,
            name=each.contact.name,
            address=each.contact.address,
            language=each.contact.language,
            due_on=due_on,
            **stamps,
        )
        for each in new
    ]
    CampaignRecipient.objects.bulk_create(recipients, batch_size=_PORTION)
    lines = [
        RecipientContract(recipient=recipient, contract=contract, **stamps)
        for recipient, each in zip(recipients, new, strict=True)
        for contract in each.contracts
    ]
    RecipientContract.objects.bulk_create(lines, batch_size=_PORTION)
    rows = (changed(row) for kept in (recipients, lines) for row in kept)
    about, key = {"count": len(recipients)}, enterprise_key(campaign.enterprise)
    record(events.RECIPIENTS_ADDED, by=by, at=at, enterprise=key, rows=rows, about=about)
    return len(recipients)


@transaction.atomic
def add_supplier(
    *, campaign: Campaign, supplier: Supplier, contracts: Sequence[Contract], contact: Contact, by: Actor, at: datetime
) -> CampaignRecipient:
    """Take one supplier in by name, also while the campaign runs; `contact` empty: as an earlier campaign knows.

    Raises NotAllowed: `campaign_closed`, `other_enterprise`, `in_campaign_already`.
    """
    if campaign.recipients.filter(supplier=supplier).exists():
        raise NotAllowed("in_campaign_already")
    known = contact if contact.address else contacts_of(campaign.unit, {supplier.pk}).get(supplier.pk, contact)
    put_in(campaign=campaign, suppliers=[Picked(supplier, tuple(contracts), known)], by=by, at=at)
    return campaign.recipients.get(supplier=supplier)


@transaction.atomic
def set_contact(
    *, recipient: CampaignRecipient, contact: Contact, by: Actor, at: datetime, seen: int | None = None
) -> CampaignRecipient:
    """Change whom a supplier's letters go to. Links that went to another address open no more. Raises StaleVersion."""
    fields = {"name": contact.name, "address": contact.address, "language": contact.language}
    kind, owner = events.RECIPIENT_CHANGED, recipient.campaign.enterprise
    elsewhere = is_elsewhere(recipient, contact.address)
    save_changed(recipient, fields, kind=kind, enterprise=owner, by=by, at=at, version=seen)
    if elsewhere:
        _leave_address(recipient, by, at)
    return recipient


@transaction.atomic
def set_contacts(*, campaign: Campaign, contacts: Mapping[str, Contact], by: Actor, at: datetime) -> int:
    """Whom letters go to, by the suppliers' organisation numbers or keys; how many were changed. Others are left.

    Links that went to another address open no more.
    """
    wanted, elsewhere = [], []
    for told_by in portions(contacts):
        named = Q(supplier__orgnr__in=told_by) | Q(supplier__key__in=told_by)
        rows = campaign.recipients.filter(named).order_by("pk")
        for row in rows.select_related("supplier", "campaign__enterprise"):
            told = contacts.get(row.supplier.orgnr) or contacts[row.supplier.key]
            wanted += [(row.pk, told)] if _contact_of(row) != told else []
            elsewhere += [row] if is_elsewhere(row, told.address) else []
    changes = [
        row
        for portion in portions(wanted)
        for row in change_rows(CampaignRecipient, portion, _write_to, ["name", "address", "language"], at)
    ]
    if changes:
        key, about = enterprise_key(campaign.enterprise), {"count": len(changes)}
        record(events.RECIPIENT_CHANGED, by=by, at=at, enterprise=key, rows=changes, about=about)
    for recipient in elsewhere:
        _leave_address(recipient, by, at)
    return len(changes)


def is_elsewhere(recipient: CampaignRecipient, address: str) -> bool:
    """Whether it has been written to, and at another address than this one."""
    return recipient.queued_at is not None and recipient.address.casefold() != address.casefold()


def _leave_address(recipient: CampaignRecipient, by: Actor, at: datetime) -> None:
    """Whoever was written to by mistake, or has left, must not read what the next one answers."""
    revoke_links(purpose=ANSWER, target=recipient.key, by=by, at=at)
    cancel_messages(target=recipient.key, enterprise=recipient.campaign.enterprise, by=by, at=at)


@transaction.atomic
def take_out(*, recipient: CampaignRecipient, reason: str, by: Actor, at: datetime, seen: int | None = None) -> None:
    """Take a supplier out: out of a draft without a trace but the event, else with its reason. Its links open no more.

    Raises NotAllowed: `taken_out_already`, `no_reason_out`; StaleVersion.
    """
    campaign = recipient.campaign
    if recipient.withdrawn_at is not None:
        raise NotAllowed("taken_out_already")
    was, key = snapshot(recipient), enterprise_key(campaign.enterprise)
    if campaign.status == CampaignStatus.DRAFT:
        take_version(recipient, seen, at)
        record(events.RECIPIENT_WITHDRAWN, by=by, at=at, enterprise=key, rows=_removed([recipient]))
        return
    if not reason.strip():
        raise NotAllowed("no_reason_out")
    take_version(recipient, seen, at)
    recipient.withdrawn_at, recipient.withdrawn_reason = at, reason.strip()[:300]
    recipient.save()
    revoke_links(purpose=ANSWER, target=recipient.key, by=by, at=at)
    cancel_messages(target=recipient.key, enterprise=campaign.enterprise, by=by, at=at)
    rows = [changed(recipient, was=was)]
    record(events.RECIPIENT_WITHDRAWN, by=by, at=at, enterprise=key, rows=rows)


@transaction.atomic
def take_all_out(*, campaign: Campaign, by: Actor, at: datetime) -> None:
    """Empty a draft."""
    recipients = list(campaign.recipients.order_by("pk"))
    if recipients:
        key = enterprise_key(campaign.enterprise)
        record(events.RECIPIENT_WITHDRAWN, by=by, at=at, enterprise=key, rows=_removed(recipients))


@transaction.atomic
def move_due(*, campaign: Campaign, by: Actor, at: datetime) -> None:
    """Give all recipients of a draft the campaign's last day."""
    rows = []
    for recipient in campaign.recipients.exclude(due_on=campaign.due_on).order_by("pk"):
        rows.append(save_values(recipient, {"due_on": campaign.due_on}, at=at))
    if rows:
        record(events.RECIPIENT_CHANGED, by=by, at=at, enterprise=enterprise_key(campaign.enterprise), rows=rows)


@transaction.atomic
def reopen(*, recipient: CampaignRecipient, due_on: date, by: Actor, at: datetime, seen: int | None = None) -> None:
    """Let a supplier answer until another day: later, or anew where it has answered; what was sent in stays as it is.

    Raises NotAllowed: `taken_out_already`, `never_sent`, `due_in_the_past`; StaleVersion.
    """
    if recipient.withdrawn_at is not None:
        raise NotAllowed("taken_out_already")
    if recipient.queued_at is None:
        raise NotAllowed("never_sent")
    if due_on <= oslo_day(at):
        raise NotAllowed("due_in_the_past")
    change = save_values(recipient, {"due_on": due_on, "answered_at": None}, at=at, version=seen)
    rows, key = [change], enterprise_key(recipient.campaign.enterprise)
    record(events.RECIPIENT_REOPENED, by=by, at=at, enterprise=key, rows=rows)


def _contact_of(recipient: CampaignRecipient) -> Contact:
    return Contact(recipient.name, recipient.address, recipient.language)


def _write_to(recipient: CampaignRecipient, contact: Contact) -> None:
    recipient.name, recipient.address, recipient.language = contact.name, contact.address, contact.language


def _removed(recipients: Sequence[CampaignRecipient]) -> list[RowChange]:
    lines = list(RecipientContract.objects.filter(recipient__in=[row.pk for row in recipients]))
    rows = [*(removed(line) for line in lines), *(removed(recipient) for recipient in recipients)]
    for start in range(0, len(lines), _PORTION):
        RecipientContract.objects.filter(pk__in=[line.pk for line in lines[start : start + _PORTION]]).delete()
    for start in range(0, len(recipients), _PORTION):
        CampaignRecipient.objects.filter(pk__in=[row.pk for row in recipients[start : start + _PORTION]]).delete()
    return rows
