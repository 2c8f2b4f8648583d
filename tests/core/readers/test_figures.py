"""Published figures: the publishers' own tables and plain ones."""

import io
from collections import Counter

import pytest

from samsvar.core.catalogues import match_country
from samsvar.core.readers.cpi import read_cpi
from samsvar.core.readers.dfo import read_dfo
from samsvar.core.readers.dol import read_dol
from samsvar.core.readers.freedom_house import read_freedom_house
from samsvar.core.readers.ituc import read_ituc
from samsvar.core.readers.results import Lookups, NotFound
from tests.core.readers.made import LOOKUPS, REAL_DATA, csv_file, needs_real_data


def _match(text: str) -> str | NotFound:
    found = match_country(text)
    return found.code if found.code else NotFound(found.nearest)


WORLD = Lookups(match_country=_match)


def test_a_plain_list_of_freedom_ratings_needs_no_more_than_country_status_and_total() -> None:
    result = read_freedom_house(csv_file("Land;Status;Total", "Kina;nf;9", "Norge;F;99"), "f.csv", LOOKUPS, "2026")
    assert result.errors == ()
    assert [(row.code, row.edition, row.values["status"], row.values["total"]) for row in result.rows] == [
        ("CHN", "2026", "NF", 9),
        ("NOR", "2026", "F", 99),
    ]


FREEDOM = "country,iso3,c_or_t,edition,status,pr,cl,total"


@pytest.mark.parametrize(
    "row, code",
    [
        ("China,CHN,c,2025,NF,-2,11,10", "total_differs"),
        ("China,CHN,c,2025,XX,-2,11,9", "unknown_word"),
        ("Atlantis,,c,2025,NF,-2,11,9", "unknown_country"),
        (",,c,2025,NF,-2,11,9", "missing_value"),
        ("China,CHN,c,,NF,-2,11,9", "missing_edition"),
        ("China,CHN,c,2025,NF,-2,11,", "missing_value"),
        ("China,CHN,c,2025,NF,-9,11,2", "out_of_range"),
    ],
)
def test_a_wrong_row_of_freedom_ratings_is_told_of(row: str, code: str) -> None:
    result = read_freedom_house(csv_file(FREEDOM, row), "f.csv", LOOKUPS)
    assert ([error.code for error in result.errors], result.rows) == ([code], ())


def test_a_country_stands_once_per_edition() -> None:
    rows = ("China,CHN,c,2025,NF,-2,11,9", "Kina,CHN,c,2025,NF,-2,11,9", "China,CHN,c,2024,NF,-2,11,9")
    result = read_freedom_house(csv_file(FREEDOM, *rows), "f.csv", LOOKUPS)
    assert [(error.row, error.code) for error in result.errors] == [(3, "duplicate")]


def test_a_territory_without_a_code_keeps_its_name_as_code() -> None:
    (row,) = read_freedom_house(csv_file(FREEDOM, "Indian Kashmir,,t,2025,PF,17,21,38"), "f.csv", LOOKUPS).rows
    assert (row.code, row.values["territory"]) == ("territory:indian-kashmir", "yes")


def test_a_name_decides_where_the_publisher_has_a_code_of_its_own() -> None:
    result = read_cpi(csv_file("country,iso3,cpi2030", "Kina,XYZ,42"), "c.csv", LOOKUPS, "2030")
    assert [(row.code, row.values["score"]) for row in result.rows] == [("CHN", 42)]


def test_a_rating_is_one_of_six() -> None:
    assert read_ituc(csv_file("iso3;edition;rating", "CHN;2025;5+"), "i.csv", LOOKUPS).rows[0].values["rating"] == "5+"
    assert read_ituc(csv_file("iso3;edition;rating", "CHN;2025;6"), "i.csv", LOOKUPS).errors[0].code == "unknown_word"


def test_a_product_without_any_rated_stage_is_told_of() -> None:
    file = csv_file(
        "Utgave;Kategori;Produkt;Råvare;Komponent;Ferdigproduksjon", "2026;Mat;Kaffe;høy;;", "2026;Mat;Te;;;"
    )
    result = read_dfo(file, "d.csv", LOOKUPS)
    assert [(row.code, row.values["raw_material"], row.values["component"]) for row in result.rows] == [
        ("mat/kaffe", "høy", None)
    ]
    assert [(error.row, error.code) for error in result.errors] == [(3, "no_stage_rated")]


def test_goods_have_a_row_per_country() -> None:
    file = csv_file("country,good,child_labor,forced_labor", "China,Cotton,1,1", "India,Cotton,1,0")
    result = read_dol(file, "d.csv", LOOKUPS, "2024")
    assert [(row.code, row.values["forced_labour"]) for row in result.rows] == [
        ("CHN/cotton", "yes"),
        ("IND/cotton", "no"),
    ]


@needs_real_data
def test_the_publishers_own_tables_are_read_whole() -> None:
    folder = REAL_DATA / "country_risk"
    freedom = read_freedom_house(folder / "FIW_2013-2025_official.csv", "f.csv", WORLD)
    assert freedom.errors == ()
    assert Counter(row.edition for row in freedom.rows)["2025"] == 208
    assert sum(row.code.startswith("territory:") for row in freedom.rows if row.edition == "2025") == 12
    ituc = read_ituc(folder / "ITUC_GRI_2025_unofficial_copy.csv", "i.csv", WORLD)
    ratings = Counter(row.values["rating"] for row in ituc.rows)
    assert ratings == {"5+": 12, "5": 39, "4": 41, "3": 29, "2": 23, "1": 7}
    cpi = read_cpi(folder / "CPI_2023.csv", "c.csv", WORLD, "2023")
    assert (len(cpi.rows), cpi.errors) == (180, ())
    dol = read_dol(folder / "DOL_TVPRA_goods_country_2020draft.csv", "d.csv", WORLD, "2020")
    assert (len(dol.rows), dol.errors) == (437, ())
    dfo = read_dfo(REAL_DATA / "product_risk" / "dfo_high_risk_list_2021.csv", "d.csv", WORLD)
    assert (len(dfo.rows), dfo.errors) == (29, ())
    supplement = read_dfo(REAL_DATA / "product_risk" / "high_risk_supplement_1.csv", "d.csv", WORLD)
    assert (len(supplement.rows), supplement.errors) == (10, ())


@needs_real_data
def test_a_real_table_with_one_figure_changed_is_told_of() -> None:
    content = (REAL_DATA / "country_risk" / "FIW_2013-2025_official.csv").read_text(encoding="utf-8")
    changed = content.replace("Afghanistan,AFG,c,2025,NF,7,7,1,5,6", "Afghanistan,AFG,c,2025,NF,7,7,1,5,60", 1)
    assert changed != content
    result = read_freedom_house(io.BytesIO(changed.encode()), "f.csv", WORLD)
    assert [(error.row, error.code) for error in result.errors] == [(3, "total_differs")]
