"""Figures that are counted once and given again for as long as nothing has changed (docs/decisions/0022).

What stands in an enterprise's records changes only by services, and each of them appends to the enterprise's chain in
the same transaction. So the chain's head names the state of the records: it is read anew for every page, and figures
are given again only under the head that was read *before* they were counted. Whoever commits in between moves the
head, so nobody reads the old one afterwards: what was counted under it is at most newer, never older, than asked for.

A transaction that has itself written neither keeps nor takes: nobody else may see what it may still undo.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

Figures = TypeVar("Figures")
_MOST_KEPT = 500
#: By what was asked: the state it was counted in, and what it came to. The oldest first.
_kept: dict[Hashable, tuple[Hashable, Any]] = {}

#: The heads of the chains, and a mark where this transaction has written.
_HEADS = """
SELECT key, head FROM audit_chain WHERE key IN ({keys}, 'installation')
UNION ALL SELECT '', {written}
"""
_ALL_HEADS = """
SELECT key, head FROM audit_chain
UNION ALL SELECT '', {written}
"""
_WRITTEN = {
    "sqlite": "''",
    "postgresql": "CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN '' ELSE 'written' END",
}


@dataclass(frozen=True)
class AsRecorded:
    """The records as they stood when the heads were read; None where nothing may be kept."""

    state: Hashable | None

    def unless_changed(self, asked: Hashable, count: Callable[[], Figures]) -> Figures:
        """What `count` gives, or what it gave before where nothing was recorded between then and this reading.

        `asked` is all that the answer hangs on besides the records: what is counted, for which access, on which day.
        The answer is shared by all who ask: it must not be changed, and hold no words in somebody's language.
        """
        if self.state is None:
            return count()
        kept = _kept.get(asked)
        if kept is not None and kept[0] == self.state:
            return kept[1]  # type: ignore[no-any-return]  # what `count` gave for the same question
        found = count()
        _kept.pop(asked, None)
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept), None), None)
        _kept[asked] = (self.state, found)
        return found


#: Everything is counted.
ANEW = AsRecorded(None)


def as_recorded(
    enterprise: str | None, *, above: Sequence[str] = (), also: str = "", values: tuple[Any, ...] = ()
) -> AsRecorded:
    """How far the records have come. One query, which must come before what is counted.

    `enterprise` is the key of the enterprise whose records are counted, None where those of others count too; `above`
    are the keys of those above it whose decisions count for it. `also` is a query (with its `values`) of one value that
    changes with what is written without an event.
    """
    if connection.in_atomic_block and connection.vendor != "postgresql":
        return ANEW
    given = () if enterprise is None else (enterprise, *above)
    marks = ", ".join(["%s"] * len(given))
    statement = (_HEADS if given else _ALL_HEADS).format(written=_WRITTEN[connection.vendor], keys=marks)
    if also:
        statement += f" UNION ALL SELECT '+', CAST(({also}) AS text)"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *values])
        found = tuple(sorted(cursor.fetchall()))
    heads = dict(found)
    if heads[""] or (enterprise is not None and enterprise not in heads):
        return ANEW
    return AsRecorded((connection.settings_dict["NAME"], found))


def unless_changed(
    asked: Hashable,
    count: Callable[[], Figures],
    *,
    enterprise: str | None,
    also: str = "",
    values: tuple[Any, ...] = (),
) -> Figures:
    """Both in one, for a page that counts once."""
    return as_recorded(enterprise, also=also, values=values).unless_changed(asked, count)
