"""Figures that are kept are never older than the page that asks, whichever process wrote last."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from samsvar.platform.audit.services import record
from samsvar.platform.audit.unchanged import unless_changed
from tests.platform.audit.conftest import AT, ENTERPRISE, KARI
from tests.platform.audit.test_writers import own_database

#: A worker: each line it is told is a step, and each step gives a line. A figure that was counted now bears a mark.
WORKER = """
import django, sys
django.setup()
from contextlib import nullcontext
from datetime import UTC, datetime
from django.db import connection, transaction
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.kinds import register_kind
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.services import record
from samsvar.platform.audit.unchanged import unless_changed
register_kind("written", "Written")
ENTERPRISE = "demodata00000000"

def told():
    return sys.stdin.readline().strip()

def say(words):
    print(words, flush=True)

def ask(step=""):
    anew = []
    def count():
        anew.append("!")
        if step == "wait before":
            say("waiting"), told()
        figure = Event.objects.filter(enterprise=ENTERPRISE).count()
        if step == "wait after":
            say("waiting"), told()
        return figure
    figure = unless_changed("events", count, enterprise=ENTERPRISE)
    return f"{figure}{''.join(anew)}"

def request():
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()

def write(enterprise=ENTERPRISE):
    record("written", by=Actor("", "samsvar", "cli"), at=datetime.now(UTC), enterprise=enterprise)

while step := told():
    if step.startswith("write"):
        with transaction.atomic():
            write("nabo000000000000" if "neighbour" in step else ENTERPRISE)
        say("written")
    elif step == "undo":
        with transaction.atomic():
            write()
            say(ask())
            transaction.set_rollback(True)
    else:
        with request():
            say(ask(step))
"""

Tell = Callable[[str], str]


@pytest.fixture
def workers(tmp_path: Path, transactional_db: None) -> Iterator[tuple[Tell, Tell]]:
    """Two processes on one database; what one is told to do, and what it answers."""
    environment = os.environ | {
        "SAMSVAR_DATABASE_URL": own_database(tmp_path),
        "SAMSVAR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "samsvar.config.settings",
        "PYTHONPATH": str(Path(settings.PACKAGE).parent),
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]

    def tell(worker: "subprocess.Popen[str]") -> Tell:
        def step(words: str) -> str:
            assert worker.stdin is not None
            assert worker.stdout is not None
            worker.stdin.write(f"{words}\n")
            worker.stdin.flush()
            return worker.stdout.readline().strip()

        return step

    first, second = started
    yield tell(first), tell(second)
    for worker in started:
        worker.communicate(timeout=60)


def test_what_another_process_writes_is_seen_at_once(workers: tuple[Tell, Tell]) -> None:
    one, other = workers
    assert one("write") == "written"
    assert [one("ask"), one("ask"), other("ask"), other("ask")] == ["1!", "1", "1!", "1"]
    assert other("write") == "written"
    assert [one("ask"), one("ask"), other("ask")] == ["2!", "2", "2!"]
    assert one("write neighbour") == "written"
    assert [one("ask"), other("ask")] == ["2", "2"]


def test_a_writer_who_commits_while_it_is_counted_leaves_nothing_old(workers: tuple[Tell, Tell]) -> None:
    one, other = workers
    one("write")
    for step in ("wait before", "wait after"):
        one("write")  # so that it is counted
        assert one(step) == "waiting"
        assert other("write") == "written"
        one("go on")
        assert other("ask").rstrip("!") == one("ask").rstrip("!")
    assert one("ask") == "5"


def test_what_is_undone_is_never_kept(workers: tuple[Tell, Tell]) -> None:
    one, other = workers
    one("write")
    assert one("ask") == "1!"
    assert one("undo") == "2!"
    assert [one("ask"), other("ask")] == ["1", "1!"]
    other("write")
    assert [one("ask"), other("ask")] == ["2!", "2!"]


def counted(asked: str = "figure", enterprise: str | None = ENTERPRISE, also: str = "") -> bool:
    """Whether it was counted now."""
    found: list[str] = []
    unless_changed(asked, lambda: found.append("counted"), enterprise=enterprise, also=also)
    return bool(found)


def written(enterprise: str | None = ENTERPRISE) -> None:
    with transaction.atomic():
        record("tried", by=KARI, at=AT, enterprise=enterprise)


@pytest.mark.django_db(transaction=True)
def test_the_chains_that_count_are_the_enterprises_own_and_the_installations_or_all() -> None:
    written()
    assert [counted("own"), counted("own"), counted("all", None), counted("all", None)] == [True, False, True, False]
    written("nabo000000000000")
    assert [counted("own"), counted("all", None)] == [False, True]
    written(None)
    assert [counted("own"), counted("all", None)] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_other_questions_and_what_has_no_event_are_counted_by_themselves() -> None:
    written()
    assert [counted("a"), counted("b"), counted("a")] == [True, True, False]
    assert [counted("c", also="SELECT 1"), counted("c", also="SELECT 1"), counted("c", also="SELECT 2")] == [
        True,
        False,
        True,
    ]


@pytest.mark.django_db(transaction=True)
def test_without_a_chain_or_inside_what_has_written_nothing_is_kept() -> None:
    assert [counted("none"), counted("none")] == [True, True]
    written()
    assert [counted("inside"), counted("inside")] == [True, False]
    with transaction.atomic():
        record("tried", by=KARI, at=AT, enterprise=ENTERPRISE)
        assert [counted("inside"), counted("inside")] == [True, True]
    assert connection.in_atomic_block is False
    assert [counted("inside"), counted("inside")] == [True, False]
