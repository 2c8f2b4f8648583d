"""Words for what is wrong in lists of checks and in lines of wages, as part of `messages.WORDS`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_OF_DAYS = gettext_lazy("Correct one of the days.")

#: Code to (what is wrong, what to do).
OF_CHECKS: dict[str, tuple[str | Promise, str | Promise]] = {
    "unknown_wage_category": (
        gettext_lazy("“%(value)s” is not a category of the sector"),
        gettext_lazy("Write one of these, or leave it empty: %(held)s."),
    ),
    "too_many_in_line": (gettext_lazy("It has more than %(limit)s parts"), gettext_lazy("Remove the last parts.")),
    "too_many_lines": (gettext_lazy("There are more than %(limit)s lines"), gettext_lazy("Divide them into rounds.")),
    "needed_beside": (
        gettext_lazy("The row lacks something that belongs with what it says"),
        gettext_lazy("Fill in the cell, or empty the one it belongs with."),
    ),
    "days_backwards": (gettext_lazy("%(then)s is before %(first)s, which comes first"), _OF_DAYS),
    "other_contract": (
        gettext_lazy("The check is registered on the contract %(value)s"),
        gettext_lazy("Correct the number of the check or of the contract."),
    ),
}
