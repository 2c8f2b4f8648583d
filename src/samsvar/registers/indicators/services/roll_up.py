"""Figures worked out anew in the database: level by level up the period's own tree, then months into longer periods.

The rule is `core.rules.indicators.roll_up` (`sum_up`, `merge_sums`); here the same sums are made by SQL over whole
millionths, so that millions of rows never leave the database. A test holds the two against each other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from samsvar.core.rules.indicators.periods import MONTHS_IN, Period, PeriodKind
from samsvar.platform.audit.many import insert_many
from samsvar.registers.indicators.codes import OverTimeWord
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.services.masking import Before, mask_again
from samsvar.registers.indicators.trees import Tree, Trees, whole_periods

#: The trees in use: `tree` is its number, `asked` how many are to hand in there, `alone` whether nothing lies under it,
#: `renew` whether to work it out.
_TREE = """
CREATE TEMPORARY TABLE IF NOT EXISTS indicators_tree (
    tree INTEGER NOT NULL, unit_id BIGINT NOT NULL, parent_id BIGINT, depth INTEGER NOT NULL,
    asked INTEGER NOT NULL, asked_itself INTEGER NOT NULL, alone INTEGER NOT NULL, renew INTEGER NOT NULL,
    PRIMARY KEY (tree, unit_id)
)"""
#: The periods in use with their trees; `tertial` and `renew` say what a period is a part of and whether it is renewed.
_SPAN = """
CREATE TEMPORARY TABLE IF NOT EXISTS indicators_span (
    year INTEGER NOT NULL, number INTEGER NOT NULL, tree INTEGER NOT NULL, tertial INTEGER NOT NULL,
    renew INTEGER NOT NULL, PRIMARY KEY (year, number)
)"""
_COLUMNS = "indicator_id, unit_id, period_kind, year, number, numerator, denominator, persons"
_COLUMNS += ", left_out, delivered, expected, hidden"

#: A unit that is renewed loses its figure also in a period whose tree it does not stand in: it may have left it.
_FORGET = """
DELETE FROM indicators_figure WHERE indicator_id = %(indicator)s AND period_kind = %(kind)s
    AND (year, number) IN (SELECT year, number FROM indicators_span WHERE renew = 1)
    AND unit_id IN (SELECT unit_id FROM indicators_tree WHERE renew = 1)"""

#: What a unit has itself. CROSS JOIN says to SQLite in which order: from the units to what they have handed in.
_OWN = """
    FROM indicators_tree t
    CROSS JOIN indicators_span s
    CROSS JOIN indicators_measurement m
    WHERE t.renew = 1 AND s.tree = t.tree AND s.renew = 1
      AND m.indicator_id = %(indicator)s AND m.period_kind = %(kind)s AND m.year BETWEEN %(first)s AND %(last)s
      AND m.year = s.year AND m.number = s.number AND m.unit_id = t.unit_id
      AND m.current AND NOT (m.status = 'draft')"""

#: Units with none under them: what they have handed in is what they come to.
_ALONE = """
INSERT INTO indicators_figure ({columns})
SELECT %(indicator)s, t.unit_id, %(kind)s, s.year, s.number, m.adds_numerator, m.adds_denominator, m.persons,
       CASE WHEN m.left_out THEN 1 ELSE 0 END, CASE WHEN m.delivers THEN 1 ELSE 0 END, t.asked + 1 - {asked_by_own},
       FALSE {own} AND t.alone = 1"""

#: One level: what each unit has itself, and the figures of those directly under it. Whoever covers those stands alone.
_LEVEL = """
INSERT INTO indicators_figure ({columns})
SELECT %(indicator)s, p.unit_id, %(kind)s, p.year, p.number, SUM(p.numerator), SUM(p.denominator), SUM(p.persons),
       SUM(p.left_out), SUM(p.delivered), MAX(p.asked) + SUM(p.beyond), FALSE
FROM (
    SELECT t.unit_id, s.year, s.number, t.asked, m.adds_numerator AS numerator, m.adds_denominator AS denominator,
           m.persons, CASE WHEN m.left_out THEN 1 ELSE 0 END AS left_out,
           CASE WHEN m.delivers THEN 1 ELSE 0 END AS delivered,
           1 - {asked_by_own} AS beyond {own} AND t.depth = %(depth)s AND t.alone = 0
    UNION ALL
    SELECT t.unit_id, s.year, s.number, t.asked, f.numerator, f.denominator,
           f.persons, f.left_out, f.delivered, f.expected - c.asked
    FROM indicators_tree c
    CROSS JOIN indicators_tree t
    CROSS JOIN indicators_span s
    CROSS JOIN indicators_figure f
    WHERE c.depth = %(depth)s + 1 AND t.tree = c.tree AND t.unit_id = c.parent_id AND t.renew = 1
      AND s.tree = c.tree AND s.renew = 1
      AND f.indicator_id = %(indicator)s AND f.unit_id = c.unit_id AND f.year BETWEEN %(first)s AND %(last)s
      AND f.period_kind = %(kind)s AND f.year = s.year AND f.number = s.number {not_covered}
) p
GROUP BY p.unit_id, p.year, p.number"""

_NOT_COVERED = """AND NOT EXISTS (
        SELECT 1 FROM indicators_measurement o WHERE o.indicator_id = %(indicator)s AND o.unit_id = t.unit_id
        AND o.period_kind = %(kind)s AND o.year = s.year AND o.number = s.number
        AND o.current AND NOT (o.status = 'draft')
    )"""

#: Longer periods from their parts; who has not delivered in a part was asked there all the same.
_LONGER = """
INSERT INTO indicators_figure ({columns})
SELECT %(indicator)s, p.unit_id, %(longer)s, p.year, p.longer_number, SUM(p.numerator), SUM(p.denominator),
       MAX(p.persons), SUM(p.left_out), SUM(p.delivered), SUM(p.expected), FALSE
FROM (
    SELECT t.unit_id, s.year, {number} AS longer_number, f.id, f.numerator, f.denominator, f.persons,
           COALESCE(f.left_out, 0) AS left_out, COALESCE(f.delivered, 0) AS delivered,
           COALESCE(f.expected, t.asked) AS expected
    FROM indicators_span s
    JOIN indicators_tree t ON t.tree = s.tree AND t.renew = 1
    LEFT JOIN indicators_figure f ON f.indicator_id = %(indicator)s AND f.unit_id = t.unit_id
         AND f.period_kind = %(kind)s AND f.year = s.year AND f.number = s.number
    {last}
) p
GROUP BY p.unit_id, p.year, p.longer_number
HAVING COUNT(p.id) > 0"""

#: The last part of the longer period in which anybody has delivered.
_LAST = """WHERE s.number = (
        SELECT MAX(l.number) FROM indicators_span l JOIN indicators_figure d ON d.indicator_id = %(indicator)s
        AND d.unit_id = %(root)s AND d.period_kind = %(kind)s AND d.year = l.year AND d.number = l.number
        WHERE l.year = s.year AND {longer_of_l} = {number}
    )"""
_NUMBER_IN = {PeriodKind.TERTIAL: "s.tertial", PeriodKind.YEAR: "1"}


def work_out(
    indicator: Indicator,
    periods: Iterable[Period],
    trees: Trees,
    units: Iterable[int] | None = None,
    *,
    restructured: bool = False,
) -> None:
    """Renews the figures of the periods and of the longer ones they lie in. In the caller's transaction.

    `units`: those that have handed in something else than before; then only they and those above them are renewed.
    None: all. Periods must be of the indicator's own kind. `restructured`: units have another place or life than when
    the figures were last worked out, so what protects what is looked at anew too.
    """
    changed = tuple(sorted(set(periods)))
    if not changed:
        return
    spans = whole_periods(changed)
    given = None if units is None else frozenset(units)
    if given is not None and 2 * len(given) > len(trees.of(changed[-1]).parents):
        given = None  # nearly all: it costs less to renew all than to look for those above
    beside = restructured or given is None or _is_above(given, changed, trees)
    before = Before.of(indicator, changed, None if beside else _lines(trees, spans, given))
    with connection.cursor() as cursor:
        deepest = _lay_trees(cursor, spans, frozenset(changed), trees, given)
        # The years are in the spans; said outright, PostgreSQL does not read the others at each level.
        years = {"first": changed[0].year, "last": changed[-1].year}
        told = {"indicator": indicator.pk, "kind": indicator.period, "root": indicator.unit_id, **years}
        _renew_own(cursor, told, deepest, covers=indicator.covers_below)
        for kind in PeriodKind:
            if MONTHS_IN[kind] > MONTHS_IN[PeriodKind(indicator.period)]:
                _renew_longer(cursor, told, kind, last=indicator.over_time == OverTimeWord.LAST)
    mask_again(indicator, before, trees)


def _is_above(units: frozenset[int], spans: Iterable[Period], trees: Trees) -> bool:
    """Whether any of the units has units under it in any of the periods."""
    of_each = {trees.number(span): trees.of(span) for span in spans}
    return any(not units.isdisjoint(tree.with_units_under) for tree in of_each.values())


def _lines(trees: Trees, spans: Iterable[Period], units: frozenset[int] | None) -> frozenset[int] | None:
    """The units and all above them in any of the periods; None for all."""
    if units is None:
        return None
    of_each = {trees.number(span): trees.of(span) for span in spans}
    return frozenset(step for tree in of_each.values() for unit in units for step in tree.line(unit)) | units


def _lay_trees(
    cursor: CursorWrapper,
    spans: Sequence[Period],
    changed: frozenset[Period],
    trees: Trees,
    units: frozenset[int] | None,
) -> int:
    """Fills the two working tables; the greatest depth."""
    for statement in (_TREE, _SPAN, "DELETE FROM indicators_tree", "DELETE FROM indicators_span"):
        cursor.execute(statement)
    renewed = _lines(trees, spans, units)
    numbers: dict[tuple[int, int], int] = {}
    rows: list[tuple[Any, ...]] = []
    deepest = 0
    for span in spans:
        if trees.number(span) not in numbers:
            tree, number = trees.of(span), len(numbers)
            numbers[trees.number(span)] = number
            rows += _rows_of(tree, number, renewed)
            deepest = max(deepest, *tree.depth.values(), 0)
    names = ("tree", "unit_id", "parent_id", "depth", "asked", "asked_itself", "alone", "renew")
    insert_many(cursor, "indicators_tree", names, rows)
    laid = [
        (span.year, span.number, numbers[trees.number(span)], _tertial_of(span), int(span in changed)) for span in spans
    ]
    insert_many(cursor, "indicators_span", ("year", "number", "tree", "tertial", "renew"), laid)
    if connection.vendor == "postgresql":
        cursor.execute("ANALYZE indicators_tree")
    return deepest


def _tertial_of(span: Period) -> int:
    return 0 if span.kind is PeriodKind.YEAR else span.within(PeriodKind.TERTIAL).number


def _rows_of(tree: Tree, number: int, renewed: frozenset[int] | None) -> list[tuple[Any, ...]]:
    """A tree as rows: of a part, those renewed and those directly under them."""
    asked, above = tree.asked_itself, tree.with_units_under
    return [
        (
            number,
            unit,
            parent,
            tree.depth[unit],
            tree.asked[unit],
            int(unit in asked),
            int(unit not in above),
            int(again),
        )
        for unit, parent in tree.parents.items()
        for again in [renewed is None or unit in renewed]
        if again or renewed is None or parent in renewed
    ]


def _renew_own(cursor: CursorWrapper, told: dict[str, Any], deepest: int, *, covers: bool) -> None:
    cursor.execute(_FORGET, told)
    asked_by_own = "t.asked" if covers else "t.asked_itself"
    words = {"columns": _COLUMNS, "own": _OWN, "asked_by_own": asked_by_own}
    cursor.execute(_ALONE.format(**words), told)
    level = _LEVEL.format(**words, not_covered=_NOT_COVERED if covers else "")
    for depth in range(deepest - 1, -1, -1):
        cursor.execute(level, {**told, "depth": depth})


def _renew_longer(cursor: CursorWrapper, told: dict[str, Any], kind: PeriodKind, *, last: bool) -> None:
    number = _NUMBER_IN[kind]
    given = {**told, "longer": kind.value}
    forget = f"""
    DELETE FROM indicators_figure WHERE indicator_id = %(indicator)s AND period_kind = %(longer)s
        AND (year, number) IN (SELECT s.year, {number} FROM indicators_span s)
        AND unit_id IN (SELECT unit_id FROM indicators_tree WHERE renew = 1)"""  # noqa: S608  our own names
    cursor.execute(forget, given)
    chosen = _LAST.format(longer_of_l=number.replace("s.", "l."), number=number) if last else ""
    cursor.execute(_LONGER.format(columns=_COLUMNS, number=number, last=chosen), given)
