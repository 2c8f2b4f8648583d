"""The trail's own kinds of events."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

CHECKPOINT = register_kind("audit_checkpoint", _("The heads of all chains were written down"))
FORGOTTEN = register_kind("audit_forgotten", _("Personal content about one person was removed from the trail"))
ROW_FORGOTTEN = register_kind("audit_row_forgotten", _("Personal content about one record was removed from the trail"))
