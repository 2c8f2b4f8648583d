"""Measurements from a spreadsheet, periods across the columns or down the rows. Columns: `docs/json/import-columns.md`.

Down the rows: one row an indicator, unit and period, with value, or numerator and denominator. Across: one row an
indicator and unit, with a column for each period; a column `Størrelse` then says what a row's figures are, where one
row holds numerators and another denominators.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from samsvar.core.readers.across import field_of, parse_figure, period_of_field, periods_of, with_periods
from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import FileProblem, Progress, ReadResult, RowError, Source, shown
from samsvar.core.readers.table import Finding, Format, TableRows, Values, read_rows
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.periods import parse_period_cell
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import key, word_parser
from samsvar.core.rules.indicators.periods import Period

_MOST_PERSONS = 10_000_000


class MeasurementRow(NamedTuple):
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


class _Line(NamedTuple):
    """A row of the table, before periods across the columns are divided."""

    row: int
    values: dict[str, Any]


def read_measurements(source: Source, name: str, progress: Progress | None = None) -> ReadResult[MeasurementRow]:
    """Measurements of a CSV, XLSX or ODS file. Never raises for a bad file."""
    try:
        table = read_rows(source, name, with_periods(source, name, measurement_format(), parse_figure), progress)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    if "period" not in table.headings and not any(map(period_of_field, table.headings)):
        missing = RowError(None, None, "missing_column", {"expected": _PERIOD.split("|")[0]}, "period")
        return ReadResult((), (missing,), table.ignored_columns, table.ignored_sheets, table.headings)
    rows = _joined(table) if "what" in table.headings else _divided(table)
    wrong = table.errors.rows
    kept = tuple(each for each in rows if each.row not in wrong) if wrong else tuple(rows)
    return ReadResult(kept, table.errors.in_order(), table.ignored_columns, table.ignored_sheets, table.headings)


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
    indicator, unit = values.get("indicator"), values.get("unit")
    if not indicator or not unit or "period" not in values:
        return None
    if values["period"] is None and not periods_of(values):
        return None
    return key(indicator), key(unit), values["period"], values.get("what")


def _one_way(values: Values) -> Iterable[Finding]:
    if "period" in values and values["period"] is None and not periods_of(values):
        return (("period", "missing_value", {}),)
    return ()


def _divided(table: TableRows[_Line]) -> Iterator[MeasurementRow]:
    """One row a measurement, where no row says that its figures are of another size: each place stands but once."""
    across = [(field, period) for field in table.headings if (period := period_of_field(field))]
    for row, values in table.rows.values():
        indicator, unit, source, reason = values["indicator"], values["unit"], values["source"], values["reason"]
        period = values["period"]
        if period is None:
            for field, each in across:
                figure = values.get(field)
                if figure is not None:
                    parts = (figure, None, None, None, None)
                    yield MeasurementRow(row, field, indicator, unit, each, *parts, source, reason)
            continue
        parts = (values["value"], values["numerator"], values["denominator"], values["persons"], values["weight"])
        if parts != _NO_PARTS:
            field = "numerator" if parts[0] is None and parts[1] is not None else "value"
            yield MeasurementRow(row, field, indicator, unit, period, *parts, source, reason)


def _joined(table: TableRows[_Line]) -> list[MeasurementRow]:
    """One row a measurement: rows of one indicator, unit and period that hold different sizes become one."""
    found: dict[tuple[str, str, Period], dict[str, Any]] = {}
    for line in table.rows.values():
        for period, field, given in _figures(line.values):
            place = (key(line.values["indicator"]), key(line.values["unit"]), period)
            there = found.setdefault(place, {"row": line.row, "field": field, "period": period, **_words(line.values)})
            for size, figure in given.items():
                if size == "persons" and figure != int(figure):
                    table.tell(line.row, field, "not_whole", value=shown(figure))
                if there.get(size) is not None:
                    facts = {"first_row": there["row"], "value": shown(period.code)}
                    table.tell(line.row, field, "duplicate", **facts)
                there[size] = int(figure) if size == "persons" else figure
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
            yield period, field_of(period), {size: figure}


_SIZES = ("value", "numerator", "denominator", "persons", "weight")
_NO_PARTS = (None,) * len(_SIZES)
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
