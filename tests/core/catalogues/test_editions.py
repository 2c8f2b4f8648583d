import json
import shutil
from pathlib import Path

import pytest

from samsvar.core.catalogues import (
    CatalogueBroken,
    CatalogueMissing,
    load_edition,
    load_method,
    load_newest,
    load_source,
    missing_sources,
    risk_catalogues,
    shipped_editions,
    source_ids,
    title_in,
)
from samsvar.core.catalogues.editions import FOLDER
from samsvar.core.rules.risk import EditionNotHeld, assess
from tests.core.rules.risk.cases import ON, contract

GOVERNANCE = {
    *("annual-wheel", "dimensions", "document-approvals", "goals", "governing-documents", "indicators"),
    *("plan-criteria", "requirements", "strategy-example-actions", "strategy-example-ambitions"),
    *("strategy-example-facts", "strategy-example-points", "sustainability-areas", "sustainability-steps"),
    *("targets", "un-goals", "climate-activities", "emission-factors"),
}
"""Read by the loaders of governance, goals and the climate account alone (`test_governance`, `test_goals`,
`test_climate`), never by an assessment."""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped catalogues without the big code lists, to break."""
    here = tmp_path / "catalogue_data"
    left_out = (source.replace("-", "_") for source in GOVERNANCE)
    shutil.copytree(FOLDER, here, ignore=shutil.ignore_patterns("cpv", "sn2007", "world_map", *left_out))
    return here


@pytest.mark.parametrize("source", source_ids())
def test_every_source_says_what_it_is_in_three_languages_with_publisher_and_licence(source):
    about = load_source(source)
    assert about.id == source
    assert about.title.keys() == {"nb", "nn", "en"}
    assert all(about.title.values())
    assert not about.note or about.note.keys() == {"nb", "nn", "en"}
    assert about.publisher
    assert about.licence
    for edition in about.editions:
        assert load_edition(source, edition).rows


@pytest.mark.parametrize("source", source_ids())
def test_texts_per_language_are_there_in_all_the_languages_a_column_promises(source):
    about = load_source(source)
    for column in [name for name in about.columns if name.endswith("_nn")]:
        stem = column.removesuffix("_nn")
        for code, row in load_edition(source).rows.items():
            filled = {language: bool(row.get(f"{stem}_{language}")) for language in ("nb", "nn", "en")}
            assert len(set(filled.values())) == 1, (code, stem)


@pytest.mark.requirement("R001-54", "R001-55", "R001-56")
def test_the_sources_of_an_assessment_ship_with_edition_and_publisher():
    assert shipped_editions() == {
        "freedom-house": tuple(str(year) for year in range(2013, 2026)),
        "ituc": ("2025",),
        "dfo": ("2021",),
        "supplement": ("1",),
        "minimum-wage": ("2025-06-15",),
    }
    assert load_edition("dfo").complete is False
    assert load_source("supplement").publisher == "Samsvar"
    assert "CC BY-ND" in load_source("cpi").licence


def test_a_rating_of_five_plus_stays_five_plus_and_a_total_is_a_number():
    assert load_edition("ituc").rows["MMR"]["rating"] == "5+"
    assert load_edition("freedom-house").rows["IND"]["total"] == 63
    assert load_edition("freedom-house").rows["territory:tibet"]["territory"] == "yes"


def test_an_edition_is_read_once():
    assert load_edition("ituc") is load_edition("ituc")


def test_what_is_not_there_is_said_by_name():
    with pytest.raises(CatalogueMissing):
        load_source("no-such-source")
    with pytest.raises(CatalogueMissing):
        load_edition("ituc", "1999")
    with pytest.raises(CatalogueMissing):
        load_method("default", 99)
    with pytest.raises(EditionNotHeld) as caught:
        risk_catalogues({"ituc": "2024"})
    assert caught.value.held == ("2025",)
    assert missing_sources(["ituc", "no-such-source"]) == ("no-such-source",)
    assert [edition.source for edition in load_newest(["ituc", "no-such-source"])] == ["ituc"]


@pytest.mark.parametrize("source", sorted({*source_ids()} - GOVERNANCE - {"cpv", "sn2007"}))
def test_the_package_works_without_any_one_of_the_folders(copied, source):

    shutil.rmtree(copied / source.replace("-", "_"))
    held = risk_catalogues(folder=copied)
    facts = contract(cpv_codes=("15863000",), countries=("IND",))
    found = assess(facts, load_method(folder=copied), held, ON)
    assert found.level in (3, 4)
    assert source not in held.editions


def test_a_database_may_hold_the_editions_instead():
    held = [load_edition("ituc"), load_edition("freedom-house", "2024")]
    assert risk_catalogues(held=held).editions == {"freedom-house": "2024", "ituc": "2025"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code,rating\nIND,5\nIND,4\n", "code_twice"),
        ("code,rating\nIND\n", "wrong_number_of_cells"),
        ("code,colour\nIND,red\n", "unknown_column"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(copied, text, code):
    (copied / "ituc" / "2025.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueBroken) as caught:
        load_edition("ituc", folder=copied)
    assert caught.value.code == code
    assert caught.value.where.startswith("2025.csv:")


def test_a_number_that_is_none_and_a_description_without_a_part_are_refused(copied):
    (copied / "freedom_house" / "2025.csv").write_text("code,total\nIND,many\n", encoding="utf-8")
    with pytest.raises(CatalogueBroken, match="not_a_whole_number"):
        load_edition("freedom-house", folder=copied)
    (copied / "ituc" / "source.json").write_text(json.dumps({"id": "ituc", "title": {}}), encoding="utf-8")
    with pytest.raises(CatalogueBroken, match="missing_publisher"):
        load_source("ituc", copied)
    (copied / "dfo" / "source.json").write_text("{", encoding="utf-8")
    with pytest.raises(CatalogueBroken, match="not_json"):
        load_source("dfo", copied)


@pytest.mark.requirement("R001-11")
def test_the_owners_four_expectations_ship_with_their_chapter():
    rows = load_edition("owner-expectations").rows
    assert len(rows) == 4
    assert {row["chapter"] for row in rows.values()} == {"11.2–11.3"}


@pytest.mark.requirement("R001-59", "R001-67", "R001-80")
def test_the_kinds_of_risk_cover_what_the_high_risk_list_names():
    assert load_edition("risk-kinds").rows.keys() >= {
        "child_labour",
        "forced_labour",
        "wages",
        "working_hours",
        "ohs",
        "freedom_of_association",
        "conflict_minerals",
    }


def test_every_breach_kind_of_the_method_is_a_kind_of_risk():
    assert load_method().breach_kinds <= load_edition("risk-kinds").rows.keys()


def test_a_title_falls_back_to_bokmaal():
    assert title_in({"nb": "Land"}, "nn") == "Land"
    assert title_in({}, "nb") == ""
