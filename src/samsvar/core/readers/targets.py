"""Targets of indicators from a spreadsheet, years across the columns or down the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samsvar.core.readers.across import field_of, parse_figure, periods_of, with_periods
from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import FileProblem, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, TableRows, Values, read_rows
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import key, word_parser
from samsvar.core.rules.indicators.periods import FIRST_YEAR, LAST_YEAR, PeriodKind


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as the file has it. `kind` as `TargetKind`; `unit` empty: the enterprise's own."""

    row: int
    field: str
    indicator: str
    unit: str
    year: int
    kind: str
    number: Decimal | None
    base_year: int | None
    warning_band: Decimal | None
    words: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    values: dict[str, Any]


def read_targets(source: Source, name: str, progress: Progress | None = None) -> ReadResult[TargetRow]:
    """Targets of a CSV, XLSX or ODS file. Never raises for a bad file."""
    try:
        columns = with_periods(
            source, name, target_format(), parse_figure, wanted=lambda at: at.kind is PeriodKind.YEAR
        )
        table = read_rows(source, name, columns, progress)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    rows = tuple(_once(table))
    told = table.result()
    rows = tuple(each for each in rows if each.row not in table.errors.rows)
    return ReadResult(rows, told.errors, told.ignored_columns, told.ignored_sheets, told.fields)


def target_format() -> Format[_Line]:
    """The columns that stand whatever the years."""
    name, year = name_parser(), whole_number_parser(FIRST_YEAR, LAST_YEAR)
    return Format(
        (
            Column("indicator", _INDICATOR, name, mandatory=True),
            Column("unit", _UNIT, name, empty=""),
            Column("year", _YEAR, year),
            Column("kind", _KIND, word_parser(_KINDS)),
            Column("number", _NUMBER, parse_figure),
            Column("base_year", _BASE_YEAR, year),
            Column("warning_band", _BAND, parse_figure),
            Column("words", _WORDS, name, empty=""),
            Column("reason", _REASON, name, empty=""),
            Column("source", _SOURCE, name, empty=""),
        ),
        lambda row, **values: _Line(row, values),
        identity_field="year",
        identity=_identity,
        check=_has_year,
    )


def _identity(values: Values) -> object | None:
    if not values.get("indicator") or "unit" not in values or values.get("year") is None:
        return None
    yearly = values.get("kind") == "from_year_before"
    return key(values["indicator"]), key(values["unit"]), values["year"], yearly


def _has_year(values: Values) -> Iterable[Finding]:
    if "year" in values and values["year"] is None and not periods_of(dict(values)):
        yield "year", "missing_value", {}


def _once(table: TableRows[_Line]) -> Iterable[TargetRow]:
    """Those whose indicator, unit, year and kind have not stood in a row before; of the others it is told."""
    first: dict[object, int] = {}
    for each in _divided(table):
        yearly = each.kind == "from_year_before"
        row = first.setdefault((key(each.indicator), key(each.unit), each.year, yearly), each.row)
        if row == each.row:
            yield each
        elif each.row not in table.errors.rows:
            table.tell(each.row, each.field, "duplicate", first_row=row, value=f"{each.indicator}, {each.year}")


def _divided(table: TableRows[_Line]) -> Iterable[TargetRow]:
    for line in table.rows.values():
        values = line.values
        shared = {name: values[name] for name in _SHARED}
        kind = values["kind"] or ("words" if values["words"] and values["number"] is None else "value")
        if values["year"] is not None:
            yield TargetRow(
                row=line.row, field="number", year=values["year"], number=values["number"], kind=kind, **shared
            )
            continue
        for period, figure in periods_of(values).items():
            if figure is not None:
                kind = values["kind"] or "value"
                yield TargetRow(
                    row=line.row, field=field_of(period), year=period.year, number=figure, kind=kind, **shared
                )


_SHARED = ("indicator", "unit", "base_year", "warning_band", "words", "reason", "source")
_KINDS = {
    "value": "tall|tal|verdi|value|figure",
    "from_base_year": "endring fra basisår|endring frå basisår|fra basisår|frå basisår|change from base year",
    "from_year_before": "endring fra året før|endring frå året før|per år|årlig|årleg|change from year before|yearly",
    "words": "i ord|ord|words",
    "empty": "ingen|tomt|none|empty",
}
_INDICATOR = "Indikator|Indikatorkode|Indikatornavn|Indikatornamn|Indicator|Indicator code"
_UNIT = "Enhet|Eining|Enhetsnummer|Einingsnummer|Enhetsnavn|Einingsnamn|Gjelder for|Gjeld for|Unit|Unit number"
_YEAR = "År|Målår|Year|Target year"
_KIND = "Type mål|Måltype|Type måltall|Type måltal|Kind of target|Kind"
_NUMBER = "Måltall|Måltal|Mål|Tall|Tal|Target|Number"
_BASE_YEAR = "Basisår|Base year"
_BAND = "Varselbånd|Varselband|Varslingsgrense|Warning band"
_WORDS = "Mål i ord|Mål med ord|Target in words"
_REASON = "Begrunnelse|Grunngiving|Reason"
_SOURCE = "Kilde|Kjelde|Vedtak|Source"
