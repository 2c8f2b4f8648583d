from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.acknowledgements import (
    Group,
    Reason,
    Share,
    Signature,
    Signer,
    State,
    Terms,
    Version,
    by_group,
    by_unit,
    duties,
    late,
    reminder_for,
    shares,
    total,
    version_to_sign,
)
from samsvar.core.rules.reminders import Reminder

TODAY = date(2025, 3, 3)
FIRST, SECOND = Version(1, date(2020, 1, 1)), Version(2, date(2025, 2, 1))
PEOPLE = frozenset(Group) - {Group.SUPPLIERS}
TERMS = Terms(PEOPLE)


def owed(*signers, signatures=(), versions=(FIRST, SECOND), terms=TERMS, today=TODAY):
    return duties(signers, versions, signatures, terms, today)


def person(name, group=Group.EMPLOYEES, unit="ward", **more):
    return Signer(name, group, unit, **more)


def test_employees_leaders_board_members_hired_in_and_representatives_are_asked_and_counted_by_group():
    signers = [person(f"{group}-{n}", group) for group in PEOPLE for n in range(5)]
    signed = [Signature(each.id, 2, date(2025, 2, 20)) for each in signers if each.id.endswith(("-0", "-1"))]
    found = owed(*signers, signatures=signed)
    assert [(each.key, each.share) for each in shares(found, by_group)] == [
        (group, Fraction(2, 5)) for group in sorted(PEOPLE)
    ]
    assert total(found).share == Fraction(2, 5)


def test_a_newcomer_signs_from_their_first_day_and_the_others_from_the_new_versions():
    old, new = owed(person("ann", from_on=date(2019, 1, 1)), person("bo", from_on=date(2025, 2, 25)))
    assert (old.reason, old.due_on, old.state) == (Reason.NEW_VERSION, date(2025, 3, 3), State.OPEN)
    assert (new.reason, new.due_on, new.state) == (Reason.STARTED, date(2025, 3, 11), State.OPEN)
    (unsure,) = owed(person("ola"))
    assert (unsure.reason, unsure.due_on) == (Reason.NEW_VERSION, date(2025, 3, 3))
    assert owed(person("ann"), today=date(2025, 3, 4))[0].state is State.LATE


def test_an_earlier_versions_signature_does_not_answer_for_a_new_one_unless_it_was_a_small_change():
    signed = [Signature("ann", 1, date(2020, 1, 5))]
    assert owed(person("ann"), signatures=signed)[0].state is State.OPEN
    small = Version(2, date(2025, 2, 1), sign_anew=False)
    (found,) = owed(person("ann"), signatures=signed, versions=[FIRST, small])
    assert (found.version, found.state, found.signed_on) == (1, State.SIGNED, date(2020, 1, 5))
    ahead = [Signature("ann", 2, date(2025, 3, 4))]
    assert owed(person("ann"), signatures=ahead)[0].state is State.OPEN


def test_only_those_who_are_there_today_and_whose_group_is_asked_owe_anything():
    gone = person("gone", to_on=date(2025, 3, 2))
    ahead = person("ahead", from_on=date(2025, 3, 4))
    supplier = person("supplier", Group.SUPPLIERS)
    assert owed(gone, ahead, supplier) == ()
    assert owed(person("ann"), versions=[Version(1, date(2025, 3, 4))]) == ()
    assert version_to_sign([], TODAY) is None


def test_new_suppliers_must_accept_from_a_day_on_and_those_of_old_are_invited():
    terms = Terms(frozenset({Group.SUPPLIERS}), days_at_start=0, new_from={Group.SUPPLIERS: date(2025, 2, 1)})
    adopted = [Version(1, date(2024, 6, 1))]
    found = owed(
        person("new", Group.SUPPLIERS, from_on=date(2025, 2, 1)),
        person("old", Group.SUPPLIERS, from_on=date(2025, 1, 31)),
        person("unknown", Group.SUPPLIERS),
        person("willing", Group.SUPPLIERS, from_on=date(2020, 1, 1)),
        signatures=[Signature("willing", 1, date(2025, 1, 1))],
        versions=adopted,
        terms=terms,
    )
    assert [each.state for each in found] == [State.LATE, State.INVITED, State.INVITED, State.SIGNED]
    assert [each.signer.id for each in late(found)] == ["new"]


def crowd(**sizes):
    return [person(f"{unit}-{n}", unit=unit) for unit, size in sizes.items() for n in range(size)]


def test_a_share_under_five_is_masked_and_so_is_what_would_tell_it_by_subtraction():
    found = {each.key: each for each in shares(owed(*crowd(big=20, middle=7, tiny=2)), by_unit)}
    assert found["tiny"] == Share("tiny", None, None, None, masked=True)
    assert found["middle"].masked
    assert found["big"] == Share("big", 0, 20, Fraction(0))
    several = {each.key: each.masked for each in shares(owed(*crowd(big=20, middle=7, a=3, b=2)), by_unit)}
    assert several == {"a": True, "b": True, "big": False, "middle": False}
    assert total(owed(*crowd(tiny=4))).masked
    assert total(()) == Share("", 0, 0, None)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_what_is_masked_is_never_told_by_the_rest(sizes):
    found = shares(owed(*crowd(**{f"u{n}": size for n, size in enumerate(sizes)})), by_unit)
    hidden = [sizes[int(each.key[1:])] for each in found if each.masked]
    assert all(each.owing >= 5 for each in found if not each.masked)
    assert not hidden or len(hidden) == len(sizes) or (len(hidden) > 1 and sum(hidden) >= 5)


@given(st.permutations(crowd(a=3, b=2)))
def test_order_and_repeats_of_signers_and_signatures_change_nothing(signers):
    signed = [Signature("a-0", 2, date(2025, 2, 9)), Signature("a-0", 2, date(2025, 2, 5))]
    found = owed(*signers, *signers, signatures=[*signed, *signed])
    assert found == owed(*crowd(a=3, b=2), signatures=signed[::-1])
    assert found[0].signed_on == date(2025, 2, 5)
    assert len(found) == 5


def test_reminders_come_a_week_and_a_day_before_and_once_late_each_once():
    def due(today, *sent, signatures=()):
        (duty,) = owed(person("ann"), signatures=signatures, today=today)
        return reminder_for(duty, sent, today)

    assert due(date(2025, 2, 10)) is None
    assert due(date(2025, 2, 24)) is Reminder.WEEK_BEFORE
    assert due(date(2025, 2, 25), Reminder.WEEK_BEFORE) is None
    assert due(date(2025, 2, 28), Reminder.WEEK_BEFORE) is Reminder.DAY_BEFORE
    assert due(date(2025, 3, 4), Reminder.DAY_BEFORE) is Reminder.LATE
    assert due(date(2025, 5, 1), Reminder.LATE) is None
    assert due(date(2025, 3, 4), signatures=[Signature("ann", 2, date(2025, 3, 4))]) is None
