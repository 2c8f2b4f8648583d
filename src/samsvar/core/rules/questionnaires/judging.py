"""What the answers show against what is expected: gaps, the score with its working, and what they feed.

Each question with a weight w can give 2·w points: all where the answer is as wanted, w where its gravest gap is minor,
none where it is serious or critical. A question that is hidden does not count. One that is not answered, or answered
"we do not know" without that being a gap, is unknown: its points are neither given nor refused, so the score is a range
from what is earned to what could be. (docs/method/questionnaires.md)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samsvar.core.rules.questionnaires.answers import check_answer
from samsvar.core.rules.questionnaires.checking import as_day, as_number
from samsvar.core.rules.questionnaires.conditions import chosen, shown_questions
from samsvar.core.rules.questionnaires.template import (
    CODED,
    NONE,
    UNKNOWN,
    Answer,
    Answers,
    Gap,
    Gravity,
    Kind,
    Question,
    Template,
    Texts,
    is_answered,
)

_ORDER = tuple(Gravity)
_PER_WEIGHT = 2


class Verdict(StrEnum):
    """What an answer is against what is expected. `not_judged`: nothing is expected of it."""

    AS_WANTED = "as_wanted"
    GAP = "gap"
    UNKNOWN = "unknown"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Found:
    """A gap in an answer; `words` is what the questionnaire calls it."""

    question: str
    gravity: Gravity
    words: Texts


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of the score's working: the verdict, the gravest gap, and points given `of` those to get."""

    question: str
    verdict: Verdict
    gravity: Gravity | None
    points: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Score:
    """The sum with its working. `unknown` are the points nobody can give or refuse yet; `of` is all there is to get."""

    points: int
    unknown: int
    of: int
    working: tuple[Judged, ...]

    @property
    def least(self) -> int | None:
        """Whole per cent, rounded down, were all that is unknown refused; None where nothing counts."""
        return self.points * 100 // self.of if self.of else None

    @property
    def most(self) -> int | None:
        """Whole per cent, rounded down, were all that is unknown given; None where nothing counts."""
        return (self.points + self.unknown) * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Fed:
    """What an answer is used for: a code of FEEDS, the question, and the answer itself."""

    feeds: str
    question: str
    answer: Answer


def gaps_in(template: Template, answers: Answers) -> tuple[Found, ...]:
    """The gaps in the answers to the questions shown, in the questionnaire's order."""
    return tuple(
        Found(question.id, gap.gravity, gap.words)
        for question in shown_questions(template, answers)
        for gap in gaps_of(question, answers.get(question.id))
    )


def gaps_of(question: Question, answer: Answer) -> tuple[Gap, ...]:
    """The gaps that one answer is. None in what is not answered, nor in what is no answer to the question.

    Of a number or a day only the gravest: over 60 hours is not also the lesser gap of being over 48.
    """
    if not is_answered(answer) or check_answer(question, answer):
        return ()
    found = tuple(gap for gap in question.gaps if _is(question, gap, answer))
    if question.kind in (Kind.NUMBER, Kind.DATE) and found:
        return (max(found, key=lambda gap: _ORDER.index(gap.gravity)),)
    return found


def score(template: Template, answers: Answers) -> Score:
    """The score of the answers, with a line for each question that counts and is shown."""
    working = tuple(
        _judged(question, answers.get(question.id))
        for question in shown_questions(template, answers)
        if question.weight
    )
    return Score(
        points=sum(line.points or 0 for line in working),
        unknown=sum(line.of for line in working if line.points is None),
        of=sum(line.of for line in working),
        working=working,
    )


def verdict_on(question: Question, answer: Answer) -> Verdict:
    """What one answer is against what is expected of it."""
    found = gaps_of(question, answer)
    if found:
        return Verdict.GAP
    if not question.weight and not question.gaps:
        return Verdict.NOT_JUDGED
    if not is_answered(answer) or check_answer(question, answer):
        return Verdict.UNKNOWN
    return Verdict.UNKNOWN if question.kind in CODED and UNKNOWN in chosen(answer) else Verdict.AS_WANTED


def what_is_fed(template: Template, answers: Answers) -> tuple[Fed, ...]:
    """What the answers are used for, in the questionnaire's order. Only what is shown, answered and not wrong."""
    return tuple(
        Fed(question.feeds, question.id, answers[question.id])
        for question in shown_questions(template, answers)
        if question.feeds and is_answered(answers.get(question.id)) and not check_answer(question, answers[question.id])
    )


def countries_named(answer: Answer) -> tuple[str, ...]:
    """The countries in the rows of a table, each once, `?` for a row that names none; sorted."""
    if isinstance(answer, str) or not answer:
        return ()
    return tuple(sorted({row.get("country") or "?" for row in answer if isinstance(row, Mapping) and is_answered(row)}))


def _judged(question: Question, answer: Answer) -> Judged:
    verdict, found, of = verdict_on(question, answer), gaps_of(question, answer), question.weight * _PER_WEIGHT
    gravest = max((gap.gravity for gap in found), key=_ORDER.index, default=None)
    points: int | None = None
    if verdict is Verdict.AS_WANTED:
        points = of
    elif verdict is Verdict.GAP:
        points = question.weight if gravest is Gravity.MINOR else 0
    return Judged(question.id, verdict, gravest, points, of)


def _is(question: Question, gap: Gap, answer: Answer) -> bool:
    if question.kind in CODED:
        codes = chosen(answer)
        lacking = bool(gap.lacks) and UNKNOWN not in codes and not set(gap.lacks) <= codes
        return bool(codes & set(gap.answers)) or lacking
    if question.kind is Kind.NUMBER:
        number, below, above = as_number(answer), as_number(gap.below), as_number(gap.above)
        return number is not None and ((below is not None and number < below) or (above is not None and number > above))
    if question.kind is Kind.DATE:
        day, before, after = as_day(answer), as_day(gap.before), as_day(gap.after)
        return day is not None and ((before is not None and day < before) or (after is not None and day > after))
    return question.kind is Kind.TABLE and _in_table(gap, answer)


def _in_table(gap: Gap, answer: Answer) -> bool:
    if answer == NONE:
        return NONE in gap.answers
    rows = [row for row in answer if is_answered(row)]
    return any(row.get("country") in gap.countries for row in rows) or any(
        not is_answered(row.get(column)) or row.get(column) == "?" for row in rows for column in gap.unfilled
    )
