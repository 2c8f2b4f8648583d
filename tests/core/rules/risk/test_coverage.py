"""Whether an edition holds markedly fewer codes than the one before it."""

from samsvar.core.rules.risk.coverage import Shortfall, shortfall

TEN = [f"{number}/x" for number in range(10)]


def test_an_edition_with_under_80_per_cent_of_the_codes_before_is_told_of() -> None:
    assert shortfall("ituc", "2024", TEN, TEN[:8]) is None
    assert shortfall("ituc", "2024", TEN, [*TEN[:7], "new", "newer", "newest"]) == Shortfall("2024", 7, 10, "codes")
    assert shortfall("ituc", "2024", [], TEN) is None


def test_of_the_list_of_products_the_categories_are_counted_first() -> None:
    assert shortfall("dfo", "2021", TEN, TEN[:3]) == Shortfall("2021", 3, 10, "categories")
    products = [f"one/{number}" for number in range(10)]
    assert shortfall("dfo", "2021", products, products[:3]) == Shortfall("2021", 3, 10, "codes")
