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
WORDS_SET = register_kind("goal_words_set", _("Set words for dimensions or themes"))
MEASUREMENTS_DELIVERED = register_kind("measurements_delivered", _("Handed in %(measurements)d measurements"))
MEASUREMENTS_CORRECTED = register_kind("measurements_corrected", _("Corrected %(measurements)d measurements"))
MEASUREMENTS_DRAFTED = register_kind("measurements_drafted", _("Saved a draft of %(measurements)d measurements"))
INDICATORS_IMPORTED = register_kind(
    "indicators_imported", _("Read in indicators: %(created)d new, %(changed)d changed")
)
TARGETS_IMPORTED = register_kind("indicator_targets_imported", _("Read in %(created)d targets"))
PERIOD_SUBMITTED = register_kind("indicator_period_submitted", _("Submitted the figures of %(period)s"))
PERIOD_RETURNED = register_kind("indicator_period_returned", _("Returned the figures of %(period)s"))
PERIOD_ACCEPTED = register_kind("indicator_period_accepted", _("Accepted and closed %(period)s"))
PERIOD_REOPENED = register_kind("indicator_period_reopened", _("Reopened %(period)s"))
