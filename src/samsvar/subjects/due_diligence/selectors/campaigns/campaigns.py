"""Campaigns of an enterprise: the list with its counts, one campaign, its recipients, and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from samsvar.core.rules.campaigns import WAITED_FOR, Plan, Progress, Standing, is_overdue, standing_of
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.delivery.models import STOPPED, MessageStatus, OutgoingMessage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import Campaign, CampaignRecipient, SupplierAnswer

#: The kinds of letters that ask for an answer. A reminder, a test and a receipt are none.
LETTER, REOPENED = "campaign_letter", "campaign_reopened"
REMINDER, TEST, REPEAT = "campaign_reminder", "campaign_test", "campaign_repeat"
ASKING = (LETTER, REOPENED)

_NOT_OUT = Q(recipients__withdrawn_at=None)
_ASKED = _NOT_OUT & Q(recipients__queued_at__isnull=False)
_SILENT = _ASKED & Q(recipients__answered_at=None)


@dataclass(frozen=True, slots=True)
class Row:
    """A recipient with what is known of it, and the newest words of the mail server where its letter was refused."""

    recipient: CampaignRecipient
    known: Progress
    overdue: bool
    failure: str = ""
    words: str = ""

    @property
    def standing(self) -> Standing:
        return standing_of(self.known)

    @property
    def waited_for(self) -> bool:
        return self.standing in WAITED_FOR


def free_title(enterprise: OrgUnit, title: str) -> str:
    """The title, with a number behind it where a campaign of the enterprise has it: no two are called the same."""
    taken = set(Campaign.objects.filter(enterprise=enterprise, title__startswith=title).values_list("title", flat=True))
    numbered = (f"{title} ({number})" for number in range(2, len(taken) + 2))
    return next((each for each in numbered if each not in taken), title) if title in taken else title


def campaigns_of(viewer: Viewer, enterprise: OrgUnit, today: date) -> QuerySet[Campaign, Any]:
    """The enterprise's campaigns that the viewer may see, those that run first, with counts of their recipients."""
    rows = Campaign.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(enterprise=enterprise)
    return (
        rows.select_related("questionnaire_version", "unit")
        .defer("questionnaire_version__document", "letter")
        .annotate(
            all_in=Count("recipients", filter=_NOT_OUT),
            asked=Count("recipients", filter=_ASKED),
            begun=Count("recipients", filter=_NOT_OUT & Q(recipients__begun_at__isnull=False)),
            answered=Count("recipients", filter=_NOT_OUT & Q(recipients__answered_at__isnull=False)),
            overdue=Count("recipients", filter=_SILENT & Q(recipients__due_on__lt=today)),
        )
        .order_by("-status", "due_on", "-number")  # running, draft, closed
    )


def campaigns_seen(viewer: Viewer) -> QuerySet[Campaign, Any]:
    """Campaigns that the viewer may see, with what a page tells of one."""
    rows = Campaign.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    return rows.select_related("enterprise", "unit", "questionnaire_version__questionnaire", "repeat_of")


def recipients_of(campaign: Campaign) -> QuerySet[CampaignRecipient, Any]:
    """All recipients with their suppliers, by the supplier's name."""
    return campaign.recipients.select_related("supplier").order_by("supplier__name_folded", "pk")


def plan_of(campaign: Campaign) -> Plan:
    """When the campaign's letters go, as the rule reads it."""
    return Plan(campaign.opens_on, campaign.due_on, tuple(campaign.reminders))


def rows_of(campaign: Campaign, today: date, only: Iterable[CampaignRecipient] | None = None) -> list[Row]:
    """The recipients with how far each has come, by name. Two queries."""
    recipients = list(recipients_of(campaign) if only is None else only)
    mail = _mail_about(campaign)
    found = []
    for recipient in recipients:
        known, failure, words = _with_mail(_progress(recipient), mail.get(recipient.key, ()))
        found.append(Row(recipient, known, is_overdue(known, today), failure, words))
    return found


def newest_answers_of(rows: Iterable[Row]) -> dict[int, SupplierAnswer]:
    """The newest submitted answer of each of the recipients, by its primary key. One query."""
    wanted = [row.recipient.pk for row in rows if row.recipient.answered_at]
    if not wanted:
        return {}
    answers = SupplierAnswer.objects.filter(recipient__in=wanted, submitted_at__isnull=False).defer("answers")
    return {answer.recipient_id: answer for answer in answers.order_by("round")}


def _progress(recipient: CampaignRecipient) -> Progress:
    return Progress(
        due_on=recipient.due_on,
        queued_on=_day(recipient.queued_at),
        opened_on=_day(recipient.opened_at),
        begun_on=_day(recipient.begun_at),
        answered_on=_day(recipient.answered_at),
        withdrawn_on=_day(recipient.withdrawn_at),
    )


Mail = tuple[str, datetime | None, str, str]


def _mail_about(campaign: Campaign) -> dict[str, list[Mail]]:
    """The letters to each recipient, oldest first: status, when sent, and why not. One query."""
    rows = OutgoingMessage.objects.filter(
        enterprise=campaign.enterprise_id, kind__in=ASKING, target__in=campaign.recipients.values("key")
    )
    found: dict[str, list[Mail]] = {}
    columns = ("target", "status", "sent_at", "failure_code", "failure_words")
    for target, *mail in rows.order_by("created_at", "pk").values_list(*columns):
        found.setdefault(target, []).append((mail[0], mail[1], mail[2], mail[3]))
    return found


def _with_mail(known: Progress, mail: Iterable[Mail]) -> tuple[Progress, str, str]:
    """What the outbox adds. Letters that it has forgotten since were sent: nothing that waits is forgotten."""
    letters = list(mail)
    if not letters:
        return replace(known, sent_on=known.queued_on), "", ""
    sent = min((at for _status, at, _code, _words in letters if at), default=None)
    status, _at, code, words = letters[-1]
    unreached = status in STOPPED or (status == MessageStatus.CANCELLED and sent is None)
    told = replace(known, sent_on=oslo_day(sent) if sent else None, unreached=unreached)
    return told, code if unreached else "", words if unreached else ""


def _day(at: datetime | None) -> date | None:
    return oslo_day(at) if at else None
