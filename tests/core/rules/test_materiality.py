from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.materiality import (
    Axis,
    ChosenGoal,
    Ground,
    Impact,
    PromiseFacts,
    Score,
    dimensions_without_goal,
    draw_matrix,
    goals_without_action,
    is_material,
    lacking_promises,
    may_choose,
    position_topics,
    weigh_finance,
    weigh_impact,
)


def score(topic, axis, who, value, group="staff"):
    return Score(topic, axis, who, group, value)


def both(topic, who, impact, importance, group="staff"):
    return [score(topic, Axis.IMPACT, who, impact, group), score(topic, Axis.IMPORTANCE, who, importance, group)]


def test_topics_stand_in_the_cell_of_their_mean_on_both_axes():
    scores = [*both("privacy", "ann", 5, 4), *both("privacy", "bo", 4, 5), *both("travel", "ann", 2, 1)]
    privacy, travel = position_topics(["privacy", "travel"], scores)
    assert (privacy.impact.mean, privacy.cell) == (Fraction(9, 2), (5, 5))
    assert (privacy.impact.lowest, privacy.impact.highest, privacy.impact.answers) == (4, 5, 2)
    assert draw_matrix([privacy, travel]).cells == {(5, 5): ("privacy",), (2, 1): ("travel",)}


def test_a_topic_nobody_knows_on_one_axis_is_unplaced_and_never_low():
    scores = [score("gases", Axis.IMPACT, "ann", 5), score("gases", Axis.IMPORTANCE, "ann", None)]
    (found,) = position_topics(["gases"], scores)
    assert (found.cell, found.importance.mean, found.importance.did_not_know) == (None, None, 1)
    assert draw_matrix([found]).unplaced == ("gases",)
    assert is_material(found, Fraction(3), either=True) is True
    assert is_material(found, Fraction(3), either=False) is None
    (unheard,) = position_topics(["unheard"], scores)
    assert is_material(unheard, Fraction(3), either=True) is None


def test_a_group_of_many_does_not_drown_one_of_few_and_weights_are_the_enterprises():
    scores = [each for n in range(9) for each in both("t", f"s{n}", 1, 1)] + both("t", "p", 5, 5, "patients")
    assert position_topics(["t"], scores)[0].impact.mean == 3
    assert position_topics(["t"], scores, {"patients": 3})[0].impact.mean == 4
    assert position_topics(["t"], scores, {"staff": 0})[0].impact.mean == 5
    assert position_topics(["t"], scores, {"staff": 0, "patients": 0})[0].impact.mean is None


def test_a_score_off_the_scale_is_refused():
    for value in (0, 6):
        with pytest.raises(ValueError, match="1 to 5"):
            score("t", Axis.IMPACT, "ann", value)


scores = st.lists(
    st.builds(
        score,
        st.sampled_from("ab"),
        st.sampled_from(Axis),
        st.sampled_from("xyz"),
        st.none() | st.integers(1, 5),
        st.sampled_from(["staff", "patients"]),
    ),
    max_size=12,
)


@given(scores)
def test_order_and_repeats_of_scores_change_nothing_and_no_mean_leaves_the_scale(given_scores):
    found = position_topics("ab", given_scores)
    assert found == position_topics("ab", [*reversed(given_scores), *given_scores])
    for each in found:
        for axis in (each.impact, each.importance):
            assert (axis.mean is None) == (axis.answers == 0)
            assert axis.mean is None or axis.lowest <= axis.mean <= axis.highest


def test_double_materiality_needs_one_axis_and_the_plain_one_both():
    high, low = position_topics(["h", "l"], [*both("h", "ann", 5, 1), *both("l", "ann", 2, 2)])
    assert (is_material(high, Fraction(3), either=True), is_material(high, Fraction(3), either=False)) == (True, False)
    assert is_material(low, Fraction(3), either=True) is False
    assert is_material(low, Fraction(2), either=False) is True


def test_an_impact_weighs_its_parts_and_likelihood_lessens_only_what_is_potential_and_not_human_rights():
    assert weigh_impact(Impact(negative=True, potential=False, scale=5, scope=4, irremediability=3)) == 4
    assert weigh_impact(Impact(negative=False, potential=False, scale=5, scope=4)) == Fraction(9, 2)
    rare = {"potential": True, "scale": 5, "scope": 5, "irremediability": 5, "likelihood": 1}
    assert weigh_impact(Impact(negative=True, **rare)) == 1
    assert weigh_impact(Impact(negative=True, human_rights=True, **rare)) == 5
    assert weigh_impact(Impact(negative=True, potential=False, scale=5, scope=4)) is None
    assert weigh_impact(Impact(negative=False, potential=True, scale=5, scope=4)) is None
    assert (weigh_finance(4, 5), weigh_finance(1, 1), weigh_finance(4, None)) == (4, 1, None)


def test_every_promise_without_a_un_goal_or_an_action_is_listed_with_what_it_lacks():
    held = PromiseFacts("held", frozenset({"un-13"}), frozenset({"a"}), grounds=frozenset({Ground.MISSION}))
    assert lacking_promises(
        [PromiseFacts("bare"), held, PromiseFacts("idle", frozenset({"un-3"})), PromiseFacts("loose", actions={"a"})]
    ) == (("bare", ("no_un_goal", "no_action")), ("idle", ("no_action",)), ("loose", ("no_un_goal",)))


CHOSEN = [
    ChosenGoal("un-13", "climate_environment", "Utslipp betyr mest", frozenset({"travel"})),
    ChosenGoal("un-3", "social", "Helse er oppdraget", frozenset({"dialogue"})),
]


def test_chosen_goals_without_an_action_are_listed():
    assert goals_without_action(CHOSEN, ["un-3"]) == ("un-13",)
    assert goals_without_action(CHOSEN, ["un-13", "un-3", "un-5"]) == ()


def test_a_dimension_without_goals_is_pointed_out():
    assert dimensions_without_goal(["climate_environment", "social", "economy_governance"], CHOSEN) == (
        "economy_governance",
    )


def test_a_choice_follows_the_earlier_steps_and_has_its_reason():
    assert may_choose(CHOSEN[0], earlier_steps_done=True).allowed
    assert may_choose(ChosenGoal("un-1", "social", " "), earlier_steps_done=False).reasons == (
        "earlier_steps_open",
        "reason_missing",
        "rests_on_nothing",
    )
