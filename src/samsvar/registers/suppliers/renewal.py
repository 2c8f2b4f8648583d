"""What must be renewed when suppliers or contracts change: told by the rooms above, which this floor does not know.

Invariant: a renewal runs within the transaction of the change, so that both stand or fall together.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier

Renewal = Callable[..., Any]
"""Called with `enterprise, contracts (primary keys), by, at, on` by name."""

_renewals: list[Renewal] = []


def register_renewal(renewal: Renewal) -> None:
    """Declares a renewal; once is enough."""
    if renewal not in _renewals:
        _renewals.append(renewal)


def renew(*, enterprise: OrgUnit, contracts: Collection[int], by: Actor, at: datetime, on: date) -> None:
    """Renew what hangs on the contracts."""
    for renewal in _renewals if contracts else ():
        renewal(enterprise=enterprise, contracts=contracts, by=by, at=at, on=on)


def renew_of_supplier(supplier: Supplier, *, by: Actor, at: datetime, on: date) -> None:
    """Renew what hangs on the supplier's contracts."""
    contracts = list(Contract.objects.filter(supplier=supplier).values_list("pk", flat=True))
    renew(enterprise=supplier.enterprise, contracts=contracts, by=by, at=at, on=on)
