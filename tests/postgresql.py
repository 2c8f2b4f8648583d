"""A throwaway PostgreSQL server for one test run: another OS user, a free port, a data directory of its own.

The tests create and drop databases, so the server's data directory is compared with the one made here before
anything is done; a developer's own server can never be met by mistake.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


class NoServer(RuntimeError):
    """PostgreSQL is not installed here."""


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    folder: Path
    bin: Path
    port: int

    @property
    def url(self) -> str:
        """For `SAMSVAR_DATABASE_URL`."""
        return f"postgresql://samsvar@/samsvar?host={self.folder}&port={self.port}"

    def stop(self) -> None:
        """End the server and remove its data."""
        _as_server_user([str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)


def start(*, durable: bool = False) -> Cluster:
    """Start a server; a durable one waits for its disk, as one in use does. Raises NoServer where there is none."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="samsvar-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _server_user())
    data = folder / "data"
    _as_server_user(
        [str(programs / "initdb"), "-D", str(data), "-U", "samsvar", "-A", "trust", "-E", "UTF8"]
        + ["--locale=C", "--no-sync", "--data-checksums"]
    )
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses='' -c max_connections=40"
    options += "" if durable else " -c fsync=off"
    _as_server_user(
        [str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    )
    cluster = Cluster(folder, programs, port)
    with psycopg.connect(host=str(folder), port=port, user="samsvar", dbname="postgres", autocommit=True) as link:
        found = link.execute("SHOW data_directory").fetchone()
        assert found is not None
        assert Path(found[0]) == data, f"this is not the test's own server but {found[0]}"
        link.execute("CREATE DATABASE samsvar")
    return cluster


def _programs() -> Path:
    for pattern in _PLACES:
        found = sorted(Path("/").glob(pattern[1:]), reverse=True)
        if found and (found[0] / "initdb").exists():
            return found[0]
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise NoServer("no initdb: PostgreSQL is not installed")


def _server_user() -> str:
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise NoServer("PostgreSQL refuses to run as root, and there is no other user to run it as")


def _as_server_user(command: list[str]) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", _server_user(), "--", *command]
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
