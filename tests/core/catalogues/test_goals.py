import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from samsvar.core.catalogues.editions import FOLDER, CatalogueBroken
from samsvar.core.catalogues.goals import (
    shipped_goals,
    shipped_indicators,
    shipped_targets,
    target_for,
    target_table,
)
from samsvar.core.catalogues.strategy import (
    WHAT_TO_DO,
    Quadrant,
    as_plan_action,
    criterion_names,
    dimensions,
    example_actions,
    example_ambitions,
    example_facts,
    example_points,
    process_steps,
    shipped_areas,
    shipped_criteria,
    un_goals,
)
from samsvar.core.rules.indicators.definition import Direction, ShareOfUnits
from samsvar.core.rules.indicators.targets import TargetKind, check_targets
from samsvar.core.rules.plans import CostKind, CriteriaSet, PlanFacts, judge_plan, sum_costs

GOALS = {each.code: each for each in shipped_goals()}
INDICATORS = {each.code: each for each in shipped_indicators()}
STRATEGY = target_table(2020, 2026, "hse-strategy-so")
AT = datetime(2026, 1, 1, tzinfo=UTC)


def row(indicator, kind="printed"):
    return [getattr(each, kind) for _, each in sorted(STRATEGY[indicator].items())]


def numbers(*texts):
    return [None if text == "-" else Decimal(text) for text in texts]


def test_the_strategys_table_ships_year_by_year_with_its_dashes_unknown():
    assert row("sickness-absence") == numbers(*["7.0"] * 7)
    assert row("co2e") == numbers("-", "-", "-", "-", "-", "-", "-25")
    assert row("safety-climate") == numbers("-", *["75"] * 6)
    assert row("plan-quality") == numbers(*["100"] * 7)
    cars = ("leased-cars", "patient-taxis", "own-cars")
    assert [STRATEGY[f"electric-{each}"][2025].holds for each in cars] == numbers("25", "60", "40")


def test_a_target_raised_from_a_year_holds_and_the_printed_one_is_kept_with_the_reason():
    assert row("safety-climate", "holds") == numbers("-", "75", "75", "80", "80", "80", "80")
    raised = [each for each in shipped_targets() if each.series == "raised"]
    assert [each.year for each in raised] == [2023, 2024, 2025, 2026]
    assert all(each.reason["nb"] and each.origin == "assignment-hso-2021" for each in raised)


def test_violence_and_threats_are_two_indicators_watched_in_words_without_red_or_green():
    for code in ("violence", "threats"):
        each = INDICATORS[code]
        assert (each.definition.direction, each.words_only, each.also_period) == (Direction.NONE, True, "tertial")
        assert {target.kind for target in shipped_targets() if target.indicator == code} == {TargetKind.WORDS}
        assert code not in STRATEGY


def test_five_places_are_prioritised_and_safety_climate_has_its_two_thresholds():
    assert sorted({each.number for each in INDICATORS.values() if each.prioritised}) == [1, 2, 3, 4, 5]
    climate = INDICATORS["safety-climate"].definition.formula
    assert climate == ShareOfUnits(Decimal(75), minimum_group=5)
    assert INDICATORS["energy-corrected"].definition.sites == ("Kalnes", "Moss", "Åsebråten", "St. Joseph")


def test_the_common_goals_ship_with_keys_that_are_no_numbers():
    common = {code: each for code, each in GOALS.items() if each.set == "common-climate"}
    assert {code: each.change_percent for code, each in common.items() if each.change_percent} == {
        "co2e-2030": Decimal(-40),
        "travel-car": Decimal(-30),
        "travel-air": Decimal(-40),
        "energy-2030": Decimal(-20),
        "food-waste": Decimal(-50),
    }
    assert common["climate-neutral-2045"].target_year == 2045
    assert set(common) >= {"fossil-free", "recovered-power", "distance-consultations", "harmful-substances"}
    assert set(common) >= {"infections", "aware-staff"}
    measured = {goal for each in INDICATORS.values() for goal in each.goals}
    assert set(common) <= measured
    assert (GOALS["hse-emissions"].takes_over, GOALS["hse-emissions"].parent) == ("co2e-2030", "safe-environment")


def test_every_text_is_there_in_three_languages():
    sets = (
        GOALS.values(),
        INDICATORS.values(),
        un_goals(),
        dimensions(),
        shipped_areas(),
        process_steps("sdg-compass"),
    )
    example = (example_points(), example_actions(), example_facts(), example_ambitions())
    for each in (one for several in (*sets, *example) for one in several):
        assert each.name.keys() == {"nb", "nn", "en"}, each.code


def test_every_shipped_target_is_sound_for_its_indicator_but_the_yearly_cut_that_falls_short():
    problems = {}
    for indicator in shipped_indicators():
        targets = [
            target_for(each, indicator, "trust", AT + timedelta(days=bool(each.replaces)), "nb", 2030)
            for each in shipped_targets()
            if each.indicator == indicator.code
        ]
        assert targets, indicator.code
        problems[indicator.code] = {problem.code for problem in check_targets(indicator.definition, targets)}
    assert {code: found for code, found in problems.items() if found} == {"co2e": {"yearly_does_not_reach_end"}}


@pytest.mark.parametrize(
    ("file", "old", "new", "load", "code"),
    [
        ("targets", "absence-2020,sickness-absence", "absence-2020,lost", shipped_targets, "unknown_reference"),
        ("indicators", "change_from_base", "change", shipped_indicators, "unknown_formula"),
        ("goals", ",fossil-free,", ",lost,", shipped_goals, "unknown_reference"),
        ("targets", ",7.0,", ",seven,", shipped_targets, "not_a_number"),
    ],
)
def test_a_broken_goal_indicator_or_target_is_refused(tmp_path, file, old, new, load, code):
    for name in ("governing_documents", "dimensions", "goals", "indicators", "targets"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    path = tmp_path / file / "1.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueBroken, match=code):
        load(tmp_path)


def test_seventeen_un_goals_three_dimensions_and_two_processes_of_five_steps_ship():
    assert [each.number for each in un_goals()] == list(range(1, 18))
    assert {each.dimension for each in un_goals()} == {each.code for each in dimensions()}
    assert len(dimensions()) == 3
    assert [each.code for each in process_steps()] == [
        f"five-steps-{name}" for name in ("awareness", "mapping", "materiality", "choose-goals", "actions")
    ]
    assert [each.number for each in process_steps("sdg-compass")] == [1, 2, 3, 4, 5]
    assert process_steps("other") == ()
    assert {each.draws_from for each in shipped_areas()} == {"", "contracts", "climate_account"}


def test_the_proposed_criteria_tell_both_when_a_plan_is_active_and_when_it_is_good():
    assert {each.belongs_to for each in shipped_criteria()} == set(CriteriaSet)
    assert all(criterion_names()[each.code]["nn"] for each in shipped_criteria())


def test_the_example_strategy_has_its_points_actions_parts_and_four_kinds_of_unknown_cost():
    actions = {each.code: each for each in example_actions()}
    assert {WHAT_TO_DO[each.quadrant] for each in example_points()} == {"keep", "solve", "use", "handle"}
    assert {each.quadrant for each in example_points()} == set(Quadrant)
    assert {each.cost for each in actions.values()} == set(CostKind) - {CostKind.AMOUNT}
    assert set(actions["dialogue-seminar"].indicators) == {"sickness-absence", "violence", "threats"}
    assert [each.part for each in actions.values() if each.parent == "psychosocial"] == [1, 2, 3]
    parts = [each for each in actions.values() if each.parent == "sustainable-environment"]
    assert len({each.responsible for each in parts}) == 3
    assert {each.due_on.isoformat() for each in parts} == {"2025-12-31"}
    assert actions["model-plans"].responsible == ""
    assert {indicator for each in actions.values() for indicator in each.indicators} >= {
        each.code for each in INDICATORS.values() if each.prioritised
    }
    maintenance = next(each for each in example_points() if each.code == "maintenance")
    assert (maintenance.figure, maintenance.population) == (29, 8300)
    assert {each.chapter for each in example_ambitions() if each.document} == {"4.3", "4.5"}
    assert {code for each in example_ambitions() for code in each.indicators} == {
        each.code for each in INDICATORS.values() if each.prioritised
    }
    assert [each.figure for each in example_facts()][:4] == numbers("41", "18", "26", "28")


def test_the_example_strategy_fails_its_criteria_only_where_no_responsible_is_named_and_counts_the_seminar_once():
    actions = tuple(as_plan_action(each, "trust", "nn") for each in example_actions())
    goals = frozenset(code for code, each in GOALS.items() if each.set == "hse-strategy" and not each.main)
    plan = PlanFacts("2023", "trust", date(2023, 1, 1), date(2023, 12, 31), goals, actions, date(2023, 1, 2))
    found = judge_plan(plan, shipped_criteria(), date(2023, 3, 1))
    assert {each.code: each.failing for each in found.results if not each.met} == {
        "each_action_has_responsible": ("model-plans",)
    }
    assert (found.active, found.good) == (True, False)
    costs = sum_costs([*actions, *actions])
    assert (costs.amounts, costs.none, costs.not_calculated, costs.unknown) == (0, 7, 1, 12)
