from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.registers.actions.models import Action
from samsvar.subjects.due_diligence.models import AdverseImpact, OwnWorkforceYear
from samsvar.subjects.due_diligence.services import areas as area_services
from samsvar.subjects.due_diligence.services import workforce
from samsvar.subjects.due_diligence.services.actions import plan_follow_up
from samsvar.subjects.due_diligence.services.impacts import cases as impact_cases
from tests.cast import NOW
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.due_diligence.chain import make_contract, make_impact, make_partner

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def kari(cast):
    return sign_in(Client(), cast.kari)


def address(name, *keys, query=""):
    return reverse(f"due_diligence:{name}", args=keys) + query


def text(answer):
    return answer.content.decode()


@pytest.fixture
def full(cast, editions):
    """An enterprise with many of everything, so that a query per row would show."""
    by = {"by": cast.actor("kari"), "at": NOW}
    enterprise, partner = cast.enterprise, make_partner(cast.enterprise)
    contracts = [make_contract(enterprise, f"K-{n}", ownership="used", agreement_owner=partner) for n in range(8)]
    impacts = [make_impact(enterprise, f"N-{n}", on=contract, severity=4) for n, contract in enumerate(contracts)]
    area = area_services.create_area(enterprise=enterprise, year=2025, fields={"title": "IT-utstyr"}, **by)
    area_services.add_contracts(area=area, contracts=contracts, **by)
    for number, impact in enumerate(impacts):
        fields = {"title": f"Spør {number}"}
        plan_follow_up(enterprise=enterprise, unit=enterprise, impact=impact, fields=fields, **by)
        plan_follow_up(enterprise=enterprise, unit=enterprise, area=area, fields=fields, **by)
        impact_cases.save_remediation(impact=impacts[0], fields={"who": "Arbeidere", "what": "Lønn"}, **by)
    for contract in contracts[1:]:
        impacts[0].links.create(contract=contract, created_at=NOW, updated_at=NOW)
    workforce.save_positions(enterprise=enterprise, year=2024, fields={"name": "Drift"}, **by)
    return impacts[0], area, Action.objects.first()


@pytest.mark.parametrize("page", ["impacts", "impact_picture", "actions", "risk_areas", "workforce"])
def test_a_list_takes_at_most_twelve_queries(full, kari, page):
    kari.get(address(page))
    with at_most(MOST_QUERIES):
        assert kari.get(address(page)).status_code == 200


@pytest.mark.parametrize(
    ("page", "place"), [("impact", 0), ("risk_area", 1), ("action", 2), ("risk_area_contracts", 1)]
)
def test_a_record_takes_at_most_twelve_queries(full, kari, page, place):
    kari.get(address(page, full[place].key))
    with at_most(MOST_QUERIES):
        assert kari.get(address(page, full[place].key)).status_code == 200


@pytest.mark.requirement("R001-02", "R001-67", "R001-69")
def test_kari_registers_an_impact_on_a_contract_with_its_first_action(cast, kari, editions):
    contract = make_contract(cast.enterprise)
    where = address("impact_new", query=f"?contract={contract.key}")
    written = {
        "title": "Tvangsarbeid i fabrikk",
        "actuality": "actual",
        "verification": "alleged",
        "setting": "supply_chain",
        "risk_kinds": ["forced_labour", "wages"],
        "countries": "Kina, ukjent",
        "scale": "5",
        "involvement": "linked",
        "action_title": "Be om dokumentasjon",
    }
    answer = kari.post(where, written)
    assert answer.status_code == 422
    assert "Oppgi hvor sikker koblingen er." in text(answer)
    assert AdverseImpact.objects.count() == 0
    answer = kari.post(where, {**written, "certainty": "likely", "reason": "Fabrikken står i rapporten"})
    kept = AdverseImpact.objects.get()
    assert answer["Location"] == address("impact", kept.key)
    assert (kept.countries, kept.severity, kept.actions.count()) == (";CHN;?;", 5, 1)
    page = text(kari.get(address("impact", kept.key)))
    assert "Fabrikken står i rapporten" in page
    assert "Be om dokumentasjon" in page
    assert "Kina" in page


def test_a_country_that_is_misspelt_is_told_with_the_likely_one(cast, kari):
    written = {"title": "X", "actuality": "actual", "verification": "alleged", "setting": "supply_chain"}
    answer = kari.post(address("impact_new"), {**written, "countries": "Malaisia"})
    assert answer.status_code == 422
    assert "Malaysia" in text(answer)
    assert "Malaisia" in text(answer)


def test_two_editors_see_both_texts_and_nothing_is_lost(cast, kari):
    impact = make_impact(cast.enterprise)
    where = address("impact_edit", impact.key)
    written = {"actuality": "actual", "setting": "supply_chain", "version": "1"}
    assert kari.post(where, {**written, "title": "Deres tittel"}).status_code == 302
    answer = kari.post(where, {**written, "title": "Min tittel"})
    assert answer.status_code == 409
    assert "Deres tittel" in text(answer)
    assert "Min tittel" in text(answer)
    assert 'value="2"' in text(answer)
    assert AdverseImpact.objects.get().title == "Deres tittel"
    assert kari.post(where, {**written, "title": "Min tittel", "version": "2"}).status_code == 302
    assert AdverseImpact.objects.get().title == "Min tittel"


def test_closing_too_soon_says_in_words_what_is_missing(cast, kari):
    impact = make_impact(cast.enterprise, verification="alleged")
    answer = kari.post(address("impact_close", impact.key), {"conclusion": "Ferdig", "closed_on": "2025-05-20"})
    assert answer.status_code == 422
    assert "påstand" in text(answer)
    assert AdverseImpact.objects.get().status == "open"


def test_a_gravest_impact_that_is_unlikely_keeps_its_place_and_colour_in_the_picture(cast, kari):
    make_impact(cast.enterprise, actuality="potential", severity=5, likelihood=1)
    page = text(kari.get(address("impact_picture")))
    assert "?s=5&amp;l=1" in page
    assert "s-on-part s-l4" in page
    listed = text(kari.get(address("impacts", query="?s=5&l=1")))
    assert "Tvungen overtid" in listed
    assert "Tvungen overtid" not in text(kari.get(address("impacts", query="?s=5&l=5")))


@pytest.mark.requirement("R001-68")
def test_an_agreement_owned_by_others_is_told_of_with_its_owner(cast, kari):
    contract = make_contract(cast.enterprise, ownership="used", agreement_owner=make_partner(cast.enterprise))
    page = text(kari.get(address("impact", make_impact(cast.enterprise, on=contract).key)))
    assert "Oppdiktet innkjøpssenter" in page
    assert "Hører til redegjørelsen for" in page
    assert "/spor/" in page


def test_ola_sees_an_action_but_not_the_impact_it_answers(cast):
    by = {"by": cast.actor("kari"), "at": NOW}
    impact = make_impact(cast.enterprise, title="Hemmelig sak")
    fields = {"title": "Spør leverandøren"}
    action = plan_follow_up(enterprise=cast.enterprise, unit=cast.enterprise, impact=impact, fields=fields, **by)
    ola = sign_in(Client(), cast.ola)
    for page in (address("actions"), address("action", action.key)):
        found = text(ola.get(page))
        assert "Spør leverandøren" in found
        assert "Hemmelig sak" not in found


@pytest.mark.requirement("R001-85")
def test_an_area_without_status_is_said_to_be_without(cast, kari):
    by = {"by": cast.actor("kari"), "at": NOW}
    area_services.create_area(enterprise=cast.enterprise, year=2025, fields={"title": "Transport"}, **by)
    page = text(kari.get(address("risk_areas", query="?year=2025")))
    assert "Transport" in page
    assert "Ingen status mottatt" in page


@pytest.mark.requirement("R001-29")
def test_cases_of_differential_treatment_are_counted_for_kari_and_shown_to_the_hr_adviser(cast, kari):
    fields = {"position": "Vaktleder for nettverk", "advertised_on": date(2024, 3, 1)}
    workforce.save_treatment(enterprise=cast.enterprise, fields=fields, by=cast.actor("hr"), at=NOW)
    where = address("workforce", query="?year=2024")
    assert "Vaktleder" not in text(kari.get(where))
    assert "0 av 1" in text(kari.get(where))
    hanne = sign_in(Client(), cast.hr)
    assert "Vaktleder" in text(hanne.get(where))
    assert "Utlyst uten vurdering" in text(hanne.get(where))


@pytest.mark.requirement("R001-22", "R001-24")
def test_the_hr_adviser_writes_the_year_and_unknown_is_shown_as_unknown(cast):
    hanne = sign_in(Client(), cast.hr)
    written = {
        "risk_level": "1",
        "risk_reason": "Norsk lov",
        "working_time_breaches": "12",
        "breach_seriousness": "minor",
    }
    assert hanne.post(address("workforce_edit", query="?year=2024"), written).status_code == 302
    assert OwnWorkforceYear.objects.get().whistleblowing_cases is None
    page = text(hanne.get(address("workforce", query="?year=2024")))
    assert "var lav i 2024" in page
    assert "12" in page
    assert "ukjent" in page
