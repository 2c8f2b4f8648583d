"""The three other lists of the enterprise."""

import io
from datetime import date

import pytest

from samsvar.core.readers.impacts import read_impacts
from samsvar.core.readers.org_units import read_org_units
from samsvar.core.readers.results import Lookups
from samsvar.core.readers.suppliers import read_suppliers
from tests.core.readers.made import FORMATS, LOOKUPS, csv_file

UNITS = "id;parent id;name;organisation number;kind;from;to"


def unit_errors(*rows: str, lookups: Lookups | None = None) -> list[tuple[int | None, str]]:
    return [(error.row, error.code) for error in read_org_units(csv_file(UNITS, *rows), "u.csv", lookups).errors]


def test_units_are_read_as_a_tree_over_time() -> None:
    result = read_org_units(FORMATS / "units.csv", "units.csv")
    assert result.errors == ()
    assert [(unit.id, unit.parent_id, unit.kind) for unit in result.rows] == [
        ("N", None, "national"),
        ("RHF-1", "N", "rhf"),
        ("HF-1", "RHF-1", "hf"),
        ("HF-2", "RHF-1", "hf"),
        ("K-1", "HF-2", "clinic"),
    ]
    assert result.rows[2].name_nn == "Liksom sjukehus HF"
    assert (result.rows[2].valid_from, result.rows[2].valid_to) == (date(2002, 1, 1), date(2024, 12, 31))


def test_a_parent_stands_in_the_file_or_is_known() -> None:
    assert unit_errors("A;Z;a;;hf;;") == [(2, "unknown_parent")]
    assert unit_errors("A;Z;a;;hf;;", lookups=Lookups(known_units={"Z"})) == []
    assert unit_errors("A;B;a;;hf;;", "B;;b;;rhf;;") == []


def test_a_parent_that_is_wrong_in_another_cell_is_no_missing_parent() -> None:
    assert unit_errors("A;B;a;;hf;;", "B;;b;123;rhf;;") == [(3, "not_organisation_number")]


def test_a_circle_is_told_once_with_its_path() -> None:
    result = read_org_units(
        csv_file(UNITS, "A;C;a;;hf;;", "B;A;b;;clinic;;", "C;B;c;;section;;", "D;A;d;;hf;;"), "u.csv"
    )
    assert [(error.row, error.code) for error in result.errors] == [(2, "circle")]
    assert result.errors[0].facts == {"path": ["A", "C", "B", "A"]}


def test_a_unit_above_itself_is_a_circle() -> None:
    assert unit_errors("A;A;a;;hf;;") == [(2, "circle")]


def test_one_number_may_recur_over_time_but_not_on_one_day() -> None:
    first, after = "A;;a;923609016;hf;01.01.2020;31.12.2023", "B;;b;923609016;hf;01.01.2024;"
    assert unit_errors(first, after) == []
    assert unit_errors(first, "B;;b;923609016;hf;31.12.2023;") == [(3, "number_twice_on_one_day")]
    assert unit_errors("A;;a;923609016;hf;;", "B;;b;923609016;hf;;") == [(3, "number_twice_on_one_day")]


def test_a_unit_that_ends_before_it_begins_and_one_that_stands_twice() -> None:
    assert unit_errors("A;;a;;hf;02.01.2025;01.01.2025") == [(2, "end_before_start")]
    assert unit_errors("A;;a;;hf;;", "A;;a;;hf;;") == [(3, "duplicate")]


def test_five_thousand_units_in_one_line_are_no_circle() -> None:
    rows = (f"{n};{n - 1 if n else ''};u;;section;;" for n in range(5000))
    assert unit_errors(*rows) == []


def test_suppliers_are_read_and_what_is_not_said_is_not_known() -> None:
    result = read_suppliers(FORMATS / "suppliers.csv", "suppliers.csv", LOOKUPS)
    assert result.errors == ()
    first, second = result.rows
    assert (first.organisation_number, first.country, first.parent) == ("923609016", "NOR", "Fiktiv Konsern AB")
    assert (first.code_of_conduct_accepted_on, first.code_of_conduct_version) == (date(2025, 2, 1), "2")
    assert first.questionnaire_asked_on == date(2025, 3, 1)
    assert (first.questionnaire_due_on, first.questionnaire_answered_on) == (date(2025, 3, 22), date(2025, 3, 20))
    assert (first.open_gaps, first.open_screening_hits) == (0, 1)
    assert (second.country, second.open_gaps, second.open_screening_hits) == ("IND", None, None)


@pytest.mark.parametrize(
    "second, code",
    [
        ("Annet navn;923609016;Norge", ["duplicate"]),
        ("DEMODATA, as;;Norge", []),
        ("Demodata AS;974761114;Norge", []),
    ],
)
def test_a_supplier_is_one_row_per_number(second: str, code: list[str]) -> None:
    file = csv_file("Navn;Organisasjonsnummer;Land", "Demodata AS;923609016;Norge", second)
    assert [error.code for error in read_suppliers(file, "s.csv", LOOKUPS).errors] == code


def test_a_supplier_without_a_number_is_one_row_per_name_and_country() -> None:
    file = csv_file("Navn;Land", "Demodata AS;Norge", "DEMODATA as;Norge", "Demodata AS;India")
    assert [(error.row, error.code) for error in read_suppliers(file, "s.csv", LOOKUPS).errors] == [(3, "duplicate")]


def test_every_english_heading_of_a_supplier_list_is_read() -> None:
    headings = (
        "name;organisation number;country;parent;code of conduct accepted on;code of conduct version;"
        "questionnaire asked on;questionnaire due on;questionnaire answered on;questionnaire open gaps;"
        "open screening hits"
    )
    row = "Demodata Maskinvare AS;;NO;;2025-01-15;1;2025-02-01;2025-03-01;2025-02-20;2;0"
    result = read_suppliers(csv_file(headings, row), "s.csv", LOOKUPS)
    assert (result.errors, result.ignored_columns) == ((), ())
    assert (result.rows[0].open_gaps, result.rows[0].open_screening_hits) == (2, 0)


def test_an_answer_before_the_question_is_told_of() -> None:
    file = csv_file("Navn;Spørreskjema sendt;Besvart", "Demodata AS;02.01.2025;01.01.2025")
    (error,) = read_suppliers(file, "s.csv", LOOKUPS).errors
    assert (error.column, error.code) == ("Besvart", "before_asked")


def test_impacts_are_read_with_their_link_and_ratings() -> None:
    result = read_impacts(FORMATS / "impacts.csv", "impacts.csv", LOOKUPS)
    assert result.errors == ()
    first, second = result.rows
    assert (first.contract_ids, first.supplier) == (("A-1",), None)
    assert (first.nature, first.finding, first.involvement) == ("actual", "alleged", "linked")
    assert first.risk_kinds == ("forced_labour", "working_hours")
    assert (first.scale, first.scope, first.irremediability, first.likelihood) == (4, 3, 3, 4)
    assert (first.countries, first.certainty, first.known_on) == (("CHN",), "likely", date(2025, 2, 1))
    assert (second.contract_ids, second.supplier, second.countries) == ((), "Demodata Maskinvare AS", ("?",))
    assert (second.nature, second.finding, second.certainty) == ("potential", "confirmed", None)


IMPACTS = "id;contract id;supplier;title;actual/potential;alleged/confirmed/disproved;known on;closed on;scale"


def impact_errors(row: str, lookups: Lookups = LOOKUPS) -> list[str]:
    return [error.code for error in read_impacts(csv_file(IMPACTS, row), "i.csv", lookups).errors]


def test_an_impact_concerns_a_contract_or_a_supplier() -> None:
    assert impact_errors("F;;;t;actual;alleged;;;") == ["contract_or_supplier"]
    assert impact_errors("F;A-1;;t;actual;alleged;;;") == []


def test_the_contract_and_the_supplier_of_an_impact_are_known() -> None:
    known = Lookups(known_contracts={"A-1"}, known_suppliers={"923609016", "demodata as"})
    assert impact_errors("F;A-2;;t;actual;alleged;;;", known) == ["unknown_contract"]
    assert impact_errors("F;A-1, A-2;;t;actual;alleged;;;", known) == ["unknown_contract"]
    assert impact_errors("F;;Påfunn;t;actual;alleged;;;", known) == ["unknown_supplier"]
    assert impact_errors("F;;Demodata AS;t;actual;alleged;;;", known) == []
    assert impact_errors("F;;923 609 016;t;actual;alleged;;;", known) == []


def test_one_column_may_name_either() -> None:
    known = Lookups(known_contracts={"A-1"}, known_suppliers={"demodata as"})
    file = csv_file(
        "id;contract id or supplier;title;actual/potential;alleged/confirmed/disproved",
        "F-1;A-1;t;actual;alleged",
        "F-2;Demodata AS;t;actual;alleged",
        "F-3;Påfunn;t;actual;alleged",
    )
    result = read_impacts(file, "i.csv", known)
    assert [(row.contract_ids, row.supplier) for row in result.rows] == [(("A-1",), None), ((), "Demodata AS")]
    assert [(error.row, error.code) for error in result.errors] == [(4, "unknown_supplier")]


def test_an_impact_is_not_closed_before_it_was_known_and_is_rated_from_one_to_five() -> None:
    assert impact_errors("F;A-1;;t;actual;alleged;02.01.2025;01.01.2025;") == ["closed_before_known"]
    assert impact_errors("F;A-1;;t;actual;alleged;;;6") == ["out_of_range"]


def test_a_list_of_the_wrong_kind_is_no_list_of_ours() -> None:
    assert [error.code for error in read_org_units(io.BytesIO(b"Farge\nblue"), "u.csv").errors] == ["no_header"]
