"""Words for what is wrong in files of actions, as part of `messages.WORDS`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

#: Code to (what is wrong, what to do).
OF_ACTIONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "done_without_day": (
        gettext_lazy("The action is done, and the day is missing"),
        gettext_lazy("Fill in the day it was done."),
    ),
    "ended_without_result": (
        gettext_lazy("The action is over, and what came of it is missing"),
        gettext_lazy("Write the result, or why it was cancelled."),
    ),
    "day_without_done": (
        gettext_lazy("There is a day it was done, but the action is not done"),
        gettext_lazy("Write that it is done, or leave the day empty."),
    ),
    "day_not_come": (gettext_lazy("%(day)s has not come yet"), gettext_lazy("Correct the day it was done.")),
    "unknown_served": (
        gettext_lazy("No goal or indicator is called “%(value)s”"),
        gettext_lazy("Write the code or the whole name of a goal or an indicator."),
    ),
    "several_plans": (
        gettext_lazy("%(value)s has several plans for the year: %(plans)s"),
        gettext_lazy("Write in a column Plan which of them the action stands in."),
    ),
    "plan_accepted": (
        gettext_lazy("The plan “%(plan)s” is accepted, and is not changed"),
        gettext_lazy("Take the plan up again in its page, with a reason, or leave the row out."),
    ),
    "action_over": (
        gettext_lazy("“%(value)s” is over, and is not changed"),
        gettext_lazy("Take the action up again in its page, or leave the row out."),
    ),
    "nothing_continued": (
        gettext_lazy("No action called “%(value)s” stands in an earlier plan of the unit, so nothing is continued"),
        gettext_lazy("Write that it is new, or read in the earlier plan first."),
    ),
}
