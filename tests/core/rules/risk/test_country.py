import pytest

from samsvar.core.catalogues import risk_catalogues
from samsvar.core.rules.risk import Figure, Reason, RiskCatalogues
from samsvar.core.rules.risk.country import freedom_level
from tests.core.rules.risk.cases import METHOD, assessed, contract, edition, level_of


def country(*codes: str) -> tuple[int | None, str]:
    return level_of(contract(countries=codes), "country")


@pytest.mark.requirement("R001-55")
def test_india_is_partly_free_but_rated_five_and_so_very_high_with_both_figures_shown():
    factor = assessed(contract(countries=("IND",))).factor("country")
    assert factor is not None
    assert (factor.level, factor.rule, factor.missing) == (4, "ituc", ())
    assert factor.figures == (Figure("Freedom House", "2025", "IND", "PF 63"), Figure("ITUC", "2025", "IND", "5"))


@pytest.mark.parametrize(
    ("code", "level", "rule"),
    [
        ("NOR", 1, "freedom_house_and_ituc"),  # F 99; 1
        ("TWN", 1, "freedom_house_and_ituc"),  # F 94; 2
        ("USA", 3, "ituc"),  # F 84 gives 2; 4 gives 3
        ("ROU", 2, "freedom_house_and_ituc"),  # F 82; 3
        ("CHN", 4, "freedom_house_and_ituc"),  # NF 9; 5
        ("MYS", 4, "ituc"),  # PF 53; 5
        ("AFG", 4, "freedom_house_and_ituc"),  # NF 6; 5+
    ],
)
def test_a_country_gets_the_higher_of_its_two_levels(code, level, rule):
    assert country(code) == (level, rule)


@pytest.mark.parametrize(
    ("status", "total", "level"),
    [
        ("F", 100, 1),
        ("F", 85, 1),
        ("F", 84, 2),
        ("F", 66, 2),
        ("F", None, 2),
        ("PF", 69, 3),
        ("NF", -1, 4),
        ("X", 9, None),
    ],
)
def test_the_status_table_is_read_from_the_status_and_the_total(status, total, level):
    assert freedom_level(status, total, METHOD) == level


@pytest.mark.parametrize(("rating", "level"), [("1", 1), ("2", 1), ("3", 2), ("4", 3), ("5", 4), ("5+", 4)])
def test_the_rating_table_has_its_six_ratings(rating, level):
    held = RiskCatalogues([edition("ituc", {"XYZ": {"rating": rating}})])
    assert level_of(contract(countries=("XYZ",)), "country", held) == (level, "ituc")


def test_one_index_without_the_country_lets_the_other_stand_and_is_said():
    factor = assessed(contract(countries=("LUX",))).factor("country")
    assert factor is not None
    assert (factor.level, factor.missing) == (1, ("ituc:LUX",))
    palestine = assessed(contract(countries=("PSE",))).factor("country")
    assert palestine is not None
    assert (palestine.level, palestine.missing) == (4, ("freedom-house:PSE",))


def test_a_country_in_neither_index_is_unknown_and_not_low():
    factor = assessed(contract(countries=("GRL",))).factor("country")
    assert factor is not None
    assert (factor.level, factor.rule) == (None, "country_unknown")
    assert factor.missing == ("freedom-house:GRL", "ituc:GRL", "country:GRL")


def test_no_country_is_unknown_and_the_suppliers_own_country_never_stands_in():
    assert country() == (None, "no_country")


@pytest.mark.parametrize("mark", ["?", "ukjent", "Ukjent ", "unknown"])
def test_a_question_mark_or_the_word_unknown_is_an_unknown_country(mark):
    assert country(mark) == (None, "country_unknown")


def test_an_unknown_country_among_low_ones_raises_the_factor_to_three_and_is_named():
    factor = assessed(contract(countries=("NOR", "?", "SWE"))).factor("country")
    assert factor is not None
    assert (factor.level, factor.rule, factor.missing) == (3, "raised_by_unknown_country", ("country:?",))
    assert Reason("unknown_country", "?") in factor.reasons


def test_an_unknown_country_beside_a_higher_one_is_named_and_changes_nothing():
    factor = assessed(contract(countries=("CHN", "GRL"))).factor("country")
    assert factor is not None
    assert (factor.level, factor.rule) == (4, "freedom_house_and_ituc")
    assert Reason("unknown_country", "GRL") in factor.reasons


def test_of_several_countries_the_highest_counts_and_is_named():
    factor = assessed(contract(countries=("SWE", "IND", "ROU"))).factor("country")
    assert factor is not None
    assert factor.level == 4
    assert Reason("highest_country", "IND") in factor.reasons


def test_svalbard_is_rated_as_norway_and_that_is_said():
    factor = assessed(contract(countries=("SJM",))).factor("country")
    assert factor is not None
    assert factor.level == 1
    assert Reason("rated_as", "SJM NOR") in factor.reasons
    assert {figure.subject for figure in factor.figures} == {"NOR"}


def test_svalbard_and_norway_together_are_one_country():
    factor = assessed(contract(countries=("SJM", "NOR"))).factor("country")
    assert factor is not None
    assert len(factor.figures) == 2


def test_a_named_older_edition_gives_its_own_figure():
    factor = assessed(contract(countries=("IND",)), risk_catalogues({"freedom-house": "2020"})).factor("country")
    assert factor is not None
    assert factor.figures[0] == Figure("Freedom House", "2020", "IND", "F 71")


def test_without_either_source_every_country_is_unknown():
    assert level_of(contract(countries=("NOR",)), "country", RiskCatalogues([])) == (None, "country_unknown")
