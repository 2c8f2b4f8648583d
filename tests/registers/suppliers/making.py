"""Suppliers, contracts and owners of agreements for the tests of this folder, all plainly made up."""

from datetime import date
from typing import Any

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Partner, Supplier, SupplierCode
from samsvar.registers.suppliers.names import folded
from tests.cast import NOW

STAMPS = {"created_at": NOW, "updated_at": NOW}


def make_supplier(enterprise: OrgUnit, name: str = "Demodata Maskinvare AS", **more: Any) -> Supplier:
    return Supplier.objects.create(enterprise=enterprise, name=name, name_folded=folded(name), **more, **STAMPS)


def make_contract(supplier: Supplier, number: str = "A-1", **more: Any) -> Contract:
    title = more.pop("title", "Bærbare datamaskiner")
    kept = {"unit": supplier.enterprise, "kind": "goods", "ownership": "own", "search_text": folded(title)}
    return Contract.objects.create(
        enterprise=supplier.enterprise, number=number, title=title, supplier=supplier, **{**kept, **more}, **STAMPS
    )


def make_partner(enterprise: OrgUnit, name: str = "Oppdiktet innkjøpssenter") -> Partner:
    return Partner.objects.create(enterprise=enterprise, name=name, **STAMPS)


def make_code(enterprise: OrgUnit, version: str = "1.0", required_from: date | None = date(2025, 2, 1)) -> SupplierCode:
    return SupplierCode.objects.create(
        enterprise=enterprise,
        code_version=version,
        title="Etiske retningslinjer",
        adopted_on=date(2024, 12, 1),
        in_force_from=date(2025, 1, 1),
        required_from=required_from,
        **STAMPS,
    )
