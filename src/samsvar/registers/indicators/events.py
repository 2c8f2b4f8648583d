"""What the trail says of goals, indicators, targets and figures."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

GOAL_CREATED = register_kind("goal_created", _("Set a goal"))
GOAL_CHANGED = register_kind("goal_changed", _("Changed a goal"))
INDICATOR_CREATED = register_kind("indicator_created", _("Set up an indicator"))
INDICATOR_CHANGED = register_kind("indicator_changed", _("Changed an indicator"))
TARGET_SET = register_kind("indicator_target_set", _("Set a target for %(year)s"))
SHIPPED_ADOPTED = register_kind(
    "shipped_goals_adopted", _("Took in %(goals)s goals, %(indicators)s indicators and %(targets)s targets that ship")
)
