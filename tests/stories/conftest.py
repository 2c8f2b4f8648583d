"""The demo in a real browser: one copy of its database for each module, a live server, and Chromium as anybody in it.

These tests use SQLite alone: what they show is the pages, and the permission table shows the pages' SQL on PostgreSQL.
It is the demo's own day, 14 May 2025 at 07.40.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dev.chromium import CHROMIUM
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from samsvar.front.cli.demo import STORY
from samsvar.platform.organisation.models import Person
from tests.conftest import sign_in
from tests.stories.laid import own_copy
from tests.stories.visiting import Visitor


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Nothing here on PostgreSQL."""
    return True if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else None


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the demo's day."""
    monkeypatch.setenv("SAMSVAR_NOW", STORY.isoformat())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not os.path.exists(CHROMIUM):
        pytest.skip("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop would make Django refuse its ordinary database calls in this thread.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def demo(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any, chromium: Browser
) -> Iterator[None]:
    """A copy of the demo's database that this module may write in, instead of the test database."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("SAMSVAR_NOW", STORY.isoformat())
        patch.setattr(settings, "DEMO", True)
        with own_copy(tmp_path_factory.mktemp("demo")):
            yield


@pytest.fixture(scope="module")
def visitor(demo: None, chromium: Browser) -> Iterator[Visitor]:
    """Opens pages of the module's demo as anybody in it."""
    server = LiveServer("localhost")
    visitor = Visitor(chromium, server.url, session_of, speak)
    yield visitor
    visitor.close()
    server.stop()


def session_of(word: str) -> str:
    """The session of somebody in the demo (`ingrid`, `per` …) who has just used two factors."""
    person = Person.objects.get(email=f"{word}@demo.invalid")
    return sign_in(Client(), person).cookies["sessionid"].value


def speak(word: str, language: str) -> None:
    """Keep the language with the person, as the switch in the bar does."""
    Person.objects.filter(email=f"{word}@demo.invalid").update(language=language)
