"""What the pages of reports show: rows of what is owed, a report's state and way, refusals in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.rules.reports import Standing
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.subjects.reports.models import Report, ReportKind, ReportState
from samsvar.subjects.reports.selectors import AllDue, Due

Words = str | Promise

#: Saved views of what is owed: the standings in each; none is all.
VIEWS: Mapping[str, tuple[Words, tuple[Standing, ...]]] = {
    "all": (pgettext_lazy("reports", "All"), ()),
    "late": (pgettext_lazy("reports", "Late"), (Standing.LATE,)),
    "submitted": (gettext_lazy("Wait for an answer"), (Standing.SUBMITTED,)),
    "returned": (gettext_lazy("Sent back"), (Standing.RETURNED,)),
    "accepted": (pgettext_lazy("reports", "Accepted"), (Standing.ACCEPTED,)),
}
PILLS = {
    ReportState.SUBMITTED: "warn",
    ReportState.RETURNED: "bad",
    ReportState.ACCEPTED: "good",
    ReportState.REOPENED: "warn",
}
REFUSALS: Mapping[str, tuple[str, Words]] = {
    "kind_twice": ("name", gettext_lazy("There is a report of that name already.")),
    "in_use": (
        "pack",
        gettext_lazy("Reports of this kind are begun, so what it is made of and of whom it is asked stay."),
    ),
    "not_asked": ("", gettext_lazy("No such report is asked of the unit.")),
    "no_such_step": ("", gettext_lazy("The report has moved on since you opened the page. Look at it again.")),
    "no_reason": ("reason", gettext_lazy("Write the reason.")),
    "period_not_over": ("", gettext_lazy("The period is not over yet.")),
    "same_person": ("", gettext_lazy("You handed it in. Somebody else must accept it.")),
    "not_published": ("", gettext_lazy("Say first where the report is public.")),
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """A report that is owed, in the list. `report` None: nobody has begun it."""

    due: Due
    unit: OrgUnit
    report: Report | None
    state: str
    kind: str
    period: str
    is_done: bool
    can_begin: bool


def rows_of(
    found: Sequence[Due], units: Mapping[int, OrgUnit], reports: Mapping[int, Report], viewer: Viewer
) -> list[DueRow]:
    """The rows of a page."""
    rows = []
    for due in found:
        report, unit = reports.get(due.report_id or 0), units[due.unit_id]
        state = str(ReportState(report.state).label) if report else _("not begun")
        rows.append(
            DueRow(
                due,
                unit,
                report,
                state,
                PILLS.get(ReportState(report.state), "") if report else "",
                period_name(due.period),
                due.standing in (Standing.SUBMITTED, Standing.ACCEPTED),
                report is None and viewer.may(Permission.ENTER_MEASUREMENTS, unit),
            )
        )
    return rows


def in_view(found: AllDue, view: str) -> list[Due]:
    """Those of a saved view."""
    wanted = VIEWS[view][1]
    return [each for each in found.rows if not wanted or each.standing in wanted]


def tabs(found: AllDue, view: str) -> list[tuple[str, Words, int, bool]]:
    """Code, words, how many, and whether it is the one shown."""
    return [
        (code, words, sum(found.counts[each] for each in wanted) if wanted else len(found.rows), code == view)
        for code, (words, wanted) in VIEWS.items()
    ]


def finding(found: AllDue) -> str:
    """The list's heading: what is so."""
    if not found.rows:
        return _("Reports")
    late = found.counts[Standing.LATE]
    if late:
        return ngettext("%(n)s report is late", "%(n)s reports are late", late) % {"n": late}
    if found.counts[Standing.ACCEPTED] == len(found.rows):
        return _("All reports are accepted")
    return _("No report is late")


def state_of(report: Report) -> tuple[str, str]:
    """The report's state in words, and the kind of its pill."""
    state = ReportState(report.state)
    return str(state.label), PILLS.get(state, "")


def asked_of(kind: ReportKind) -> str:
    """Of whom a kind is asked, in words."""
    return kind.get_asked_kind_display() if kind.asked_kind else _("the unit itself")


def due_words(kind: ReportKind, activities: Mapping[str, str]) -> str:
    """By when a kind is wanted, in words."""
    days = ngettext("%(n)s day after the period", "%(n)s days after the period", kind.due_days) % {"n": kind.due_days}
    if not kind.activity_code:
        return days
    name = activities.get(kind.activity_code, kind.activity_code)
    return _("the last day of “%(activity)s” in the wheel, else %(days)s") % {"activity": name, "days": days}


def is_late(due: Due, today: date) -> bool:
    """Whether the report is over its last day and not handed in."""
    return due.standing is Standing.LATE and today > due.due_on
