"""The words of codes: points of an agenda, how a thing stands, and why a rule refuses."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.numbers import format_date
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.meetings.models import Review

Words = str | Promise

POINTS: Mapping[str, Words] = {
    "last_decisions": _("What came of the decisions of the last review"),
    "changes_in_context_and_requirements": _("Changes around us and in requirements"),
    "goals_and_indicators": _("Goals and indicators"),
    "late_actions": _("Actions over the deadline"),
    "late_activities": _("Activities of the annual wheel over the deadline"),
    "effect_of_measures": _("What came of actions that are done"),
    "requirements_without_evidence": _("Requirements with nothing behind them"),
    "user_experience": _("What patients, users and employees have experienced"),
    "deviations_and_incidents": _("Deviations and incidents"),
    "audit_findings": _("Findings of audits"),
    "risk_areas": _("Areas of risk"),
    "resources": _("Resources set aside"),
    "complaints_and_inquiries": _("Complaints and requests for information"),
    "chances_to_improve": _("Chances to improve"),
    "scope_and_criteria": _("Scope and what the audit is held against"),
    "last_audit_findings": _("Findings of the last audit"),
    "environmental_requirements": _("Requirements on climate and environment"),
    "environmental_goals_and_indicators": _("Goals and indicators of climate and environment"),
    "environmental_deviations": _("Deviations in climate and environment"),
    "late_environmental_actions": _("Environmental actions over the deadline"),
    "hse_laws_known": _("The acts and regulations on HSE are at hand and known"),
    "hse_training": _("Training in HSE"),
    "employee_participation": _("Employees take part"),
    "hse_goals": _("Goals for HSE"),
    "responsibilities_and_authority": _("Who answers for what"),
    "hse_risks_and_plans": _("Hazards, risks and plans"),
    "routines_for_breaches": _("Routines to find, correct and prevent breaches"),
}

#: How a gathered thing stands.
STANDS: Mapping[str, Words] = {
    "late": pgettext_lazy("stands", "over the deadline"),
    "open": pgettext_lazy("stands", "open"),
    "done": pgettext_lazy("stands", "done"),
    "no_action": pgettext_lazy("stands", "no action yet"),
    "no_steps": pgettext_lazy("stands", "asks for nothing"),
    "deviation": pgettext_lazy("stands", "deviation"),
    "observation": pgettext_lazy("stands", "observation"),
    "improvement": pgettext_lazy("stands", "room to improve"),
    "proposed": pgettext_lazy("stands", "proposed"),
    "nothing": pgettext_lazy("stands", "nothing behind it"),
    "old": pgettext_lazy("stands", "too old"),
    "meets": pgettext_lazy("stands", "meets the target"),
    "better": pgettext_lazy("stands", "clearly better than the target"),
    "warning": pgettext_lazy("stands", "within the warning band"),
    "outside": pgettext_lazy("stands", "outside the warning band"),
    "far_off": pgettext_lazy("stands", "far off the target"),
    "no_target": pgettext_lazy("stands", "no target"),
    "unknown": pgettext_lazy("stands", "not known"),
}

REFUSALS: Mapping[str, tuple[str, Words]] = {
    "case_there": ("number", _("Case %(number)s is registered already. Find it by search.")),
    "meeting_of_another": ("meeting", _("The meeting is of another body.")),
    "no_text": ("text", _("Write it in words first.")),
    "held": ("", _("The review is held, and its minutes are frozen. Begin a new one.")),
    "is_action": ("", _("It is an action already. Change the action.")),
    "no_steps": ("", _("Say first what somebody is to do.")),
    "all_are_actions": ("", _("All that the decision asks for are actions already.")),
    "answered": ("", _("The proposal is answered already.")),
    "review_there": ("year", _("It is begun for %(year)s already.")),
    "no_such_point": ("", _("The agenda has no such point.")),
    "held_in_the_future": ("held_on", _("The day has not come yet.")),
    "closed": ("", _("The finding is closed already.")),
    "closed_in_the_future": ("closed_on", _("The day has not come yet.")),
    "no_reason": ("reason", _("Write why, and what is to be changed.")),
    "more_than_asked": ("took_part", _("More have taken part than were asked. Check both numbers.")),
    "nothing_set_aside": ("person_years", _("Write person-years, money or both.")),
    "set_aside_there": ("purpose", _("The unit has a line for that purpose in that year. Change it there.")),
    "due_before_start": ("due_on", _("The deadline is before the first day.")),
}


def meeting_name(meeting: Meeting, body: str = "") -> str:
    """A meeting in words: body, and day or number of the year."""
    name = body or meeting.body.name(current_language())
    if meeting.held_on:
        return f"{name}, {format_date(meeting.held_on, current_language())}"
    if meeting.number:
        return gettext("%(body)s, meeting %(number)d of %(year)d") % {
            "body": name,
            "number": meeting.number,
            "year": meeting.year,
        }
    return gettext("%(body)s, %(year)d, day not set") % {"body": name, "year": meeting.year}


def review_title(review: Review) -> str:
    """What a review is called."""
    words = {"kind": review.get_kind_display(), "year": review.year}
    return gettext("%(kind)s %(year)d") % words


def finding_of_meetings(unweighed: int, waiting: int) -> str:
    """The landing page's heading: what is owed."""
    if unweighed:
        return ngettext("%(n)d decision is not weighed yet", "%(n)d decisions are not weighed yet", unweighed) % {
            "n": unweighed
        }
    if waiting:
        return ngettext(
            "%(n)d thing decided is not an action yet", "%(n)d things decided are not actions yet", waiting
        ) % {"n": waiting}
    return gettext("Meetings and reviews")
