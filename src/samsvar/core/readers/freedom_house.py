"""Freedom in the World: Freedom House's workbook saved as CSV or XLSX, or a plain list of ours.

Status is Freedom House's own and does not follow from the total. Political rights may be negative (to −4).
"""

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
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.words import slug, word_parser

TERRITORY = {"no": "c|country|land|nei", "yes": "t|territory|territorium|ja"}


def read_freedom_house(
    source: Source, name: str, lookups: Lookups, edition: str = "", progress: Progress | None = None
) -> ReadResult[FigureRow]:
    """Status (F, PF, NF), political rights, civil liberties and total (0–100) by country and edition.

    A territory without an ISO code gets the code `territory:` and its name. Code `total_differs` where the total is
    not the sum of the two.
    """
    return read_figures(source, name, _format(lookups), edition, progress)


def _format(lookups: Lookups) -> Format[FigureRow]:
    def code_of(values: Values) -> str | None:
        if values.get("territory") == "yes" and values.get("country") and not values.get("iso3"):
            return f"territory:{slug(values['country'])}"
        return country_of(values, lookups)

    def check(values: Values) -> Iterator[Finding]:
        if code_of(values) is None:
            yield from country_known(values, lookups)
        parts = (values.get("political_rights"), values.get("civil_liberties"))
        total = values.get("total")
        if total is not None and None not in parts and total != sum(part for part in parts if part is not None):
            yield "total", "total_differs", {"value": total, "sum": sum(part for part in parts if part is not None)}

    def make(row: int, edition: str | None, iso3: str | None, country: str | None, **values: Any) -> FigureRow:
        code = code_of({"iso3": iso3, "country": country, **values}) or ""
        return FigureRow(row, code, edition or "", {"name": country or code, **values})

    return Format(
        (
            *COUNTRY_COLUMNS,
            Column("territory", "c_or_t|C/T|Territorium|Type", word_parser(TERRITORY), empty="no"),
            Column("status", "Status|Freedom status", allowed_text("F", "PF", "NF"), mandatory=True),
            Column("political_rights", "PR|Politiske rettigheter|Politiske rettar", whole_number_parser(-4, 40)),
            Column("civil_liberties", "CL|Sivile friheter|Sivile fridomar", whole_number_parser(0, 60)),
            Column("total", "Total|Sum|Totalt|Total score|Score|Poeng", whole_number_parser(-4, 100), mandatory=True),
        ),
        make,
        identity_field="country",
        identity=once_per_edition(code_of),
        check=check,
    )
