"""Suppliers from a spreadsheet. Columns and words: `docs/json/import-columns.md`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import country_parser, parse_organisation_number, same_name
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.text import name_parser

_MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """One supplier as the file has it.

    `country`: ISO 3166 alpha-3. `parent`: name or organisation number of the company above. `open_gaps` and
    `open_screening_hits` count what is not settled; None is not known. Dates are Oslo days.
    """

    row: int
    name: str
    organisation_number: str | None
    country: str | None
    parent: str | None
    code_of_conduct_accepted_on: date | None
    code_of_conduct_version: str | None
    questionnaire_asked_on: date | None
    questionnaire_due_on: date | None
    questionnaire_answered_on: date | None
    open_gaps: int | None
    open_screening_hits: int | None


def read_suppliers(
    source: Source, name: str, lookups: Lookups, progress: Progress | None = None
) -> ReadResult[SupplierRow]:
    """Suppliers of a CSV, XLSX or ODS file. A number stands once; so does a name without a number."""
    return read_table(source, name, supplier_format(lookups), progress)


def supplier_format(lookups: Lookups) -> Format[SupplierRow]:
    """The columns of a supplier list."""
    name, counted = name_parser(), whole_number_parser(0, _MOST_COUNTED)
    return Format(
        (
            Column("name", _NAME, name, mandatory=True),
            Column("organisation_number", _NUMBER, parse_organisation_number),
            Column("country", _COUNTRY, country_parser(lookups.match_country)),
            Column("parent", _PARENT, name),
            Column("code_of_conduct_accepted_on", _ACCEPTED_ON, parse_day),
            Column("code_of_conduct_version", _VERSION, name_parser(50)),
            Column("questionnaire_asked_on", _ASKED_ON, parse_day),
            Column("questionnaire_due_on", _DUE_ON, parse_day),
            Column("questionnaire_answered_on", _ANSWERED_ON, parse_day),
            Column("open_gaps", _GAPS, counted),
            Column("open_screening_hits", _HITS, counted),
        ),
        SupplierRow,
        identity_field="name",
        identity=_identity,
        check=_days_in_order,
    )


def _identity(values: Values) -> object | None:
    number: str | None = values.get("organisation_number")
    if number:
        return number
    if "organisation_number" not in values or not values.get("name"):
        # The number is there but wrong: nobody knows which company it is.
        return None
    return same_name(values["name"]), values.get("country")


def _days_in_order(values: Values) -> Iterable[Finding]:
    asked = values.get("questionnaire_asked_on")
    for field in ("questionnaire_due_on", "questionnaire_answered_on"):
        day = values.get(field)
        if asked and day and day < asked:
            yield field, "before_asked", {"asked": asked.isoformat(), "day": day.isoformat()}


_NAME = (
    "Navn|Namn|Leverandør|Leverandørnavn|Leverandørnamn|Navn på leverandør|Namn på leverandør|Firma|Firmanavn|Firmanamn"
    "|Selskap|Supplier|Supplier name|Vendor|Company|Company name"
)
_NUMBER = (
    "Organisasjonsnummer|Org.nr|Orgnr|Org nummer|Organisasjonsnr|Leverandørens organisasjonsnummer|Organisation number"
    "|Organization number|Org no|Company number|Supplier organisation number"
)
_COUNTRY = "Land|Leverandørland|Hjemland|Heimland|Landkode|Country|Supplier country|Country code"
_PARENT = "Morselskap|Mor|Konsern|Overordnet selskap|Overordna selskap|Eier|Eigar|Parent company|Parent|Group"
_ACCEPTED_ON = (
    "Etiske retningslinjer godtatt|Etiske retningslinjer godtatt dato|Etiske retningslinjer akseptert"
    "|Etiske retningsliner godtatt|Etiske retningsliner godtekne|Leverandørkodeks godtatt|Leverandørkode godtatt"
    "|Atferdskodeks godtatt|Åtferdskodeks godteken|Atferdskodeks signert|Code of conduct godtatt"
    "|Code of conduct signert|Code of conduct accepted|Code of conduct signed|Code of conduct signed on"
)
_VERSION = (
    "Versjon av etiske retningslinjer|Versjon av etiske retningsliner|Etiske retningslinjer versjon"
    "|Etiske retningsliner versjon|Atferdskodeks versjon|Leverandørkodeks versjon|Versjon|Version"
)
_ASKED_ON = (
    "Spørreskjema sendt|Spørjeskjema sendt|Egenrapportering sendt|Eigenrapportering sendt|Spurt|Sendt|Asked on"
    "|Questionnaire asked|Questionnaire sent|Questionnaire sent on"
)
_DUE_ON = (
    "Svarfrist|Frist|Spørreskjema frist|Spørjeskjema frist|Frist for svar|Due on|Due date|Questionnaire due|Deadline"
)
_ANSWERED_ON = (
    "Besvart|Svart|Svardato|Spørreskjema besvart|Spørjeskjema svart på|Egenrapportering besvart|Svar mottatt"
    "|Svar motteke|Answered on|Questionnaire answered"
)
_GAPS = (
    "Åpne avvik|Opne avvik|Åpne mangler|Opne manglar|Mangler|Manglar|Avvik|Gaps|Questionnaire open gaps"
    "|Spørreskjema åpne avvik|Spørjeskjema opne avvik|Åpne avvik i svaret|Opne avvik i svaret"
)
_HITS = (
    "Åpne treff|Opne treff|Åpne treff i screening|Treff i screening|Screeningtreff|Åpne screeningtreff"
    "|Opne screeningtreff"
    "|Screening hits"
)
