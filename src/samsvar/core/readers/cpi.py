"""The Corruption Perceptions Index: Transparency International's tables, one year or several, or a plain list."""

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
from samsvar.core.readers.values.numbers import whole_number_parser

_YEARS = range(2012, 2051)
"""The score's heading bears the year in the publisher's own tables: `CPI score 2023`."""
_SCORE = "|".join(["CPI|CPI score|Poeng", *(f"CPI{year}|CPI score {year}" for year in _YEARS)])


def read_cpi(
    source: Source, name: str, lookups: Lookups, edition: str = "", progress: Progress | None = None
) -> ReadResult[FigureRow]:
    """Score (0 very corrupt – 100), rank and number of sources by country and edition (year)."""
    return read_figures(source, name, _format(lookups), edition, progress)


def _format(lookups: Lookups) -> Format[FigureRow]:
    def check(values: Values) -> Iterator[Finding]:
        return country_known(values, lookups)

    def make(row: int, edition: str | None, iso3: str | None, country: str | None, **values: Any) -> FigureRow:
        code = country_of({"iso3": iso3, "country": country}, lookups) or ""
        return FigureRow(row, code, edition or "", {"name": country or code, **values})

    return Format(
        (
            *COUNTRY_COLUMNS,
            Column("score", _SCORE, whole_number_parser(0, 100), mandatory=True),
            Column("rank", "Rank|Plass|Rangering", whole_number_parser(1, 300)),
            Column("sources", "n_sources|Number of sources|Kilder|Kjelder|Antall kilder", whole_number_parser(1, 30)),
        ),
        make,
        identity_field="country",
        identity=once_per_edition(lambda values: country_of(values, lookups)),
        check=check,
    )
