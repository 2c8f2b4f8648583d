"""Likening suppliers and factories to the entries of lists. Gives candidates with reasons, never a verdict."""

from samsvar.core.rules.screening.facts import Candidate, ListEntry, Reason, Subject
from samsvar.core.rules.screening.likeness import alike_words, likeness
from samsvar.core.rules.screening.matching import Screening, plain_number
from samsvar.core.rules.screening.method import ScreeningMethod, screening_method_from_plain
from samsvar.core.rules.screening.names import Normaliser, PlainName
from samsvar.core.rules.screening.remembering import changed_since

__all__ = [
    "Candidate",
    "ListEntry",
    "Normaliser",
    "PlainName",
    "Reason",
    "Screening",
    "ScreeningMethod",
    "Subject",
    "alike_words",
    "changed_since",
    "likeness",
    "plain_number",
    "screening_method_from_plain",
]
