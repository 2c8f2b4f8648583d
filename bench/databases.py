"""Databases to measure in, of either engine, each made for the run and thrown away after it."""

import contextlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench.pages import NOW
from tests import postgresql

#: No superuser, so that the wall between enterprises stands as it does in use.
_ROLE = "benchmark"

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Database:
    """One database with its data folder, and how the commands are told of it."""

    name: str
    var: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """For a child process. The clock stands still on the day of the made data.

        Compiled modules may be kept, as an installed package has them.
        """
        left_out = ("SAMSVAR_", "PYTHONDONTWRITEBYTECODE")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        ours = {"SAMSVAR_VAR": str(self.var), "SAMSVAR_NOW": NOW, "SAMSVAR_DATABASE_URL": self.url}
        return {**kept, **ours, "DJANGO_SETTINGS_MODULE": "samsvar.config.settings"}

    def samsvar(self, *words: str) -> list[str]:
        """The command line of a `samsvar` command."""
        return [sys.executable, "-m", "samsvar.front.cli.main", *words]

    def run(self, command: list[str]) -> str:
        """Runs a command to its end; its output. Raises RuntimeError with what it said where it fails."""
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout


@dataclass
class Databases:
    """Makes databases of one engine ("sqlite" or "postgresql") in a folder."""

    engine: str
    folder: Path
    _cluster: Any = field(default=None)

    def empty(self, name: str) -> Database:
        """A database with no tables, in place of one of the same name."""
        var = self.folder / name
        shutil.rmtree(var, ignore_errors=True)
        var.mkdir(parents=True)
        if self.engine == "sqlite":
            return Database(name, var, f"sqlite:///{var / 'samsvar.sqlite3'}")
        self._postgresql(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" OWNER {_ROLE}')
        return self._on_the_server(name, var)

    def copy(self, source: Database, name: str) -> Database:
        """A copy of a database that nobody is using."""
        var = self.folder / name
        shutil.rmtree(var, ignore_errors=True)
        shutil.copytree(source.var, var)
        if self.engine == "sqlite":
            return Database(name, var, f"sqlite:///{var / 'samsvar.sqlite3'}")
        made = f'CREATE DATABASE "{name}" OWNER {_ROLE} TEMPLATE "{source.name}"'
        self._postgresql(f'DROP DATABASE IF EXISTS "{name}"', made)
        return self._on_the_server(name, var)

    def kept(self, name: str) -> Database | None:
        """A database that an earlier run made and kept; only of SQLite."""
        file = self.folder / name / "samsvar.sqlite3"
        whole = self.engine == "sqlite" and (self.folder / name / "made").exists()
        return Database(name, file.parent, f"sqlite:///{file}") if whole else None

    def remove(self, database: Database) -> None:
        """Throw it away."""
        shutil.rmtree(database.var, ignore_errors=True)
        if self.engine == "postgresql":
            self._postgresql(f'DROP DATABASE IF EXISTS "{database.name}"')

    def processed(self) -> float:
        """The processor's seconds that the run's own server has used by now; none where the database is a file."""
        if self._cluster is None:
            return 0.0
        server = psutil.Process(int((self._cluster.folder / "data" / "postmaster.pid").read_text().split()[0]))
        ended = server.cpu_times()
        found = ended.user + ended.system + ended.children_user + ended.children_system
        for child in server.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                found += sum(child.cpu_times()[:2])
        return float(found)

    def close(self) -> None:
        """End the server, if there is one."""
        if self._cluster is not None:
            self._cluster.stop()
            self._cluster = None

    def _on_the_server(self, name: str, var: Path) -> Database:
        found = self._cluster
        return Database(name, var, f"postgresql://{_ROLE}@/{name}?host={found.folder}&port={found.port}")

    def _postgresql(self, *statements: str) -> None:
        if self._cluster is None:
            self._cluster = postgresql.start(durable=True)
            self._execute(f"CREATE ROLE {_ROLE} LOGIN")
        self._execute(*statements)

    def _execute(self, *statements: str) -> None:
        found = self._cluster
        address = {"host": str(found.folder), "port": found.port, "user": "samsvar", "dbname": "postgres"}
        with psycopg.connect(**address, autocommit=True) as link:
            for statement in statements:
                link.execute(statement)
