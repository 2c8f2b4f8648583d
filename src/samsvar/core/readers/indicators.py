"""Indicators from a spreadsheet: one row an indicator, with its formula in columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samsvar.core.readers.across import parse_figure
from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.text import Cell, as_text, name_parser
from samsvar.core.readers.values.words import UNIT_KINDS, key, parse_yes_no, word_parser
from samsvar.core.rules.indicators.definition import MOST_DECIMALS
from samsvar.core.rules.indicators.periods import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as the file has it; words are the codes of `core.rules.indicators.definition`."""

    row: int
    code: str
    name: str
    name_nn: str
    name_en: str
    definition: str
    unit_of_measure: str
    decimals: int
    direction: str
    period: str
    formula: str
    roll_up: str | None
    over_time: str
    numerator: str
    denominator: str
    base: int
    threshold: Decimal | None
    minimum_group: int | None
    base_year: int | None
    corrections: tuple[str, ...]
    heat_share: Decimal | None
    activity_share: Decimal | None
    minimum_persons: int | None
    covers_below: bool
    expected_kind: str
    warning_band: Decimal | None
    sites: str
    goal: str
    theme: str
    source: str


def read_indicators(source: Source, name: str, progress: Progress | None = None) -> ReadResult[IndicatorRow]:
    """Indicators of a CSV, XLSX or ODS file. A code stands once."""
    return read_table(source, name, indicator_format(), progress)


def indicator_format() -> Format[IndicatorRow]:
    """The columns of a list of indicators."""
    name, persons = name_parser(), whole_number_parser(1, 1000)
    return Format(
        (
            Column("code", "Kode|Indikatorkode|Code|Indicator code", name_parser(80), mandatory=True),
            Column("name", "Navn|Namn|Indikator|Name|Indicator", name, mandatory=True),
            Column("name_nn", "Namn (nynorsk)|Navn nynorsk|Namn nynorsk|Name in nynorsk", name, empty=""),
            Column("name_en", "Navn engelsk|Namn engelsk|Name in English", name, empty=""),
            Column("definition", "Definisjon|Definition", name_parser(2000), empty=""),
            Column("unit_of_measure", "Måleenhet|Måleeining|Unit of measure", name_parser(40), mandatory=True),
            Column("decimals", "Desimaler|Desimalar|Decimals", whole_number_parser(0, MOST_DECIMALS), empty=1),
            Column("direction", "Retning|Ønsket retning|Direction", word_parser(_DIRECTIONS), mandatory=True),
            Column("period", "Periode|Måles|Blir målt|Period", word_parser(_PERIODS), mandatory=True),
            Column("formula", "Formel|Formula", word_parser(_FORMULAS), mandatory=True),
            Column("roll_up", "Sammenlegging|Samanlegging|Roll-up", word_parser(_ROLL_UPS)),
            Column("over_time", "Over tid|Over time", word_parser(_OVER_TIME), empty="sum"),
            Column("numerator", "Teller|Teljar|Numerator", name, empty=""),
            Column("denominator", "Nevner|Nemnar|Denominator", name, empty=""),
            Column("base", "Per|Base", whole_number_parser(1, 10**9), empty=100),
            Column("threshold", "Terskel|Threshold", parse_figure),
            Column("minimum_group", "Minste gruppe|Minimum group", persons),
            Column("base_year", "Basisår|Base year", whole_number_parser(FIRST_YEAR, LAST_YEAR)),
            Column("corrections", "Korrigert for|Korrigeres for|Corrected for", _corrections, empty=()),
            Column("heat_share", "Temperaturandel|Del som følger temperaturen|Temperature share", parse_figure),
            Column("activity_share", "Aktivitetsandel|Del som følger aktiviteten|Activity share", parse_figure),
            Column(
                "minimum_persons", "Skjules under|Blir skjult under|Minste antall personer|Minimum persons", persons
            ),
            Column("covers_below", _COVERS_BELOW, parse_yes_no, empty=False),
            Column("expected_kind", _EXPECTED_KIND, word_parser(_ASKED), empty="lowest"),
            Column("warning_band", "Varselbånd|Varselband|Varslingsgrense|Warning band", parse_figure),
            Column("sites", "Lokasjoner|Lokasjonar|Steder|Stader|Sites", name_parser(500), empty=""),
            Column("goal", "Mål|Målkode|Goal|Goal code", name, empty=""),
            Column("theme", "Tema|Theme", name_parser(60), empty=""),
            Column("source", "Kilde|Kjelde|Datakilde|Datakjelde|Source", name, empty=""),
        ),
        IndicatorRow,
        identity_field="code",
        identity=lambda values: key(values["code"]) if values.get("code") else None,
        check=_parts_of_formula,
    )


def _parts_of_formula(values: Values) -> Iterable[Finding]:
    """What a formula needs beside its name."""
    for field in _NEEDED.get(values.get("formula") or "", ()):
        if field in values and not values[field]:
            yield field, "needed_by_formula", {"formula": values["formula"], "expected": _NAMED[field]}


_NEEDED = {
    "ratio": ("numerator", "denominator"),
    "share_of_units": ("threshold",),
    "change_from_base": ("base_year",),
    "corrected_energy": ("corrections",),
}
_COVERS_BELOW = "Gjelder enhetene under|Gjeld einingane under|Dekker enhetene under|Covers units below"
_EXPECTED_KIND = "Leveres av|Blir levert av|Leverast av|Handed in by"
_ASKED = {
    "lowest": "nederste nivå|nedste nivå|enheter uten enheter under|einingar utan einingar under|lowest",
    "every": "alle|alle enheter|alle einingar|every|all",
    **UNIT_KINDS,
}
"""Who is to hand in: all, those with none under them, or a kind of unit."""
_NAMED = {
    "numerator": "Teller",
    "denominator": "Nevner",
    "threshold": "Terskel",
    "base_year": "Basisår",
    "corrections": "Korrigert for",
}
"""What the columns are called, for a file that lacks one."""


def _corrections(cell: Cell) -> tuple[str, ...]:
    """What energy is corrected for: several in a cell, with commas, semicolons or *og* between."""
    words = [each for each in _BETWEEN.split(as_text(cell)) if each.strip()]
    return tuple(dict.fromkeys(map(_correction, words)))


_DIRECTIONS = {
    "lower": "lavere|lågare|ned|lavere er bedre|lågare er betre|lower|down",
    "higher": "høyere|høgare|opp|høyere er bedre|høgare er betre|higher|up",
    "none": "ingen|overvåkes|blir overvaka|none|watched",
}
_PERIODS = {
    "month": "måned|månad|månedlig|månadleg|month|monthly",
    "tertial": "tertial|tertialvis",
    "year": "år|årlig|årleg|year|yearly",
}
_FORMULAS = {
    "given": "verdi|oppgitt verdi|gitt verdi|given|value",
    "ratio": "forhold|andel|del|teller/nevner|teljar/nemnar|brøk|ratio",
    "share_of_units": "andel enheter|del av einingane|share of units",
    "change_from_base": "endring fra basisår|endring frå basisår|change from base year",
    "corrected_energy": "korrigert energi|korrigert energibruk|corrected energy",
}
_BETWEEN = re.compile(r"[,;/+\n]|\b(?:og|and)\b")
_correction = word_parser(
    {
        "temperature": "temperatur|temperature|graddager|graddagar",
        "area": "areal|area",
        "activity": "aktivitet|activity",
    }
)
_ROLL_UPS = {
    "sum": "sum|summeres|blir summert",
    "weighted": "vektet gjennomsnitt|vekta gjennomsnitt|weighted",
    "ratio": "teller og nevner|teljar og nemnar|ratio",
    "share_of_units": "andel enheter|del av einingane|share of units",
    "none": "ingen|none",
}
_OVER_TIME = {"sum": "sum|summeres|blir summert", "last": "siste|siste måned|siste månad|last"}
