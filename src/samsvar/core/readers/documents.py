"""Governing documents from a spreadsheet. Columns: `docs/json/import-columns.md`."""

from dataclasses import dataclass
from datetime import date

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import CellProblem, Progress, ReadResult, Source, shown
from samsvar.core.readers.table import Format, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import parse_label
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.text import Cell, as_text, name_parser, text_parser
from samsvar.core.readers.values.words import DOCUMENT_KINDS, SIGNER_GROUPS, key, list_parser, word_parser


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as the file has it. `applies_from`: ISO as far as it is known (day or year). `decided_on`: the day
    a body decided it, with its case."""

    row: int
    name_nb: str
    kind: str
    number: str | None
    name_nn: str | None
    name_en: str | None
    about_nb: str | None
    organisation: str | None
    manager_role: str | None
    applies_from: str | None
    link: str | None
    signed_by: tuple[str, ...]
    body_name: str | None
    case_number: str | None
    decided_on: date | None
    review_months: int | None


def read_documents(source: Source, name: str, progress: Progress | None = None) -> ReadResult[DocumentRow]:
    """Documents of a CSV, XLSX or ODS file."""
    return read_table(source, name, document_format(), progress)


def document_format() -> Format[DocumentRow]:
    """The columns of a list of documents. A row is known by its number, else by its name."""
    return Format(
        (
            Column("name_nb", _NAME, name_parser(300), mandatory=True),
            Column("kind", _KIND, word_parser(DOCUMENT_KINDS), mandatory=True),
            Column("number", _NUMBER, parse_label),
            Column("name_nn", _NAME_NN, name_parser(300)),
            Column("name_en", _NAME_EN, name_parser(300)),
            Column("about_nb", _ABOUT, text_parser(2000)),
            Column("organisation", _OWNER, name_parser(200)),
            Column("manager_role", _ROLE, name_parser(150)),
            Column("applies_from", _FROM, parse_day_or_year),
            Column("link", _LINK, parse_link),
            Column("signed_by", _SIGNED, list_parser(word_parser(SIGNER_GROUPS)), empty=()),
            Column("body_name", _BODY, name_parser(200)),
            Column("case_number", _CASE, parse_label),
            Column("decided_on", _DECIDED, parse_day),
            Column("review_months", _REVIEW, whole_number_parser(1, 240)),
        ),
        lambda **values: DocumentRow(**values),
        identity_field="name_nb",
        identity=lambda values: values.get("number") or key(values.get("name_nb") or "") or None,
    )


def parse_day_or_year(cell: Cell) -> str:
    """A day as `parse_day`, or a year alone; as ISO text."""
    text = as_text(cell)
    if len(text) == 4 and text.isdecimal() and "1900" <= text <= "2199":
        return text
    return parse_day(cell).isoformat()


def parse_link(cell: Cell) -> str:
    """An address of the web, `https://…`. Code: `not_a_link`."""
    text = as_text(cell)
    if not text.lower().startswith(("https://", "http://")) or len(text) > 500 or " " in text:
        raise CellProblem("not_a_link", value=shown(text))
    return text


_NAME = "Dokument|Navn|Namn|Tittel|Dokumentnavn|Dokumentnamn|Document|Name|Title"
_KIND = "Type|Dokumenttype|Slag|Kind|Type of document"
_NUMBER = "Nummer|Nr|Dokumentnummer|Dokument-ID|ID|Kode|Number|Document number|Code"
_NAME_NN = "Navn nynorsk|Namn nynorsk|Name in nynorsk"
_NAME_EN = "Navn engelsk|Namn engelsk|Name in English"
_ABOUT = "Beskrivelse|Omtale|Om|Merknad|Description|About|Note"
_OWNER = "Eier|Eigar|Eid av|Eigd av|Annen virksomhet|Anna verksemd|Owner|Owned by"
_ROLE = "Forvalter|Forvaltar|Forvaltes av|Ansvarlig rolle|Ansvarleg rolle|Ansvarlig|Ansvarleg|Managed by|Managing role"
_FROM = "Gjelder fra|Gjeld frå|Gyldig fra|Gyldig frå|I kraft|Fra|Frå|Applies from|Valid from|In force from"
_LINK = "Lenke|Lenkje|Adresse|Nettadresse|Link|URL|Address"
_SIGNED = "Signeres av|Blir signert av|Bekreftes av|Blir stadfesta av|Signed by|Confirmed by"
_BODY = "Vedtatt av|Vedteke av|Godkjent av|Organ|Adopted by|Decided by|Body"
_CASE = "Sak|Saksnummer|Saksnr|Styresak|Case|Case number"
_DECIDED = "Vedtatt|Vedteke|Vedtaksdato|Godkjent|Godkjent dato|Adopted|Decided|Date decided"
_REVIEW = (
    "Måneder mellom gjennomganger|Månader mellom gjennomgangar|Gjennomgang|Revisjonsintervall|Revideres hver"
    "|Months between reviews|Review interval"
)
