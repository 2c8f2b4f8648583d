"""Answers as they are told: on the supplier's page beside the question, in copies, and where they are assessed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from samsvar.core.documents.numbers import format_date, format_number
from samsvar.core.rules.questionnaires import NONE, Answer, Kind, Question, is_answered, rows_of, text_in
from samsvar.core.rules.questionnaires.checking import as_day, as_number
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import as_language
from samsvar.subjects.due_diligence.presenters.questionnaires.words import COLUMNS, code_words


@dataclass(frozen=True)
class ToldAnswer:
    """An answer in words: `lines`, or the rows of a table with their headings."""

    lines: tuple[str, ...]
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All in one text."""
        return "\n".join(self.lines)


def told_answer(
    question: Question, answer: Answer, language: str, files: Mapping[str, str] | None = None
) -> ToldAnswer:
    """An answer in the language; `files` are the names of files by key. What cannot be read is told as it stands."""
    if not is_answered(answer):
        return ToldAnswer((gettext("Not answered"),))
    if question.kind is Kind.TABLE:
        return _table(question, answer, language)
    if question.kind is Kind.FILE:
        names = [(files or {}).get(str(key), gettext("a file that is removed")) for key in _listed(answer)]
        return ToldAnswer(tuple(names))
    if question.kind in (Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL):
        return ToldAnswer(tuple(code_words(question, str(code), language) for code in _listed(answer)))
    if question.kind is Kind.NUMBER:
        return ToldAnswer((_number(question, str(answer), language),))
    if question.kind is Kind.DATE:
        day = as_day(answer)
        return ToldAnswer((format_date(day, as_language(language)) if day else str(answer),))
    return ToldAnswer((str(answer),))


def _table(question: Question, answer: Answer, language: str) -> ToldAnswer:
    if answer == NONE:
        return ToldAnswer((gettext("We have none"),))
    headings = tuple(str(COLUMNS.get(column, column)) for column in question.columns)
    rows = tuple(
        tuple(_cell(column, str(row.get(column) or ""), language) for column in question.columns)
        for row in rows_of(answer)
    )
    return ToldAnswer((), headings, rows)


def _cell(column: str, value: str, language: str) -> str:
    is_code = column == "country" and len(value) == 3 and value.isupper()
    return country_name(value, as_language(language)) if is_code else value


def _listed(answer: Answer) -> list[Answer]:
    return [answer] if isinstance(answer, str) else list(answer)


def _number(question: Question, answer: str, language: str) -> str:
    number = as_number(answer)
    shown = answer if number is None else format_number(number, as_language(language))
    return f"{shown} {text_in(question.unit, language)}".strip()
