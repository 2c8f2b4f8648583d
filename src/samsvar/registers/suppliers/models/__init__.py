"""Suppliers, their chains, and contracts with what is asked of them."""

from samsvar.registers.suppliers.models.chain import (
    DuplicateDecision,
    Membership,
    Partner,
    Supplier,
    SupplierCode,
    SupplyChainLink,
)
from samsvar.registers.suppliers.models.contracts import (
    Advice,
    Contract,
    ContractService,
    ContractSite,
    ContractTerm,
    Demand,
)
from samsvar.registers.suppliers.models.dialogue import DialogueEntry, OwnerInquiry, SupplierInquiry

__all__ = [
    "Advice",
    "Contract",
    "ContractService",
    "ContractSite",
    "ContractTerm",
    "Demand",
    "DialogueEntry",
    "DuplicateDecision",
    "Membership",
    "OwnerInquiry",
    "Partner",
    "Supplier",
    "SupplierCode",
    "SupplierInquiry",
    "SupplyChainLink",
]
