"""Lists of companies: three formats told apart by content, errors with row and column, and nothing of people."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from samsvar.core.readers import watchlist
from samsvar.core.readers.results import Lookups, NotFound, ReadResult
from samsvar.core.readers.watchlist import ListedRow, Watchlist, entities, read_watchlist, reading

FORMATS = Path(__file__).parents[2] / "formats"
LOOKUPS = Lookups(match_country=lambda text: {"CN": "CHN", "NO": "NOR"}.get(text, NotFound()))


def read(name: str) -> Watchlist:
    result = read_watchlist(FORMATS / name, name, LOOKUPS)
    assert result.errors == ()
    [found] = result.rows
    return found


def told(content: str | bytes, name: str) -> list[tuple[int | None, str | None, str]]:
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return [(error.row, error.column, error.code) for error in read_watchlist(file, name, LOOKUPS).errors]


def test_a_table_of_targets_gives_companies_with_names_countries_and_numbers() -> None:
    found = read("watchlist_targets.csv")
    assert (found.kind, found.count, found.newest) == ("opensanctions_table", 2, "2025-06-02")
    assert (found.passed.others, found.passed.countries) == (1, 1)
    first, second = found.entries()
    assert first == ListedRow(
        row=2,
        id="xx-1",
        name="Oppdiktet Silisium Co., Ltd.",
        aliases=("Oppdiktet Silicon", "Silisium; avdeling 2"),
        countries=("CHN",),
        numbers=("91650000MA",),
        addresses=("No. 1 Road, Turpan",),
        programmes=("XX-FL", "Oppdiktet liste"),
        listed_on="2023-01-02",
        seen_on="2025-06-01",
    )
    assert second.aliases == ("Påfunnkorpset",)


def test_entities_line_by_line_give_targets_that_are_companies() -> None:
    found = read("watchlist_entities.json")
    assert (found.kind, found.count, found.passed.others) == ("opensanctions_entities", 2, 2)
    first, second = found.entries()
    assert (first.name, first.aliases) == (
        "Oppdiktet Silisium Co., Ltd.",
        ("湖南虚构纺织有限公司", "Oppdiktet Silicon"),
    )
    assert (first.weak, first.countries, first.topics) == (("OSK",), ("CHN",), ("sanction",))
    assert first.programmes == ("XX-FL", "xx_liste")
    assert (second.id, second.name) == ("xx-5", "Bare Overskrift")


def test_names_in_one_cell_are_parted_as_the_publisher_means_them() -> None:
    found = read("watchlist_uflpa.csv")
    rows = list(found.entries())
    assert (found.kind, found.newest) == ("uflpa", "2024")
    assert [(row.name, row.aliases, row.weak, row.with_subsidiaries, row.listed_on) for row in rows] == [
        (
            "Oppdiktet Silicon Industry (Langtvekk) Co., Ltd.",
            ("Påfunn Silicon Industry (Langtvekk) Co",),
            (),
            True,
            "2022-06-21",
        ),
        ("Oppdiktet Produksjonskorps", (), ("OPPK",), True, "2022-06-21"),
        ("Skriver Corporation", ("Fjern Skriver Co. Ltd.", "Nær Skriver Co., Ltd."), (), True, "2023-06-12"),
        ("Ull Textile Co., Ltd.", ("Garn Co", "Ull Tekstil"), (), False, "2023-08-02"),
        ("Batteri Group Co., Ltd.", ("Gammelt Batteri Co., Ltd",), (), False, "2024"),
    ]


@pytest.mark.parametrize(
    "content, expected",
    [
        ("id,schema,name\nx,Company,\n", [(2, "name", "missing_value")]),
        ("id,schema,name\n,Company,A\n", [(2, "id", "missing_value")]),
        ("id,schema,name\nx,Company,A\nx,Company,B\n", [(3, "id", "duplicate")]),
        ("id,schema,name,first_seen\nx,Company,A,i går\n", [(2, "first_seen", "not_a_date")]),
        ("name\nA\na\n", [(3, "name", "duplicate")]),
        ("name,aliases\nA,=1+1\n", [(2, "aliases", "formula")]),
        (f"name\n{'x' * 1001}\n", [(2, "name", "too_long")]),
        ("name\nA\x07B\n", [(2, "name", "control_character")]),
        ("id,schema,name\nx,Person,A\n", [(None, None, "no_companies")]),
        ("fargelegging;tegning\n1;2\n", [(None, None, "no_header")]),
        ("name\n", [(None, None, "no_companies")]),
        ("", [(None, None, "empty_file")]),
    ],
)
def test_what_is_wrong_in_a_table_is_told_with_row_and_column(
    content: str, expected: list[tuple[int | None, str | None, str]]
) -> None:
    assert told(content, "list.csv") == expected


COMPANY = '{"id":"x","schema":"Company","properties":{"name":["A"]}}'


@pytest.mark.parametrize(
    "content, expected",
    [
        (COMPANY + "\n{", [(2, None, "malformed_json")]),
        (COMPANY + "\n[1]", [(2, None, "not_entity")]),
        ('{"id":"x","schema":[],"properties":{"name":["A"]}}', [(1, None, "not_entity")]),
        (COMPANY + "\n" + COMPANY, [(2, "id", "duplicate")]),
        ('{"id":"","schema":"Company","properties":{"name":["A"]}}', [(1, "id", "missing_value")]),
        ('{"id":"x","schema":"Company","properties":{"name":[3,null,{}]}}', [(1, "name", "missing_value")]),
        (
            '{"id":"x","schema":"Company","properties":{"name":["A"]},"last_seen":"x"}',
            [(1, "properties", "not_a_date")],
        ),
        ('{"id":"x","schema":"Company","properties":{"name":["A\\ud800"]}}', [(1, None, "undecodable")]),
        ('{"a":1,"a":2,"schema":"Company","properties":{}}', [(1, None, "duplicate_key")]),
        ('{"id":"x","schema":"Company","properties":' + '{"a":' * 5000, [(1, None, "malformed_json")]),
        (b'{"id":"\xff"}', [(1, None, "undecodable")]),
    ],
)
def test_what_is_wrong_in_a_line_of_json_is_told_with_its_line(
    content: str | bytes, expected: list[tuple[int | None, str | None, str]]
) -> None:
    assert told(content, "entities.ftm.json") == expected


def test_a_line_without_end_and_a_list_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "LINE_BYTES", 100)
    assert told(COMPANY + "\n" + '{"a":"' + "x" * 200, "e.json") == [(2, None, "line_too_long")]
    monkeypatch.setattr(reading, "ENTRIES", 1)
    assert told("name\nA\nB\n", "list.csv") == [(3, None, "too_many_entries")]


def test_a_name_that_lies_about_its_content_is_refused() -> None:
    assert told(COMPANY, "list.csv")[0][2] == "wrong_type"
    assert told("name\nA\n", "list.json")[0][2] == "wrong_type"
    assert told(b"PK\x03\x04junk", "list.xlsx")[0][2] == "damaged"


def test_entries_are_read_again_and_never_stand_in_memory_as_a_whole() -> None:
    lines = "\n".join(
        json.dumps({"id": f"x{n}", "schema": "Company", "properties": {"name": [f"Navn {n}"]}}) for n in range(300)
    )
    steps: list[tuple[int, int]] = []
    result: ReadResult[Watchlist] = read_watchlist(
        io.BytesIO(lines.encode()), "e.json", LOOKUPS, lambda done, size: steps.append((done, size))
    )
    [found] = result.rows
    rows = found.entries()
    assert isinstance(rows, Iterator)
    assert next(rows).name == "Navn 0"
    assert sum(1 for _ in found.entries()) == found.count == 300
    assert steps[-1] == (len(lines), len(lines))
    assert watchlist.__all__ == ["ListedRow", "Passed", "Watchlist", "read_watchlist"]
