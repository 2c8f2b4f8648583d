"""The shipped tables against the publishers' own files, where these are at hand."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from samsvar.core.catalogues import load_edition
from samsvar.core.catalogues.climate import factors

STAGES = ("raw_material", "component", "final_production")
FOLDER = Path(os.environ.get("SAMSVAR_REAL_DATA", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("SAMSVAR_REAL_DATA") or not FOLDER.is_dir(),
    reason="SAMSVAR_REAL_DATA does not name the folder with the publishers' files",
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_freedom_house_agrees_in_every_edition():
    for row in rows("country_risk/FIW_2013-2025_official.csv"):
        if row["iso3"]:
            held = load_edition("freedom-house", row["edition"]).rows[row["iso3"]]
            assert (held["status"], held["total"]) == (row["status"], int(row["total"]))


def test_freedom_house_holds_as_many_rows_as_the_workbook():
    source = rows("country_risk/FIW_2013-2025_official.csv")
    for edition in {row["edition"] for row in source}:
        expected = sum(row["edition"] == edition for row in source)
        assert len(load_edition("freedom-house", edition).rows) == expected


def test_the_global_rights_index_agrees_and_its_classes_have_the_published_sizes():
    held = load_edition("ituc").rows
    assert {row["iso3"]: row["rating"] for row in rows("country_risk/ITUC_GRI_2025_unofficial_copy.csv")} == {
        code: row["rating"] for code, row in held.items()
    }
    ratings = [row["rating"] for row in held.values()]
    assert [ratings.count(rating) for rating in ("5+", "5", "4", "3", "2", "1")] == [12, 39, 41, 29, 23, 7]


def test_the_corruption_index_is_unchanged():
    for row in rows("country_risk/CPI_2012-2023_long.csv"):
        code = {"KSV": "XKX"}.get(row["iso3"], row["iso3"])
        assert load_edition("cpi", row["year"]).rows[code]["score"] == int(row["cpi"])


@pytest.mark.parametrize(
    ("source", "name"),
    [("dfo", "dfo_high_risk_list_2021.csv"), ("supplement", "high_risk_supplement_1.csv")],
)
def test_the_levels_of_products_agree(source, name):
    held = {
        (row["category"], row["product"]): tuple(
            row[s] or "" for s in ("raw_material", "component", "final_production")
        )
        for row in load_edition(source).rows.values()
    }
    assert held == {
        (row["category"], row["product"]): (row["raw_material"], row["component"], row["final_production"])
        for row in rows(f"product_risk/{name}")
    }


def test_the_tables_from_cpv_agree():
    held = load_edition("cpv-to-high-risk-category").rows.values()
    expected = rows("product_risk/cpv_to_high_risk_category.csv")
    assert sorted((r["cpv_prefix"], r["category"], r["product"] or "") for r in held) == sorted(
        (r["cpv_prefix"], r["category"], r["product"]) for r in expected
    )
    sectors = load_edition("cpv-to-service-sector").rows.values()
    assert sorted((r["cpv_prefix"], r["sector"]) for r in sectors) == sorted(
        (r["cpv_prefix"], r["sector"]) for r in rows("product_risk/cpv_to_service_sector.csv")
    )


def test_the_code_lists_are_whole():
    cpv = rows("product_codes/cpv2008_nob_en.csv")
    held = load_edition("cpv").rows
    assert len(cpv) == len(held) == 9454
    assert all(held[row["cpv"]] == {"name_nb": row["name_nob"], "name_en": row["name_en"]} for row in cpv)
    assert len(rows("product_codes/sn2007_nace_nob.csv")) == len(load_edition("sn2007").rows)


def test_the_goods_list_is_whole():
    source = rows("country_risk/DOL_TVPRA_goods_country_2020draft.csv")
    held = load_edition("dol-goods").rows
    assert len(source) == len(held)
    assert sum(row["forced_labor"] == "1" for row in source) == sum(r["forced_labour"] == "yes" for r in held.values())


def test_the_emission_factors_are_those_of_the_british_workbook_to_the_cell():
    book = CalamineWorkbook.from_path(FOLDER / "emission_factors/DESNZ_ghg-conversion-factors-2024-full_set_v1_1.xlsx")
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    looked_at = 0
    for factor in (each for each in factors() if each.publisher == "DESNZ" and each.gwp_set in ("AR5", "")):
        held = [factor.kg_co2e] if factor.biogenic_kg is None else [factor.kg_co2e, factor.biogenic_kg]
        assert [cell(sheets, place) for place in factor.place.split("; ")] == held, factor.code
        looked_at += 1
    assert looked_at == 39


def cell(sheets: dict[str, list[list[object]]], place: str) -> Decimal:
    sheet, _, at = place.partition("!")
    letters = at.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return Decimal(str(sheets[sheet][int(at.removeprefix(letters)) - 1][column - 1]))


def test_the_warming_potentials_are_those_of_the_reports():
    lines = (FOLDER / "emission_factors/ipcc_gwp_AR4_AR5_AR6.csv").read_text(encoding="utf-8").splitlines()
    held = {row["Species"]: row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}
    found = [each for each in factors() if each.publisher == "IPCC"]
    assert len(found) == 17
    for factor in found:
        species = factor.place.rpartition(" ")[2]
        assert factor.kg_co2e == Decimal(held[species][f"{factor.gwp_set}GWP100"]), factor.code


def test_the_electricity_factors_are_those_that_were_read():
    read = {
        (row["year"], Decimal(row["value"]) / 1000)
        for row in rows("emission_factors/energy_factors_no.csv")
        if row["factor"].startswith("El,")
    }
    assert read == {
        (str(each.from_year) if each.from_year == each.to_year else f"{each.from_year}-{each.to_year}", each.kg_co2e)
        for each in factors()
        if each.activity == "electricity"
    }
