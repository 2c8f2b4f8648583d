"""What the pages of goals and indicators say beside the figures: goals above, paths, raised targets, actions, words."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.services.definitions import adopt_shipped, set_target
from samsvar.subjects.plans.services import plans
from samsvar.subjects.plans.services.planned import Ties, plan_action
from samsvar.subjects.strategy.models import EditionIndicator
from samsvar.subjects.strategy.services import strategies
from tests.cast import NOW, Cast
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts
from tests.registers.indicators.test_pages import text_of

SignIn = Callable[[Client, Any], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari(cast: Cast, client: Client, signed_in: SignIn) -> Client:
    return signed_in(client, cast.kari)


def given(value: int, persons: int | None = None) -> Figures:
    return Figures(Decimal(value), persons=persons)


@pytest.fixture
def strategy(cast: Cast, kari: Client) -> dict[str, Indicator]:
    """The national goals are taken in above, the enterprise a strategy of its own; figures of both, by code."""
    national = cast.units["nasjonal"]
    adopt_shipped(unit=national, sets=["common-climate", "foundation"], by=cast.actor("kari"), at=NOW)
    assert kari.post(reverse("indicators:adopt"), {"sets": ["hse-strategy"]}).status_code == 302
    Indicator.objects.filter(code="co2e").update(expected_kind="sf")  # handed in by the enterprise as a whole
    found = {each.code: each for each in Indicator.objects.filter(unit=cast.enterprise)}
    for year, tonnes in ((2019, 1000), (2023, 900), (2024, 880)):
        hand_in(cast, found["co2e"], {("eksempel", str(year)): given(tonnes)})
    survey = {("nett", "2024"): parts(80, 100, 100), ("kjop", "2024"): parts(60, 100, 100)}
    hand_in(cast, found["safety-climate"], survey)
    violence = {("nett", f"2025-{month:02}"): given(month, 20) for month in range(1, 5)}
    hand_in(cast, found["violence"], violence)
    hand_in(cast, found["threats"], violence)
    hand_in(cast, found["electric-leased-cars"], {("eksempel", "2025"): parts(3, 12)})
    return found


@pytest.mark.requirement("R000-19", "R000-20", "R000-31", "R000-32", "R003-14", "R003-50", "R003-57")
def test_a_goal_shows_who_set_it_its_line_upward_and_its_path_and_an_indicator_what_is_wanted_above(
    cast: Cast, kari: Client, strategy: dict[str, Indicator]
) -> None:
    national, foundation = (Goal.objects.get(code=code) for code in ("co2e-2030", "foundation"))
    assert (national.case, national.level) == ("108/21 (Helse Midt-Norge RHF)", "national")
    emissions = Goal.objects.get(code="hse-emissions").key
    with at_most(12):
        page = text_of(kari, "goal", emissions)
    assert "Tar over" in page
    assert "Kutte klimagassutslippene med 40 prosent innen 2030" in page
    assert "Banen fra 2019 ligger på −17,9 % i 2024. Tallet er −12,0 %." in page
    assert "Langt fra målet" in page
    own = {"name_nb": "Ansvarlig drift", "parent": foundation.key, "from_year": "2021", "dimension": "social"}
    assert kari.post(reverse("indicators:goal_new"), own).status_code == 302
    page = text_of(kari, "goal", Goal.objects.get(name_nb="Ansvarlig drift").key)
    upward = page[page.index("Linjen oppover") :]
    assert "Bærekraftig, likeverdig og ansvarlig helsetjeneste" in upward
    assert "fra 2020" in text_of(kari, "goal", foundation.key)
    with at_most(12):
        page = text_of(kari, "indicator", strategy["co2e"].key)
    assert "På en rett bane er det −25,5 % i 2026, der målet her er −25,0 %. Det er 0,5 poeng for lite" in page
    assert "−1 % hvert år blir −6,8 % i 2026. Målet der er −25 %." in page
    page = text_of(kari, "goal", national.key, unit=cast.units["nett"].key)  # inherited by a department
    for words in ("nasjonalt mål", "Demodata helse", "108/21", "−40 % fra 2019"):
        assert words in page


@pytest.mark.requirement("R003-11", "R003-15", "R003-16", "R003-17", "R003-19", "R003-20", "R003-55")
def test_targets_stand_by_year_and_level_with_reason_and_source_and_words_have_no_colour(
    cast: Cast, kari: Client, strategy: dict[str, Indicator]
) -> None:
    page = text_of(kari, "indicator", strategy["safety-climate"].key)
    assert "50,0 % i 2024, utenfor varselgrensen til målet 80,0 %" in page
    raised = page[page.index("Måltall per år") :]
    assert "Målet er hevet fra 75. Tabellen og fotnoten i kilden er uenige" in raised
    assert "Oppdrag og bestilling 2021" in raised
    assert "75,0 %" in raised  # what stood there
    page = text_of(kari, "indicator", strategy["violence"].key)
    assert "Målet er i ord" in page
    assert "in-mark" not in page[page.index('id="finding"') : page.index('id="figures"')]
    assert "april 2025" in page
    assert "10 i 1. tertial 2025" in text_of(kari, "indicator", strategy["threats"].key, by="tertial")
    page = text_of(kari, "indicator", strategy["electric-leased-cars"].key)
    assert "Leide elbiler" in page
    assert all(f"electric-{each}" in strategy for each in ("leased-cars", "patient-taxis", "own-cars"))

    by = cast.actor("kari")
    about = {"year": 2026, "kind": "value", "number": Decimal("6.5")}
    set_target(indicator=strategy["sickness-absence"], unit=cast.units["divisjon1"], fields=about, by=by, at=NOW)
    same = {"year": "2027", "to_year": "2029", "kind": "value", "number": "6,0", "inherited": "on"}
    address = f"{reverse('indicators:target_new', args=[strategy['sickness-absence'].key])}?unit={cast.enterprise.key}"
    assert kari.post(address, same).status_code == 302
    assert strategy["sickness-absence"].targets.filter(year__in=(2027, 2028, 2029), number=6).count() == 3
    with at_most(12):
        whole = text_of(kari, "indicators", by="years")
    assert all(f">{year}<" in whole for year in range(2020, 2027))
    assert "6,5 %" not in whole
    below = text_of(kari, "indicators", by="years", unit=cast.units["divisjon1"].key)
    assert "6,5 %" in below
    page = text_of(kari, "indicator", strategy["sickness-absence"].key, unit=cast.units["divisjon1"].key)
    assert "over: 7,0 %" in page


@pytest.mark.requirement("R003-08", "R003-40", "R003-71")
def test_an_indicator_lists_its_actions_and_its_ambition_and_one_without_is_pointed_out(
    cast: Cast, kari: Client
) -> None:
    who: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    beds = lay_indicator(cast, code="beds", name_nb="Senger i bruk", theme="health", prioritised=True)
    lay_indicator(cast, theme="health", prioritised=True)
    plan = plans.create_plan(unit=cast.enterprise, year=2025, fields={"title": "HMS-plan"}, goals=[], **who)
    fields = {"title": "Åpne tre senger", "responsible_name": "Klinikksjef", "due_on": date(2025, 10, 1)}
    plan_action(plan=plan, fields=fields, ties=Ties(indicators=[beds], estimate="−2 poeng"), **who)
    values = {"kind": "area", "name": "HMS-strategi", "unit": cast.enterprise, "from_year": 2023, "to_year": 2026}
    made = strategies.register_strategy(enterprise=cast.enterprise, fields=values, year=2025, **who)
    tie = EditionIndicator(edition=made.editions.get(), indicator=beds)
    told = {"ambition": "Ingen skal ligge på gangen", "source_document": "Virksomhetsstrategi", "chapter": "4.3"}
    strategies.save_part(row=tie, fields=told, **who)
    with at_most(12):
        page = text_of(kari, "indicator", beds.key)
    for words in ("Åpne tre senger", "Klinikksjef", "−2 poeng", "Ingen skal ligge på gangen", "Virksomhetsstrategi",
                  "kapittel 4.3"):  # fmt: skip
        assert words in page
    listed = text_of(kari, "indicators", by="theme")
    assert "1 indikator har ikke noe tiltak." in listed
    assert listed.count("uten tiltak") == 1
    assert "Senger i bruk" in listed[listed.index("Helse") :]


@pytest.mark.requirement("R000-33", "R002-01", "R003-09")
def test_an_enterprise_names_its_dimensions_and_themes_and_a_dimension_without_goals_is_pointed_out(
    cast: Cast, kari: Client
) -> None:
    address = reverse("indicators:words")
    sent = {
        "economy_governance_nb": "Penger og styring",
        "social_nb": "Mennesker",
        "themes": "Helse\nVårt eget; Vårt eige",
    }
    assert kari.post(address, sent).status_code == 302
    own = {"name_nb": "Færre skader", "dimension": "social", "theme": "vart-eget"}
    assert kari.post(reverse("indicators:goal_new"), own).status_code == 302
    lay_indicator(cast, theme="vart-eget", goal=Goal.objects.get())
    page = text_of(kari, "indicators")
    assert "Mennesker" in page
    empty = page[page.index("Penger og styring") :]
    assert "Ingen har satt mål i denne dimensjonen ennå." in empty
    page = text_of(kari, "indicators", by="theme")
    assert "Vårt eget" in page
    answer = kari.post(address, {"themes": "Helse"})
    assert answer.status_code == 422
    assert "Vårt eget" in answer.content.decode()  # in use


@pytest.mark.requirement("R002-10", "R003-52", "R003-53")
def test_a_sub_goal_has_its_own_responsible_and_deadline_and_an_indicator_its_sites(cast: Cast, kari: Client) -> None:
    own = {"name_nb": "Elbiler", "responsible": cast.kari.key, "due_on": "2025-12-31"}
    assert kari.post(reverse("indicators:goal_new"), own).status_code == 302
    page = text_of(kari, "goal", Goal.objects.get().key)
    assert "Kari Liksom" in page
    assert "31. desember 2025" in page
    common = {"direction": "lower", "decimals": "0", "period": "year", "over_time": "sum"}
    energy = {"name_nb": "Energi", "unit_of_measure": "kwh", "sites": "Nord; Sør", "formula_kind": "corrected_energy",
              "corrections": ["area"], **common}  # fmt: skip
    apprentices = {"name_nb": "Lærlinger", "unit_of_measure": "count", "formula_kind": "given", **common,
                   "direction": "higher", "own_unit": "lærlinger", "over_time": "last"}  # fmt: skip
    for sent in (energy, apprentices):
        assert kari.post(reverse("indicators:indicator_new"), sent).status_code == 302
    facts = EnergyFacts(area_m2=200, base_area_m2=100)
    of = {each.name_nb: each for each in Indicator.objects.all()}
    hand_in(cast, of["Energi"], {("eksempel", "2024"): Figures(Decimal(900), energy=facts)})
    page = text_of(kari, "indicator", of["Energi"].key)
    for words in ("Nord; Sør", "450 kWh", "900 kWh før korrigering"):
        assert words in page
    hand_in(cast, of["Lærlinger"], {("nett", "2024"): given(12)})
    assert "12 lærlinger i 2024" in text_of(kari, "indicator", of["Lærlinger"].key)


def test_what_is_taken_out_is_hidden_as_in_the_pages_and_no_formula_for_a_spreadsheet(cast: Cast, kari: Client) -> None:
    shown = lay_indicator(cast, code="a", name_nb="=1+1", minimum_persons=5)
    hand_in(cast, shown, {("nett", "2025-03"): parts(8, 100, 20), ("kjop", "2025-03"): parts(77, 100, 3)})
    answer = kari.get(reverse("indicators:export", args=["csv"]), {"unit": cast.units["kjop"].key, "p": "2025-03"})
    (row,) = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert row["Indikator"] == "'=1+1"
    assert (row["Tall"], row["Teller"]) == ("*", "*")
    answer = kari.get(reverse("indicators:figures_export", args=[shown.key, "xlsx"]), {"unit": cast.units["kjop"].key})
    assert answer.content[:2] == b"PK"
    assert kari.get(reverse("indicators:export", args=["doc"])).status_code == 404
