"""How many figures are asked for, where nobody has handed in and so nothing is stored; and who has not handed in."""

from django.db.models import Exists, OuterRef, QuerySet

from samsvar.core.rules.indicators.definition import OverTime
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import MeasurementState
from samsvar.registers.indicators.models import Indicator, Measurement
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
        parts = shown.period.parts(PeriodKind(indicator.period))
        trees = self._trees_of(indicator)
        return sum(self._in(trees, part, shown.unit_id) for part in _that_count(indicator.over_time, parts))

    def lacking(self, shown: Shown) -> QuerySet[OrgUnit]:
        """The units, the one shown and those under it, that are to hand in themselves for the last part of the period
        and have not."""
        indicator = shown.indicator
        last = shown.period.parts(PeriodKind(indicator.period))[-1]
        tree = self._trees_of(indicator).of(last)
        rows = Measurement.objects.filter(
            indicator=indicator, period_kind=last.kind.value, year=last.year, number=last.number, current=True
        )
        told = rows.filter(unit=OuterRef("pk"), delivers=True).exclude(status=MeasurementState.DRAFT)
        asked = [unit for unit in tree.asked_itself if shown.unit_id in tree.line(unit)]
        return OrgUnit.objects.filter(~Exists(told), pk__in=asked)

    def _trees_of(self, indicator: Indicator) -> Trees:
        key = indicator.unit_id, indicator.expected_kind
        if key not in self._trees:
            self._trees[key] = trees_of(indicator)
        return self._trees[key]

    def _in(self, trees: Trees, part: Period, unit_id: int) -> int:
        return trees.of(part).asked.get(unit_id, 0)


def _that_count(over_time: str, parts: tuple[Period, ...]) -> tuple[Period, ...]:
    return parts[-1:] if over_time == OverTime.LAST else parts
