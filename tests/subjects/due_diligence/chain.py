"""Suppliers, contracts and impacts for the tests of this folder, all plainly made up."""

from datetime import date
from typing import Any

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Partner, Supplier, SupplierCode
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink
from tests.cast import NOW

STAMPS = {"created_at": NOW, "updated_at": NOW}


def make_supplier(enterprise: OrgUnit, name: str = "Demodata Maskinvare AS", **more: Any) -> Supplier:
    return Supplier.objects.create(enterprise=enterprise, name=name, name_folded=name.casefold(), **more, **STAMPS)


def make_contract(enterprise: OrgUnit, number: str = "K-1", **more: Any) -> Contract:
    """An own contract on laptops from China, unless told otherwise. `countries` and `cpv` are lists."""
    supplier = more.pop("supplier", None) or Supplier.objects.filter(enterprise=enterprise).first()
    supplier = supplier or make_supplier(enterprise)
    title = more.pop("title", "Bærbare PC-er og skjermer")
    kept = {
        "unit": enterprise,
        "kind": "goods",
        "ownership": "own",
        "cpv_codes": listed(more.pop("cpv", ["30213100"])),
        "countries": listed(more.pop("countries", ["CHN"])),
        "value_ore": 6_150_000_000,
        "search_text": f"{number} {title} {supplier.name}".casefold(),
    }
    return Contract.objects.create(
        enterprise=enterprise, number=number, title=title, supplier=supplier, **{**kept, **more}, **STAMPS
    )


def make_impact(enterprise: OrgUnit, number: str = "N-1", *, on: Any = None, **more: Any) -> AdverseImpact:
    """An actual, confirmed, open impact, linked to the contract or supplier in `on`."""
    kept = {"title": "Tvungen overtid", "actuality": "actual", "verification": "confirmed", "unit": enterprise}
    impact = AdverseImpact.objects.create(enterprise=enterprise, number=number, **{**kept, **more}, **STAMPS)
    if on is not None:
        column = "contract" if isinstance(on, Contract) else "supplier"
        ImpactLink.objects.create(impact=impact, **{column: on}, **STAMPS)
    return impact


def make_code(enterprise: OrgUnit, version: str = "1.0", in_force_from: date = date(2024, 12, 15)) -> SupplierCode:
    return SupplierCode.objects.create(
        enterprise=enterprise,
        code_version=version,
        title="Etiske retningslinjer for leverandører",
        adopted_on=in_force_from,
        in_force_from=in_force_from,
        **STAMPS,
    )


def make_partner(enterprise: OrgUnit, name: str = "Oppdiktet innkjøpssenter") -> Partner:
    return Partner.objects.create(enterprise=enterprise, name=name, **STAMPS)


def listed(parts: list[str]) -> str:
    """A list as a column holds it: `;a;b;`."""
    return f";{';'.join(parts)};" if parts else ""
