"""Lists of companies to screen against. Formats: `docs/json/import-columns.md`."""

from samsvar.core.readers.watchlist.reading import read_watchlist
from samsvar.core.readers.watchlist.rows import ListedRow, Passed, Watchlist

__all__ = ["ListedRow", "Passed", "Watchlist", "read_watchlist"]
