"""The kinds of event that complaints leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

RECEIVED = register_kind("complaint_received", _("Received a complaint"))
CHANGED = register_kind("complaint_changed", _("Changed a complaint"))
TAKEN = register_kind("complaint_taken", _("Took on a complaint"))
NAMED = register_kind("complaint_named", _("Said who besides may handle a complaint"))
WRITTEN = register_kind("complaint_written", _("Wrote in the dialogue of a complaint"))
NOTED = register_kind("complaint_noted", _("Noted something on a complaint"))
CONCLUDED = register_kind("complaint_concluded", _("Concluded a complaint"))
PASSED_ON = register_kind("complaint_passed_on", _("Passed a complaint on"))
WITHDRAWN = register_kind("complaint_withdrawn", _("A complaint was withdrawn"))
TAKEN_UP = register_kind("complaint_taken_up", _("Took a complaint up again"))
TIED = register_kind("complaint_tied", _("Tied a complaint to an adverse impact"))
PROMISED = register_kind("complaint_promised", _("Set the times that whoever complains is promised"))
JUDGED = register_kind("complaint_criterion_judged", _("Judged how well the way to complain works"))
FORGOTTEN = register_kind("complaint_forgotten", _("Removed who complained, after the time that is kept"))
