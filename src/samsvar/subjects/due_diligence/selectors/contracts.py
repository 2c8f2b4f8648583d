"""The contract register ranked by risk: views, filters, counts, and one page at a time."""

from collections.abc import Collection

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract


def titles_of(enterprise: OrgUnit, numbers: Collection[str]) -> dict[str, str]:
    """The titles of the enterprise's contracts by number. One query."""
    return dict(Contract.objects.filter(enterprise=enterprise, number__in=numbers).values_list("number", "title"))
