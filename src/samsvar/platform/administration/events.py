"""The installation's own kinds of events."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

RESTORED = register_kind("backup_restored", _("A backup was put back: sessions, links and tokens were ended"))
PERSON_FORGOTTEN = register_kind("person_forgotten", _("What was held about one person was emptied"))
