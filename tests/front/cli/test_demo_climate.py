"""The demo's climate accounts say what its goals said: the amounts are made by one sum only."""

from decimal import Decimal

import pytest

from samsvar.core.catalogues.climate import activities, factors
from samsvar.core.rules.climate import Amount, Basis, Factor, Group, fed_by, inventory
from samsvar.front.cli.demo_story.region_climate import amounts_of_year
from samsvar.front.cli.demo_story.region_common_goals import BASE_YEAR, amount_of

HEAT = Factor("own", "district_heat", BASE_YEAR, None, Decimal("0.02"), Basis.MARKET, "", None, "", "Made up", own=True)


def amounts(place: int, year: int) -> list[Amount]:
    return [Amount(code, code, amount) for code, _, amount in amounts_of_year(place, year)]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("year", range(BASE_YEAR, BASE_YEAR + 8))
def test_each_account_is_whole_and_comes_to_the_goals_own_figures(place: int, year: int) -> None:
    found = {each.indicator: each for each in fed_by(amounts(place, year), year, "AR5", factors(), activities())}
    assert not any(each.missing for each in found.values())
    for code in ("energy-change", "travel-air-km", "travel-car-km"):
        assert found[code].value == amount_of(code, year - BASE_YEAR, place)


@pytest.mark.parametrize("place", range(3))
def test_the_base_year_has_the_proportions_of_the_common_account(place: int) -> None:
    """Energy 65.9 %, patient transport 22.1 %, gases 4.0 %, staff transport 3.7 %: ours are near."""
    found = inventory(amounts(place, 2019), 2019, Basis.MARKET, "AR5", [*factors(), HEAT], activities())
    assert not found.common.unknown
    shares = {group: 100 * each.kg / found.gross.kg for group, each in found.by_group.items()}
    assert 60 < shares[Group.ENERGY] < 75
    assert 18 < shares[Group.PATIENT_TRANSPORT] < 27
    assert 1 < shares[Group.GASES] < 6
    assert 2 < shares[Group.STAFF_TRANSPORT] < 6
