from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.due_diligence import (
    RESPONSES,
    CodeAcceptance,
    DifferentialTreatment,
    ImpactCase,
    Involvement,
    LinkCertainty,
    RatedImpact,
    Severity,
    Stage,
    code_acceptance,
    contract_progress,
    may_close_impact,
    may_mark_documented,
    may_record_link,
    prioritise,
    remediation_duty,
    severity,
    treatment_flags,
)
from samsvar.core.rules.risk import Finding, Nature, Ownership

TODAY = date(2026, 11, 22)
RATING = st.none() | st.integers(1, 5)


def test_severity_is_the_highest_of_its_three_parts():
    assert severity(2, 5, 3) == Severity(5, ("scope",))
    assert severity(4, 1, 4) == Severity(4, ("scale", "irremediability"))


def test_a_part_that_is_not_rated_makes_the_severity_at_least_that():
    assert severity(3, None, 2) == Severity(3, ("scale",), at_least=True)
    assert severity(5, None, None) == Severity(5, ("scale",))
    assert severity(None, None, None) == Severity(None)


def test_a_rating_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="1 to 5"):
        severity(0, 1, 1)


@given(RATING, RATING, RATING)
def test_rating_one_more_part_never_lowers_severity(scale, scope, irremediability):
    before = severity(scale, scope, None).level or 0
    assert (severity(scale, scope, irremediability).level or 0) >= before


def rated(name: str, level: int | None, likelihood: int | None = 3, nature: Nature = Nature.POTENTIAL) -> RatedImpact:
    return RatedImpact(name, nature, severity(level, level, level), likelihood)


def test_likelihood_orders_within_a_severity_and_never_outweighs_it():
    order = prioritise([rated("a", 4, 5), rated("b", 5, 1), rated("c", 4, 2), rated("d", 5, 2)])
    assert [each.id for each in order] == ["d", "b", "a", "c"]
    assert [each.place for each in order] == [1, 2, 3, 4]


def test_an_actual_impact_counts_as_the_most_likely():
    order = prioritise([rated("a", 4, 4), rated("b", 4, 1, Nature.ACTUAL)])
    assert [(each.id, each.likelihood) for each in order] == [("b", 5), ("a", 4)]


def test_what_is_not_rated_is_looked_at_first_and_named():
    order = prioritise([rated("a", 4, 5), rated("b", None, None), rated("c", 5, None)])
    assert [(each.id, each.stood_in) for each in order] == [
        ("b", ("severity", "likelihood")),
        ("c", ("likelihood",)),
        ("a", ()),
    ]


def test_the_expected_response_follows_from_the_involvement():
    assert RESPONSES[Involvement.CAUSED] == ("cease", "prevent", "remediate")
    assert "remediate_own_share" in RESPONSES[Involvement.CONTRIBUTED]
    assert "remediate" not in RESPONSES[Involvement.LINKED]
    assert "use_leverage" in RESPONSES[Involvement.LINKED]


@pytest.mark.parametrize(
    ("nature", "finding", "involvement", "duty"),
    [
        (Nature.ACTUAL, Finding.CONFIRMED, Involvement.CAUSED, "own"),
        (Nature.ACTUAL, Finding.CONFIRMED, Involvement.CONTRIBUTED, "own_share"),
        (Nature.ACTUAL, Finding.CONFIRMED, Involvement.LINKED, "none_but_may_help"),
        (Nature.ACTUAL, Finding.CONFIRMED, None, "not_decided"),
        (Nature.ACTUAL, Finding.ALLEGED, Involvement.CAUSED, "not_decided"),
        (Nature.ACTUAL, Finding.DISPROVED, Involvement.CAUSED, "none"),
        (Nature.POTENTIAL, Finding.CONFIRMED, Involvement.CAUSED, "none"),
    ],
)
def test_remedy_is_owed_for_what_was_caused_or_contributed_to(nature, finding, involvement, duty):
    assert remediation_duty(nature, finding, involvement).duty == duty


CLOSABLE = ImpactCase(
    nature=Nature.ACTUAL,
    finding=Finding.CONFIRMED,
    involvement=Involvement.CAUSED,
    known_on=date(2026, 1, 1),
    done_actions=2,
    remedied=True,
    remedy_verified=True,
    conclusion="Alle har fått etterbetalt.",
)


def why_not(**changes: object) -> tuple[str, ...]:
    return may_close_impact(replace(CLOSABLE, **changes), TODAY, TODAY).reasons


def test_a_case_with_everything_done_may_be_closed():
    assert may_close_impact(CLOSABLE, TODAY, TODAY).allowed


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"conclusion": " "}, ("no_conclusion",)),
        ({"open_actions": 1}, ("actions_open",)),
        ({"done_actions": 0}, ("no_action_done",)),
        ({"done_without_result": 1}, ("result_missing",)),
        ({"involvement": None}, ("involvement_missing",)),
        ({"remedied": None}, ("remediation_missing",)),
        ({"remedy_verified": False}, ("remediation_not_verified",)),
        ({"finding": Finding.ALLEGED}, ("not_settled",)),
        ({"involvement": Involvement.LINKED, "remedied": None}, ()),
        ({"finding": Finding.DISPROVED, "done_actions": 0, "remedied": None}, ()),
        ({"nature": Nature.POTENTIAL, "finding": Finding.ALLEGED, "remedied": None}, ()),
        ({"nature": Nature.POTENTIAL, "done_actions": 0}, ("no_action_done",)),
    ],
)
def test_what_stands_in_the_way_of_closing_is_named(changes, reasons):
    assert why_not(**changes) == reasons


def test_a_case_is_not_closed_before_it_was_known_nor_in_the_future():
    assert may_close_impact(CLOSABLE, date(2025, 12, 31), TODAY).reasons == ("closed_before_known",)
    assert may_close_impact(CLOSABLE, date(2026, 11, 23), TODAY).reasons == ("closed_in_the_future",)


@pytest.mark.requirement("R001-47")
def test_a_contract_shows_how_far_it_has_come_and_what_is_next():
    reached = {Stage.SCREENED: date(2026, 1, 1), Stage.ASSESSED: date(2026, 2, 1), Stage.ASKED: date(2026, 12, 1)}
    found = contract_progress(Ownership.OWN, reached, TODAY)
    assert (found.stage, found.next) == (Stage.ASSESSED, Stage.ASKED)
    assert found.done == ((Stage.SCREENED, date(2026, 1, 1)), (Stage.ASSESSED, date(2026, 2, 1)))


@pytest.mark.requirement("R001-47")
def test_a_stage_may_be_left_out_and_the_furthest_counts():
    found = contract_progress(Ownership.SHARED, {Stage.SCREENED: TODAY, Stage.CONCLUDED: TODAY}, TODAY)
    assert (found.stage, found.next) == (Stage.CONCLUDED, None)


def test_a_contract_nobody_has_looked_at_has_no_stage():
    assert contract_progress(Ownership.OWN, {}, TODAY).stage is None


def test_on_anothers_agreement_only_the_owner_is_asked_and_an_assisted_one_has_no_stages():
    reached = {Stage.SCREENED: TODAY}
    assert contract_progress(Ownership.USED, reached, TODAY).next == Stage.ASKED
    assert contract_progress(Ownership.ASSISTED, reached, TODAY).next is None


@pytest.mark.requirement("R001-69")
def test_a_link_to_a_contract_has_a_certainty_and_a_reason():
    assert may_record_link(LinkCertainty.UNKNOWN, "Fabrikken leverer til flere").allowed
    assert may_record_link(None, " ").reasons == ("certainty_missing", "reason_missing")


FROM = date(2025, 2, 1)


@pytest.mark.requirement("R001-19", "R001-92")
@pytest.mark.parametrize(
    ("starts_on", "accepted_on", "expected"),
    [
        (date(2025, 2, 1), None, CodeAcceptance.DEVIATION),
        (date(2025, 1, 31), None, CodeAcceptance.NOT_REQUIRED),
        (date(2025, 2, 1), date(2025, 1, 15), CodeAcceptance.ACCEPTED),
        (date(2025, 2, 1), date(2026, 12, 1), CodeAcceptance.DEVIATION),  # not yet on the day asked about
        (date(2020, 1, 1), date(2025, 3, 1), CodeAcceptance.ACCEPTED_VOLUNTARILY),
        (None, None, CodeAcceptance.NOT_KNOWN),
        (None, date(2025, 3, 1), CodeAcceptance.ACCEPTED),
    ],
)
def test_a_contract_from_the_day_on_needs_the_suppliers_acceptance_of_the_code(starts_on, accepted_on, expected):
    assert code_acceptance(starts_on, accepted_on, FROM, TODAY) == expected


def test_an_enterprise_that_demands_no_code_has_no_deviations():
    assert code_acceptance(TODAY, None, None, TODAY) == CodeAcceptance.NOT_REQUIRED


TREATED = DifferentialTreatment("trygg drift", "ingen annen vei", "ikke mer enn nødvendig", "avgjørende")


@pytest.mark.requirement("R001-32")
@pytest.mark.parametrize("criterion", ["objective_purpose", "necessary", "proportionate", "decisive_trait"])
def test_a_case_is_documented_only_when_all_four_criteria_have_a_text(criterion):
    assert may_mark_documented(TREATED).allowed
    assert may_mark_documented(replace(TREATED, **{criterion: "  "})).reasons == (criterion,)


@pytest.mark.requirement("R001-31")
@pytest.mark.parametrize(
    ("assessed_on", "advertised_on", "flags"),
    [
        (date(2026, 5, 2), date(2026, 5, 1), ("assessed_after_advertised",)),
        (date(2026, 5, 1), date(2026, 5, 1), ()),
        (date(2026, 4, 1), date(2026, 5, 1), ()),
        (None, date(2026, 5, 1), ("advertised_without_assessment",)),
        (None, None, ()),
    ],
)
def test_an_assessment_dated_after_the_advertisement_is_flagged(assessed_on, advertised_on, flags):
    assert treatment_flags(replace(TREATED, assessed_on=assessed_on, advertised_on=advertised_on)) == flags
