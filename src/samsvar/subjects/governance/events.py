"""The kinds of event that documents, requirements, signatures and assignments leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

DOCUMENT_REGISTERED = register_kind("document_registered", _("Registered a governing document"))
DOCUMENT_CHANGED = register_kind("document_changed", _("Changed a governing document"))
DOCUMENTS_ADOPTED = register_kind("documents_adopted", _("Took in governing documents from the catalogue"))
VERSION_ADDED = register_kind("document_version_added", _("Registered a new version of a governing document"))
APPROVAL_ADDED = register_kind("document_approval_added", _("Noted who decided a governing document"))
VALIDITY_SET = register_kind("document_validity_set", _("Set for whom a governing document holds"))
VALIDITY_ENDED = register_kind("document_validity_ended", _("Ended for whom a governing document holds"))
TIED = register_kind("document_tied", _("Tied two governing documents"))
UNTIED = register_kind("document_untied", _("Took away a tie between governing documents"))
REVIEW_RULE_SET = register_kind("document_review_rule_set", _("Set how often a governing document is reviewed"))
REVIEWED = register_kind("document_reviewed", _("Reviewed a governing document"))
REQUIREMENT_ADDED = register_kind("requirement_added", _("Took a requirement out of a document"))
REQUIREMENT_CHANGED = register_kind("requirement_changed", _("Changed a requirement"))
BACKED = register_kind("requirement_backed", _("Tied something to a requirement"))
UNBACKED = register_kind("requirement_unbacked", _("Took away what was tied to a requirement"))
DELEGATED = register_kind("requirement_delegated", _("Delegated a requirement"))
SIGNERS_GATHERED = register_kind("signers_gathered", _("Gathered those who are to sign"))
SIGNER_ADDED = register_kind("signer_added", _("Added somebody who is to sign"))
SIGNED = register_kind("document_signed", _("Signed a governing document"))
ASSIGNED = register_kind("assignment_given", _("Registered an expectation or an assignment"))
ASSIGNMENT_CHANGED = register_kind("assignment_changed", _("Changed an expectation or an assignment"))
ASSESSED = register_kind("assignment_assessed", _("Wrote an assessment of an expectation or an assignment"))
IMPLEMENTATION_SET = register_kind("implementation_set", _("Noted how far a document is implemented"))
CONTROL_ADDED = register_kind("control_added", _("Set up an internal control"))
CONTROL_CHANGED = register_kind("control_changed", _("Changed an internal control"))
CONTROL_DONE = register_kind("control_done", _("Carried out an internal control"))
CONTROL_CORRECTED = register_kind("control_corrected", _("Noted what was done about a deviation"))
