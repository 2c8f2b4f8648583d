"""The US Department of Labor's list of goods made with child or forced labour: country × good."""

from collections.abc import Iterator
from typing import Any

from samsvar.core.readers.columns import Column
from samsvar.core.readers.figures import (
    COUNTRY_COLUMNS,
    FigureRow,
    country_known,
    country_of,
    once_per_edition,
    read_figures,
)
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import YES_NO, slug, word_parser


def read_dol(
    source: Source, name: str, lookups: Lookups, edition: str = "", progress: Progress | None = None
) -> ReadResult[FigureRow]:
    """One row for each good of a country; the code is both, e.g. `PAK/surgical-instruments`."""
    return read_figures(source, name, _format(lookups), edition, progress)


def _format(lookups: Lookups) -> Format[FigureRow]:
    def code_of(values: Values) -> str | None:
        country, good = country_of(values, lookups), values.get("good")
        return f"{country}/{slug(good)}" if country and good else None

    def check(values: Values) -> Iterator[Finding]:
        return country_known(values, lookups)

    def make(row: int, edition: str | None, **values: Any) -> FigureRow:
        kept = {
            "country": country_of(values, lookups),
            "good": values["good"],
            "child_labour": values["child_labour"],
            "forced_labour": values["forced_labour"],
            "sector": values["sector"],
        }
        return FigureRow(row, code_of(values) or "", edition or "", kept)

    yes_no = word_parser(YES_NO)
    return Format(
        (
            *COUNTRY_COLUMNS,
            Column("good", "Vare|Good|Goods|Product", name_parser(), mandatory=True),
            Column("child_labour", "Barnearbeid|Child labor|Child labour", yes_no, mandatory=True),
            Column("forced_labour", "Tvangsarbeid|Forced labor|Forced labour", yes_no, mandatory=True),
            Column("both", "Begge|Both|Forced child labor", yes_no),
            Column("sector", "Sektor|Sector", name_parser(60)),
        ),
        make,
        identity_field="good",
        identity=once_per_edition(code_of),
        check=check,
    )
