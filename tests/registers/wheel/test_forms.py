"""The form of an activity's days gives back what it was begun with: no first day is lost on the way."""

import pytest

from samsvar.core.rules.wheel.timing import DayOfYear, Distance, FromMeeting, FromPeriodEnd, Period, Side, Unit, When
from samsvar.registers.wheel.forms import OF_WAY, ActivityForm, ChoiceForm, timing_begun
from samsvar.registers.wheel.models import Activity, timing_of

THREE_WEEKS, SIX_WEEKS = (Distance(count, Unit.WEEKS, Side.BEFORE) for count in (3, 6))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "first",
    [
        None,
        DayOfYear(10, 20),
        FromMeeting("board", 5, SIX_WEEKS),
        FromPeriodEnd(Period("tertial"), 2, THREE_WEEKS),
    ],
)
def test_a_first_day_stands_after_the_form_is_saved_as_it_was_begun(first):
    when = When(FromMeeting("board", 5, THREE_WEEKS), first)
    form = ChoiceForm(timing_begun(when))
    form.choose_from((), {"board": "Styret"}, Activity.objects.none())
    assert form.is_valid(), form.errors
    assert form.timing == timing_of(when)


@pytest.mark.django_db
def test_a_day_that_was_filled_in_for_another_way_is_no_first_day():
    sent = {"way": "meeting", "body": "amu", "count": 14, "unit": "days", "side": "before", "month": "9", "day": 30}
    form = ChoiceForm(sent)
    form.choose_from((), {"amu": "AMU"}, Activity.objects.none())
    assert form.is_valid(), form.errors
    assert form.timing == timing_of(When(FromMeeting("amu", None, Distance(14, Unit.DAYS, Side.BEFORE))))


def test_each_way_is_made_of_fields_that_the_forms_have():
    for form in (ActivityForm, ChoiceForm):
        in_sections = {name for _heading, names in form.sections for name in names}
        assert {name for names in OF_WAY.values() for name in names} <= in_sections
    assert set(OF_WAY) == {way for way, _words in ChoiceForm.base_fields["way"].choices}
