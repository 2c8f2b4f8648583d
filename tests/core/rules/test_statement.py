from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from samsvar.core.rules.risk import Finding, Nature
from samsvar.core.rules.statement import (
    TRANSITIONS,
    Act,
    Approval,
    Attempt,
    Change,
    Item,
    MeasureFacts,
    StatedArea,
    StatedImpact,
    StatementFacts,
    Status,
    after,
    awaiting_approval,
    completeness,
    may,
    must_be_told,
    publication_deadline,
    untold_known_impacts,
    update_needed,
)

DONE = MeasureFacts("T-1", result="Alle etterbetalt")
ACTUAL = StatedImpact("N-1", Nature.ACTUAL, Finding.CONFIRMED, 5, date(2025, 3, 1), told=True, measures=(DONE,))
WHOLE = StatementFacts(
    enterprise="Oppdiktet innkjøpssenter",
    period_from=date(2025, 1, 1),
    period_to=date(2025, 12, 31),
    organisation="Et senter",
    area_of_operation="Innkjøp",
    guidelines="Etiske retningslinjer",
    routines="Rutine for oppfølging",
    role_holder="Kari Liksom",
    impacts=(ACTUAL,),
    areas=(StatedArea("frukt", "Spurt", told=True, measures=(MeasureFacts("T-2", expected_result="Svar fra alle"),)),),
)


def missing(facts: StatementFacts) -> dict[str, tuple[Item, ...]]:
    return {check.letter: check.missing for check in completeness(facts)}


def test_a_whole_statement_lacks_nothing():
    assert missing(WHOLE) == {"a": (), "b": (), "c": ()}
    assert [len(check.present) for check in completeness(WHOLE)] == [5, 2, 4]


@pytest.mark.requirement("R000-58")
@pytest.mark.parametrize("part", ["organisation", "area_of_operation", "guidelines", "routines"])
def test_letter_a_names_each_of_its_four_parts_as_missing(part):
    assert missing(replace(WHOLE, **{part: " "}))["a"] == (Item(part, "Oppdiktet innkjøpssenter"),)


@pytest.mark.requirement("R000-61")
def test_a_vacant_role_holder_is_flagged():
    assert missing(replace(WHOLE, role_holder=""))["a"] == (Item("role_holder", "Oppdiktet innkjøpssenter"),)


@pytest.mark.requirement("R000-59")
def test_letter_b_names_what_is_found_and_not_told_of():
    untold = replace(WHOLE, impacts=(replace(ACTUAL, told=False),))
    assert missing(untold)["b"] == (Item("actual_impact", "N-1"),)
    assert untold_known_impacts(untold) == ("N-1",)


@pytest.mark.requirement("R000-60")
def test_letter_c_wants_a_measure_and_a_result_or_an_expected_result():
    assert missing(replace(WHOLE, impacts=(replace(ACTUAL, measures=()),)))["c"] == (Item("measure", "N-1"),)
    bare = replace(ACTUAL, measures=(MeasureFacts("T-9"),))
    assert missing(replace(WHOLE, impacts=(bare,)))["c"] == (Item("result", "T-9"),)


@pytest.mark.requirement("R000-59", "R001-02", "R001-68")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "actual_impact"),
        ({"finding": Finding.ALLEGED}, "alleged_impact"),
        ({"finding": Finding.DISPROVED}, None),
        ({"nature": Nature.POTENTIAL, "severity": 4}, "significant_risk"),
        ({"nature": Nature.POTENTIAL, "severity": 3}, None),
        ({"nature": Nature.POTENTIAL, "severity": None}, "severity_not_rated"),
        ({"known_on": date(2026, 1, 1)}, None),  # after the period
        ({"known_on": date(2025, 12, 31)}, "actual_impact"),
        ({"closed_on": date(2024, 12, 31)}, None),  # closed before the period
        ({"closed_on": date(2025, 1, 1)}, "actual_impact"),
        ({"known_on": None}, "actual_impact"),
    ],
)
def test_what_must_be_told_of_follows_from_finding_severity_and_period(changes, reason):
    told = must_be_told(replace(WHOLE, impacts=(replace(ACTUAL, **changes),), areas=()))
    assert [each.reason for each in told] == ([reason] if reason else [])


@pytest.mark.requirement("R001-85")
def test_an_area_without_status_is_told_of_as_such():
    facts = replace(WHOLE, areas=(StatedArea("transport"),))
    assert must_be_told(facts)[-1].reason == "risk_area_without_status"
    assert Item("risk_area_without_status", "transport") in missing(facts)["b"]


def attempt(act: Act, **changes: object) -> Attempt:
    rights = frozenset({"prepare", "approve", "publish"})
    return Attempt(**{"act": act, "person": "Kari Liksom", "rights": rights, "reason": "Ny risiko", **changes})


def test_the_life_of_an_edition_goes_from_draft_to_superseded():
    status = Status.DRAFT
    for act in (Act.SUBMIT, Act.APPROVE, Act.PUBLISH, Act.SUPERSEDE):
        assert may(status, attempt(act)).allowed
        status = after(status, act)
    assert status == Status.SUPERSEDED


def test_every_other_step_is_refused():
    for status in Status:
        for act in Act:
            allowed = may(status, attempt(act)).reasons != ("no_such_step",)
            assert allowed == ((status, act) in TRANSITIONS)
    with pytest.raises(ValueError, match="no step"):
        after(Status.PUBLISHED, Act.RETURN)


@pytest.mark.parametrize("act", list(Act))
def test_nobody_takes_a_step_without_the_right_to_it(act):
    status = next(status for status, each in TRANSITIONS if each == act)
    assert may(status, attempt(act, rights=frozenset())).reasons == ("lacks_right",)


def test_four_eyes_means_another_approves_than_the_one_who_submitted():
    own = attempt(Act.APPROVE, submitted_by="Kari Liksom")
    assert may(Status.SUBMITTED, own).reasons == ("same_person_submitted",)
    assert may(Status.SUBMITTED, replace(own, four_eyes=False)).allowed
    assert may(Status.SUBMITTED, replace(own, person="Ola Testesen")).allowed


@pytest.mark.requirement("R000-59")
def test_a_known_actual_impact_that_is_untold_blocks_submitting_and_publishing():
    assert may(Status.DRAFT, attempt(Act.SUBMIT, untold=("N-1",))).reasons == ("known_impacts_untold",)
    assert may(Status.APPROVED, attempt(Act.PUBLISH, untold=("N-1",))).reasons == ("known_impacts_untold",)


@pytest.mark.requirement("R001-95")
def test_it_is_not_published_before_every_signatory_has_approved():
    approvals = [Approval("Kari Liksom", datetime(2026, 6, 1, tzinfo=UTC)), Approval("Ingrid Prøve")]
    assert awaiting_approval(approvals) == ("Ingrid Prøve",)
    waiting = attempt(Act.PUBLISH, awaiting=awaiting_approval(approvals))
    assert may(Status.APPROVED, waiting).reasons == ("signatures_missing",)


@pytest.mark.requirement("R001-03")
def test_a_new_edition_and_a_return_carry_their_reason():
    assert may(Status.PUBLISHED, attempt(Act.SUPERSEDE, reason="")).reasons == ("no_reason",)
    assert may(Status.SUBMITTED, attempt(Act.RETURN, reason=" ")).reasons == ("no_reason",)


@pytest.mark.parametrize(
    ("period_to", "due_on"),
    [
        (date(2025, 12, 31), date(2026, 6, 30)),
        (date(2025, 6, 29), date(2025, 6, 30)),
        (date(2025, 6, 30), date(2026, 6, 30)),
    ],
)
def test_the_statement_is_published_by_the_first_30_june_after_the_period(period_to, due_on):
    deadline = publication_deadline(period_to)
    assert (deadline.due_on, deadline.provision) == (due_on, "åpenhetsloven § 5 (2)")


PUBLISHED_AT = datetime(2026, 6, 20, 8, 0, tzinfo=UTC)


@pytest.mark.requirement("R001-03")
@pytest.mark.parametrize(
    ("before", "now", "jumped"),
    [
        (1, 3, True),
        (3, 4, True),
        (2, 3, False),
        (1, 2, False),
        (4, 4, False),
        (4, 1, False),
        (None, 4, True),
        (1, None, False),
    ],
)
def test_a_jump_in_risk_since_publication_calls_for_an_update(before, now, jumped):
    changes = update_needed(PUBLISHED_AT, {"D-1": before}, {"D-1": now})
    assert changes == ((Change("risk_jumped", "D-1", before, now),) if jumped else ())


@pytest.mark.requirement("R001-03")
def test_a_new_contract_at_very_high_risk_calls_for_an_update_and_a_low_one_does_not():
    changes = update_needed(PUBLISHED_AT, {}, {"D-1": 4, "D-2": 3})
    assert changes == (Change("new_contract_at_risk", "D-1", None, 4),)


@pytest.mark.requirement("R001-03")
def test_a_confirmed_actual_impact_known_since_publication_calls_for_an_update():
    later = replace(ACTUAL, id="N-2", known_on=date(2026, 6, 21))
    alleged = replace(later, id="N-3", finding=Finding.ALLEGED)
    assert update_needed(PUBLISHED_AT, {}, {}, [later, ACTUAL, alleged]) == (Change("new_actual_impact", "N-2"),)
