"""Questions as plain form fields: one fieldset each, with its guidance, what was answered, and what is wrong with it.

`due_diligence/questions.html` draws them; `forms/questionnaires/answers.py` reads what is sent. Field names are `q-ID`;
in a table `q-ID-ROW-COLUMN`, and `q-ID-none` for "we have none". Questions that the answers do not show are left out
by the server unless asked for: a page with the small script has them all, hidden, with the condition as data.
A page with one section has those that its own questions can open. A long table is drawn in portions of rows.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from samsvar.core.rules.questionnaires import (
    NONE,
    Answer,
    AnswerFault,
    Answers,
    Condition,
    Kind,
    Question,
    Section,
    Template,
    rows_of,
    shown_questions,
    text_in,
)
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import as_language
from samsvar.subjects.due_diligence.presenters.questionnaires.words import COLUMNS, answer_fault_words, code_words

SPARE_ROWS, LEAST_ROWS = 2, 3
PORTION = 20
"""Rows of a table on one page: a form has room for some 2,000 fields."""


@dataclass(frozen=True)
class AskedChoice:
    """An answer to choose."""

    id: str
    code: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class AskedCell:
    """A cell of a table."""

    name: str
    column: str
    label: str
    value: str
    figures: bool


@dataclass(frozen=True)
class AskedQuestion:
    """A question as its fieldset needs it. `errors` are sentences; `shown_when` is the condition as JSON.

    `portion`: the first and the last row drawn, from 1, and how many there are. `more` is what a page adds to it.
    """

    id: str
    name: str
    number: int
    kind: str
    text: str
    guidance: str
    mandatory: bool
    value: str
    unit: str
    choices: tuple[AskedChoice, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[AskedCell, ...], ...]
    allows_none: bool
    has_none: bool
    files: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]
    shown: bool
    shown_when: str
    portion: tuple[int, int, int] = (0, 0, 0)
    more: Any = None

    @property
    def rows_before(self) -> int:
        """How many rows of the table lie before the first that is drawn."""
        return max(0, self.portion[0] - 1)

    @property
    def is_long(self) -> bool:
        """Whether the table has more rows than one page draws."""
        return self.portion[2] > PORTION

    @property
    def described_by(self) -> str:
        """The ids of the guidance and the error, for reading aloud."""
        there = (("hint", self.guidance), ("error", self.errors))
        return " ".join(f"{self.name}-{word}" for word, filled in there if filled)


@dataclass(frozen=True)
class AskedSection:
    """A section with its questions."""

    id: str
    title: str
    intro: str
    questions: tuple[AskedQuestion, ...]
    shown: bool


def asked_sections(
    template: Template,
    answers: Answers,
    language: str,
    *,
    faults: Iterable[AnswerFault] = (),
    files: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    hidden_too: bool = False,
) -> tuple[AskedSection, ...]:
    """The questionnaire as fields in a language. `files` are (key, name) already given to each question.

    With `hidden_too` the questions that are not shown follow as well, marked so, for a page that has the script.
    """
    shown = {question.id for question in shown_questions(template, answers)}
    wrong: dict[str, list[str]] = {}
    for fault in faults:
        wrong.setdefault(fault.question, []).append(answer_fault_words(fault))
    number, sections = 0, []
    for section in template.sections:
        asked = []
        for question in section.questions:
            if question.id not in shown and not hidden_too:
                continue
            number += 1
            held = tuple((files or {}).get(question.id, ()))
            errors = tuple(wrong.get(question.id, ()))
            seen = question.id in shown
            asked.append(_asked(section, question, answers.get(question.id), language, number, held, errors, seen))
        if asked:
            any_shown = any(each.shown for each in asked)
            title, intro = text_in(section.title, language), text_in(section.intro, language)
            sections.append(AskedSection(section.id, title, intro, tuple(asked), any_shown))
    return tuple(sections)


def asked_section(
    template: Template,
    section: Section,
    answers: Answers,
    language: str,
    *,
    faults: Iterable[AnswerFault] = (),
    files: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    said: Mapping[str, Iterable[str]] | None = None,
) -> AskedSection:
    """One section as fields: what is shown, and what only its own answers hide, marked so, for the small script.

    `said` are sentences of what is wrong with a question besides its faults.
    """
    shown = {question.id for question in shown_questions(template, answers)}
    own = {question.id for question in section.questions}
    wrong: dict[str, list[str]] = {id: list(words) for id, words in (said or {}).items()}
    for fault in faults:
        wrong.setdefault(fault.question, []).append(answer_fault_words(fault))
    asked: list[AskedQuestion] = []
    for question in section.questions:
        opened_here = bool(question.condition.terms) and {each.question for each in question.condition.terms} <= own
        if question.id in shown or opened_here:
            held, errors = tuple((files or {}).get(question.id, ())), tuple(wrong.get(question.id, ()))
            bare = Section(section.id, section.title) if opened_here else None
            one = _asked(
                bare, question, answers.get(question.id), language, len(asked) + 1, held, errors, question.id in shown
            )
            asked.append(one)
    title, intro = text_in(section.title, language), text_in(section.intro, language)
    return AskedSection(section.id, title, intro, tuple(asked), any(each.shown for each in asked))


def asked_table(
    question: Question, answer: Answer, language: str, *, first: int, errors: Iterable[str] = ()
) -> AskedQuestion:
    """A table's rows from the one numbered `first` (0: the first) on, as many as a page draws."""
    return _asked(None, question, answer, language, 1, (), tuple(errors), True, first)


def _asked(
    section: Section | None,
    question: Question,
    answer: Answer,
    language: str,
    number: int,
    files: tuple[tuple[str, str], ...],
    errors: tuple[str, ...],
    shown: bool,
    first: int = 0,
) -> AskedQuestion:
    """A question as a field; `section` None where nothing on the page can hide it."""
    name = f"q-{question.id}"
    held = {answer} if isinstance(answer, str) else set(answer) if question.kind is Kind.SEVERAL and answer else set()
    plain = question.kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT)
    rows = rows_of(answer) if question.kind is Kind.TABLE else []
    return AskedQuestion(
        id=question.id,
        name=name,
        number=number,
        kind=question.kind.value,
        text=text_in(question.text, language),
        guidance=text_in(question.guidance, language),
        mandatory=question.mandatory,
        value=_written(question, answer, language) if plain and isinstance(answer, str) else "",
        unit=text_in(question.unit, language),
        choices=tuple(
            AskedChoice(f"{name}-{place}", code, code_words(question, code, language), code in held)
            for place, code in enumerate(question.codes if question.kind is not Kind.TABLE else ())
        ),
        columns=tuple((column, str(COLUMNS.get(column, column))) for column in question.columns),
        rows=_rows(question, name, rows, language, first) if question.kind is Kind.TABLE else (),
        allows_none=question.kind is Kind.TABLE and question.allows_none and len(rows) <= PORTION,
        has_none=answer == NONE,
        files=files,
        errors=errors,
        shown=shown,
        shown_when=_as_data(section.condition, question.condition) if section else "",
        portion=(first + 1, min(first + PORTION, len(rows)), len(rows)),
    )


def _written(question: Question, answer: str, language: str) -> str:
    """A number as it is written in the language; other answers as they are."""
    comma = question.kind is Kind.NUMBER and language != "en"
    return answer.replace(".", ",") if comma else answer


def _rows(
    question: Question, name: str, held: list[Mapping[str, str]], language: str, first: int
) -> tuple[tuple[AskedCell, ...], ...]:
    """The portion's rows, and after the last row of all some to fill in."""
    lines = held[first : first + PORTION]
    if first + PORTION >= len(held):
        lines += [{} for _ in range(max(SPARE_ROWS, LEAST_ROWS - len(held)))]
    return tuple(
        tuple(
            AskedCell(
                f"{name}-{place}-{column}",
                column,
                str(COLUMNS.get(column, column)),
                _cell(column, str(row.get(column) or ""), language),
                column in ("workers", "tier"),
            )
            for column in question.columns
        )
        for place, row in enumerate(lines)
    )


def _cell(column: str, value: str, language: str) -> str:
    is_code = column == "country" and len(value) == 3 and value.isupper()
    return country_name(value, as_language(language)) if is_code else value


def _as_data(*conditions: Condition) -> str:
    """The conditions as JSON: all of the outer list must hold. Empty for none."""
    found = [
        {"every": each.every, "terms": [{"name": f"q-{term.question}", "is": term.answers} for term in each.terms]}
        for each in conditions
        if each.terms
    ]
    return json.dumps(found) if found else ""
