"""Who gets what from every address of the installation, and that nobody meets the neighbour's words."""

import pytest

from tests.cast import CANARY, Cast
from tests.pages.asking import METHODS, all_bytes, all_rows, ask, client_for, lay_places, named_addresses
from tests.pages.rows import ACTORS, NEIGHBOURS, Row

#: Who tries the methods that a row does not name: one who sees, one who only reads, a stranger, and nobody.
FEW = frozenset({"kari", "auditor", "per", "anonymous"})


def test_every_address_has_a_name_and_a_row_in_the_table():
    known = {row.name for _, row in all_rows()}
    missing = [f"{name or 'no name'}: {path}" for name, path in named_addresses() if name not in known]
    assert not missing, "not in tests/pages/table_*.py:\n" + "\n".join(sorted(missing))


def test_every_row_names_an_address_that_stands():
    standing = {name for name, _ in named_addresses()}
    assert sorted({row.name for _, row in all_rows()} - standing) == []


@pytest.mark.parametrize(("table", "row"), [pytest.param(t, r, id=str(r)) for t, r in all_rows()])
def test_each_actor_gets_what_the_table_says(cast: Cast, table: object, row: Row):
    places = lay_places(table, cast)
    wrong, leaks = [], []
    for actor in ACTORS:
        client = client_for(actor, cast)
        for method in (*METHODS, *(["patch"] if row.patch else [])):
            if getattr(row, method) is None and actor not in FEW:
                continue
            answer = ask(row, method, client, places)
            expected = row.expected(method)[actor]
            if answer.status_code != expected:
                wrong.append(f"{method.upper()} by {actor}: {answer.status_code}, the table says {expected}")
            if actor not in NEIGHBOURS and CANARY.encode() in all_bytes(answer):
                leaks.append(f"{method.upper()} by {actor}")
    assert not wrong, f"{row}:\n" + "\n".join(wrong)
    assert not leaks, f"{row} shows the neighbour's words to:\n" + "\n".join(leaks)
