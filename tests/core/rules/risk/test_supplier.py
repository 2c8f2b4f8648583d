from datetime import date

import pytest

from samsvar.core.catalogues import load_edition
from samsvar.core.rules.risk import (
    ContractFacts,
    Finding,
    Nature,
    QuestionnaireFacts,
    Reason,
    RiskCatalogues,
    SupplierFacts,
)
from tests.core.rules.risk.cases import assessed, assured, contract, edition, impact

RISKY = {"high_risk_category": "Møbler", "countries": ("ROU",)}  # product 3, country 2: inherent 3


def outcome(**changes: object) -> tuple[int | None, str, int | None]:
    found = assessed(contract(**{**RISKY, **changes}))
    supplier = found.factor("supplier")
    assert supplier is not None
    return found.level, supplier.rule, supplier.adjustment


def test_nothing_known_of_the_supplier_changes_nothing_and_says_what_is_missing():
    assert outcome() == (3, "nothing_counts", 0)
    supplier = assessed(contract(**RISKY)).factor("supplier")
    assert supplier is not None
    assert supplier.missing == ("no_code_in_force", "questionnaire_not_answered", "not_screened")


@pytest.mark.parametrize("link", [{}, {"contract_ids": frozenset(), "whole_supplier": True}])
def test_a_confirmed_open_impact_on_the_contract_or_the_whole_supplier_gives_four(link):
    assert outcome(impacts=(impact(**link),)) == (4, "confirmed_impact", 1)


def test_a_confirmed_impact_gives_four_whatever_the_inherent_risk():
    found = assessed(contract(countries=("NOR",), high_risk_category="Salat", impacts=(impact(),)))
    assert (found.inherent, found.level, found.outcome.limit) == (1, 4, "impact")
    assert found.factors[-1].adjustment == 3


@pytest.mark.requirement("R001-66")
def test_an_alleged_impact_adds_one():
    assert outcome(impacts=(impact(finding=Finding.ALLEGED),)) == (4, "alleged_impact", 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"finding": Finding.DISPROVED},
        {"nature": Nature.POTENTIAL},
        {"closed_on": date(2026, 11, 22)},
        {"known_on": date(2026, 11, 23)},
        {"contract_ids": frozenset({"D-2"})},
    ],
)
def test_an_impact_that_is_disproved_possible_closed_not_yet_known_or_on_another_contract_changes_nothing(changes):
    assert outcome(impacts=(impact(**changes),)) == (3, "nothing_counts", 0)


def test_an_impact_on_another_contract_is_named():
    elsewhere = impact(id="N-9", contract_ids=frozenset({"D-2"}))
    supplier = assessed(contract(**RISKY, impacts=(elsewhere,))).factor("supplier")
    assert supplier is not None
    assert supplier.reasons == (Reason("impact_on_other_contract", "N-9"),)


def test_an_impact_closed_after_the_day_of_assessment_was_open_on_that_day():
    assert outcome(impacts=(impact(closed_on=date(2026, 11, 23)),))[0] == 4


@pytest.mark.parametrize(
    ("due_on", "answered_on", "adds"),
    [
        (date(2026, 11, 21), None, True),
        (date(2026, 11, 22), None, False),  # the day itself is not overdue
        (date(2026, 11, 21), date(2026, 11, 22), False),  # answered late, but answered
        (date(2026, 11, 21), date(2026, 11, 23), True),  # answered after the day of assessment
        (None, None, False),
    ],
)
def test_an_overdue_questionnaire_adds_one(due_on, answered_on, adds):
    asked = SupplierFacts("S", questionnaires=(QuestionnaireFacts(date(2026, 10, 1), due_on, answered_on),))
    level, rule, _ = outcome(supplier=asked)
    assert (level, rule) == ((4, "questionnaire_overdue") if adds else (3, "nothing_counts"))


def test_a_screening_hit_adds_one_and_none_adds_nothing():
    assert outcome(supplier=SupplierFacts("S", open_screening_hits=2)) == (4, "screening_hit", 1)
    assert outcome(supplier=SupplierFacts("S", open_screening_hits=0))[1] == "nothing_counts"


def test_several_warnings_add_one_only_once_and_are_all_named():
    supplier = SupplierFacts("S", open_screening_hits=1, questionnaires=(QuestionnaireFacts(due_on=date(2026, 1, 1)),))
    found = assessed(
        contract(
            countries=("ROU",),
            high_risk_category="Salat",
            supplier=supplier,
            impacts=(impact(finding=Finding.ALLEGED),),
        )
    )
    assert (found.inherent, found.level) == (2, 3)
    assert [reason.code for reason in found.factors[-1].reasons] == [
        "alleged_impact",
        "questionnaire_overdue",
        "screening_hit",
    ]


def test_the_result_stays_within_four():
    found = assessed(
        contract(high_risk_category="Kaffe", countries=("CHN",), supplier=SupplierFacts("S", open_screening_hits=1))
    )
    assert (found.inherent, found.level, found.outcome.limit) == (4, 4, "highest")


def test_the_accepted_code_and_a_fresh_answer_without_gaps_take_one_off():
    assert outcome(supplier=assured()) == (2, "code_and_answer", -1)


def test_the_first_rule_that_fits_stands_alone():
    warned = assured(open_screening_hits=1)
    assert outcome(supplier=warned) == (4, "screening_hit", 1)
    assert outcome(supplier=warned, impacts=(impact(),))[1] == "confirmed_impact"


@pytest.mark.parametrize(
    ("answered_on", "counts"),
    [
        (date(2024, 11, 22), True),  # 24 calendar months to the day
        (date(2024, 11, 21), False),
        (date(2026, 11, 22), True),
        (date(2026, 11, 23), False),  # after the day of assessment
    ],
)
def test_an_answer_counts_for_twentyfour_calendar_months(answered_on, counts):
    supplier = assured(questionnaires=(QuestionnaireFacts(answered_on=answered_on, open_gaps=0),))
    assert (outcome(supplier=supplier)[1] == "code_and_answer") is counts


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"code_in_force": None}, "no_code_in_force"),
        ({"code_accepted_version": None}, "code_not_accepted"),
        ({"code_accepted_version": "2021"}, "older_code_accepted"),
        ({"code_accepted_on": None}, "code_acceptance_not_dated"),
        ({"code_accepted_on": date(2026, 12, 1)}, "code_acceptance_not_dated"),
        ({"questionnaires": ()}, "questionnaire_not_answered"),
        ({"questionnaires": (QuestionnaireFacts(answered_on=date(2026, 3, 1), open_gaps=1),)}, "gaps_open"),
        ({"questionnaires": (QuestionnaireFacts(answered_on=date(2026, 3, 1)),)}, "gaps_not_stated"),
        ({"questionnaires": (QuestionnaireFacts(answered_on=date(2023, 3, 1), open_gaps=0),)}, "answer_too_old"),
    ],
)
def test_what_lacks_for_the_lower_level_is_named_and_nothing_is_taken_off(changes, missing):
    supplier = assured(**changes)
    assert outcome(supplier=supplier)[1:] == ("nothing_counts", 0)
    factor = assessed(contract(**RISKY, supplier=supplier)).factor("supplier")
    assert factor is not None
    assert missing in factor.missing


def low_goods(*countries: str) -> ContractFacts:
    """Goods of product level 1 by a complete list."""
    return contract(cpv_codes=("72000000",), countries=countries, supplier=assured())


COMPLETE = RiskCatalogues(
    [edition("dfo", {}), edition("cpv-to-high-risk-category", {}), load_edition("freedom-house"), load_edition("ituc")]
)


def test_never_below_two_where_the_country_is_very_high():
    found = assessed(low_goods("CHN"), COMPLETE)
    assert (found.inherent, found.level, found.outcome.limit) == (2, 2, "floor")


def test_below_two_is_allowed_where_neither_product_nor_country_is_very_high():
    found = assessed(low_goods("USA"), COMPLETE)  # product 1, country 3: 2
    assert (found.inherent, found.level, found.outcome.limit) == (2, 1, "")


def test_the_result_stays_within_one():
    found = assessed(low_goods("NOR"), COMPLETE)
    assert (found.inherent, found.level, found.outcome.limit) == (1, 1, "lowest")
