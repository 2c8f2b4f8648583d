"""What a questionnaire is made of: sections, questions, the condition they are shown on, and what is expected.

Answers are plain values, as JSON holds them: `yes`, `no` or `unknown` to a yes-or-no question; a choice's id; a list
of ids to a question with several; a number as decimal text (`"12.5"`, never a float); a day as `2025-05-20`; a list of
keys of files; a list of rows (column to text) in a table, or `none` where the supplier says there are none; text. What
is empty is not answered, and what is not answered is unknown: never yes, no or zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LANGUAGES = ("nb", "nn", "en")
_NEAREST = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}

YES, NO, UNKNOWN, NONE = "yes", "no", "unknown", "none"
FORMAT = 1

Answer = Any
Answers = Mapping[str, Answer]
Texts = Mapping[str, str]


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    TABLE = "table"
    TEXT = "text"


class Gravity(StrEnum):
    """How grave a gap is, from the least."""

    MINOR = "minor"
    SERIOUS = "serious"
    CRITICAL = "critical"


#: The columns a table of sites or sub-suppliers may have, in the order they are shown; `name` is in every table.
COLUMNS = ("name", "organisation_number", "country", "address", "tier", "activity", "product", "workers", "contact")

#: What an answer may feed, and the kinds of question that can.
FEEDS: Mapping[str, frozenset[Kind]] = {
    "code_of_conduct": frozenset({Kind.YES_NO}),
    "countries_of_production": frozenset({Kind.TABLE}),
    "sub_suppliers": frozenset({Kind.TABLE}),
    "tiers_known": frozenset({Kind.CHOICE, Kind.NUMBER, Kind.TABLE}),
    "wage_terms": frozenset({Kind.YES_NO, Kind.CHOICE}),
    "hse_cards": frozenset({Kind.YES_NO, Kind.CHOICE}),
    "known_impacts": frozenset({Kind.YES_NO, Kind.CHOICE, Kind.TEXT}),
    "emissions_scope_1": frozenset({Kind.NUMBER}),
    "emissions_scope_2": frozenset({Kind.NUMBER}),
    "emissions_scope_3": frozenset({Kind.NUMBER}),
}

#: Kinds whose answers are codes, so that conditions and expectations can name them.
CODED = frozenset({Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL})


def text_in(texts: Texts, language: str) -> str:
    """The text in the language, else in the nearest there is (the two Norwegian before English); empty for none."""
    return next((texts[code] for code in _NEAREST.get(language, LANGUAGES) if texts.get(code)), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    id: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Term:
    """Holds where the question has one of the answers."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When something is shown: all of the terms hold, or any of them. Without terms always."""

    terms: tuple[Term, ...] = ()
    every: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer that is not as wanted, how grave that is, and what to call it.

    It is one where any of its parts holds: the answer is among `answers`; one of `lacks` is not chosen; the number is
    `below` or `above`; the day is `before` or `after`; a row of the table lacks one of `unfilled`, or stands in one of
    `countries` (ISO 3166 alpha-3).
    """

    gravity: Gravity
    words: Texts
    answers: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    below: str = ""
    above: str = ""
    before: str = ""
    after: str = ""
    unfilled: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `weight` 0: it does not count in the score. `feeds` names what its answer is used for."""

    id: str
    kind: Kind
    text: Texts
    guidance: Texts = field(default_factory=dict)
    mandatory: bool = True
    allows_unknown: bool = False
    allows_none: bool = False
    choices: tuple[Choice, ...] = ()
    unit: Texts = field(default_factory=dict)
    least: str = ""
    most: str = ""
    decimals: int = 0
    columns: tuple[str, ...] = ()
    condition: Condition = field(default_factory=Condition)
    weight: int = 0
    gaps: tuple[Gap, ...] = ()
    feeds: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The answers that can be named in conditions and expectations, in the order they are shown."""
        extra = (UNKNOWN,) if self.allows_unknown and self.kind in CODED else ()
        if self.kind is Kind.YES_NO:
            return (YES, NO, *extra)
        if self.kind is Kind.TABLE:
            return (NONE,) if self.allows_none else ()
        return (*(choice.id for choice in self.choices), *extra) if self.kind in CODED else ()


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together."""

    id: str
    title: Texts
    intro: Texts = field(default_factory=dict)
    condition: Condition = field(default_factory=Condition)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A questionnaire. `sources` tells, per language, what its demands build on."""

    title: Texts
    intro: Texts = field(default_factory=dict)
    sources: Texts = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, id: str) -> Question | None:
        """The question with the id; None where there is none."""
        return next((question for question in self.questions if question.id == id), None)

    def section(self, id: str) -> Section | None:
        """The section with the id; None where there is none."""
        return next((section for section in self.sections if section.id == id), None)

    def section_of(self, question: str) -> Section | None:
        """The section a question stands in."""
        return next((one for one in self.sections if any(each.id == question for each in one.questions)), None)


def is_answered(answer: Answer) -> bool:
    """False for what says nothing: no value, no text, no choice, no row with anything in it."""
    if isinstance(answer, str):
        return bool(answer.strip())
    if isinstance(answer, Mapping):
        return any(is_answered(value) for value in answer.values())
    if isinstance(answer, Sequence):
        return any(is_answered(each) for each in answer)
    return answer is not None
