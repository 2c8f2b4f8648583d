"""When an activity falls, what a day waits for, and why a rule says no: in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext, pgettext, pgettext_lazy

from samsvar.core.documents.numbers import format_date, format_period
from samsvar.core.rules.wheel.timing import (
    DayOfYear,
    Distance,
    Edge,
    FromActivity,
    FromMeeting,
    FromPeriodEnd,
    Period,
    Point,
    Side,
    Unit,
    When,
)
from samsvar.platform.access.permissions import ROLES, Role
from samsvar.platform.organisation.models import Body, BodyKind
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Occurrence, OccurrenceState

Words = str | Promise
#: Names of what days hang on, by body's kind or key and by activity's key.
Names = Mapping[str, str]

MONTHS: tuple[Words, ...] = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)
SHORT_MONTHS: tuple[Words, ...] = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "June"),
    pgettext_lazy("short month", "July"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)
PERIODS: Mapping[str, Words] = {
    Period.MONTH: pgettext_lazy("period", "month"),
    Period.QUARTER: pgettext_lazy("period", "quarter"),
    Period.TERTIAL: pgettext_lazy("period", "tertial"),
    Period.HALF_YEAR: pgettext_lazy("period", "half-year"),
    Period.YEAR: pgettext_lazy("period", "year"),
}
_EACH_END: Mapping[str, Words] = {
    Period.MONTH: gettext_lazy("the end of each month"),
    Period.QUARTER: gettext_lazy("the end of each quarter"),
    Period.TERTIAL: gettext_lazy("the end of each tertial"),
    Period.HALF_YEAR: gettext_lazy("the end of each half-year"),
    Period.YEAR: gettext_lazy("the end of the year"),
}
UNITS: Mapping[str, Words] = {
    Unit.DAYS: pgettext_lazy("distance", "days"),
    Unit.WORKING_DAYS: pgettext_lazy("distance", "working days"),
    Unit.WEEKS: pgettext_lazy("distance", "weeks"),
    Unit.MONTHS: pgettext_lazy("distance", "months"),
}
#: What a body's meeting is called where days hang on the kind.
MEETINGS: Mapping[str, Words] = {
    BodyKind.BOARD: gettext_lazy("board meeting"),
    BodyKind.DIRECTORS_MEETING: gettext_lazy("directors’ meeting"),
    BodyKind.AMU: gettext_lazy("meeting of the working environment committee"),
    BodyKind.MANAGEMENT: gettext_lazy("meeting of the management group"),
    BodyKind.WORKING_GROUP: gettext_lazy("meeting of the working group"),
    BodyKind.OUTSIDE: gettext_lazy("meeting of the outside body"),
}
_WAITS: Mapping[str, Words] = {
    "date_not_set": gettext_lazy("no day is set yet"),
    "meeting_not_planned": gettext_lazy("no meeting is planned: %(about)s"),
    "meeting_not_dated": gettext_lazy("the meeting has no day yet: %(about)s"),
    "meeting_cancelled": gettext_lazy("the meeting is cancelled: %(about)s"),
    "activity_not_held": gettext_lazy("it hangs on an activity that is not held: %(about)s"),
    "activity_not_dated": gettext_lazy("it hangs on an activity without a day: %(about)s"),
    "activity_cancelled": gettext_lazy("it hangs on an activity that is cancelled: %(about)s"),
    "cycle": gettext_lazy("it hangs on itself, through others"),
    "impossible_day": gettext_lazy("there is no such day"),
    "opens_after_due": gettext_lazy("the first day would come after the last"),
}
#: What stands in the way, by code: the field it is said at (empty: the whole form) and the sentence.
REFUSALS: Mapping[str, tuple[str, Words]] = {
    "no_name": ("name_nb", gettext_lazy("Write what the activity is called.")),
    "years_not_in_order": ("to_year", gettext_lazy("The last year comes before the first.")),
    "fixed_by_law": ("month", gettext_lazy("The day is set by law. A trust may set an earlier one of its own.")),
    "no_reason": ("reason", gettext_lazy("Write why.")),
    "not_held_here": ("", gettext_lazy("The activity is not for this enterprise.")),
    "unknown_activity": ("other", gettext_lazy("It hangs on an activity that is not held here.")),
    "impossible_day": ("day", gettext_lazy("No year has that day.")),
    "no_such_period": ("period_number", gettext_lazy("The year has fewer such periods.")),
    "no_such_meeting": ("meeting_number", gettext_lazy("Meetings are numbered from one.")),
    "distance_below_zero": ("count", gettext_lazy("Write zero or more.")),
    "several_in_opening": ("", gettext_lazy("First and last day must hang on the same meetings or periods.")),
    "cycle": ("other", gettext_lazy("The activities would wait for each other in a ring.")),
    "two_of_one_code": ("", gettext_lazy("Two activities have the same code.")),
    "gone": ("", gettext_lazy("The activity is no longer in this year’s wheel.")),
    "ended": ("", gettext_lazy("It is over. Open it again first.")),
    "opens_after_due": ("opens_on", gettext_lazy("The first day comes after the last.")),
    "no_such_move": ("", gettext_lazy("That cannot be done from where it stands now.")),
    "done_in_the_future": ("done_on", gettext_lazy("The day has not come yet.")),
    "nothing_shows_it": ("notes", gettext_lazy("Write what came of it, or where that can be seen.")),
    "two_of_one_number": ("number", gettext_lazy("The body has another meeting with that number this year.")),
    "numbers_out_of_order": ("held_on", gettext_lazy("A meeting with a higher number would come before this one.")),
    "number_below_one": ("number", gettext_lazy("Meetings are numbered from one.")),
    "not_in_its_year": ("held_on", gettext_lazy("The day is too far from the year of the meeting.")),
    "no_days": ("days", gettext_lazy("Write at least one day.")),
}
STATE_KINDS: Mapping[str, str] = {
    OccurrenceState.DONE: "good",
    OccurrenceState.UNDER_WAY: "",
    OccurrenceState.NOT_BEGUN: "",
    OccurrenceState.CANCELLED: "",
    OccurrenceState.WITHDRAWN: "warn",
    OccurrenceState.BEFORE: "",
}


def role_words(code: str) -> str:
    """A role's name; empty where there is none."""
    return str(ROLES[Role(code)].name) if code in set(Role) else ""


def body_words(bodies: list[Body]) -> dict[str, str]:
    """What bodies are called by kind and by key."""
    named = {kind.value: str(kind.label) for kind in BodyKind}
    return {**named, **{body.key: body.name(current_language()) for body in bodies}}


def when_words(when: When | None, names: Names) -> str:
    """The days in words: `30 June`, `14 days before each meeting of …`."""
    if when is None:
        return _("no day is set")
    due = _point(when.due, names)
    if when.opens is None or when.opens == when.due:
        return due
    if isinstance(when.due, DayOfYear) and isinstance(when.opens, DayOfYear):
        if when.due.day is None and when.opens == DayOfYear(when.due.month, 1, when.due.years):
            return _("in %(month)s") % {"month": MONTHS[when.due.month - 1]}
        return _("%(first)s to %(last)s") % {"first": _point(when.opens, names), "last": due}
    return _("from %(first)s to %(last)s") % {"first": _point(when.opens, names), "last": due}


def _point(point: Point, names: Names) -> str:
    match point:
        case DayOfYear():
            return _day(point)
        case FromMeeting(body, number, distance):
            return _far(distance, _meeting(body, number, names))
        case FromPeriodEnd(period, number, distance, _years):
            return _far(distance, _period(period, number))
        case FromActivity(activity, edge, distance):
            name = names.get(activity, "…")
            anchor = _("the end of “%(activity)s”") if edge is Edge.DUE else _("the beginning of “%(activity)s”")
            return _far(distance, anchor % {"activity": name})


def _day(point: DayOfYear) -> str:
    month = MONTHS[point.month - 1] if 1 <= point.month <= 12 else "?"
    if point.day is None:
        words = _("the end of %(month)s") % {"month": month}
    else:
        words = pgettext("day of a month", "%(day)s %(month)s") % {"day": point.day, "month": month}
    if not point.years:
        return words
    return (_("%(day)s the year after") if point.years > 0 else _("%(day)s the year before")) % {"day": words}


def _meeting(body: str, number: int | None, names: Names) -> str:
    meeting = str(MEETINGS.get(body, "")) or _("meeting of %(body)s") % {"body": names.get(body, "…")}
    if number is None:
        return _("each %(meeting)s") % {"meeting": meeting}
    return _("%(meeting)s no. %(number)s of the year") % {"meeting": meeting, "number": number}


def _period(period: Period, number: int | None) -> str:
    name = PERIODS[period]
    if number is None or period is Period.YEAR:
        return str(_EACH_END[period])
    return _("the end of %(period)s %(number)s") % {"period": name, "number": number}


def _far(distance: Distance, anchor: str) -> str:
    if not distance.count:
        return pgettext("point in time", "%(anchor)s") % {"anchor": anchor}
    words = _("%(distance)s before %(anchor)s") if distance.side is Side.BEFORE else _("%(distance)s after %(anchor)s")
    return words % {"distance": _distance(distance), "anchor": anchor}


def _distance(distance: Distance) -> str:
    n = distance.count
    words = {
        Unit.DAYS: npgettext("distance", "%(n)d day", "%(n)d days", n),
        Unit.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", n),
        Unit.WEEKS: ngettext("%(n)d week", "%(n)d weeks", n),
        Unit.MONTHS: npgettext("distance", "%(n)d month", "%(n)d months", n),
    }[distance.unit]
    return words % {"n": n}


def slot_words(slot: str, names: Names) -> str:
    """Which of several in a year: `AMU 2`, `tertial 1`; empty for the only one."""
    of, _dash, number = slot.rpartition("-")
    if not of:
        return ""
    name = PERIODS.get(of) or names.get(of) or of
    return f"{name} {number}"


def wait_words(row: Occurrence, names: Names) -> str:
    """What an unknown day waits for; empty where all is known."""
    said = []
    for code, about in row.waits_for:
        name = names.get(about) or slot_words(about, names) or ""
        said.append(str(_WAITS[code]) % {"about": name} if code in _WAITS else code)
    return ", ".join(said)


def days_words(row: Occurrence) -> str:
    """Both days, or the one, or that they are not known."""
    language = current_language()
    if row.due_on is None:
        return _("no day yet")
    if row.opens_on is None or row.opens_on == row.due_on:
        return format_date(row.due_on, language, "text")
    return format_period(row.opens_on, row.due_on, language)


def whose(row: Occurrence) -> str:
    """Who answers for it: a person, else the role."""
    return row.responsible.name if row.responsible else role_words(row.role)
