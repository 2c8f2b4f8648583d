"""What the neighbour has leaves no trace in Kari's pages: not a count, not an order, not a byte."""

import pytest

from tests.cast import Cast
from tests.pages.asking import all_bytes, all_rows, ask, client_for, lay_places, masked, tables
from tests.pages.rows import Row

_SEEN = [(table, row) for table, row in all_rows() if row.get and row.get["kari"] == 200]
MANY = 200


@pytest.mark.parametrize(("table", "row"), [pytest.param(t, r, id=str(r)) for t, r in _SEEN])
def test_the_neighbours_rows_change_no_byte_of_karis_pages(cast: Cast, table: object, row: Row):
    places = lay_places(table, cast)
    client = client_for("kari", cast)
    ask(row, "get", client, places)
    before = masked(all_bytes(ask(row, "get", client, places)))
    for other in tables():
        if hasattr(other, "more"):
            other.more(cast, MANY)
    after = masked(all_bytes(ask(row, "get", client, places)))
    assert after == before
