"""The migrated, empty SQLite database, made once and copied into memory for each test run.

Django takes some ten seconds to walk through all migrations; a copy takes milliseconds. The kept file is named after
the migrations' contents, so a changed migration is always run.
"""

import os
import sqlite3
import tempfile
from hashlib import sha256
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

_SOURCES = Path(__file__).parent.parent / "src" / "samsvar"
_LOCK = Path(__file__).parent.parent / "requirements-dev.lock"


def open_in_memory() -> None:
    """Point Django's connection at a database in memory that has all tables and no rows of ours."""
    kept = _kept_file()
    connection.close()
    connection.settings_dict["NAME"] = "file:samsvar-tests?mode=memory&cache=shared"
    connection.ensure_connection()
    if kept.exists():
        _copy(_opened(kept), connection.connection)
        return
    call_command("migrate", verbosity=0, interactive=False)
    fresh = kept.with_suffix(f".{os.getpid()}")
    _copy(connection.connection, _opened(fresh))
    os.replace(fresh, kept)


def lay_tables(file: Path) -> None:
    """Write a new SQLite file that has all tables and no rows of ours; `open_in_memory` has run before."""
    _copy(_opened(_kept_file()), _opened(file))


def kept_folder() -> Path:
    """Where what is costly to make is kept from run to run, for this user alone."""
    folder = Path(tempfile.gettempdir()) / f"samsvar-test-schema-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _kept_file() -> Path:
    digest = sha256(django.__version__.encode())
    for source in [_LOCK, *sorted(_SOURCES.glob("**/migrations/*.py"))]:
        digest.update(source.name.encode() + source.read_bytes())
    return kept_folder() / f"{digest.hexdigest()[:24]}.sqlite3"


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
