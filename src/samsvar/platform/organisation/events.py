"""The kinds of events of the organisation."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

_PERSON = ("email", "name", "title")

UNIT_CREATED = register_kind("unit_created", _("Unit added"))
UNIT_CHANGED = register_kind("unit_changed", _("Unit changed"))
UNIT_MOVED = register_kind("unit_moved", _("Unit moved"))
UNIT_ENDED = register_kind("unit_ended", _("Unit ended"))
UNITS_MERGED = register_kind("units_merged", _("Unit merged into another"))
UNITS_IMPORTED = register_kind("units_imported", _("Units read from a file"))
PERSON_CREATED = register_kind("person_created", _("Person added"), _PERSON)
PERSON_CHANGED = register_kind("person_changed", _("Person changed"), _PERSON)
PERSON_DEACTIVATED = register_kind("person_deactivated", _("Person deactivated"), _PERSON)
PERSON_ACTIVATED = register_kind("person_activated", _("Person activated"), _PERSON)
POST_FILLED = register_kind("post_filled", _("Somebody was given a duty"))
POST_ENDED = register_kind("post_ended", _("A duty was ended"))
BODY_SAVED = register_kind("body_saved", _("Board, committee or group saved"))
SEAT_TAKEN = register_kind("seat_taken", _("Member added"), ("name", "title"))
SEAT_ENDED = register_kind("seat_ended", _("Member left"), ("name", "title"))
SITE_SAVED = register_kind("site_saved", _("Site saved"))
KEY_FIGURE_SAVED = register_kind("key_figure_saved", _("Key figure saved"))
PROFILE_SAVED = register_kind("profile_saved", _("Enterprise’s description saved"))
