"""What the heat map says on top: figures that are not known are not the same as figures that are good."""

import pytest
from django.utils.translation import override

from samsvar.registers.indicators.presenters.heat import Cell, HeatTable, Row, finding


@pytest.mark.parametrize(
    ("glyph", "outside", "said"),
    [
        ("", False, "Ingen indikator har et tall å vurdere ennå"),
        ("●", False, "Ingen enhet har en indikator utenfor varselgrensen"),
        ("▼", True, "1 enhet har en indikator utenfor varselgrensen"),
    ],
)
def test_without_a_figure_to_judge_the_heat_map_does_not_say_that_all_is_well(
    glyph: str, outside: bool, said: str
) -> None:
    cell = Cell(glyph, "–", "", "", "", "Sykefravær", outside)
    table = HeatTable((), (Row("Akuttklinikken", "", (cell,), not outside),), None, int(not outside), int(outside))
    with override("nb"):
        assert finding(table) == said
