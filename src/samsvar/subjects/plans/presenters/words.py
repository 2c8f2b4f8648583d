"""Rules' refusals and criteria in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from samsvar.core.catalogues.strategy import criterion_names
from samsvar.core.rules.plans import Result
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import ActionStatus

Words = str | Promise

#: The field a refusal belongs to (empty: the whole form) and what it says.
REFUSALS: dict[str, tuple[str, Words]] = {
    "no_enterprise": ("", gettext_lazy("A plan belongs to a unit of an enterprise. Choose one further down.")),
    "period_backwards": ("to_on", gettext_lazy("The period ends before it begins.")),
    "plan_twice": ("title", gettext_lazy("The unit has a plan of that name for the period already.")),
    "anchored_half": ("anchored_in", gettext_lazy("Write both the meeting and its day, or neither.")),
    "accepted": ("", gettext_lazy("The plan is accepted. Take it up again first, with a reason.")),
    "no_actions": ("", gettext_lazy("The plan has no actions yet, so there is nothing to hand in.")),
    "not_submitted": ("", gettext_lazy("The plan is not handed in.")),
    "not_accepted": ("", gettext_lazy("The plan is not accepted.")),
    "no_reason": ("reason", gettext_lazy("Write the reason.")),
    "planned_already": ("", gettext_lazy("The action stands in the plan already.")),
    "carried_already": ("", gettext_lazy("The plan is carried forward already.")),
    "continued_already": ("", gettext_lazy("The action goes on as another already.")),
    "none_chosen": ("", gettext_lazy("Choose at least one action.")),
    "nothing_to_change": ("", gettext_lazy("Write or choose what those chosen are to get.")),
    "no_criteria": ("", gettext_lazy("Choose at least one criterion.")),
    "model_twice": ("title", gettext_lazy("There is a model plan of that name already.")),
    "ended": ("", gettext_lazy("The action is over. Take it up again first.")),
    "due_without_reason": ("due_reason", gettext_lazy("Write why the deadline is on that day.")),
    "due_before_start": ("due_on", gettext_lazy("The deadline is before the start.")),
    "cost_without_amount": ("cost_ore", gettext_lazy("Write the amount, or choose that it is not calculated.")),
    "amount_without_cost": ("cost_kind", gettext_lazy("There is an amount, so choose that there is an amount.")),
    "no_result": ("result", gettext_lazy("Write what came of it.")),
    "done_in_the_future": ("done_on", gettext_lazy("The day has not come yet.")),
}


def criterion_name(code: str) -> str:
    """What a criterion is called."""
    return str(criterion_names()[code].get(current_language()) or code)


def failing(result: Result) -> str:
    """What a criterion that is not met says: how many lack what."""
    n = len(result.failing)
    if result.code == "each_goal_has_action":
        return ngettext("%(n)s goal has no action", "%(n)s goals have no action", n) % {"n": n}
    if result.code == "each_action_has_responsible":
        return ngettext("%(n)s action lacks somebody responsible", "%(n)s actions lack somebody responsible", n) % {
            "n": n
        }
    if result.code == "each_action_has_deadline":
        return ngettext("%(n)s action lacks a deadline", "%(n)s actions lack a deadline", n) % {"n": n}
    if result.code == "each_action_has_effect":
        return ngettext("%(n)s action lacks a wanted effect", "%(n)s actions lack a wanted effect", n) % {"n": n}
    if result.code == "no_overdue_without_note":
        return ngettext(
            "%(n)s action is over its deadline without a note",
            "%(n)s actions are over their deadlines without a note",
            n,
        ) % {"n": n}
    return str(_NOT_MET.get(result.code) or gettext("Not met: %(name)s") % {"name": criterion_name(result.code)})


_NOT_MET: dict[str, Words] = {
    "in_period": gettext_lazy("The plan is not for the present period"),
    "has_goals": gettext_lazy("The plan has no goals"),
    "has_actions": gettext_lazy("The plan has no actions"),
    "touched_lately": gettext_lazy("The plan is not updated lately"),
    "anchored": gettext_lazy("The plan is not anchored in a meeting"),
}

#: The columns of the board, in order.
COLUMNS: dict[str, Words] = {
    each.value: each.label for each in (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS, ActionStatus.DONE)
}
