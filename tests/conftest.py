"""What every test may use: the cast, a fixed clock, a signed-in client, and no network beyond this machine.

The database is SQLite in memory. `SAMSVAR_TEST_POSTGRESQL=1` starts a throwaway PostgreSQL instead;
`SAMSVAR_DATABASE_URL` names one that stands already.
"""

import gc
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test import client as django_client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from samsvar.config.database import database_settings
from tests import emptying, postgresql, schema

HERE = Path(__file__).parent
ALL = os.environ.get("SAMSVAR_TEST_ALL") == "1"
_folder = tempfile.TemporaryDirectory(prefix="samsvar-tests-")
_cluster: postgresql.Cluster | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Before Django is set up: the database, and folders that are thrown away."""
    global _cluster
    if os.environ.get("SAMSVAR_TEST_POSTGRESQL") == "1":
        _cluster = postgresql.start()
        settings.DATABASES["default"] = database_settings(_cluster.url, Path(_folder.name), process="command")
        connections.settings = connections.configure_settings(settings.DATABASES)
        del connections["default"]  # loading the models has opened one with the settings from before
    # A busy machine is no failure, so no example has a deadline; `--all` looks longer.
    hypothesis_settings.register_profile("here", deadline=None, max_examples=300 if ALL else 40)
    hypothesis_settings.load_profile("here")
    settings.VAR = Path(_folder.name)
    settings.EVIDENCE_FOLDER = settings.VAR / "evidence"
    settings.STATIC_ROOT = settings.VAR / "static"
    settings.STATIC_ROOT.mkdir()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    _compile_texts()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _keep_the_page_alone(store: dict[str, Any], **told: Any) -> None:
    """What Django's client notes of each template that is drawn; here of the page, not of its hundred parts."""
    if "templates" not in store:
        _keep_every(store, **told)


_keep_every = django_client.store_rendered_templates  # type: ignore[attr-defined]  # not in the stubs
django_client.store_rendered_templates = _keep_the_page_alone  # type: ignore[attr-defined]  # as above


def pytest_unconfigure(config: pytest.Config) -> None:
    if _cluster:
        _cluster.stop()
    _folder.cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need PostgreSQL are left out, and said to be, when the run is on SQLite."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="needs SAMSVAR_TEST_POSTGRESQL=1"))


def _compile_texts() -> None:
    """Translations as the pages show them, where a text is newer than its compiled form."""
    script = HERE.parent / "dev" / "texts.py"
    texts = list((HERE.parent / "src").glob("samsvar/**/locale/*/LC_MESSAGES/django.po"))
    stale = [po for po in texts if not _is_compiled(po)]
    if stale and script.exists():
        subprocess.run([sys.executable, str(script), "--compile"], check=True, stdout=subprocess.DEVNULL)


def _is_compiled(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The test database. On SQLite the migrated tables are kept from run to run, as long as no migration changes."""
    emptying.allow_emptying()
    with django_db_blocker.unblock():
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            schema.open_in_memory()
            yield
            return
        kept = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        import_module("samsvar.platform.access.walls").raise_walls()
        yield
        teardown_databases(kept, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """A connection to anything but this machine fails at once."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "localhost", "::1") and not str(host).startswith("127."):
            raise RuntimeError(f"a test tried to reach {host}")

    def guarded(self: socket.socket, address: Any) -> None:
        refuse(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        refuse(address)
        return connect_ex(self, address)

    socket.socket.connect, socket.socket.connect_ex = guarded, guarded_ex  # type: ignore[method-assign]
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 May 2025, ten in the morning in Norway (`tests.cast.NOW`, `TODAY`)."""
    monkeypatch.setenv("SAMSVAR_NOW", "2025-05-20T10:00:00+02:00")


@pytest.fixture(autouse=True)
def _language() -> None:
    """Each test begins in bokmål: a request leaves its reader's language with the thread."""
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Any:
    """The people and units of `tests/cast.py`, laid without the trail in a few milliseconds."""
    return import_module("tests.cast").lay_cast()


@pytest.fixture
def signed_in() -> Callable[[Client, Any], Client]:
    """`signed_in(client, person)`: the client as that person, who has just used two factors."""
    return sign_in


def sign_in(client: Client, person: Any) -> Client:
    """Sign in without the pages, as after a password and a code a moment ago."""
    client.force_login(person, backend="samsvar.platform.access.backend.Backend")
    session = client.session
    moment = time.time()
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": moment, "reauthenticated": True},
        {"method": "mfa", "type": "totp", "at": moment, "reauthenticated": True},
    ]
    session.save()
    return client


@pytest.fixture
def somebody_else(transactional_db: None) -> Iterator[Any]:
    """A transaction of another process that is in the middle of its work; ours gives up soon on what it holds."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 200")
    other = connection.copy()
    other.set_autocommit(False)
    yield other.cursor()
    other.rollback()
    other.close()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
