"""Codes of the records as words: risk kinds, steps, grades, and why something may not be done."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from samsvar.core.catalogues import load_edition, row_number, row_text
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language

Words = str | Promise

GRADES: dict[int, Words] = {
    1: gettext_lazy("slight"),
    2: gettext_lazy("moderate"),
    3: gettext_lazy("serious"),
    4: gettext_lazy("very serious"),
    5: gettext_lazy("critical"),
}
SCOPES: dict[int, Words] = {
    1: gettext_lazy("one or a few people"),
    2: gettext_lazy("some people"),
    3: gettext_lazy("many people"),
    4: gettext_lazy("very many people"),
    5: gettext_lazy("a whole group of people"),
}
MENDING: dict[int, Words] = {
    1: gettext_lazy("easy to put right"),
    2: gettext_lazy("can be put right"),
    3: gettext_lazy("hard to put right"),
    4: gettext_lazy("can hardly be put right"),
    5: gettext_lazy("cannot be put right"),
}
LIKELIHOODS: dict[int, Words] = {
    1: gettext_lazy("very unlikely"),
    2: gettext_lazy("unlikely"),
    3: gettext_lazy("possible"),
    4: gettext_lazy("likely"),
    5: gettext_lazy("very likely"),
}
#: The words for 1 to 5 of each thing that is graded.
GRADED: dict[str, dict[int, Words]] = {
    "scale": GRADES,
    "scope": SCOPES,
    "irremediability": MENDING,
    "likelihood": LIKELIHOODS,
}
PARTS: dict[str, Words] = {
    "scale": gettext_lazy("how serious it is"),
    "scope": gettext_lazy("how many it touches"),
    "irremediability": gettext_lazy("how hard it is to put right"),
}
RESPONSES: dict[str, Words] = {
    "cease": gettext_lazy("Stop what causes it."),
    "prevent": gettext_lazy("Prevent it from happening again."),
    "remediate": gettext_lazy("Remedy the harm."),
    "cease_own_part": gettext_lazy("Stop our own part in it."),
    "use_leverage": gettext_lazy("Use our influence on the others who are involved."),
    "remediate_own_share": gettext_lazy("Remedy our share of the harm."),
    "mitigate": gettext_lazy("Seek to prevent or limit the harm."),
    "may_help_to_remediate": gettext_lazy("We may help to remedy, but owe no remedy ourselves."),
}
REMEDY: dict[str, Words] = {
    "own": gettext_lazy("We owe remedy for the whole harm, since we caused it."),
    "own_share": gettext_lazy("We owe remedy for our share, since we contributed."),
    "none_but_may_help": gettext_lazy("We owe no remedy, but may help those who do."),
    "none": gettext_lazy("No remedy is owed."),
    "not_decided": gettext_lazy("Whether we owe remedy is not decided until the case is settled."),
}
CLOSING: dict[str, Words] = {
    "no_conclusion": gettext_lazy("Write how the case ended."),
    "closed_in_the_future": gettext_lazy("The day it was closed has not come yet."),
    "closed_before_known": gettext_lazy("It cannot be closed before the day it became known."),
    "not_settled": gettext_lazy("It is still an allegation. Say first whether it is confirmed or disproved."),
    "actions_open": gettext_lazy("It has actions that are not done. Complete or cancel them first."),
    "no_action_done": gettext_lazy("No action has been done."),
    "result_missing": gettext_lazy("An action is done without a result. Write what came of it."),
    "involvement_missing": gettext_lazy("Say how we are involved: caused, contributed or linked."),
    "remediation_missing": gettext_lazy("Not everybody who was harmed has been reached by remedy."),
    "remediation_not_verified": gettext_lazy("The remedy is not verified by anybody."),
}
#: What lacks before leaving may be decided, with the form's field.
LEAVING: dict[str, tuple[str, Words]] = {
    "ground_missing": ("ground", gettext_lazy("Choose why leaving comes into question.")),
    "nothing_tried": ("tried", gettext_lazy("Write what has been tried first, step by step.")),
    "no_action_taken": ("tried", gettext_lazy("No action of ours on the case is begun or done.")),
    "workers_not_considered": ("workers", gettext_lazy("Write what leaving does to the workers.")),
    "affected_not_heard": ("asked_affected", gettext_lazy("Write what those affected, or who speaks for them, say.")),
    "alternatives_not_considered": ("alternatives", gettext_lazy("Write which other ways were considered.")),
    "no_contractual_ground": ("contractual_ground", gettext_lazy("Write which term lets us end the agreement.")),
    "no_reasons_given": ("reasons_given", gettext_lazy("Write which reasons the supplier was given, and how.")),
    "no_notice": ("notice_on", gettext_lazy("Write when the supplier is told, and when it ends.")),
    "ends_before_notice": ("ends_on", gettext_lazy("It ends before the supplier is told.")),
    "nobody_decided": ("decided_by", gettext_lazy("Write who decides.")),
}
#: The field a refusal belongs to (empty: the whole form) and what it says.
REFUSALS: dict[str, tuple[str, Words]] = {
    "lapsed": ("", gettext_lazy("The hit is no longer found, so there is nothing to judge.")),
    "state_as_before": ("state", gettext_lazy("That is what stands already. Choose something else.")),
    "known_in_the_future": ("known_on", gettext_lazy("The day has not come yet.")),
    "due_without_reason": ("due_reason", gettext_lazy("Write why the deadline is on that day.")),
    "due_before_start": ("due_on", gettext_lazy("The deadline is before the start.")),
    "number_taken": ("number", gettext_lazy("Another impact has the number %(number)s.")),
    "certainty_missing": ("certainty", gettext_lazy("Say how certain the link is.")),
    "reason_missing": ("reason", gettext_lazy("Write why you think so.")),
    "linked_already": ("target", gettext_lazy("It is tied to this already.")),
    "other_enterprise": ("target", gettext_lazy("It belongs to another enterprise.")),
    "no_reason": ("reason", gettext_lazy("Write the reason.")),
    "only_the_leader": (
        "said",
        gettext_lazy("Only the one who leads the case speaks with the supplier. Write it to the other buyers instead."),
    ),
    "said_in_the_future": ("said_on", gettext_lazy("The day has not come yet.")),
    "not_sharing": ("", gettext_lazy("The case is not shared with you.")),
    "not_the_owners": ("", gettext_lazy("Somebody else owns the agreement.")),
    "no_contracts": ("contracts", gettext_lazy("Choose at least one agreement.")),
    "owner_answered": ("", gettext_lazy("The question is answered already.")),
    "letter_withdrawn": ("", gettext_lazy("The question is taken back.")),
    "no_answer": ("answer", gettext_lazy("Write your answer.")),
    "not_submitted": ("", gettext_lazy("The supplier has not sent the answer in.")),
    "no_such_question": ("", gettext_lazy("The question is not in the questionnaire.")),
    "gap_followed": ("", gettext_lazy("The gap is an impact or an action already, and stays a gap.")),
    "no_contract_to_follow": (
        "",
        gettext_lazy("The supplier has no contract here. Make the gap an impact first, then an action."),
    ),
    "leaving_decided": ("", gettext_lazy("It is decided, and stays as it is.")),
    "agreed_with_nobody": ("agreed_by", gettext_lazy("Write who it was agreed with.")),
    "no_such_step": ("step", gettext_lazy("Choose one of the six steps.")),
    "not_closed": ("", gettext_lazy("The case is open already.")),
    "noted_in_the_future": ("noted_on", gettext_lazy("The day has not come yet.")),
    "more_reached_than_people": ("reached", gettext_lazy("More are reached than there are.")),
    "verified_by_nobody": ("verified_by", gettext_lazy("Write who verified it.")),
    "own_enterprise": ("enterprise", gettext_lazy("It is this enterprise’s own case.")),
    "shared_already": ("enterprise", gettext_lazy("The case is shared with it already.")),
    "not_an_enterprise": ("enterprise", gettext_lazy("Choose an enterprise.")),
    "share_ended": ("", gettext_lazy("The case is no longer shared with you.")),
    "no_conclusion": ("conclusion", gettext_lazy("Write what you conclude.")),
    "ended": ("", gettext_lazy("The action is done or cancelled. Take it up again first.")),
    "not_ended": ("", gettext_lazy("The action is open already.")),
    "no_result": ("result", gettext_lazy("Write what came of it.")),
    "done_in_the_future": ("done_on", gettext_lazy("The day has not come yet.")),
    "continued_already": ("", gettext_lazy("The action is continued already.")),
    "title_taken": ("title", gettext_lazy("The year has an area of this name.")),
    "no_source": ("source", gettext_lazy("Write the source.")),
    "year_has_areas": ("", gettext_lazy("The year has risk areas already.")),
    "nothing_to_copy": ("", gettext_lazy("The year before has no risk areas.")),
    "period_backwards": ("period_to", gettext_lazy("The period ends before it begins.")),
    "other_supplier": ("link", gettext_lazy("It belongs to another supplier.")),
    "nothing_chosen": ("", gettext_lazy("Tick at least one.")),
    "nothing_asked_for": ("asked_for", gettext_lazy("Write what you ask for.")),
    "asked_in_the_future": ("asked_on", gettext_lazy("The day has not come yet.")),
    "answer_due_before_asked": ("answer_due_on", gettext_lazy("The answer is wanted before it was asked for.")),
    "received_in_the_future": ("received_on", gettext_lazy("The day has not come yet.")),
    "received_before_asked": ("received_on", gettext_lazy("It came before it was asked for.")),
    "no_lines": ("lines", gettext_lazy("Write at least one line.")),
    "worked_in_the_future": ("lines", gettext_lazy("A day in the lines has not come yet.")),
    "seen_in_the_future": ("seen_on", gettext_lazy("The day has not come yet.")),
    "not_digits": ("last_digits", gettext_lazy("Write at most four figures.")),
    "found_in_the_future": ("found_on", gettext_lazy("The day has not come yet.")),
    "due_before_found": ("due_on", gettext_lazy("The deadline is before the day it was found.")),
    "finding_closed": ("", gettext_lazy("The finding is closed already.")),
    "finding_open": ("", gettext_lazy("The finding is open already.")),
    "carried_already": ("", gettext_lazy("It has been made already.")),
    "no_contracts_in_area": ("", gettext_lazy("The risk area has no contracts of ours. Gather them first.")),
    "not_asked": ("", gettext_lazy("The supplier is not marked as asked yet.")),
    "answered_in_the_future": ("answered_on", gettext_lazy("The day has not come yet.")),
    "answer_before_question": ("answered_on", gettext_lazy("The answer is before the question.")),
    "due_before_question": ("", gettext_lazy("The answer was wanted before that day. Choose an earlier one.")),
    "adopted_already": ("", gettext_lazy("The questionnaire is in use already.")),
    "draft_already": ("", gettext_lazy("A new version is being written already.")),
    "published": ("", gettext_lazy("The version is published and cannot be changed. Begin a new one.")),
    "not_in_use": ("", gettext_lazy("The version is not in use.")),
    "part_gone": ("", gettext_lazy("Somebody has removed this part since you opened the page.")),
    "level_without_reason": ("risk_reason", gettext_lazy("Write the reason for the level.")),
    "due_before_it_opens": ("due_on", gettext_lazy("The last day must come after the day it opens.")),
    "reminded_before_it_opens": ("reminders", gettext_lazy("A reminder falls on the day it opens, or before.")),
    "reminded_often": ("reminders", gettext_lazy("At most five reminders, and two days between them.")),
    "due_in_the_past": ("due_on", gettext_lazy("The last day must come after today.")),
    "campaign_runs": ("", gettext_lazy("The campaign runs. What suppliers have been sent is not changed.")),
    "campaign_closed": ("", gettext_lazy("The campaign is closed.")),
    "campaign_not_running": ("", gettext_lazy("The campaign does not run.")),
    "no_recipients": ("", gettext_lazy("No supplier has an address to write to yet.")),
    "no_letter": ("", gettext_lazy("Write the letter first.")),
    "no_address": ("address", gettext_lazy("Write the address to send to first.")),
    "never_sent": ("", gettext_lazy("The supplier has not been written to yet.")),
    "answered_already": ("", gettext_lazy("The supplier has answered already.")),
    "answers_not_taken": ("", gettext_lazy("The supplier is not asked, or has answered already.")),
    "in_campaign_already": ("supplier", gettext_lazy("The supplier is in the campaign already.")),
    "taken_out_already": ("", gettext_lazy("The supplier is taken out of the campaign.")),
    "no_reason_out": ("reason", gettext_lazy("Write why the supplier is taken out.")),
    "part_over_whole": ("", gettext_lazy("A part is larger than its whole. Look at the figures again.")),
}
#: What stands in the way of moving, judging or closing in a check: the field it belongs to, and words.
CHECKING: dict[str, tuple[str, Words]] = {
    "check_ended": ("", gettext_lazy("The check is judged or cancelled, and stays as it is.")),
    "wrong_order": ("", gettext_lazy("Note first what came, or what you saw.")),
    "no_conclusion": ("conclusion", gettext_lazy("Write what the check shows.")),
    "judged_in_the_future": ("judged_on", gettext_lazy("The day has not come yet.")),
    "judged_before_received": ("judged_on", gettext_lazy("It cannot be judged before anything came.")),
    "below_without_finding": ("", gettext_lazy("Wages are below the rate. Note it as a finding first.")),
    "cards_without_finding": ("", gettext_lazy("HSE cards are out of order. Note it as a finding first.")),
    "nothing_done": ("what_was_done", gettext_lazy("Write what was done.")),
    "finding_closed_early": ("closed_on", gettext_lazy("It cannot be put right before it was found.")),
    "finding_closed_in_the_future": ("closed_on", gettext_lazy("The day has not come yet.")),
}
CRITERIA: dict[str, Words] = {
    "objective_purpose": gettext_lazy("Objective purpose"),
    "necessary": gettext_lazy("Necessary"),
    "proportionate": gettext_lazy("Not disproportionate"),
    "decisive_trait": gettext_lazy("Decisive for the work"),
}
FLAGS: dict[str, Words] = {
    "assessed_after_advertised": gettext_lazy("Assessed after the position was advertised"),
    "advertised_without_assessment": gettext_lazy("Advertised without an assessment"),
}


def risk_kind_choices() -> list[tuple[str, str]]:
    """Codes and names of the catalogue of risk kinds, in its order."""
    return [(code, risk_kind(code)) for code in load_edition("risk-kinds").rows]


def risk_kind(code: str) -> str:
    """The name of a risk kind; the code itself where the catalogue does not hold it."""
    return row_text("risk-kinds", code, "name", current_language()) or code


def risk_kinds(column: str) -> list[str]:
    """The names in a column written `;a;b;`."""
    return [risk_kind(code) for code in parted(column)]


def step_choices() -> list[tuple[int, str]]:
    """The six steps of the OECD with their names."""
    steps = load_edition("oecd-steps").rows
    return [
        (row_number("oecd-steps", code, "number"), row_text("oecd-steps", code, "name", current_language()))
        for code in steps
    ]


def step_name(number: int) -> str:
    """The name of a step by its number from 1 to 6."""
    return dict(step_choices()).get(number, str(number))


def countries(column: str) -> list[str]:
    """Names of the countries in a column written `;CHN;?;`; a place that is not known is said to be unknown."""
    return [country(code) for code in parted(column)]


def country(code: str) -> str:
    """A country's name; `?` is an unknown country."""
    return gettext("an unknown country") if code == "?" else country_name(code, current_language())


def grade(number: int | None, of: str = "scale") -> str:
    """`4, very serious`; the word for not graded where there is none. `of` is what is graded."""
    return gettext("not graded") if number is None else f"{number}, {GRADED[of][number]}"


def grade_class(number: int | None) -> str:
    """The class that carries a grade's colour: severity alone decides, so that a low likelihood never hides it."""
    return f"s-l{0 if number is None else max(1, number - 1)}"


def refusal(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """The field and words for a rule's refusal; the code itself where it has no words."""
    field, words = REFUSALS.get(code, ("", code))
    return field, str(words) % facts if facts else str(words)


def sentences(codes: Iterable[str], words: Mapping[str, Words]) -> list[str]:
    """The sentence of each code, in order."""
    return [str(words.get(code, code)) for code in codes]
