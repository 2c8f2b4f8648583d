"""Which version of an enterprise's code for suppliers is in force, as the supplier factor reads it."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet, Value

from samsvar.core.rules.risk.sources import edition_order
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Supplier, SupplierCode


def code_in_force(enterprise: OrgUnit, on: date) -> str | None:
    """The version of the enterprise's code for suppliers that is in force on the day.

    Where the enterprise has not recorded its code, the newest version that any of its suppliers has accepted by then
    is the one that holds: it must have been in force, and an older acceptance cannot count. None: nobody has any.
    """
    here = Q(enterprise=Given("enterprise", BigIntegerField()))
    rows = ask(("codes", on), partial(_codes, here, on), enterprise=enterprise.pk)
    return _in_force([(day, version) for _enterprise, day, version in rows], on)


def codes_in_force(enterprises: Collection[int], on: date) -> dict[int, str | None]:
    """`code_in_force` of each of the enterprises, by primary key. One query."""
    rows = _codes(Q(enterprise__in=enterprises), on)
    found: dict[int, list[tuple[date | None, str]]] = {enterprise: [] for enterprise in enterprises}
    for enterprise, day, version in rows:
        found[enterprise].append((day, version))
    return {enterprise: _in_force(versions, on) for enterprise, versions in found.items()}


def _codes(here: Q, on: date) -> QuerySet[SupplierCode, Any]:
    """Enterprise, day and version of the codes recorded, and of those accepted, which have no day."""
    recorded = SupplierCode.objects.filter(here).order_by()
    accepted = Supplier.objects.filter(here, code_accepted_on__lte=on).order_by()
    never = Value(None, output_field=DateField())
    return recorded.values_list("enterprise_id", "in_force_from", "code_version").union(
        accepted.annotate(never=never).values_list("enterprise_id", "never", "code_accepted_version")
    )


def _in_force(versions: Sequence[tuple[date | None, str]], on: date) -> str | None:
    from_days = [(day, version) for day, version in versions if day is not None]
    if from_days:
        return max(((day, version) for day, version in from_days if day <= on), default=(on, None))[1]
    return max((version for _, version in versions if version), key=edition_order, default=None)
