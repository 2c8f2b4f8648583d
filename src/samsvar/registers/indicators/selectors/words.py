"""What an enterprise calls its dimensions and themes: its own words, else those set nearest above it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from samsvar.platform.access.prepared import ask, in_line, line_given
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import WordKind
from samsvar.registers.indicators.models import GoalWord


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Rows by code for each kind, in the enterprise's order; empty where the shipped words hold."""

    dimensions: dict[str, GoalWord] = field(default_factory=dict)
    themes: dict[str, GoalWord] = field(default_factory=dict)


def words_for(unit: OrgUnit) -> OwnWords:
    """The words that hold for the unit. One query."""
    keys = unit.line_keys
    rows = ask("own words in line", _words_in_line, **line_given(unit))
    return OwnWords(_nearest(rows, WordKind.DIMENSION, keys), _nearest(rows, WordKind.THEME, keys))


def _words_in_line() -> QuerySet[GoalWord]:
    rows = GoalWord.objects.filter(enterprise__key__in=in_line())
    return rows.select_related("enterprise").order_by("number", "pk")


def _nearest(rows: Sequence[GoalWord], kind: WordKind, keys: Sequence[str]) -> dict[str, GoalWord]:
    """Those of the nearest enterprise that has set any of the kind."""
    of_kind = [row for row in rows if row.kind == kind]
    owner = max((keys.index(row.enterprise.key) for row in of_kind), default=-1)
    return {row.code: row for row in of_kind if keys.index(row.enterprise.key) == owner}
