from datetime import date

import pytest

from samsvar.core.rules.checks import (
    CheckKind,
    CheckStatus,
    PlanCheck,
    PlanContract,
    plan_progress,
    propose_checks,
)

JANUARY = date(2026, 1, 5)


def proposed(year=2026, on=JANUARY, **more):
    contract = PlanContract(**{"id": "K-1", "level": 3, **more})
    return [
        (each.kind.value, each.rule, each.due_on.isoformat(), each.why) for each in propose_checks([contract], year, on)
    ]


def test_what_was_never_checked_comes_the_sooner_the_higher_the_level():
    never = ("wage_duty", "never_checked")
    assert proposed(level=4, wage=True) == [("wage_duty", "level_4", "2026-03-05", never)]
    assert proposed(level=3, wage=True) == [("wage_duty", "level_3", "2026-05-05", never)]
    assert proposed(level=1, wage=True) == [("wage_duty", "level_low", "2026-09-04", never)]


def test_an_unknown_level_is_never_planned_as_a_low_one():
    assert proposed(level=None, wage=True)[0][1:3] == ("level_unknown", "2026-05-05")


def test_the_interval_runs_from_the_last_check():
    last = ((CheckKind.WAGE_DUTY, date(2025, 10, 1)),)
    assert proposed(wage=True, last=last) == [("wage_duty", "level_3", "2026-10-01", ("wage_duty",))]
    assert proposed(level=2, wage=True, last=last) == []


def test_an_interval_that_has_run_out_comes_within_a_month():
    last = ((CheckKind.WAGE_DUTY, date(2024, 1, 1)),)
    assert proposed(wage=True, last=last)[0][2:] == ("2026-02-05", ("wage_duty", "interval_over"))


@pytest.mark.requirement("R001-78")
def test_an_open_finding_gives_a_spot_check_sooner_when_its_deadline_has_passed():
    assert proposed(open_findings=1)[0][:3] == ("spot_check", "finding_open", "2026-04-03")
    assert proposed(open_findings=1, overdue_findings=1)[0][:3] == ("spot_check", "finding_overdue", "2026-02-05")


def test_a_duty_that_is_not_settled_is_checked_until_it_is():
    assert [each[3][0] for each in proposed(wage=None, cards=None)] == [
        "card_duty_not_settled",
        "wage_duty_not_settled",
    ]


def test_the_highest_level_without_a_duty_gives_an_audit_and_lower_ones_nothing():
    assert proposed(level=4)[0][0] == "audit"
    assert proposed(level=3) == []


def test_what_is_planned_is_not_proposed_again():
    assert proposed(wage=True, planned=frozenset({CheckKind.WAGE_DUTY})) == []


def test_the_gravest_rule_comes_first():
    contracts = [
        PlanContract("A", 1, wage=True),
        PlanContract("B", 4, wage=True),
        PlanContract("C", 3, open_findings=1),
    ]
    assert [each.contract for each in propose_checks(contracts, 2026, JANUARY)] == ["C", "B", "A"]


def test_the_plan_counts_done_late_and_cancelled():
    checks = [
        PlanCheck(CheckStatus.JUDGED, date(2026, 1, 1)),
        PlanCheck(CheckStatus.ASKED, date(2026, 1, 4)),
        PlanCheck(CheckStatus.PLANNED, JANUARY),
        PlanCheck(CheckStatus.CANCELLED, date(2026, 1, 1)),
    ]
    found = plan_progress(checks, JANUARY)
    assert (found.planned, found.done, found.late, found.cancelled, found.left) == (3, 1, 1, 1, 2)
