"""Which figures are hidden because they are about too few persons, also where they could be found by subtraction.

A figure about fewer than the limit (five: NAV's, under which its own statistics count as personal) is hidden first.
Where a total and its other parts are shown, a hidden part is their difference, so another must be hidden too: a
sibling, or the total. This is secondary cell suppression (Handbook on Statistical Disclosure Control; Statistics
Norway's GaussSuppression), over the tree of units and over periods where their total is shown.

What holds of the answer:
* no hidden figure is determined by the shown ones, by any adding and subtracting of totals and parts;
* what is left as a difference (a shown total less its shown parts) is about at least the limit of persons, and no sum
  of small units under one total is determined in another way, as by totals over periods.
It does not hold that a sum of nothing tells nothing: where a total of incidents is shown as 0, each part is 0.

Ask for all figures that anybody may see at once, never for one page's: two pages masked apart can be subtracted. What
follows from a hidden figure (status, trend, place in an order) is hidden with it.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

from samsvar.core.rules.indicators.definition import SMALLEST_GROUP
from samsvar.core.rules.indicators.solving import solvable

_WIDEST = 16
"""Small units under one total up to which every group of them is tried; beyond, those next under it, in pairs."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A unit's figure in a period (its code). `own`: only what the unit has beside the units under it."""

    unit_id: str
    period: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A total that is the sum of its parts. `same_persons`: the parts are periods of one unit, not units."""

    total: Cell
    parts: tuple[Cell, ...]
    same_persons: bool = False


@dataclass(frozen=True, slots=True)
class Masking:
    """What is hidden: for being about too few, and to protect those."""

    too_few: frozenset[Cell]
    protecting: frozenset[Cell]

    @property
    def hidden(self) -> frozenset[Cell]:
        """All that is hidden."""
        return self.too_few | self.protecting


def relations_in(
    trees: Mapping[str, Iterable[tuple[str, str | None]]],
    spans: Mapping[str, Iterable[str]],
    cells: Set[Cell],
) -> tuple[Relation, ...]:
    """Every total with its parts among the cells.

    `trees`: (unit, parent) by period code. `spans`: the codes of the periods a period's figure is the sum of, as
    2025 of its tertials; leave out where no total over periods is shown and none can be taken. Cells that are not there
    (nobody delivered) are no part. A unit with figures of its own beside those under it has a cell with `own`.
    """
    found = []
    for period, pairs in trees.items():
        below: dict[str, list[Cell]] = {}
        for unit, parent in pairs:
            if parent is not None:
                below.setdefault(parent, []).append(Cell(unit, period))
        for unit, parts in below.items():
            found.append(Relation(Cell(unit, period), (*sorted(parts), Cell(unit, period, own=True))))
    for cell in sorted(cells, key=_place):
        parts = [Cell(cell.unit_id, part, cell.own) for part in spans.get(cell.period, ())]
        found.append(Relation(cell, tuple(parts), same_persons=True))
    there = ((each, tuple(part for part in each.parts if part in cells)) for each in found if each.total in cells)
    return tuple(Relation(each.total, parts, each.same_persons) for each, parts in there if parts)


def mask(persons: Mapping[Cell, int | None], relations: Iterable[Relation], minimum: int = SMALLEST_GROUP) -> Masking:
    """What to hide of a table of figures. `persons`: how many each is about; None (unknown) counts as too few.

    A figure about nobody (0 persons) is about no one, is never hidden and protects nothing.
    """
    few = [cell for cell, count in persons.items() if count is None or 0 < count < minimum]
    if not few:
        return Masking(frozenset(), frozenset())
    table = _Table(dict(persons), tuple(relations), minimum)
    for cell in sorted(few):
        table.hide(cell)
    too_few = frozenset(table.hidden)
    table.settle()
    while (solved := table.solved()) and (more := table.next_to(solved)):
        table.hide(more)
        table.settle()
    return Masking(too_few, frozenset(table.hidden) - too_few)


def _place(cell: Cell) -> tuple[str, str, bool]:
    """The order of cells, quicker to compare where they are hundreds of thousands."""
    return cell.unit_id, cell.period, cell.own


class _Table:
    """The table while cells are being hidden. A cell once hidden stays hidden, so this ends."""

    def __init__(self, persons: Mapping[Cell, int | None], relations: tuple[Relation, ...], minimum: int) -> None:
        self.persons = {cell: count or 0 for cell, count in persons.items()}
        self.minimum = minimum
        self.hidden: set[Cell] = set()
        self._of: dict[Cell, list[Relation]] = {}
        self._divided: dict[Cell, list[Relation]] = {}
        for relation in relations:
            self._divided.setdefault(relation.total, []).append(relation)
            for cell in (relation.total, *relation.parts):
                self._of.setdefault(cell, []).append(relation)
        self._waiting: deque[Relation] = deque()

    def hide(self, cell: Cell) -> None:
        """Hide a cell and look again at what it is part of, and at what those are part of, to the top."""
        self.hidden.add(cell)
        seen = {cell}
        above = [cell]
        for each in above:
            for relation in self._of.get(each, ()):
                self._waiting.append(relation)
                if relation.total not in seen and relation.total in self.hidden:
                    seen.add(relation.total)
                    above.append(relation.total)

    def settle(self) -> None:
        """Hide until every total with its parts is safe by itself."""
        while self._waiting:
            relation = self._waiting.popleft()
            more = self._lacking(relation)
            if more is not None:
                self.hide(more)

    def solved(self) -> set[Cell]:
        """Hidden cells that the shown ones determine, alone or as siblings too few together."""
        touched = {id(relation): relation for cell in self.hidden for relation in self._of.get(cell, ())}
        equations = [(relation.total, relation.parts) for relation in touched.values()]
        return solvable(equations, self.hidden, self._too_few_together(touched.values()))

    def _too_few_together(self, relations: Iterable[Relation]) -> Iterator[tuple[Cell, ...]]:
        """Hidden cells under one total who are fewer than the limit together, though more than one cell."""
        for relation in relations:
            if relation.same_persons:
                continue
            small = [cell for cell in self._hidden_under(relation) if self.persons[cell] < self.minimum]
            if len(small) > _WIDEST:
                small = [cell for cell in small if cell in relation.parts]
            for size in range(2, self.minimum if len(small) <= _WIDEST else 3):
                together = combinations(small, size)
                yield from (each for each in together if sum(map(self.persons.__getitem__, each)) < self.minimum)

    def _hidden_under(self, relation: Relation) -> list[Cell]:
        """The hidden parts of a total, and the hidden units under them."""
        under = [part for part in relation.parts if part in self.hidden]
        for each in under:
            for divided in self._divided.get(each, ()):
                if not divided.same_persons:
                    under += [part for part in divided.parts if part in self.hidden]
        return under

    def next_to(self, solved: Set[Cell]) -> Cell | None:
        """A shown cell in the relations of cells that can be solved, or nearest to them: of the fewest persons.

        One about nobody only where all others are hidden (the counts contradict each other); None where all are.
        """
        reached = set(solved)
        while True:
            relations = [relation for cell in reached for relation in self._of.get(cell, ())]
            around = {cell for relation in relations for cell in (relation.total, *relation.parts)}
            shown = around - self.hidden
            counted = [cell for cell in shown if self.persons[cell]]
            if counted or around <= reached:
                return min(counted or shown, key=self._cost, default=None)
            reached |= around

    def _lacking(self, relation: Relation) -> Cell | None:
        """The cell that must be hidden too for a relation to be safe; None where it is."""
        hidden = [part for part in relation.parts if part in self.hidden]
        shown = [part for part in relation.parts if part not in self.hidden and self.persons[part]]
        if relation.total in self.hidden:
            return min(shown, key=self._cost) if shown and not hidden else None
        if not hidden or (len(hidden) > 1 and self._left(relation, hidden) >= self.minimum):
            return None
        if not shown:
            return self._lacking_where_all_are(relation, hidden)
        left = 0 if relation.same_persons else self._left(relation, hidden)
        enough = [part for part in shown if left + self._fewest(part) >= self.minimum]
        return min(enough, key=self._cost) if enough else max(shown, key=self._cost)

    def _lacking_where_all_are(self, relation: Relation, hidden: list[Cell]) -> Cell | None:
        """What to hide where a shown total has no shown part: something shown under a part, else the total."""
        if len(hidden) > 1 and relation.same_persons:
            return None  # what is left is the total itself, which is shown for being about enough
        under = list(hidden) if len(hidden) > 1 else []
        for each in under:
            parts = [part for divided in self._divided.get(each, ()) for part in divided.parts]
            shown = [part for part in parts if part not in self.hidden and self.persons[part]]
            if shown:
                return min(shown, key=self._cost)
            under += parts
        return relation.total

    def _left(self, relation: Relation, hidden: Iterable[Cell]) -> int:
        """Persons that a shown total less its shown parts is about, at least; counted no further than the limit."""
        counts = [self._fewest(part) for part in hidden]
        return max(counts) if relation.same_persons else sum(counts)

    def _fewest(self, cell: Cell) -> int:
        """Persons of a cell, or of the hidden parts it can be exchanged for where the others are shown, if fewer."""
        fewest = min(self.persons[cell], self.minimum)
        for relation in self._divided.get(cell, ()) if fewest else ():
            hidden = [part for part in relation.parts if part in self.hidden]
            if hidden:
                fewest = min(fewest, self._left(relation, hidden))
        return fewest

    def _cost(self, cell: Cell) -> tuple[int, Cell]:
        return self.persons[cell], cell
