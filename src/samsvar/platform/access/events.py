"""The kinds of events of access."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

ROLE_GIVEN = register_kind("role_given", _("Role given"))
ROLE_ENDED = register_kind("role_ended", _("Role ended"))
TOKEN_CREATED = register_kind("token_created", _("API token made"))
TOKEN_REVOKED = register_kind("token_revoked", _("API token revoked"))
ACCOUNT_JOINED = register_kind("account_joined", _("The enterprise’s account was joined to a person"))
SECOND_FACTORS_REMOVED = register_kind("second_factors_removed", _("Second factors were removed"))
DEMO_LAID = register_kind("demo_laid", _("Demo laid out"))
