"""What happens to a case: news, remediation, and sharing with others who are concerned."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_values,
    take_version,
)
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink, ImpactShare, ImpactStatusEntry, Remediation
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.due_diligence.services.impacts.dialogue import stop_leading
from samsvar.subjects.due_diligence.services.impacts.impacts import note
from samsvar.subjects.due_diligence.services.impacts.telling import tell_of_share
from samsvar.subjects.due_diligence.services.renewing import renew_of_suppliers

REMEDIATION = frozenset(
    {
        *("who", "what", "agreed_by", "agreed_on", "partners", "people", "reached"),
        *("verified_by", "verified_on", "verified_how", "due_on"),
    }
)


@transaction.atomic
def add_status_entry(
    *,
    impact: AdverseImpact,
    noted_on: date,
    channel: str,
    text: str,
    by: Actor,
    at: datetime,
    today: date,
    partners: str = "",
) -> ImpactStatusEntry:
    """Note where the case stands and how we know. Raises NotAllowed: `noted_in_the_future`."""
    if noted_on > today:
        raise NotAllowed("noted_in_the_future")
    entry = note(impact, noted_on, channel, text, at, partners)
    record(events.IMPACT_NOTED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=[changed(entry)])
    return entry


@transaction.atomic
def save_remediation(
    *,
    impact: AdverseImpact,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    line: Remediation | None = None,
    version: int | None = None,
) -> Remediation:
    """Note what is made good, or change a line. The first line of an open case puts it in remediation.

    Raises StaleVersion and NotAllowed: `more_reached_than_people`, `verified_by_nobody`, `agreed_with_nobody`.
    """
    known_fields(fields, REMEDIATION)
    _check(fields)
    if line is not None:
        enterprise = impact.enterprise
        kind = events.REMEDIATION_SAVED
        return save_changed(line, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    line = Remediation.objects.create(impact=impact, created_at=at, updated_at=at, **fields)
    rows = [changed(line)]
    if impact.status == ImpactStatus.OPEN:
        rows.append(save_values(impact, {"status": ImpactStatus.IN_REMEDIATION}, at=at))
    record(events.REMEDIATION_SAVED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=rows)
    return line


@transaction.atomic
def share_impact(
    *, impact: AdverseImpact, enterprise: OrgUnit, by: Actor, at: datetime, leads: bool = False
) -> ImpactShare:
    """Let another enterprise see the case, which is told by letter and then concludes for itself.

    With `leads` it leads from then on.

    Raises NotAllowed: `own_enterprise`, `shared_already`, `not_an_enterprise`.
    """
    if enterprise.pk == impact.enterprise_id:
        raise NotAllowed("own_enterprise")
    if enterprise.enterprise_id != enterprise.pk:
        raise NotAllowed("not_an_enterprise")
    share = ImpactShare.objects.filter(impact=impact, enterprise=enterprise).first()
    was = None
    if share is None:
        share = ImpactShare(impact=impact, enterprise=enterprise, leads=leads, created_at=at, updated_at=at)
    elif share.ended_on is None:
        raise NotAllowed("shared_already")
    else:
        was = snapshot(share)
        take_version(share, None, at)
        share.ended_on, share.leads, share.told_at = None, leads, None
    rows = stop_leading(impact, at) if leads else []
    share.save()
    owner = enterprise_key(impact.enterprise)
    record(events.IMPACT_SHARED, by=by, at=at, enterprise=owner, rows=[*rows, changed(share, was=was)])
    tell_of_share(share, by=by, at=at)
    return share


@transaction.atomic
def end_share(*, share: ImpactShare, by: Actor, at: datetime, today: date) -> ImpactShare:
    """Stop sharing from today; what the other enterprise concluded is kept."""
    kind, owner = events.IMPACT_SHARE_ENDED, share.impact.enterprise
    return save_changed(share, {"ended_on": today}, kind=kind, enterprise=owner, by=by, at=at)


@transaction.atomic
def answer_share(
    *,
    share: ImpactShare,
    involvement: str,
    conclusion: str,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
    tell: bool = False,
) -> ImpactShare:
    """The receiver's own conclusion, and its own levels renewed. `tell`: the other buyers see it too.

    Raises NotAllowed: `share_ended`, `no_conclusion`.
    """
    if share.ended_on is not None:
        raise NotAllowed("share_ended")
    if not conclusion.strip():
        raise NotAllowed("no_conclusion")
    told_at = (share.told_at or at) if tell else None
    values = {
        "involvement": involvement,
        "conclusion": conclusion.strip(),
        "concluded_on": today,
        "told_at": told_at,
    }
    enterprise = share.enterprise
    kind = events.IMPACT_SHARE_ANSWERED
    save_changed(share, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    renew_of_suppliers(enterprise, _ours(share), by=by, at=at, on=today)
    return share


def _ours(share: ImpactShare) -> set[int]:
    """The receiver's own suppliers that the shared case touches, by organisation number."""
    links = ImpactLink.objects.filter(impact=share.impact_id).exclude(supplier_orgnr="")
    numbers = set(links.values_list("supplier_orgnr", flat=True))
    own = Supplier.objects.filter(enterprise=share.enterprise, orgnr__in=numbers)
    return set(own.values_list("pk", flat=True))


def _check(fields: Mapping[str, Any]) -> None:
    people, reached = fields.get("people"), fields.get("reached")
    if people is not None and reached is not None and reached > people:
        raise NotAllowed("more_reached_than_people")
    verified = fields.get("verified_on") or fields.get("verified_how")
    if verified and not str(fields.get("verified_by") or "").strip():
        raise NotAllowed("verified_by_nobody")
    if fields.get("agreed_on") and not str(fields.get("agreed_by") or "").strip():
        raise NotAllowed("agreed_with_nobody")
