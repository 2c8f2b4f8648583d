"""Whether an edition holds markedly fewer codes than the one before it: a sign of a file that is only a part.

Our own rule: no source says how much an edition may shrink. It warns and refuses nothing, since a publisher may well
have taken codes out.
"""

from collections.abc import Collection
from dataclasses import dataclass

from samsvar.core.rules.risk.sources import DFO

LEAST_PER_CENT = 80


@dataclass(frozen=True, slots=True)
class Shortfall:
    """`held` of the `of` codes that the edition before had; `counted` is `categories` or `codes`."""

    before: str
    held: int
    of: int
    counted: str


def shortfall(source: str, before: str, was: Collection[str], now: Collection[str]) -> Shortfall | None:
    """Says how few codes of the edition `before` the newer one holds, where it is under 80 %; else None.

    Of DFØ's list the categories (what stands before the slash) are counted first, then the rows.
    """
    if source == DFO:
        found = _short(before, "categories", {_category(code) for code in was}, {_category(code) for code in now})
        if found is not None:
            return found
    return _short(before, "codes", set(was), set(now))


def _short(before: str, counted: str, was: set[str], now: set[str]) -> Shortfall | None:
    held = len(was & now)
    return Shortfall(before, held, len(was), counted) if held * 100 < len(was) * LEAST_PER_CENT else None


def _category(code: str) -> str:
    return code.partition("/")[0]
