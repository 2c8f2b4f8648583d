from datetime import date

import pytest

from samsvar.core.catalogues import risk_catalogues
from samsvar.core.catalogues.checks import card_rules
from samsvar.core.rules.checks import DutyFacts, Ground, card_duty, sectors_of, wage_duty
from samsvar.core.rules.risk import Kind, Ownership

MILLION = 100_000_000
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)


def facts(kind=Kind.SERVICES, ownership=Ownership.OWN, **more):
    return DutyFacts(kind=kind, ownership=ownership, **more)


def wage(**more):
    return wage_duty(facts(**more), risk_catalogues())


def cards(on=BEFORE, **more):
    return card_duty(facts(**more), risk_catalogues(), card_rules(), on)


def rules(duty):
    return [ground.rule for ground in duty.grounds]


@pytest.mark.requirement("R001-74")
def test_a_cleaning_contract_is_under_the_duty_by_its_regulation():
    duty = wage(sector="cleaning", value_ore=10 * 100_000)
    assert duty.applies is True
    assert duty.grounds == (Ground("sector", "cleaning", "FOR-2024-10-21-2545 § 3", "2025-06-15"),)


def test_the_cpv_code_tells_the_sector_where_nobody_has():
    assert sectors_of(facts(cpv_codes=("90910000-9",)), risk_catalogues()) == {"cleaning": "sector_from_cpv"}
    assert sectors_of(facts(sector="none", cpv_codes=("90910000-9",)), risk_catalogues()) == {}
    assert sectors_of(facts(kind=Kind.GOODS, cpv_codes=("90910000-9",)), risk_catalogues()) == {}


def test_cleaning_and_canteen_in_a_lease_count():
    duty = wage(kind=Kind.LEASE, inner_sectors=("cleaning", "accommodation_serving"))
    assert duty.applies is True
    assert [ground.subject for ground in duty.grounds] == ["accommodation_serving", "cleaning"]


@pytest.mark.parametrize(
    ("value", "starts", "applies", "rule"),
    [
        (1.3, AFTER, True, "public_contract"),
        (1.29, AFTER, False, "no_sector"),
        (2.05, BEFORE, True, "older_public_contract"),
        (1.3, BEFORE, None, "between_thresholds"),
        (1.29, BEFORE, False, "no_sector"),
        (1.3, None, None, "between_thresholds"),
        (None, AFTER, None, "value_unknown"),
    ],
)
def test_a_service_is_under_the_duty_of_public_contracts_from_its_threshold(value, starts, applies, rule):
    duty = wage(sector="none", value_ore=None if value is None else round(value * MILLION), starts_on=starts)
    assert (duty.applies, rules(duty)[0]) == (applies, rule)


def test_the_new_act_and_the_older_text_are_named_as_sources():
    assert (
        wage(sector="none", value_ore=3 * MILLION, starts_on=AFTER).grounds[0].source == "anskaffelsesloven §§ 5 e, 5 i"
    )
    assert wage(sector="none", value_ore=3 * MILLION, starts_on=BEFORE).grounds[0].source == "FOR-2008-02-08-112"


def test_a_service_nobody_has_described_is_not_settled():
    assert (wage(value_ore=1).applies, rules(wage(value_ore=1))) == (None, ["no_service_sector"])
    assert cards().applies is None


def test_goods_and_what_we_only_assist_are_outside():
    assert wage(kind=Kind.GOODS, value_ore=9 * MILLION).applies is False
    assert wage(sector="cleaning", ownership=Ownership.ASSISTED).applies is False
    assert cards(sector="cleaning", ownership=Ownership.ASSISTED).applies is False


@pytest.mark.requirement("R001-75")
def test_cleaning_and_building_sites_need_cards_and_cleaning_firms_approval():
    assert rules(cards(sector="cleaning")) == ["card_trade", "approval"]
    assert rules(cards(sector="construction")) == ["card_trade"]
    assert cards(sector="accommodation_serving").applies is False


def test_goods_transport_needs_cards_from_2026():
    early = cards(sector="road_goods", on=date(2025, 12, 31))
    assert (early.applies, early.grounds[0].rule, early.grounds[0].subject) == (False, "not_yet", "2026-01-01")
    assert cards(sector="road_goods", on=date(2026, 1, 1)).applies is True


def test_car_care_needs_cards_by_its_cpv_code():
    assert rules(cards(cpv_codes=("50112300-6",))) == ["card_trade", "approval"]
    assert cards(cpv_codes=("50112000-3",)).applies is False
