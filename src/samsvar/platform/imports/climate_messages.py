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
}
