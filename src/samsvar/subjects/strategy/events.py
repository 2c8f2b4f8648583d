"""The kinds of event that strategies and the sustainability process leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

STRATEGY_CREATED = register_kind("strategy_created", _("Registered a strategy"))
STRATEGY_CHANGED = register_kind("strategy_changed", _("Changed a strategy"))
EDITION_BEGUN = register_kind("strategy_edition_begun", _("Began an edition of a strategy"))
EDITION_CHANGED = register_kind("strategy_edition_changed", _("Wrote on an edition of a strategy"))
EDITION_APPROVED = register_kind("strategy_edition_approved", _("Noted that an edition of a strategy is approved"))
PART_ADDED = register_kind("strategy_part_added", _("Added something to a strategy"))
PART_CHANGED = register_kind("strategy_part_changed", _("Changed something in a strategy"))
PART_REMOVED = register_kind("strategy_part_removed", _("Removed something from a strategy"))
PROCESS_BEGUN = register_kind("sustainability_process_begun", _("Began a sustainability process"))
PROCESS_CHANGED = register_kind("sustainability_process_changed", _("Changed the sustainability process"))
PROCESS_PUBLISHED = register_kind("sustainability_published", _("Published goals and promises"))
PROCESS_TAKEN_DOWN = register_kind("sustainability_taken_down", _("Took goals and promises off the public pages"))
STEP_ADDED = register_kind("sustainability_part_added", _("Added something to the sustainability process"))
STEP_CHANGED = register_kind("sustainability_part_changed", _("Changed something in the sustainability process"))
STEP_REMOVED = register_kind("sustainability_part_removed", _("Removed something from the sustainability process"))
SCORED = register_kind("sustainability_scored", _("Noted what a stakeholder finds important"))
