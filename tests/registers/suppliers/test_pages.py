"""The pages of suppliers and contracts, as Kari uses them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samsvar.platform.audit.models import Event
from samsvar.registers.suppliers.models import (
    Contract,
    ContractTerm,
    DialogueEntry,
    Membership,
    OwnerInquiry,
    Supplier,
    SupplierInquiry,
    SupplyChainLink,
)
from tests.cast import Cast
from tests.queries import at_most
from tests.registers.suppliers.making import STAMPS, make_code, make_contract, make_partner, make_supplier

SignIn = Callable[[Client, Any], Client]


@pytest.fixture
def kari(cast: Cast, client: Client, signed_in: SignIn) -> Client:
    return signed_in(client, cast.kari)


def page(client: Client, name: str, *arguments: str, **query: str) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_the_register_counts_and_narrows_and_asks_few_questions_whatever_there_is(kari: Client, cast: Cast) -> None:
    make_code(cast.enterprise)
    for number in range(40):
        supplier = make_supplier(cast.enterprise, f"Påfunn {number:02} AS", country="NOR")
        make_contract(supplier, f"A-{number}")
    make_supplier(
        cast.enterprise,
        "Fiktiv Frukt AS",
        orgnr="923609016",
        code_accepted_on=date(2025, 2, 1),
        code_accepted_version="1.0",
        open_gaps=2,
        country="CHN",
    )
    with at_most(12):
        text = page(kari, "suppliers:suppliers")
    assert "Én leverandør har åpne avvik eller treff" in text
    assert "Påfunn 30 AS" not in text
    assert "Fiktiv Frukt AS" in page(kari, "suppliers:suppliers", q="frukt")
    assert "Påfunn 01 AS" not in page(kari, "suppliers:suppliers", view="gaps")
    assert "Fiktiv Frukt AS" not in page(kari, "suppliers:suppliers", view="without_code")
    assert "Påfunn 01 AS" not in page(kari, "suppliers:suppliers", country="CHN")
    assert "Fiktiv Frukt AS" in page(kari, "suppliers:suppliers", q="923609016")


def test_an_unknown_order_or_filter_is_refused_with_400(kari: Client) -> None:
    for query in ({"sort": "password"}, {"view": "secret"}, {"country": "nor'"}, {"page": "-1"}):
        assert kari.get(reverse("suppliers:suppliers"), query).status_code == 400


@pytest.mark.requirement("R001-63", "R001-92")
def test_a_supplier_is_registered_changed_and_recorded(kari: Client, cast: Cast) -> None:
    form = {
        "name": "Fiktiv Frukt AS",
        "orgnr": "923 609 016",
        "country": "Norge",
        "code_accepted_on": "2025-02-01",
        "code_accepted_version": "1.0",
        "code_required": "false",
        "own_code_link": "https://example.org/kode",
        "own_code_on": "2024-05-01",
        "states_due_diligence": "true",
    }
    answer = kari.post(reverse("suppliers:supplier_new"), form)
    supplier = Supplier.objects.get()
    assert answer.headers["Location"] == reverse("suppliers:supplier", args=[supplier.key])
    assert (supplier.orgnr, supplier.country, supplier.code_required) == ("923609016", "NOR", False)
    text = page(kari, "suppliers:supplier", supplier.key)
    assert "etter eget ønske" in text
    assert "oppgir at det gjøres" in text
    assert Event.objects.filter(kind="supplier_created").count() == 1
    kari.post(
        reverse("suppliers:supplier_edit", args=[supplier.key]),
        {**form, "name": "Fiktiv Frukt og Bær AS", "version": 1},
    )
    supplier.refresh_from_db()
    assert (supplier.name, supplier.version, supplier.name_folded) == (
        "Fiktiv Frukt og Bær AS",
        2,
        "fiktiv frukt og bær as",
    )


def test_a_wrong_check_digit_and_a_taken_number_are_told_at_the_field(kari: Client, cast: Cast) -> None:
    make_supplier(cast.enterprise, "Påfunn Renhold AS", orgnr="923609016")
    wrong = kari.post(reverse("suppliers:supplier_new"), {"name": "Ny AS", "orgnr": "923609017"})
    assert wrong.status_code == 422
    assert "Kontrollsifferet i 923 609 017 stemmer ikke" in wrong.content.decode().replace("\u00a0", " ")
    taken = kari.post(reverse("suppliers:supplier_new"), {"name": "Ny AS", "orgnr": "923609016"})
    assert "Påfunn Renhold AS har allerede dette organisasjonsnummeret." in taken.content.decode()
    assert Supplier.objects.count() == 1


def test_of_two_who_save_at_once_the_second_sees_both_and_loses_nothing(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise)
    address = reverse("suppliers:supplier_edit", args=[supplier.key])
    kari.post(address, {"name": "Hennes AS", "version": 1})
    answer = kari.post(address, {"name": "Mitt AS", "version": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Hennes AS" in text
    assert 'value="Mitt AS"' in text
    assert kari.post(address, {"name": "Mitt AS", "version": 2}).status_code == 302
    supplier.refresh_from_db()
    assert supplier.name == "Mitt AS"


@pytest.mark.requirement("R001-64", "R001-90")
def test_memberships_and_labels_have_their_expiry(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise)
    for name, kind, expires in (("UN Global Compact", "membership", "2025-06-30"), ("Fairtrade", "label", "")):
        form = {"name": name, "kind": kind, "status": "active", "valid_to": expires, "source": "Medlemslisten"}
        kari.post(reverse("suppliers:supplier_part_new", args=[supplier.key, "medlemskap"]), form)
    assert sorted(Membership.objects.values_list("kind", flat=True)) == ["label", "membership"]
    text = page(kari, "suppliers:supplier", supplier.key)
    assert "UN Global Compact" in text
    assert "merkede produkter" in text
    assert "Demodata" in page(kari, "suppliers:suppliers", view="expiring")


def test_the_chain_shows_tiers_and_says_whose_country_nobody_knows(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise)
    address = reverse("suppliers:supplier_part_new", args=[supplier.key, "kjede"])
    kari.post(address, {"name": "Liksom Assembly", "role": "factory", "tier": "1", "country": "Vietnam"})
    first = SupplyChainLink.objects.get()
    kari.post(address, {"name": "Smelteverk", "role": "raw_material", "tier": "2", "above": first.key})
    wrong = kari.post(address, {"name": "Feil", "role": "factory", "tier": "1", "above": first.key})
    assert wrong.status_code == 422
    text = page(kari, "suppliers:supplier", supplier.key)
    assert "Ledd 2" in text
    assert "For 1 er landet ukjent." in text
    assert "leverer til Liksom Assembly" in text
    kari.post(reverse("suppliers:supplier_part_remove", args=[supplier.key, "kjede", first.key]), {"version": 1})
    assert SupplyChainLink.objects.count() == 2


@pytest.mark.requirement("R001-65", "R001-88")
def test_a_question_to_a_supplier_keeps_period_agreements_finding_and_deviations(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise)
    contract = make_contract(supplier)
    form = {
        "question": "Har dere hatt brudd i 2024?",
        "contracts": [contract.key],
        "period_from": "2024-01-01",
        "period_to": "2024-12-31",
        "asked_on": "2025-01-10",
        "answered_on": "2025-02-01",
        "answer": "Ett avvik, rettet.",
        "finding": "minor",
        "satisfactory": "true",
        "minor_deviations": "1",
        "serious_deviations": "0",
        "solution": "Rettet hos underleverandøren.",
    }
    assert kari.post(reverse("suppliers:supplier_part_new", args=[supplier.key, "sporsmal"]), form).status_code == 302
    inquiry = SupplierInquiry.objects.get()
    assert list(inquiry.contracts.all()) == [contract]
    assert (inquiry.finding, inquiry.minor_deviations, inquiry.serious_deviations) == ("minor", 1, 0)
    text = page(kari, "suppliers:supplier", supplier.key)
    assert "Mindre avvik: 1. Alvorlige: 0." in text
    assert "tilfredsstillende" in text
    early = kari.post(
        reverse("suppliers:supplier_part_new", args=[supplier.key, "sporsmal"]), {**form, "answered_on": "2025-01-01"}
    )
    assert "Svaret er datert før spørsmålet." in early.content.decode()


@pytest.mark.requirement("R001-91")
def test_talks_with_a_supplier_are_logged_and_a_removed_line_stands_in_the_trail(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise)
    form = {"held_on": "2025-05-02", "channel": "møte", "text": "Om arbeidstid", "agreed": "Svar innen juni"}
    kari.post(reverse("suppliers:supplier_part_new", args=[supplier.key, "dialog"]), form)
    entry = DialogueEntry.objects.get()
    assert "Om arbeidstid" in page(kari, "suppliers:supplier", supplier.key)
    kari.post(reverse("suppliers:supplier_part_remove", args=[supplier.key, "dialog", entry.key]), {"version": 1})
    assert not DialogueEntry.objects.exists()
    assert Event.objects.filter(kind="supplier_record_removed").count() == 1


@pytest.mark.requirement("R001-46", "R001-49", "R001-50", "R001-89")
def test_an_owner_is_asked_once_for_many_agreements_and_answers_for_all(kari: Client, cast: Cast) -> None:
    partner = make_partner(cast.enterprise)
    supplier = make_supplier(cast.enterprise)
    agreements = [
        make_contract(supplier, f"B-{n}", ownership="used", agreement_owner=partner, title=f"Rammeavtale {n}")
        for n in range(3)
    ]
    form = {
        "question": "Hva har dere funnet?",
        "contracts": [each.key for each in agreements],
        "asked_on": "2025-04-01",
        "due_on": "2025-05-01",
    }
    assert kari.post(reverse("suppliers:owner_ask", args=[partner.key]), form).status_code == 302
    inquiry = OwnerInquiry.objects.get()
    assert inquiry.contracts.count() == 3
    assert "1 spørsmål venter på svar" in page(kari, "suppliers:partner", partner.key)
    answer = {**form, "answered_on": "2025-05-10", "answer": "Ingen kjente brudd.", "finding": "none", "version": 1}
    kari.post(reverse("suppliers:owner_inquiry", args=[inquiry.key]), answer)
    text = page(kari, "suppliers:partner", partner.key)
    assert "Ingen kjente brudd." in text
    assert "venter på svar" not in text
    none = kari.post(reverse("suppliers:owner_ask", args=[partner.key]), {**form, "contracts": []})
    assert none.status_code == 422


@pytest.mark.requirement("R001-18", "R001-19")
def test_new_contracts_whose_supplier_has_not_accepted_are_deviations(kari: Client, cast: Cast) -> None:
    make_code(cast.enterprise)
    late = make_supplier(cast.enterprise, "Sen AS")
    accepted = make_supplier(cast.enterprise, "Rask AS", code_accepted_on=date(2025, 2, 1), code_accepted_version="1.0")
    make_contract(late, "A-1", title="Ny og uten", starts_on=date(2025, 2, 1))
    make_contract(late, "A-2", title="Gammel avtale", starts_on=date(2025, 1, 31))
    make_contract(late, "A-3", title="Andres avtale", starts_on=date(2025, 3, 1), ownership="used")
    make_contract(accepted, "A-4", title="Ny og godtatt", starts_on=date(2025, 3, 1))
    text = page(kari, "suppliers:codes")
    assert "1 avtale har en leverandør som ikke har godtatt" in text
    assert "Ny og uten" in text
    assert not {"Gammel avtale", "Andres avtale", "Ny og godtatt"} & {
        title for title in Contract.objects.values_list("title", flat=True) if title in text
    }


@pytest.mark.requirement("R001-43", "R001-45", "R001-53", "R001-61", "R000-26")
def test_a_contract_holds_owner_buyers_procurer_framework_and_materials(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise)
    partner = make_partner(cast.enterprise)
    form = {
        "number": "K-1",
        "title": "Skjermer",
        "supplier": supplier.key,
        "kind": "goods",
        "ownership": "used",
        "unit": cast.units["nett"].key,
        "responsible": cast.owner.key,
        "cpv_codes": "30231300",
        "countries": "Kina, ukjent",
        "materials": ["tin", "cocoa"],
        "value_ore": "4 400 000",
        "starts_on": "2025-01-01",
        "ends_on": "2027-12-31",
        "agreement_owner": partner.key,
        "procured_by": "Oppdiktet innkjøpssenter",
        "buyers": "Eksempel helsenett SF\nPåfunn direktorat",
        "joint": "on",
        "framework_of": "Rammeavtale 7",
    }
    answer = kari.post(reverse("suppliers:contract_new"), form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    contract = Contract.objects.get()
    assert (contract.countries, contract.materials, contract.value_ore) == (";CHN;?;", ";tin;cocoa;", 440_000_000)
    assert contract.joint
    assert contract.agreement_owner == partner
    assert contract.buyers.splitlines() == ["Eksempel helsenett SF", "Påfunn direktorat"]
    assert contract.responsible_name == "Eva Avtale"
    assert "tinn (konfliktmineral)" in page(kari, "suppliers:contract_edit", contract.key)
    unowned = kari.post(reverse("suppliers:contract_new"), {**form, "number": "K-2", "agreement_owner": ""})
    assert "hvem som eier avtalen" in unowned.content.decode()
    again = kari.post(reverse("suppliers:contract_new"), form)
    assert "En annen avtale har dette nummeret." in again.content.decode()


@pytest.mark.requirement("R001-81", "R001-82", "R001-86", "R001-87", "R001-44", "R000-16", "R000-24")
def test_terms_demands_services_and_advice_are_records_of_the_contract(kari: Client, cast: Cast) -> None:
    contract = make_contract(make_supplier(cast.enterprise), kind="lease")
    parts = {
        "vilkar": {"kind": "human_rights", "term_version": "2024"},
        "krav": {"theme": "climate", "text": "Utslippsfri levering", "weight_percent": "30"},
        "tjenester": {"description": "Kantine", "followed_up_by": "Utleieren"},
        "rad": {"given_on": "2025-02-01", "text": "Be om fabrikkliste", "followed": "true"},
    }
    for word, form in parts.items():
        answer = kari.post(reverse("suppliers:contract_part_new", args=[contract.key, word]), form)
        assert answer.status_code == 302, word
    text = page(kari, "suppliers:contract_edit", contract.key)
    assert all(words in text for words in ("2024", "Utslippsfri levering", "Kantine", "Be om fabrikkliste"))
    assert ContractTerm.objects.get().kind == "human_rights"


def test_a_contract_of_anothers_unit_or_supplier_cannot_be_chosen(kari: Client, cast: Cast) -> None:
    theirs = make_supplier(cast.neighbour, "Naboens AS")
    form = {"number": "K-1", "title": "Skjermer", "kind": "goods", "ownership": "own", "supplier": theirs.key}
    answer = kari.post(reverse("suppliers:contract_new"), {**form, "unit": cast.neighbour.key})
    assert answer.status_code == 422
    assert not Contract.objects.exists()


def test_a_leader_of_a_unit_sees_the_supplier_of_its_contract_only(
    cast: Cast, client: Client, signed_in: SignIn
) -> None:
    seen, hidden = make_supplier(cast.enterprise), make_supplier(cast.enterprise, "Fiktiv Frukt AS")
    make_contract(seen, unit=cast.units["nett"])
    leader = signed_in(client, cast.leader)
    assert leader.get(reverse("suppliers:supplier", args=[seen.key])).status_code == 200
    assert leader.get(reverse("suppliers:supplier", args=[hidden.key])).status_code == 404
    assert "Fiktiv Frukt" not in page(leader, "suppliers:suppliers")


def test_exports_are_safe_and_hold_prices_for_those_who_may_see_them_only(kari: Client, cast: Cast) -> None:
    supplier = make_supplier(cast.enterprise, "=HYPERLINK(1) AS")
    make_contract(supplier, value_ore=440_000_000, countries=";CHN;")
    text = kari.get(reverse("suppliers:contracts_export", args=["csv"])).content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(1) AS"' in text
    assert '"4400000' in text
    book = CalamineWorkbook.from_object(BytesIO(kari.get(reverse("suppliers:contracts_export", args=["xlsx"])).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][1] == "Bærbare datamaskiner"
    assert "Kina" in rows[1]
    assert kari.get(reverse("suppliers:contracts_export", args=["pdf"])).status_code == 404


def test_a_merged_supplier_points_to_the_one_that_was_kept(kari: Client, cast: Cast) -> None:
    first = make_supplier(cast.enterprise, "Demodata Maskinvare AS", orgnr="923609016")
    second = make_supplier(cast.enterprise, "Demodata Maskinvare")
    contract = make_contract(second)
    Membership.objects.create(supplier=second, name="RBA", kind="membership", **STAMPS)
    assert "Demodata Maskinvare" in page(kari, "suppliers:duplicates")
    kari.post(reverse("suppliers:duplicate_judge"), {"first": first.key, "second": second.key, "answer": "same"})
    contract.refresh_from_db()
    assert contract.supplier == first
    assert first.memberships.get().name == "RBA"
    assert "nå en del av" in page(kari, "suppliers:supplier", second.key)
    assert "Ingen leverandører ligner hverandre" in page(kari, "suppliers:duplicates")


@pytest.mark.parametrize(("query", "offered"), [({}, False), ({"country": "NOR"}, True)])
def test_clearing_is_offered_only_where_something_is_chosen(
    kari: Client, cast: Cast, query: dict[str, str], offered: bool
) -> None:
    make_supplier(cast.enterprise, country="NOR")
    page = kari.get(reverse("suppliers:suppliers"), query).content.decode()
    assert ("Nullstill" in page) is offered
