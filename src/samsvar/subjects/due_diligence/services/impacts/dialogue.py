"""One dialogue about a case that several share: who leads it, who says what, and what the others see."""

from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.cases import Said, may_say
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AdverseImpact, CaseLine, ImpactShare


@transaction.atomic
def say(
    *,
    impact: AdverseImpact,
    author: OrgUnit,
    said: str,
    said_on: date,
    text: str,
    by: Actor,
    at: datetime,
    today: date,
    whom: str = "",
) -> CaseLine:
    """Add a line to the dialogue that all who share the case read.

    Raises NotAllowed: `only_the_leader`, `said_in_the_future`, `not_sharing` (the author has no part in the case).
    """
    if not takes_part(impact, author):
        raise NotAllowed("not_sharing")
    decision = may_say(Said(said), leads=leader_of(impact).pk == author.pk, said_on=said_on, today=today)
    if not decision.allowed:
        raise NotAllowed(decision.reasons[0])
    line = CaseLine.objects.create(
        impact=impact,
        author=author,
        said=said,
        said_on=said_on,
        whom=whom.strip(),
        text=text.strip(),
        created_at=at,
        updated_at=at,
    )
    record(events.CASE_SAID, by=by, at=at, enterprise=enterprise_key(author), rows=[changed(line)])
    return line


@transaction.atomic
def let_lead(*, impact: AdverseImpact, share: ImpactShare | None, by: Actor, at: datetime) -> None:
    """Let one of those the case is shared with lead it, or none: then it is led by the one it belongs to.

    Raises NotAllowed: `share_ended`, `not_sharing`.
    """
    if share is not None and share.impact_id != impact.pk:
        raise NotAllowed("not_sharing")
    if share is not None and share.ended_on is not None:
        raise NotAllowed("share_ended")
    rows = stop_leading(impact, at, but=share)
    if share is not None and not share.leads:
        rows.append(save_values(share, {"leads": True}, at=at))
    if rows:
        record(events.CASE_LED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=rows)


def leader_of(impact: AdverseImpact) -> OrgUnit:
    """The enterprise that leads the case. One query."""
    shares = ImpactShare.objects.filter(impact=impact, leads=True, ended_on=None)
    share = shares.select_related("enterprise").first()
    return share.enterprise if share is not None else impact.enterprise


def takes_part(impact: AdverseImpact, enterprise: OrgUnit) -> bool:
    """Whether the case is the enterprise's own, or shared with it."""
    if impact.enterprise_id == enterprise.pk:
        return True
    return ImpactShare.objects.filter(impact=impact, enterprise=enterprise, ended_on=None).exists()


def stop_leading(impact: AdverseImpact, at: datetime, but: ImpactShare | None = None) -> list[RowChange]:
    """Nobody leads but this one; the rows that changed, for the caller's event."""
    rows: list[RowChange] = []
    for other in ImpactShare.objects.filter(impact=impact, leads=True, ended_on=None):
        if but is not None and other.pk == but.pk:
            continue
        rows.append(save_values(other, {"leads": False}, at=at))
    return rows
