from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from samsvar.core.rules.cases import (
    SOURCES,
    Ground,
    Leaving,
    Said,
    Silence,
    may_leave,
    may_say,
    owner_reminder,
    silence,
)
from samsvar.core.rules.reminders import Reminder

TODAY = date(2025, 5, 20)
WHOLE = Leaving(
    ground=Ground.TRIED_IN_VAIN,
    tried="Plan i tre trinn siden 2023",
    tried_actions=2,
    workers="40 mister arbeidet; etterlønn er avtalt",
    asked_affected="Tillitsvalgte i fabrikken",
    alternatives="Sluse til en annen fabrikk hos samme leverandør",
    contractual_ground="Vilkår 8.2",
    reasons_given="Brev med grunner",
    notice_on=date(2025, 6, 1),
    ends_on=date(2025, 12, 1),
    decided_by="Direktøren",
)


@pytest.mark.requirement("R001-71")
@pytest.mark.parametrize(
    ("known", "news", "found"),
    [
        (TODAY - timedelta(days=89), None, None),
        (TODAY - timedelta(days=90), None, Silence(TODAY - timedelta(days=90), 0)),
        (TODAY - timedelta(days=400), TODAY - timedelta(days=119), Silence(TODAY - timedelta(days=119), 0)),
        (TODAY - timedelta(days=400), TODAY - timedelta(days=120), Silence(TODAY - timedelta(days=120), 1)),
        (TODAY, TODAY - timedelta(days=400), None),
        (None, None, Silence(None)),
    ],
)
def test_a_case_is_silent_after_ninety_days_and_reminded_of_again_each_thirty(known, news, found):
    assert silence(known, news, TODAY) == found


def test_an_owner_asked_yesterday_is_left_in_peace_and_told_once_when_the_day_has_passed():
    asked, due = date(2025, 5, 19), date(2025, 5, 22)
    assert owner_reminder(asked, due, TODAY) is None
    assert owner_reminder(None, due, TODAY) is Reminder.WEEK_BEFORE
    assert owner_reminder(asked, due, due) is Reminder.DAY_BEFORE
    assert owner_reminder(asked, date(2025, 5, 19), TODAY) is Reminder.LATE


@pytest.mark.parametrize("leads", [True, False])
def test_one_speaks_with_the_supplier_and_all_may_tell_what_they_hear(leads):
    allowed = {said for said in Said if may_say(said, leads=leads, said_on=TODAY, today=TODAY).allowed}
    assert allowed == (set(Said) if leads else {Said.HEARD, Said.AMONG_US})
    later = may_say(Said.ASKED, leads=False, said_on=TODAY + timedelta(days=1), today=TODAY)
    assert later.reasons == ("only_the_leader", "said_in_the_future")


def test_leaving_is_the_last_step_and_everything_that_lacks_is_said_with_its_source():
    assert may_leave(WHOLE).allowed
    nothing = may_leave(Leaving(None))
    assert set(nothing.reasons) == set(SOURCES) - {"no_action_taken", "ends_before_notice"}
    for part in fields(Leaving):
        lacking = replace(WHOLE, **{part.name: part.default if part.name != "ground" else None})
        assert len(may_leave(lacking).reasons) == 1, part.name
    assert may_leave(replace(WHOLE, ground=Ground.GRAVE_AND_IDLE, tried_actions=0)).allowed
    assert may_leave(replace(WHOLE, ends_on=date(2025, 5, 31))).reasons == ("ends_before_notice",)
