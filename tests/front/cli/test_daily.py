"""`samsvar daily`: what it does, that twice is as once, and that one step's failure does not stop the others."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.front.cli import main
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.verification import verify
from samsvar.platform.imports.models import ImportRun, ImportStatus
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import make_sign_in_link
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.due_diligence.models import AssessmentRun
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import make_contract

BY = Actor(person_key="", name="samsvar", via="cli")


def daily(capfdbinary: Any, *words: str) -> tuple[int, dict[str, Any]]:
    code = main.main(["daily", "--json", *words])
    return code, json.loads(capfdbinary.readouterr().out)


def import_run(cast: Any, **more: Any) -> ImportRun:
    kept = {"kind": "contracts", "file_name": "avtaler.csv", "status": ImportStatus.DONE, "person": cast.kari}
    stamps = {"created_at": NOW, "updated_at": NOW}
    return ImportRun.objects.create(enterprise=cast.enterprise, **{**kept, **stamps, **more})


def test_twice_a_day_is_as_once(cast: Any, capfdbinary: Any, tmp_path: Path) -> None:
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    make_contract(cast.enterprise)
    make_contract(cast.neighbour)
    anchors = str(tmp_path / "anchors.json")
    code, first = daily(capfdbinary, "--anchors", anchors)
    assert (code, first["failed"], first["on"]) == (0, {}, "2025-05-20")
    assert first["done"]["assessed"] == 2
    assert first["done"]["anchored"] == 3
    code, second = daily(capfdbinary, "--anchors", anchors)
    assert (code, second["done"]["assessed"], second["done"]["anchored"]) == (0, 0, 0)
    assert len(Path(anchors).read_text(encoding="utf-8").splitlines()) == 1
    assert AssessmentRun.objects.count() == 2


def test_the_next_day_is_assessed_and_anchored_anew(
    cast: Any, capfdbinary: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    make_contract(cast.enterprise)
    anchors = str(tmp_path / "anchors.json")
    daily(capfdbinary, "--anchors", anchors)
    monkeypatch.setenv("SAMSVAR_NOW", "2025-05-21T00:30:00+02:00")
    _code, found = daily(capfdbinary, "--anchors", anchors)
    assert (found["done"]["assessed"], found["done"]["anchored"]) == (1, 2)
    assert sorted(AssessmentRun.objects.values_list("on", flat=True)) == [TODAY, date(2025, 5, 21)]


def test_what_nobody_can_use_is_removed_and_the_rest_stays(cast: Any, capfdbinary: Any) -> None:
    long_ago = NOW - timedelta(days=400)
    make_sign_in_link(person=cast.kari, by=BY, at=long_ago)
    make_sign_in_link(person=cast.ola, by=BY, at=NOW - timedelta(days=80))
    Session.objects.create(session_key="a", session_data="", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="b", session_data="", expire_date=NOW + timedelta(hours=1))
    import_run(cast, updated_at=long_ago)
    import_run(cast)
    _code, found = daily(capfdbinary)
    assert {name: found["done"][name] for name in ("sessions", "links", "old_imports")} == {
        "sessions": 1,
        "links": 1,
        "old_imports": 1,
    }
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b"]
    assert [link.person for link in SingleLink.objects.all()] == [cast.ola]
    assert ImportRun.objects.count() == 1
    # The cast is laid without the trail; of what was removed nothing is missing an event.
    assert set(verify(records=True).counts) <= {"row_without_event"}


def test_an_import_that_lost_its_worker_each_time_is_stopped(cast: Any, capfdbinary: Any) -> None:
    waiting = {"status": ImportStatus.WAITING, "lease": "x", "lease_until": NOW - timedelta(minutes=1)}
    tired = import_run(cast, attempts=3, **waiting)
    at_work = import_run(cast, attempts=3, **{**waiting, "lease_until": NOW + timedelta(minutes=5)})
    once = import_run(cast, attempts=1, **waiting)
    _code, found = daily(capfdbinary)
    assert found["done"]["stuck_imports"] == 1
    for run, status in ((tired, "failed"), (at_work, "waiting"), (once, "waiting")):
        run.refresh_from_db()
        assert run.status == status


def test_a_step_that_fails_is_told_of_and_the_others_are_done(cast: Any, capfdbinary: Any, tmp_path: Path) -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=NOW - timedelta(days=1))
    code, found = daily(capfdbinary, "--anchors", str(tmp_path / "no" / "anchors.json"))
    assert (code, list(found["failed"])) == (1, ["anchored"])
    assert found["done"]["sessions"] == 1
    assert "tidied" in found["done"]


@pytest.mark.parametrize("language, words", [("en", "not asked for"), ("nb", "Innlogginger")])
def test_it_says_what_it_did_in_the_readers_language(cast: Any, capfd: Any, language: str, words: str) -> None:
    assert main.main(["daily", "--language", language]) == 0
    assert words in capfd.readouterr().out
