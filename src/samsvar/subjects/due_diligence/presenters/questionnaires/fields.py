"""Questions as plain form fields: one fieldset each, with its guidance, what was answered, and what is wrong with it.

`due_diligence/questions.html` draws them; `forms/questionnaires/answers.py` reads what is sent. Field names are `q-ID`;
in a table `q-ID-ROW-COLUMN`, and `q-ID-none` for "we have none". Questions that the answers do not show are left out
by the server unless asked for: a page with the small script has them all, hidden, with the condition as data.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    is_answered,
    shown_questions,
    text_in,
)
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import as_language
from samsvar.subjects.due_diligence.presenters.questionnaires.words import COLUMNS, answer_fault_words, code_words

SPARE_ROWS, LEAST_ROWS = 2, 3


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
    """A question as its fieldset needs it. `errors` are sentences; `shown_when` is the condition as JSON."""

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


def _asked(
    section: Section,
    question: Question,
    answer: Answer,
    language: str,
    number: int,
    files: tuple[tuple[str, str], ...],
    errors: tuple[str, ...],
    shown: bool,
) -> AskedQuestion:
    name = f"q-{question.id}"
    held = {answer} if isinstance(answer, str) else set(answer) if question.kind is Kind.SEVERAL and answer else set()
    plain = question.kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT)
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
        rows=_rows(question, name, answer, language) if question.kind is Kind.TABLE else (),
        allows_none=question.kind is Kind.TABLE and question.allows_none,
        has_none=answer == NONE,
        files=files,
        errors=errors,
        shown=shown,
        shown_when=_as_data(section.condition, question.condition),
    )


def _written(question: Question, answer: str, language: str) -> str:
    """A number as it is written in the language; other answers as they are."""
    comma = question.kind is Kind.NUMBER and language != "en"
    return answer.replace(".", ",") if comma else answer


def _rows(question: Question, name: str, answer: Answer, language: str) -> tuple[tuple[AskedCell, ...], ...]:
    held = [row for row in answer if is_answered(row)] if answer and not isinstance(answer, str) else []
    lines = [*held, *({} for _ in range(max(SPARE_ROWS, LEAST_ROWS - len(held))))]
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
