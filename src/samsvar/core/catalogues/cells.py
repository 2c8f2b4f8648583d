"""Reads the cells of a shipped row as what they are: texts per language, lists, decimals, codes of a rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from samsvar.core.catalogues.editions import FOLDER, LANGUAGES, CatalogueBroken, Values, load_edition

Texts = Mapping[str, str]
Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its code. Each reading raises CatalogueBroken where the cell is not of its form."""

    source: str
    code: str
    values: Values

    def text(self, column: str) -> str:
        """The cell as it stands; empty for none."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def texts(self, column: str) -> Texts:
        """A text by language; empty where there is none in any."""
        found = {language: self.text(f"{column}_{language}") for language in LANGUAGES}
        return {language: text for language, text in found.items() if text}

    def parts(self, column: str) -> tuple[str, ...]:
        """The parts of a list, in its order."""
        return tuple(part for part in self.text(column).split("|") if part)

    def whole(self, column: str) -> int | None:
        """A whole number, None where the cell is empty."""
        value = self.values.get(column)
        if value is None or isinstance(value, int):
            return value
        raise self.broken("not_a_whole_number", column)

    def decimal(self, column: str) -> Decimal | None:
        """A decimal number, None where the cell is empty: a dash in the source is never zero."""
        text = self.text(column)
        try:
            return Decimal(text) if text else None
        except InvalidOperation as error:
            raise self.broken("not_a_number", column) from error

    def yes(self, column: str) -> bool:
        """Whether the cell says yes."""
        return self.text(column) == "yes"

    def one_of(self, kind: type[Code], column: str) -> Code:
        """A code of a rule."""
        return self._code(kind, self.text(column), column)

    def some_of(self, kind: type[Code], column: str) -> frozenset[Code]:
        """Several codes of a rule."""
        return frozenset(self._code(kind, part, column) for part in self.parts(column))

    def broken(self, code: str, column: str) -> CatalogueBroken:
        """The failure to raise, with its place."""
        return CatalogueBroken(code, f"{self.source}:{self.code}:{column}")

    def _code(self, kind: type[Code], text: str, column: str) -> Code:
        try:
            return kind(text)
        except ValueError as error:
            raise self.broken("unknown_code", column) from error


def rows_of(source: str, folder: Path = FOLDER) -> tuple[Row, ...]:
    """The rows of the newest edition in its order. Raises CatalogueMissing."""
    return tuple(Row(source, code, values) for code, values in load_edition(source, "", folder).rows.items())


def must_be_among(row: Row, column: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """The codes of a cell that name rows elsewhere, one or a list. Raises CatalogueBroken for one that is not there."""
    named = row.parts(column)
    if any(each not in known for each in named):
        raise row.broken("unknown_reference", column)
    return named
