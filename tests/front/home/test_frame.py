from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client, RequestFactory

from samsvar.front.home import menu
from samsvar.front.home.frame import frame
from samsvar.front.home.menu import Entry, Line, lines, mark_here
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.actor import Actor
from tests.cast import TODAY

EVERYBODY = Viewer(actor=Actor("", "x", "web"), on=TODAY, everything=True)
NOBODY = Viewer(actor=Actor("", "x", "web"), on=TODAY)


def request_for(viewer: Viewer | None, address: str = "/", session: dict[str, Any] | None = None) -> Any:
    request = RequestFactory().get(address)
    request.session = session or {}  # type: ignore[assignment]
    request.viewer = viewer  # type: ignore[attr-defined]
    return request


def frame_for(viewer: Viewer | None, address: str = "/", session: dict[str, Any] | None = None) -> Any:
    return frame(request_for(viewer, address, session))["frame"]


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry's page exists, at an address named after its code."""
    monkeypatch.setattr(menu, "address", lambda entry: f"/{entry.code}/" if entry.url else "")


def test_an_entry_without_a_page_in_this_installation_is_not_drawn() -> None:
    assert lines((Entry("x", "X", "nowhere:page"),), EVERYBODY) == ()


@pytest.mark.usefixtures("addresses")
def test_an_entry_leads_to_the_first_page_the_viewer_has() -> None:
    pages = (Entry("a", "A", "a:a", permission=Permission.MANAGE_METHODS), Entry("b", "B", "b:b"))
    (drawn,) = lines((Entry("x", "X", pages=pages),), NOBODY)
    assert drawn.href == "/b/"
    assert [page.entry.code for page in drawn.pages] == ["b"]


@pytest.mark.usefixtures("addresses")
def test_an_entry_whose_pages_are_all_for_others_is_gone() -> None:
    hidden = Entry("a", "A", "a:a", permission=Permission.VIEW_TRAIL)
    assert lines((Entry("x", "X", pages=(hidden,)),), NOBODY) == ()


def test_the_page_that_is_open_is_the_longest_beginning_of_the_address() -> None:
    start = Line(Entry("start", "S"), "/")
    contracts = Line(Entry("contracts", "C"), "/avtaler/")
    chain = Line(Entry("chain", "L"), "/avtaler/", pages=(contracts,))
    mark_here((start, chain), "/avtaler/abc123/rediger")
    assert (contracts.here, chain.open, start.here) == (True, True, False)


def test_pages_that_share_a_line_of_the_menu_stand_beside_each_other_on_themselves() -> None:
    hits = Line(Entry("screening", "Hits", "x"), "/screening/")
    suppliers = Line(Entry("suppliers", "Suppliers", "x"), "/suppliers/", pages=(hits,))
    drawn = (Line(Entry("chain", "Chain"), "/suppliers/", pages=(suppliers,)),)
    beside = mark_here(drawn, "/screening/")
    assert [(line.entry.code, line.here) for line in beside] == [("suppliers", False), ("screening", True)]
    assert suppliers.here, "the menu shows the line that the page stands under"
    assert mark_here(drawn, "/screening/abc/") == (), "a record's own page has a breadcrumb instead"


def test_the_start_page_is_not_open_everywhere() -> None:
    start = Line(Entry("start", "S"), "/")
    mark_here((start,), "/ukjent")
    assert not start.here


@pytest.mark.usefixtures("addresses")
def test_a_role_sees_the_entries_that_hold_something_for_it(cast: Any) -> None:
    def codes(name: str) -> set[str]:
        drawn = frame_for(cast.viewer(name))
        return {page.entry.code for line in (*drawn.menu, *drawn.below) for page in line.pages}

    assert {"contracts", "impacts", "risk"} <= codes("kari")
    assert {"people", "trail"} <= codes("administrator")
    assert not {"contracts", "impacts"} & codes("ola")
    assert codes("per") == set()


@pytest.mark.usefixtures("addresses")
def test_a_counter_is_asked_for_the_open_entry_only(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def count(viewer: Viewer, unit: Any, on: date) -> int:
        asked.append(on)
        return 7

    pages = (Entry("contracts", "C", "c:c", counter=count),)
    monkeypatch.setattr("samsvar.front.home.frame.MENU", (Entry("chain", "L", pages=pages),))
    monkeypatch.setattr("samsvar.front.home.frame.BELOW", ())
    assert frame_for(cast.viewer("kari"), "/noe-annet").menu[0].pages[0].count is None
    assert frame_for(cast.viewer("kari"), "/contracts/abc").menu[0].pages[0].count == 7
    assert asked == [TODAY]


def test_the_frame_costs_one_query(cast: Any, django_assert_num_queries: Any) -> None:
    drawn = frame_for(cast.viewer("regional"))
    with django_assert_num_queries(1):
        assert drawn.unit
        assert drawn.units
        assert drawn.recent == []
        assert drawn.menu is not None


def test_a_frame_that_nobody_reads_asks_for_nothing(cast: Any, django_assert_num_queries: Any) -> None:
    viewer = cast.viewer("kari")
    with django_assert_num_queries(0):
        frame(request_for(viewer))


def test_the_unit_comes_from_the_address_then_the_session_then_the_role(cast: Any) -> None:
    viewer = cast.viewer("kari")
    nett, vakt = cast.units["nett"], cast.units["vakt"]
    assert frame_for(viewer).unit.key == cast.enterprise.key
    assert frame_for(viewer, session={"unit": vakt.key}).unit.key == vakt.key
    assert frame_for(viewer, f"/?unit={nett.key}", session={"unit": vakt.key}).unit.key == nett.key


def test_a_neighbours_unit_cannot_be_chosen_or_seen(cast: Any) -> None:
    drawn = frame_for(cast.viewer("kari"), f"/?unit={cast.neighbour.key}")
    assert drawn.unit.key == cast.enterprise.key
    assert cast.neighbour.key not in [line.unit.key for line in drawn.units]


def test_units_stand_under_those_above_them(cast: Any) -> None:
    depths = {line.unit.name_nb: line.depth for line in frame_for(cast.viewer("regional")).units}
    assert depths["Oppdiktet RHF"] == 0
    assert depths["Liksom sykehus HF"] == 1


def test_the_address_carries_unit_and_period_and_nothing_else(cast: Any) -> None:
    assert frame_for(cast.viewer("kari"), "/?unit=a&period=2024&page=3").carried == "?unit=a&period=2024"
    assert frame_for(cast.viewer("kari"), "/?page=3").carried == ""


def test_a_period_that_is_not_offered_falls_back_to_this_year(cast: Any) -> None:
    assert frame_for(cast.viewer("kari"), "/?period=2024").period == "2024"
    assert frame_for(cast.viewer("kari"), "/?period=1850").period == "2025"


def test_an_auditor_is_told_of_reading_access(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    assert "Du har lesetilgang" in signed_in(client, cast.auditor).get("/hurtigtaster").content.decode()
    assert "Du har lesetilgang" not in signed_in(client, cast.kari).get("/hurtigtaster").content.decode()


def test_the_looks_of_the_frame_tell_apart_all_that_stands_in_it() -> None:
    looks = {
        frame_for(EVERYBODY, "/avtaler/").look,
        frame_for(EVERYBODY, "/tiltak/").look,
        frame_for(EVERYBODY, "/avtaler/?unit=x").look,
        frame_for(NOBODY, "/avtaler/").look,
        frame_for(None, "/avtaler/").look,
    }
    assert len(looks) == 5
    assert frame_for(EVERYBODY, "/avtaler/?level=4").look in looks
