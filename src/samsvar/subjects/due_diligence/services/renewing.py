"""Renewing the levels of the contracts that an impact touches."""

from datetime import date, datetime

from django.db.models import Q

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink
from samsvar.subjects.due_diligence.services.assessments import reassess


def renew_levels(impact: AdverseImpact, *, by: Actor, at: datetime, on: date, also: tuple[int, ...] = ()) -> None:
    """Reassess the enterprise's contracts with every supplier the impact touches; `also` names further suppliers.

    An enterprise the impact is shared with renews its own levels when it concludes, or when it is next assessed.
    """
    suppliers = {*also, *suppliers_touched(impact)}
    renew_of_suppliers(impact.enterprise, suppliers, by=by, at=at, on=on)


def renew_of_suppliers(enterprise: OrgUnit, suppliers: set[int], *, by: Actor, at: datetime, on: date) -> None:
    """Reassess the enterprise's contracts with the suppliers (primary keys), also those merged into them."""
    if not suppliers:
        return
    same = Supplier.objects.filter(Q(pk__in=suppliers) | Q(merged_into__in=suppliers) | Q(merged_from__in=suppliers))
    contracts = Contract.objects.filter(enterprise=enterprise, supplier__in=same.values("pk"))
    found = list(contracts.values_list("pk", flat=True))
    if found:
        reassess(enterprise=enterprise, contracts=found, by=by, at=at, on=on)


def suppliers_touched(impact: AdverseImpact) -> set[int]:
    """Primary keys of the suppliers the impact is tied to, as a whole or through a contract. One query."""
    pairs = ImpactLink.objects.filter(impact=impact).values_list("supplier_id", "contract__supplier_id")
    return {pk for pair in pairs for pk in pair if pk is not None}
