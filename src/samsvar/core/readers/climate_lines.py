"""Lines of a climate account from a spreadsheet: how much of an activity a unit used in a year.

Columns: `docs/json/import-columns.md`. An amount may stand in another measure than the activity's own where one
becomes the other exactly, or by the density the activity ships with: MWh of electricity, litres of sevoflurane.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import CellProblem, Progress, ReadResult, Source, shown
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.numbers import parse_decimal, whole_number_parser
from samsvar.core.readers.values.text import Cell, as_text, name_parser, text_parser
from samsvar.core.readers.values.words import Words, key, word_parser
from samsvar.core.rules.climate import ClimateActivity, Measure

FIRST_YEAR, LAST_YEAR = 1990, 2199
"""No account is of another year: 1990 is what the world's cuts are counted from."""
LARGEST = Decimal(10) ** 12
"""No amount is as large: what is, is a slip of the hand."""
_FINEST = Decimal("0.000001")

Activities = Mapping[str, ClimateActivity]


class ClimateLineRow(NamedTuple):
    """One line as the file has it. `unit`: a number, a key or a name; empty: the enterprise itself. `amount` in the
    activity's own measure, to a millionth; `given` is what was written where it was in another (`2,5 MWh`)."""

    row: int
    unit: str
    year: int
    activity: str
    amount: Decimal
    given: str
    note: str
    source: str


def read_climate_lines(
    source: Source, name: str, activities: Activities, year: int | None = None, progress: Progress | None = None
) -> ReadResult[ClimateLineRow]:
    """Lines of a CSV, XLSX or ODS file. `year`: of the rows that do not say theirs. Never raises for a bad file."""
    return read_table(source, name, climate_line_format(activities, year), progress)


def climate_line_format(activities: Activities, year: int | None = None) -> Format[ClimateLineRow]:
    """The columns. A line is known by its unit, year, activity and source."""

    def make(row: int, **values: Any) -> ClimateLineRow:
        own = in_own_measure(values["amount"], values["measure"], activities[values["activity"]])
        in_year: int | None = values["year"] or year
        if own is None or in_year is None:
            raise ValueError("the check has told of it")
        given = "" if _is_own(values, activities) else f"{_written(values['amount'])} {_SHORT[values['measure']]}"
        kept = {name: values[name] for name in ("unit", "activity", "note", "source")}
        return ClimateLineRow(row=row, year=in_year, amount=own, given=given, **kept)

    return Format(
        (
            Column("activity", _ACTIVITY, _activity_parser(activities), mandatory=True),
            Column("amount", _AMOUNT, _parse_amount, mandatory=True),
            Column("measure", _MEASURE, word_parser(_MEASURES)),
            Column("unit", _UNIT, name_parser(), empty=""),
            Column("year", _YEAR, whole_number_parser(FIRST_YEAR, LAST_YEAR), mandatory=year is None),
            Column("source", _SOURCE, name_parser(200), empty=""),
            Column("note", _NOTE, text_parser(2000), empty=""),
        ),
        make,
        identity_field="activity",
        identity=lambda values: _identity(values, year),
        check=lambda values: _checked(values, activities, year),
    )


def in_own_measure(amount: Decimal, measure: str | None, activity: ClimateActivity) -> Decimal | None:
    """The amount in the activity's own measure, to a millionth; None where the one does not become the other.

    `measure`: a code of ours or one of `mwh`, `gwh`, `ml`, `gram`, `mil`; None is the activity's own.
    """
    base, times = _TIMES.get(measure or "", (measure or activity.measure.value, Decimal(1)))
    factor = _between(Measure(base), activity)
    return None if factor is None else (amount * times * factor).quantize(_FINEST)


def _between(base: Measure, activity: ClimateActivity) -> Decimal | None:
    if base is activity.measure:
        return Decimal(1)
    if (base, activity.measure) in _EXACT:
        return _EXACT[base, activity.measure]
    if activity.measure is Measure.KG and activity.kg_per_litre is not None:
        litres = {Measure.LITRE: Decimal(1), Measure.M3: Decimal(1000)}.get(base)
        return None if litres is None else litres * activity.kg_per_litre
    return None


def _activity_parser(activities: Activities) -> Any:
    """A parser of an activity by its code or its name in any language. Code `unknown_activity`, fact `nearest`."""
    codes = {key(word): code for code, each in activities.items() for word in (code, *each.name.values())}

    def parse(cell: Cell) -> str:
        text = as_text(cell)
        code = codes.get(key(text))
        if code is None:
            near = get_close_matches(key(text), codes, n=3, cutoff=0.7)
            names = dict.fromkeys(activities[codes[each]].name.get("nb", codes[each]) for each in near)
            raise CellProblem("unknown_activity", value=shown(text), nearest=list(names))
        return code

    return parse


def _parse_amount(cell: Cell) -> Decimal:
    amount = parse_decimal(cell)
    if amount < 0:
        raise CellProblem("negative_value", value=shown(as_text(cell)))
    return amount


def _checked(values: Values, activities: Activities, year: int | None) -> Iterable[Finding]:
    if year is not None and values.get("year", year) not in (None, year):
        yield "year", "other_year", {"value": values["year"], "expected": year}
    if not values.get("activity") or values.get("amount") is None or "measure" not in values:
        return
    activity = activities[values["activity"]]
    own = in_own_measure(values["amount"], values["measure"], activity)
    if own is None:
        yield "measure", "other_measure", {"value": _SHORT[values["measure"]], "expected": _SHORT[activity.measure]}
    elif own >= LARGEST:
        facts = {"value": _written(values["amount"]), "lowest": 0, "highest": int(LARGEST)}
        yield "amount", "out_of_range", facts


def _identity(values: Values, year: int | None) -> object | None:
    if not values.get("activity") or not values.keys() >= {"unit", "year", "source"}:
        return None
    return key(values["unit"]), values["year"] or year, values["activity"], key(values["source"])


def _is_own(values: Values, activities: Activities) -> bool:
    return values["measure"] in (None, activities[values["activity"]].measure.value)


def _written(amount: Decimal) -> str:
    return format(amount, "f").replace(".", ",")


_TIMES: Mapping[str, tuple[str, Decimal]] = {
    "mwh": ("kwh", Decimal(1000)),
    "gwh": ("kwh", Decimal(1_000_000)),
    "ml": ("litre", Decimal("0.001")),
    "gram": ("kg", Decimal("0.001")),
    "mil": ("km", Decimal(10)),
}
_EXACT: Mapping[tuple[Measure, Measure], Decimal] = {
    (Measure.TONNE, Measure.KG): Decimal(1000),
    (Measure.KG, Measure.TONNE): Decimal("0.001"),
    (Measure.M3, Measure.LITRE): Decimal(1000),
    (Measure.LITRE, Measure.M3): Decimal("0.001"),
}
_MEASURES: Words = {
    "kwh": "kWh|kilowattime|kilowattimer|kilowattimar|kilowatt hours",
    "mwh": "MWh|megawattime|megawattimer|megawattimar|megawatt hours",
    "gwh": "GWh|gigawattime|gigawattimer|gigawattimar|gigawatt hours",
    "litre": "liter|l|litre|litres|literar",
    "ml": "ml|milliliter|millilitre|millilitres",
    "kg": "kg|kilo|kilogram|kilograms",
    "gram": "g|gram|grams",
    "tonne": "tonn|t|tonne|tonnes",
    "m3": "m³|Sm³|kubikkmeter|kubikk|cubic metres",
    "km": "km|kilometer|kilometre|kilometres",
    "mil": "mil",
    "passenger_km": "personkm|pkm|passasjerkm|personkilometer|passasjerkilometer|passenger km|passenger kilometres",
}
_SHORT = {code: words.split("|")[0] for code, words in _MEASURES.items()}
_ACTIVITY = "Aktivitet|Aktivitetskode|Utslippskilde|Utsleppskjelde|Hva|Kva|Activity|Activity code|Emission source"
_AMOUNT = "Mengde|Forbruk|Bruk|Antall|Mengd|Amount|Consumption|Quantity"
_MEASURE = "Måleenhet|Måleeining|Benevning|Nemning|Målt i|Measure|Measured in|Unit of measure"
_UNIT = "Enhet|Eining|Enhetsnummer|Einingsnummer|Enhetsnavn|Einingsnamn|Sted|Stad|Unit|Unit number"
_YEAR = "År|Regnskapsår|Rekneskapsår|Year"
_SOURCE = "Kilde|Kjelde|Hentet fra|Henta frå|Source"
_NOTE = "Merknad|Kommentar|Note|Remark"
