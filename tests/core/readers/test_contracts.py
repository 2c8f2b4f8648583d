"""Contracts: every way a table comes in, and every thing that may be wrong with a row."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.readers.contracts import ContractRow, read_contracts
from samsvar.core.readers.results import ERRORS_SHOWN, ReadResult
from tests.core.readers.made import (
    CONTRACT,
    CONTRACT_HEADINGS,
    FORMATS,
    LOOKUPS,
    contract_csv,
    csv_file,
    ods,
    ods_row,
    part,
    repacked,
    with_sheet,
    workbook,
)

EXPECTED = ContractRow(
    row=2,
    id="A-1",
    title="Skjermer og tastaturer",
    supplier_name="Demodata Maskinvare AS",
    supplier_organisation_number="923609016",
    supplier_country="NOR",
    kind="goods",
    ownership="own",
    cpv_codes=("30231310",),
    high_risk_category="IKT-utstyr",
    service_sector=None,
    countries_of_production=("CHN", "IND"),
    value_ore=123_456_750,
    start_on=date(2024, 2, 1),
    end_on=date(2028, 1, 31),
    contract_owner="Kari Liksom",
    agreement_owner="Oppdiktet innkjøpssenter",
)


def read(file: io.BytesIO, name: str = "avtaler.csv") -> ReadResult[ContractRow]:
    return read_contracts(file, name, LOOKUPS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_contract_is_read_from_every_encoding_and_separator(encoding: str, separator: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows([CONTRACT_HEADINGS.split(";"), CONTRACT.split(";")])
    result = read(io.BytesIO(stream.getvalue().encode(encoding)))
    assert (result.rows, result.errors) == ((EXPECTED,), ())


def test_english_headings_and_words_lead_to_the_same_contract() -> None:
    headings = (
        "id,title,supplier name,supplier organisation number,supplier country,kind,ownership,CPV codes,"
        "high-risk category,service sector,countries of production,value in NOK,start,end,contract owner,"
        "owner of the agreement"
    )
    cells = (
        "A-1,Skjermer og tastaturer,Demodata Maskinvare AS,923609016,NO,goods,own,30231310-3,IKT-utstyr,,"
        '"China, India","1,234,567.50",2024-02-01,2028-01-31,Kari Liksom,Oppdiktet innkjøpssenter'
    )
    result = read(csv_file(headings, cells))
    assert (result.rows, result.errors) == ((EXPECTED,), ())


def test_a_workbook_gives_the_same_contract_as_text() -> None:
    cells: list[object] = [*CONTRACT.split(";")]
    cells[3], cells[11], cells[12], cells[13] = 923609016, 1234567.5, datetime(2024, 2, 1), date(2028, 1, 31)  # noqa: DTZ001
    book = workbook(Om=[["Les dette først"]], Avtaler=[CONTRACT_HEADINGS.split(";"), cells])
    result = read(book, "avtaler.xlsx")
    assert (result.rows, result.errors) == ((EXPECTED,), ())
    assert result.ignored_sheets == ("Om",)


def test_an_open_document_gives_the_same_contract_though_its_sheet_ends_in_a_million_empty_rows() -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="1048500"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = ods_row(*CONTRACT_HEADINGS.split(";")) + ods_row(*CONTRACT.split(";")) + empty
    result = read(ods(rows), "avtaler.ods")
    assert (result.rows, result.errors) == ((EXPECTED,), ())


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(16)), rows=st.permutations(range(5)))
def test_the_order_of_columns_and_rows_changes_nothing_but_row_numbers(order: list[int], rows: list[int]) -> None:
    lines = [CONTRACT.replace("A-1", f"A-{number}") for number in rows]
    shuffled = [";".join(line.split(";")[place] for place in order) for line in (CONTRACT_HEADINGS, *lines)]
    result = read(csv_file(*shuffled))
    assert not result.errors
    assert {replace(row, row=0) for row in result.rows} == {replace(EXPECTED, row=0, id=f"A-{n}") for n in range(5)}
    assert [row.id for row in result.rows] == [f"A-{number}" for number in rows]


def test_title_lines_two_header_rows_empty_lines_and_quoted_line_feeds() -> None:
    result = read_contracts(FORMATS / "contracts_two_header_rows.csv", "avtaler.csv", LOOKUPS)
    assert result.errors == ()
    assert [(row.row, row.id, row.title) for row in result.rows] == [
        (5, "A-1", "Skjermer"),
        (7, "A-2", "Renhold, nattevakt"),
    ]
    first = result.rows[0]
    assert (first.supplier_name, first.supplier_country, first.value_ore) == (
        "Demodata Maskinvare AS",
        "NOR",
        120_000_000,
    )
    assert result.ignored_columns == ("Merknad",)


def test_an_unknown_column_is_named_and_kept_aside() -> None:
    result = read(csv_file(CONTRACT_HEADINGS + ";Fylke;Fødselsnummer", CONTRACT + ";Oslo;x"))
    assert result.rows == (EXPECTED,)
    assert result.ignored_columns == ("Fylke", "Fødselsnummer")


def test_the_same_column_twice_is_an_error_that_names_both() -> None:
    result = read(csv_file(CONTRACT_HEADINGS + ";Verdi", CONTRACT + ";5"))
    assert result.rows == ()
    (error,) = result.errors
    assert (error.code, error.field) == ("duplicate_column", "value_ore")
    assert error.facts == {"first": "L Verdi (NOK)", "second": "Q Verdi"}


def test_a_missing_mandatory_column_is_told_with_the_heading_to_write() -> None:
    result = read(csv_file("Avtalenummer;Tittel;Leverandør;Type", "A-1;Skjermer;Demodata;vare"))
    assert [(error.row, error.code, error.facts) for error in result.errors] == [
        (1, "missing_column", {"expected": "Eierskap"})
    ]


def test_a_table_without_known_headings_says_what_it_found_and_what_is_needed() -> None:
    (error,) = read(csv_file("Farge;Form", "rød;rund")).errors
    assert error.code == "no_header"
    assert error.facts["found"] == ["Farge", "Form"]
    assert "Avtalenummer" in error.facts["expected"]


def test_headings_without_rows_are_told_of() -> None:
    assert [error.code for error in read(csv_file(CONTRACT_HEADINGS)).errors] == ["no_rows"]


KINDS = ["vare", "tjeneste", "begge", "leie"]
CELLS = {
    "Organisasjonsnummer": ("923609017", "wrong_check_digit", {"value": "923609017", "nearest": []}),
    "Leverandørland": ("Kinna", "unknown_country", {"value": "Kinna", "nearest": ["Kina"]}),
    "Type": (
        "ting",
        "unknown_word",
        {"value": "ting", "allowed": ["vare", "tjeneste", "begge", "leie"], "nearest": []},
    ),
    "Eierskap": ("", "missing_value", {}),
    "CPVkoder": ("123", "unknown_cpv", {"value": "123", "nearest": []}),
    "Høyrisikokategori": ("Møbel", "unknown_category", {"value": "Møbel", "nearest": ["IKT-utstyr"]}),
    "Produksjonsland": ("Kina, Atlantis", "unknown_country", {"value": "Atlantis", "nearest": []}),
    "Verdi": ("100 EUR", "other_currency", {"value": "100 EUR", "currency": "EUR"}),
    "Startdato": ("31.02.2025", "no_such_day", {"value": "31.02.2025"}),
    "Sluttdato": ("31.12.2023", "end_before_start", {"start": "2024-02-01", "end": "2023-12-31"}),
    "Tittel": ("=HYPERLINK(A1)", "formula", {"reason": "text"}),
    "Avtaleansvarlig": ("Kari\u200b Liksom", "invisible_character", {"character": "U+200B"}),
    "Avtalenummer": ("A\x07", "control_character", {"character": "U+0007"}),
}


@pytest.mark.parametrize("column", CELLS)
def test_a_wrong_cell_is_an_error_beside_the_row_with_row_and_column(column: str) -> None:
    written, code, facts = CELLS[column]
    result = read(contract_csv(**{column: written}))
    assert result.rows == ()
    (error,) = result.errors
    assert (error.row, error.code, error.facts) == (2, code, facts)
    assert error.column is not None
    assert error.column.replace("-", "").startswith(column)


def test_a_country_that_nobody_knows_is_not_an_unknown_name() -> None:
    (row,) = read(contract_csv(Produksjonsland="Kina, ukjent")).rows
    assert row.countries_of_production == ("CHN", "?")


def test_the_second_of_two_rows_with_one_number_names_the_first() -> None:
    result = read(csv_file(CONTRACT_HEADINGS, CONTRACT, "", CONTRACT))
    assert [row.row for row in result.rows] == [2]
    (error,) = result.errors
    assert (error.row, error.column, error.code) == (4, "Avtalenummer", "duplicate")
    assert error.facts == {"first_row": 2, "value": "A-1"}


def test_missing_values_stay_missing_and_are_never_zero() -> None:
    (row,) = read(contract_csv(Verdi="", Produksjonsland="", Sluttdato="")).rows
    assert (row.value_ore, row.countries_of_production, row.end_on) == (None, (), None)


def test_a_formula_with_its_value_is_read_and_one_without_is_an_error() -> None:
    head = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{heading}</t></is></c>'
        for letter, heading in zip(
            "ABCDEF", ("Avtalenummer", "Tittel", "Leverandør", "Type", "Eierskap", "Verdi"), strict=True
        )
    )
    texts = "".join(
        f'<c r="{letter}{{row}}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("BCDE", ("Skjermer", "Demodata", "vare", "egen"), strict=True)
    )
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c>{texts.format(row=row)}<c r="F{row}"{value}</c></row>'
        for row, value in (
            (2, "><f>1+1</f><v>2</v>"),
            (3, "><f>1+1</f><v></v>"),
            (4, ' t="e"><f>1/0</f><v>#DIV/0!</v>'),
        )
    )
    result = read(with_sheet(f'<row r="1">{head}</row>{rows}', "A1:F4"), "a.xlsx")
    assert [(row.id, row.value_ore) for row in result.rows] == [("2", 200)]
    assert [(error.row, error.column, error.code, error.facts) for error in result.errors] == [
        (3, "Verdi", "formula", {"reason": "not_calculated"}),
        (4, "Verdi", "error_value", {}),
    ]


def test_a_cpv_code_whose_leading_zero_the_spreadsheet_ate_gets_it_back() -> None:
    cells: list[object] = [*CONTRACT.split(";")]
    cells[7] = 3111900
    (row,) = read(workbook(Avtaler=[CONTRACT_HEADINGS.split(";"), cells]), "a.xlsx").rows
    assert row.cpv_codes == ("03111900",)


def test_a_file_that_is_wrong_throughout_lists_the_first_errors_and_counts_the_rest() -> None:
    lines = [CONTRACT.replace("A-1", f"A-{n}").replace("vare", "x").replace("egen", "y") for n in range(ERRORS_SHOWN)]
    result = read(csv_file(CONTRACT_HEADINGS, *lines))
    assert result.rows == ()
    assert len(result.errors) == ERRORS_SHOWN + 1
    assert (result.errors[-1].code, result.errors[-1].facts) == ("more_errors", {"count": ERRORS_SHOWN})


def test_utf_8_with_one_letter_of_latin_1_is_refused_and_not_garbled() -> None:
    content = f"{CONTRACT_HEADINGS}\n{CONTRACT}\n".encode() + b"A-2;M\xf8bler"
    (error,) = read(io.BytesIO(content)).errors
    assert (error.code, error.row) == ("mixed_encoding", 3)


def test_a_stated_separator_is_followed_and_is_no_row() -> None:
    result = read(csv_file("sep=|", CONTRACT_HEADINGS.replace(";", "|"), CONTRACT.replace(";", "|")))
    assert result.rows == (replace(EXPECTED, row=3),)


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = (CONTRACT.replace("A-1", f"A-{number}") for number in range(5000))
    path.write_text("\n".join((CONTRACT_HEADINGS, *lines)), encoding="utf-8")
    told: list[tuple[int, int]] = []
    result = read_contracts(path, "a.csv", LOOKUPS, lambda done, total: told.append((done, total)))
    size = path.stat().st_size
    assert len(result.rows) == 5000
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_file_is_left_open_and_may_be_read_again() -> None:
    file = workbook(Avtaler=[CONTRACT_HEADINGS.split(";"), CONTRACT.split(";")])
    assert read(file, "a.xlsx").rows == read(file, "a.xlsx").rows
    text = csv_file(CONTRACT_HEADINGS, CONTRACT)
    assert read(text).rows == read(text).rows == (EXPECTED,)


def test_a_hidden_sheet_is_neither_read_nor_told_of() -> None:
    book = workbook(Avtaler=[CONTRACT_HEADINGS.split(";"), CONTRACT.split(";")], Gamle=[["Avtalenummer"], ["A-0"]])
    assert read(book, "a.xlsx").ignored_sheets == ("Gamle",)
    listed = part(book, "xl/workbook.xml").replace(b'name="Gamle"', b'name="Gamle" state="hidden"')
    assert read(repacked(book, {"xl/workbook.xml": listed}), "a.xlsx").ignored_sheets == ()


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_with_bytes_changed_gives_rows_or_errors_and_never_a_crash(data: st.DataObject) -> None:
    content = bytearray(csv_file(CONTRACT_HEADINGS, CONTRACT, CONTRACT.replace("A-1", "A-2")).getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    result = read(io.BytesIO(bytes(content)))
    assert result.rows or result.errors
