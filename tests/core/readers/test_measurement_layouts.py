"""The ways people lay out figures by period: years in a column, above the months, or in the heading with the size."""

import io
from decimal import Decimal

import pytest

from samsvar.core.readers.measurements import read_measurements
from samsvar.core.readers.results import ReadResult
from samsvar.core.readers.targets import read_targets
from samsvar.core.readers.values.periods import part_in, period_in
from tests.core.readers.made import workbook

Told = list[tuple[str, str, str]]


def of_csv(*lines: str) -> ReadResult:
    return read_measurements(io.BytesIO("\n".join(lines).encode()), "maling.csv")


def values(result: ReadResult) -> Told:
    assert result.errors == ()
    return [(row.unit, row.period.code, str(row.value)) for row in result.rows]


def parts(result: ReadResult) -> Told:
    assert result.errors == ()
    return [(row.period.code, str(row.numerator), str(row.denominator)) for row in result.rows]


def wrong(result: ReadResult) -> list[tuple[int | None, str, str | None]]:
    return [(each.row, each.code, each.field) for each in result.errors]


@pytest.mark.parametrize("month", ["mars", "Mar.", "3", "03", "03.2025", "2025-03"])
def test_the_year_and_the_month_stand_in_columns_of_their_own(month: str) -> None:
    result = of_csv("Indikator;Enhet;År;Måned;Teller;Nevner", f"Fravær;Vakt;2025;{month};1,5;20")
    assert parts(result) == [("2025-03", "1.5", "20")]


def test_the_year_alone_is_the_period_and_a_tertial_is_of_its_year() -> None:
    assert values(of_csv("Indikator;Enhet;År;Verdi", "Gass;Vakt;2024;7")) == [("Vakt", "2024", "7")]
    assert values(of_csv("Indicator;Unit;Year;Tertial;Value", "Gass;Vakt;2024;2. tertial;7")) == [
        ("Vakt", "2024T2", "7")
    ]


def test_months_across_take_the_year_of_their_row() -> None:
    result = of_csv("Indikator;Enhet;År;Jan;Feb;Sum", "Fall;Vakt;2024;3;;3", "Fall;Vakt;2025;1;4;5")
    assert values(result) == [("Vakt", "2024-01", "3"), ("Vakt", "2025-01", "1"), ("Vakt", "2025-02", "4")]
    assert result.ignored_columns == ("Sum",)


def test_a_year_that_is_not_said_or_disagrees_is_told_of() -> None:
    assert wrong(of_csv("Indikator;Enhet;Januar;Februar", "Fall;Vakt;1;2")) == [(None, "missing_column", "year")]
    assert wrong(of_csv("Indikator;Enhet;Måned;Verdi", "Fall;Vakt;mars;2")) == [(2, "missing_value", "year")]
    both = of_csv("Indikator;Enhet;År;Måned;Verdi", "Fall;Vakt;2024;2025-03;2", "Fall;Vakt;;mars;2")
    assert wrong(both) == [(2, "year_differs", "year"), (3, "missing_value", "year")]


def test_the_year_stands_above_its_tertials_in_merged_cells() -> None:
    rows = [
        ["HMS-tall fra lønnssystemet"],
        ["Indikator", "Enhet", 2024, None, None, 2025],
        [None, None, "T1", "T2", "T3", "T1"],
        ["Fall", "Vakt", 1, 2, 3, 4],
    ]
    told = [("Vakt", "2024T1", "1"), ("Vakt", "2024T2", "2"), ("Vakt", "2024T3", "3"), ("Vakt", "2025T1", "4")]
    assert values(read_measurements(workbook(Tall=rows), "tall.xlsx")) == told
    rows[1], rows[2] = [None, None, *rows[1][2:]], ["Indikator", "Enhet", *rows[2][2:]]
    assert values(read_measurements(workbook(Tall=rows), "tall.xlsx")) == told


def test_a_single_tertial_beneath_its_year_is_not_taken_for_the_year() -> None:
    rows = [["Indikator", "Enhet", "2025"], [None, None, "1. tertial"], ["Fall", "Vakt", 4]]
    assert values(read_measurements(workbook(Tall=rows), "tall.xlsx")) == [("Vakt", "2025T1", "4")]


def test_years_stand_beneath_the_tertial_they_are_compared_in() -> None:
    rows = [[None, None, "T1", None], ["Indikator", "Enhet", 2024, 2025], ["Fall", "Vakt", 4, 2025]]
    told = [("Vakt", "2024T1", "4"), ("Vakt", "2025T1", "2025")]
    assert values(read_measurements(workbook(Tall=rows), "tall.xlsx")) == told


@pytest.mark.parametrize(
    "headings",
    [
        (";;2024;;2025;", "Indikator;Enhet;Teller;Nevner;Teller;Nevner"),
        ("Indikator;Enhet;2024 teller;2024 nevner;Teller 2025;Nevner 2025",),
    ],
)
def test_both_parts_stand_beneath_or_beside_their_period(headings: tuple[str, ...]) -> None:
    result = of_csv(*headings, "Elbil;Vakt;5;20;8;25")
    assert parts(result) == [("2024", "5", "20"), ("2025", "8", "25")]


def test_a_figure_that_looks_like_a_year_is_no_heading() -> None:
    result = of_csv("Indikator;Enhet;År;T1;T2", "Fall;Vakt;2025;2024;2023", "Fall;Nett;2025;2022;2021")
    assert [each[2] for each in values(result)] == ["2024", "2023", "2022", "2021"]


def test_what_energy_is_corrected_by_stands_in_columns_of_its_own() -> None:
    headings = "Indikator;Enhet;År;Verdi;Graddager;Normale graddager;Areal;Areal i basisåret"
    (row,) = of_csv(headings, "Energi;Kalnes;2025;1 000 000;3 500;4 000;90 000;85 000").rows
    assert row.energy is not None
    assert (row.value, row.energy.degree_days, row.energy.area_m2) == (Decimal(1_000_000), 3_500, 90_000)
    assert row.energy.activity is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("mar.25", "2025-03"), ("01.03.2025", "2025-03"), ("2025-03-01", "2025-03"), ("2025 1. tertial", "2025T1")],
)
def test_a_period_as_spreadsheets_write_it(written: str, code: str) -> None:
    found = period_in(written)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["15.03.2025", "2025-03-31", "uke 25", "T4", "1", "2025", ""])
def test_what_is_no_part_of_a_year(written: str) -> None:
    assert part_in(written) is None


def test_people_in_a_column_of_their_own_are_those_of_every_period_across() -> None:
    result = of_csv("Indikator;Enhet;Antall personer;2024;2025", "Klima;Vakt;4;90;80")
    assert [(row.period.code, row.persons) for row in result.rows] == [("2024", 4), ("2025", 4)]
    result = of_csv("Indikator;Enhet;Størrelse;Antall personer;2024", "Klima;Vakt;Teller;9;3", "Klima;Vakt;Nevner;9;4")
    assert [(row.numerator, row.denominator, row.persons) for row in result.rows] == [(3, 4, 9)]
    result = of_csv("Indikator;Enhet;Størrelse;Antall personer;2024", "Klima;Vakt;Teller;9;3", "Klima;Vakt;Nevner;8;4")
    assert wrong(result) == [(3, "duplicate", "in 2024")]


def test_what_stands_twice_is_told_of_by_what_it_is() -> None:
    down = of_csv("Indikator;Enhet;Periode;Verdi", "Fall;Vakt;2025-03;1", "fall;VAKT;mars 2025;1")
    across = of_csv("Indikator;Enhet;2024;2025", "Fall;Vakt;1;2", "Fall;Vakt;1;2")
    for result, said in ((down, "fall, VAKT, 2025-03"), (across, "Fall, Vakt")):
        (error,) = result.errors
        assert (error.row, error.code, error.column) == (3, "duplicate", "Enhet")
        assert error.facts == {"first_row": 2, "value": said}


def test_a_target_that_stands_in_two_rows_across_is_told_of_where_they_meet() -> None:
    text = "Indikator;Type mål;2025;2026\nCO2;;5;\nCO2;endring fra basisår;;-25\nCO2;per år;-1;-1\nCO2;;4;\n"
    result = read_targets(io.BytesIO(text.encode()), "mal.csv")
    assert [(each.row, each.column, each.code) for each in result.errors] == [(5, "2025", "duplicate")]
    assert [(row.row, row.year) for row in result.rows] == [(2, 2025), (3, 2026), (4, 2025), (4, 2026)]
