"""What an impact hangs on: contracts and suppliers, each with how certain that is and why."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.due_diligence import LinkCertainty, may_record_link
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_changed
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink
from samsvar.subjects.due_diligence.services.renewing import renew_levels


@dataclass(frozen=True, slots=True)
class LinkWanted:
    """A tie to be made: to a contract, or to a supplier as a whole."""

    contract: Contract | None = None
    supplier: Supplier | None = None
    certainty: str = ""
    reason: str = ""


@transaction.atomic
def link_impact(*, impact: AdverseImpact, link: LinkWanted, by: Actor, at: datetime, today: date) -> ImpactLink:
    """Tie the impact to a contract or a supplier.

    Raises NotAllowed: `certainty_missing`, `reason_missing`, `linked_already`, `other_enterprise`.
    """
    row = add_link(impact, link, at)
    renew_levels(impact, by=by, at=at, on=today)
    record(events.IMPACT_LINKED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=[changed(row)])
    return row


@transaction.atomic
def edit_link(
    *, link: ImpactLink, certainty: str, reason: str, by: Actor, at: datetime, version: int | None = None
) -> ImpactLink:
    """Change how certain the tie is, and why. It moves no level. Raises StaleVersion and NotAllowed as above."""
    _check(certainty, reason)
    values = {"certainty": certainty, "reason": reason.strip()}
    enterprise = link.impact.enterprise
    return save_changed(link, values, kind=events.IMPACT_LINKED, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def unlink_impact(*, link: ImpactLink, by: Actor, at: datetime, today: date) -> None:
    """Untie the impact from a contract or a supplier."""
    impact = link.impact
    touched = link.supplier_id or (link.contract.supplier_id if link.contract is not None else None)
    gone = removed(link)
    link.delete()
    renew_levels(impact, by=by, at=at, on=today, also=(touched,) if touched else ())
    record(events.IMPACT_UNLINKED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=[gone])


def add_link(impact: AdverseImpact, link: LinkWanted, at: datetime) -> ImpactLink:
    """Save a tie without recording it: the caller's event tells of it. Raises as `link_impact`."""
    _check(link.certainty, link.reason)
    target = link.contract or link.supplier
    if target is None or (link.contract is not None and link.supplier is not None):
        raise ValueError("a link has one contract or one supplier")
    if target.enterprise_id != impact.enterprise_id:
        raise NotAllowed("other_enterprise")
    if ImpactLink.objects.filter(impact=impact, contract=link.contract, supplier=link.supplier).exists():
        raise NotAllowed("linked_already")
    return ImpactLink.objects.create(
        impact=impact,
        contract=link.contract,
        supplier=link.supplier,
        certainty=link.certainty,
        reason=link.reason.strip(),
        created_at=at,
        updated_at=at,
    )


def _check(certainty: str, reason: str) -> None:
    decision = may_record_link(LinkCertainty(certainty) if certainty else None, reason)
    if not decision.allowed:
        raise NotAllowed(decision.reasons[0])
