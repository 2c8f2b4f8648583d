from datetime import date

import pytest

from samsvar.core.catalogues.checks import wage_rates
from samsvar.core.rules.checks import PaidLine, RateEdition, Verdict, WageRates, judge_line

WORKED = date(2025, 9, 1)


def line(paid, sector="cleaning", category="adult", on=WORKED, **more):
    return judge_line(PaidLine(sector, on, paid, category, **more), wage_rates())


@pytest.mark.parametrize(
    ("sector", "category", "ore"),
    [
        ("cleaning", "adult", 23654),
        ("cleaning", "under_18", 18555),
        ("construction", "skilled", 26432),
        ("construction", "unskilled_one_year", 24900),
        ("accommodation_serving", "adult", 20479),
        ("accommodation_serving", "under_17", 14258),
        ("electrical", "skilled", 27045),
        ("road_goods", "adult", 22900),
        ("coach", "adult", 21862),
        ("fish_processing", "production", 22596),
    ],
)
def test_the_regulations_own_rates(sector, category, ore):
    assert wage_rates().rate(sector, category, date(2025, 6, 15)).ore == ore


@pytest.mark.parametrize("sector", ["shipyard", "agriculture"])
def test_a_sector_whose_rate_was_not_read_gives_no_rate(sector):
    assert (wage_rates().rate(sector, "adult", WORKED).ore, line(99999, sector).reason) == (None, "rate_not_held")
    assert line(99999, sector).verdict == Verdict.UNKNOWN
    assert line(99999, sector, category=None).verdict == Verdict.UNKNOWN


def test_a_day_before_the_first_edition_and_a_category_not_held_are_unknown():
    assert line(30000, on=date(2024, 10, 31)).reason == "before_first_edition"
    assert line(22754, on=date(2025, 6, 14)).verdict == "meets"
    assert line(22754, on=date(2025, 6, 15)).verdict == "below"
    assert line(30000, "fish_processing", "under_18").reason == "category_not_held"


def test_one_ore_below_is_below():
    assert (line(23654).verdict, line(23654).shortfall_ore) == (Verdict.MEETS, 0)
    assert (line(23653).verdict, line(23653).shortfall_ore) == (Verdict.BELOW, 1)


def test_the_night_adds_29_kroner_in_cleaning():
    found = line(24000, night=True, hours_hundredths=750)
    assert (found.required_ore, found.shortfall_ore, found.owed_ore) == (26554, 2554, 19155)


def test_a_night_supplement_that_is_not_held_settles_only_what_is_too_low_by_day():
    assert line(30000, "construction", "skilled", night=True).reason == "night_not_held"
    assert line(30000, "construction", "skilled", night=True).verdict == Verdict.UNKNOWN
    assert line(26431, "construction", "skilled", night=True).verdict == Verdict.BELOW


def test_without_a_category_only_what_every_category_gives_is_known():
    assert line(23654, category=None).verdict == Verdict.MEETS
    assert line(18554, category=None).verdict == Verdict.BELOW
    assert line(18554, category=None).shortfall_ore == 1
    assert line(20000, category=None).reason == "category_needed"


def test_unknown_pay_and_unknown_day_are_unknown():
    assert (line(None).verdict, line(None).reason, line(None).required_ore) == (Verdict.UNKNOWN, "no_pay", 23654)
    assert line(23654, on=None).reason == "no_day"


def test_a_rate_met_after_it_was_last_seen_to_stand_may_have_a_newer_one():
    assert not line(23654, on=date(2026, 4, 29)).may_be_newer
    assert line(23654, on=date(2026, 9, 1)).may_be_newer
    assert not line(23653, on=date(2026, 9, 1)).may_be_newer


def test_each_day_has_its_own_edition():
    older = RateEdition("2025", "T", date(2025, 6, 15), None, {"cleaning/adult": {"rate_ore": 23654}})
    newer = RateEdition("2026", "T", date(2026, 11, 1), None, {"cleaning/adult": {"rate_ore": 24729}})
    rates = WageRates([newer, older])
    assert rates.rate("cleaning", "adult", date(2026, 10, 31)).ore == 23654
    assert rates.rate("cleaning", "adult", date(2026, 11, 1)).ore == 24729
    assert not rates.rate("cleaning", "adult", date(2026, 10, 31)).may_be_newer
