"""Letters of a campaign, put in the outbox in the transaction of what they tell of; what they say is composed there."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.campaigns import reminder_for
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import record
from samsvar.platform.delivery.services import Addressed, Recipient, queue_message, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person, held_on
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.services.bulk import change_rows, portions
from samsvar.registers.suppliers.services.questionnaires import note_questionnaires
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import Campaign, CampaignRecipient, CampaignStatus
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import (
    LETTER,
    REMINDER,
    REOPENED,
    REPEAT,
    TEST,
    plan_of,
    rows_of,
)
from samsvar.subjects.due_diligence.services.campaigns.recipients import reopen

_HANDLING = [role.value for role, rights in ROLES.items() if Permission.MANAGE_CHECKS in rights.own]


@transaction.atomic
def begin_campaign(*, campaign: Campaign, by: Actor, at: datetime, seen: int | None = None) -> int:
    """Begin a draft: its letters are put in the outbox, today or on the day it opens; how many were today.

    Raises NotAllowed: `campaign_runs`, `campaign_closed`, `not_in_use`, `no_recipients`, `no_letter`,
    `due_in_the_past`; StaleVersion.
    """
    if campaign.status != CampaignStatus.DRAFT:
        raise NotAllowed("campaign_closed" if campaign.status == CampaignStatus.CLOSED else "campaign_runs")
    if campaign.questionnaire_version.status != VersionStatus.IN_USE:
        raise NotAllowed("not_in_use")
    if not campaign.recipients.exclude(address="").exists():
        raise NotAllowed("no_recipients")
    if not any(text.strip() for text in campaign.letter.values()):
        raise NotAllowed("no_letter")
    if campaign.due_on <= oslo_day(at):
        raise NotAllowed("due_in_the_past")
    change = save_values(campaign, {"status": CampaignStatus.RUNNING, "begun_at": at}, at=at, version=seen)
    about, rows = {"count": campaign.recipients.count()}, [change]
    record(events.CAMPAIGN_BEGUN, by=by, at=at, enterprise=enterprise_key(campaign.enterprise), rows=rows, about=about)
    return send_letters(campaign=campaign, by=by, at=at)


@transaction.atomic
def send_letters(*, campaign: Campaign, by: Actor, at: datetime) -> int:
    """Write to those of a running campaign who have an address and have not been written to; how many.

    None before the day it opens: `samsvar daily` does it then. Safe to run twice.
    Raises NotAllowed: `campaign_not_running`.
    """
    if campaign.status != CampaignStatus.RUNNING:
        raise NotAllowed("campaign_not_running")
    today = oslo_day(at)
    if today < campaign.opens_on:
        return 0
    waiting = campaign.recipients.filter(queued_at=None, withdrawn_at=None, answered_at=None).exclude(address="")
    recipients = {recipient.pk: recipient for recipient in waiting.select_for_update(of=("self",)).order_by("pk")}
    if not recipients:
        return 0
    rows = [
        row
        for portion in portions((pk, at) for pk in recipients)
        for row in change_rows(CampaignRecipient, portion, _queued, ["queued_at"], at)
    ]
    messages = [Addressed(_to(each), f"{LETTER} {each.key}", each.key) for each in recipients.values()]
    queue_messages(kind=LETTER, messages=messages, enterprise=campaign.enterprise, by=by, at=at)
    about, key = {"count": len(rows)}, enterprise_key(campaign.enterprise)
    record(events.RECIPIENTS_SENT, by=by, at=at, enterprise=key, rows=rows, about=about)
    _note_asked(campaign, recipients.values(), by, at)
    return len(rows)


@transaction.atomic
def send_again(*, recipient: CampaignRecipient, by: Actor, at: datetime) -> bool:
    """Write anew to one who was written to, with a new link; the old ones open until they end. False: none was due.

    Raises NotAllowed: `no_address`, `never_sent`, `answered_already`, `taken_out_already`, `campaign_not_running`.
    """
    _require_waiting(recipient)
    occasion = f"{LETTER} {recipient.key} {at:%Y-%m-%dT%H%M}"
    return _queue(LETTER, occasion, recipient, by, at)


@transaction.atomic
def remind_one(*, recipient: CampaignRecipient, by: Actor, at: datetime) -> bool:
    """Remind one of them today, besides the plan; False where that has been done today. Raises as `send_again`."""
    _require_waiting(recipient)
    return _queue(REMINDER, f"{REMINDER} {recipient.key} {oslo_day(at).isoformat()}", recipient, by, at)


@transaction.atomic
def reopen_and_tell(
    *, recipient: CampaignRecipient, due_on: date, by: Actor, at: datetime, seen: int | None = None
) -> None:
    """Open a supplier's answer again until the day, and write to it. Raises as `reopen`; `no_address`."""
    if not recipient.address:
        raise NotAllowed("no_address")
    reopen(recipient=recipient, due_on=due_on, by=by, at=at, seen=seen)
    _queue(REOPENED, f"{REOPENED} {recipient.key} {due_on.isoformat()} {recipient.version}", recipient, by, at)


@transaction.atomic
def remind_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> int:
    """The day's reminders by the campaign's plan; how many are new. Each goes once, however often this runs."""
    today = oslo_day(at)
    if campaign.status != CampaignStatus.RUNNING:
        return 0
    messages = []
    for row in rows_of(campaign, today):
        day = reminder_for(plan_of(campaign), row.known, today)
        if day is not None and row.recipient.address:
            occasion = f"{REMINDER} {row.recipient.key} {day.isoformat()}"
            messages.append(Addressed(_to(row.recipient), occasion, row.recipient.key))
    if not messages:
        return 0
    return len(queue_messages(kind=REMINDER, messages=messages, enterprise=campaign.enterprise, by=by, at=at))


def remind_enterprise(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """What is due today of all campaigns that run: first letters on the day they open, and reminders; how many."""
    running = Campaign.objects.filter(enterprise=enterprise, status=CampaignStatus.RUNNING)
    done = 0
    for campaign in running.select_related("enterprise", "questionnaire_version").order_by("pk"):
        with transaction.atomic():
            done += send_letters(campaign=campaign, by=by, at=at)
            done += remind_campaign(campaign=campaign, by=by, at=at)
    return done


@transaction.atomic
def tell_handlers(*, campaigns: Iterable[Campaign], by: Actor, at: datetime) -> int:
    """Tell those who follow suppliers up that a campaign has come back and waits to be looked at and sent."""
    done = 0
    for campaign in campaigns:
        messages = [
            Addressed(Recipient(person.email, person.name, person.language), f"{REPEAT} {campaign.key}", campaign.key)
            for person in _handlers(campaign.enterprise, oslo_day(at))
        ]
        if messages:
            done += len(queue_messages(kind=REPEAT, messages=messages, enterprise=campaign.enterprise, by=by, at=at))
    return done


@transaction.atomic
def send_test(*, campaign: Campaign, to: Recipient, by: Actor, at: datetime) -> None:
    """Send somebody of our own the letter as it would be, with a link that opens nothing."""
    occasion, owner = f"{TEST} {campaign.key} {new_key()}", campaign.enterprise
    queue_message(kind=TEST, occasion=occasion, to=to, target=campaign.key, enterprise=owner, by=by, at=at)


def _require_waiting(recipient: CampaignRecipient) -> None:
    if recipient.withdrawn_at is not None:
        raise NotAllowed("taken_out_already")
    if recipient.answered_at is not None:
        raise NotAllowed("answered_already")
    if recipient.campaign.status != CampaignStatus.RUNNING:
        raise NotAllowed("campaign_not_running")
    if not recipient.address:
        raise NotAllowed("no_address")
    if recipient.queued_at is None:
        raise NotAllowed("never_sent")


def _queue(kind: str, occasion: str, recipient: CampaignRecipient, by: Actor, at: datetime) -> bool:
    to, owner = _to(recipient), recipient.campaign.enterprise
    made = queue_message(kind=kind, occasion=occasion, to=to, target=recipient.key, enterprise=owner, by=by, at=at)
    return made is not None


def _to(recipient: CampaignRecipient) -> Recipient:
    return Recipient(recipient.address, recipient.name, recipient.language)


def _queued(recipient: CampaignRecipient, at: datetime) -> None:
    recipient.queued_at = at


def _note_asked(campaign: Campaign, recipients: Iterable[CampaignRecipient], by: Actor, at: datetime) -> None:
    """The register of suppliers says from now on that they are asked, and until when."""
    due = {recipient.supplier_id: recipient.due_on for recipient in recipients}
    today = oslo_day(at)
    standing = Supplier.objects.filter(merged_into=None, enterprise=campaign.enterprise)
    wanted = {
        pk: {"questionnaire_asked_on": today, "questionnaire_due_on": due[pk]}
        for portion in portions(due)
        for pk in standing.filter(pk__in=portion).values_list("pk", flat=True)
    }
    note_questionnaires(enterprise=campaign.enterprise, wanted=wanted, by=by, at=at, on=today)


def _handlers(enterprise: OrgUnit, today: date) -> list[Person]:
    held = RoleAssignment.objects.filter(held_on(today), unit=enterprise, role__in=_HANDLING)
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))
