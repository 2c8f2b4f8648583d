"""Several people answer one questionnaire at once: what each of them changed, and what comes of it together.

A form tells what it was drawn with (a digest of each answer, or of each row of a table), so that what somebody only
looked at changes nothing. Where two changed the same answer the newest stands, and the other is given back to be shown.
Rows of a table are found by what they were, not by their place: nobody's row is written over by another's.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from samsvar.core.rules.questionnaires.answers import MOST_ROWS
from samsvar.core.rules.questionnaires.template import NONE, Answer, Answers, is_answered

Row = Mapping[str, str]
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it stands in a form that was drawn when it had the digest `drawn`."""

    question: str
    answer: Answer
    drawn: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table as they stand in a form: the first of them were drawn from rows with the digests `drawn`.

    A row without content is one that was emptied, or never filled in. `none`: ticked that there are none.
    """

    question: str
    rows: Sequence[Row]
    drawn: Sequence[str]
    none: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """Files that came with an answer (their keys), and files that were taken away."""

    question: str
    added: Sequence[str] = ()
    removed: Sequence[str] = ()


Sent = Written | Rows | Files


@dataclass(frozen=True, slots=True)
class Replaced:
    """An answer that somebody else gave in between, and that the newest has replaced."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The answers together. `changed` are the questions whose answer is another now.

    `doubled` are tables with a row that two changed at once: both stand. `overfull` are tables of which rows were left
    out since there is room for no more.
    """

    answers: Mapping[str, Answer]
    changed: tuple[str, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    doubled: tuple[str, ...] = ()
    overfull: tuple[str, ...] = ()


def digest_of_answer(answer: Answer) -> str:
    """Twelve letters that stand for an answer; the same for all that say nothing."""
    plain = answer if is_answered(answer) else None
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def digests_of_rows(answer: Answer) -> tuple[str, ...]:
    """One digest for each row of a table that says anything, in order."""
    return tuple(digest_of_answer(row) for row in rows_of(answer))


def rows_of(answer: Answer) -> list[Row]:
    """The rows of a table that say anything; none where there are none."""
    return [] if isinstance(answer, str) or not answer else [row for row in answer if is_answered(row)]


def reconcile(held: Answers, sent: Iterable[Sent]) -> Reconciled:
    """What is held and what was sent, together. What was sent as it was drawn changes nothing."""
    answers, work = dict(held), _Work([], [], [], [])
    for one in sent:
        was = answers.get(one.question)
        if isinstance(one, Written):
            now = _written(one, was, work)
        elif isinstance(one, Rows):
            now = _rows(one, was, work)
        else:
            now = _files(one, was)
        if digest_of_answer(now) == digest_of_answer(was):
            continue
        work.changed.append(one.question)
        if is_answered(now):
            answers[one.question] = now
        else:
            answers.pop(one.question, None)
    return Reconciled(answers, tuple(work.changed), tuple(work.replaced), tuple(work.doubled), tuple(work.overfull))


@dataclass(frozen=True, slots=True)
class _Work:
    changed: list[str]
    replaced: list[Replaced]
    doubled: list[str]
    overfull: list[str]


def _written(one: Written, was: Answer, work: _Work) -> Answer:
    given, stands = digest_of_answer(one.answer), digest_of_answer(was)
    if given in (one.drawn, stands):
        return was
    if stands != one.drawn and is_answered(was):
        work.replaced.append(Replaced(one.question, was))
    return one.answer


def _rows(one: Rows, was: Answer, work: _Work) -> Answer:
    rows = rows_of(was)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(digest_of_answer(row), []).append(place)
    now: list[Row | None] = list(rows)
    new: list[Row] = []
    for number, row in enumerate(one.rows):
        drawn = one.drawn[number] if number < len(one.drawn) else ""
        if drawn and drawn == digest_of_answer(row):
            continue
        found = places.get(drawn)
        if found:
            now[found.pop(0)] = row if is_answered(row) else None
        elif is_answered(row) and digest_of_answer(row) not in places:  # else the same form was sent twice
            if drawn:
                work.doubled.append(one.question)
            new.append(row)
    kept = [row for row in now if row is not None]
    room = max(0, MOST_ROWS - len(kept))
    if len(new) > room:
        work.overfull.append(one.question)
    together = [*kept, *new[:room]]
    if together:
        return together
    return NONE if one.none else []


def _files(one: Files, was: Answer) -> Answer:
    held = [] if isinstance(was, str) or not was else [key for key in was if key not in one.removed]
    return [*held, *(key for key in one.added if key not in held)]
