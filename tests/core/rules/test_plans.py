from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.plans import (
    MEASURES,
    Continuity,
    Cost,
    CostKind,
    CostSum,
    CriteriaSet,
    Criterion,
    PlanAction,
    PlanFacts,
    PlanQuality,
    Status,
    carry_forward,
    compare_editions,
    count_units,
    gather_plans,
    judge_plan,
    sum_costs,
)

TODAY = date(2023, 6, 15)
YEAR_END = date(2023, 12, 31)
AMOUNT = CostKind.AMOUNT
ACTIVE = [
    Criterion("in_period", CriteriaSet.ACTIVE),
    Criterion("has_actions", CriteriaSet.ACTIVE),
    Criterion("touched_lately", CriteriaSet.ACTIVE, months=4),
]
QUALITY = [
    Criterion(code, CriteriaSet.QUALITY)
    for code in (
        "has_goals",
        "each_goal_has_action",
        "each_action_has_responsible",
        "each_action_has_deadline",
        "each_action_has_effect",
        "no_overdue_without_note",
    )
]


def action(name, unit="trust", **more):
    plain = {
        "goals": frozenset({"attendance"}),
        "responsible": "Kari",
        "due_on": YEAR_END,
        "effect": "Høyere nærvær",
        "status": Status.IN_PROGRESS,
    }
    return PlanAction(name, unit, **{**plain, **more})


def plan(*actions, unit="trust", goals=("attendance",), touched_on=date(2023, 5, 1), **more):
    return PlanFacts(f"plan-{unit}", unit, date(2023, 1, 1), YEAR_END, frozenset(goals), actions, touched_on, **more)


def judged(*actions, criteria=(*ACTIVE, *QUALITY), **more):
    found = judge_plan(plan(*actions, **more), criteria, TODAY)
    return found, {each.code: each for each in found.results}


def test_a_plan_that_keeps_every_criterion_is_active_and_of_the_wanted_quality():
    found, results = judged(action("programme"))
    assert (found.active, found.good) == (True, True)
    assert all(each.share == 1 for each in results.values())


def test_an_action_without_responsible_deadline_or_effect_counts_against_the_plan_and_is_named():
    found, results = judged(action("programme"), action("model-plans", responsible=" ", effect="", due_on=None))
    assert (found.active, found.good) == (True, False)
    for code in ("each_action_has_responsible", "each_action_has_deadline", "each_action_has_effect"):
        assert (results[code].failing, results[code].share) == (("model-plans",), Fraction(1, 2))


def test_a_goal_without_an_action_is_named_and_a_cancelled_action_answers_no_goal():
    _, results = judged(action("gone", status=Status.CANCELLED), goals=("attendance", "emissions"))
    assert results["each_goal_has_action"].failing == ("attendance", "emissions")
    assert results["has_actions"].met is False


def test_what_is_overdue_needs_a_note_from_after_its_day():
    late = action("late", due_on=date(2023, 5, 30))
    for noted_on, met in ((None, False), (date(2023, 5, 30), False), (date(2023, 6, 1), True)):
        _, results = judged(replace(late, noted_on=noted_on))
        assert results["no_overdue_without_note"].met is met
    _, on_its_day = judged(replace(late, due_on=TODAY))
    assert on_its_day["no_overdue_without_note"].met is True
    _, done = judged(replace(late, status=Status.DONE))
    assert done["no_overdue_without_note"].met is True


def test_parts_take_responsible_deadline_and_effect_from_their_whole_which_itself_is_not_looked_at():
    whole = action("psychosocial", due_on=date(2023, 4, 30), noted_on=TODAY)
    parts = [action(f"part-{n}", responsible="", due_on=None, effect="", parent="psychosocial") for n in (1, 2, 3)]
    found, results = judged(whole, *parts)
    assert found.good is True
    bare = replace(whole, responsible="")
    _, results = judged(bare, *parts[:2], replace(parts[2], responsible="Ola"))
    assert results["each_action_has_responsible"].failing == ("part-1", "part-2")


def test_the_enterprise_sets_how_much_is_enough_and_may_leave_a_criterion_out():
    half = Criterion("each_action_has_effect", CriteriaSet.QUALITY, least_percent=50)
    found, _ = judged(action("a"), action("b", effect=""), criteria=[half])
    assert (found.good, found.active) == (True, None)
    found, _ = judged(action("a"), action("b", effect=""), criteria=[replace(half, least_percent=51)])
    assert found.good is False
    with pytest.raises(KeyError):
        judged(action("a"), criteria=[Criterion("pretty", CriteriaSet.QUALITY)])
    assert set(MEASURES) >= {each.code for each in (*ACTIVE, *QUALITY)}


def test_a_plan_nobody_knows_when_was_touched_is_not_told_of_unless_something_else_fails():
    assert judged(action("a"), touched_on=None)[0].active is None
    assert judged(touched_on=None)[0].active is False
    assert judged(action("a"), touched_on=date(2023, 2, 14))[0].active is False
    assert judged(action("a"), touched_on=date(2023, 2, 15))[0].active is True


def test_a_plan_is_anchored_once_the_meeting_has_been_held():
    anchored = [Criterion("anchored", CriteriaSet.ACTIVE)]
    for day, found in ((None, False), (date(2023, 6, 16), False), (TODAY, True)):
        assert judged(action("a"), criteria=anchored, anchored_on=day)[0].active is found


def quality(unit, active, good):
    return PlanQuality(f"plan-{unit}-{active}-{good}", unit, (), active, good)


def test_units_are_counted_whose_plan_is_both_active_and_of_the_wanted_quality():
    found = count_units(
        ["both", "dull", "asleep", "none", "unknown"],
        [
            quality("both", True, True),
            quality("dull", True, False),
            quality("asleep", False, True),
            quality("unknown", True, None),
            quality("elsewhere", True, True),
        ],
    )
    assert (found.numerator, found.denominator, found.share) == (1, 4, Fraction(1, 4))
    assert (found.without_plan, found.not_met, found.unknown) == (("none",), ("asleep", "dull"), ("unknown",))
    assert count_units([], []).share is None
    assert count_units(["dull"], [quality("dull", None, False)]).not_met == ("dull",)


answers = st.sampled_from([True, False, None])


@given(st.lists(st.builds(quality, st.sampled_from("abc"), answers, answers), max_size=8))
def test_the_count_of_units_does_not_change_with_order_or_repeats(qualities):
    found = count_units("abc", qualities)
    assert found == count_units("cbacba", [*reversed(qualities), *qualities])
    assert found.denominator + len(found.unknown) == 3


def test_an_amount_has_its_ore_and_nothing_else_has():
    for kind, ore in ((AMOUNT, None), (CostKind.NONE, 0), (CostKind.UNKNOWN, 5)):
        with pytest.raises(ValueError, match="amount"):
            Cost(kind, ore)


def test_a_seminar_under_two_indicators_and_in_two_plans_is_summed_once():
    seminar = action("seminar", indicators=frozenset({"absence", "violence"}), cost=Cost(AMOUNT, 1_500_000))
    copied = replace(seminar, id="copy", unit_id="other", same_as="seminar", cost=Cost())
    others = [
        action("dash", cost=Cost(CostKind.NONE)),
        action("capacity", cost=Cost(CostKind.NOT_CALCULATED)),
        action("blank"),
        action("cancelled", cost=Cost(AMOUNT, 99), status=Status.CANCELLED),
    ]
    assert sum_costs([copied, seminar, seminar, *others]) == CostSum(1_500_000, 1, 1, 1, 1)
    assert not sum_costs(others).complete
    assert sum_costs([seminar]).complete


def test_a_whole_with_unknown_cost_is_left_to_its_parts():
    parts = [action(f"p{n}", parent="whole", cost=Cost(AMOUNT, 100)) for n in (1, 2)]
    assert sum_costs([action("whole"), *parts]) == CostSum(200, 2, 0, 0, 0)
    assert sum_costs([action("whole", cost=Cost(AMOUNT, 50)), *parts]).ore == 250


def test_open_actions_go_on_as_continued_and_name_where_they_come_from():
    former = [
        action("heltid", noted_on=date(2023, 1, 1)),
        action("late", due_on=date(2023, 3, 31)),
        action("done", status=Status.DONE),
        action("whole", status=Status.DONE),
        action("part", parent="whole"),
        action("stray", parent="elsewhere"),
    ]
    new_ids = {each.id: f"2024-{each.id}" for each in former}
    found = {each.id: each for each in carry_forward(former, new_ids=new_ids, today=TODAY)}
    assert list(found) == ["2024-heltid", "2024-late", "2024-whole", "2024-part", "2024-stray"]
    assert found["2024-heltid"].continuity is Continuity.CONTINUED
    assert (found["2024-heltid"].continued_from, found["2024-heltid"].due_on) == ("heltid", YEAR_END)
    assert found["2024-heltid"].noted_on is None
    assert found["2024-late"].due_on is None
    (today,) = carry_forward([action("due", due_on=TODAY)], new_ids={"due": "2024-due"}, today=TODAY)
    assert today.due_on == TODAY
    assert (found["2024-part"].parent, found["2024-whole"].status) == ("2024-whole", Status.IN_PROGRESS)
    assert found["2024-stray"].parent is None


def test_two_editions_are_compared_as_new_continued_dropped_and_finished():
    former = [action("a"), action("b"), action("c", status=Status.DONE), action("d"), action("e", status=Status.DONE)]
    later = [action("new"), action("a2", continued_from="a"), action("b"), action("e2", continued_from="e")]
    found = compare_editions(former, later)
    assert found.new == ("new",)
    assert found.continued == (("a", "a2"), ("b", "b"), ("e", "e2"))
    assert (found.dropped, found.finished) == (("d",), ("c",))
    carried = carry_forward(former, new_ids={each.id: f"{each.id}-next" for each in former}, today=TODAY)
    assert compare_editions(former, carried).new == ()
    assert compare_editions(former, carried).dropped == ()


REGION = plan(action("energy", "region"), action("joint", "region", cost=Cost(AMOUNT, 700)), unit="region")
NORTH = plan(
    action("n1", "north", under="energy", cost=Cost(AMOUNT, 100), due_on=date(2023, 5, 1)),
    action("n2", "north", same_as="joint", cost=Cost(AMOUNT, 700)),
    unit="north",
)
SOUTH = plan(
    action("s1", "south", under="energy", cost=Cost(AMOUNT, 200)),
    action("s2", "south", cost=Cost(CostKind.NONE)),
    action("s3", "south", status=Status.CANCELLED),
    unit="south",
)


def test_trusts_plans_gather_under_the_regions_actions_and_nothing_is_counted_twice():
    found = gather_plans(REGION, [NORTH, SOUTH], ["north", "south", "west"], TODAY)
    assert [(line.action.id, [each.id for each in line.below]) for line in found.lines] == [
        ("energy", ["n1", "s1"]),
        ("joint", []),
    ]
    assert [(unit, [each.id for each in own]) for unit, own in found.own_of_trusts] == [("south", ["s2", "s3"])]
    assert (found.count, found.late, found.not_delivered) == (5, 1, ("west",))
    assert found.costs == CostSum(1000, 3, 1, 0, 1)


def test_a_shared_action_of_two_trusts_stands_once_and_where_it_carries_out_the_regions():
    shared = plan(action("a-copy", "south", same_as="n1"), unit="south")
    found = gather_plans(REGION, [shared, NORTH], [], TODAY)
    assert [each.id for each in found.lines[0].below] == ["n1"]
    assert found.own_of_trusts == ()


@given(st.permutations([NORTH, SOUTH, NORTH, SOUTH, REGION]))
def test_order_and_repeats_of_the_plans_gathered_change_nothing(plans):
    assert gather_plans(REGION, plans, ["north"], TODAY) == gather_plans(REGION, [NORTH, SOUTH], ["north"], TODAY)
