"""A new enterprise reads its spreadsheets in at the command line, and the figures are those worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from samsvar.front.cli.main import main

pytestmark = pytest.mark.django_db

NUMBER = "312345676"
UNITS = """ID;Overordnet;Navn;Organisasjonsnummer;Type;Fra;Til
HF-1;;Sykehuset Utprøving HF;312345676;helseforetak;01.01.2015;
K1;HF-1;Klinikk Medisin;;klinikk;01.01.2015;
K2;HF-1;Klinikk Psykisk helse;;klinikk;01.01.2015;
1101;K1;Avdeling Akutt;;avdeling;01.01.2015;
1102;K1;Avdeling Hjerte;;avdeling;01.01.2015;
1201;K2;Avdeling Døgn;;avdeling;01.01.2015;
1202;K2;Avdeling Ambulant;;avdeling;01.07.2024;
1203;K2;Avdeling Nedlagt;;avdeling;01.01.2015;31.12.2023
"""
INDICATORS = """Kode;Navn;Måleenhet;Retning;Periode;Formel;Teller;Nevner;Terskel;Minste gruppe;Basisår;Skjules under
fravar;Sykefravær;percent;lavere;måned;forhold;tapte;avtalte;;;;5
klima;Godt sikkerhetsklima;percent;høyere;år;andel enheter;;;75;5;;
co2;Klimagassutslipp;percent;lavere;år;endring fra basisår;;;;;2019;
"""
ABSENCE = """Enhet;Indikator;Måned;År;Teller;Nevner;Antall personer
1101;Sykefravær;januar;2025;1 234,5;17 800;90
Avdeling Hjerte;Sykefravær;januar;2025;35,25;520;26
1201;Sykefravær;januar;2025;88;1 000,0;50
1202;Sykefravær;januar;2025;6;60;3
"""
CLIMATE = """Indikator;Enhet;Antall personer;2024
klima;1101;40;82 %
klima;1102;20;75
klima;1201;30;74,9
klima;1202;4;90
"""
EMISSIONS = """Indicator;Unit;2019;2024
co2;1101;100;80
co2;1102;50;40
co2;1201;50;45
"""


@pytest.fixture
def read_in(tmp_path: Path, capfdbinary: Any) -> Any:
    """Reads a file in and gives the exit code and the document."""

    def take(kind: str, text: str, *more: str) -> tuple[int, Any]:
        file = tmp_path / f"{kind}.csv"
        file.write_bytes(text.encode("latin-1"))  # as Excel saves it
        whose = () if kind == "org-units" else ("--enterprise", NUMBER)
        code = main(["import", kind, str(file), *whose, *more, "--json"])
        return code, json.loads(capfdbinary.readouterr().out)

    return take


@pytest.fixture
def told(read_in: Any, capfdbinary: Any) -> Any:
    """What is told of an indicator of a unit, once everything is read in."""
    files = (("org-units", UNITS), ("indicators", INDICATORS), ("measurements", ABSENCE))
    for kind, text in (*files, ("measurements", CLIMATE), ("measurements", EMISSIONS)):
        code, document = read_in(kind, text)
        assert (code, document["errors"]) == (0, [])

    def of(unit: str, period: str, code: str) -> dict[str, Any]:
        assert main(["indicators", "--unit", unit, "--period", period, "--json"]) == 0
        document = json.loads(capfdbinary.readouterr().out)
        return next(each for each in document["indicators"] if each["code"] == code)

    return of


def test_numerators_and_denominators_are_added_never_percents(told: Any) -> None:
    """(1234.5 + 35.25 + 88 + 6) / (17 800 + 520 + 1 000 + 60) = 1363.75 / 19 380 = 7.04 %."""
    absence = told("HF-1", "2025-01", "fravar")
    assert (absence["numerator"], absence["denominator"], absence["value"]) == ("1363.75", "19380", "7.0")
    assert (absence["persons"], absence["delivered"], absence["expected"]) == (169, 4, 4)


def test_a_figure_about_three_is_hidden_and_so_is_the_one_it_could_be_subtracted_from(told: Any) -> None:
    few, beside, above = (told(unit, "2025-01", "fravar") for unit in ("1202", "1201", "K2"))
    for hidden in (few, beside):
        assert (hidden["masked"], hidden["reason"], hidden["value"]) == (True, "masked", None)
        assert hidden["numerator"] is hidden["denominator"] is hidden["persons"] is None
    assert (above["masked"], above["numerator"], above["denominator"], above["value"]) == (False, "94", "1060", "8.9")


def test_the_share_of_units_counts_no_group_that_is_too_small(told: Any) -> None:
    """82 and 75 meet 75, 74.9 does not, and four people are no group: 2 of 3."""
    climate = told("HF-1", "2024", "klima")
    assert (climate["numerator"], climate["denominator"], climate["value"]) == ("2", "3", "66.7")
    assert (climate["delivered"], climate["expected"], climate["left_out"]) == (4, 4, 1)


def test_a_change_from_the_base_year_is_told_where_both_years_are_whole(told: Any) -> None:
    """(80 + 40 − 150) / 150 = −20 %. Of the trust, one department has handed in nothing: no one cuts by silence."""
    assert told("K1", "2024", "co2")["value"] == "-20.0"
    whole = told("HF-1", "2024", "co2")
    assert (whole["value"], whole["reason"], whole["delivered"], whole["expected"]) == (None, "not_all_delivered", 3, 4)


def test_what_nobody_has_handed_in_is_not_delivered_by_as_many_as_are_asked(told: Any) -> None:
    empty = told("HF-1", "2023", "fravar")
    assert (empty["value"], empty["reason"], empty["delivered"]) == (None, "not_delivered", 0)
    assert empty["expected"] == 12 * 4  # the ambulant department began the year after, and one has ended since


def test_a_unit_that_did_not_exist_is_told_by_row_and_nothing_is_kept(told: Any, read_in: Any) -> None:
    text = "Indikator;Enhet;Periode;Teller;Nevner;Antall personer\nfravar;1101;2025-02;1;10;9\n"
    code, document = read_in("measurements", text + "fravar;1203;2025-02;1;10;9\nfravar;1202;2024-06;1;10;9\n")
    assert code == 1
    assert [(each["row"], each["code"]) for each in document["errors"]] == [
        (3, "unit_not_in_period"),
        (4, "unit_not_in_period"),
    ]
    assert told("1101", "2025-02", "fravar")["value"] is None
