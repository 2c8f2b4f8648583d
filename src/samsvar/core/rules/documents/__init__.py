"""Governing documents: for whom they are valid, what they stand on, when they are reviewed, what a version changed.

Source: a regional guideline for social responsibility (Helse Midt-Norge): a document has one owner, holds for a unit
and everything under it, also what is made there later, is reviewed yearly, and may replace or build on others. Units
are read in the structure of the day asked about: the caller hands in the tree as it stood.
"""

from samsvar.core.rules.documents.reviews import (
    NextReview,
    ReviewDecision,
    Reviewed,
    ReviewRule,
    ReviewState,
    due_at_meeting,
    next_review,
    rule_on,
    undecided,
)
from samsvar.core.rules.documents.ties import (
    GROUND,
    Replaced,
    Tie,
    TieFacts,
    TieProblem,
    check_ties,
    layers,
    replacement_of,
    stands_on,
    stands_under,
)
from samsvar.core.rules.documents.validity import (
    DocumentFacts,
    Kind,
    Standing,
    ValidDocument,
    Validity,
    documents_for,
    may_edit,
)
from samsvar.core.rules.documents.versions import (
    Change,
    Implementation,
    ThemeChange,
    check_versions,
    compare_versions,
    may_set_implementation,
)

__all__ = [
    "GROUND",
    "Change",
    "DocumentFacts",
    "Implementation",
    "Kind",
    "NextReview",
    "Replaced",
    "ReviewDecision",
    "ReviewRule",
    "ReviewState",
    "Reviewed",
    "Standing",
    "ThemeChange",
    "Tie",
    "TieFacts",
    "TieProblem",
    "ValidDocument",
    "Validity",
    "check_ties",
    "check_versions",
    "compare_versions",
    "documents_for",
    "due_at_meeting",
    "layers",
    "may_edit",
    "may_set_implementation",
    "next_review",
    "replacement_of",
    "rule_on",
    "stands_on",
    "stands_under",
    "undecided",
]
