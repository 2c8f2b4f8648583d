"""The kinds of event that the statement's services record."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

STARTED = register_kind("statement_started", _("started a statement"))
EDITED = register_kind("statement_edited", _("changed the facts of a statement"))
WRITTEN = register_kind("statement_written", _("wrote in a section of a statement"))
LEFT_OUT = register_kind("statement_left_out", _("decided what a statement withholds"))
SUBMITTED = register_kind("statement_submitted", _("sent a statement to approval"))
RETURNED = register_kind("statement_returned", _("returned a statement with a reason"))
APPROVED = register_kind("statement_approved", _("approved a statement"))
PUBLISHED = register_kind("statement_published", _("published a statement"))
SUPERSEDED = register_kind("statement_superseded", _("replaced a statement by a new edition"))
TEMPLATE_SAVED = register_kind("statement_template_saved", _("made or changed a template for the statement"))
