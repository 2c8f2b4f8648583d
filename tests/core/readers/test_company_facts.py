"""Answers of the company register, and JSON from outside."""

import io
from datetime import date

import pytest

from samsvar.core.readers.company_facts import read_companies, read_roles
from samsvar.core.readers.results import Lookups
from tests.core.readers.made import FORMATS, LOOKUPS, REAL_DATA, needs_real_data

ANY = Lookups(match_country=str)


def codes(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return [error.code for error in read_companies(io.BytesIO(content), "a.json", LOOKUPS).errors]


def test_an_entity_gives_its_facts_and_what_is_not_registered_is_unknown() -> None:
    (company,) = read_companies(FORMATS / "company.json", "company.json", LOOKUPS).rows
    assert (company.organisation_number, company.name, company.legal_form) == (
        "923609016",
        "DEMODATA MASKINVARE AS",
        "AS",
    )
    assert (company.country, company.municipality, company.industry_codes) == ("NOR", "OPPDIKTET", ("46.510",))
    assert company.employees is None
    assert company.registered_on == date(1995, 3, 12)
    # Founded before the years that our dates cover.
    assert company.founded_on is None
    assert (company.bankrupt, company.being_wound_up) == (False, True)


def test_roles_name_their_holders_and_no_birth_date() -> None:
    result = read_roles(FORMATS / "roles.json", "roles.json")
    first, second = result.rows
    assert (first.kind, first.kind_name, first.holder_name, first.resigned) == (
        "DAGL",
        "Daglig leder",
        "Kari Liksom",
        False,
    )
    assert (second.holder_name, second.holder_number, second.resigned) == ("DEMODATA REVISJON AS", "923609016", True)
    assert "1968" not in repr(result)


def test_an_empty_list_is_an_answer_without_companies() -> None:
    result = read_companies(io.BytesIO(b'{"page": {"totalElements": 0}}'), "a.json", LOOKUPS)
    assert (result.rows, result.errors) == ((), ())


@pytest.mark.parametrize(
    "text, expected",
    [
        ('{"organisasjonsnummer": "923609017", "navn": "D"}', ["wrong_check_digit"]),
        ('{"organisasjonsnummer": "923609016"}', ["missing_value"]),
        ('{"organisasjonsnummer": "923609016", "navn": ["D"]}', ["wrong_shape"]),
        ('{"organisasjonsnummer": "923609016", "navn": "D", "antallAnsatte": -1}', ["out_of_range"]),
        ('{"organisasjonsnummer": "923609016", "navn": "D", "konkurs": "ja"}', ["wrong_shape"]),
        ('{"navn": "D"}', ["not_company_answer"]),
        ("[1, 2]", ["not_company_answer"]),
        ('{"a": NaN}', ["not_finite"]),
        ('{"a": -Infinity}', ["not_finite"]),
        ('{"a": 1e999}', ["not_finite"]),
        ('{"a": 1, "a": 2}', ["duplicate_key"]),
        ('{"a": "\\ud800"}', ["undecodable"]),
        (b'{"a": "\xff"}', ["undecodable"]),
        ('{"a": ', ["malformed_json"]),
        ('{"a":' * 100_000, ["malformed_json"]),
        ('{"a": ' + "9" * 10_000 + "}", ["malformed_json"]),
        ("organisasjonsnummer", ["wrong_type"]),
    ],
)
def test_json_that_is_wrong_is_told_of(text: str | bytes, expected: list[str]) -> None:
    assert codes(text) == expected


@needs_real_data
def test_the_register_s_own_answers_are_read() -> None:
    folder = REAL_DATA / "procurement" / "brreg"
    (one,) = read_companies(folder / "real_api_entity_923609016.json", "a.json", ANY).rows
    assert (one.organisation_number, one.legal_form, one.employees) == ("923609016", "ASA", 21408)
    listed = read_companies(folder / "real_api_search_asa_5.json", "a.json", ANY)
    assert (len(listed.rows), listed.errors) == (5, ())
    roles = read_roles(folder / "real_api_roles_923609016.json", "a.json")
    assert (len(roles.rows), roles.errors) == (16, ())
    assert [role.holder_number for role in roles.rows if role.holder_number] == ["976389387"]
    assert "19" not in "".join(role.holder_name for role in roles.rows)
