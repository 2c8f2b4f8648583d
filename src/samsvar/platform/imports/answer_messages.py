"""Words for what is wrong in a file of suppliers' answers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

OF_ANSWERS: dict[str, tuple[str | Promise, str | Promise]] = {
    "unknown_campaign": (
        gettext_lazy("No campaign has the number “%(value)s”"),
        gettext_lazy("Correct the number, for example K-2025-01."),
    ),
    "supplier_not_asked": (
        gettext_lazy("The campaign does not ask a supplier with number %(value)s"),
        gettext_lazy("Put the supplier in the campaign first, or correct the number."),
    ),
    "unknown_question": (
        gettext_lazy("The questionnaire has no question “%(value)s”"),
        gettext_lazy("Write the question’s ID, as the version that the campaign asks has it."),
    ),
    "no_answer_to_question": (
        gettext_lazy("“%(value)s” is no answer to the question %(question)s"),
        gettext_lazy("Write one of its choices, a number, a day or a text, as the question asks."),
    ),
    "questions_left": (
        gettext_lazy("Questions that must be answered are not: %(questions)s"),
        gettext_lazy("Add a row for each of them."),
    ),
    "answered_otherwise": (
        gettext_lazy("The supplier has answered already, and otherwise"),
        gettext_lazy("Open the supplier’s answer again first, if this one is to be added."),
    ),
    "answers_closed": (
        gettext_lazy("The campaign takes no answers from the supplier"),
        gettext_lazy("It is closed, or the supplier is taken out. Open the supplier’s answer again first."),
    ),
}
