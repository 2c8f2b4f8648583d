"""Entries of lists of companies, as an edition's rows hold them and as screening compares them."""

from collections.abc import Mapping
from typing import Any

from samsvar.core.readers.watchlist import ListedRow
from samsvar.core.rules.screening import ListEntry

WATCHLIST = "watchlist-"
"""Sources whose names begin so are lists to screen against; what follows is the list's own name."""

_LISTS = ("aliases", "weak", "countries", "numbers", "addresses", "programmes", "topics")


def values_of(row: ListedRow) -> dict[str, Any]:
    """The values of a row as they are kept; what is empty is left out. The day the list was last seen is not kept."""
    values: dict[str, Any] = {"name": row.name}
    values |= {name: list(getattr(row, name)) for name in _LISTS if getattr(row, name)}
    if row.with_subsidiaries:
        values["with_subsidiaries"] = "yes"
    if row.listed_on:
        values["listed_on"] = row.listed_on
    return values


def entry_of(identity: str, values: Mapping[str, Any]) -> ListEntry:
    """An entry to compare with, by an identity that the caller chooses."""
    lists: dict[str, Any] = {name: tuple(values.get(name, ())) for name in _LISTS if name != "topics"}
    return ListEntry(id=identity, name=values["name"], with_subsidiaries=bool(values.get("with_subsidiaries")), **lists)
