"""Turn `SAMSVAR_DATABASE_URL` into Django's database settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA trusted_schema=OFF;"
    "PRAGMA temp_store=MEMORY;PRAGMA cache_size={cache};"
)
#: Each connection's own cache in KiB: the web process has one connection for each thread, a command has one.
_CACHE = {"web": -4_000, "command": -32_000}


#: What each connection of the web process sets on PostgreSQL, times in milliseconds. Queries that are planned once look
#: up by keys (`platform/access/prepared.py`): the plan for any value is the plan for each.
_WEB = (
    "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000 "
    "-c plan_cache_mode=force_generic_plan"
)
#: The operator's commands see every enterprise (`samsvar.platform.access.walls`).
_COMMAND = "-c samsvar.enterprises=*"


def database_settings(url: str | None, default_folder: Path, *, process: str = "web") -> dict[str, Any]:
    """Settings for an address like `sqlite:///path/file.sqlite3` or `postgresql://user:word@host:5432/name?sslmode=…`.

    Without an address an SQLite file in `default_folder` is used. `process` is web or command: on PostgreSQL the web
    gives up after ten seconds and sees one enterprise at a time. Raises ValueError for another scheme.
    """
    if not url:
        return _sqlite(default_folder / "samsvar.sqlite3", process)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        return _sqlite(Path(path[1:] if path.startswith("//") or not path.startswith("/") else path), process)
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts, process)
    raise ValueError(f"SAMSVAR_DATABASE_URL: {parts.scheme!r} is not sqlite or postgresql")


def _sqlite(path: Path, process: str) -> dict[str, Any]:
    start = _SQLITE_START.format(cache=_CACHE.get(process, _CACHE["web"]))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": start},
    }


def _postgresql(parts: Any, process: str) -> dict[str, Any]:
    """The web's threads share connections; a command has one, and starts faster without a pool."""
    ours = _COMMAND if process == "command" else _WEB
    pool = {} if process == "command" else {"pool": {"min_size": 1, "max_size": 8}}
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    options["options"] = f"{ours} {options.get('options', '')}".strip()
    options["prepare_threshold"] = 1  # the second time a prepared query is asked (`platform/access/prepared.py`)
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "samsvar.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**options, **pool},
    }
