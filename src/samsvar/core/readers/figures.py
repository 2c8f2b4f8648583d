"""What the readers of published figures share: a row with a code, an edition and plain values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import (
    CellProblem,
    FileProblem,
    Lookups,
    NotFound,
    Progress,
    ReadResult,
    Source,
    shown,
)
from samsvar.core.readers.table import Finding, Format, TableRows, Values, read_rows
from samsvar.core.readers.values.text import Cell, name_parser

PlainValues = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of one edition of a source, as `catalogue_data` holds it: a code and its values by column."""

    row: int
    code: str
    edition: str
    values: PlainValues


_COUNTRY = (
    "Land|Land eller territorium|Landnavn|Landnamn|Navn|Namn|Name|Country name|Country or territory|Country/territory"
)
_CODE = "Landkode|ISO3|ISO|ISO code|ISO-kode|Country code|Code|Kode"
_EDITION = "Edition|Utgave|Utgåve|Year|År|Report year"


COUNTRY_COLUMNS = (
    Column("iso3", _CODE, name_parser(20)),
    Column("country", _COUNTRY, name_parser()),
    Column("edition", _EDITION, name_parser(40)),
)
"""Country by code and by name, and the edition. One of code and name is enough; see `country_of`."""


def country_of(values: Values, lookups: Lookups) -> str | None:
    """The code of a row's country: by its code, else by its name, also turned round at a comma (`Korea, South`).

    Publishers have codes of their own for some countries (`KSV`); the name beside it says what is meant.
    """
    code, name = values.get("iso3") or "", values.get("country") or ""
    family, comma, rest = name.partition(",")
    for written in (code, name, f"{rest.strip()} {family}" if comma else ""):
        found = lookups.match_country(written) if written else NotFound()
        if not isinstance(found, NotFound):
            return found
    return None


def country_known(values: Values, lookups: Lookups) -> Iterator[Finding]:
    """Tells of a row whose country nobody knows."""
    if not values.keys() >= {"iso3", "country"} or country_of(values, lookups) is not None:
        return
    written = values["country"] or values["iso3"]
    field = "country" if values["country"] else "iso3"
    if not written:
        yield field, "missing_value", {}
        return
    found = lookups.match_country(written)
    nearest = [shown(near) for near in found.nearest] if isinstance(found, NotFound) else []
    yield field, "unknown_country", {"value": shown(written), "nearest": nearest}


def read_figures(
    source: Source, name: str, table: Format[FigureRow], edition: str, progress: Progress | None
) -> ReadResult[FigureRow]:
    """Rows of a figure table. `edition` is the edition of rows that do not say it themselves.

    Code `missing_edition` where neither the file nor the caller says which.
    """
    try:
        rows = read_rows(source, name, table, progress)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    _fill_edition(rows, edition)
    return rows.result()


def _fill_edition(rows: TableRows[FigureRow], edition: str) -> None:
    for number, row in rows.rows.items():
        if not row.edition and edition:
            rows.rows[number] = replace(row, edition=edition)
        elif not row.edition:
            rows.tell(number, "edition", "missing_edition")


def once_per_edition(code_of: Callable[[Values], str | None]) -> Callable[[Values], object | None]:
    """Identity of a row: its code within its edition."""

    def identity(values: Values) -> object | None:
        code = code_of(values) if "edition" in values else None
        return (code, values["edition"]) if code else None

    return identity


def allowed_text(*allowed: str) -> Callable[[Cell], str]:
    """A parser of a text that must be one of some, whatever its case. Code `unknown_word`."""
    parse = name_parser(100)
    known = {word.casefold(): word for word in allowed}

    def parse_one(cell: Cell) -> str:
        text = parse(cell)
        found = known.get(text.casefold())
        if found is None:
            raise CellProblem("unknown_word", value=shown(text), allowed=list(allowed), nearest=[])
        return found

    return parse_one
