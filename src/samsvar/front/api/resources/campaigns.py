"""Campaigns: questionnaires sent to suppliers, who has come how far, and what they answered."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router

from samsvar.core.rules.campaigns import Standing
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one, referred, units_seen
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Key, Named, OneOf, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.ui.clock import today
from samsvar.subjects.due_diligence.models import Campaign, CampaignStatus, SupplierAnswer
from samsvar.subjects.due_diligence.presenters.campaigns.campaigns import tally_of
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import campaigns_seen, rows_of

router = Router(tags=["campaigns"])
SORTS = {"number": Sort("number"), "due_on": Sort("due_on", date), "opens_on": Sort("opens_on", date)}
ANSWER_SORTS = {"submitted_at": Sort("submitted_at", datetime)}


class CampaignShown(Shown):
    """A campaign. `questionnaire` is the version that is asked, by key and number."""

    key: str
    enterprise: str
    unit: str
    number: str
    title: str
    status: str
    questionnaire: str
    questionnaire_version: int
    opens_on: date
    due_on: date
    reminders: list[int]
    repeats_months: int | None
    begun_at: datetime | None
    closed_at: datetime | None
    version: int


class RecipientShown(Shown):
    """A supplier in a campaign. Whom there the letters go to is not told."""

    key: str
    supplier: Named
    standing: str
    due_on: date
    overdue: bool
    sent_on: date | None
    opened_on: date | None
    begun_on: date | None
    answered_on: date | None
    withdrawn_on: date | None


class Counted(Shown):
    standing: str
    count: int


class CampaignWhole(CampaignShown):
    standings: list[Counted]
    overdue: int
    suppliers: list[RecipientShown]


class AnswerShown(Shown):
    """What a supplier has submitted. `answers` by question id, as the questionnaire's version asks them."""

    key: str
    campaign: str
    supplier: Named
    receipt: str
    round: int
    questionnaire: str
    submitted_at: datetime
    source: str
    digest: str
    gaps: int
    score_least: int | None
    score_most: int | None
    answers: dict[str, Any]


class CampaignsAsked(Asked):
    sort: Literal["number", "due_on", "opens_on", "-number", "-due_on", "-opens_on"] = "-number"
    status: Annotated[str, OneOf(CampaignStatus.values)] | None = None
    enterprise: Key | None = None


class AnswersAsked(Asked):
    sort: Literal["submitted_at", "-submitted_at"] = "-submitted_at"
    campaign: Key | None = None


def shown(campaign: Campaign) -> dict[str, Any]:
    plain = ("key", "number", "title", "status", "opens_on", "due_on", "reminders", "repeats_months", "begun_at")
    return {
        **{column: getattr(campaign, column) for column in (*plain, "closed_at", "version")},
        "enterprise": campaign.enterprise.key,
        "unit": campaign.unit.key,
        "questionnaire": campaign.questionnaire_version.key,
        "questionnaire_version": campaign.questionnaire_version.number,
    }


def answer_shown(answer: SupplierAnswer) -> dict[str, Any]:
    score, recipient = answer.score or {}, answer.recipient
    return {
        **{name: getattr(answer, name) for name in ("key", "receipt", "round", "submitted_at", "source", "digest")},
        "answers": answer.answers,
        "campaign": recipient.campaign.key,
        "gaps": len(score.get("gaps", ())),
        "questionnaire": answer.questionnaire_version.key,
        "score_least": score.get("least"),
        "score_most": score.get("most"),
        "supplier": {"key": recipient.supplier.key, "name": recipient.supplier.name},
    }


@router.get("/campaigns", response=answers(page(CampaignShown)), summary=_("List campaigns"))
def list_campaigns(request: CalledRequest, asked: Query[CampaignsAsked]) -> dict[str, Any]:
    viewer = allowed_somewhere(request, Permission.VIEW_CHECKS)
    rows = campaigns_seen(viewer)
    if asked.status:
        rows = rows.filter(status=asked.status)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    return page_of(request, rows, asked, SORTS, shown, asked.sort)


@router.get("/campaigns/{key}", response=answers(CampaignWhole), summary=_("Get a campaign"))
def get_campaign(request: CalledRequest, key: str) -> dict[str, Any]:
    """With every supplier in it, and how many stand at each step."""
    campaign, on = one(campaigns_seen(viewer_of_request(request)), key), today()
    rows = rows_of(campaign, on)
    counted = tally_of(rows, on)
    return {
        **shown(campaign),
        "standings": [{"standing": each.value, "count": counted.standings[each]} for each in Standing],
        "overdue": counted.overdue,
        "suppliers": [
            {
                "key": row.recipient.key,
                "supplier": {"key": row.recipient.supplier.key, "name": row.recipient.supplier.name},
                "standing": row.standing.value,
                "due_on": row.recipient.due_on,
                "overdue": row.overdue,
                **{name: getattr(row.known, name) for name in ("sent_on", "opened_on", "begun_on", "answered_on")},
                "withdrawn_on": row.known.withdrawn_on,
            }
            for row in rows
        ],
    }


@router.get("/supplier-answers", response=answers(page(AnswerShown)), summary=_("List suppliers’ answers"))
def list_answers(request: CalledRequest, asked: Query[AnswersAsked]) -> dict[str, Any]:
    """What has been submitted. Half-finished answers are the supplier’s own."""
    viewer = allowed_somewhere(request, Permission.VIEW_CHECKS)
    rows = SupplierAnswer.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(submitted_at__isnull=False)
    if asked.campaign:
        rows = rows.filter(recipient__campaign=referred(campaigns_seen(viewer), asked.campaign, "campaign"))
    rows = rows.select_related("recipient__campaign", "recipient__supplier", "questionnaire_version")
    return page_of(request, rows, asked, ANSWER_SORTS, answer_shown, asked.sort)
