"""What refusals say: codes to words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.readers.results import RowError
from samsvar.platform.administration import presenters as administration
from samsvar.platform.imports.messages import message_of

Words = str | Promise

#: Of the call itself.
CALL: dict[str, Words] = {
    "bad_request": gettext_lazy("The call could not be understood."),
    "busy": gettext_lazy("The database is busy with other work. Nothing is saved. Try again in a moment."),
    "changed_meanwhile": gettext_lazy(
        "Somebody saved the same at the same time. Nothing is saved. Read it and try again."
    ),
    "fault": gettext_lazy("Something failed here. Nothing is saved. Give the reference to whoever runs the service."),
    "file_refused": gettext_lazy("The file has errors. Nothing is saved."),
    "idempotency_key_invalid": gettext_lazy("Idempotency-Key is 1 to 100 printable characters without blanks."),
    "idempotency_key_used": gettext_lazy("This Idempotency-Key was used for another call in the last 24 hours."),
    "invalid": gettext_lazy("Something in the call is not valid. Nothing is saved."),
    "method_not_allowed": gettext_lazy("This cannot be done here."),
    "no_csrf_token": gettext_lazy("The CSRF token is missing or wrong. Nothing is saved."),
    "not_found": gettext_lazy("Nothing is found here."),
    "not_permitted": gettext_lazy("You do not have the right to do this."),
    "not_signed_in": gettext_lazy("Send a valid token, or sign in."),
    "stale_version": gettext_lazy("Somebody saved after you read this. Nothing is saved. Compare “now” with “yours”."),
    "too_deep": gettext_lazy("The JSON is nested too deep."),
    "too_large": gettext_lazy("The call is too large."),
    "too_many_calls": gettext_lazy("Too many calls. Wait a little."),
    "unknown_reference": gettext_lazy("No such key is found."),
    "wrong_content_type": gettext_lazy("Send the body as application/json, and files as multipart/form-data."),
    "edition_not_held": gettext_lazy("That edition is not loaded."),
}

#: What rules of due diligence, actions and the register say no to.
RULES: dict[str, Words] = {
    "actions_open": gettext_lazy("Some actions are not done."),
    "amount_without_cost": gettext_lazy("An amount stands only with the cost kind “amount”."),
    "cost_without_amount": gettext_lazy("Write the amount."),
    "no_such_move": gettext_lazy("That cannot be done from where it stands now."),
    "nothing_shows_it": gettext_lazy("Write what came of it, or where that can be seen."),
    "gone": gettext_lazy("It stands in the wheel no more."),
    "certainty_missing": gettext_lazy("Say how certain the link is."),
    "closed_already": gettext_lazy("The case is closed already."),
    "closed_before_known": gettext_lazy("The case cannot be closed before it was known."),
    "closed_in_the_future": gettext_lazy("The closing day has not come yet."),
    "done_in_the_future": gettext_lazy("The day it was done has not come yet."),
    "due_before_start": gettext_lazy("The deadline is before the start."),
    "due_without_reason": gettext_lazy("Say why this deadline was chosen."),
    "contract_number_taken": gettext_lazy("Another contract of the enterprise has this number."),
    "end_before_start": gettext_lazy("The contract cannot end before it starts."),
    "number_taken": gettext_lazy("Another one in the enterprise has this number."),
    "owner_missing": gettext_lazy("Say who owns the agreement, so that they can be asked."),
    "merged": gettext_lazy("The supplier is merged into another."),
    "ended": gettext_lazy("The action is done or cancelled."),
    "involvement_missing": gettext_lazy("Say whether the enterprise caused, contributed to or is linked to it."),
    "known_in_the_future": gettext_lazy("The day it became known has not come yet."),
    "linked_already": gettext_lazy("It is linked to that already."),
    "may_not_close": gettext_lazy("The case cannot be closed yet. “reasons” says what is missing."),
    "no_action_done": gettext_lazy("No action is done."),
    "no_conclusion": gettext_lazy("Write how it ended."),
    "no_reason": gettext_lazy("Write the reason."),
    "no_result": gettext_lazy("Write what came of it."),
    "not_settled": gettext_lazy("Say first whether the allegation is confirmed or disproved."),
    "not_on_the_list": gettext_lazy("It is not on the high-risk list. Near it:"),
    "noted_in_the_future": gettext_lazy("The day of the note has not come yet."),
    "other_enterprise": gettext_lazy("That belongs to another enterprise."),
    "reason_missing": gettext_lazy("Write the reason for the link."),
    "remediation_missing": gettext_lazy("Not everybody harmed has been reached."),
    "remediation_not_verified": gettext_lazy("Nobody has verified the remediation."),
    "result_missing": gettext_lazy("An action that is done has no result."),
}

#: Of a field, by pydantic's type of error. `%(…)s` are its facts.
FIELDS: dict[str, Words] = {
    "bool_type": gettext_lazy("Write true or false."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "greater_than_equal": gettext_lazy("The number must be %(ge)s or more."),
    "int_from_float": gettext_lazy("Write a whole number."),
    "int_parsing": gettext_lazy("Write a whole number."),
    "int_parsing_size": gettext_lazy("The number is too large."),
    "int_type": gettext_lazy("Write a whole number."),
    "less_than": gettext_lazy("The number must be less than %(lt)s."),
    "less_than_equal": gettext_lazy("The number must be %(le)s or less."),
    "list_type": gettext_lazy("Write a list."),
    "literal_error": gettext_lazy("Write one of: %(expected)s."),
    "enum": gettext_lazy("Write one of: %(expected)s."),
    "missing": gettext_lazy("This is missing."),
    "model_attributes_type": gettext_lazy("Write an object."),
    "model_type": gettext_lazy("Write an object."),
    "not_a_day": gettext_lazy("Write a day like 2025-12-31, from 1900 to 2199."),
    "not_a_period": gettext_lazy("Write a period like 2025, 2025T2 or 2025-05, from 1950 to 2199."),
    "period_kinds": gettext_lazy(
        "Both must be of one kind, the indicator’s own or a longer one, the first before the last."
    ),
    "too_many_periods": gettext_lazy("That is more than 240 periods."),
    "bad_cursor": gettext_lazy("The cursor is not one of this list’s."),
    "string_pattern_mismatch": gettext_lazy("It is not written in the right way."),
    "string_too_long": gettext_lazy("It is longer than %(max_length)s characters."),
    "string_too_short": gettext_lazy("It cannot be empty."),
    "string_type": gettext_lazy("Write a text."),
    "string_unicode": gettext_lazy("The text holds characters that cannot be saved."),
    "too_long": gettext_lazy("The list has more than %(max_length)s entries."),
    "too_short": gettext_lazy("The list cannot be empty."),
}


def message(code: str) -> str:
    """The words of a code; the code itself where there are none."""
    return str(CALL.get(code) or RULES.get(code) or FIELDS.get(code) or code)


def refusal(code: str, facts: Mapping[str, Any]) -> str:
    """What a rule's refusal says. The organisation's own are said by its pages' words."""
    if code in RULES:
        return str(RULES[code])
    try:
        return administration.refusal(code, facts)
    except (KeyError, IndexError):
        return code


def wrong_value(error: Mapping[str, Any]) -> str:
    """What is wrong with a field, from an error of pydantic's or one of the shared cleaner's."""
    facts = error.get("ctx") or {}
    if error["type"] == "cell":
        return message_of(RowError(None, None, facts["code"], facts["facts"]))[0]
    known = FIELDS.get(error["type"])
    if known is None:
        return _("The value is not valid.")
    return (
        str(known) % {name: str(value).replace(" or ", ", ") for name, value in facts.items()} if facts else str(known)
    )
