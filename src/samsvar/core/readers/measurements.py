"""Measurements from a spreadsheet, periods across the columns or down the rows. Columns: `docs/json/import-columns.md`.

Down the rows: one row an indicator, unit and period, with value, or numerator and denominator. Across: one row an
indicator and unit, with a column for each period; a column `Størrelse` then says what a row's figures are, where one
row holds numerators and another denominators. A month or tertial may stand without its year where `År` is a column.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from samsvar.core.readers.across import Across, across_of_field, figures_across, parse_figure, with_periods
from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import FileProblem, Progress, ReadResult, RowError, Source, shown
from samsvar.core.readers.table import Finding, Format, TableRows, Values, read_rows
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.periods import PartOfYear, parse_period_cell, parse_period_or_part
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import key, word_parser
from samsvar.core.rules.indicators.formulas import EnergyFacts
from samsvar.core.rules.indicators.periods import Period, PeriodKind

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
    energy: EnergyFacts | None = None


class _Line(NamedTuple):
    """A row of the table, before periods across the columns are divided."""

    row: int
    values: dict[str, Any]


def read_measurements(source: Source, name: str, progress: Progress | None = None) -> ReadResult[MeasurementRow]:
    """Measurements of a CSV, XLSX or ODS file. Never raises for a bad file."""
    try:
        columns = with_periods(source, name, measurement_format(), parse_figure, sizes=_SIZE_OF)
        table = read_rows(source, name, columns, progress)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    missing = _missing(table.headings)
    if missing:
        return ReadResult((), (missing,), table.ignored_columns, table.ignored_sheets, table.headings)
    sized = any(across.size for across in map(across_of_field, table.headings) if across)
    rows = _joined(table) if sized or "what" in table.headings else _divided(table)
    wrong = table.errors.rows
    kept = tuple(each for each in rows if each.row not in wrong) if wrong else tuple(rows)
    return ReadResult(kept, table.errors.in_order(), table.ignored_columns, table.ignored_sheets, table.headings)


def _missing(headings: Mapping[str, str]) -> RowError | None:
    """The column that a file lacks: one that says the period, or the year of parts of a year across."""
    across = [each for each in map(across_of_field, headings) if each]
    if "year" not in headings and any(isinstance(each.period, PartOfYear) for each in across):
        return RowError(None, None, "missing_column", {"expected": _YEAR.split("|")[0]}, "year")
    if not across and not {"period", "year"} & headings.keys():
        return RowError(None, None, "missing_column", {"expected": _PERIOD.split("|")[0]}, "period")
    return None


def measurement_format() -> Format[_Line]:
    """The columns that stand whatever the periods."""
    name = name_parser()
    return Format(
        (
            Column("indicator", _INDICATOR, name, mandatory=True),
            Column("unit", _UNIT, name, mandatory=True),
            Column("period", _PERIOD, parse_period_or_part),
            Column("year", _YEAR, parse_period_cell),
            Column("what", _WHAT, word_parser(_KINDS)),
            Column("value", _VALUE, parse_figure),
            Column("numerator", _NUMERATOR, parse_figure),
            Column("denominator", _DENOMINATOR, parse_figure),
            Column("persons", _PERSONS, whole_number_parser(0, _MOST_PERSONS)),
            Column("weight", _WEIGHT, parse_figure),
            *(Column(name, words, parse_figure) for name, words in _ENERGY.items()),
            Column("source", _SOURCE, name, empty=""),
            Column("reason", _REASON, name, empty=""),
        ),
        lambda row, **values: _Line(row, values),
        identity_field="unit",
        identity=_identity,
        check=_one_way,
        told_by=_told_by,
    )


def _identity(values: Values) -> object | None:
    indicator, unit = values.get("indicator"), values.get("unit")
    if not indicator or not unit or not values.keys() >= {"period", "year"}:
        return None
    period = _period_of(values)
    if period is None and not _has_across(values):
        return None
    return key(indicator), key(unit), period or values["year"], values.get("what")


def _told_by(values: Values) -> str:
    """A row by what may stand once: `Sykefravær, 1101, 2025-03`; that it is of one size too, the row itself shows."""
    period = _period_of(values) or values["year"]
    words = (values["indicator"], values["unit"], period.code if period else "")
    return ", ".join(word for word in words if word)


def _period_of(values: Values) -> Period | None:
    """The one period of a row; None where its figures stand across, or nothing says it."""
    period: Period | PartOfYear | None = values["period"]
    year: Period | None = values["year"]
    if isinstance(period, PartOfYear):
        return period.of(year.year) if year is not None and year.kind is PeriodKind.YEAR else None
    if period is None and not _has_across(values):
        return year
    return period


def _has_across(values: Values) -> bool:
    return any(across_of_field(field) for field in values)


def _one_way(values: Values) -> Iterable[Finding]:
    """A period for each figure; the year in its column agrees with it."""
    if not values.keys() >= {"period", "year"}:
        return
    period, year = values["period"], values["year"]
    if isinstance(period, PartOfYear) and _period_of(values) is None:
        yield "year", "missing_value", {}
    elif isinstance(period, Period) and year is not None and not year.contains(period):
        yield "year", "year_differs", {"value": shown(year.code), "period": period.code}
    elif period is None and year is None and _needs_year(values):
        yield "period" if not _has_across(values) else "year", "missing_value", {}


def _needs_year(values: Values) -> bool:
    """Whether no figure of a row without period and year has one: none stands in a column that says it."""
    across = [(across_of_field(field), value) for field, value in values.items()]
    known = [(each, value) for each, value in across if each is not None]
    return not known or any(isinstance(each.period, PartOfYear) and value is not None for each, value in known)


def _divided(table: TableRows[_Line]) -> Iterator[MeasurementRow]:
    """One row a measurement, where no row says that its figures are of another size: each place stands but once."""
    across = [(field, each) for field in table.headings if (each := across_of_field(field))]
    of_energy = [name for name in _ENERGY if name in table.headings]
    for row, values in table.rows.values():
        indicator, unit, source, reason = values["indicator"], values["unit"], values["source"], values["reason"]
        period = _period_of(values)
        if period is None:
            for field, each in across:
                figure = values.get(field)
                if figure is not None:
                    parts = (figure, None, None, values["persons"], values["weight"])
                    yield MeasurementRow(row, field, indicator, unit, _at(each, values), *parts, source, reason)
            continue
        parts = (values["value"], values["numerator"], values["denominator"], values["persons"], values["weight"])
        energy = _energy(values) if of_energy else None
        if parts[:3] != _NO_FIGURE or energy:
            field = "numerator" if parts[0] is None and parts[1] is not None else "value"
            yield MeasurementRow(row, field, indicator, unit, period, *parts, source, reason, energy)


def _energy(values: Mapping[str, Any]) -> EnergyFacts | None:
    """What energy is corrected by; None where nothing is told."""
    told = {name: values[name] for name in _ENERGY if values.get(name) is not None}
    return EnergyFacts(**told) if told else None


def _at(across: Across, values: dict[str, Any]) -> Period:
    """The period of a column across in a row that has been checked."""
    period = across.within(values["year"])
    if period is None:
        raise ValueError(across)
    return period


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
                if there.get(size) not in (None, figure if size in _OF_ROW else None):
                    facts = {"first_row": there["row"], "value": shown(period.code)}
                    table.tell(line.row, field, "duplicate", **facts)
                there[size] = int(figure) if size == "persons" else figure
    return [_measurement(values) for values in found.values() if _FIGURES & values.keys()]


def _measurement(values: dict[str, Any]) -> MeasurementRow:
    plain = {name: value for name, value in values.items() if name not in _ENERGY}
    return MeasurementRow(**plain, energy=_energy(values))


def _words(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("indicator", "unit", "source", "reason")}


def _figures(values: dict[str, Any]) -> Iterable[tuple[Period, str, dict[str, Any]]]:
    """Each period of a row with the sizes it has there; nothing where a cell is empty."""
    period = _period_of(values)
    if period is not None:
        sizes = {size: values[size] for size in (*_SIZES, *_ENERGY) if values[size] is not None}
        field = next((size for size in sizes if size in ("value", "numerator")), "value")
        if sizes:
            yield period, field, sizes
        return
    of_row = {size: values[size] for size in _OF_ROW if values[size] is not None}
    for field, size, each, figure in figures_across(values, values["year"]):
        if figure is not None:
            yield each, field, {**of_row, size or values["what"] or "value": figure}


_ENERGY = {
    "degree_days": "Graddager|Graddagar|Energigradtall|Energigradtal|Degree days",
    "normal_degree_days": "Normale graddager|Normale graddagar|Graddager i normalår|Normal degree days",
    "area_m2": "Areal|Areal m²|Area|Area m²",
    "base_area_m2": "Areal i basisåret|Areal basisår|Area in the base year|Base area",
    "activity": "Aktivitet|Activity",
    "base_activity": "Aktivitet i basisåret|Aktivitet basisår|Activity in the base year|Base activity",
}
"""What energy is corrected by, each in a column of its own."""
_SIZES = ("value", "numerator", "denominator", "persons", "weight")
_OF_ROW = ("persons", "weight")
"""Sizes that a row across may say once, for all its periods."""
_NO_FIGURE = (None,) * 3
"""Neither value, numerator nor denominator: how many people it would be about makes no figure."""
_FIGURES = frozenset({"value", "numerator", "denominator", *_ENERGY})
_KINDS = {
    "value": "verdi|tall|tal|resultat|value|figure",
    "numerator": "teller|teljar|numerator",
    "denominator": "nevner|nemnar|denominator",
    "persons": "personer|personar|antall personer|talet på personar|persons|people",
    "weight": "vekt|ansatte|tilsette|weight|staff",
    **_ENERGY,
}
_SIZE_OF = {key(word): size for size, words in _KINDS.items() for word in words.split("|")}
_INDICATOR = "Indikator|Indikatorkode|Indikatornavn|Indikatornamn|Måltall|Måltal|Indicator|Indicator code"
_UNIT = "Enhet|Eining|Enhetsnummer|Einingsnummer|Enhetsnavn|Einingsnamn|Avdeling|Org.enhet|Unit|Unit number|Department"
_PERIOD = "Periode|Måned|Månad|Tertial|Period|Month"
_YEAR = "År|Year"
_WHAT = "Størrelse|Storleik|Type tall|Type tal|Teller/nevner|Teljar/nemnar|Size|Kind of figure"
_VALUE = "Verdi|Tall|Tal|Resultat|Prosent|Value|Figure|Result"
_NUMERATOR = "Teller|Teljar|Numerator"
_DENOMINATOR = "Nevner|Nemnar|Denominator"
_PERSONS = "Personer|Personar|Antall personer|Tal på personar|Antall ansatte|Persons|Number of persons|People"
_WEIGHT = "Vekt|Weight"
_SOURCE = "Kilde|Kjelde|Source"
_REASON = "Begrunnelse|Grunngiving|Grunn til rettelse|Grunn|Reason"
