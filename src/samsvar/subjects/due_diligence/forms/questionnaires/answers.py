"""What is sent from a page of questions, as the rules' plain answers.

What cannot be read is kept as it was written, so that the page can show it again with what is wrong.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from samsvar.core.catalogues import match_country
from samsvar.core.readers.values.text import harmless_text
from samsvar.core.rules.questionnaires import (
    NONE,
    Answer,
    Kind,
    Question,
    Rows,
    Sent,
    Template,
    Written,
    is_answered,
)
from samsvar.core.rules.questionnaires.answers import LONGEST_ANSWER, MOST_ROWS

_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_LONGEST_CODE, _MOST_CODES = 60, 100
"""Of what is chosen among several: more than any questionnaire has, and no room for what nobody could choose."""
_UNKNOWN = frozenset({"?", "ukjent", "ukjend", "unknown"})


def read_answers(template: Template, sent: QueryDict) -> dict[str, Answer]:
    """The answers in a form, those to hidden questions too: the rules leave them out. Files are not read here."""
    found = {question.id: _answer(question, sent) for question in template.questions if question.kind is not Kind.FILE}
    return {id: answer for id, answer in found.items() if is_answered(answer)}


def _answer(question: Question, sent: QueryDict) -> Answer:
    name = f"q-{question.id}"
    if question.kind is Kind.SEVERAL:
        chosen = {harmless_text(code)[:_LONGEST_CODE] for code in sent.getlist(name)[:_MOST_CODES]}
        known = [code for code in question.codes if code in chosen]
        return known + sorted(chosen - set(known) - {""})
    if question.kind is Kind.TABLE:
        return _table(question, name, sent)
    text = harmless_text((sent.get(name) or "")[: LONGEST_ANSWER + 1])
    if question.kind is Kind.NUMBER:
        return _number(text)
    return text


def _number(text: str) -> str:
    """Decimal text from a number as people write it, with blanks between thousands and a comma."""
    bare = _BLANKS.sub("", text).replace("\u2212", "-")
    return bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare


def _table(question: Question, name: str, sent: QueryDict) -> Answer:
    rows = [row for row in read_rows(question, sent) if row]
    return NONE if not rows and has_none(question, sent) else rows


def read_rows(question: Question, sent: QueryDict) -> list[dict[str, str]]:
    """The rows of a table as they stand in the form, in their places; what was left empty is an empty row."""
    rows = []
    for place in range(MOST_ROWS + 1):
        cells = {column: sent.get(f"q-{question.id}-{place}-{column}") for column in question.columns}
        if all(cell is None for cell in cells.values()):
            break
        row = {column: _cell(column, cell or "") for column, cell in cells.items()}
        rows.append({column: cell for column, cell in row.items() if cell})
    return rows


def has_none(question: Question, sent: QueryDict) -> bool:
    """Whether the form says that there are none."""
    return question.allows_none and bool(sent.get(f"q-{question.id}-none"))


def read_sent(questions: Iterable[Question], sent: QueryDict, drawn: Mapping[str, Any]) -> tuple[Sent, ...]:
    """What a form says, beside what it was drawn with. No files.

    A question that the form does not hold is left out. Where what it was drawn with is lost, what stands in the form
    counts as new, and what is empty as not there: nothing that was written is lost, nor anything that was not seen.
    """
    found: list[Sent] = []
    for question in questions:
        was = drawn.get(question.id)
        if question.kind is Kind.TABLE:
            rows, known = read_rows(question, sent), isinstance(was, list)
            if known or any(rows):
                digests = [str(each) for each in was] if isinstance(was, list) else []
                found.append(Rows(question.id, rows, digests, has_none(question, sent)))
        elif question.kind is not Kind.FILE:
            answer = _answer(question, sent)
            if isinstance(was, str) or is_answered(answer):
                found.append(Written(question.id, answer, was if isinstance(was, str) else ""))
    return tuple(found)


def _cell(column: str, text: str) -> str:
    bare = " ".join(harmless_text(text[:1000]).split())
    if column == "country" and bare:
        return "?" if bare.casefold() in _UNKNOWN else match_country(bare).code or bare
    return _BLANKS.sub("", bare) if column in ("workers", "tier") else bare
