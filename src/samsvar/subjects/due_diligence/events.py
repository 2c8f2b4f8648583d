"""The kinds of events that due diligence leaves in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

CONTRACTS_ASSESSED = register_kind(
    "contracts_assessed", _("%(contracts)s contracts were assessed; the figures of %(changed)s changed")
)
METHOD_SAVED = register_kind("method_saved", _("Version %(version)s of the risk method was saved"))
METHOD_CHOSEN = register_kind("method_chosen", _("Version %(version)s of the risk method was put in use"))
