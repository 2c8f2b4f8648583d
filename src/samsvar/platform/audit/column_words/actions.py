"""Columns in words: actions and action plans."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "cost_kind": pgettext_lazy("column", "Cost beyond the budget"),
    "cost_ore": pgettext_lazy("column", "Cost"),
    "immediate": pgettext_lazy("column", "To be done at once"),
    "reconsider_on": pgettext_lazy("column", "To be reconsidered"),
    "effect": pgettext_lazy("column", "Wanted effect"),
    "actions_actioneffect.text": pgettext_lazy("column", "Wanted effect"),
    "speaks_for": pgettext_lazy("column", "Representative of"),
    "outside": pgettext_lazy("column", "From another organisation"),
    "of_key": pgettext_lazy("column", "Comes from"),
    "actions_actionreason.label": pgettext_lazy("column", "Comes from"),
    "plan_id": pgettext_lazy("column", "Plan"),
    "planned_id": pgettext_lazy("column", "Action in the plan"),
    "estimate": pgettext_lazy("column", "Estimated effect on the indicator"),
    "under_id": pgettext_lazy("column", "Carries out"),
    "about": pgettext_lazy("column", "About it"),
    "state_reason": pgettext_lazy("column", "Reason"),
    "submitted_on": pgettext_lazy("column", "Handed in"),
    "accepted_on": pgettext_lazy("column", "Accepted"),
    "anchored_on": pgettext_lazy("column", "Anchored"),
    "anchored_in": pgettext_lazy("column", "Anchored in"),
    "confirmed_on": pgettext_lazy("column", "Confirmed"),
    "follows_id": pgettext_lazy("column", "Goes on from"),
    "belongs_to": pgettext_lazy("column", "Tells of"),
    "least_percent": pgettext_lazy("column", "At least per cent"),
    "for_kind": pgettext_lazy("column", "For units of the kind"),
    "model_plan_id": pgettext_lazy("column", "Model plan"),
    "responsible_role": pgettext_lazy("column", "Role responsible"),
    "due_month": pgettext_lazy("column", "Month of the deadline"),
}
