"""An answer as somebody wrote it in a cell of a file, as the value that the rules know."""

import re

from samsvar.core.rules.questionnaires.answers import check_answer
from samsvar.core.rules.questionnaires.checking import as_number
from samsvar.core.rules.questionnaires.template import NO, NONE, UNKNOWN, YES, Answer, Kind, Question

_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_WORDS = {
    YES: {"ja", "yes", "x", "1", "true", "sant"},
    NO: {"nei", "no", "0", "false", "usant"},
    UNKNOWN: {"vet ikke", "veit ikkje", "ukjent", "ukjend", "unknown", "we do not know", "?"},
    NONE: {"ingen", "inga", "none"},
}


def answer_from_text(question: Question, texts: tuple[str, ...]) -> Answer:
    """The answer that the cells come to; several cells are rows of a table, else they are joined.

    Of a table a cell is `name=Fabrikken; country=CHN`, or a word for none. Several choices have `;` between. A file
    cannot be read in. Raises ValueError where it is no answer to the question.
    """
    answer = _table(question, texts) if question.kind is Kind.TABLE else _one(question, "\n".join(texts).strip())
    if answer is None or check_answer(question, answer):
        raise ValueError(question.id)
    return answer


def _one(question: Question, text: str) -> Answer:
    if question.kind is Kind.YES_NO:
        return _word(text)
    if question.kind is Kind.CHOICE:
        return _choice(question, text)
    if question.kind is Kind.SEVERAL:
        return [_choice(question, part) for part in text.split(";") if part.strip()]
    if question.kind is Kind.NUMBER:
        number = "".join(text.split()).replace(",", ".").replace("\u2212", "-")
        return number if as_number(number) is not None else text
    if question.kind is Kind.DATE and (written := _DAY.fullmatch(text)):
        day, month, year = written.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if question.kind is Kind.FILE:
        raise ValueError(question.id)
    return text


def _word(text: str) -> str:
    folded = text.strip().casefold()
    return next((code for code, words in _WORDS.items() if folded == code or folded in words), folded)


def _choice(question: Question, text: str) -> str:
    """The choice's id: written as it is, or as its words in any language."""
    folded = " ".join(text.split()).casefold()
    for choice in question.choices:
        if folded in {choice.id.casefold(), *(" ".join(each.split()).casefold() for each in choice.text.values())}:
            return choice.id
    return _word(text)


def _table(question: Question, texts: tuple[str, ...]) -> Answer:
    if len(texts) == 1 and _word(texts[0]) == NONE:
        return NONE
    rows = []
    for text in texts:
        row = {}
        for part in text.split(";"):
            column, equals, cell = part.partition("=")
            if equals:
                row[column.strip().casefold()] = cell.strip()
        rows.append(row if row else {"name": text.strip()})
    return rows
