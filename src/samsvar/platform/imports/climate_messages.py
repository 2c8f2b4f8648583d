"""Words for what is wrong in lines of a climate account, as part of `messages.WORDS`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

#: Code to (what is wrong, what to do).
OF_CLIMATE: dict[str, tuple[str | Promise, str | Promise]] = {
    "unknown_activity": (
        gettext_lazy("“%(value)s” is not an activity of the climate account"),
        gettext_lazy("Write the activity’s name or code as the climate account has it."),
    ),
    "other_measure": (
        gettext_lazy("%(value)s cannot be made into %(expected)s, which the activity is measured in"),
        gettext_lazy("Write the amount in %(expected)s."),
    ),
    "other_year": (
        gettext_lazy("The row is of %(value)s, and you are reading in %(expected)s"),
        gettext_lazy("Remove the row, or read the file in without naming the year."),
    ),
    "account_settled": (
        gettext_lazy("The climate account of %(year)s is settled"),
        gettext_lazy("Open the account again, with a reason, and read the file in once more."),
    ),
    "line_twice": (
        gettext_lazy("Row %(first_row)s says the same line"),
        gettext_lazy("Keep one of the rows, or write another source in one of them."),
    ),
    "unit_not_then": (
        gettext_lazy("The unit did not exist in %(year)s"),
        gettext_lazy("Correct the unit or the year."),
    ),
}
