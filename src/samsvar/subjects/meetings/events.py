"""The kinds of event that meetings and reviews leave in the trail."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

CASE_ADDED = register_kind("meeting_case_added", _("Registered a body’s case"))
CASE_CHANGED = register_kind("meeting_case_changed", _("Changed a body’s case"))
DECIDED = register_kind("meeting_decided", _("Registered a decision"))
DECISION_CHANGED = register_kind("meeting_decision_changed", _("Changed a decision"))
WEIGHED = register_kind("meeting_decision_weighed", _("Weighed a decision in the three dimensions"))
STEP_ADDED = register_kind("meeting_step_added", _("Said what a decision asks for"))
STEP_CHANGED = register_kind("meeting_step_changed", _("Changed what a decision asks for"))
TURNED = register_kind("meeting_decision_turned", _("Turned a decision into actions"))
PROPOSED = register_kind("meeting_proposed", _("Proposed an action"))
PROPOSAL_TAKEN_UP = register_kind("meeting_proposal_taken_up", _("Took up a proposed action"))
PROPOSAL_DECLINED = register_kind("meeting_proposal_declined", _("Declined a proposed action"))
REVIEW_BEGUN = register_kind("review_begun", _("Began a review"))
REVIEW_CHANGED = register_kind("review_changed", _("Changed a review"))
REVIEW_NOTED = register_kind("review_noted", _("Wrote what was said of a point of a review"))
REVIEW_GATHERED = register_kind("review_gathered", _("Collected the input of a review"))
REVIEW_HELD = register_kind("review_held", _("Held a review, and froze its minutes"))
FOUND = register_kind("review_found", _("Registered a finding of a review"))
FINDING_CHANGED = register_kind("review_finding_changed", _("Changed a finding of a review"))
FINDING_TURNED = register_kind("review_finding_turned", _("Turned a finding into an action"))
FINDING_CLOSED = register_kind("review_finding_closed", _("Closed a finding of a review"))
DOCUMENT_JUDGED = register_kind("review_document_judged", _("Decided on a document in the yearly review"))
EVENT_ADDED = register_kind("campaign_event_added", _("Added an event to a campaign week"))
EVENT_CHANGED = register_kind("campaign_event_changed", _("Changed an event of a campaign week"))
TURNOUT_TOLD = register_kind("campaign_event_turnout", _("Told how many took part in an event"))
SET_ASIDE = register_kind("resources_set_aside", _("Set aside resources"))
