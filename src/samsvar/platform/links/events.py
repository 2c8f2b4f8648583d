"""The kinds of events of links."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

_WHO = ("recipient", "address")

LINK_MADE = register_kind("link_made", _("Link made"), _WHO)
LINK_SPENT = register_kind("link_spent", _("Link used up"), _WHO)
LINK_REVOKED = register_kind("link_revoked", _("Link revoked"), _WHO)
LINK_EXTENDED = register_kind("link_extended", _("Link’s last day moved"), _WHO)
LINKS_REMOVED = register_kind("links_removed", _("Old links removed: %(count)d"), _WHO)
