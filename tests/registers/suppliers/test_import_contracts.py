"""Contracts read in: once, whole, and told of in the trail."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from samsvar.core.readers.contracts import ContractRow
from samsvar.platform.audit.models import Event, EventRow
from samsvar.platform.audit.services import snapshot
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.registers.suppliers.models import Contract, Partner, Supplier
from samsvar.registers.suppliers.services import bulk
from samsvar.registers.suppliers.services.import_contracts import import_contracts
from samsvar.registers.suppliers.services.known import KnownSuppliers
from tests.cast import NOW, Cast

ROW = ContractRow(
    row=2,
    id="A-1",
    title="Bærbare datamaskiner",
    supplier_name="Demodata Maskinvare AS",
    supplier_organisation_number="923456783",
    supplier_country="NOR",
    kind="goods",
    ownership="own",
    cpv_codes=("30213100", "30231300"),
    high_risk_category=None,
    service_sector=None,
    countries_of_production=("CHN", "?"),
    value_ore=440_000_000,
    start_on=date(2024, 1, 1),
    end_on=date(2027, 12, 31),
    contract_owner="Kari Liksom",
    agreement_owner=None,
)


def read_in(cast: Cast, *rows: ContractRow, **more: Any) -> ImportOutcome:
    return import_contracts(enterprise=cast.enterprise, rows=rows, by=cast.actor("kari"), at=NOW, **more)


def test_a_contract_and_its_unknown_supplier_are_created(cast: Cast) -> None:
    assert read_in(cast, ROW) == ImportOutcome(created=1)
    contract = Contract.objects.get()
    assert contract.supplier.name == "Demodata Maskinvare AS"
    assert contract.supplier.orgnr == "923456783"
    assert contract.cpv_codes == ";30213100;30231300;"
    assert contract.countries == ";CHN;?;"
    assert contract.value_ore == 440_000_000
    assert contract.responsible == cast.kari
    assert "bærbare datamaskiner demodata" in contract.search_text


def test_the_same_rows_twice_change_nothing_and_leave_no_event(cast: Cast) -> None:
    read_in(cast, ROW)
    events = Event.objects.count()
    assert read_in(cast, ROW) == ImportOutcome(unchanged=1)
    assert Event.objects.count() == events


def test_the_trail_holds_each_row_exactly_as_the_database_does(cast: Cast) -> None:
    read_in(cast, replace(ROW, agreement_owner="Oppdiktet innkjøpssenter"))
    for row in (Contract.objects.get(), Supplier.objects.get(), Partner.objects.get()):
        kept = EventRow.objects.get(row_key=row.key)
        is_now = json.loads(kept.content)["is"]
        assert is_now == snapshot(row)


def test_a_dry_run_tells_what_would_change_and_writes_nothing(cast: Cast) -> None:
    assert read_in(cast, ROW, dry_run=True) == ImportOutcome(created=1)
    assert not Contract.objects.exists()
    assert not Supplier.objects.exists()
    read_in(cast, ROW)
    other = replace(ROW, title="Skjermer")
    assert read_in(cast, other, dry_run=True) == ImportOutcome(changed=1)
    assert Contract.objects.get().title == "Bærbare datamaskiner"


def test_a_changed_row_raises_the_version_and_keeps_what_was(cast: Cast) -> None:
    read_in(cast, ROW)
    assert read_in(cast, replace(ROW, title="Skjermer", end_on=None)) == ImportOutcome(changed=1)
    contract = Contract.objects.get()
    assert (contract.title, contract.ends_on, contract.version) == ("Skjermer", None, 2)
    content = EventRow.objects.filter(row_key=contract.key).order_by("-event_id").first().content
    assert '"title":"Skjermer"' in content
    assert '"title":"Bærbare datamaskiner"' in content


def test_what_the_file_has_no_column_for_is_left_as_it_is(cast: Cast) -> None:
    read_in(cast, ROW)
    narrow = replace(ROW, value_ore=None, cpv_codes=(), title="Skjermer")
    assert read_in(cast, narrow, fields={"id": "", "title": "", "supplier_name": ""}) == ImportOutcome(changed=1)
    contract = Contract.objects.get()
    assert contract.value_ore == 440_000_000
    assert contract.cpv_codes == ";30213100;30231300;"


def test_one_supplier_per_number_whatever_the_file_calls_it(cast: Cast) -> None:
    read_in(cast, ROW, replace(ROW, row=3, id="A-2", supplier_name="DEMODATA MASKINVARE A/S"))
    assert Supplier.objects.get().contracts.count() == 2


def test_without_a_number_the_folded_name_finds_the_supplier(cast: Cast) -> None:
    read_in(cast, ROW)
    bare = replace(ROW, row=3, id="A-2", supplier_name="demodata  MASKINVARE as", supplier_organisation_number=None)
    read_in(cast, bare)
    assert Supplier.objects.count() == 1


def test_a_number_learnt_later_is_given_to_the_supplier_of_that_name(cast: Cast) -> None:
    read_in(cast, replace(ROW, supplier_organisation_number=None))
    assert read_in(cast, ROW) == ImportOutcome(changed=1)
    assert Supplier.objects.get().orgnr == "923456783"
    assert read_in(cast, ROW) == ImportOutcome(unchanged=1)


def test_a_name_that_two_suppliers_have_is_an_error_and_nothing_is_saved(cast: Cast) -> None:
    twin = replace(ROW, row=3, id="A-2", supplier_organisation_number="912345674")
    read_in(cast, ROW, twin)
    nameless = replace(ROW, row=4, id="A-3", supplier_organisation_number=None)
    outcome = read_in(cast, replace(ROW, title="Endret"), nameless)
    assert [(error.row, error.code, error.field) for error in outcome.errors] == [
        (4, "ambiguous_supplier", "supplier_name")
    ]
    assert outcome.errors[0].facts["numbers"] == ["912345674", "923456783"]
    assert not Contract.objects.filter(title="Endret").exists()


def test_suppliers_of_one_name_in_two_countries_are_two(cast: Cast) -> None:
    foreign = replace(ROW, supplier_organisation_number=None, supplier_country="CHN")
    read_in(cast, foreign, replace(foreign, row=3, id="A-2", supplier_country="VNM"))
    assert sorted(Supplier.objects.values_list("country", flat=True)) == ["CHN", "VNM"]


@pytest.mark.requirement("R001-45", "R001-50")
def test_the_owner_of_several_agreements_is_one_partner(cast: Cast) -> None:
    used = replace(ROW, ownership="used", agreement_owner="Oppdiktet innkjøpssenter")
    read_in(cast, used, replace(used, row=3, id="A-2", agreement_owner="oppdiktet INNKJØPSSENTER"))
    assert Partner.objects.get().agreements.count() == 2


def test_a_person_tied_by_hand_stays_while_the_file_names_the_same_owner(cast: Cast) -> None:
    row = replace(ROW, contract_owner="Innkjøp")
    read_in(cast, row)
    Contract.objects.update(responsible=cast.owner)
    assert read_in(cast, row) == ImportOutcome(unchanged=1)
    read_in(cast, replace(row, title="Skjermer"))
    assert Contract.objects.get().responsible == cast.owner
    read_in(cast, replace(row, contract_owner="Ukjent"))
    assert Contract.objects.get().responsible is None


def test_the_neighbours_contracts_and_suppliers_are_not_touched(cast: Cast) -> None:
    import_contracts(enterprise=cast.neighbour, rows=[ROW], by=cast.actor("nils"), at=NOW)
    assert read_in(cast, ROW) == ImportOutcome(created=1)
    assert Contract.objects.filter(enterprise=cast.neighbour).count() == 1
    assert Supplier.objects.count() == 2


def test_nothing_is_kept_when_the_last_step_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [replace(ROW, row=number, id=f"A-{number}") for number in range(2, 30)]
    monkeypatch.setattr(bulk, "AT_A_TIME", 5)
    monkeypatch.setattr("samsvar.platform.audit.services._move_head", _fault)
    with pytest.raises(RuntimeError, match="pulled"):
        read_in(cast, *many)
    assert not Contract.objects.exists()
    assert not Supplier.objects.exists()


def test_nothing_is_kept_when_it_fails_halfway_and_the_file_can_be_read_in_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [replace(ROW, row=number, id=f"A-{number}") for number in range(2, 30)]
    monkeypatch.setattr(bulk, "AT_A_TIME", 5)
    with monkeypatch.context() as broken:
        broken.setattr("samsvar.platform.audit.services._AT_A_TIME", 7)
        broken.setattr("samsvar.platform.audit.services.insert_many", _fault)
        with pytest.raises(RuntimeError, match="pulled"):
            read_in(cast, *many)
    assert not Contract.objects.exists()
    assert read_in(cast, *many) == ImportOutcome(created=28)
    numbers = list(Contract.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [row.id for row in many]
    kept = EventRow.objects.filter(table="suppliers_contract").order_by("position")
    assert [json.loads(row.content)["is"]["id"] for row in kept] == list(
        Contract.objects.order_by("pk").values_list("pk", flat=True)
    )


def test_a_contract_of_a_supplier_that_is_gone_meanwhile_is_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the database, at the latest when the contracts are written; and the connection is whole afterwards."""
    monkeypatch.setattr(KnownSuppliers, "write", lambda self, at: _numbered(self))
    with pytest.raises(IntegrityError):
        _read_in_and_checked(cast)
    assert not Contract.objects.exists()


@transaction.atomic
def _read_in_and_checked(cast: Cast) -> None:
    read_in(cast, ROW)
    connection.check_constraints()


def _numbered(known: KnownSuppliers) -> Iterator[Any]:
    for place, supplier in enumerate(known.new):
        supplier.pk = 900_000_000 + place
    yield from ()


def _fault(*_arguments: Any) -> None:
    raise RuntimeError("the plug was pulled")
