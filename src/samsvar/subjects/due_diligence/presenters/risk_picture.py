"""The risk picture in words and drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from samsvar.core.documents.charts import MatrixCell, MatrixWords, risk_matrix
from samsvar.core.documents.numbers import format_number
from samsvar.core.documents.svg import Svg
from samsvar.core.rules.risk import FactorResult, Method
from samsvar.platform.ui.language import current_language
from samsvar.platform.ui.wording import level_word
from samsvar.subjects.due_diligence.presenters.contracts import country_words
from samsvar.subjects.due_diligence.presenters.factors import STATUSES
from samsvar.subjects.due_diligence.presenters.world_map import MapLabel, world_map
from samsvar.subjects.due_diligence.selectors.risk_picture import Country, Matrix

_LABELLED = 7


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country as the table shows it. `moved`: 1 up, −1 down, 0 unchanged, None not to be compared."""

    country: Country
    name: str
    level: int | None
    freedom: str
    rights: str
    moved: int | None


def matrix_finding(matrix: Matrix) -> str:
    """The matrix' heading."""
    words = ngettext(
        "%(count)s goods contract has inherent level 4",
        "%(count)s goods contracts have inherent level 4",
        matrix.inherent_very_high,
    )
    return words % {"count": _figure(matrix.inherent_very_high)}


def matrix_drawings(matrix: Matrix, method: Method) -> tuple[Svg, Svg]:
    """The matrix, wide and narrow, each figure a link to its contracts."""
    terms = MatrixWords(
        product=gettext("Product level"),
        country=gettext("Country level"),
        unknown=level_word(None),
        level=gettext("level"),
        levels=(level_word(1), level_word(2), level_word(3), level_word(4)),
    )
    cells = {cell: _cell(cell, count) for cell, count in matrix.cells.items()}
    wide = risk_matrix(cells, method.goods_risk, terms)
    return wide, risk_matrix(cells, method.goods_risk, terms, narrow=True)


def countries_finding(countries: Sequence[Country]) -> str:
    """The map's heading."""
    known = [country for country in countries if country.code != "?"]
    figures = {
        "all": _figure(len(known)),
        "high": _figure(sum(1 for country in known if country.factor.level == 4)),
    }
    if len(known) == 1:
        return gettext("The goods come from one country")
    return gettext("The goods come from %(all)s countries, and %(high)s of them have country level 4") % figures


def country_map(countries: Sequence[Country]) -> Svg | None:
    """The map with the countries of most contracts named; None where its geometry is not built."""
    levels = {country.code: country.factor.level for country in countries}
    named = [country for country in countries if country.code != "?" and country.factor.level is not None][:_LABELLED]
    labels = [MapLabel(each.code, country_words(each.code), _figure(each.contracts)) for each in named]
    return world_map(levels, labels, countries_finding(countries), gettext("The table below has the same figures."))


def country_rows(countries: Sequence[Country], compared: bool) -> list[CountryRow]:
    """The countries as rows, with the publishers' own figures."""
    return [
        CountryRow(
            country=country,
            name=country_words(country.code),
            level=country.factor.level,
            freedom=_published(country.factor, "Freedom House"),
            rights=_published(country.factor, "ITUC"),
            moved=_moved(country) if compared else None,
        )
        for country in countries
    ]


def _published(factor: FactorResult, publisher: str) -> str:
    for figure in factor.figures:
        if figure.publisher == publisher:
            status, _, total = figure.value.partition(" ")
            return f"{STATUSES[status]}, {total.replace('-', '−')}" if status in STATUSES and total else figure.value
    return ""


def _moved(country: Country) -> int | None:
    now, was = country.factor.level, country.previous
    if now is None or was is None:
        return None
    return (now > was) - (now < was)


def _cell(cell: tuple[int | None, int | None], count: int) -> MatrixCell:
    product, country = cell
    names: Mapping[str, str] = {
        "product": str(product) if product else level_word(None),
        "country": str(country) if country else level_word(None),
        "count": _figure(count),
    }
    label = ngettext(
        "%(count)s contract, product %(product)s, country %(country)s",
        "%(count)s contracts, product %(product)s, country %(country)s",
        count,
    )
    address = f"{reverse('due_diligence:contracts')}?goods=on&p={product or 0}&c={country or 0}"
    return MatrixCell(count, label % names, address)


def _figure(number: int) -> str:
    return format_number(number, current_language())
