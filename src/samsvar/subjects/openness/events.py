"""The kinds of event that the public pages' texts leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

WRITTEN = register_kind("public_text_written", _("Wrote on a text for the public pages"))
PUBLISHED = register_kind("public_text_published", _("Published a text on the public pages"))
TAKEN_DOWN = register_kind("public_text_taken_down", _("Took a text off the public pages"))
