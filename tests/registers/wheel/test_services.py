"""The annual wheel as it is kept: adopted, chosen, planned, moved and done; and the meetings it follows."""

from datetime import date

import pytest

from samsvar.core.rules.wheel.timing import Distance, FromMeeting, Side, Unit, When, between, on_day
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.models import Body
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.registers.wheel.models import Activity, Occurrence, timing_of
from samsvar.registers.wheel.services import activities, meetings, occurrences
from samsvar.registers.wheel.services.planning import plan_all, plan_wheel, replan
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
BEFORE_AMU = When(FromMeeting("amu", None, Distance(14, Unit.DAYS, Side.BEFORE)))


@pytest.fixture
def who(cast):
    return {"by": cast.actor("regional"), "at": NOW}


@pytest.fixture
def adopted(cast, who):
    activities.adopt_shipped(enterprise=cast.units["region"], **who)
    return {activity.code: activity for activity in Activity.objects.select_related("enterprise")}


def of(cast, name, code):
    return Occurrence.objects.filter(enterprise=cast.units[name], activity__code=code).order_by("slot")


def refusal(call, **arguments):
    with pytest.raises(NotAllowed) as refused:
        call(**arguments)
    return refused.value.code


@pytest.mark.requirement("R000-38", "R000-54")
def test_the_shipped_activities_are_the_regions_in_one_step_and_each_trust_has_its_year(cast, who, adopted):
    assert len(adopted) == 12
    assert {activity.phase for activity in adopted.values()} == {"plan", "do", "check", "act"}
    assert adopted["owner-assignments"].result == "assignments_taken_in"
    held = {name: Occurrence.objects.filter(enterprise=cast.units[name]).count() for name in ("region", "liksom")}
    assert held == {"region": 12, "liksom": 9}, "three are the region's alone"
    assert of(cast, "liksom", "due-diligence").get().due_on == date(2025, 6, 30)
    told = Event.objects.count()
    assert activities.adopt_shipped(enterprise=cast.units["region"], **who) == []
    assert replan(enterprise=cast.units["region"], **who) == plan_all(**who) == 0
    assert Event.objects.count() == told


@pytest.mark.requirement("R000-54")
def test_a_trust_sets_own_days_and_responsible_and_follows_its_own_meetings(cast, who, adopted):
    trust, activity = cast.units["liksom"], adopted["improvement-and-hse"]
    amu = Body.objects.create(enterprise=trust, name_nb="AMU", kind="amu", created_at=NOW, updated_at=NOW)
    chosen = {"timing": timing_of(BEFORE_AMU), "responsible": cast.berit}
    activities.choose(enterprise=trust, activity=activity, fields=chosen, **who)
    waiting = of(cast, "liksom", activity.code).exclude(state="withdrawn").get()
    assert (waiting.due_on, waiting.waits_for, waiting.responsible) == (
        None, [["meeting_not_planned", "amu"]], cast.berit,
    )  # fmt: skip
    meetings.set_days(body=amu, year=2025, days=[date(2025, 9, 10), date(2025, 6, 4)], **who)
    dated = of(cast, "liksom", activity.code).exclude(state="withdrawn")
    assert list(dated.values_list("slot", "due_on")) == [("amu-1", date(2025, 5, 21)), ("amu-2", date(2025, 8, 27))]
    assert of(cast, "pafunn", activity.code).get().due_on == of(cast, "region", activity.code).get().due_on
    second = amu.meetings.get(number=2)
    moved = {"year": 2025, "number": 2, "held_on": date(2025, 9, 24), "place": "", "cancelled": False}
    meetings.save_meeting(body=amu, meeting=second, fields=moved, **who)
    assert dated.get(slot="amu-2").due_on == date(2025, 9, 10)
    assert dated.get(slot="amu-2").sequence == 1
    early = {**moved, "held_on": date(2025, 1, 3)}
    assert refusal(meetings.save_meeting, body=amu, meeting=second, fields=early, **who) == "numbers_out_of_order"


def test_what_somebody_moved_stands_and_what_is_done_is_shown_by_something(cast, who, adopted):
    audit = of(cast, "liksom", "environmental-audit").get()
    days = {"opens_on": date(2025, 10, 1), "due_on": date(2025, 10, 20)}
    assert refusal(occurrences.move_occurrence, occurrence=audit, **days, reason=" ", **who) == "no_reason"
    occurrences.move_occurrence(occurrence=audit, **days, reason="Revisor var syk", **who)
    timing = {"timing": timing_of(between((8, 1), (8, 31)))}
    activities.choose(enterprise=cast.units["liksom"], activity=adopted["environmental-audit"], fields=timing, **who)
    audit.refresh_from_db()
    assert (audit.due_on, audit.fixed, audit.sequence) == (date(2025, 10, 20), True, 1)
    done = {"done_on": TODAY, "notes": "", "evidence": ""}
    assert refusal(occurrences.finish_occurrence, occurrence=audit, **done, **who) == "nothing_shows_it"
    with pytest.raises(StaleVersion):
        occurrences.begin_occurrence(occurrence=audit, version=1, **who)
    audit.refresh_from_db()
    occurrences.finish_occurrence(occurrence=audit, **{**done, "evidence": "Sak 12/25"}, **who)
    assert refusal(occurrences.cancel_occurrence, occurrence=audit, reason="Nei", **who) == "no_such_move"
    occurrences.open_occurrence(occurrence=audit, **who)
    assert (audit.state, audit.done_on, audit.evidence) == ("under_way", None, "Sak 12/25")


def test_an_activity_left_out_goes_from_the_year_with_its_reason_and_comes_back(cast, who, adopted):
    trust, activity = cast.units["pafunn"], adopted["campaign-week"]
    left = {"left_out": True, "reason": ""}
    assert refusal(activities.choose, enterprise=trust, activity=activity, fields=left, **who) == "no_reason"
    activities.choose(enterprise=trust, activity=activity, fields={**left, "reason": "Slått sammen"}, **who)
    assert of(cast, "pafunn", "campaign-week").get().state == "withdrawn"
    activities.choose(enterprise=trust, activity=activity, fields={"left_out": False}, **who)
    assert of(cast, "pafunn", "campaign-week").get().state == "not_begun"


def test_own_activities_must_be_possible_and_a_laws_day_stands(cast, who, adopted):
    fields = {"name_nb": "Vernerunde", "phase": "do", "timing": timing_of(on_day(2, 31))}
    assert refusal(activities.add_activity, enterprise=cast.units["liksom"], fields=fields, **who) == "impossible_day"
    own = {**fields, "timing": timing_of(on_day(4, 1))}
    made = activities.add_activity(enterprise=cast.units["liksom"], fields=own, **who)
    assert list(Occurrence.objects.filter(activity=made).values_list("enterprise", "due_on")) == [
        (cast.units["liksom"].pk, date(2025, 4, 1))
    ]
    fixed = {"timing": timing_of(on_day(7, 31))}
    assert refusal(activities.edit_activity, activity=adopted["due-diligence"], fields=fixed, **who) == "fixed_by_law"


def test_what_was_due_before_the_wheel_counted_is_owed_by_nobody_until_it_is_due_after(cast, who):
    activities.adopt_shipped(enterprise=cast.units["region"], counts_from=TODAY, **who)
    trust = cast.units["liksom"]
    states = dict(Occurrence.objects.filter(enterprise=trust).values_list("activity__code", "state"))
    before = {code for code, state in states.items() if state == "before"}
    assert before == {"annual-report", "improvement-and-hse", "annual-accounts"}
    assert not Occurrence.objects.open().filter(due_on__lt=TODAY).exists(), "nothing is late, nobody is reminded"
    report = of(cast, "liksom", "annual-report").get()
    assert refusal(occurrences.begin_occurrence, occurrence=report, **who) == "no_such_move"
    occurrences.finish_occurrence(occurrence=report, done_on=date(2025, 3, 1), notes="Sendt", evidence="", **who)
    occurrences.open_occurrence(occurrence=report, **who)
    assert report.state == "before", "opened again it is not late either"
    days = {"opens_on": None, "due_on": date(2025, 6, 2)}
    occurrences.move_occurrence(occurrence=report, **days, reason="Utsatt", **who)
    assert report.state == "not_begun"
    accounts = Activity.objects.get(code="annual-accounts")
    activities.choose(enterprise=trust, activity=accounts, fields={"counts_from": date(2025, 1, 1)}, **who)
    assert of(cast, "liksom", "annual-accounts").get().state == "not_begun", "a trust may have begun before its region"
    assert of(cast, "pafunn", "annual-accounts").get().state == "before"
    assert plan_all(**who) == 0
    plan_wheel(enterprise=trust, year=2026, **who)
    assert set(Occurrence.objects.filter(year=2026).values_list("state", flat=True)) == {"not_begun"}


def test_planning_is_kept_whole_or_not_at_all(cast, who, adopted, monkeypatch):
    before = Occurrence.objects.count()

    def fails(*arguments, **more):
        raise RuntimeError

    monkeypatch.setattr("samsvar.registers.wheel.services.planning.record", fails)
    with pytest.raises(RuntimeError):
        plan_wheel(enterprise=cast.units["liksom"], year=2026, **who)
    assert Occurrence.objects.count() == before
