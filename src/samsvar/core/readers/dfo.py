"""DFØ's high-risk list, and Samsvar's supplement to it in the same shape: level per stage of production."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from samsvar.core.readers.columns import Column
from samsvar.core.readers.figures import FigureRow, allowed_text, once_per_edition, read_figures
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.core.readers.values.words import slug, word_parser

WHOLE_CATEGORY = "(kategorien samlet)"
LEVELS = {
    "lav": "lav|låg|low",
    "middels": "middels|medium",
    "middels høy": "middels høy|middels høg|medium high",
    "høy": "høy|høg|high",
    "svært høy": "svært høy|svært høg|very high",
}
"""The publisher's words for levels; the method says what each counts for."""
STAGES = ("raw_material", "component", "final_production")


def read_dfo(
    source: Source, name: str, _lookups: Lookups, edition: str = "", progress: Progress | None = None
) -> ReadResult[FigureRow]:
    """Category, product and the level of each stage; an empty stage is not rated.

    Code `no_stage_rated` where a row rates none. `same` in the address column is the address above it.
    """
    result = read_figures(source, name, _FORMAT, edition, progress)
    return replace(result, rows=tuple(_addressed(result.rows)))


def _addressed(rows: Iterable[FigureRow]) -> Iterator[FigureRow]:
    address: str | int | None = None
    for row in rows:
        if row.values["url"] == "same":
            row = replace(row, values={**row.values, "url": address})
        address = row.values["url"]
        yield row


def _code_of(values: Values) -> str | None:
    category, product = values.get("category"), values.get("product")
    return f"{slug(category)}/{slug(product)}" if category and product else None


def _check(values: Values) -> Iterator[Finding]:
    if all(stage in values and values[stage] is None for stage in STAGES):
        yield STAGES[0], "no_stage_rated", {}


def _make(row: int, edition: str | None, publisher: str | None, **values: Any) -> FigureRow:
    return FigureRow(row, _code_of(values) or "", edition or "", values)


_level = word_parser(LEVELS)
_FORMAT = Format(
    (
        Column("edition", "Edition|Utgave|Utgåve|År", name_parser(40)),
        Column("publisher", "Publisher|Utgiver|Utgjevar", name_parser()),
        Column("category", "Kategori|Category", name_parser(), mandatory=True),
        Column("product", "Produkt|Product", name_parser(), empty=WHOLE_CATEGORY),
        Column("raw_material", "Råvare|Råvarer|Råvareuttak|Råmateriale|Raw material|Raw materials", _level),
        Column("component", "Komponent|Komponenter|Komponentar|Component|Components", _level),
        Column("final_production", "Ferdigproduksjon|Sluttproduksjon|Ferdig produkt|Final production", _level),
        Column("basis", "Grunnlag|Basis", allowed_text("own_reading", "publisher_page")),
        Column("note", "Merknad|Note", text_parser(2000)),
        Column("url", "Adresse|Lenke|Lenkje|URL|Link", name_parser(1000)),
    ),
    _make,
    identity_field="product",
    identity=once_per_edition(_code_of),
    check=_check,
)
