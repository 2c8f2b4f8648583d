"""A risk method read from plain data, so that an enterprise can copy the default and change it.

The shape is that of `catalogue_data/methods/default-1.json`; `docs/method/risk-method.md` explains each part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsvar.core.rules.risk.facts import Ownership

LEVELS = (1, 2, 3, 4)


class MethodError(ValueError):
    """The data is no usable method. `where` is the path to the part, `code` what is wrong with it."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{where}: {code}")
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class StatusLevel:
    """One row of the country table: a Freedom House status, from a total (or any total), gives a level."""

    status: str
    total_at_least: int | None
    level: int


@dataclass(frozen=True, slots=True)
class Method:
    """The scales and tables of one version of a method. Levels are 1 (low) to 4 (very high)."""

    id: str
    version: int
    unknown_counts_as: int
    assessed: frozenset[Ownership]
    ask_owner: frozenset[Ownership]
    status_levels: tuple[StatusLevel, ...]
    rating_levels: Mapping[str, int]
    unknown_marks: frozenset[str]
    unknown_country_raises_to: int
    rated_as: Mapping[str, str]
    stages: tuple[str, ...]
    word_levels: Mapping[str, int]
    whole_category: str
    not_listed: int
    sector_level: int
    no_sector_level: int
    breach_level: int
    breach_kinds: frozenset[str]
    inherent: tuple[tuple[int, ...], ...]
    confirmed_impact_gives: int
    warning_adds: int
    assurance_adds: int
    very_high: int
    floor_when_very_high: int
    answer_months: int

    def used(self, level: int | None) -> int:
        """The level to calculate with: the stand-in where it is unknown."""
        return self.unknown_counts_as if level is None else level

    def goods_risk(self, product: int | None, country: int | None) -> int:
        """Inherent risk of goods: the table's row for the product, column for the country."""
        return self.inherent[self.used(product) - 1][self.used(country) - 1]

    def service_risk(self, service: int | None, country: int | None) -> int:
        """Inherent risk of services and leases: the higher of the two."""
        return max(self.used(service), self.used(country))


def method_from_plain(plain: Mapping[str, Any]) -> Method:
    """The method held in plain data. Raises MethodError where a part is missing, misspelt or off the scale."""
    reader = _Reader(plain)
    scope, country, product = reader.part("scope"), reader.part("country"), reader.part("product")
    service, supplier = reader.part("service"), reader.part("supplier")
    return Method(
        id=str(reader.value("id")),
        version=reader.number("version"),
        unknown_counts_as=reader.level("unknown_counts_as"),
        assessed=scope.ownerships("assessed"),
        ask_owner=scope.ownerships("ask_owner"),
        status_levels=tuple(
            StatusLevel(str(row.value("status")), row.optional_number("total_at_least"), row.level("level"))
            for row in country.parts("freedom_house")
        ),
        rating_levels=country.levels("ituc"),
        unknown_marks=frozenset(str(mark).casefold() for mark in country.value("unknown_marks")),
        unknown_country_raises_to=country.level("unknown_raises_to"),
        rated_as={str(code): str(other) for code, other in country.value("rated_as").items()},
        stages=tuple(str(stage) for stage in product.value("stages")),
        word_levels=product.levels("words"),
        whole_category=str(product.value("whole_category")),
        not_listed=product.level("not_listed"),
        sector_level=service.level("sector"),
        no_sector_level=service.level("no_sector"),
        breach_level=service.level("breach"),
        breach_kinds=frozenset(str(kind) for kind in service.value("breach_kinds")),
        inherent=reader.matrix("inherent"),
        confirmed_impact_gives=supplier.level("confirmed_impact_gives"),
        warning_adds=supplier.number("warning_adds"),
        assurance_adds=supplier.number("assurance_adds"),
        very_high=supplier.level("very_high"),
        floor_when_very_high=supplier.level("floor_when_very_high"),
        answer_months=supplier.number("answer_months"),
    )


class _Reader:
    """Reads parts of plain data and says by path what is wrong with them."""

    def __init__(self, plain: Any, where: str = "method") -> None:
        if not isinstance(plain, Mapping):
            raise MethodError("not_an_object", where)
        self.plain = plain
        self.where = where

    def value(self, name: str) -> Any:
        if name not in self.plain:
            raise MethodError("missing", f"{self.where}.{name}")
        return self.plain[name]

    def part(self, name: str) -> "_Reader":
        return _Reader(self.value(name), f"{self.where}.{name}")

    def parts(self, name: str) -> list["_Reader"]:
        return [_Reader(row, f"{self.where}.{name}[{place}]") for place, row in enumerate(self.value(name))]

    def number(self, name: str) -> int:
        number = self.value(name)
        if not isinstance(number, int) or isinstance(number, bool):
            raise MethodError("not_a_whole_number", f"{self.where}.{name}")
        return number

    def optional_number(self, name: str) -> int | None:
        return self.number(name) if self.plain.get(name) is not None else None

    def level(self, name: str) -> int:
        return _on_the_scale(self.value(name), f"{self.where}.{name}")

    def levels(self, name: str) -> dict[str, int]:
        return {
            str(word): _on_the_scale(level, f"{self.where}.{name}.{word}") for word, level in self.value(name).items()
        }

    def ownerships(self, name: str) -> frozenset[Ownership]:
        try:
            return frozenset(Ownership(word) for word in self.value(name))
        except ValueError as error:
            raise MethodError("unknown_ownership", f"{self.where}.{name}") from error

    def matrix(self, name: str) -> tuple[tuple[int, ...], ...]:
        rows = self.value(name)
        if len(rows) != len(LEVELS) or any(len(row) != len(LEVELS) for row in rows):
            raise MethodError("not_four_by_four", f"{self.where}.{name}")
        return tuple(tuple(_on_the_scale(cell, f"{self.where}.{name}") for cell in row) for row in rows)


def _on_the_scale(level: Any, where: str) -> int:
    if isinstance(level, bool) or level not in LEVELS:
        raise MethodError("not_a_level", where)
    return int(level)
