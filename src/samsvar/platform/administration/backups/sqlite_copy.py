"""An SQLite database copied out by `VACUUM INTO`: one moment's state, while others go on writing."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, connection

from samsvar.platform.administration.backups.problem import BackupProblem

FILE = "database.sqlite3"
#: Who has a backup must not be able to take over a session; what is cached is made again.
EMPTIED = ("django_session", "usersessions_usersession", "shared_cache")


def copy_out(target: Path) -> None:
    """Copy the database to a file that is not there, without sessions. Raises BackupProblem (`copy_failed`)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA secure_delete = ON")
            for table in _tables(copy) & set(EMPTIED):
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  names of ours
            copy.commit()
    except (DatabaseError, sqlite3.Error) as error:
        raise BackupProblem("copy_failed", reason=str(error)) from error


def check(path: Path) -> None:
    """That the file is whole and every reference in it is met. Raises BackupProblem (`copy_broken`)."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            [(answer,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
            lost = copy.execute("PRAGMA foreign_key_check").fetchone()
            copy.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.Error, ValueError) as error:
        raise BackupProblem("copy_broken", reason=str(error)) from error
    if answer != "ok":
        raise BackupProblem("copy_broken", reason=str(answer))
    if lost:
        raise BackupProblem("copy_broken", reason=f"{lost[0]} → {lost[2]}")


def place() -> Path:
    """Where the installation's database file is, or shall be."""
    return Path(connection.settings_dict["NAME"])


def is_empty() -> bool:
    """True where there is no database file, or one without tables."""
    if not place().exists() or place().stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(place())) as found:
            return not _tables(found)
    except sqlite3.Error:
        return False


def copy_in(source: Path) -> Path:
    """Put the copy beside its place, under another name, and let Django work there. Returns where it is."""
    place().parent.mkdir(parents=True, exist_ok=True)
    waiting = place().with_name(f"{place().name}.restoring-{os.getpid()}")
    shutil.copyfile(source, waiting)
    os.chmod(waiting, 0o600)
    check(waiting)
    connection.close()
    connection.settings_dict["NAME"] = str(waiting)
    return waiting


def give_up(waiting: Path, final: Path) -> None:
    """Take the copy away again."""
    connection.close()
    connection.settings_dict["NAME"] = str(final)
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{waiting}{end}").unlink(missing_ok=True)


def put_in_place(waiting: Path, final: Path) -> None:
    """The last step: from now on the database is there."""
    connection.close()
    check(waiting)
    _to_disk(waiting)
    for end in ("-wal", "-shm"):
        Path(f"{final}{end}").unlink(missing_ok=True)
    os.replace(waiting, final)
    connection.settings_dict["NAME"] = str(final)


def _tables(link: sqlite3.Connection) -> set[str]:
    return {name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _to_disk(path: Path) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())
