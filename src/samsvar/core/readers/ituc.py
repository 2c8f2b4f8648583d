"""ITUC's Global Rights Index: a list of countries with a rating from 1 to 5, or 5+."""

from collections.abc import Iterator
from typing import Any

from samsvar.core.readers.columns import Column
from samsvar.core.readers.figures import (
    COUNTRY_COLUMNS,
    FigureRow,
    allowed_text,
    country_known,
    country_of,
    once_per_edition,
    read_figures,
)
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values

RATINGS = ("1", "2", "3", "4", "5", "5+")


def read_ituc(
    source: Source, name: str, lookups: Lookups, edition: str = "", progress: Progress | None = None
) -> ReadResult[FigureRow]:
    """The rating by country and edition, as text since `5+` is one."""
    return read_figures(source, name, _format(lookups), edition, progress)


def _format(lookups: Lookups) -> Format[FigureRow]:
    def check(values: Values) -> Iterator[Finding]:
        return country_known(values, lookups)

    def make(row: int, edition: str | None, iso3: str | None, country: str | None, rating: str) -> FigureRow:
        values: dict[str, Any] = {"iso3": iso3, "country": country}
        code = country_of(values, lookups) or ""
        return FigureRow(row, code, edition or "", {"name": country or code, "rating": rating})

    return Format(
        (
            *COUNTRY_COLUMNS,
            Column("rating", "Rating|Vurdering|Karakter|Klasse|GRI rating", allowed_text(*RATINGS), mandatory=True),
        ),
        make,
        identity_field="country",
        identity=once_per_edition(lambda values: country_of(values, lookups)),
        check=check,
    )
