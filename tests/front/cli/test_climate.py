"""A trust reads its climate account in at the command line, and what is told is what can be worked out by hand."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from samsvar.front.cli.main import main
from samsvar.subjects.climate.models import ClimateAccount

pytestmark = pytest.mark.django_db

NUMBER = "312345676"
UNITS = """ID;Overordnet;Navn;Organisasjonsnummer;Type;Fra;Til
HF-1;;Sykehuset Utprøving HF;312345676;helseforetak;01.01.2015;
K1;HF-1;Klinikk Medisin;;klinikk;01.01.2015;
K2;HF-1;Klinikk Nedlagt;;klinikk;01.01.2015;31.12.2020
"""
LINES = """Enhet;År;Aktivitet;Mengde;Måleenhet;Kilde;Merknad
;2022;Elektrisk kraft;10 000;MWh;Måler;
;2022;Gjenvinningskraft;4 000 000;;;
K1;2022;Lystgass;100;;;
K1;2022;Sevofluran;20,5;liter;Apotek;Tre leveranser
;2022;Lett fyringsolje;0;;;
;2023;Elektrisk kraft;9 500;MWh;Måler;
"""


@pytest.fixture
def read_in(tmp_path: Path, capfdbinary: Any) -> Any:
    """Reads a file in and gives the exit code and the document."""

    def take(kind: str, text: str, *more: str) -> tuple[int, Any]:
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        whose = () if kind == "org-units" else ("--enterprise", NUMBER)
        code = main(["import", kind, str(file), *whose, *more, "--json"])
        return code, json.loads(capfdbinary.readouterr().out)

    assert take("org-units", UNITS)[0] == 0
    return take


@pytest.fixture
def told(capfdbinary: Any) -> Any:
    def of(unit: str, year: int) -> Any:
        assert main(["climate", "--unit", unit, "--year", str(year), "--json"]) == 0
        return json.loads(capfdbinary.readouterr().out)

    return of


@pytest.mark.requirement("R003-54", "R003-56")
def test_the_account_is_told_by_activity_with_factor_and_recovered_power_apart(read_in: Any, told: Any) -> None:
    """10 GWh × 280 g − 4 GWh × 280 g; 100 kg × 265; 20.5 l × 1.522 kg/l × 130."""
    code, document = read_in("climate", LINES)
    assert (code, document["errors"], document["created"]) == (0, [], 6)
    account = told("HF-1", 2022)
    market = account["sums"]["market"]
    assert market["groups"]["energy"] == {"kg": "2800000", "unknown": 0}
    assert market["deducted"] == {"kg": "1120000", "unknown": 0}
    assert market["groups"]["gases"] == {"kg": "30556.13", "unknown": 0}
    assert market["common"] == {"kg": "1710556.13", "unknown": 0}
    assert account["sums"]["location"]["common"] == {"kg": "220556.13", "unknown": 0}
    sevoflurane = next(each for each in account["activities"] if each["activity"] == "sevoflurane")
    assert (sevoflurane["amount"], sevoflurane["measure"], sevoflurane["lines"]) == ("31.201", "kg", 1)
    assert sevoflurane["market"]["factor"]["mark"] == "secondary"
    assert account["account"] == {"gwp_set": "AR5", "settled_on": None, "state": "open"}
    assert {"district_heat", "desflurane"} <= set(account["missing"])
    assert not {"heating_oil", "electricity"} & set(account["missing"])
    indicators = {each["code"]: each for each in account["indicators"]}
    assert indicators["fossil-energy"]["value"] is None
    assert indicators["fossil-energy"]["missing"] == ["generator_diesel"]


def test_a_unit_beneath_is_told_of_its_own_lines_and_what_has_no_factor_is_unknown(read_in: Any, told: Any) -> None:
    read_in("climate", LINES)
    beneath = told("K1", 2022)
    assert [each["activity"] for each in beneath["activities"]] == ["nitrous_oxide", "sevoflurane"]
    assert (beneath["missing"], beneath["indicators"]) == ([], [])
    later = told("HF-1", 2023)
    assert later["sums"]["market"]["gross"] == {"kg": "0", "unknown": 1}
    assert later["activities"][0]["market"] == {"biogenic_kg": None, "factor": None, "kg": None}


def test_the_same_file_again_changes_nothing_and_another_amount_corrects_the_line(read_in: Any, told: Any) -> None:
    read_in("climate", LINES)
    assert read_in("climate", LINES)[1]["unchanged"] == 6
    code, document = read_in("climate", LINES.replace("10 000;MWh", "11 000;MWh"))
    assert (code, document["changed"], document["unchanged"]) == (0, 1, 5)
    assert told("HF-1", 2022)["sums"]["market"]["groups"]["energy"]["kg"] == "3080000"


def test_one_wrong_row_in_any_year_keeps_everything_out(read_in: Any, told: Any) -> None:
    code, document = read_in("climate", LINES + "K2;2023;Lystgass;5;;;\nK9;2022;Lystgass;5;;;\n")
    assert code == 1
    assert [(each["row"], each["column"], each["code"]) for each in document["errors"]] == [
        (8, "Enhet", "unit_not_then"),
        (9, "Enhet", "no_such_unit"),
    ]
    assert all("–" not in each["message"] for each in document["errors"])
    assert told("HF-1", 2022)["account"] is None


def test_a_dry_run_tells_and_keeps_nothing_and_the_year_may_be_said_beside(read_in: Any, told: Any) -> None:
    text = "Aktivitet;Mengde\nFjernvarme;1200\n"
    assert read_in("climate", text)[1]["errors"][0]["code"] == "missing_column"
    code, document = read_in("climate", text, "--year", "2022", "--dry-run")
    assert (code, document["created"]) == (0, 1)
    assert told("HF-1", 2022)["account"] is None
    assert read_in("climate", text, "--year", "22")[1]["error"]["code"] == "not_a_year"


def test_it_is_told_in_words_too_with_what_is_missing(read_in: Any, capfdbinary: Any) -> None:
    read_in("climate", LINES)
    assert main(["climate", "--unit", "HF-1", "--year", "2022", "--language", "nb"]) == 0
    said = capfdbinary.readouterr()
    words = (said.out + said.err).decode().replace("\u00a0", " ")
    assert "1 710,6  Fellesregnskapet: uten vann og avfall" in words
    assert "−1 120,0  Gjenvinningskraft" in words
    assert "Fjernvarme" in words


def test_the_day_it_was_settled_is_the_day_in_norway(read_in: Any, told: Any) -> None:
    read_in("climate", LINES)
    account = ClimateAccount.objects.get(year=2022)
    account.state, account.settled_at = "settled", datetime(2023, 3, 31, 22, 30, tzinfo=UTC)
    account.save()
    assert told("HF-1", 2022)["account"]["settled_on"] == "2023-04-01"
