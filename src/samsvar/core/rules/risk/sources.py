"""The published facts that an assessment looks up, made ready once per set of editions.

Rows may come from the shipped files or from a database: anything with the six attributes of `HeldEdition` will do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from samsvar.core.rules.risk.method import Method

Values = Mapping[str, str | int | None]

FREEDOM_HOUSE = "freedom-house"
ITUC = "ituc"
DFO = "dfo"
SUPPLEMENT = "supplement"
MINIMUM_WAGE = "minimum-wage"
SOURCES = (FREEDOM_HOUSE, ITUC, DFO, SUPPLEMENT, MINIMUM_WAGE)
"""The sources whose editions can be chosen and are named in the result."""

CPV_TO_CATEGORY = "cpv-to-high-risk-category"
CPV_TO_SECTOR = "cpv-to-service-sector"
TABLES = (CPV_TO_CATEGORY, CPV_TO_SECTOR)
"""Samsvar's own tables from CPV; always the newest."""


class HeldEdition(Protocol):
    """One edition of one source. `complete` False: the publisher rates more than what is held here.

    Rows by code, each a mapping of plain values. Columns that an assessment reads:
    freedom-house (code ISO3) `status`, `total`; ituc (code ISO3) `rating`; dfo and supplement `category`, `product`,
    one column per stage of the method, `note_nb` and so on, and in the supplement `basis`; minimum-wage (code of the
    sector) `rate_ore`, `hms_card`; cpv-to-high-risk-category `cpv_prefix`, `category`, `product`;
    cpv-to-service-sector `cpv_prefix`, `sector`.
    """

    @property
    def source(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def complete(self) -> bool: ...
    @property
    def rows(self) -> Mapping[str, Values]: ...


class EditionNotHeld(LookupError):
    """An edition was asked for by name that is not loaded. `held` lists those that are."""

    def __init__(self, source: str, edition: str, held: tuple[str, ...]) -> None:
        super().__init__(f"{source} {edition} is not held; held: {', '.join(held) or 'none'}")
        self.source = source
        self.edition = edition
        self.held = held


def edition_order(edition: str) -> tuple[tuple[int, int | str], ...]:
    """Sorts editions by name so that 2025 follows 2024 and 10 follows 9."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"[^0-9A-Za-z]+", edition))


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A rated row of DFØ's list or of the supplement. `words` are the publisher's own words by stage."""

    publisher: str
    edition: str
    category: str
    product: str
    words: tuple[tuple[str, str], ...]
    basis: str
    code: str
    has_note: bool


@dataclass(frozen=True, slots=True)
class CpvTarget:
    """Where a CPV prefix leads: a category with perhaps a product, or a service sector."""

    prefix: str
    name: str
    product: str
    publisher: str
    edition: str


class RiskCatalogues:
    """What an assessment looks up, indexed. A source that is not held is None and its lookups are empty."""

    def __init__(self, held: Iterable[HeldEdition], editions: Mapping[str, str] | None = None) -> None:
        """Picks one edition per source: the one named in `editions`, else the newest held.

        Raises EditionNotHeld for a named edition that is not there, also of a source that nobody knows.
        """
        every = list(held)
        wanted = dict(editions or {})
        for source in wanted.keys() - set(SOURCES):
            raise EditionNotHeld(source, wanted[source], ())
        self._chosen = {source: _choose(source, every, wanted.get(source)) for source in (*SOURCES, *TABLES)}
        lists = [edition for edition in (self._chosen[DFO], self._chosen[SUPPLEMENT]) if edition is not None]
        self.product_lists = tuple(_ProductList(edition) for edition in lists)
        self._categories = _prefixes(self._chosen[CPV_TO_CATEGORY], "category")
        self._sectors = _prefixes(self._chosen[CPV_TO_SECTOR], "sector")

    def held(self, source: str) -> HeldEdition | None:
        """The edition in use of a source, None where none is held."""
        return self._chosen[source]

    @property
    def editions(self) -> dict[str, str]:
        """The edition in use of each source that has one, by the source's key."""
        return {source: edition.edition for source in SOURCES if (edition := self._chosen[source]) is not None}

    @property
    def product_list_complete(self) -> bool:
        """Whether a CPV code outside the list may be taken as not listed: only where DFØ's edition is complete."""
        listed = self._chosen[DFO]
        return listed is not None and listed.complete

    def row(self, source: str, code: str) -> Values | None:
        """A source's row for a code, None where it holds none or is not held."""
        edition = self._chosen[source]
        return edition.rows.get(code) if edition is not None else None

    def categories_of(self, cpv: str) -> tuple[CpvTarget, ...]:
        """The high-risk categories of a CPV code by the longest prefix; several rows may share that prefix."""
        return _longest(self._categories, cpv)

    def sectors_of(self, cpv: str) -> tuple[CpvTarget, ...]:
        """The service sectors of a CPV code by the longest prefix."""
        return _longest(self._sectors, cpv)

    def match_name(self, text: str) -> tuple[str, str] | None:
        """(category, product) of a name in a contract's high-risk category column; product is empty for a category.

        Compared case-folded, products first, DFØ's before the supplement's. Categories known only from the CPV table
        match too. None where nothing matches.
        """
        name = _folded(text)
        for listed in self.product_lists:
            if name in listed.product_names:
                return listed.product_names[name]
        categories = [category for listed in self.product_lists for category in listed.category_names]
        for category in [*categories, *sorted(t.name for targets in self._categories.values() for t in targets)]:
            if _folded(category) == name:
                return category, ""
        return None

    def product_names(self) -> tuple[str, ...]:
        """Every product and category name that a contract's column may hold, sorted."""
        names = {product for listed in self.product_lists for _, product in listed.product_names.values()}
        names |= {category for listed in self.product_lists for category in listed.category_names}
        return tuple(sorted(names | {t.name for targets in self._categories.values() for t in targets}))


class _ProductList:
    """Rows of one edition by category, and its products by folded name."""

    def __init__(self, edition: HeldEdition) -> None:
        self.edition = edition
        self.by_category: dict[str, list[ProductRow]] = {}
        self.product_names: dict[str, tuple[str, str]] = {}
        for code, values in sorted(edition.rows.items()):
            row = _product_row(edition, code, values)
            self.by_category.setdefault(_folded(row.category), []).append(row)
            if not row.product.startswith("("):
                self.product_names.setdefault(_folded(row.product), (row.category, row.product))

    @property
    def category_names(self) -> tuple[str, ...]:
        return tuple(sorted({rows[0].category for rows in self.by_category.values()}))

    def rows_of(self, category: str) -> list[ProductRow]:
        return self.by_category.get(_folded(category), [])


_NOT_STAGES = ("category", "product", "basis", "note_nb", "note_nn", "note_en", "url")


def _product_row(edition: HeldEdition, code: str, values: Values) -> ProductRow:
    words = tuple(
        (column, str(word)) for column, word in sorted(values.items()) if column not in _NOT_STAGES and word is not None
    )
    return ProductRow(
        publisher=edition.publisher,
        edition=edition.edition,
        category=str(values.get("category") or ""),
        product=str(values.get("product") or ""),
        words=words,
        basis=str(values.get("basis") or ""),
        code=code,
        has_note=any(values.get(column) for column in values if column.startswith("note_")),
    )


def _choose(source: str, every: list[HeldEdition], wanted: str | None) -> HeldEdition | None:
    held = sorted((edition for edition in every if edition.source == source), key=lambda e: edition_order(e.edition))
    if wanted is None:
        return held[-1] if held else None
    for edition in held:
        if edition.edition == wanted:
            return edition
    raise EditionNotHeld(source, wanted, tuple(edition.edition for edition in held))


def _prefixes(edition: HeldEdition | None, column: str) -> dict[str, tuple[CpvTarget, ...]]:
    found: dict[str, list[CpvTarget]] = {}
    for _, values in sorted(edition.rows.items()) if edition is not None else ():
        prefix = significant_cpv(str(values.get("cpv_prefix") or ""))
        assert edition is not None
        target = CpvTarget(
            prefix, str(values.get(column) or ""), str(values.get("product") or ""), edition.publisher, edition.edition
        )
        found.setdefault(prefix, []).append(target)
    return {prefix: tuple(targets) for prefix, targets in found.items()}


def _longest(prefixes: Mapping[str, tuple[CpvTarget, ...]], cpv: str) -> tuple[CpvTarget, ...]:
    code = significant_cpv(cpv)
    for length in range(len(code), 1, -1):
        if targets := prefixes.get(code[:length]):
            return targets
    return ()


def plain_cpv_codes(cpv_codes: Iterable[str]) -> list[str]:
    """The codes without blanks and check digits, each once, sorted."""
    return sorted({_plain_cpv(code) for code in cpv_codes if code.strip()})


@lru_cache(20_000)
def _plain_cpv(code: str) -> str:
    return code.strip().partition("-")[0].strip()


def significant_cpv(cpv: str) -> str:
    """A CPV code without its check digit and trailing zeros: `30120000-6` is `3012`.

    Two digits always stay, since they are the division: `30000000` is `30`, not `3`, which would also be 31 and 32.
    """
    digits = cpv.strip().partition("-")[0].strip()
    return digits[:2] + digits[2:].rstrip("0")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def stage_words(row: ProductRow, method: Method) -> dict[str, str]:
    """The publisher's words of a row by the method's stages; a stage that is not rated is left out."""
    words = dict(row.words)
    return {stage: words[stage] for stage in method.stages if words.get(stage)}
