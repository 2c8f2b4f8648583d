"""Who gets what from the pages of suppliers, owners of agreements and the contract's form."""

from datetime import date
from typing import Any

from samsvar.registers.suppliers.models import (
    Contract,
    ContractTerm,
    DialogueEntry,
    OwnerInquiry,
    Partner,
    Supplier,
    SupplierCode,
)
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """A supplier with a contract in a unit of ours, its parts, and the neighbour's."""
    own = _supplier(cast.enterprise, "Demodata Maskinvare AS")
    twin = _supplier(cast.enterprise, "Demodata Maskinvare")
    theirs = _supplier(cast.neighbour, f"Påfunn {CANARY} AS")
    contract = _contract(cast, cast.units["nett"], own, "A-1", "Bærbare datamaskiner")
    neighbours = _contract(cast, cast.neighbour, theirs, "B-1", f"Renhold {CANARY}")
    entry = DialogueEntry.objects.create(
        supplier=own, held_on=date(2025, 5, 1), channel="møte", text="Om lønn", **STAMPS
    )
    term = ContractTerm.objects.create(contract=contract, kind="wages", **STAMPS)
    partner = Partner.objects.create(enterprise=cast.enterprise, name="Oppdiktet innkjøpssenter", **STAMPS)
    other = Partner.objects.create(enterprise=cast.neighbour, name=f"Senter {CANARY}", **STAMPS)
    inquiry = OwnerInquiry.objects.create(
        enterprise=cast.enterprise, partner=partner, asked_on=date(2025, 5, 1), question="Hva fant dere?", **STAMPS
    )
    code = _code(cast.enterprise, "1.0")
    their_code = _code(cast.neighbour, f"1 {CANARY}")
    return {
        "own": {"key": own.key},
        "own pair": {"key": own.key, "second": twin.key},
        "neighbour's": {"key": theirs.key},
        "own dialogue": {"key": own.key, "word": "dialog", "part_key": entry.key},
        "new dialogue": {"key": own.key, "word": "dialog"},
        "no such part": {"key": own.key, "word": "hemmelig"},
        "neighbour's dialogue": {"key": theirs.key, "word": "dialog"},
        "own contract": {"key": contract.key},
        "neighbour's contract": {"key": neighbours.key},
        "own term": {"key": contract.key, "word": "vilkar", "part_key": term.key},
        "new term": {"key": contract.key, "word": "vilkar"},
        "own partner": {"key": partner.key},
        "neighbour's partner": {"key": other.key},
        "own inquiry": {"key": inquiry.key},
        "own code": {"key": code.key},
        "neighbour's code": {"key": their_code.key},
        "xlsx": {"ending": "xlsx"},
        "csv": {"ending": "csv"},
    }


def more(cast: Cast, count: int) -> None:
    """The neighbour gets many suppliers."""
    for number in range(count):
        _supplier(cast.neighbour, f"{CANARY} {number}")


def _supplier(enterprise: Any, name: str) -> Supplier:
    return Supplier.objects.create(enterprise=enterprise, name=name, name_folded=name.casefold(), **STAMPS)


def _contract(cast: Cast, unit: Any, supplier: Supplier, number: str, title: str) -> Contract:
    return Contract.objects.create(
        enterprise=supplier.enterprise,
        unit=unit,
        number=number,
        title=title,
        search_text=title.casefold(),
        supplier=supplier,
        kind="goods",
        ownership="own",
        starts_on=date(2025, 3, 1),
        **STAMPS,
    )


def _code(enterprise: Any, version: str) -> SupplierCode:
    return SupplierCode.objects.create(
        enterprise=enterprise,
        code_version=version,
        title="Etiske retningslinjer",
        adopted_on=date(2024, 12, 1),
        in_force_from=date(2025, 1, 1),
        required_from=date(2025, 2, 1),
        **STAMPS,
    )


#: Those who see the supplier and the contract: through the enterprise, or through the unit that has the contract.
_SEEING = {"kari": 200, "auditor": 200, "director": 200, "chair": 200, "leader": 200}
_CHANGING = {"kari": 200, "auditor": 403, "director": 403, "chair": 403, "leader": 403}
_WRITING = {**_CHANGING, "kari": 302}
_NOBODY = {"per": 404, "ended": 404, "future": 404}
_ENTERPRISE = {"auditor": 403, "director": 403, "chair": 403}


def _whole(**others: int) -> dict[str, int]:
    """Pages of the whole enterprise that the asker has chosen."""
    return dict(everyone(403, **{**_NOBODY, "kari": 200, "nils": 200, "regional": 200, "berit": 200, **others}))


_READ_WHOLE = _whole(auditor=200, director=200, chair=200)
_REGISTER = _whole(auditor=200, director=200, chair=200, owner=200, leader=200, sibling=200, lookalike=200)
_NEW = {"name": "Fiktiv Frukt AS"}

ROWS = [
    Row("suppliers:suppliers", get=_REGISTER),
    Row("suppliers:suppliers", query="?view=without_code&sort=-name&q=demo", get=_REGISTER),
    Row(
        "suppliers:supplier_new",
        get=_whole(),
        post=_whole(kari=302, nils=302, regional=302, berit=302),
        body=_NEW,
    ),
    *(
        Row(name, at=at, get=_whole(auditor=200, director=200, regional=200, **extra))
        for name, extra in (("suppliers:suppliers_export", {}), ("suppliers:contracts_export", {}))
        for at in ("xlsx", "csv")
    ),
    Row("suppliers:duplicates", get=_whole()),
    Row(
        "suppliers:duplicate_judge",
        post=_whole(kari=302, nils=404, regional=404, berit=404),
        body=lambda places: {
            "first": places["own pair"]["key"],
            "second": places["own pair"]["second"],
            "answer": "same",
        },
    ),
    Row("suppliers:codes", get=_READ_WHOLE),
    Row("suppliers:code_new", get=_whole(), post=_whole(kari=422, nils=422, regional=422, berit=422)),
    Row(
        "suppliers:code_edit",
        at="own code",
        get=everyone(404, kari=200, **_ENTERPRISE),
        post=everyone(404, kari=422, **_ENTERPRISE),
    ),
    Row("suppliers:code_edit", at="neighbour's code", get=everyone(404, nils=200), post=everyone(404, nils=422)),
    Row("suppliers:supplier", at="own", get=everyone(404, **_SEEING)),
    Row("suppliers:supplier", at="neighbour's", get=everyone(404, nils=200)),
    Row(
        "suppliers:supplier_edit",
        at="own",
        get=everyone(404, **_CHANGING),
        post=everyone(404, **_WRITING),
        body={"name": "Demodata Maskin AS", "version": "1"},
    ),
    Row("suppliers:supplier_edit", at="neighbour's", get=everyone(404, nils=200), post=everyone(404, nils=422)),
    Row(
        "suppliers:supplier_part_new",
        at="new dialogue",
        get=everyone(404, **_CHANGING),
        post=everyone(404, **_WRITING),
        body={"held_on": "2025-05-02", "channel": "møte", "text": "Om arbeidstid"},
    ),
    Row("suppliers:supplier_part_new", at="no such part", get=everyone(404), post=everyone(404)),
    Row(
        "suppliers:supplier_part_new",
        at="neighbour's dialogue",
        get=everyone(404, nils=200),
        post=everyone(404, nils=422),
    ),
    Row(
        "suppliers:supplier_part",
        at="own dialogue",
        get=everyone(404, **_CHANGING),
        post=everyone(404, **_WRITING),
        body={"held_on": "2025-05-02", "channel": "møte", "text": "Om arbeidstid", "version": "1"},
    ),
    Row("suppliers:supplier_facts", at="own", post=everyone(404, **_WRITING)),
    Row("suppliers:supplier_facts", at="neighbour's", post=everyone(404, nils=302)),
    Row("suppliers:supplier_part_remove", at="own dialogue", post=everyone(404, **_WRITING), body={"version": "1"}),
    Row("suppliers:partners", get=_READ_WHOLE),
    Row(
        "suppliers:partner_new",
        get=_whole(),
        post=_whole(kari=302, nils=302, regional=302, berit=302),
        body={"name": "Nytt senter"},
    ),
    Row("suppliers:partner", at="own partner", get=everyone(404, kari=200, auditor=200, director=200, chair=200)),
    Row("suppliers:partner", at="neighbour's partner", get=everyone(404, nils=200)),
    Row(
        "suppliers:partner_edit",
        at="own partner",
        get=everyone(404, kari=200, **_ENTERPRISE),
        post=everyone(404, kari=302, **_ENTERPRISE),
        body={"name": "Oppdiktet senter", "version": "1"},
    ),
    Row(
        "suppliers:owner_ask",
        at="own partner",
        get=everyone(404, kari=200, **_ENTERPRISE),
        post=everyone(404, kari=422, **_ENTERPRISE),
    ),
    Row(
        "suppliers:owner_inquiry",
        at="own inquiry",
        get=everyone(404, kari=200, auditor=200, director=200, chair=200),
        post=everyone(404, kari=422, auditor=405, director=405, chair=405),
    ),
    Row(
        "suppliers:contract_new",
        get=_whole(owner=200, lookalike=200),
        post=_whole(kari=422, nils=422, regional=422, berit=422, owner=422, lookalike=422),
    ),
    Row(
        "suppliers:contract_edit",
        at="own contract",
        get=everyone(404, **_CHANGING),
        post=everyone(404, **{**_CHANGING, "kari": 422}),
    ),
    Row(
        "suppliers:contract_edit", at="neighbour's contract", get=everyone(404, nils=200), post=everyone(404, nils=422)
    ),
    Row(
        "suppliers:contract_part_new",
        at="new term",
        get=everyone(404, **_CHANGING),
        post=everyone(404, **_WRITING),
        body={"kind": "human_rights"},
    ),
    Row(
        "suppliers:contract_part",
        at="own term",
        get=everyone(404, **_CHANGING),
        post=everyone(404, **_WRITING),
        body={"kind": "human_rights", "version": "1"},
    ),
    Row("suppliers:contract_part_remove", at="own term", post=everyone(404, **_WRITING), body={"version": "1"}),
]
