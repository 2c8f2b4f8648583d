"""The form of an activity's days gives back what it was begun with: no first day is lost on the way."""

import pytest

from samsvar.core.rules.wheel.timing import DayOfYear, Distance, FromMeeting, FromPeriodEnd, Period, Side, Unit, When
from samsvar.registers.wheel.forms import ChoiceForm, timing_begun
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
