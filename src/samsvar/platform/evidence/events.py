"""The kinds of events of files."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

EVIDENCE_KEPT = register_kind("evidence_kept", _("File added"))
EVIDENCE_MOVED = register_kind("evidence_moved", _("Files moved with their record: %(count)d"))
EVIDENCE_REMOVED = register_kind("evidence_removed", _("File removed"))
