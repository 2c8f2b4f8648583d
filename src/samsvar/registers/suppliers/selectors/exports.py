"""Rows for the files that suppliers and contracts are taken out in."""

from collections.abc import Iterator

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier


def supplier_rows(viewer: Viewer, enterprise: OrgUnit) -> Iterator[Supplier]:
    """The enterprise's suppliers the viewer may take out, by name; one query, read as a stream."""
    rows = Supplier.objects.visible_to(viewer, Permission.EXPORT).filter(enterprise=enterprise).standing()
    return rows.order_by("name_folded", "pk").iterator(chunk_size=2_000)


def contract_rows(viewer: Viewer, enterprise: OrgUnit) -> Iterator[Contract]:
    """The enterprise's contracts the viewer may take out, by number; one query, read as a stream."""
    rows = Contract.objects.visible_to(viewer, Permission.EXPORT).filter(enterprise=enterprise)
    return rows.select_related("supplier", "agreement_owner", "unit").order_by("number").iterator(chunk_size=2_000)
