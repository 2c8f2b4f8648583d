"""Award notices in eForms."""

from datetime import date

import pytest

from samsvar.core.readers.eforms import Organisation, read_award_notice
from samsvar.core.readers.results import Lookups
from tests.core.readers.made import FORMATS, LOOKUPS, REAL_DATA, csv_file, needs_real_data

NOTICE = (FORMATS / "award_notice.xml").read_text(encoding="utf-8")
ANY = Lookups(match_country=str, match_cpv=str)


def test_an_award_gives_its_contract_with_buyer_winners_codes_value_and_days() -> None:
    result = read_award_notice(FORMATS / "award_notice.xml", "award_notice.xml", LOOKUPS)
    assert result.errors == ()
    (row,) = result.rows
    assert (row.id, row.title, row.kind, row.notice_type) == ("24/100", "Skjermer", "goods", "can-standard")
    assert row.buyer == Organisation("Oppdiktet innkjøpssenter", "923609016", "NOR")
    assert row.suppliers == (
        Organisation("Demodata Maskinvare AS", "974761114", "NOR"),
        Organisation("Fictive Devices Ltd", None, "CHN"),
    )
    assert row.value_ore == 250_000_050
    # The lot that was won and the notice itself, not the other lot.
    assert row.cpv_codes == ("30231310", "30200000")
    assert (row.awarded_on, row.start_on, row.end_on) == (None, date(2024, 4, 1), date(2028, 3, 31))


def test_contact_persons_are_in_no_value() -> None:
    result = read_award_notice(FORMATS / "award_notice.xml", "award_notice.xml", LOOKUPS)
    assert "Ola Testesen" in NOTICE
    assert "Ola" not in repr(result)


@pytest.mark.parametrize(
    "was, becomes, code",
    [
        ('currencyID="NOK">2500000.50', 'currencyID="EUR">2500000.50', "other_currency"),
        ("2500000.50", "mye", "not_a_number"),
        ("974761114", "974761115", "wrong_check_digit"),
        ("2028-03-31", "2028-02-31", "no_such_day"),
        ("2028-03-31", "2020-03-31", "end_before_start"),
        ('listName="result"', 'listName="planning"', "not_award_notice"),
        ('listName="result"', 'listName="dir-awa-pre"', "not_award_notice"),
        ("SettledContract", "Nothing", "no_award"),
        ("TPA-0002", "TPA-0009", "missing_value"),
        ("<cbc:IdentificationCode>CHN", "<cbc:IdentificationCode>XYZ", "unknown_country"),
    ],
)
def test_a_notice_changed_in_one_place_is_told_of(was: str, becomes: str, code: str) -> None:
    changed = NOTICE.replace(was, becomes) if code != "missing_value" else NOTICE.replace(was, becomes, 1)
    assert changed != NOTICE
    result = read_award_notice(csv_file(changed), "n.xml", LOOKUPS)
    assert [error.code for error in result.errors] == [code]
    assert result.rows == ()


def test_a_value_that_is_not_told_is_unknown_and_not_zero() -> None:
    changed = NOTICE.replace('<cbc:PayableAmount currencyID="NOK">2500000.50</cbc:PayableAmount>', "")
    (row,) = read_award_notice(csv_file(changed), "n.xml", LOOKUPS).rows
    assert row.value_ore is None


@needs_real_data
def test_of_seven_real_notices_four_are_awards_and_three_are_refused_by_name() -> None:
    answers = {}
    for path in sorted((REAL_DATA / "procurement" / "eforms").glob("*.xml")):
        result = read_award_notice(path, path.name, ANY)
        codes = [(error.code, error.facts.get("notice_type")) for error in result.errors]
        answers[path.name] = codes or [row.id for row in result.rows]
    assert answers == {
        "2023-307227.xml": [("not_award_notice", "pin-only")],
        "2024-110489.xml": [("not_award_notice", "veat")],
        "2024-113575.xml": [("not_award_notice", "veat")],
        "ContractAwardNotice_can-desg_2023-684186.xml": [("no_award", None)],
        "ContractAwardNotice_can-desg_2024-110033.xml": ["20a13479-5209-4c1e-9118-edff49c2c9af/CON-0001"],
        "ContractAwardNotice_can-modif_2022-627512.xml": ["20042"],
        "ContractAwardNotice_can-modif_2023-101032.xml": ["2019-366488"],
    }


@needs_real_data
def test_the_figures_of_a_real_award_are_those_of_the_notice() -> None:
    path = REAL_DATA / "procurement" / "eforms" / "ContractAwardNotice_can-modif_2022-627512.xml"
    (row,) = read_award_notice(path, path.name, ANY).rows
    assert (row.value_ore, row.kind, row.awarded_on) == (2_300_000_000, "services", date(2020, 9, 1))
    assert row.cpv_codes == ("72315200", "72000000", "72220000")
    assert (row.buyer.organisation_number, row.suppliers[0].organisation_number) == ("971185589", "957597076")


@needs_real_data
@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_a_real_notice_that_is_cut_off_is_told_of(cut: float) -> None:
    content = (REAL_DATA / "procurement" / "eforms" / "2024-110489.xml").read_text(encoding="utf-8")
    result = read_award_notice(csv_file(content[: int(len(content) * cut)]), "n.xml", ANY)
    assert [error.code for error in result.errors] == ["malformed_xml"]
