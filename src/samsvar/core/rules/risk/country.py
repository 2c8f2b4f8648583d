"""The country factor: Freedom in the World and the Global Rights Index, whichever is higher."""

from dataclasses import dataclass

from samsvar.core.rules.risk.facts import FactorResult, Figure, Reason
from samsvar.core.rules.risk.method import Method
from samsvar.core.rules.risk.sources import FREEDOM_HOUSE, ITUC, RiskCatalogues


@dataclass(frozen=True, slots=True)
class Rated:
    """What the indexes say of one country."""

    country: str
    freedom: int | None
    rights: int | None
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]

    @property
    def level(self) -> int | None:
        return max((level for level in (self.freedom, self.rights) if level is not None), default=None)


def country_factor(
    countries: tuple[str, ...], method: Method, catalogues: RiskCatalogues, seen: dict[str, Rated] | None = None
) -> FactorResult:
    """The highest level among the countries of production or performance; an unknown one raises it to the method's 3.

    Rules: `no_country`, `country_unknown` (none of them is rated), `raised_by_unknown_country`, else which index set
    the level: `freedom_house`, `ituc` or `freedom_house_and_ituc`. Order and repetition change nothing.
    `seen` keeps what the indexes say, for the next call with the same method and catalogues.
    """
    if not countries:
        return FactorResult("country", None, "no_country", missing=("country",))
    given = sorted({_plain(country, method) for country in countries})
    rated_as = [
        Reason("rated_as", f"{country} {method.rated_as[country]}") for country in given if country in method.rated_as
    ]
    kept = {} if seen is None else seen
    rated = []
    for country in sorted({method.rated_as.get(country, country) for country in given}):
        if country not in kept:
            kept[country] = _rate(country, method, catalogues)
        rated.append(kept[country])
    unknown = [each for each in rated if each.level is None]
    known = [each.level for each in rated if each.level is not None]
    missing = tuple(code for each in rated for code in each.missing)
    figures = tuple(figure for each in rated for figure in each.figures)
    reasons = [*rated_as, *(Reason("unknown_country", each.country) for each in unknown)]
    if not known:
        return FactorResult("country", None, "country_unknown", figures, missing, tuple(reasons))
    highest = max(known)
    if unknown and highest < method.unknown_country_raises_to:
        level, rule = method.unknown_country_raises_to, "raised_by_unknown_country"
    else:
        level, rule = highest, _set_by(rated, highest)
        reasons = [*(Reason("highest_country", each.country) for each in rated if each.level == highest), *reasons]
    return FactorResult("country", level, rule, figures, missing, tuple(reasons))


def _plain(country: str, method: Method) -> str:
    text = country.strip()
    return "?" if text.casefold() in method.unknown_marks else text.upper()


def _rate(country: str, method: Method, catalogues: RiskCatalogues) -> Rated:
    if country == "?":
        return Rated(country, None, None, (), ("country:?",))
    figures: list[Figure] = []
    missing: list[str] = []
    freedom = rights = None
    row = catalogues.row(FREEDOM_HOUSE, country)
    if row is not None and (status := row.get("status")):
        total = row.get("total")
        freedom = freedom_level(str(status), int(total) if total is not None else None, method)
        value = str(status) if total is None else f"{status} {total}"
        figures.append(_figure(FREEDOM_HOUSE, catalogues, country, value))
    row = catalogues.row(ITUC, country)
    if row is not None and (rating := row.get("rating")):
        rights = method.rating_levels.get(str(rating))
        figures.append(_figure(ITUC, catalogues, country, str(rating)))
    if freedom is None:
        missing.append(f"{FREEDOM_HOUSE}:{country}")
    if rights is None:
        missing.append(f"{ITUC}:{country}")
    if freedom is None and rights is None:
        missing.append(f"country:{country}")
    return Rated(country, freedom, rights, tuple(figures), tuple(missing))


def freedom_level(status: str, total: int | None, method: Method) -> int | None:
    """The level of a Freedom House status and total; the status is never derived from the total."""
    for row in method.status_levels:
        if row.status == status and (row.total_at_least is None or (total is not None and total >= row.total_at_least)):
            return row.level
    return None


def _figure(source: str, catalogues: RiskCatalogues, country: str, value: str) -> Figure:
    edition = catalogues.held(source)
    assert edition is not None
    return Figure(edition.publisher, edition.edition, country, value)


def _set_by(rated: list[Rated], highest: int) -> str:
    freedom = any(each.freedom == highest for each in rated)
    rights = any(each.rights == highest for each in rated)
    if freedom and rights:
        return "freedom_house_and_ituc"
    return "freedom_house" if freedom else "ituc"
