"""Measurements and targets as people have them in spreadsheets: across or down, commas, percent signs, blanks."""

import io
from decimal import Decimal

import pytest

from samsvar.core.readers.measurements import MeasurementRow, read_measurements
from samsvar.core.readers.targets import read_targets
from samsvar.core.readers.values.periods import period_in


def _file(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def _told(
    rows: tuple[MeasurementRow, ...],
) -> list[tuple[str, str, str, Decimal | None, Decimal | None, Decimal | None]]:
    return [
        (each.indicator, each.unit, each.period.code, each.value, each.numerator, each.denominator) for each in rows
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2025-03", "2025-03"),
        ("03.2025", "2025-03"),
        ("202503", "2025-03"),
        ("mars 2025", "2025-03"),
        ("2025 Des.", "2025-12"),
        ("2. tertial 2025", "2025T2"),
        ("T3 2025", "2025T3"),
        ("2025 t1", "2025T1"),
        ("2025", "2025"),
        ("år 2025", "2025"),
    ],
)
def test_a_period_is_read_as_people_write_it(written: str, code: str) -> None:
    found = period_in(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["13.2025", "4. tertial 2025", "kvartal 2025", "", "25-03", "2025-13"])
def test_what_is_no_period_is_refused(written: str) -> None:
    assert period_in(written) is None


def test_periods_down_the_rows_with_both_parts() -> None:
    text = "Indikator;Enhet;Periode;Teller;Nevner;Antall personer\nSykefravær;Enhet 4;jan 2025;7,5;1 020;12\n"
    result = read_measurements(_file(text), "maling.csv")
    assert result.errors == ()
    assert _told(result.rows) == [("Sykefravær", "Enhet 4", "2025-01", None, Decimal("7.5"), Decimal(1020))]
    assert result.rows[0].persons == 12


def test_periods_across_the_columns_with_blanks_dashes_and_percent_signs() -> None:
    text = "Tall for 2025\n\nIndikator;Enhet;1. tertial 2025;T2 2025;2025T3\n"
    text += "Andel elbil;41;7,2 %;;–\nAndel elbil;42;8;9,5 %;10\n"
    result = read_measurements(_file(text), "maling.csv")
    assert result.errors == ()
    assert [(each.unit, each.period.code, each.value) for each in result.rows] == [
        ("41", "2025T1", Decimal("7.2")),
        ("42", "2025T1", Decimal(8)),
        ("42", "2025T2", Decimal("9.5")),
        ("42", "2025T3", Decimal(10)),
    ]


def test_numerators_and_denominators_in_rows_of_their_own_become_one_measurement() -> None:
    text = "Indikator;Enhet;Størrelse;2025-01;2025-02\n"
    text += "Fravær;41;Teller;5;6\nFravær;41;Nevner;100;90\nFravær;41;Personer;9;9\n"
    result = read_measurements(_file(text), "maling.csv")
    assert _told(result.rows) == [
        ("Fravær", "41", "2025-01", None, Decimal(5), Decimal(100)),
        ("Fravær", "41", "2025-02", None, Decimal(6), Decimal(90)),
    ]
    assert [each.persons for each in result.rows] == [9, 9]


def test_a_wrong_cell_is_told_by_row_and_column_and_the_same_twice_too() -> None:
    text = "Indikator;Enhet;jan 2025;feb 2025\nFravær;41;sju;2\nFravær;42;1;2\nFravær;42;1;2\n;43;1;2\n"
    result = read_measurements(_file(text), "maling.csv")
    told = [(each.row, each.column, each.code) for each in result.errors]
    assert [(row, code) for row, _, code in told] == [(2, "not_a_number"), (4, "duplicate"), (5, "missing_value")]
    assert (told[0][1], told[2][1]) == ("jan 2025", "Indikator")


def test_the_one_bad_row_of_a_hundred_thousand_is_told_by_row_and_column() -> None:
    rows = [f"Sykefravær;Enhet {number};2025-03;{number % 60},5;1 020" for number in range(100_000)]
    rows[73_209] = "Sykefravær;Enhet 73209;2025-03;sju;1 020"
    result = read_measurements(_file("\n".join(["Indikator;Enhet;Periode;Teller;Nevner", *rows])), "maling.csv")
    assert [(each.row, each.column, each.code) for each in result.errors] == [(73_211, "Teller", "not_a_number")]
    assert len(result.rows) == 99_999


def test_targets_with_the_years_across() -> None:
    text = "Indikator;2023;2024;2025;Kilde;Begrunnelse\nMiljø;75;80 %;;Styresak 12/23;Nytt nivå\n"
    result = read_targets(_file(text), "mal.csv")
    assert [(each.year, each.number, each.kind, each.source) for each in result.rows] == [
        (2023, Decimal(75), "value", "Styresak 12/23"),
        (2024, Decimal(80), "value", "Styresak 12/23"),
    ]
