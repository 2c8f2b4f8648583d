"""The forms of the annual wheel: activities, their days, occurrences, meetings and calendars."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.days import parse_day
from samsvar.core.rules.wheel.timing import (
    DayOfYear,
    Distance,
    Edge,
    FromActivity,
    FromMeeting,
    FromPeriodEnd,
    OnFreeDay,
    Period,
    Point,
    Side,
    Unit,
    When,
)
from samsvar.platform.access.permissions import ROLES
from samsvar.platform.forms.fields import Day, RowChoice, Text, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import Body, Person
from samsvar.platform.ui.forms import offer
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Activity, ActivityPhase, ActivityResult, timing_of
from samsvar.registers.wheel.presenters.words import MONTHS, PERIODS, UNITS
from samsvar.registers.wheel.timings import point_as_text, point_from_text

_MONTHS = [("", "–"), *((str(number), name) for number, name in enumerate(MONTHS, start=1))]
_ROLES = [("", _("Not said")), *((role.value, rights.name) for role, rights in ROLES.items())]
_NUMBER: dict[str, Any] = {"min_value": 1, "max_value": 99, "required": False}
ON, SPAN, MEETING, PERIOD, ACTIVITY = "day", "span", "meeting", "period", "activity"
#: Names of the fields that make up an activity's days.
_FAR = ("count", "unit", "side")
_OF_DAYS = ("month", "day", "to_month", "to_day")
_OF_ANCHOR = (*_FAR, "body", "meeting_number", "period", "period_number", "other", "edge")
_OF_FIRST = ("first_count", "first_unit", "first_side", "first_month", "first_day")
TIMING = ("way", "on_free_day", *_OF_DAYS, *_OF_ANCHOR, *_OF_FIRST, "kept_first")
#: What a way asks for wherever it is chosen, so that no label says that it may be left out.
_ASKED = ("way", "month", "to_month", "to_day", "body", "period", "other", "edge", *_FAR, "on_free_day")
#: The fields that each way of saying when is made of. A page that runs scripts shows these alone (`wheel/timing.js`).
OF_WAY: dict[str, tuple[str, ...]] = {
    "": (),
    ON: ("month", "day", "on_free_day"),
    SPAN: (*_OF_DAYS, "on_free_day"),
    MEETING: (*_FAR, "body", "meeting_number", *_OF_FIRST, "on_free_day"),
    PERIOD: (*_FAR, "period", "period_number", *_OF_FIRST, "on_free_day"),
    ACTIVITY: (*_FAR, "other", "edge", *_OF_FIRST, "on_free_day"),
}


class TimingForm(Versioned):
    """When something falls: a day, a stretch of days, or so long before or after something else."""

    way = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[
            ("", _("Not set here")),
            (ON, _("A fixed day each year, or by the end of a month")),
            (SPAN, _("From one day to another each year")),
            (MEETING, _("Before or after a body’s meeting")),
            (PERIOD, _("Before or after the end of a period")),
            (ACTIVITY, _("Before or after another activity")),
        ],
        help_text=_("Then fill in what belongs to it below."),
    )
    month = forms.ChoiceField(label=pgettext_lazy("of the year", "Month"), choices=_MONTHS, required=False)
    day = forms.IntegerField(
        label=_("Day"), min_value=1, max_value=31, required=False, help_text=_("Empty: the end of the month.")
    )
    to_month = forms.ChoiceField(label=_("To month"), choices=_MONTHS, required=False)
    to_day = forms.IntegerField(
        label=_("To day"), min_value=1, max_value=31, required=False,
        help_text=_("Before the first day: the year after."),
    )  # fmt: skip
    body = forms.ChoiceField(label=_("Body"), choices=(), required=False)
    meeting_number = forms.IntegerField(
        label=_("Which meeting of the year"), help_text=_("Empty: each of them."), **_NUMBER
    )
    period = forms.ChoiceField(label=_("Period"), choices=[("", "–"), *PERIODS.items()], required=False)
    period_number = forms.IntegerField(
        label=_("Which period of the year"), help_text=_("Empty: each of them."), **_NUMBER
    )
    other = RowChoice(
        Activity.objects.none(), label=_("Activity"), required=False, words=lambda row: row.name(current_language())
    )
    edge = forms.ChoiceField(
        label=_("Counted from"),
        required=False,
        choices=[(Edge.DUE, _("its last day")), (Edge.OPENS, _("its first day"))],
    )
    count = forms.IntegerField(label=_("How long"), min_value=0, max_value=999, required=False)
    unit = forms.ChoiceField(label=_("Days, weeks or months"), choices=list(UNITS.items()), required=False)
    side = forms.ChoiceField(
        label=_("Before or after"), required=False, choices=[(Side.BEFORE, _("before")), (Side.AFTER, _("after"))]
    )
    first_count = forms.IntegerField(
        label=_("The first day, how long from the same"), min_value=0, max_value=999, required=False,
        help_text=_("Empty where it has no first day."),
    )  # fmt: skip
    first_unit = forms.ChoiceField(label=_("Days, weeks or months"), choices=list(UNITS.items()), required=False)
    first_side = forms.ChoiceField(
        label=_("Before or after"), required=False, choices=[(Side.BEFORE, _("before")), (Side.AFTER, _("after"))]
    )
    first_month = forms.ChoiceField(label=_("Or a fixed first day: month"), choices=_MONTHS, required=False)
    first_day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31, required=False)
    kept_first = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    on_free_day = forms.ChoiceField(
        label=_("Where it falls on a day off"),
        required=False,
        choices=[
            (OnFreeDay.STANDS, _("it stands")),
            (OnFreeDay.BEFORE, _("the working day before")),
            (OnFreeDay.AFTER, _("the working day after")),
        ],
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name in _ASKED:
            self.fields[name].conditional = True  # type: ignore[attr-defined]  # read by `platform/ui/forms`

    def choose_from(self, bodies: Iterable[Body], names: Mapping[str, str], others: Any) -> None:
        """Offer what days may hang on: kinds of bodies, the enterprise's own bodies, and other activities."""
        kinds = [(kind, names[kind]) for kind in names if kind in {body.kind for body in bodies} or kind in _USUAL]
        own = [(body.key, names[body.key]) for body in bodies]
        offer(self, "body", [("", "–"), *kinds, *own])
        choose_among(self, "other", others)

    def clean(self) -> dict[str, Any]:
        """Say at its field what the chosen way lacks."""
        found: dict[str, Any] = super().clean() or {}
        for name in _NEEDED.get(found.get("way", ""), ()):
            if not found.get(name) and name not in self.errors:
                self.add_error(name, _("Fill in this."))
        return found

    @property
    def timing(self) -> dict[str, Any]:
        """The days as an activity stores them; empty where they are not set here."""
        when = _when(self.cleaned_data)
        return timing_of(when) if when else {}

    @property
    def beside(self) -> dict[str, Any]:
        """What was filled in besides the days."""
        return {name: value for name, value in self.written.items() if name not in TIMING}


_USUAL = ("board", "amu", "management", "directors_meeting")
_NEEDED = {ON: ("month",), SPAN: ("month", "day", "to_month", "to_day"), MEETING: ("body",)}
_NEEDED |= {PERIOD: ("period",), ACTIVITY: ("other",)}


def _when(said: Mapping[str, Any]) -> When | None:
    free = OnFreeDay(said.get("on_free_day") or OnFreeDay.STANDS)
    if said["way"] == SPAN:
        first, last = (int(said["month"]), said["day"]), (int(said["to_month"]), said["to_day"])
        return When(DayOfYear(*last, years=int(last < first)), DayOfYear(*first), free)
    point = _point(said)
    return When(point, _first(said, point), free) if point else None


def _first(said: Mapping[str, Any], last: Point) -> Point | None:
    """The first day of what hangs on something: so long from the same, a day of the year, or what stood there."""
    if isinstance(last, DayOfYear):
        return None
    if said.get("first_count") is not None:
        far = Distance(
            said["first_count"], Unit(said["first_unit"] or Unit.DAYS), Side(said["first_side"] or Side.BEFORE)
        )
        return replace(last, distance=far)
    if said.get("first_month"):
        return DayOfYear(int(said["first_month"]), said["first_day"])
    return point_from_text(said.get("kept_first") or "")


def _point(said: Mapping[str, Any]) -> Point | None:
    far = Distance(said.get("count") or 0, Unit(said.get("unit") or Unit.DAYS), Side(said.get("side") or Side.BEFORE))
    match said["way"]:
        case "day":
            return DayOfYear(int(said["month"]), said["day"])
        case "meeting":
            return FromMeeting(said["body"], said["meeting_number"], far)
        case "period":
            return FromPeriodEnd(Period(said["period"]), said["period_number"], far)
        case "activity":
            return FromActivity(said["other"].key, Edge(said.get("edge") or Edge.DUE), far)
    return None


def timing_begun(when: When | None) -> dict[str, Any]:
    """What the fields begin with for days as the rules read them."""
    if when is None:
        return {}
    stands = when.on_free_day is OnFreeDay.STANDS
    begun: dict[str, Any] = {} if stands else {"on_free_day": when.on_free_day.value}
    due = when.due
    match due:
        case DayOfYear(month, day):
            if isinstance(when.opens, DayOfYear):
                first = {"month": when.opens.month, "day": when.opens.day}
                return {**begun, "way": SPAN, **first, "to_month": month, "to_day": day}
            return {**begun, "way": ON, "month": month, "day": day}
        case FromMeeting(body, number):
            begun |= {"way": MEETING, "body": body, "meeting_number": number}
        case FromPeriodEnd(period, number):
            begun |= {"way": PERIOD, "period": period.value, "period_number": number}
        case FromActivity(activity, edge):
            begun |= {"way": ACTIVITY, "other": activity, "edge": edge.value}
    begun |= _first_begun(due, when.opens)
    far = due.distance
    return {**begun, "count": far.count, "unit": far.unit.value, "side": far.side.value}


def _first_begun(last: FromMeeting | FromPeriodEnd | FromActivity, first: Point | None) -> dict[str, Any]:
    if first is None:
        return {}
    if isinstance(first, DayOfYear):
        return {"first_month": first.month, "first_day": first.day}
    if type(first) is type(last) and replace(last, distance=first.distance) == first:
        far = first.distance
        return {"first_count": far.count, "first_unit": far.unit.value, "first_side": far.side.value}
    return {"kept_first": point_as_text(first)}


#: From when an activity counts, asked where it is taken in.
_COUNTS_FROM: dict[str, Any] = {
    "label": _("Counts from"),
    "required": False,
    "help_text": _(
        "What was due before that day is kept as before the wheel counted: not late, and nobody is reminded."
    ),
}
_DAYS = (_("A fixed day, or from one day to another"), _OF_DAYS)
_ANCHORS = (_("Before or after a meeting, a period or another activity"), _OF_ANCHOR)
_FIRST = (_("A first day, where it has one"), _OF_FIRST)


class ActivityForm(TimingForm):
    """An activity of the enterprise's own."""

    name_nb = Text(label=_("Name in bokmål"), max_length=200)
    name_nn = Text(label=_("Name in nynorsk"), max_length=200, required=False)
    name_en = Text(label=_("Name in English"), max_length=200, required=False)
    phase = forms.ChoiceField(label=_("Phase"), choices=ActivityPhase.choices)
    result = forms.ChoiceField(label=_("What comes out of it"), choices=ActivityResult.choices)
    role = forms.ChoiceField(label=_("Responsible role"), choices=_ROLES, required=False)
    about_nb = Text(label=_("What it is"), lines=3, max_length=2_000, required=False)
    only_here = forms.BooleanField(label=_("Only for us, not for the trusts beneath"), required=False)
    from_year = forms.IntegerField(label=_("First year"), min_value=1900, max_value=2199, required=False)
    to_year = forms.IntegerField(label=_("Last year"), min_value=1900, max_value=2199, required=False)
    counts_from = Day(**_COUNTS_FROM)

    sections = (
        (_("The activity"), ("name_nb", "phase", "role", "about_nb", "way")),
        _DAYS,
        _ANCHORS,
        _FIRST,
        (_("Days off"), ("on_free_day",)),
        (_("More"), ("name_nn", "name_en", "result", "only_here", "counts_from", "from_year", "to_year")),
    )


class AdoptForm(forms.Form):
    """From when the shipped activities count here."""

    counts_from = Day(**{**_COUNTS_FROM, "required": True})


class ChoiceForm(TimingForm):
    """What an enterprise makes of an activity: own days, role and person; or that it does not hold it."""

    responsible = RowChoice(
        Person.objects.none(), label=_("Responsible person"), required=False, empty_label=_("Whoever has the role")
    )
    role = forms.ChoiceField(label=_("Responsible role"), choices=_ROLES, required=False)
    counts_from = Day(**_COUNTS_FROM)
    left_out = forms.BooleanField(label=_("We do not hold it"), required=False)
    reason = Text(
        label=_("Why"), lines=2, max_length=2_000, required=False, conditional=True,
        help_text=_("Needed where it is not held; the region reads it."),
    )  # fmt: skip

    sections = (
        (_("Who and when"), ("responsible", "role", "counts_from", "way")),
        _DAYS,
        _ANCHORS,
        _FIRST,
        (_("Days off"), ("on_free_day",)),
        (_("Not held here"), ("left_out", "reason")),
    )


class OccurrenceForm(Versioned):
    """What is written about one time that an activity is held."""

    responsible = RowChoice(
        Person.objects.none(), label=_("Responsible person"), required=False, empty_label=_("Whoever has the role")
    )
    role = forms.ChoiceField(label=_("Responsible role"), choices=_ROLES, required=False)
    notes = Text(label=_("Notes"), lines=5, max_length=10_000, required=False)
    evidence = Text(
        label=_("What shows that it was held"), lines=2, max_length=2_000, required=False,
        help_text=_("A case number, an address, or where the documents lie."),
    )  # fmt: skip


class MoveForm(Versioned):
    """Other days for this one time."""

    opens_on = Day(label=_("First day"), required=False)
    due_on = Day(label=_("Last day"))
    reason = Text(label=_("Why it is moved"), lines=2, max_length=2_000)


class FinishForm(Versioned):
    """That it is done, and what came of it."""

    done_on = Day(label=_("Done on"))
    notes = Text(label=_("What came of it"), lines=5, max_length=10_000, required=False, conditional=True)
    evidence = Text(
        label=_("What shows it"), lines=2, max_length=2_000, required=False, conditional=True,
        help_text=_("A case number, an address, or where the documents lie. Write at least one of the two."),
    )  # fmt: skip


class CancelForm(Versioned):
    """That it is not held this time."""

    reason = Text(label=_("Why it is not held"), lines=3, max_length=2_000)


class MeetingForm(Versioned):
    """A body's meeting."""

    year = forms.IntegerField(label=_("The year it belongs to"), min_value=2000, max_value=2199)
    number = forms.IntegerField(
        label=_("Number in the year"), min_value=1, max_value=99, required=False,
        help_text=_("Empty for an extraordinary meeting, on which nothing hangs."),
    )  # fmt: skip
    held_on = Day(label=_("Day"), required=False, help_text=_("Empty until it is decided."))
    place = Text(label=_("Place"), max_length=200, required=False)
    cancelled = forms.BooleanField(label=_("Cancelled"), required=False)


class MeetingDaysForm(forms.Form):
    """The days of a body's ordinary meetings of a year, one a line."""

    year = forms.IntegerField(label=pgettext_lazy("of meetings", "Year"), min_value=2000, max_value=2199)
    days = Text(
        label=_("Days"), lines=8, max_length=2_000,
        help_text=_("One a line, for example 14.02.2026. They are numbered as they fall."),
    )  # fmt: skip
    place = Text(label=_("Place"), max_length=200, required=False)

    def clean_days(self) -> list[date]:
        """The days; what is no day is named by its line."""
        found, wrong = [], []
        for number, line in enumerate(str(self.cleaned_data["days"]).splitlines(), start=1):
            text = line.strip()
            if not text:
                continue
            try:
                found.append(parse_day(text))
            except CellProblem:
                wrong.append(_("Line %(number)s is not a day: %(text)s") % {"number": number, "text": text[:40]})
        if wrong:
            raise forms.ValidationError(wrong)
        return found


class YearForm(forms.Form):
    """What the address of the wheel may ask for."""

    year = forms.IntegerField(min_value=1900, max_value=2199, required=False)
    phase = forms.ChoiceField(choices=[("", ""), *ActivityPhase.choices], required=False)
    view = forms.ChoiceField(choices=[(word, word) for word in ("", "hjul", "liste")], required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)
