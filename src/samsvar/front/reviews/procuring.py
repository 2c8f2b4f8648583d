"""The way from a contract's page to the documents that govern procurement.

A way, and not the list itself: the contract's page asks as much of the database as a page may.
"""

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.sections import Section
from samsvar.registers.suppliers.models import Contract


def procurement_documents(viewer: Viewer, contract: Contract) -> Section | None:
    """The key of the unit whose documents they are; None for those who do not read documents there. No query."""
    if not viewer.may(Permission.VIEW_DOCUMENTS, contract.unit):
        return None
    return Section("reviews/procurement.html", contract.unit.key)
