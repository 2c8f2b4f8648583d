"""Figures worked out anew in the database: level by level up the period's own tree, then months into longer periods.

The rule is `core.rules.indicators.roll_up` (`sum_up`, `merge_sums`); here the same sums are made by SQL over whole
millionths, so that millions of rows never leave the database. A test holds the two against each other.

All is added up in working tables of the connection, and written among the figures once, in the order of their index.
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

_SUMS = "numerator, denominator, persons, left_out, delivered, expected"
_SUMS_TYPED = """numerator BIGINT, denominator BIGINT, persons BIGINT, left_out BIGINT NOT NULL,
    delivered BIGINT NOT NULL"""
_WORKING = {
    # The trees in use: `tree` is its number, `asked` how many are to hand in there, `alone` whether nothing lies under
    # it, `renew` whether to work it out; the others are those directly under one that is.
    "indicators_tree": """
    tree INTEGER NOT NULL, unit_id BIGINT NOT NULL, parent_id BIGINT, depth INTEGER NOT NULL,
    asked INTEGER NOT NULL, asked_itself INTEGER NOT NULL, alone INTEGER NOT NULL, renew INTEGER NOT NULL,
    PRIMARY KEY (tree, unit_id)""",
    # The periods in use with their trees; `tertial` and `renew` say what a period is a part of and whether it is
    # renewed.
    "indicators_span": """
    year INTEGER NOT NULL, number INTEGER NOT NULL, tree INTEGER NOT NULL, tertial INTEGER NOT NULL,
    renew INTEGER NOT NULL, PRIMARY KEY (year, number)""",
    # What units with others under them have handed in themselves. `beyond`: one more than was asked for, or fewer.
    "indicators_own": f"""
    unit_id BIGINT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, depth INTEGER NOT NULL,
    asked INTEGER NOT NULL, {_SUMS_TYPED}, beyond INTEGER NOT NULL, PRIMARY KEY (unit_id, year, number)""",
    # What each comes to: those worked out `anew`, and those beside them, as they are stored.
    "indicators_rolled": f"""
    unit_id BIGINT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, {_SUMS_TYPED}, expected BIGINT NOT NULL,
    anew INTEGER NOT NULL, PRIMARY KEY (unit_id, year, number)""",
}
_COLUMNS = f"indicator_id, unit_id, period_kind, year, number, {_SUMS}, hidden"

_IN_FORCE = """m.indicator_id = %(indicator)s AND m.period_kind = %(kind)s AND m.year = s.year AND m.number = s.number
      AND m.unit_id = t.unit_id AND m.current AND NOT (m.status = 'draft')"""
#: What a unit has itself.
_OWN = """
    FROM indicators_tree t
    CROSS JOIN indicators_span s
    {measured}
    WHERE t.renew = 1 AND s.tree = t.tree AND s.renew = 1 {as_measured}"""
_COUNTED = "CASE WHEN m.left_out THEN 1 ELSE 0 END, CASE WHEN m.delivers THEN 1 ELSE 0 END"

#: Units with none under them: what they have handed in is what they come to.
_ALONE = """
INSERT INTO indicators_rolled
SELECT t.unit_id, s.year, s.number, m.adds_numerator, m.adds_denominator, m.persons, {counted},
       t.asked + 1 - {asked_by_own}, 1 {own} AND t.alone = 1"""
_OVER_OTHERS = """
INSERT INTO indicators_own
SELECT t.unit_id, s.year, s.number, t.depth, t.asked, m.adds_numerator, m.adds_denominator, m.persons, {counted},
       1 - {asked_by_own} {own} AND t.alone = 0"""

_OF_UNIT = "f.indicator_id = %(indicator)s AND f.unit_id = t.unit_id AND f.period_kind = %(which)s"
_IN_YEARS = f"{_OF_UNIT} AND f.year BETWEEN %(first)s AND %(last)s"
#: Those beside the ones that are renewed, directly under the same unit.
_BESIDE = """
INSERT INTO indicators_rolled
SELECT f.unit_id, f.year, f.number, f.numerator, f.denominator, f.persons, f.left_out, f.delivered, f.expected, 0
FROM (SELECT DISTINCT unit_id FROM indicators_tree WHERE renew = 0) t
{figures}
WHERE (f.year, f.number) IN (SELECT year, number FROM indicators_span WHERE renew = 1) {as_stored}"""

#: One level: what each unit has itself, and the figures of those directly under it. Whoever covers those stands alone.
_LEVEL = """
INSERT INTO indicators_rolled
SELECT p.unit_id, p.year, p.number, SUM(p.numerator), SUM(p.denominator), SUM(p.persons),
       SUM(p.left_out), SUM(p.delivered), MAX(p.asked) + SUM(p.beyond), 1
FROM (
    SELECT unit_id, year, number, asked, numerator, denominator, persons, left_out, delivered, beyond
    FROM indicators_own WHERE depth = %(depth)s
    UNION ALL
    SELECT t.unit_id, r.year, r.number, t.asked, r.numerator, r.denominator,
           r.persons, r.left_out, r.delivered, r.expected - c.asked
    FROM indicators_tree c
    CROSS JOIN indicators_tree t
    CROSS JOIN indicators_rolled r
    CROSS JOIN indicators_span s
    WHERE c.depth = %(depth)s + 1 AND t.tree = c.tree AND t.unit_id = c.parent_id AND t.renew = 1
      AND r.unit_id = c.unit_id
      AND s.year = r.year AND s.number = r.number AND s.tree = c.tree AND s.renew = 1 {not_covered}
) p
GROUP BY p.unit_id, p.year, p.number"""

_NOT_COVERED = """AND NOT EXISTS (
        SELECT 1 FROM indicators_own o WHERE o.unit_id = t.unit_id AND o.year = s.year AND o.number = s.number
    )"""

#: A unit that is renewed loses its figure also in a period whose tree it does not stand in: it may have left it.
_FORGET = """
DELETE FROM indicators_figure WHERE id IN (
    SELECT f.id FROM (SELECT DISTINCT unit_id FROM indicators_tree WHERE renew = 1) t
    {figures}
    WHERE (f.year, f.number) IN ({periods}) {as_stored}
)"""
_RENEWED_PERIODS = "SELECT year, number FROM indicators_span WHERE renew = 1"

_KEEP = """
INSERT INTO indicators_figure ({columns})
SELECT %(indicator)s, unit_id, %(kind)s, year, number, {sums}, FALSE
FROM indicators_rolled WHERE anew = 1 ORDER BY unit_id, year, number"""

#: Longer periods from their parts, those worked out anew and those that stand; who has not delivered in a part was
#: asked there all the same.
_LONGER = """
INSERT INTO indicators_figure ({columns})
SELECT %(indicator)s, p.unit_id, %(longer)s, p.year, p.longer_number, SUM(p.numerator), SUM(p.denominator),
       MAX(p.persons), SUM(p.left_out), SUM(p.delivered), SUM(p.expected), FALSE
FROM (
    SELECT t.unit_id, s.year, {number} AS longer_number, r.unit_id AS found, r.numerator, r.denominator, r.persons,
           COALESCE(r.left_out, 0) AS left_out, COALESCE(r.delivered, 0) AS delivered,
           COALESCE(r.expected, t.asked) AS expected
    FROM indicators_span s
    JOIN indicators_tree t ON t.tree = s.tree AND t.renew = 1
    LEFT JOIN indicators_rolled r ON r.unit_id = t.unit_id AND r.year = s.year AND r.number = s.number
    WHERE s.renew = 1 {chosen}
    UNION ALL
    SELECT t.unit_id, s.year, {number}, f.unit_id, f.numerator, f.denominator, f.persons,
           COALESCE(f.left_out, 0), COALESCE(f.delivered, 0), COALESCE(f.expected, t.asked)
    FROM indicators_span s
    JOIN indicators_tree t ON t.tree = s.tree AND t.renew = 1
    {stored}
    WHERE s.renew = 0 {chosen}
) p
GROUP BY p.unit_id, p.year, p.longer_number
HAVING COUNT(p.found) > 0
ORDER BY p.unit_id, p.year, p.longer_number"""

#: The last part of the longer period in which anybody has delivered.
_LAST = """AND s.number = (
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
    """Empties the working tables and lays the trees and periods in theirs; the greatest depth."""
    for table, columns in _WORKING.items():
        _empty(cursor, table, columns)
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
    _count_rows(cursor, "indicators_tree", "indicators_span")
    return deepest


def _empty(cursor: CursorWrapper, table: str, columns: str) -> None:
    """A working table without rows; it lasts as long as the connection."""
    made = f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({columns})"
    if connection.vendor == "postgresql":
        cursor.execute(made)
        cursor.execute(f"TRUNCATE {table}")  # what is deleted would lie there until the transaction ends
    else:
        cursor.execute(f"{made} WITHOUT ROWID")
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608  our own names


def _count_rows(cursor: CursorWrapper, *tables: str) -> None:
    """Lets PostgreSQL know how many rows the working tables hold: it guesses wildly otherwise."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL default_statistics_target = 10")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def _looked_up(table: str, alias: str, where: str, *, outer: bool = False) -> tuple[str, str]:
    """How rows of a table of millions are joined to those before them: looked up in its index for each, always.

    To SQLite CROSS JOIN says in which order. PostgreSQL would reckon by what it last counted, which is nothing of a
    year or an indicator that is new, and would read it all for each unit; OFFSET 0 keeps it from that.
    """
    kind = "LEFT" if outer else "CROSS"
    if connection.vendor == "postgresql":
        on = " ON TRUE" if outer else ""
        return f"{kind} JOIN LATERAL (SELECT * FROM {table} {alias} WHERE {where} OFFSET 0) {alias}{on}", ""  # noqa: S608  our own names
    return (f"LEFT JOIN {table} {alias} ON {where}", "") if outer else (f"CROSS JOIN {table} {alias}", f"AND {where}")


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
    """The figures of the indicator's own kind of period, added up level by level and written once."""
    measured, as_measured = _looked_up("indicators_measurement", "m", _IN_FORCE)
    own = _OWN.format(measured=measured, as_measured=as_measured)
    words = {"own": own, "counted": _COUNTED, "asked_by_own": "t.asked" if covers else "t.asked_itself"}
    cursor.execute(_ALONE.format(**words), told)
    cursor.execute(_OVER_OTHERS.format(**words), told)
    figures, as_stored = _looked_up("indicators_figure", "f", _IN_YEARS)
    stored = {"figures": figures, "as_stored": as_stored}
    cursor.execute(_BESIDE.format(**stored), {**told, "which": told["kind"]})
    _count_rows(cursor, "indicators_rolled", "indicators_own")
    level = _LEVEL.format(not_covered=_NOT_COVERED if covers else "")
    for depth in range(deepest - 1, -1, -1):
        cursor.execute(level, {"depth": depth})
    cursor.execute(_FORGET.format(**stored, periods=_RENEWED_PERIODS), {**told, "which": told["kind"]})
    cursor.execute(_KEEP.format(columns=_COLUMNS, sums=_SUMS), told)


def _renew_longer(cursor: CursorWrapper, told: dict[str, Any], kind: PeriodKind, *, last: bool) -> None:
    number = _NUMBER_IN[kind]
    given = {**told, "longer": kind.value, "which": kind.value}
    figures, as_stored = _looked_up("indicators_figure", "f", _IN_YEARS)
    periods = f"SELECT s.year, {number} FROM indicators_span s"  # noqa: S608  our own names
    cursor.execute(_FORGET.format(figures=figures, as_stored=as_stored, periods=periods), given)
    chosen = _LAST.format(longer_of_l=number.replace("s.", "l."), number=number) if last else ""
    part = f"{_OF_UNIT} AND f.year = s.year AND f.number = s.number"
    stored, _nothing = _looked_up("indicators_figure", "f", part, outer=True)
    statement = _LONGER.format(columns=_COLUMNS, number=number, chosen=chosen, stored=stored)
    cursor.execute(statement, {**given, "which": told["kind"]})
