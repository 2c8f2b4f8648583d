"""Tables of meetings and reviews."""

from samsvar.subjects.meetings.models.bodies import (
    Case,
    Decision,
    DecisionStep,
    Proposal,
    ProposalState,
)
from samsvar.subjects.meetings.models.reviews import (
    CampaignEvent,
    CampaignEventKind,
    EventTurnout,
    Finding,
    FindingKind,
    Review,
    ReviewedDocument,
    ReviewKind,
    ReviewNote,
    SetAside,
    Verdict,
)

__all__ = [
    "CampaignEvent",
    "CampaignEventKind",
    "Case",
    "Decision",
    "DecisionStep",
    "EventTurnout",
    "Finding",
    "FindingKind",
    "Proposal",
    "ProposalState",
    "Review",
    "ReviewKind",
    "ReviewNote",
    "ReviewedDocument",
    "SetAside",
    "Verdict",
]
