"""What the trail says of actions."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

ACTION_CREATED = register_kind("action_created", _("Planned an action"))
ACTION_CHANGED = register_kind("action_changed", _("Changed an action"))
ACTION_STARTED = register_kind("action_started", _("Started an action"))
ACTION_RESULT_REPORTED = register_kind("action_result_reported", _("Reported what came of an action"))
ACTION_DONE = register_kind("action_done", _("Completed an action"))
ACTION_CANCELLED = register_kind("action_cancelled", _("Cancelled an action"))
ACTION_REOPENED = register_kind("action_reopened", _("Took up an action again"))
ACTION_CONTINUED = register_kind("action_continued", _("Continued an action"))
ACTION_EXPLAINED = register_kind("action_explained", _("Noted how an action goes"))
ACTION_PARTS_CHANGED = register_kind("action_parts_changed", _("Changed the parts of an action"))
