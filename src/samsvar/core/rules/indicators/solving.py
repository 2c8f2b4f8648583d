"""Which unknowns a set of sums determines: exact linear algebra over sparse rows, for masking.

Worked modulo the prime 2⁶¹ − 1, so that numbers stay small; every coefficient of a sum is 1 or −1.
"""

from collections.abc import Hashable, Iterable, Set
from typing import TypeVar

_PRIME = 2**61 - 1
_Unknown = TypeVar("_Unknown", bound=Hashable)
_Row = dict[int, int]


def solvable(
    equations: Iterable[tuple[_Unknown, tuple[_Unknown, ...]]],
    unknown: Set[_Unknown],
    groups: Iterable[tuple[_Unknown, ...]] = (),
) -> set[_Unknown]:
    """The unknowns that have one value only, given every equation `total = sum of parts` and all that is not unknown.

    Those of `groups` whose sum has one value only are among them too. An unknown is determined where a combination of
    equations has no other unknown in it: where its own row stands alone in the reduced echelon form.
    """
    every = list(equations)
    names = list(_in_order(every, unknown))
    numbers = {cell: at for at, cell in enumerate(names)}
    rows: list[_Row] = []
    for total, parts in every:
        signed = ((total, _PRIME - 1), *((part, 1) for part in parts))
        rows.append({numbers[cell]: sign for cell, sign in signed if cell in numbers})
    reduced: dict[int, _Row] = {}
    for component in _apart([row for row in rows if row]):
        reduced |= _reduced(component)
    found = {names[pivot] for pivot, row in reduced.items() if len(row) == 1}
    for group in groups:
        if _is_known({numbers[cell]: 1 for cell in group if cell in numbers}, reduced):
            found.update(group)
    return found


def _in_order(equations: Iterable[tuple[_Unknown, tuple[_Unknown, ...]]], unknown: Set[_Unknown]) -> Iterable[_Unknown]:
    """Each unknown in the equations once, in the order they come."""
    cells = (cell for total, parts in equations for cell in (total, *parts))
    return dict.fromkeys(cell for cell in cells if cell in unknown)


def _is_known(wanted: _Row, reduced: dict[int, _Row]) -> bool:
    """Whether a sum of unknowns is a combination of rows."""
    for pivot in [at for at in wanted if at in reduced]:
        _subtract(wanted, reduced[pivot], wanted.get(pivot, 0))
    return not wanted


def _apart(rows: list[_Row]) -> list[list[_Row]]:
    """Rows in groups that share no unknown. Groups without a cycle and with two or more in each row need no solving."""
    leader: dict[int, int] = {}

    def find(at: int) -> int:
        while leader.setdefault(at, at) != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for row in rows:
        first, *others = row
        for other in others:
            leader[find(other)] = find(first)
    groups: dict[int, list[_Row]] = {}
    for row in rows:
        groups.setdefault(find(next(iter(row))), []).append(row)
    return [group for group in groups.values() if not _is_forest(group)]


def _is_forest(rows: list[_Row]) -> bool:
    """Whether rows and unknowns, joined where one is in the other, make a tree with no row at its end.

    Then every combination of rows has at least two unknowns at its ends, and none is determined.
    """
    unknowns = {at for row in rows for at in row}
    edges = sum(len(row) for row in rows)
    return edges == len(rows) + len(unknowns) - 1 and all(len(row) > 1 for row in rows)


def _reduced(rows: list[_Row]) -> dict[int, _Row]:
    """The reduced echelon form: each pivot with its row."""
    reduced: dict[int, _Row] = {}  # pivot → its row, 1 at the pivot and no other pivot in it
    holding: dict[int, set[int]] = {}  # unknown → pivots whose rows hold it
    for given in sorted(rows, key=len):
        row = dict(given)
        for pivot in [at for at in given if at in reduced]:
            _subtract(row, reduced[pivot], row.get(pivot, 0))
        if not row:
            continue
        pivot = min(row, key=lambda at: (len(holding.get(at, ())), at))
        factor = pow(row[pivot], -1, _PRIME)
        row = {at: value * factor % _PRIME for at, value in row.items()}
        for other in list(holding.pop(pivot, ())):
            before = set(reduced[other])
            _subtract(reduced[other], row, reduced[other][pivot])
            for at in before - reduced[other].keys():
                holding.get(at, set()).discard(other)
            for at in reduced[other].keys() - before:
                holding.setdefault(at, set()).add(other)
        reduced[pivot] = row
        for at in row:
            if at != pivot:
                holding.setdefault(at, set()).add(pivot)
    return reduced


def _subtract(row: _Row, other: _Row, times: int) -> None:
    if not times:
        return
    for at, value in other.items():
        left = (row.get(at, 0) - times * value) % _PRIME
        if left:
            row[at] = left
        else:
            row.pop(at, None)
