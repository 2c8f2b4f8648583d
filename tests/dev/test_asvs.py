"""docs/security/asvs.csv: which test or page answers which requirement of OWASP ASVS 5.0, levels 1 and 2.

States of a row that applies: `shown` by tests, `written` in a page (requirements of documentation), `operator` (whoever
runs it must do it; the page says how), `open` (the reason stands in `what`). One that does not apply says why.
"""

import ast
import csv
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: What a row in each state must name: the beginning of one of its places at least.
NAMES = {"shown": ("tests/",), "written": ("docs/", "src/", "SECURITY.md"), "operator": ("docs/",), "open": ()}


@cache
def rows() -> list[dict[str, str]]:
    with open(ROOT / "docs" / "security" / "asvs.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def stands(place: str) -> bool:
    """Whether the page has something in it, or the file has that test."""
    file, _, test = place.partition("::")
    if not (ROOT / file).is_file() or not (ROOT / file).stat().st_size:
        return False
    return not test or (test.startswith("test_") and test in names_in(file))


def test_every_requirement_of_levels_1_and_2_but_webrtc_has_a_row_once() -> None:
    names = [row["requirement"] for row in rows()]
    assert len(names) == len(set(names))
    assert sum(row["level"] in ("1", "2") for row in rows()) == 253 - 7


def test_every_row_says_what_holds_and_why_what_does_not() -> None:
    assert [row["requirement"] for row in rows() if not row["what"]] == []
    assert [row["requirement"] for row in rows() if row["applies"] == "no" and (row["state"] or row["shown_by"])] == []


def test_what_is_answered_names_tests_and_pages_that_stand() -> None:
    missing = []
    for row in rows():
        if row["applies"] == "no":
            continue
        assert row["state"] in NAMES, row
        places, wanted = row["shown_by"].split(), NAMES[row["state"]]
        if bool(places) != bool(wanted) or (wanted and not any(place.startswith(wanted) for place in places)):
            missing.append(f"{row['requirement']}: {row['state']} by {places}")
        missing += [f"{row['requirement']}: {place}" for place in places if not stands(place)]
    assert missing == []
