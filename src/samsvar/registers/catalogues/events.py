"""The kinds of events that editions leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

EDITIONS_LOADED = register_kind("editions_loaded", _("%(count)s editions that ship with Samsvar were loaded"))
WATCHLIST_IMPORTED = register_kind(
    "watchlist_imported", _("Edition %(edition)s of the list %(source)s was read in, with %(rows)s entries")
)
EDITION_IMPORTED = register_kind("edition_imported", _("Edition %(edition)s of %(source)s was read in"))
