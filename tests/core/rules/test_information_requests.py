from datetime import date, timedelta
from itertools import product

import pytest

from samsvar.core.rules.holidays import is_working_day
from samsvar.core.rules.information_requests import (
    ENVIRONMENTAL_INFORMATION,
    MOVES,
    OPEN,
    PUBLIC_ACCESS,
    REGIMES,
    TRANSPARENCY_ACT,
    UNANSWERED,
    Burden,
    Case,
    Extension,
    Part,
    Status,
    answer_deadline,
    appeal_deadline,
    ask_reasons_deadline,
    give_reasons_deadline,
    grounds_left,
    may_answer,
    may_ask_reasons,
    may_extend,
    may_move,
    may_refuse,
    next_deadline,
    notice_deadline,
    outcome,
    plan_for,
)

S = Status
DAYS = [date(2020, 1, 1) + timedelta(days=number) for number in range((date(2036, 1, 1) - date(2020, 1, 1)).days)]
RECEIVED = date(2025, 4, 22)
GROUND_D = "trade_secret"


def case(status=S.IN_PROGRESS, regime=TRANSPARENCY_ACT, **more):
    return Case(regime, status, more.pop("received_on", RECEIVED), **more)


def notice(**more):
    return Extension(**{"burden": Burden.AMOUNT, "reasons": "Mange avtaler", "expected_on": date(2025, 6, 10), **more})


@pytest.mark.requirement("R001-04")
def test_an_answer_under_the_transparency_act_is_due_three_weeks_after_receipt():
    assert answer_deadline(TRANSPARENCY_ACT, date(2025, 4, 18)).due_on == date(2025, 5, 9)
    assert answer_deadline(TRANSPARENCY_ACT, date(2025, 4, 18)).provision == "åpenhetsloven § 7 (2)"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 4, 22), date(2025, 6, 22)),
        (date(2024, 12, 31), date(2025, 2, 28)),  # the last day of February
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2025, 7, 31), date(2025, 9, 30)),
    ],
)
def test_extended_time_is_two_months_by_calendar_from_the_receipt(received, due):
    for regime in (TRANSPARENCY_ACT, ENVIRONMENTAL_INFORMATION):
        assert answer_deadline(regime, received, extended=True).due_on == due


def test_a_request_under_the_environmental_act_is_answered_within_a_month():
    assert answer_deadline(ENVIRONMENTAL_INFORMATION, date(2025, 1, 31)).due_on == date(2025, 2, 28)


def test_access_to_documents_is_answered_within_five_working_days_with_no_extension():
    # Received on Wednesday before Easter 2025: then Tuesday, Wednesday, Thursday, Friday and Monday.
    assert answer_deadline(PUBLIC_ACCESS, date(2025, 4, 16)).due_on == date(2025, 4, 28)
    assert notice_deadline(PUBLIC_ACCESS, RECEIVED) is None
    with pytest.raises(ValueError, match="no extension"):
        answer_deadline(PUBLIC_ACCESS, RECEIVED, extended=True)
    assert may_extend(case(regime=PUBLIC_ACCESS), notice(), RECEIVED).reasons == ("no_extension",)


def test_fuller_reasons_are_asked_for_and_given_within_three_weeks_each():
    assert ask_reasons_deadline(TRANSPARENCY_ACT, date(2025, 5, 8)).due_on == date(2025, 5, 29)
    assert give_reasons_deadline(TRANSPARENCY_ACT, date(2025, 5, 20)).due_on == date(2025, 6, 10)


def test_offentleglova_gives_ten_working_days_for_fuller_reasons():
    # From Friday 9 May 2025: 17 May is a Saturday, 29 May is Ascension Day.
    assert give_reasons_deadline(PUBLIC_ACCESS, date(2025, 5, 9)).due_on == date(2025, 5, 23)
    assert give_reasons_deadline(PUBLIC_ACCESS, date(2025, 5, 19)).due_on == date(2025, 6, 3)
    assert appeal_deadline(PUBLIC_ACCESS, date(2025, 5, 9)).due_on == date(2025, 5, 30)


def test_the_environmental_act_has_an_appeal_instead_of_fuller_reasons():
    assert ask_reasons_deadline(ENVIRONMENTAL_INFORMATION, RECEIVED) is None
    assert give_reasons_deadline(ENVIRONMENTAL_INFORMATION, RECEIVED) is None
    assert appeal_deadline(ENVIRONMENTAL_INFORMATION, RECEIVED).due_on == date(2025, 5, 13)
    assert appeal_deadline(TRANSPARENCY_ACT, RECEIVED) is None


@pytest.mark.requirement("R001-04")
def test_on_every_day_of_receipt_the_deadlines_stand_in_their_order():
    for received in DAYS:
        for regime in REGIMES.values():
            ordinary = answer_deadline(regime, received).due_on
            assert received < ordinary
            assert plan_for(ordinary) <= ordinary
            assert is_working_day(plan_for(ordinary))
            if regime.extended:
                extended = answer_deadline(regime, received, extended=True).due_on
                assert ordinary < extended
                assert notice_deadline(regime, received).due_on == ordinary
        assert (answer_deadline(TRANSPARENCY_ACT, received).due_on - received).days == 21
        if is_working_day(received):
            assert (answer_deadline(PUBLIC_ACCESS, received).due_on - received).days >= 7
        two_months = answer_deadline(TRANSPARENCY_ACT, received, extended=True).due_on
        assert 59 <= (two_months - received).days <= 62
        assert (two_months.month - received.month) % 12 == 2
        assert two_months.day in (received.day, 28, 29, 30)


def test_a_later_receipt_never_gives_an_earlier_deadline():
    for regime in REGIMES.values():
        due = [answer_deadline(regime, received).due_on for received in DAYS]
        assert due == sorted(due)


def test_a_deadline_on_constitution_day_is_planned_for_the_working_day_before():
    assert plan_for(date(2025, 5, 17)) == date(2025, 5, 16)  # a Saturday too
    assert plan_for(date(2026, 5, 17)) == date(2026, 5, 15)
    assert plan_for(date(2025, 4, 20)) == date(2025, 4, 16)  # Easter Sunday: the Wednesday before
    assert plan_for(date(2025, 5, 20)) == date(2025, 5, 20)


def test_what_is_owed_next_follows_the_case():
    assert next_deadline(case()).due_on == date(2025, 5, 13)
    assert next_deadline(case(S.EXTENDED, extended=True)).due_on == date(2025, 6, 22)
    asked = case(S.REASONS_REQUESTED, reasons_asked_on=date(2025, 5, 20))
    assert (next_deadline(asked).reason, next_deadline(asked).due_on) == ("give_reasons", date(2025, 6, 10))
    assert [next_deadline(case(status)) for status in S if status not in OPEN] == [None] * (len(S) - len(OPEN))


def test_asking_what_is_meant_stops_no_clock():
    assert next_deadline(case(S.CLARIFICATION)) == next_deadline(case(S.RECEIVED))
    extended = case(S.CLARIFICATION, extended=True)
    assert next_deadline(extended).due_on == date(2025, 6, 22)


@pytest.mark.requirement("R001-04")
def test_a_notice_of_extension_within_the_first_three_weeks_with_reasons_and_day_may_be_sent():
    assert may_extend(case(), notice(), date(2025, 5, 13)).allowed
    assert may_extend(case(), notice(), date(2025, 5, 14)).reasons == ("notice_too_late",)


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"burden": None}, "burden_missing"),
        ({"reasons": " "}, "reasons_missing"),
        ({"expected_on": None}, "expected_missing"),
        ({"expected_on": date(2025, 5, 13)}, "expected_too_early"),
        ({"expected_on": date(2025, 6, 23)}, "expected_too_late"),
    ],
)
def test_a_notice_of_extension_that_lacks_something_is_refused_with_what_it_lacks(lacking, code):
    assert may_extend(case(), notice(**lacking), RECEIVED).reasons == (code,)


def test_time_is_extended_once_and_not_after_the_answer():
    assert may_extend(case(S.EXTENDED, extended=True), notice(), RECEIVED).reasons == ("already_extended",)
    assert may_extend(case(S.ANSWERED), notice(), RECEIVED).reasons == ("already_answered",)


@pytest.mark.requirement("R001-04")
def test_grounds_a_to_d_give_way_to_known_actual_impacts_on_human_rights():
    refused = Part(False, ground=GROUND_D, reasons="Pris", known_impact=True)
    assert may_refuse(TRANSPARENCY_ACT, refused).reasons == ("known_impact",)
    assert may_refuse(TRANSPARENCY_ACT, Part(False, ground=GROUND_D, reasons="Pris")).allowed
    left = grounds_left(TRANSPARENCY_ACT, known_impact=True)
    assert [ground.code for ground in left] == ["security", "copyright"]
    assert {ground.provision[-1] for ground in TRANSPARENCY_ACT.grounds if ground.gives_way} == set("abcd")


def test_the_override_is_the_transparency_acts_alone():
    for regime in (PUBLIC_ACCESS, ENVIRONMENTAL_INFORMATION):
        assert grounds_left(regime, known_impact=True) == regime.grounds


def test_a_refusal_under_offentleglova_names_the_exact_provision_and_weighs_more_access():
    bare = Part(False, ground="internal", reasons="Utkast")
    assert may_refuse(PUBLIC_ACCESS, bare).reasons == ("provision_missing", "more_not_considered")
    whole = Part(False, "internal", "§ 14 første ledd", "Utkast", considered_more=True)
    assert may_refuse(PUBLIC_ACCESS, whole).allowed


def test_a_ground_of_another_act_is_none():
    refused = Part(False, ground="internal", reasons="Utkast")
    assert may_refuse(TRANSPARENCY_ACT, refused).reasons == ("ground_missing",)


@pytest.mark.parametrize(
    ("decided", "status"),
    [
        ((True, True), S.ANSWERED),
        ((False,), S.REFUSED),
        ((True, False), S.PARTLY_REFUSED),
        ((True, None), None),
        ((), None),
    ],
)
def test_the_outcome_follows_from_the_parts(decided, status):
    assert outcome(Part(given) for given in decided) == status


@pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda regime: regime.code)
@pytest.mark.requirement("R001-04")
def test_a_refusal_must_say_all_that_the_act_asks_for(regime):
    part = Part(False, regime.grounds[0].code, "§ 14 første ledd", "Vi forstår ikke", considered_more=True)
    held = case(regime=regime)
    assert may_answer(held, [part], "Svar", regime.must_state).allowed
    for code in regime.must_state:
        stated = set(regime.must_state) - {code}
        assert may_answer(held, [part], "Svar", stated).reasons == (f"not_stated_{code}",)


def test_an_answer_in_full_need_not_tell_how_to_complain():
    assert may_answer(case(), [Part(True)], "Svar", ()).allowed


def test_an_answer_lacks_text_parts_or_decisions_and_all_is_told():
    assert may_answer(case(), [], " ", ()).reasons == ("no_parts", "text_missing")
    assert may_answer(case(), [Part(None)], "Svar", ()).reasons == ("part_undecided",)
    assert may_answer(case(S.ANSWERED), [Part(True)], "Svar", ()).reasons == ("already_answered",)


@pytest.mark.requirement("R001-04")
def test_fuller_reasons_may_be_asked_for_until_three_weeks_after_the_refusal_was_received():
    refused = case(S.REFUSED)
    assert may_ask_reasons(refused, date(2025, 5, 8), date(2025, 5, 29)).allowed
    assert may_ask_reasons(refused, date(2025, 5, 8), date(2025, 5, 30)).reasons == ("too_late",)
    assert may_ask_reasons(case(S.ANSWERED), None, RECEIVED).reasons == ("no_refusal",)
    assert may_ask_reasons(case(S.REASONS_REQUESTED), RECEIVED, RECEIVED).reasons == ("asked_before",)
    other = case(S.REFUSED, ENVIRONMENTAL_INFORMATION)
    assert may_ask_reasons(other, RECEIVED, RECEIVED).reasons == ("no_such_right",)


def test_every_status_is_reached_and_nothing_goes_back_after_the_answer():
    assert set(MOVES) == set(S)
    reached, waiting = set(), {S.RECEIVED}
    while waiting:
        at = waiting.pop()
        reached.add(at)
        waiting |= MOVES[at] - reached
    assert reached == set(S)
    assert not any(may_move(now, to) for now, to in product(set(S) - UNANSWERED, UNANSWERED))


def test_what_has_no_moves_left_owes_nothing():
    assert {status for status in S if not MOVES[status]} & OPEN == set()
