"""What the trail says of the annual wheel."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

ACTIVITIES_ADOPTED = register_kind("wheel_activities_adopted", _("Took %(count)d activities into the annual wheel"))
ACTIVITIES_IMPORTED = register_kind(
    "wheel_activities_imported", _("Read in activities of the annual wheel: %(created)d new, %(changed)d changed")
)
ACTIVITY_CREATED = register_kind("wheel_activity_created", _("Added an activity to the annual wheel"))
ACTIVITY_CHANGED = register_kind("wheel_activity_changed", _("Changed an activity of the annual wheel"))
CHOICE_SET = register_kind("wheel_choice_set", _("Set own days or responsible for an activity"))
WHEEL_PLANNED = register_kind(
    "wheel_planned",
    _("Planned the annual wheel for %(year)d: %(created)d new, %(moved)d moved, %(withdrawn)d taken out"),
)
OCCURRENCE_CHANGED = register_kind("wheel_occurrence_changed", _("Changed an activity of the year"))
OCCURRENCE_MOVED = register_kind("wheel_occurrence_moved", _("Moved an activity of the year"))
OCCURRENCE_BEGUN = register_kind("wheel_occurrence_begun", _("Began an activity of the year"))
OCCURRENCE_DONE = register_kind("wheel_occurrence_done", _("Finished an activity of the year"))
OCCURRENCE_CANCELLED = register_kind("wheel_occurrence_cancelled", _("Cancelled an activity of the year"))
OCCURRENCE_OPENED = register_kind("wheel_occurrence_opened", _("Opened an activity of the year again"))
MEETING_SAVED = register_kind("wheel_meeting_saved", _("Set a meeting"))
MEETINGS_SAVED = register_kind("wheel_meetings_saved", _("Set %(count)d meetings"))
