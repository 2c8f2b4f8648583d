"""The words of the rules' codes, in pages and where a rule refuses."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.controls import ControlState
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.language import as_language, current_language

Words = str | Promise

REFUSALS: Mapping[str, tuple[str, Words]] = {
    "above_enterprises": ("", _("Choose a unit of an enterprise first.")),
    "named_already": ("name_nb", _("There is a document with this name and number already.")),
    "owned_outside": ("", _("Another organisation owns the document. It is changed there.")),
    "older_than_former": ("in_force_from", _("The version before it is in force from a later day.")),
    "number_twice": ("", _("There is a version with this number already.")),
    "no_body": ("body_name", _("Say which body decided it.")),
    "outside_its_level": ("unit", _("The unit does not lie under the level that set the document.")),
    "ends_before_it_begins": ("", _("The last day comes before the first.")),
    "holds_already": ("unit", _("The document holds there already.")),
    "tied_already": ("", _("It is tied already.")),
    "to_itself": ("other", _("A document cannot stand on itself.")),
    "cycle": ("other", _("Then the documents would stand on each other in a ring.")),
    "unknown_document": ("other", _("Choose the other document.")),
    "months_out_of_range": ("months", _("Write a number of months from 1 to 240.")),
    "rule_of_that_day": ("from_on", _("There is a rule from that day already.")),
    "in_the_future": ("", _("The day has not come yet.")),
    "not_in_force": ("", _("The document is no longer in force.")),
    "no_such_document": ("codes", _("Choose among the documents of the list.")),
    "asked_of_nobody": ("asks_of", _("Say of whom it is asked.")),
    "answered_by_nothing": ("answered_by", _("Say what can answer it.")),
    "no_target": ("", _("Say what answers the requirement.")),
    "not_answered_so": ("", _("The requirement is not answered by such a thing.")),
    "no_responsible": ("responsible", _("Say who answers for it.")),
    "no_evidence": ("evidence_text", _("Say what shows it: a text or a link.")),
    "no_receivers": ("enterprises", _("Choose at least one receiver.")),
    "no_assessment": ("assessment", _("Write the assessment.")),
    "not_a_signer": ("", _("You are not among those who sign this document.")),
    "not_begun_yet": ("", _("The version is not in force yet.")),
    "opened_already": ("", _("This version has been sent out already. Register a new version to ask anew.")),
    "no_groups": ("groups", _("Choose at least one group.")),
    "found_by_role": ("", _("They are found by their role or seat. End that instead.")),
    "no_names": ("names", _("Write at least one name.")),
    "signs_here": ("signers", _("Whoever signs in here confirms themselves.")),
    "received_already": ("enterprises", _("What is answered cannot be taken from a receiver.")),
    "outside_the_enterprise": ("enterprises", _("Receivers lie under the enterprise that gives the assignment.")),
    "no_answer": ("answer", _("Write the answer.")),
    "no_case_day": ("assessed_on", _("Write the day of the assessment.")),
    "nothing_found": ("found", _("Write what was found.")),
    "no_judgement": ("judgement", _("Say what is needed: guidance, an action, or nothing more.")),
    "no_guidance": ("judgement_reason", _("Say what guidance is needed, and for whom.")),
    "no_action_title": ("action_title", _("Say what is to be done.")),
    "no_correction": ("corrected", _("Write what was done about it.")),
    "no_deviation": ("", _("There is no open deviation.")),
    "interval_out_of_range": ("every_months", _("Write a number of months from 1 to 120.")),
}

SUBJECTS: Mapping[str, Words] = {
    "hse": _("Working environment"),
    "whistleblowing": _("Whistleblowing"),
    "due_diligence": _("Due diligence"),
    "procurement": _("Procurement"),
    "equality": _("Equality"),
    "openness": _("Openness"),
    "climate": _("Climate and environment"),
    "governance": _("Steering"),
    "patient_safety": _("Patient safety"),
    "sustainability": _("Sustainability"),
    "ethics": _("Ethics"),
}
COVER_KINDS = {"answered": "good", "undated": "warn", "old": "warn", "nothing": "bad"}
"""The kind of pill a cover is drawn with."""

STATUS_KINDS = {"not_begun": "bad", "under_way": "warn", "done": "good"}
IMPLEMENTED_KINDS = {"not_begun": "bad", "under_way": "warn", "implemented": "good", "followed_up": "good"}
CONTROL_STATES: Mapping[ControlState, tuple[Words, str]] = {
    ControlState.DEVIATION: (_("open deviation"), "bad"),
    ControlState.LATE: (_("late"), "bad"),
    ControlState.DUE: (_("due soon"), "warn"),
    ControlState.PLANNED: (_("in order"), "good"),
    ControlState.ENDED: (_("ended"), ""),
}
"""How a control stands in words, and the kind of pill."""

JUDGEMENT_KINDS = {"guidance": "warn", "action": "warn", "none": "good"}
"""The kind of pill that a judgement is drawn with."""


def partial_day(text: str) -> str:
    """A day as far as it is known: a day, a month or a year in words; empty where nothing is."""
    parts = [int(part) for part in text.split("-") if part]
    if len(parts) == 3:
        return format_date(date.fromisoformat(text), as_language(current_language()), "text")
    if len(parts) == 2:
        return f"{parts[1]:02}.{parts[0]}"
    return text


def subject_names(codes: str) -> list[str]:
    """The subjects of a column `;a;b;` in words; a code without words stands as it is."""
    return [str(SUBJECTS.get(code, code)) for code in parted(codes)]
