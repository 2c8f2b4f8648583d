"""The benches of screening: that they run, and what the labelled names give."""

import os
from pathlib import Path

import pytest
from bench.screening import measure

from bench import name_matching
from samsvar.core.catalogues import load_screening_method

FOLDER = Path(os.environ.get("SAMSVAR_REAL_DATA", ""))


def test_made_suppliers_are_found_again_among_made_entries() -> None:
    told = measure(suppliers=300, entries=500, like=0.1)
    assert told["of_these_found"] >= 0.7 * told["made_after_an_entry"] > 0


@pytest.mark.skipif(
    not os.environ.get("SAMSVAR_REAL_DATA") or not FOLDER.is_dir(),
    reason="SAMSVAR_REAL_DATA does not name the folder with the labelled names",
)
def test_the_labelled_names_give_what_the_page_says() -> None:
    method = load_screening_method()
    names, others = name_matching.spellings(FOLDER), name_matching.public_bodies(FOLDER)
    page = name_matching.PAGE.read_text(encoding="utf-8")
    for half in name_matching.HALVES:
        found, truth = name_matching.candidates_of(half, names, others, method)
        rows = list(name_matching.measured(found, truth))
        assert name_matching.table(rows) in page
        [chosen] = [each for each in rows if each.threshold == method.threshold]
        assert chosen.precision > 0.9
        assert chosen.by_company > 0.8
