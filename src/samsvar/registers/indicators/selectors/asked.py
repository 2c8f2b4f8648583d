"""How many figures are asked for, where nobody has handed in and so nothing is stored."""

from samsvar.core.rules.indicators.definition import OverTime
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.trees import Trees, trees_of


class Asked:
    """Counts those that are to hand in. Indicators of one owner and one kind of unit share their trees."""

    def __init__(self) -> None:
        self._trees: dict[tuple[int, str], Trees] = {}

    def of(self, shown: Shown) -> int:
        """Units, times parts of the period where parts are added; as the figure itself says where it is stored."""
        if shown.expected or shown.delivered:
            return shown.expected
        indicator = shown.indicator
        key = indicator.unit_id, indicator.expected_kind
        if key not in self._trees:
            self._trees[key] = trees_of(indicator)
        parts = shown.period.parts(PeriodKind(indicator.period))
        return sum(self._in(self._trees[key], part, shown.unit_id) for part in _that_count(indicator.over_time, parts))

    def _in(self, trees: Trees, part: Period, unit_id: int) -> int:
        return trees.of(part).asked.get(unit_id, 0)


def _that_count(over_time: str, parts: tuple[Period, ...]) -> tuple[Period, ...]:
    return parts[-1:] if over_time == OverTime.LAST else parts
