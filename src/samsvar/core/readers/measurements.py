"""Measurements from a spreadsheet, periods across the columns or down the rows. Columns: `docs/json/import-columns.md`.

Down the rows: one row an indicator, unit and period, with value, or numerator and denominator. Across: one row an
indicator and unit, with a column for each period; a column `Størrelse` then says what a row's figures are, where one
row holds numerators and another denominators.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samsvar.core.readers.across import field_of, parse_figure, periods_of, with_periods
from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import FileProblem, Progress, ReadResult, Source, shown
from samsvar.core.readers.table import Finding, Format, TableRows, Values, read_rows
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.periods import parse_period_cell
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import key, word_parser
from samsvar.core.rules.indicators.periods import Period

_MOST_PERSONS = 10_000_000


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """One measurement as the file has it. `field`: the column its figure stands in. None is unknown, never zero.

    `indicator` and `unit` are words: a code or a name, a number or a name.
    """

    row: int
    field: str
    indicator: str
    unit: str
    period: Period
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    persons: int | None = None
    weight: Decimal | None = None
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table, before periods across the columns are divided."""

    row: int
    values: dict[str, Any]


def read_measurements(source: Source, name: str, progress: Progress | None = None) -> ReadResult[MeasurementRow]:
    """Measurements of a CSV, XLSX or ODS file. Never raises for a bad file."""
    try:
        table = read_rows(source, name, with_periods(source, name, measurement_format(), parse_figure), progress)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    rows = tuple(_divided(table))
    told = table.result()
    wrong = table.errors.rows
    kept = tuple(each for each in rows if each.row not in wrong)
    return ReadResult(kept, told.errors, told.ignored_columns, told.ignored_sheets, told.fields)


def measurement_format() -> Format[_Line]:
    """The columns that stand whatever the periods."""
    name = name_parser()
    return Format(
        (
            Column("indicator", _INDICATOR, name, mandatory=True),
            Column("unit", _UNIT, name, mandatory=True),
            Column("period", _PERIOD, parse_period_cell),
            Column("what", _WHAT, word_parser(_KINDS)),
            Column("value", _VALUE, parse_figure),
            Column("numerator", _NUMERATOR, parse_figure),
            Column("denominator", _DENOMINATOR, parse_figure),
            Column("persons", _PERSONS, whole_number_parser(0, _MOST_PERSONS)),
            Column("weight", _WEIGHT, parse_figure),
            Column("source", _SOURCE, name, empty=""),
            Column("reason", _REASON, name, empty=""),
        ),
        lambda row, **values: _Line(row, values),
        identity_field="period",
        identity=_identity,
        check=_one_way,
    )


def _identity(values: Values) -> object | None:
    if not values.get("indicator") or not values.get("unit"):
        return None
    if "period" not in values or (values["period"] is None and not periods_of(dict(values))):
        return None
    return key(values["indicator"]), key(values["unit"]), values.get("period"), values.get("what")


def _one_way(values: Values) -> Iterable[Finding]:
    if "period" in values and values["period"] is None and not periods_of(dict(values)):
        yield "period", "missing_value", {}


def _divided(table: TableRows[_Line]) -> Iterable[MeasurementRow]:
    """One row a measurement: those of one indicator, unit and period that hold different sizes become one."""
    found: dict[tuple[str, str, Period], dict[str, Any]] = {}
    for line in table.rows.values():
        for period, field, given in _figures(line.values):
            place = (key(line.values["indicator"]), key(line.values["unit"]), period)
            there = found.setdefault(place, {"row": line.row, "field": field, "period": period, **_words(line.values)})
            for size, figure in given.items():
                if there.get(size) is not None:
                    facts = {"first_row": there["row"], "value": shown(period.code)}
                    table.tell(line.row, field, "duplicate", **facts)
                there[size] = figure
    return [MeasurementRow(**values) for values in found.values()]


def _words(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("indicator", "unit", "source", "reason")}


def _figures(values: dict[str, Any]) -> Iterable[tuple[Period, str, dict[str, Any]]]:
    """Each period of a row with the sizes it has there; nothing where a cell is empty."""
    if values["period"] is not None:
        sizes = {size: values[size] for size in _SIZES if values[size] is not None}
        field = next((size for size in sizes if size in ("value", "numerator")), "value")
        if sizes:
            yield values["period"], field, sizes
        return
    size = values["what"] or "value"
    for period, figure in periods_of(values).items():
        if figure is not None:
            given = int(figure) if size == "persons" else figure
            yield period, field_of(period), {size: given}


_SIZES = ("value", "numerator", "denominator", "persons", "weight")
_KINDS = {
    "value": "verdi|tall|tal|resultat|value|figure",
    "numerator": "teller|teljar|numerator",
    "denominator": "nevner|nemnar|denominator",
    "persons": "personer|personar|antall personer|talet på personar|persons|people",
    "weight": "vekt|ansatte|tilsette|weight|staff",
}
_INDICATOR = "Indikator|Indikatorkode|Indikatornavn|Indikatornamn|Måltall|Måltal|Indicator|Indicator code"
_UNIT = "Enhet|Eining|Enhetsnummer|Einingsnummer|Enhetsnavn|Einingsnamn|Avdeling|Org.enhet|Unit|Unit number|Department"
_PERIOD = "Periode|Måned|Månad|Tertial|År|Period|Month|Year"
_WHAT = "Størrelse|Storleik|Type tall|Type tal|Teller/nevner|Teljar/nemnar|Size|Kind of figure"
_VALUE = "Verdi|Tall|Tal|Resultat|Prosent|Value|Figure|Result"
_NUMERATOR = "Teller|Teljar|Numerator"
_DENOMINATOR = "Nevner|Nemnar|Denominator"
_PERSONS = "Personer|Personar|Antall personer|Tal på personar|Antall ansatte|Persons|Number of persons|People"
_WEIGHT = "Vekt|Weight"
_SOURCE = "Kilde|Kjelde|Source"
_REASON = "Begrunnelse|Grunngiving|Grunn til rettelse|Grunn|Reason"
