"""A campaign from draft to close: made, changed, closed, and made anew after its interval."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from samsvar.core.rules.campaigns import Plan, Wanted, faults_in
from samsvar.core.rules.dates import add_months, oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_values,
    take_version,
)
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import Campaign, CampaignStatus, QuestionnaireVersion
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus
from samsvar.subjects.due_diligence.selectors.campaigns.picking import picked, wanted_kept, wanted_of
from samsvar.subjects.due_diligence.selectors.questionnaires import version_in_use
from samsvar.subjects.due_diligence.services.campaigns.recipients import move_due, put_in, take_all_out

FIELDS = frozenset({"title", "letter", "contact_name", "contact_address", "opens_on", "due_on"})
FIELDS |= {"reminders", "repeats_months"}
#: What a campaign that runs may still have changed: the rest has been sent.
WHILE_RUNNING = frozenset({"title", "letter", "contact_name", "contact_address", "reminders", "repeats_months"})
#: How long before its day a campaign that comes back is made ready.
AHEAD = timedelta(days=14)


@transaction.atomic
def create_campaign(
    *,
    unit: OrgUnit,
    version: QuestionnaireVersion,
    wanted: Wanted,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    repeat_of: Campaign | None = None,
) -> Campaign:
    """Make a draft, with the suppliers that are wanted today. Nothing is sent.

    Raises NotAllowed: `not_in_use` (the questionnaire), `other_enterprise`, and a plan's faults (`faults_in`).
    """
    enterprise = unit if unit.enterprise_id == unit.pk or unit.enterprise is None else unit.enterprise
    if version.status != VersionStatus.IN_USE:
        raise NotAllowed("not_in_use")
    if version.enterprise_id != enterprise.pk:
        raise NotAllowed("other_enterprise")
    _require_plan(fields)
    campaign = Campaign(
        enterprise=enterprise,
        unit=unit,
        number=_next_number(enterprise, oslo_day(at)),
        questionnaire_version=version,
        wanted=wanted_kept(wanted),
        repeat_of=repeat_of,
        created_at=at,
        updated_at=at,
        **_known(fields),
    )
    campaign.save()
    rows = [changed(campaign)]
    record(events.CAMPAIGN_MADE, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    put_in(campaign=campaign, suppliers=picked(unit, version, wanted, oslo_day(at)), by=by, at=at)
    return campaign


@transaction.atomic
def edit_campaign(
    *,
    campaign: Campaign,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    seen: int | None = None,
    wanted: Wanted | None = None,
) -> Campaign:
    """Change a campaign; of one that runs only `WHILE_RUNNING`. With `wanted` a draft's suppliers are picked anew.

    Raises NotAllowed: `campaign_runs`, `campaign_closed`, and a plan's faults; StaleVersion.
    """
    if campaign.status == CampaignStatus.CLOSED:
        raise NotAllowed("campaign_closed")
    draft = campaign.status == CampaignStatus.DRAFT
    now = {name: value for name, value in _known(fields).items() if getattr(campaign, name) != value}
    if not draft and (set(now) - WHILE_RUNNING or wanted is not None):
        raise NotAllowed("campaign_runs")
    _require_plan({name: now.get(name, getattr(campaign, name)) for name in ("opens_on", "due_on", "reminders")})
    if wanted is not None:
        now["wanted"] = wanted_kept(wanted)
    kind, owner = events.CAMPAIGN_CHANGED, campaign.enterprise
    save_changed(campaign, now, kind=kind, enterprise=owner, by=by, at=at, version=seen)
    if "due_on" in now:
        move_due(campaign=campaign, by=by, at=at)
    if wanted is not None:
        take_all_out(campaign=campaign, by=by, at=at)
        chosen = picked(campaign.unit, campaign.questionnaire_version, wanted, oslo_day(at))
        put_in(campaign=campaign, suppliers=chosen, by=by, at=at)
    return campaign


@transaction.atomic
def discard_campaign(*, campaign: Campaign, seen: int | None, by: Actor, at: datetime) -> None:
    """Remove a draft with its recipients. Raises NotAllowed: `campaign_runs`; StaleVersion."""
    if campaign.status != CampaignStatus.DRAFT:
        raise NotAllowed("campaign_runs")
    take_version(campaign, seen, at)
    take_all_out(campaign=campaign, by=by, at=at)
    rows, owner = [removed(campaign)], campaign.enterprise
    campaign.delete()
    record(events.CAMPAIGN_REMOVED, by=by, at=at, enterprise=enterprise_key(owner), rows=rows)


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: Actor, at: datetime, seen: int | None = None) -> Campaign:
    """Close a campaign: no answers are taken and no reminders go, but where a recipient is opened again.

    Raises NotAllowed: `campaign_not_running`; StaleVersion.
    """
    if campaign.status != CampaignStatus.RUNNING:
        raise NotAllowed("campaign_not_running")
    change = save_values(campaign, {"status": CampaignStatus.CLOSED, "closed_at": at}, at=at, version=seen)
    key, rows = enterprise_key(campaign.enterprise), [change]
    record(events.CAMPAIGN_CLOSED, by=by, at=at, enterprise=key, rows=rows)
    return campaign


def repeat_campaigns(*, enterprise: OrgUnit, by: Actor, at: datetime) -> list[Campaign]:
    """Make the drafts of campaigns that come back within two weeks: each once, with the version now in use.

    A campaign whose questionnaire is withdrawn comes back no more. A person looks at the draft and sends it.
    """
    today = oslo_day(at)
    coming = Campaign.objects.filter(
        enterprise=enterprise, repeats_months__isnull=False, begun_at__isnull=False, repeat=None
    )
    made = []
    for campaign in coming.select_related("unit__enterprise", "questionnaire_version__questionnaire"):
        opens_on = add_months(campaign.opens_on, campaign.repeats_months or 0)
        version = version_in_use(campaign.questionnaire_version.questionnaire)
        if opens_on - AHEAD <= today and version is not None:
            made.append(_repeated(campaign, version, max(opens_on, today), by, at))
    return made


def _repeated(campaign: Campaign, version: QuestionnaireVersion, opens_on: date, by: Actor, at: datetime) -> Campaign:
    fields = {name: getattr(campaign, name) for name in FIELDS}
    fields |= {"opens_on": opens_on, "due_on": opens_on + (campaign.due_on - campaign.opens_on)}
    return create_campaign(
        unit=campaign.unit,
        version=version,
        wanted=wanted_of(campaign.wanted),
        fields=fields,
        repeat_of=campaign,
        by=by,
        at=at,
    )


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    known_fields(fields, FIELDS)
    return {**fields, "reminders": sorted(set(fields["reminders"]))} if "reminders" in fields else dict(fields)


def _require_plan(fields: Mapping[str, Any]) -> None:
    faults = faults_in(Plan(fields["opens_on"], fields["due_on"], tuple(fields.get("reminders", ()))))
    if faults:
        raise NotAllowed(faults[0])


def _next_number(enterprise: OrgUnit, today: date) -> str:
    """The next number of the year. Taken under the enterprise's lock, so that of two at once each gets one."""
    OrgUnit.objects.select_for_update().get(pk=enterprise.pk)
    begins = f"K-{today.year}-"
    taken = Campaign.objects.filter(enterprise=enterprise, number__startswith=begins).values_list("number", flat=True)
    last = max((int(number.rpartition("-")[2]) for number in taken), default=0)
    return f"{begins}{last + 1:02d}"
