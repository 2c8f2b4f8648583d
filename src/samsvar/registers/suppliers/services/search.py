"""Keeps the text that contracts are searched by in step with the names of their suppliers."""

from collections.abc import Iterable

from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.names import folded
from samsvar.registers.suppliers.services.bulk import portions


def search_text(number: str, title: str, supplier: str) -> str:
    """What a search among contracts looks in."""
    return folded(f"{number} {title} {supplier}")[:700]


def renew_search_text(supplier_pks: Iterable[int]) -> None:
    """Writes the search text of all contracts of the suppliers anew. Not an event: the column is derived."""
    for pks in portions(supplier_pks):
        contracts = Contract.objects.filter(supplier__in=pks).select_related("supplier")
        for portion in portions(contracts.only("number", "title", "search_text", "supplier__name").iterator()):
            for contract in portion:
                contract.search_text = search_text(contract.number, contract.title, contract.supplier.name)
            Contract.objects.bulk_update(portion, ["search_text"])
