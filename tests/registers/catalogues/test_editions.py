"""Editions side by side: loaded once, never changed, and made ready once per process."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.core.rules.risk import EditionNotHeld
from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.models import Event
from samsvar.registers.catalogues.models import Edition, EditionRow
from samsvar.registers.catalogues.selectors import editions_of, newest_editions, risk_catalogues, rows_of, what_moved
from samsvar.registers.catalogues.services import EditionDiffers, EditionMeta, import_edition, load_shipped_editions
from tests.cast import NOW

BY = Actor(person_key="", name="Kari Liksom", via="web")
META = EditionMeta("Global Rights Index", "ITUC", published_on=date(2026, 6, 1))
ROWS = {"NOR": {"name": "Norway", "rating": "1"}, "CHN": {"name": "China", "rating": "5"}}


@pytest.fixture
def shipped(db: Any) -> list[str]:
    return load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))


@pytest.mark.requirement("R001-54", "R001-55", "R001-56", "R001-79")
def test_the_shipped_sources_are_loaded_with_publisher_and_rows(shipped: list[str]) -> None:
    assert {"freedom-house 2025", "ituc 2025", "dfo 2021", "minimum-wage 2025-06-15", "supplement 1"} <= set(shipped)
    dfo = Edition.objects.get(source="dfo")
    assert (dfo.publisher, dfo.incomplete, dfo.shipped) == ("DFØ", True, True)
    cocoa = rows_of(dfo)["mat-og-drikke/kakao"]
    assert (cocoa["raw_material"], cocoa["component"]) == ("svært høy", None)
    assert rows_of(Edition.objects.get(source="minimum-wage"))["cleaning"]["rate_ore"] == 23654


def test_loading_again_changes_nothing_and_leaves_no_event(shipped: list[str]) -> None:
    before = (Edition.objects.count(), EditionRow.objects.count(), Event.objects.count())
    assert load_shipped_editions(at=NOW, sources=SOURCES) == []
    assert (Edition.objects.count(), EditionRow.objects.count(), Event.objects.count()) == before


def test_the_newest_edition_is_the_one_whose_name_is_highest(shipped: list[str]) -> None:
    assert newest_editions()["freedom-house"].edition == "2025"
    assert [edition.edition for edition in editions_of("freedom-house")][:2] == ["2025", "2024"]


@pytest.mark.requirement("R001-55")
def test_a_new_edition_comes_in_beside_the_old_one(shipped: list[str]) -> None:
    done = import_edition(source="ituc", edition="2026", rows=ROWS, meta=META, by=BY, at=NOW)
    assert (done.created, done.unchanged) == (2, 0)
    assert newest_editions()["ituc"].edition == "2026"
    assert len(rows_of(Edition.objects.get(source="ituc", edition="2025"))) == 151
    assert Event.objects.filter(kind="edition_imported").count() == 1


def test_an_older_edition_read_in_later_does_not_become_the_newest(shipped: list[str]) -> None:
    import_edition(source="ituc", edition="2024", rows=ROWS, meta=META, by=BY, at=NOW)
    assert [edition.edition for edition in editions_of("ituc")] == ["2025", "2024"]


def test_the_same_file_twice_changes_nothing(db: Any) -> None:
    import_edition(source="ituc", edition="2026", rows=ROWS, meta=META, by=BY, at=NOW)
    again = import_edition(source="ituc", edition="2026", rows=ROWS, meta=META, by=BY, at=NOW)
    assert (again.created, again.unchanged) == (0, 2)
    assert Event.objects.filter(kind="edition_imported").count() == 1


def test_an_edition_that_is_held_is_never_changed(db: Any) -> None:
    import_edition(source="ituc", edition="2026", rows=ROWS, meta=META, by=BY, at=NOW)
    other = {**ROWS, "NOR": {"name": "Norway", "rating": "2"}}
    with pytest.raises(EditionDiffers):
        import_edition(source="ituc", edition="2026", rows=other, meta=META, by=BY, at=NOW)
    assert rows_of(Edition.objects.get())["NOR"]["rating"] == "1"


def test_the_publishers_own_file_of_an_edition_that_shipped_is_held_already(shipped: list[str]) -> None:
    meta = EditionMeta("Høyrisikolisten", "DFØ")
    held = rows_of(Edition.objects.get(source="dfo", edition="2021"))
    theirs: dict[str, Any] = {
        code: {name: value for name, value in row.items() if not name.startswith("note_")}
        | {"note": "Sialkot", "basis": None, "url": ""}
        for code, row in held.items()
    }
    done = import_edition(source="dfo", edition="2021", rows=theirs, meta=meta, by=BY, at=NOW)
    assert (done.created, done.unchanged) == (0, len(held))
    theirs["mat-og-drikke/kakao"]["component"] = "lav"
    with pytest.raises(EditionDiffers):
        import_edition(source="dfo", edition="2021", rows=theirs, meta=meta, by=BY, at=NOW)


def test_a_country_spelt_otherwise_is_no_other_figure(db: Any) -> None:
    import_edition(source="ituc", edition="2026", rows=ROWS, meta=META, by=BY, at=NOW)
    spelt: Any = {**ROWS, "NOR": {"name": "Kingdom of Norway", "rating": "1"}}
    assert import_edition(source="ituc", edition="2026", rows=spelt, meta=META, by=BY, at=NOW).unchanged == 2


def test_a_dry_run_tells_what_it_would_do_and_does_not(db: Any) -> None:
    would = import_edition(source="ituc", edition="2026", rows=ROWS, meta=META, by=BY, at=NOW, dry_run=True)
    assert (would.created, would.dry_run) == (2, True)
    assert not Edition.objects.exists()


def test_what_moved_names_rows_that_differ_came_and_went(db: Any) -> None:
    later = {"NOR": {"name": "Norway", "rating": "2"}, "KEN": {"name": "Kenya", "rating": "4"}}
    import_edition(source="ituc", edition="2025", rows=ROWS, meta=META, by=BY, at=NOW)
    import_edition(source="ituc", edition="2026", rows=later, meta=META, by=BY, at=NOW)
    moved = {row.code: (row.was, row.now) for row in what_moved("ituc", "2025", "2026")}
    assert set(moved) == {"CHN", "KEN", "NOR"}
    assert moved["CHN"][1] is None
    assert moved["KEN"][0] is None
    assert [values["rating"] for values in moved["NOR"] if values] == ["1", "2"]
    with pytest.raises(EditionNotHeld):
        what_moved("ituc", "2025", "1999")


def test_the_catalogues_are_read_once_per_process(shipped: list[str]) -> None:
    first = risk_catalogues()
    with CaptureQueriesContext(connection) as queries:
        assert risk_catalogues() is first
    assert len(queries) == 1
    assert risk_catalogues({"freedom-house": "2024"}).editions["freedom-house"] == "2024"
    assert first.editions["freedom-house"] == "2025"


@pytest.mark.parametrize("wanted", [{"ituc": "1999"}, {"guesswork": "1"}, {"cpv-to-service-sector": "1"}])
def test_an_edition_that_is_not_held_is_refused(shipped: list[str], wanted: dict[str, str]) -> None:
    with pytest.raises(EditionNotHeld):
        risk_catalogues(wanted)
