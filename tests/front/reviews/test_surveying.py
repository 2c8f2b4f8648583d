"""The work with the survey and HSE gathers the round's figures and the plans of the year, on its occurrence."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.catalogues.governance import shipped_for
from samsvar.core.rules.wheel.activities import ResultKind
from samsvar.front.reviews.results import SHOWN
from samsvar.front.reviews.surveying import Surveyed
from samsvar.platform.access.viewer import Viewer
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.services.definitions import create_goal, set_target
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.services.activities import adopt_shipped
from samsvar.subjects.plans.models import Plan, PlanQualityResult
from samsvar.subjects.plans.services.plans import create_plan
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts

pytestmark = pytest.mark.django_db
SHARE = {"kind": "share_of_units", "threshold": "75", "minimum_group": 5}
SURVEY: dict[str, Any] = {
    "code": "safety-climate",
    "name_nb": "Enheter med godt sikkerhetsklima",
    "direction": "higher",
    "period": "year",
    "roll_up": "share_of_units",
    "over_time": "last",
    "formula": SHARE,
}


@pytest.fixture
def given(cast: Cast) -> dict[str, Any]:
    """The enterprise and the region each hold the wheel that ships."""
    given = {"by": cast.actor("kari"), "at": NOW}
    adopt_shipped(enterprise=cast.enterprise, **given)
    adopt_shipped(enterprise=cast.units["region"], by=cast.actor("regional"), at=NOW)
    return given


def occurrence_at(cast: Cast, name: str) -> Occurrence:
    return Occurrence.objects.get(
        enterprise=cast.units[name], activity__result=ResultKind.SURVEY_AND_HSE_PLAN.value, year=2025
    )


def gathered(viewer: Viewer, occurrence: Occurrence) -> Surveyed:
    section = SHOWN[occurrence.activity.result](viewer, occurrence)
    assert section is not None
    found: Surveyed = section.found
    return found


def lay_survey(cast: Cast, unit: str = "eksempel", **more: Any) -> Indicator:
    made = lay_indicator(cast, unit, **{**SURVEY, **more})
    target = {"year": 2025, "kind": "value", "number": 80}
    set_target(indicator=made, unit=cast.units[unit], fields=target, by=cast.actor("kari"), at=NOW)
    return made


def test_the_activity_says_in_the_catalogue_what_it_rests_on() -> None:
    rests = shipped_for("improvement-and-hse", ResultKind.SURVEY_AND_HSE_PLAN)
    assert rests
    assert (rests.indicators, rests.plan_dimensions) == (("safety-climate",), ("social",))
    assert shipped_for("our-own", ResultKind.SURVEY_AND_HSE_PLAN) == rests, "one's own that comes to the same"
    assert shipped_for("our-own", ResultKind.NOTE) is None


@pytest.mark.requirement("R000-47")
def test_the_round_tells_result_target_both_thresholds_and_who_is_missing(cast: Cast, given) -> None:
    occurrence = occurrence_at(cast, "eksempel")
    before = gathered(cast.viewer("kari"), occurrence)
    assert (before.has_indicator, before.results, before.set_up != "") == (False, (), True)
    survey = lay_survey(cast)
    (empty,) = gathered(cast.viewer("kari"), occurrence).results
    assert (empty.figure, empty.delivered, empty.expected, len(empty.lacking)) == ("–", 0, 3, 3), "unknown, never zero"
    hand_in(cast, survey, {("vakt", "2025"): parts(16, 20, 20), ("kjop", "2025"): parts(5, 20, 20)})
    found = gathered(cast.viewer("kari"), occurrence)
    (whole,) = found.results
    assert (whole.figure, whole.target, whole.threshold, whole.smallest) == ("50,0\xa0%", "80,0\xa0%", "75\xa0%", 5)
    assert (whole.delivered, whole.expected, whole.missing, whole.status.kind) == (2, 3, 1, "bad")
    address = f"{reverse('indicators:entry')}?unit={cast.units['divisjon10'].key}&p=2025"
    assert whole.lacking == [("Divisjon tryggleik, Eksempel helsenett SF", address)]
    assert [unit.name for unit in found.units] == ["Divisjon tryggleik", "Divisjon drift"], "who is missing first"
    client = sign_in(Client(), cast.kari)
    client.get(reverse("wheel:year"))
    with at_most(12):
        page = client.get(reverse("wheel:occurrence", args=[occurrence.key])).content.decode()
    for way in (whole.href, whole.behind, address):
        assert way.replace("&", "&amp;") in page, way
        assert client.get(way).status_code == 200, way


@pytest.mark.requirement("R000-47")
def test_the_plans_on_hse_stand_with_state_late_actions_and_quality(cast: Cast, given) -> None:
    occurrence, enterprise = occurrence_at(cast, "eksempel"), cast.enterprise
    found = gathered(cast.viewer("kari"), occurrence)
    assert (found.plans, found.others, found.begin != "") == ([], [], True)
    social = create_goal(unit=enterprise, name_nb="Høyt nærvær", dimension="social", **given)
    green = create_goal(unit=enterprise, name_nb="Mindre avfall", dimension="climate_environment", **given)
    create_plan(unit=enterprise, year=2025, fields={"title": "Avfallsplan"}, goals=[green], **given)
    create_plan(unit=enterprise, year=2024, fields={"title": "I fjor"}, goals=[social], **given)
    create_plan(unit=cast.units["divisjon10"], year=2025, fields={"title": "Avfall her"}, goals=[green], **given)
    found = gathered(cast.viewer("kari"), occurrence)
    assert ([plan.title for plan in found.others], found.plans) == (["Avfallsplan"], []), "not by its name"
    plan = create_plan(unit=enterprise, year=2025, fields={"title": "Vår plan"}, goals=[social], **given)
    PlanQualityResult.objects.update_or_create(
        plan=plan, defaults={"judged_on": TODAY, "active": True, "good": False, "late": 2}
    )
    Plan.objects.filter(pk=plan.pk).update(state="accepted", accepted_on=TODAY, submitted_on=TODAY)
    found = gathered(cast.viewer("kari"), occurrence)
    (line,) = found.plans
    assert (line.title, line.accepted, line.late, line.good) == ("Vår plan", True, 2, False)
    beneath = {unit.name: (len(unit.plans), unit.has_other) for unit in found.units}
    assert beneath == {"Divisjon drift": (0, False), "Divisjon tryggleik": (0, True)}
    page = sign_in(Client(), cast.kari).get(reverse("wheel:occurrence", args=[occurrence.key])).content.decode()
    assert line.href in page
    assert "2 forsinkede tiltak" in page


@pytest.mark.requirement("R000-47")
def test_a_region_sees_all_its_trusts_and_what_is_about_too_few_stays_hidden(cast: Cast, given) -> None:
    survey = lay_survey(cast, "region", minimum_persons=10)
    hand_in(cast, survey, {("liksomkl", "2025"): parts(7, 8, 8), ("pafunn", "2025"): parts(16, 20, 20)})
    social = create_goal(unit=cast.units["pafunn"], name_nb="Trygt", dimension="social", **given)
    create_plan(unit=cast.units["pafunn"], year=2025, fields={"title": "HMS"}, goals=[social], **given)
    found = gathered(cast.viewer("regional"), occurrence_at(cast, "region"))
    told = {unit.name: ([each.figure for each in unit.results], len(unit.plans)) for unit in found.units}
    assert told["Liksom sykehus HF"] == (["*"], 0)
    assert set(told) == {"Liksom sykehus HF", "Påfunn sykehus HF"}
    assert told["Påfunn sykehus HF"][1] == 1
    own = gathered(cast.viewer("berit"), occurrence_at(cast, "liksom"))
    assert [each.figure for each in own.results] == ["*"]
    page = sign_in(Client(), cast.berit).get(reverse("wheel:occurrence", args=[occurrence_at(cast, "liksom").key]))
    assert "87,5" not in page.content.decode()


def test_whoever_sees_one_department_sees_the_round_of_nobody_else(cast: Cast, given) -> None:
    survey = lay_survey(cast)
    hand_in(cast, survey, {("vakt", "2025"): parts(16, 20, 20), ("kjop", "2025"): parts(5, 20, 20)})
    create_plan(unit=cast.enterprise, year=2025, fields={"title": "Foretakets plan"}, **given)
    found = gathered(cast.viewer("leader"), occurrence_at(cast, "eksempel"))
    assert (found.sees_figures, found.results, found.units) == (False, (), [])
    assert (found.sees_plans, found.plans, found.others, found.begin) == (False, [], [], "")
