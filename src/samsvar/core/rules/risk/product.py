"""The product factor: DFØ's high-risk list, then Samsvar's supplement where the list holds no row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from samsvar.core.rules.risk.facts import FactorResult, Figure, Reason
from samsvar.core.rules.risk.method import Method
from samsvar.core.rules.risk.sources import (
    CPV_TO_CATEGORY,
    DFO,
    CpvTarget,
    ProductRow,
    RiskCatalogues,
    plain_cpv_codes,
    stage_words,
)

Value = TypeVar("Value")


class _Looked(NamedTuple):
    """What one category or product, or one CPV code, came to."""

    level: int | None
    rule: str
    figures: tuple[Figure, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked up by one method and one set of editions: by category and product, and by CPV code.

    Where nothing is `explained`, only levels and rules are kept; then most codes come to the same, and so do most
    combinations of them.
    """

    explained: bool = True
    named: dict[tuple[str, str], _Looked] = field(default_factory=dict)
    coded: dict[str, tuple[_Looked, ...]] = field(default_factory=dict)
    highest: dict[tuple[_Looked, ...], FactorResult] = field(default_factory=dict)


def product_factor(
    category: str | None,
    cpv_codes: tuple[str, ...],
    method: Method,
    catalogues: RiskCatalogues,
    seen: Looked | None = None,
) -> FactorResult:
    """The highest stage level of the named category or product, else of those the CPV codes lead to.

    Rules: `listed`, `highest_of_products`, `own_reading` and `publisher_page` (from the supplement), `not_listed`
    (complete list), `raised_by_unknown_cpv`; unknown: `list_incomplete`, `category_not_held`, `no_stage_rated`,
    `table_not_held`, `no_product`. All that apply stand among the reasons. `seen` keeps what was looked up, for the
    next call with the same method and catalogues.
    """
    seen = seen or Looked()
    if category and category.strip():
        named = catalogues.match_name(category)
        looked = (
            _look_up(*named, method, catalogues, seen)
            if named is not None
            else _Looked(None, "category_not_held", missing=(f"category:{category.strip()}",))
        )
        return FactorResult("product", looked.level, looked.rule, looked.figures, looked.missing, looked.reasons)
    codes = plain_cpv_codes(cpv_codes)
    if not codes:
        return FactorResult("product", None, "no_product", missing=("product",))
    if len(codes) == 1:
        every = _from_cpv(codes[0], method, catalogues, seen)
    else:
        every = _once([looked for code in codes for looked in _from_cpv(code, method, catalogues, seen)])
    if seen.explained:
        return _highest(every, method)
    found = seen.highest.get(every)
    if found is None:
        found = seen.highest[every] = _highest(every, method)
    return found


def _from_cpv(code: str, method: Method, catalogues: RiskCatalogues, seen: Looked) -> tuple[_Looked, ...]:
    found = seen.coded.get(code)
    if found is None:
        found = tuple(_by_prefix(code, method, catalogues, seen))
        if not seen.explained:
            found = tuple(_Looked(looked.level, looked.rule) for looked in found)
        found = seen.coded[code] = _once(found)
    return found


def _by_prefix(code: str, method: Method, catalogues: RiskCatalogues, seen: Looked) -> list[_Looked]:
    if catalogues.held(CPV_TO_CATEGORY) is None:
        return [_Looked(None, "table_not_held", missing=(CPV_TO_CATEGORY,))]
    targets = catalogues.categories_of(code)
    if targets:
        return [_with_mapping(code, target, method, catalogues, seen) for target in targets]
    if catalogues.product_list_complete:
        return [_Looked(method.not_listed, "not_listed", reasons=(Reason("not_listed", code),))]
    missing = (f"cpv:{code}",) if catalogues.held(DFO) is not None else (DFO, f"cpv:{code}")
    return [_Looked(None, "list_incomplete", missing=missing, reasons=(Reason("list_incomplete", code),))]


def _with_mapping(code: str, target: CpvTarget, method: Method, catalogues: RiskCatalogues, seen: Looked) -> _Looked:
    looked = _look_up(target.name, target.product, method, catalogues, seen)
    name = f"{target.name} / {target.product}" if target.product else target.name
    mapping = Figure(target.publisher, target.edition, f"CPV {code}", f"{target.prefix}: {name}")
    return _Looked(
        looked.level,
        looked.rule,
        (mapping, *looked.figures),
        looked.missing,
        (Reason("from_cpv", f"{code} {name}"), *looked.reasons),
    )


def _highest(every: tuple[_Looked, ...], method: Method) -> FactorResult:
    figures = _once(figure for looked in every for figure in looked.figures)
    missing = _once(code for looked in every for code in looked.missing)
    reasons = _once(reason for looked in every for reason in looked.reasons)
    known = [looked for looked in every if looked.level is not None]
    if not known:
        return FactorResult("product", None, every[0].rule, figures, missing, reasons)
    top = max(known, key=lambda looked: looked.level or 0)
    level, rule = top.level or 0, top.rule
    if len(known) < len(every) and level < method.unknown_counts_as:
        level, rule = method.unknown_counts_as, "raised_by_unknown_cpv"
    return FactorResult("product", level, rule, figures, missing, reasons)


def _once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))


def _look_up(category: str, product: str, method: Method, catalogues: RiskCatalogues, seen: Looked) -> _Looked:
    found = seen.named.get((category, product))
    if found is None:
        found = seen.named[category, product] = _looked_up(category, product, method, catalogues)
    return found


def _looked_up(category: str, product: str, method: Method, catalogues: RiskCatalogues) -> _Looked:
    """A product or a category in DFØ's edition in force, else in the supplement."""
    for listed in catalogues.product_lists:
        rows = listed.rows_of(category)
        if product:
            rows = [row for row in rows if row.product.casefold() == product.casefold()]
        if rows:
            return _rate(rows, product, method)
    if product:
        whole = _looked_up(category, "", method, catalogues)
        reasons = (Reason("product_not_held", f"{category} / {product}"), *whole.reasons)
        return _Looked(whole.level, whole.rule, whole.figures, whole.missing, reasons)
    return _Looked(None, "category_not_held", missing=(f"category:{category}",))


def _rate(rows: list[ProductRow], product: str, method: Method) -> _Looked:
    """The level of one product, of a category as a whole, or of its highest product where it has no such row."""
    whole = [row for row in rows if row.product == method.whole_category]
    by_products = not product and not whole
    if not product and whole:
        rows = whole
    levels = {row: _row_level(row, method) for row in rows}
    known = [level for level in levels.values() if level is not None]
    highest = max(known, default=None)
    counted = [row for row in rows if levels[row] == highest]
    rule = "highest_of_products" if by_products else (counted[0].basis or "listed")
    bases = sorted({row.basis for row in counted if row.basis})
    reasons = [Reason("highest_of_products", rows[0].category)] if by_products else []
    reasons += [Reason(basis, rows[0].category) for basis in bases]
    reasons += [Reason("note", row.code) for row in counted if row.has_note]
    figures = tuple(figure for row in counted for figure in _figures(row, method))
    missing = _once(stage for row in counted for stage in method.stages if stage not in stage_words(row, method))
    return _Looked(highest, "no_stage_rated" if highest is None else rule, figures, missing, tuple(reasons))


def _row_level(row: ProductRow, method: Method) -> int | None:
    levels = [method.word_levels.get(word.strip().casefold()) for word in stage_words(row, method).values()]
    return max((level for level in levels if level is not None), default=None)


def _figures(row: ProductRow, method: Method) -> list[Figure]:
    return [
        Figure(row.publisher, row.edition, f"{row.category} / {row.product} / {stage}", word)
        for stage, word in stage_words(row, method).items()
    ]
