"""Suppliers' answers from a spreadsheet, one row an answer. Columns: `docs/json/import-columns.md`."""

from dataclasses import dataclass
from datetime import date

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.core.readers.table import Format, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import parse_label, parse_organisation_number
from samsvar.core.readers.values.text import name_parser, text_parser


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a supplier answered to one question. A question that asks for a table has a row for each of its rows.

    `question` is the question's id in the version that the campaign asks. What stands in `answer` is read by the kind
    of the question, which only the questionnaire knows.
    """

    row: int
    campaign: str
    organisation_number: str
    question: str
    answer: str
    answered_on: date | None
    answered_by: str | None


def read_answers(source: Source, name: str, progress: Progress | None = None) -> ReadResult[AnswerRow]:
    """Answers of a CSV, XLSX or ODS file."""
    return read_table(source, name, answer_format(), progress)


def answer_format() -> Format[AnswerRow]:
    """The columns of a list of answers."""
    return Format(
        (
            Column("campaign", _CAMPAIGN, parse_label, mandatory=True),
            Column("organisation_number", _NUMBER, parse_organisation_number, mandatory=True),
            Column("question", _QUESTION, parse_label, mandatory=True),
            Column("answer", _ANSWER, text_parser(10_000), mandatory=True),
            Column("answered_on", _ANSWERED_ON, parse_day),
            Column("answered_by", _ANSWERED_BY, name_parser(200)),
        ),
        lambda **values: AnswerRow(**values),
        identity_field="question",
        identity=lambda _values: None,
    )


_CAMPAIGN = "Kampanje|Kampanjenummer|Campaign|Campaign number"
_NUMBER = "Organisasjonsnummer|Orgnr|Org.nr.|Organisation number|Company number"
_QUESTION = "Spørsmål|Spørsmåls-ID|Question|Question ID"
_ANSWER = "Svar|Answer"
_ANSWERED_ON = "Besvart|Besvart dato|Svart|Svara|Svart dato|Answered on|Date answered"
_ANSWERED_BY = "Besvart av|Svart av|Svara av|Answered by"
