"""What the neighbour has leaves no trace in Kari's pages: not a count, not an order, not a byte."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.pages.asking import all_bytes, ask, client_for, lay_places, masked, tables

MANY = 60


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__.partition(".table_")[2])
def test_the_neighbours_rows_change_no_byte_of_karis_pages(cast: Cast, table: Any):
    places = lay_places(table, cast)
    client = client_for("kari", cast)
    seen = [row for row in table.ROWS if row.get and row.get["kari"] == 200]
    for row in seen:
        ask(row, "get", client, places)
    before = [masked(all_bytes(ask(row, "get", client, places))) for row in seen]
    for other in tables():
        if hasattr(other, "more"):
            other.more(cast, MANY)
    after = [masked(all_bytes(ask(row, "get", client, places))) for row in seen]
    assert [str(row) for row, then, now in zip(seen, before, after, strict=True) if now != then] == []
