import pytest

from samsvar.core.rules.risk import Figure, Reason, RiskCatalogues
from samsvar.core.rules.risk.sources import significant_cpv
from tests.core.rules.risk.cases import SHIPPED, assessed, contract, edition, level_of

WHOLE = "(kategorien samlet)"


def by_name(name: str) -> tuple[int | None, str]:
    return level_of(contract(high_risk_category=name), "product")


def by_cpv(*codes: str) -> tuple[int | None, str]:
    return level_of(contract(cpv_codes=codes), "product")


def small_list(*, complete: bool = True, mapping: dict[str, dict[str, str]] | None = None) -> RiskCatalogues:
    rows = {
        "a": {"category": "Utstyr", "product": "Stoler", "raw_material": "middels høy", "component": "lav"},
        "b": {"category": "Utstyr", "product": "Lamper", "raw_material": "høy", "component": None},
        "c": {"category": "Tomt", "product": WHOLE, "raw_material": None},
        "d": {"category": "Lavt", "product": WHOLE, "final_production": "lav"},
    }
    default = {"39/utstyr": {"cpv_prefix": "39", "category": "Utstyr"}}
    return RiskCatalogues(
        [
            edition("dfo", rows, "2030", publisher="DFØ", complete=complete),
            edition("cpv-to-high-risk-category", mapping or default, publisher="Samsvar"),
        ]
    )


@pytest.mark.requirement("R001-54", "R001-79")
def test_cocoa_is_very_high_at_the_raw_material_stage_and_the_other_stages_are_named_as_missing():
    factor = assessed(contract(high_risk_category="kakao")).factor("product")
    assert factor is not None
    assert (factor.level, factor.rule) == (4, "listed")
    assert factor.missing == ("component", "final_production")
    assert factor.figures == (Figure("DFØ", "2021", "Mat og drikke / Kakao / raw_material", "svært høy"),)


@pytest.mark.requirement("R001-60")
def test_each_stage_is_held_apart_and_the_highest_counts():
    factor = assessed(contract(high_risk_category="Møbler")).factor("product")
    assert factor is not None
    assert factor.level == 3
    assert [(figure.subject.rpartition(" / ")[2], figure.value) for figure in factor.figures] == [
        ("raw_material", "høy"),
        ("component", "middels høy"),
        ("final_production", "lav"),
    ]


@pytest.mark.parametrize(
    ("name", "level", "rule"),
    [
        ("Salat", 2, "listed"),  # middels høy
        ("  KIRURGISKE   instrumenter", 3, "listed"),
        ("Lyskilder", 4, "listed"),  # a product of Møbler, whose whole is high
        ("IKT-utstyr", 4, "own_reading"),
        ("Batterier", 4, "publisher_page"),
        ("Kontorrekvisita", 4, "highest_of_products"),  # no row for the category as a whole
        ("Mat og drikke", 4, "highest_of_products"),
        ("Leker og sportsutstyr", 3, "own_reading"),
        ("Trollstaver", None, "category_not_held"),
    ],
)
def test_a_name_is_matched_folded_with_products_before_categories(name, level, rule):
    assert by_name(name) == (level, rule)


def test_a_level_from_the_supplement_is_never_shown_as_the_publishers_list():
    factor = assessed(contract(high_risk_category="IKT-utstyr")).factor("product")
    assert factor is not None
    assert {figure.publisher for figure in factor.figures} == {"Samsvar"}
    assert Reason("own_reading", "IKT-utstyr") in factor.reasons
    office = assessed(contract(high_risk_category="Kontorrekvisita")).factor("product")
    assert office is not None
    assert [reason.code for reason in office.reasons[:2]] == ["highest_of_products", "publisher_page"]


def test_a_note_is_pointed_to_and_changes_nothing():
    factor = assessed(contract(high_risk_category="Epler")).factor("product")
    assert factor is not None
    assert factor.level == 2
    assert Reason("note", "mat-og-drikke/epler") in factor.reasons


@pytest.mark.parametrize(
    ("cpv", "significant"),
    [
        ("30120000-6", "3012"),
        ("30000000", "30"),
        ("30000000-9", "30"),
        ("03121000", "03121"),
        ("33141420", "3314142"),
        (" 15863000 ", "15863"),
    ],
)
def test_check_digit_and_trailing_zeros_are_cut_but_never_the_division(cpv, significant):
    assert significant_cpv(cpv) == significant


@pytest.mark.parametrize(
    ("cpv", "expected"),
    [
        ("15863000-4", (4, "listed")),  # Te: longer than Mat og drikke
        ("15000000-8", (4, "highest_of_products")),
        ("30192000", (4, "highest_of_products")),  # Kontorrekvisita, not IKT by 302
        ("30200000", (4, "own_reading")),
        ("33141110", (3, "listed")),  # Bandasjer og plaster
        ("33190000", (None, "list_incomplete")),
        ("30000000", (None, "list_incomplete")),  # the division is shorter than every prefix
        ("72000000", (None, "list_incomplete")),
    ],
)
def test_the_longest_cpv_prefix_wins(cpv, expected):
    assert by_cpv(cpv) == expected


def test_the_mapping_from_cpv_is_among_the_figures():
    factor = assessed(contract(cpv_codes=("15863000-4",))).factor("product")
    assert factor is not None
    assert factor.figures[0] == Figure("Samsvar", "1", "CPV 15863000", "15863: Mat og drikke / Te")


def test_of_several_cpv_codes_the_highest_counts_and_all_are_named():
    factor = assessed(contract(cpv_codes=("33141110", "15863000"))).factor("product")
    assert factor is not None
    assert factor.level == 4
    assert [reason.subject.split()[0] for reason in factor.reasons if reason.code == "from_cpv"] == [
        "15863000",
        "33141110",
    ]


def test_several_rows_of_the_same_prefix_give_the_highest_and_are_all_named():
    mapping = {
        "39/lamper": {"cpv_prefix": "39", "category": "Utstyr", "product": "Lamper"},
        "39/stoler": {"cpv_prefix": "39", "category": "Utstyr", "product": "Stoler"},
    }
    factor = assessed(contract(cpv_codes=("39000000",)), small_list(mapping=mapping)).factor("product")
    assert factor is not None
    assert factor.level == 3
    assert {figure.value for figure in factor.figures if figure.subject.startswith("CPV")} == {
        "39: Utstyr / Lamper",
        "39: Utstyr / Stoler",
    }


def test_a_name_stands_before_cpv():
    both = contract(high_risk_category="Salat", cpv_codes=("15863000",))
    assert level_of(both, "product") == (2, "listed")


def test_a_cpv_code_outside_a_complete_list_is_low_and_says_not_listed():
    assert level_of(contract(cpv_codes=("72000000",)), "product", small_list()) == (1, "not_listed")
    unlisted = level_of(contract(cpv_codes=("72000000",)), "product", small_list(complete=False))
    assert unlisted == (None, "list_incomplete")


def test_an_unknown_cpv_beside_a_lower_known_one_counts_as_three():
    mapping = {"39/l": {"cpv_prefix": "39", "category": "Lavt"}}
    both = contract(cpv_codes=("39000000", "72000000"))
    assert level_of(both, "product", small_list(complete=False, mapping=mapping)) == (3, "raised_by_unknown_cpv")


def test_a_category_without_a_row_of_its_own_counts_by_its_highest_product():
    factor = assessed(contract(cpv_codes=("39100000",)), small_list()).factor("product")
    assert factor is not None
    assert (factor.level, factor.rule) == (3, "highest_of_products")
    assert [figure.subject for figure in factor.figures if "CPV" not in figure.subject] == [
        "Utstyr / Lamper / raw_material"
    ]


def test_a_row_without_any_rated_stage_is_unknown():
    factor = assessed(contract(high_risk_category="Tomt"), small_list()).factor("product")
    assert factor is not None
    assert (factor.level, factor.rule) == (None, "no_stage_rated")
    assert factor.missing == ("raw_material", "component", "final_production")


def test_a_category_that_neither_list_holds_is_unknown():
    mapping = {"39/x": {"cpv_prefix": "39", "category": "Finnes ikke"}}
    factor = assessed(contract(cpv_codes=("39000000",)), small_list(mapping=mapping)).factor("product")
    assert factor is not None
    assert (factor.level, factor.rule, factor.missing) == (None, "category_not_held", ("category:Finnes ikke",))


def test_neither_cpv_nor_category_is_unknown():
    assert by_cpv() == (None, "no_product")
    assert level_of(contract(high_risk_category="  "), "product") == (None, "no_product")


def test_without_the_table_from_cpv_a_code_leads_nowhere():
    assert level_of(contract(cpv_codes=("15863000",)), "product", RiskCatalogues([])) == (None, "table_not_held")


def test_every_category_in_the_table_from_cpv_has_a_level():
    mapping = SHIPPED.held("cpv-to-high-risk-category")
    assert mapping is not None
    for row in mapping.rows.values():
        level, _ = by_name(str(row["product"] or row["category"]))
        assert level in (3, 4), row
