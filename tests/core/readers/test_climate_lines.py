"""Lines of a climate account as people have them in spreadsheets: names or codes, other measures, decimal commas."""

import io
from decimal import Decimal

import pytest

from samsvar.core.catalogues.climate import activities
from samsvar.core.readers.climate_lines import LARGEST, climate_line_format, in_own_measure, read_climate_lines

ACTIVITIES = activities()


def read(*lines: str, year: int | None = None):
    return read_climate_lines(io.BytesIO("\n".join(lines).encode()), "linjer.csv", ACTIVITIES, year)


def told(*lines: str, year: int | None = None):
    found = read(*lines, year=year)
    return [(each.row, each.column, each.code) for each in found.errors]


def test_a_line_is_read_by_name_in_any_language_and_by_code():
    found = read(
        "Enhet;År;Aktivitet;Mengde;Måleenhet;Kilde;Merknad",
        "1100;2024;Elektrisk kraft;12 345,5;kWh;Måler;Fra nettselskapet",
        ";2024;vehicle_diesel;1200;;;",
        "1200;2024;Lett fyringsolje;0;;;",
        "1300;2024;Nitrous oxide;2,5;kg;;",
    )
    assert not found.errors
    first, second, third, fourth = found.rows
    assert first[1:] == ("1100", 2024, "electricity", Decimal("12345.5"), "", "Fra nettselskapet", "Måler")
    assert (second.unit, second.activity, second.amount) == ("", "vehicle_diesel", 1200)
    assert third.amount == 0
    assert fourth.activity == "nitrous_oxide"


@pytest.mark.parametrize(
    ("activity", "amount", "measure", "own"),
    [
        ("electricity", "2,5", "MWh", "2500"),
        ("district_heat", "0,12", "GWh", "120000"),
        ("nitrous_oxide", "0,5", "tonn", "500"),
        ("nitrous_oxide", "1000", "liter", "1.875"),
        ("nitrous_oxide", "2", "m³", "3.75"),
        ("sevoflurane", "250", "ml", "0.3805"),
        ("desflurane", "1", "liter", "1.465"),
        ("isoflurane", "10", "l", "14.96"),
        ("heating_oil", "1,5", "m3", "1500"),
        ("water", "500", "liter", "0.5"),
        ("waste_residual", "2400", "kg", "2.4"),
        ("patient_taxi", "12", "mil", "120"),
        ("travel_air_short", "800", "personkm", "800"),
        ("natural_gas", "70", "Sm3", "70"),
    ],
)
def test_another_measure_becomes_the_activitys_own_and_what_was_written_is_kept(activity, amount, measure, own):
    (row,) = read("Aktivitet;Mengde;Benevning;År", f"{activity};{amount};{measure};2024").rows
    assert row.amount == Decimal(own)
    is_own = Decimal(amount.replace(",", ".")) == row.amount
    assert row.given.startswith("" if is_own else f"{amount} ")
    assert bool(row.given) is not is_own


@pytest.mark.parametrize(
    ("activity", "measure"),
    [("electricity", "liter"), ("vehicle_diesel", "kg"), ("travel_car", "personkm"), ("refrigerant_r32", "liter")],
)
def test_a_measure_that_does_not_become_the_activitys_own_is_told(activity, measure):
    header = "Aktivitet;Mengde;Måleenhet;År"
    assert told(header, f"{activity};1;{measure};2024") == [(2, "Måleenhet", "other_measure")]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("Elektrisk kraft;;1100;2024", "Mengde", "missing_value"),
        ("Elektrisk kraft;-1;1100;2024", "Mengde", "negative_value"),
        ("Elektrisk kraft;mye;1100;2024", "Mengde", "not_a_number"),
        ("Elektrisk kraft;1.234;1100;2024", "Mengde", "ambiguous_number"),
        (f"Elektrisk kraft;{LARGEST};1100;2024", "Mengde", "out_of_range"),
        ("Elektrisk kaft;1;1100;2024", "Aktivitet", "unknown_activity"),
        (";1;1100;2024", "Aktivitet", "missing_value"),
        ("Elektrisk kraft;1;1100;", "År", "missing_value"),
        ("Elektrisk kraft;1;1100;24", "År", "out_of_range"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_column(row, column, code):
    assert told("Aktivitet;Mengde;Enhet;År", row) == [(2, column, code)]


def test_an_unknown_activity_is_likened_to_those_that_are():
    (error,) = read("Aktivitet;Mengde;År", "Fjernvame;1;2024").errors
    assert error.facts["nearest"] == ["Fjernvarme"]


def test_the_year_may_be_said_with_the_file_and_a_row_of_another_year_is_told():
    (row,) = read("Aktivitet;Mengde", "Fjernvarme;10", year=2023).rows
    assert row.year == 2023
    assert told("Aktivitet;Mengde;År", "Fjernvarme;10;2022", year=2023) == [(2, "År", "other_year")]
    assert [each.code for each in read("Aktivitet;Mengde", "Fjernvarme;10").errors] == ["missing_column"]


def test_the_same_line_twice_is_told_and_another_source_is_another_line():
    header = "Enhet;År;Aktivitet;Mengde;Kilde"
    twice = "1100;2024;electricity;1;Måler 1", "1100;2024;Elektrisk kraft;2;Måler 1"
    assert told(header, *twice) == [(3, "Aktivitet", "duplicate")]
    assert len(read(header, twice[0], twice[1].replace("Måler 1", "Måler 2")).rows) == 2


def test_every_measure_of_an_activity_can_be_written():
    for activity in ACTIVITIES.values():
        assert in_own_measure(Decimal(3), activity.measure.value, activity) == 3
        assert in_own_measure(Decimal(3), None, activity) == 3
    assert {each.field for each in climate_line_format(ACTIVITIES).columns} >= {"unit", "activity", "amount"}
