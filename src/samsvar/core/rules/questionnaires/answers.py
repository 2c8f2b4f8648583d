"""Which answers are missing or wrong, per question, as codes and facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samsvar.core.rules.questionnaires.checking import as_day, as_number
from samsvar.core.rules.questionnaires.conditions import shown_questions
from samsvar.core.rules.questionnaires.template import (
    NONE,
    UNKNOWN,
    Answer,
    Answers,
    Kind,
    Question,
    Template,
    is_answered,
)

LONGEST_ANSWER, LONGEST_CELL = 10_000, 300
MOST_ROWS, MOST_FILES = 500, 20
_EARLIEST, _LATEST = 1900, 2200


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What is wrong with an answer. `missing` is no fault of a half-finished one; the others are.

    `row` counts from 1 in a table, with its `column`.
    """

    question: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    row: int | None = None
    column: str = ""


def check_answers(template: Template, answers: Answers) -> tuple[AnswerFault, ...]:
    """What keeps the answers from being sent in: what must be answered and is not, and what is no answer."""
    found: list[AnswerFault] = []
    for question in shown_questions(template, answers):
        answer = answers.get(question.id)
        if is_answered(answer):
            found += check_answer(question, answer)
        elif question.mandatory:
            found.append(AnswerFault(question.id, "missing"))
    return tuple(found)


def check_answer(question: Question, answer: Answer) -> tuple[AnswerFault, ...]:
    """What is wrong with one answer; nothing is wrong with none."""
    return tuple(_CHECKS[question.kind](question, answer)) if is_answered(answer) else ()


def missing_questions(template: Template, answers: Answers) -> tuple[Question, ...]:
    """The questions shown that must be answered and are not."""
    return tuple(
        question
        for question in shown_questions(template, answers)
        if question.mandatory and not is_answered(answers.get(question.id))
    )


def _code(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if not isinstance(answer, str) or answer not in question.codes:
        yield AnswerFault(question.id, "no_such_choice", (("answer", _shown(answer)),))


def _several(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if isinstance(answer, str) or not isinstance(answer, Sequence):
        yield AnswerFault(question.id, "not_a_list")
        return
    for code in answer:
        yield from _code(question, code)
    if UNKNOWN in answer and len(set(map(str, answer))) > 1:
        yield AnswerFault(question.id, "unknown_with_others")


def _number(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    number, least, most = as_number(answer), as_number(question.least), as_number(question.most)
    if number is None:
        yield AnswerFault(question.id, "not_a_number", (("answer", _shown(answer)),))
        return
    if least is not None and number < least:
        yield AnswerFault(question.id, "below_least", (("least", question.least),))
    if most is not None and number > most:
        yield AnswerFault(question.id, "above_most", (("most", question.most),))
    if len(answer.partition(".")[2].rstrip("0")) > question.decimals:
        yield AnswerFault(question.id, "too_many_decimals", (("decimals", str(question.decimals)),))


def _day(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    day = as_day(answer)
    if day is None or not _EARLIEST <= day.year < _LATEST:
        yield AnswerFault(question.id, "not_a_day", (("answer", _shown(answer)),))


def _files(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if isinstance(answer, str) or not isinstance(answer, Sequence) or not all(isinstance(key, str) for key in answer):
        yield AnswerFault(question.id, "not_a_list")
    elif len(answer) > MOST_FILES:
        yield AnswerFault(question.id, "too_many_files", (("most", str(MOST_FILES)),))


def _table(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if answer == NONE:
        if not question.allows_none:
            yield AnswerFault(question.id, "none_not_allowed")
        return
    if isinstance(answer, str) or not isinstance(answer, Sequence):
        yield AnswerFault(question.id, "not_a_list")
        return
    if len(answer) > MOST_ROWS:
        yield AnswerFault(question.id, "too_many_rows", (("most", str(MOST_ROWS)),))
        return
    for number, row in enumerate(answer, start=1):
        if not isinstance(row, Mapping):
            yield AnswerFault(question.id, "not_a_row", row=number)
        elif is_answered(row):
            yield from _row(question, row, number)


def _row(question: Question, row: Mapping[str, Any], number: int) -> Iterator[AnswerFault]:
    if not is_answered(row.get("name")):
        yield AnswerFault(question.id, "row_without_name", row=number, column="name")
    for column, cell in row.items():
        if column not in question.columns:
            yield AnswerFault(question.id, "unknown_column", row=number, column=str(column)[:60])
        elif not isinstance(cell, str) or len(cell) > LONGEST_CELL:
            yield AnswerFault(question.id, "cell_too_long", (("most", str(LONGEST_CELL)),), number, column)
        elif (
            column == "country" and cell and cell != "?" and not (len(cell) == 3 and cell.isalpha() and cell.isupper())
        ):
            yield AnswerFault(question.id, "not_a_country", (("answer", cell[:60]),), number, column)
        elif column in ("workers", "tier") and cell and not (cell.isascii() and cell.isdigit() and len(cell) < 10):
            yield AnswerFault(question.id, "not_a_count", (("answer", cell[:60]),), number, column)


def _text(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if not isinstance(answer, str):
        yield AnswerFault(question.id, "not_text")
    elif len(answer) > LONGEST_ANSWER:
        yield AnswerFault(question.id, "too_long", (("most", str(LONGEST_ANSWER)),))


def _shown(answer: Answer) -> str:
    return str(answer)[:60]


_CHECKS = {
    Kind.YES_NO: _code,
    Kind.CHOICE: _code,
    Kind.SEVERAL: _several,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.FILE: _files,
    Kind.TABLE: _table,
    Kind.TEXT: _text,
}
