from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.org import UnitFacts
from samsvar.core.rules.requirements import (
    Answer,
    Applies,
    Asked,
    Backing,
    Cover,
    Delegation,
    RequirementFacts,
    Responsible,
    applies,
    coverage,
    responsible_for,
    tally,
    with_cover,
)

TODAY = date(2026, 3, 2)
TREE = {
    unit.id: unit
    for unit in (
        UnitFacts("nation", "national"),
        UnitFacts("region", "rhf", "nation"),
        UnitFacts("trust", "hf", "region"),
        UnitFacts("clinic", "clinic", "trust"),
        UnitFacts("ward", "section", "clinic"),
    )
}
EVERYBODY = frozenset({Asked.ENTERPRISE, Asked.UNIT})
GOALS = RequirementFacts("ik-5-4", "ik", EVERYBODY, frozenset({Answer.INDICATOR}))
REVIEW = RequirementFacts(
    "kv-8-f", "kv", frozenset({Asked.ENTERPRISE}), frozenset({Answer.ACTIVITY, Answer.EVIDENCE}), every_months=12
)
COMMITTEE = RequirementFacts("aml-7-1", "aml", frozenset({Asked.ENTERPRISE}), from_employees=30)
PSYCHOSOCIAL = RequirementFacts("aml-4-3", "aml", EVERYBODY, applies_from=date(2026, 1, 1))
DOCUMENTS = frozenset({"ik", "kv", "aml"})


def covered(unit="trust", *backings, requirements=(GOALS, REVIEW), on=TODAY, employees=None):
    found = coverage(requirements, unit, TREE, backings, DOCUMENTS, on, employees)
    return {each.requirement_id: each for each in found}


def held(requirement=REVIEW, kind=Answer.ACTIVITY, unit="trust", target="t", **more):
    return Backing(requirement.id, unit, kind, target, **more)


def test_a_requirement_with_nothing_behind_it_says_so_and_what_would_answer_it():
    found = covered()
    assert found["ik-5-4"].cover is Cover.NOTHING
    assert found["kv-8-f"].lacking == {Answer.ACTIVITY, Answer.EVIDENCE}
    assert with_cover(found.values(), Cover.NOTHING) == (("ik-5-4", ("trust",)), ("kv-8-f", ("trust",)))


def test_what_is_older_than_is_asked_is_old_and_a_fresh_one_beside_it_answers():
    old = held(made_on=date(2025, 3, 1))
    found = covered("trust", old)["kv-8-f"]
    assert (found.cover, found.fresh_until, found.newest_on) == (Cover.OLD, date(2026, 3, 1), date(2025, 3, 1))
    assert covered("trust", replace(old, made_on=date(2025, 3, 2)))["kv-8-f"].cover is Cover.ANSWERED
    both = covered("trust", old, held(kind=Answer.EVIDENCE, target="minutes", made_on=date(2026, 2, 1)))["kv-8-f"]
    assert (both.cover, both.targets, both.lacking) == (Cover.ANSWERED, ("minutes", "t"), {Answer.ACTIVITY})


def test_something_without_a_day_is_undated_where_age_matters_and_answers_where_it_does_not():
    assert covered("trust", held())["kv-8-f"].cover is Cover.UNDATED
    assert covered("trust", held(GOALS, Answer.INDICATOR))["ik-5-4"].cover is Cover.ANSWERED
    expired = held(GOALS, Answer.EVIDENCE, valid_to=date(2026, 3, 1))
    assert covered("trust", expired)["ik-5-4"].cover is Cover.OLD
    last_day = held(GOALS, Answer.EVIDENCE, valid_to=TODAY)
    assert covered("trust", last_day)["ik-5-4"].cover is Cover.ANSWERED
    ahead = held(made_on=date(2026, 3, 3))
    assert covered("trust", ahead)["kv-8-f"].cover is Cover.NOTHING


def test_only_what_is_made_for_a_subtree_counts_for_the_units_under_it():
    own = held(GOALS, Answer.INDICATOR)
    assert covered("ward", own)["ik-5-4"].cover is Cover.NOTHING
    assert covered("ward", replace(own, for_subtree=True))["ik-5-4"].cover is Cover.ANSWERED
    below = held(GOALS, Answer.INDICATOR, unit="ward", for_subtree=True)
    assert covered("clinic", below)["ik-5-4"].cover is Cover.NOTHING


def test_a_requirement_is_asked_of_its_kinds_of_unit_in_its_time_and_where_its_document_holds():
    assert set(covered("ward")) == {"ik-5-4"}
    assert set(covered("nation")) == set()
    assert coverage([GOALS], "trust", TREE, (), {"kv"}, TODAY) == ()
    assert set(covered(requirements=[PSYCHOSOCIAL], on=date(2025, 12, 31))) == set()
    assert set(covered(requirements=[PSYCHOSOCIAL], on=date(2026, 1, 1))) == {"aml-4-3"}
    regional = RequirementFacts("yearly", "kv", frozenset({Asked.REGION}))
    assert (set(covered("region", requirements=[regional])), covered("trust", requirements=[regional])) == (
        {"yearly"},
        {},
    )


@pytest.mark.parametrize(("employees", "found"), [(30, Applies.YES), (29, Applies.NO), (None, Applies.UNKNOWN)])
def test_a_working_environment_committee_is_asked_from_thirty_employees_and_unsure_where_nobody_counted(
    employees, found
):
    assert applies(COMMITTEE, TREE["trust"], DOCUMENTS, TODAY, employees) is found
    unsure = covered(requirements=[COMMITTEE, GOALS], employees=employees)
    counted = tally(unsure.values())
    assert counted.unsure == (1 if found is Applies.UNKNOWN else 0)


def test_the_share_answered_is_of_those_surely_asked_and_none_where_nothing_is():
    answered = held(made_on=TODAY)
    found = covered("trust", answered, requirements=[GOALS, REVIEW, COMMITTEE])
    counted = tally(found.values())
    assert (counted.share, counted.unsure) == (Fraction(1, 2), 1)
    assert counted.counts == {Cover.ANSWERED: 1, Cover.OLD: 0, Cover.UNDATED: 0, Cover.NOTHING: 1}
    assert tally([]).share is None


days = st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2027, 1, 1)))
some = st.lists(
    st.builds(
        held, st.sampled_from([GOALS, REVIEW]), st.sampled_from(Answer), st.sampled_from(sorted(TREE)),
        st.sampled_from("ab"), made_on=days, valid_to=days, for_subtree=st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(some, st.sampled_from(["trust", "ward"]))
def test_order_and_repeats_of_what_stands_behind_change_nothing_and_more_never_makes_it_worse(backings, unit):
    found = covered(unit, *backings)
    assert found == covered(unit, *reversed(backings), *backings)
    order = [Cover.ANSWERED, Cover.UNDATED, Cover.OLD, Cover.NOTHING]
    for fewer in (backings[1:], backings[:-1]):
        for name, each in covered(unit, *fewer).items():
            assert order.index(found[name].cover) <= order.index(each.cover)


@pytest.mark.requirement("R000-62")
def test_the_units_leader_answers_unless_it_is_delegated_and_the_delegation_is_shown():
    leaders = {"trust": "Kari", "ward": "Per"}
    assert responsible_for("kv-8-f", "trust", TREE, leaders, (), TODAY) == Responsible("Kari")
    given_away = Delegation("kv-8-f", "trust", "Ola", date(2026, 1, 1), date(2026, 3, 2))
    shown = Responsible("Ola", delegated=True, instead_of="Kari")
    assert responsible_for("kv-8-f", "trust", TREE, leaders, [given_away], TODAY) == shown
    assert responsible_for("kv-8-f", "trust", TREE, leaders, [given_away], date(2026, 3, 3)).person == "Kari"
    assert responsible_for("ik-5-4", "trust", TREE, leaders, [given_away], TODAY).person == "Kari"
    newer = Delegation("kv-8-f", "trust", "Ingrid", date(2026, 2, 1))
    assert responsible_for("kv-8-f", "trust", TREE, leaders, [newer, given_away], TODAY).person == "Ingrid"


def test_a_vacant_post_is_vacant_and_the_leader_above_is_only_named():
    assert responsible_for("kv-8-f", "clinic", TREE, {"trust": "Kari"}, (), TODAY) == Responsible(None, above="Kari")
    assert responsible_for("kv-8-f", "clinic", TREE, {}, (), TODAY) == Responsible(None)
