"""The kinds of event that requests for information leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

RECEIVED = register_kind("request_received", _("Received a request for information"))
CHANGED = register_kind("request_changed", _("Changed a request for information"))
TAKEN = register_kind("request_taken", _("Took on a request for information"))
NOTED = register_kind("request_noted", _("Noted something on a request for information"))
CLARIFICATION_ASKED = register_kind("request_clarification_asked", _("Asked what a request for information is about"))
CLARIFIED = register_kind("request_clarified", _("Noted what a request for information is about"))
EXTENDED = register_kind("request_extended", _("Gave notice of more time for a request for information"))
PART_SAVED = register_kind("request_part_saved", _("Decided a part of a request for information"))
PART_REMOVED = register_kind("request_part_removed", _("Removed a part of a request for information"))
RECORDS_TIED = register_kind("request_records_tied", _("Said which records a request for information is about"))
DRAFTED = register_kind("request_drafted", _("Wrote on the answer to a request for information"))
ANSWERED = register_kind("request_answered", _("Answered a request for information"))
REASONS_ASKED = register_kind("request_reasons_asked", _("Fuller reasons for a refusal were asked for"))
REASONS_GIVEN = register_kind("request_reasons_given", _("Gave fuller reasons for a refusal"))
WITHDRAWN = register_kind("request_withdrawn", _("A request for information was withdrawn"))
PUBLIC_SAVED = register_kind("request_public_saved", _("Wrote the public text of an answer"))
PUBLISHED = register_kind("request_published", _("Put an answer in the public register"))
TAKEN_DOWN = register_kind("request_taken_down", _("Took an answer out of the public register"))
FORGOTTEN = register_kind("request_forgotten", _("Removed who asked, after the time that is kept"))
