"""What the trail says of action plans."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

PLAN_CREATED = register_kind("plan_created", _("Began an action plan"))
PLAN_CHANGED = register_kind("plan_changed", _("Changed an action plan"))
PLAN_CONFIRMED = register_kind("plan_confirmed", _("Confirmed an action plan"))
PLAN_SUBMITTED = register_kind("plan_submitted", _("Handed in an action plan"))
PLAN_ACCEPTED = register_kind("plan_accepted", _("Accepted an action plan"))
PLAN_RETURNED = register_kind("plan_returned", _("Sent back an action plan"))
PLAN_REOPENED = register_kind("plan_reopened", _("Took up an action plan again"))
PLAN_CARRIED = register_kind("plan_carried", _("Carried an action plan forward"))
ACTION_PLANNED = register_kind("plan_action_added", _("Put an action in a plan"))
ACTION_TIED = register_kind("plan_action_tied", _("Changed what a planned action serves"))
ACTION_TAKEN_OUT = register_kind("plan_action_taken_out", _("Took an action out of a plan"))
CRITERIA_CHANGED = register_kind("plan_criteria_changed", _("Changed the criteria of action plans"))
MODEL_CHANGED = register_kind("plan_model_changed", _("Changed a model plan"))
PLANS_IMPORTED = register_kind("plans_imported", _("Imported actions into plans"))
