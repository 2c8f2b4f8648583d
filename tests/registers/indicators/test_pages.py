"""The pages of goals and indicators: what they say, how few questions they ask, a figure from draft to correction."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.registers.indicators.models import Goal, Indicator, IndicatorTarget, Measurement
from tests.cast import NOW, Cast
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts

SignIn = Callable[[Client, Any], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari(cast: Cast, client: Client, signed_in: SignIn) -> Client:
    return signed_in(client, cast.kari)


def text_of(client: Client, name: str, *keys: str, **query: str) -> str:
    answer = client.get(reverse(f"indicators:{name}", args=keys), query)
    assert answer.status_code == 200
    return str(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def test_pages_show_how_it_stands_down_to_what_was_handed_in_with_few_questions(kari: Client, cast: Cast) -> None:
    indicator = lay_indicator(cast, prioritised=True)
    months = {("nett", f"2024-{month:02}"): parts(8, 100, 20) for month in range(1, 13)}
    hand_in(cast, indicator, {**months, ("nett", "2025-03"): parts(9, 100, 20), ("nett", "2025-04"): parts(6, 100, 20)})
    hand_in(cast, indicator, {("nett", "2025-04"): parts(12, 100, 20)}, reason="Ført på feil seksjon")
    target = {"year": "2025", "kind": "value", "number": "7,0", "warning_band": "0,5", "inherited": "on"}
    assert kari.post(reverse("indicators:target_new", args=[indicator.key]), target).status_code == 302
    for name, keys in (("indicators", ()), ("heat", ()), ("changes", ()), ("indicator", (indicator.key,)),
                       ("units", (indicator.key,)), ("measured", (indicator.key, "2025-04")), ("entry", ()),
                       ("periods", ())):  # fmt: skip
        with at_most(12):
            text_of(kari, name, *keys, **({"p": "2025T1"} if name in ("indicators", "heat") else {}))
    page = text_of(kari, "indicator", indicator.key)
    assert "12,0 % i april 2025" in page
    assert "Langt fra målet" in page
    assert "7,0 %" in page
    nett = cast.units["nett"].key
    behind = text_of(kari, "measured", indicator.key, "2025-04", unit=nett)
    assert "Ført på feil seksjon" in behind
    assert "6 av 100" in behind  # what stood there before
    assert "▼▼" in text_of(kari, "heat", p="2025T1", unit=cast.enterprise.key)


def test_a_draft_is_confirmed_then_corrected_with_a_reason_and_a_wrong_figure_is_said_at_its_field(
    kari: Client, cast: Cast
) -> None:
    ratio = lay_indicator(cast)
    given = lay_indicator(cast, code="acts", name_nb="Hendelser", unit_of_measure="count", roll_up="sum",
                          formula={"kind": "given"}, direction="none")  # fmt: skip
    address = f"{reverse('indicators:entry')}?unit={cast.units['nett'].key}&p=2025-04"
    wrong = {f"{ratio.key}-numerator": "8", f"{given.key}-value": "3", "act": "confirm"}
    answer = kari.post(address, wrong)
    assert answer.status_code == 422
    assert "Skriv både teller og nevner" in answer.content.decode()
    assert not Measurement.objects.exists()  # all or nothing
    right = {f"{ratio.key}-numerator": "8,5", f"{ratio.key}-denominator": "1 000", "act": "draft"}
    assert kari.post(address, right).status_code == 302
    assert 'value="8,5"' in text_of(kari, "entry", unit=cast.units["nett"].key, p="2025-04")
    assert kari.post(address, {**right, "act": "confirm"}).status_code == 422  # opened before the draft was saved
    draft = Measurement.objects.select_related("delivery").get()
    assert kari.post(address, {**right, "act": "confirm", f"{ratio.key}-seen": draft.delivery.key}).status_code == 302
    measured = f"{reverse('indicators:measured', args=[ratio.key, '2025-04'])}?unit={cast.units['nett'].key}"
    assert kari.post(measured, {"numerator": "9", "denominator": "1000"}).status_code == 422  # no reason
    assert kari.post(measured, {"numerator": "9", "denominator": "1000", "reason": "Talt to ganger"}).status_code == 302
    states = Measurement.objects.filter(indicator=ratio).order_by("pk").values_list("status", "current", "numerator")
    assert list(states) == [
        ("draft", False, 8_500_000),
        ("confirmed", False, 8_500_000),
        ("corrected", True, 9_000_000),
    ]


def test_the_page_of_a_figure_tells_how_energy_use_was_corrected_and_none_is_confirmed_without_its_facts(
    kari: Client, cast: Cast
) -> None:
    """1 000 × (0.5 + 0.5 × 4000/3500) × 85/90 × (0.8 + 0.2 × 100/125) = 971.4 kWh."""
    formula = {"kind": "corrected_energy", "corrections": ["temperature", "area", "activity"], "heat_share": "0.5",
               "activity_share": "0.2"}  # fmt: skip
    energy = lay_indicator(cast, unit_of_measure="kwh", period="year", roll_up="sum", formula=formula)
    address = f"{reverse('indicators:entry')}?unit={cast.units['nett'].key}&p=2024"
    facts = {"value": "1 000", "degree_days": "3 500", "normal_degree_days": "4 000", "area_m2": "90",
             "base_area_m2": "85", "activity": "-1", "base_activity": ""}  # fmt: skip

    def sent(**more: str) -> dict[str, str]:
        return {f"{energy.key}-{name}": value for name, value in {**facts, **more}.items()} | {"act": "confirm"}

    page = kari.post(address, sent()).content.decode()
    assert "Skriv null eller mer" in page
    assert "Skriv dette før tallet bekreftes" in page
    assert kari.post(address, sent(activity="0", base_activity="100")).status_code == 422
    assert not Measurement.objects.exists()
    assert kari.post(address, sent(activity="125", base_activity="100")).status_code == 302
    measured = f"{reverse('indicators:measured', args=[energy.key, '2024'])}?unit={cast.units['nett'].key}"
    page = kari.get(measured).content.decode().replace("\xa0", " ")
    for words in ("971,4 kWh", "× 1,0714, som er 0,5 + 0,5 × 4 000 / 3 500", "× 0,9444, som er 85 / 90", "× 0,96, som"):
        assert words in page
    again = {**facts, "activity": "100", "base_activity": "100", "reason": "Talt to ganger"}
    assert kari.post(measured, {**again, "activity": ""}).status_code == 422
    assert kari.post(measured, again).status_code == 302
    page = kari.get(measured).content.decode().replace("\xa0", " ")
    assert "1 011,9 kWh" in page
    assert page.count("Graddager: 3 500 · Graddager, normalt: 4 000") == 2  # the old facts are kept, and shown
    assert "Aktivitet: 125" in page


def test_a_closed_period_takes_no_figures_and_is_opened_again_only_with_a_reason(kari: Client, cast: Cast) -> None:
    indicator = lay_indicator(cast)
    hand_in(cast, indicator, {("nett", "2025-01"): parts(8, 100, 20)})
    unit = cast.units["nett"].key
    submit = f"{reverse('indicators:submit')}?unit={unit}&p=2025T1"
    assert kari.post(submit).status_code == 302
    submission = cast.units["nett"].submissions.get()
    assert kari.post(reverse("indicators:decide", args=[submission.key, "godta"])).status_code == 302
    entry = f"{reverse('indicators:entry')}?unit={unit}&p=2025-02"
    sent = {f"{indicator.key}-numerator": "1", f"{indicator.key}-denominator": "9", "act": "confirm"}
    answer = kari.post(entry, sent)
    assert answer.status_code == 422
    assert "lukket" in answer.content.decode()
    reopen = reverse("indicators:decide", args=[submission.key, "gjenapne"])
    assert kari.post(reopen, {"reason": ""}).status_code == 422
    assert kari.post(reopen, {"reason": "Februar mangler"}).status_code == 302
    assert kari.post(entry, sent).status_code == 302
    assert kari.post(submit).status_code == 302
    above = cast.units["nett"].parent
    assert above is not None
    accept = reverse("indicators:decide", args=[submission.key, "godta"])
    answer = kari.post(f"{accept}?unit={above.key}")
    assert answer["Location"] == f"{reverse('indicators:periods')}?unit={above.key}&p=2025T1", (
        "the next one waits there"
    )


def test_a_unit_is_asked_only_for_what_it_hands_in_itself_and_for_the_period_of_that(kari: Client, cast: Cast) -> None:
    lay_indicator(cast)
    yearly = lay_indicator(cast, code="yearly", name_nb="Energi", period="year", expected_kind=cast.enterprise.kind,
                           formula={"kind": "given"}, roll_up="sum", unit_of_measure="count")  # fmt: skip
    above = text_of(kari, "entry", unit=cast.enterprise.key)
    assert "Lever tall for 2024" in above, "the year is what is asked of the enterprise itself"
    assert f'name="{yearly.key}-value"' in above
    assert "leveres av andre enheter" not in above
    assert ">Antall" in above
    months = text_of(kari, "entry", unit=cast.enterprise.key, p="2025-04")
    assert "Enheten skal ikke levere egne tall" in months
    assert "1 indikator leveres av andre enheter" in months
    assert "-numerator" not in months, "their fields are there when they are asked for"
    theirs = text_of(kari, "entry", unit=cast.enterprise.key, p="2025-04", others="yes")
    assert "Leveres av andre enheter" in theirs
    assert "-numerator" in theirs
    below = text_of(kari, "entry", unit=cast.units["vakt"].key)
    assert "Lever tall for april 2025" in below
    assert "leveres av andre enheter" not in below


def test_the_year_that_runs_is_marked_among_the_years(kari: Client, cast: Cast) -> None:
    at: dict[str, Any] = {"unit": cast.enterprise, "kind": "value", "number": 7, "set_at": NOW, "created_at": NOW}
    indicator = lay_indicator(cast)
    for year in (2024, 2025):
        IndicatorTarget.objects.create(indicator=indicator, year=year, updated_at=NOW, **at)
    shown = text_of(kari, "indicators", unit=cast.enterprise.key, by="years")
    assert '2025<br><span class="s-quiet">hittil</span>' in shown
    assert shown.count(">hittil<") == 1, "its figure is not that of a whole year"


def test_the_heat_map_leaves_out_indicators_without_any_figure_and_says_how_many(kari: Client, cast: Cast) -> None:
    hand_in(cast, lay_indicator(cast), {("nett", "2025-01"): parts(8, 100, 20)})
    lay_indicator(cast, code="empty", name_nb="Uten tall")
    shown = text_of(kari, "heat", unit=cast.units["divisjon1"].key, p="2025T1", view="all")
    assert "1 indikator har ikke tall for perioden" in shown
    assert ">Uten tall" not in shown


def test_the_heat_map_and_what_changed_stand_beside_the_list_and_keep_its_period(kari: Client, cast: Cast) -> None:
    lay_indicator(cast)
    unit = cast.enterprise.key
    for name in ("indicators", "heat", "changes"):
        found = kari.get(reverse(f"indicators:{name}"), {"unit": unit, "p": "2024T3"}).content.decode()
        beside = found[found.index('class="s-together"') : found.index("</nav>", found.index('class="s-together"'))]
        for other in ("indicators", "heat", "changes"):
            address = f'href="{reverse(f"indicators:{other}")}?unit={unit}&amp;p=2024T3"'
            assert address + (' aria-current="page"' if other == name else "") + ">" in beside


def test_a_form_tells_which_choice_asks_for_a_field_and_never_puts_away_one_that_is_wrong(
    kari: Client, cast: Cast
) -> None:
    new = reverse("indicators:indicator_new")
    assert re.search(r'data-of="ratio">.{0,90}for="id_numerator"', kari.get(new).content.decode())
    wrong = kari.post(new, {"formula_kind": "given", "base": "-3"}).content.decode()
    assert not re.search(r'data-of="ratio">.{0,90}for="id_base"', wrong)
    target = reverse("indicators:target_new", args=[lay_indicator(cast).key])
    shown = kari.get(target).content.decode()
    assert re.search(r'data-of="from_base_year">.{0,90}for="id_base_year"', shown)
    assert re.search(r'data-of="value from_base_year from_year_before">.{0,90}for="id_number"', shown)


def test_a_target_that_asks_less_than_the_year_before_is_saved_and_told_of(kari: Client, cast: Cast) -> None:
    new = reverse("indicators:target_new", args=[lay_indicator(cast).key])
    sent = {"kind": "value", "warning_band": "0,5", "inherited": "on"}
    told = "svakere enn året før"
    first = kari.post(new, {**sent, "year": "2025", "number": "7"}, follow=True).content.decode()
    stronger = kari.post(new, {**sent, "year": "2026", "number": "6"}, follow=True).content.decode()
    assert told not in first + stronger
    weaker = kari.post(new, {**sent, "year": "2027", "number": "20"}, follow=True).content.decode()
    assert "Måltallet er satt." in weaker
    assert f"Måltallet for 2027 er {told}. Se etter om det er ment slik." in weaker


FORMULAS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"formula_kind": "given"}, {"kind": "given"}),
    ({"formula_kind": "ratio", "numerator": "skader", "denominator": "timer", "base": "1000000"},
     {"kind": "ratio", "numerator": "skader", "denominator": "timer", "base": 1_000_000, "complement": False}),
    ({"formula_kind": "share_of_units", "threshold": "75", "minimum_group": "5"},
     {"kind": "share_of_units", "threshold": "75", "at_most": False, "minimum_group": 5}),
    ({"formula_kind": "change_from_base", "base_year": "2019"}, {"kind": "change_from_base", "base_year": 2019}),
    ({"formula_kind": "corrected_energy", "corrections": ["temperature"], "heat_share": "0,6"},
     {"kind": "corrected_energy", "corrections": ["temperature"], "heat_share": "0.6", "activity_share": "0"}),
]  # fmt: skip


def test_goals_and_indicators_with_every_formula_are_set_up_in_the_pages(kari: Client, cast: Cast) -> None:
    answer = kari.post(reverse("indicators:goal_new"), {"name_nb": "Færre skader", "dimension": "social"})
    goal = Goal.objects.get()
    assert answer["Location"].startswith(reverse("indicators:goal", args=[goal.key]))
    for number, (sent, formula) in enumerate(FORMULAS):
        told = {"name_nb": f"Indikator {number}", "goal": goal.key, "direction": "lower", "unit_of_measure": "percent",
                "decimals": "1", "period": "year", "over_time": "sum", **sent}  # fmt: skip
        assert kari.post(reverse("indicators:indicator_new"), told).status_code == 302, formula
        assert Indicator.objects.get(name_nb=f"Indikator {number}").formula == formula
    mean = {**told, "formula_kind": "ratio", "numerator": "a", "denominator": "b", "base": "100", "roll_up": "sum"}
    wrong = kari.post(reverse("indicators:indicator_new"), mean)
    assert wrong.status_code == 422
    assert "gjennomsnitt av prosenter" in wrong.content.decode()
    assert "Indikator 4" in text_of(kari, "goal", goal.key)
    assert kari.post(reverse("indicators:adopt"), {"sets": ["hse-strategy"]}).status_code == 302
    assert Indicator.objects.filter(code="sickness-absence", prioritised=True).exists()
    assert IndicatorTarget.objects.filter(indicator__code="sickness-absence", year=2026).exists()


def test_a_figure_about_too_few_is_hidden_on_every_page(kari: Client, cast: Cast) -> None:
    indicator = lay_indicator(cast, minimum_persons=5, prioritised=True)
    hand_in(cast, indicator, {("nett", "2025-04"): parts(77, 100, 3)})
    shown = text_of(kari, "indicator", indicator.key, unit=cast.enterprise.key)
    assert "77,0 %" not in shown
    assert "77,0" not in text_of(kari, "heat", unit=cast.enterprise.key, p="2025-04")
