from dataclasses import replace
from datetime import date

import pytest

from samsvar.core.rules.checks import CheckStatus, Judging, may_close_finding, may_judge, may_move

TODAY = date(2025, 5, 20)
CASE = Judging(CheckStatus.RECEIVED, "I orden", TODAY, date(2025, 5, 1))


def test_a_check_goes_forward_and_an_ended_one_nowhere():
    assert may_move(CheckStatus.PLANNED, CheckStatus.ASKED).allowed
    assert may_move(CheckStatus.PLANNED, CheckStatus.RECEIVED).allowed
    assert may_move(CheckStatus.PLANNED, CheckStatus.JUDGED).reasons == ("wrong_order",)
    assert may_move(CheckStatus.JUDGED, CheckStatus.ASKED).reasons == ("check_ended",)
    assert may_move(CheckStatus.CANCELLED, CheckStatus.RECEIVED).reasons == ("check_ended",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"conclusion": " "}, "no_conclusion"),
        ({"judged_on": date(2025, 5, 21)}, "judged_in_the_future"),
        ({"judged_on": date(2025, 4, 30)}, "judged_before_received"),
        ({"below": 1}, "below_without_finding"),
        ({"bad_cards": 1}, "cards_without_finding"),
        ({"status": CheckStatus.ASKED}, "wrong_order"),
    ],
)
def test_what_stands_in_the_way_of_judging(change, reason):
    assert may_judge(CASE, TODAY).allowed
    assert may_judge(replace(CASE, **change), TODAY).reasons == (reason,)


@pytest.mark.requirement("R001-78")
def test_a_finding_stays_open_until_somebody_writes_what_was_done():
    found = date(2025, 5, 1)
    assert may_close_finding(found, TODAY, "Etterbetalt", TODAY).allowed
    assert may_close_finding(found, TODAY, " ", TODAY).reasons == ("nothing_done",)
    assert may_close_finding(found, date(2025, 4, 30), "x", TODAY).reasons == ("finding_closed_early",)
    assert may_close_finding(found, date(2025, 5, 21), "x", TODAY).reasons == ("finding_closed_in_the_future",)
