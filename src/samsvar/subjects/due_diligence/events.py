"""The kinds of events that due diligence leaves in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

CONTRACTS_ASSESSED = register_kind(
    "contracts_assessed", _("%(contracts)s contracts were assessed; the figures of %(changed)s changed")
)
METHOD_SAVED = register_kind("method_saved", _("Version %(version)s of the risk method was saved"))
METHOD_CHOSEN = register_kind("method_chosen", _("Version %(version)s of the risk method was put in use"))

IMPACTS_IMPORTED = register_kind("impacts_imported", _("Read in adverse impacts: %(created)d new, %(changed)d changed"))
IMPACT_REGISTERED = register_kind("impact_registered", _("Registered an adverse impact"))
IMPACT_CHANGED = register_kind("impact_changed", _("Changed an adverse impact"))
IMPACT_JUDGED = register_kind(
    "impact_judged", _("Changed whether an adverse impact is alleged, confirmed or disproved")
)
IMPACT_LINKED = register_kind("impact_linked", _("Tied an adverse impact to a contract or a supplier"))
IMPACT_UNLINKED = register_kind("impact_unlinked", _("Untied an adverse impact from a contract or a supplier"))
IMPACT_NOTED = register_kind("impact_noted", _("Noted where an adverse impact stands"))
REMEDIATION_SAVED = register_kind("remediation_saved", _("Noted remediation of an adverse impact"))
IMPACT_SHARED = register_kind("impact_shared", _("Shared an adverse impact with another enterprise"))
IMPACT_SHARE_ENDED = register_kind("impact_share_ended", _("Stopped sharing an adverse impact"))
IMPACT_SHARE_ANSWERED = register_kind("impact_share_answered", _("Concluded on an adverse impact shared with us"))
IMPACT_CLOSED = register_kind("impact_closed", _("Closed an adverse impact"))
IMPACT_REOPENED = register_kind("impact_reopened", _("Opened an adverse impact again"))
FOLLOW_UP_PLANNED = register_kind("follow_up_planned", _("Tied an action to what it answers"))
AREA_CREATED = register_kind("risk_area_created", _("Added a risk area"))
AREA_CHANGED = register_kind("risk_area_changed", _("Changed a risk area"))
AREAS_RANKED = register_kind("risk_areas_ranked", _("Changed the order of the risk areas of %(year)s"))
AREAS_COPIED = register_kind("risk_areas_copied", _("Copied %(areas)s risk areas into %(year)s"))
AREA_CONTRACTS_ADDED = register_kind("area_contracts_added", _("Gathered %(contracts)s contracts in a risk area"))
AREA_CONTRACT_REMOVED = register_kind("area_contract_removed", _("Took a contract out of a risk area"))
VULNERABILITY_NOTED = register_kind("vulnerability_noted", _("Noted what makes people in a risk area vulnerable"))
VULNERABILITY_REMOVED = register_kind("vulnerability_removed", _("Removed a note of what makes people vulnerable"))
SUPPLIERS_SCREENED = register_kind(
    "suppliers_screened",
    _("Screened %(suppliers)s suppliers: %(found)s new hits, %(returned)s taken up again, %(lapsed)s no longer found"),
)
HIT_JUDGED = register_kind("screening_hit_judged", _("Judged a hit in screening"))
WORKFORCE_SAVED = register_kind("workforce_saved", _("Saved the own workforce of %(year)s"))
POSITIONS_SAVED = register_kind("positions_saved", _("Saved positions assessed for security in %(year)s"))
POSITIONS_REMOVED = register_kind("positions_removed", _("Removed positions assessed for security in %(year)s"))
TREATMENT_SAVED = register_kind("treatment_saved", _("Saved a case of differential treatment"))
TREATMENT_DOCUMENTED = register_kind("treatment_documented", _("Marked a case of differential treatment as documented"))
