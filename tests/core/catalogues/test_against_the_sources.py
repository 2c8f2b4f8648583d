"""The shipped tables against the publishers' own files, where these are at hand."""

import csv
import os
from pathlib import Path

import pytest

from samsvar.core.catalogues import load_edition

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
