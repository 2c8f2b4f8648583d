"""Who gets what from every address of the installation, and that nobody meets the neighbour's words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client

from samsvar.platform.ui import views
from tests.cast import CANARY, Cast
from tests.conftest import ALL
from tests.pages.asking import METHODS, all_bytes, all_rows, ask, client_for, lay_places, named_addresses, tables
from tests.pages.rows import ACTORS, NEIGHBOURS, Places, Row

#: Who tries the methods that a row does not name: one who sees or a stranger; with `--all` both, a reader and nobody.
FEW = {"get": {"kari", "per"}, "post": {"kari", "per"}, "put": {"kari"}, "delete": {"per"}, "patch": {"kari", "per"}}
WHOLE = {"kari", "per", "auditor", "anonymous"}
TRY = {method: WHOLE if ALL else actors for method, actors in FEW.items()}


def test_every_address_has_a_name_and_a_row_in_the_table():
    known = {row.name for _, row in all_rows()}
    missing = [f"{name or 'no name'}: {path}" for name, path in named_addresses() if name not in known]
    assert not missing, "not in tests/pages/table_*.py:\n" + "\n".join(sorted(missing))


def test_every_row_names_an_address_that_stands():
    standing = {name for name, _ in named_addresses()}
    assert sorted({row.name for _, row in all_rows()} - standing) == []


@pytest.fixture
def no_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that only say no know nothing of what was asked for: each person's is drawn, and read, the first time."""
    drawn: set[tuple[object, str]] = set()

    def draw(request: HttpRequest, template: str, *args: Any, status: int = 200) -> HttpResponse:
        mine = (request.user.pk, template)
        if status in (403, 404, 405) and mine in drawn:
            return HttpResponse(status=status)
        drawn.add(mine)
        return render(request, template, *args, status=status)

    monkeypatch.setattr(views, "render", draw)


@pytest.mark.usefixtures("no_is_drawn_once")
@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__.partition(".table_")[2])
def test_each_actor_gets_what_the_table_says(cast: Cast, table: Any):
    """One laying of records for a whole table: each request is rolled back, so no row sees another's."""
    places = lay_places(table, cast)
    clients = {actor: client_for(actor, cast) for actor in ACTORS}
    wrong = [found for row in table.ROWS for found in _wrong(row, clients, places)]
    assert not wrong, "\n".join(wrong)


def _wrong(row: Row, clients: dict[str, Client], places: Places) -> Iterator[str]:
    """What is otherwise than the row says, and where the neighbour's words are shown."""
    for actor, client in clients.items():
        for method in (*METHODS, *(["patch"] if row.patch else [])):
            if getattr(row, method) is None and actor not in TRY[method]:
                continue
            answer = ask(row, method, client, places)
            expected = row.expected(method)[actor]
            if answer.status_code != expected:
                yield f"{row}: {method.upper()} by {actor}: {answer.status_code}, the table says {expected}"
            if actor not in NEIGHBOURS and CANARY.encode() in all_bytes(answer):
                yield f"{row}: {method.upper()} by {actor} shows the neighbour's words"
