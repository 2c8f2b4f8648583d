"""The kinds of events of links."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

LINK_MADE = register_kind("link_made", _("One-time link made"))
LINK_SPENT = register_kind("link_spent", _("One-time link used"))
LINK_REVOKED = register_kind("link_revoked", _("One-time link revoked"))
LINKS_REMOVED = register_kind("links_removed", _("Old one-time links removed: %(count)d"))
