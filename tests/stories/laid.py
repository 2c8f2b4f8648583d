"""The demo as a file, laid once and copied for each module of stories, and put in the place of the test database.

Laying takes some twenty seconds, so the file is kept from run to run; it is named after the sources that made it.
"""

import argparse
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import connections

from samsvar.front.cli import demo
from samsvar.front.cli.console import Console
from tests import schema

_SOURCES = Path(__file__).parent.parent.parent / "src" / "samsvar"


def demo_file() -> Path:
    """The laid demo: one SQLite file without journal. Nobody may write in it."""
    digest = sha256()
    for source in sorted(path for ending in ("py", "csv", "json") for path in _SOURCES.glob(f"**/*.{ending}")):
        digest.update(str(source).encode() + source.read_bytes())
    kept = schema.kept_folder() / f"demo-{digest.hexdigest()[:24]}.sqlite3"
    if not kept.exists():
        for old in kept.parent.glob("demo-*.sqlite3"):
            old.unlink(missing_ok=True)
        _lay(kept)
    return kept


def _lay(kept: Path) -> None:
    fresh = kept.with_suffix(f".{os.getpid()}")
    schema.lay_tables(fresh)
    with in_place(fresh):
        demo.run(argparse.Namespace(no_serve=True, port=0), Console(as_json=False))
    with closing(sqlite3.connect(fresh)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
    os.replace(fresh, kept)


@contextmanager
def in_place(file: Path) -> Iterator[None]:
    """Every thread of this process uses `file` as its database; the connection from before is kept for afterwards."""
    connection = connections["default"]
    chosen = connections.settings["default"]
    name = chosen["NAME"]
    chosen["NAME"] = str(file)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        chosen["NAME"] = name
        connections["default"] = connection


@contextmanager
def own_copy(folder: Path) -> Iterator[None]:
    """A copy of the demo that may be written in, in the place of the test database."""
    file = folder / "demo.sqlite3"
    shutil.copyfile(demo_file(), file)
    with in_place(file):
        yield
