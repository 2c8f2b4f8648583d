"""A PostgreSQL database copied out by pg_dump in the very state that was checked, and put back by pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from samsvar.platform.access.walls import EVERYTHING, SETTING
from samsvar.platform.administration.backups.problem import BackupProblem
from samsvar.platform.administration.backups.sqlite_copy import EMPTIED

FILE = "database.dump"
_REACHED_BY = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")


def copy_out(target: Path, examine: Callable[[], None]) -> None:
    """Dump the database to a file, without sessions; `examine` reads the same state before it is dumped.

    Raises BackupProblem (`no_tool`, `tool_failed`).
    """
    dump = _tool("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, EVERYTHING])
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        snapshot, schema = cursor.fetchone()
        examine()
        without = [f"--exclude-table-data={schema}.{table}" for table in EMPTIED]
        _run([dump, "--format=custom", "--no-owner", "--no-privileges", f"--schema={schema}", f"--snapshot={snapshot}"]
            + ["--enable-row-security", *without, f"--file={target}", f"--dbname={_address()}"])  # fmt: skip


def check(path: Path) -> None:
    """That the dump can be read from end to end. Raises BackupProblem (`no_tool`, `copy_broken`)."""
    try:
        _run([_tool("pg_restore"), f"--file={os.devnull}", str(path)])
    except BackupProblem as problem:
        if problem.code == "no_tool":
            raise
        raise BackupProblem("copy_broken", reason=problem.facts["reason"]) from problem


def is_empty() -> bool:
    """True where the database has no tables of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())")
        return not cursor.fetchone()[0]


def copy_in(source: Path) -> None:
    """Put the dump into the empty database: all of it or nothing. Raises BackupProblem (`no_tool`, `tool_failed`).

    The tables become the connecting role's; what the application's role may do is granted again afterwards.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
    listed = _run([_tool("pg_restore"), "--list", str(source)])
    kept = source.parent / f".contents-{os.getpid()}"
    try:
        lines = [line for line in listed.splitlines() if f" SCHEMA - {schema} " not in line]
        kept.write_text("\n".join(lines), encoding="utf-8")
        _run([_tool("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
            + [f"--use-list={kept}", f"--dbname={_address()}", str(source)])  # fmt: skip
    finally:
        kept.unlink(missing_ok=True)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupProblem("no_tool", tool=name)
    return found


def _address() -> str:
    """The way to the database without its password, which goes in the environment."""
    wanted = connection.get_connection_params()
    return str(make_conninfo(**{name: str(wanted[name]) for name in _REACHED_BY if wanted.get(name)}))


def _run(command: list[str]) -> str:
    password = str(connection.settings_dict.get("PASSWORD") or "")
    environment = {**os.environ, "PGOPTIONS": f"-c {SETTING}={EVERYTHING} -c statement_timeout=0"}
    environment |= {"PGPASSWORD": password} if password else {}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise BackupProblem("tool_failed", tool=Path(command[0]).name, reason=reason[0])
    return done.stdout
