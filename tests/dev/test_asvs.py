"""docs/security/asvs.csv: which test shows which requirement of OWASP ASVS 5.0, levels 1 and 2."""

import csv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def rows() -> list[dict[str, str]]:
    with open(ROOT / "docs" / "security" / "asvs.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_of_levels_1_and_2_but_webrtc_has_a_row_once() -> None:
    names = [row["requirement"] for row in rows()]
    assert len(names) == len(set(names))
    assert sum(row["level"] in ("1", "2") for row in rows()) == 253 - 7


def test_what_is_shown_names_a_test_or_page_that_stands() -> None:
    missing = []
    for row in rows():
        assert row["state"] in (("shown", "open") if row["applies"] == "yes" else ("",)), row
        assert bool(row["shown_by"]) == (row["state"] == "shown"), row
        for place in row["shown_by"].split():
            file, _, test = place.partition("::")
            if not (ROOT / file).exists() or (test and f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")):
                missing.append(f"{row['requirement']}: {place}")
    assert missing == []
