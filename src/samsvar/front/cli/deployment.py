"""What a public installation must have: one small function for each demand, in the order an operator mends them."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.demo import is_demo_database
from samsvar.platform.access.walls import unwalled_tables
from samsvar.platform.delivery.server import BadServer, sender_of, server_of
from samsvar.platform.organisation.models import Person

SHORTEST_SECRET = 50
#: The first SQLite with the write-ahead log mended (sqlite.org/changes.html, "WAL-reset").
SQLITE_MENDED = (3, 51, 3)
#: Settings that name a file with a secret.
SECRET_FILES = (
    "SAMSVAR_SECRET_KEY_FILE",
    "SAMSVAR_ANCHOR_KEY_FILE",
    "SAMSVAR_SMTP_PASSWORD_FILE",
    "SAMSVAR_OIDC_CLIENT_SECRET_FILE",
    "SAMSVAR_OIDC_FILE",
)
CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
FEWEST_COUNTS = 100_000
LOCAL = ("localhost", "127.0.0.1", "::1")
#: SHOW name, the values that will do, the code.
POSTGRESQL = [
    ("data_checksums", {"on"}, "postgresql_checksums"),
    ("synchronous_commit", {"on", "remote_apply", "remote_write"}, "postgresql_synchronous_commit"),
]
#: What the web process must set on each connection, with a value that is not 0.
WEB_LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `severity` is error or warning; `code` never changes, `words` are for the operator."""

    code: str
    severity: str
    words: str | Promise

    def as_document(self) -> dict[str, str]:
        return {"code": self.code, "severity": self.severity, "message": str(self.words)}


Demand = Callable[[Any], Iterator[Finding]]


def demands(settings: Any, connection: Any) -> list[Finding]:
    """Everything a public installation lacks."""
    found = [finding for demand in SETTINGS for finding in demand(settings)]
    found += _sqlite(connection) if connection.vendor == "sqlite" else _postgresql(settings, connection)
    found += _people()
    return found


def _error(code: str, words: str | Promise) -> Finding:
    return Finding(code, "error", words)


def _mode(settings: Any) -> Iterator[Finding]:
    if settings.DEBUG:
        yield _error("debug", _("DEBUG is on: faults show code and settings to everybody."))
    if not settings.PRODUCTION:
        yield _error("not_production", _("Set SAMSVAR_PRODUCTION=1."))
    if settings.DEMO:
        yield _error("demo", _("Take SAMSVAR_DEMO away."))


def _secret(settings: Any) -> Iterator[Finding]:
    if not os.environ.get("SAMSVAR_SECRET_KEY_FILE"):
        yield _error("secret_not_from_file", _("Let SAMSVAR_SECRET_KEY_FILE name a file with the signing key."))
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 10:
        yield _error("secret_short", _("The signing key needs at least 50 random characters."))
    for name in SECRET_FILES:
        named = os.environ.get(name)
        if named and Path(named).exists() and Path(named).stat().st_mode & 0o077:
            words = _("Others than the service may read the file that %(setting)s names.") % {"setting": name}
            yield _error("secret_readable", words)


def _address(settings: Any) -> Iterator[Finding]:
    base = urlsplit(settings.BASE_URL)
    if base.scheme != "https":
        yield _error("base_url_not_https", _("SAMSVAR_BASE_URL must begin with https://."))
    loose = [host for host in settings.ALLOWED_HOSTS if "*" in host or host.startswith(".")]
    if loose or not settings.ALLOWED_HOSTS:
        yield _error("allowed_hosts_loose", _("SAMSVAR_ALLOWED_HOSTS must name each host exactly."))
    if base.hostname not in settings.ALLOWED_HOSTS:
        yield _error("base_url_not_allowed", _("The host of SAMSVAR_BASE_URL is not among SAMSVAR_ALLOWED_HOSTS."))


def _transport(settings: Any) -> Iterator[Finding]:
    if not settings.SECURE_SSL_REDIRECT:
        yield _error("no_https_redirect", _("Pages are not moved to https."))
    if settings.SECURE_HSTS_SECONDS < 31_536_000:
        yield _error("hsts_short", _("Strict transport security must last a year."))
    if not settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        yield _error("hsts_subdomains", _("Strict transport security must hold for subdomains too."))
    database = settings.WEB_DATABASE
    far = database.get("HOST") and database["HOST"] not in LOCAL and not database["HOST"].startswith("/")
    if far and database["OPTIONS"].get("sslmode") != "verify-full":
        yield _error(
            "postgresql_plain", _("The way to the database is open. Write sslmode=verify-full in its address.")
        )
    for service in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        if not service["settings"]["server_url"].startswith("https://"):
            yield _error("oidc_plain", _("A sign-in service must have an address that begins with https://."))


def _cookies(settings: Any) -> Iterator[Finding]:
    for name in ("SESSION", "CSRF"):
        code = f"{name.lower()}_cookie"
        if not getattr(settings, f"{name}_COOKIE_SECURE"):
            yield _error(f"{code}_not_secure", _("A cookie may travel without https."))
        if not getattr(settings, f"{name}_COOKIE_HTTPONLY"):
            yield _error(f"{code}_not_httponly", _("Scripts may read a cookie."))
        if getattr(settings, f"{name}_COOKIE_SAMESITE") != "Lax":
            yield _error(f"{code}_samesite", _("A cookie must be SameSite=Lax."))
        if not getattr(settings, f"{name}_COOKIE_NAME").startswith("__Host-"):
            yield _error(f"{code}_name", _("A cookie’s name must begin with __Host-."))
    if settings.SESSION_COOKIE_AGE > 10 * 60 * 60:
        yield _error("session_long", _("A session may last ten hours at most."))


def _headers(settings: Any) -> Iterator[Finding]:
    if settings.CONTENT_SECURITY_POLICY.get("DIRECTIVES") != CSP:
        yield _error("content_security_policy", _("The content security policy is not the strict one."))
    if settings.SECURE_CROSS_ORIGIN_OPENER_POLICY != "same-origin":
        yield _error("opener_policy", _("The opener policy must be same-origin."))
    if "samsvar.platform.ui.middleware.HeadersMiddleware" not in settings.MIDDLEWARE:
        yield _error("headers_missing", _("The headers’ middleware is missing."))
    if "samsvar.platform.ui.logs.RefusalsMiddleware" not in settings.MIDDLEWARE:
        yield _error("log_missing", _("The middleware that writes refusals to the log is missing."))
    if "samsvar.platform.access.middleware.ViewerMiddleware" not in settings.MIDDLEWARE:
        yield _error("viewer_missing", _("The middleware that ends old sessions is missing."))


def _limits(settings: Any) -> Iterator[Finding]:
    if not settings.DATA_UPLOAD_MAX_MEMORY_SIZE or settings.DATA_UPLOAD_MAX_MEMORY_SIZE > 5 * 1024 * 1024:
        yield _error("request_size", _("A request may hold 5 MB at most beside its files."))
    if not settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or settings.DATA_UPLOAD_MAX_NUMBER_FIELDS > 2000:
        yield _error("request_fields", _("A request may have 2,000 fields at most."))
    if settings.FILE_UPLOAD_PERMISSIONS != 0o600:
        yield _error("file_mode", _("Files must be readable by the service alone."))
    if "db.DatabaseCache" not in settings.CACHES["default"]["BACKEND"] and "redis" not in str(settings.CACHES).lower():
        yield _error("cache_not_shared", _("Limits on sign-in are counted in a cache that all workers share."))
    if settings.CACHES["default"].get("OPTIONS", {}).get("MAX_ENTRIES", 300) < FEWEST_COUNTS:
        yield _error("cache_small", _("The cache that limits are counted in has too little room."))
    mask = os.umask(0o077)
    os.umask(mask)
    if mask & 0o077 != 0o077:
        yield _error("umask", _("Files made by the service are readable by others: start it with umask 077."))


def _mail(settings: Any) -> Iterator[Finding]:
    try:
        server = server_of(settings.SMTP_URL, settings.SMTP_PASSWORD_FILE)
        if server.is_plain:
            yield _error(
                "mail_plain", _("Mail travels unencrypted. Use smtps:// or smtp+starttls:// in SAMSVAR_SMTP_URL.")
            )
        sender_of(settings.MAIL_FROM)
        server.context()
    except BadServer as problem:
        severity = "warning" if problem.code == "no_server" else "error"
        yield Finding(f"mail_{problem.code}", severity, _MAIL[problem.code])
    except OSError:
        yield _error("mail_authority", _("The file that ?ca= in SAMSVAR_SMTP_URL names cannot be read."))


_MAIL: dict[str, str | Promise] = {
    "no_server": _("No mail is sent: SAMSVAR_SMTP_URL is not set. Messages wait in the outbox."),
    "bad_address": _("SAMSVAR_SMTP_URL cannot be read. Write smtps://user@mail.example.org:465."),
    "password_in_clear": _("The mail server’s password would travel unencrypted. Use smtps:// or smtp+starttls://."),
    "no_sender": _("SAMSVAR_MAIL_FROM must be the address that mail comes from."),
}


def _lists(settings: Any) -> Iterator[Finding]:
    """What an installation can do without, but should know that it does."""
    if not settings.EVIDENCE_SCANNER:
        words = _("No virus scanner looks at files that come in: SAMSVAR_EVIDENCE_SCANNER is not set.")
        yield Finding("no_virus_scanner", "warning", words)
    named = settings.LEAKED_PASSWORDS_FILE
    if not named:
        words = _("Passwords are held against a built-in list only: SAMSVAR_LEAKED_PASSWORDS_FILE is not set.")
        yield Finding("no_leaked_passwords", "warning", words)
    elif not os.access(named, os.R_OK):
        yield _error("leaked_passwords_unreadable", _("The file of leaked passwords cannot be read."))


SETTINGS: tuple[Demand, ...] = (_mode, _secret, _address, _transport, _cookies, _headers, _limits, _mail, _lists)


def _sqlite(connection: Any) -> list[Finding]:
    found = []
    wanted: dict[str, set[str] | set[int]] = {
        "journal_mode": {"wal", "memory"},
        "synchronous": {2, 3},
        "foreign_keys": {1},
        "trusted_schema": {0},
    }
    with connection.cursor() as cursor:
        for name, values in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            row = cursor.fetchone()
            if not row or row[0] not in values:
                found.append(_error(f"sqlite_{name}", _("SQLite is not set up as it must be for safety.")))
        cursor.execute("PRAGMA mmap_size")
        if (cursor.fetchone() or [0])[0]:
            found.append(_error("sqlite_mmap", _("SQLite must not map its file into memory.")))
    if tuple(sqlite3.sqlite_version_info) < SQLITE_MENDED:
        found.append(_error("sqlite_version", _("This SQLite may damage a file that two processes write.")))
    return found


def _postgresql(settings: Any, connection: Any) -> list[Finding]:
    found = []
    with connection.cursor() as cursor:
        for name, values, code in POSTGRESQL:
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] not in values:
                found.append(_error(code, _("A setting of PostgreSQL is not as it must be for safety.")))
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            found.append(
                _error("postgresql_role_too_strong", _("The database role is a superuser or passes the walls."))
            )
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = current_user)")
        if cursor.fetchone()[0]:
            found.append(
                _error("postgresql_role_owns_tables", _("The database role owns tables. Use another to serve."))
            )
    options = settings.WEB_DATABASE["OPTIONS"].get("options", "")
    for name in WEB_LIMITS:
        named = re.escape(name)
        if not re.search(rf"{named}=[1-9]", options) or re.search(rf"{named}=0", options):
            found.append(_error(f"postgresql_{name}", _("A page may wait for the database without end.")))
    if unwalled_tables():
        found.append(_error("postgresql_walls", _("Tables lack the wall between enterprises. Run samsvar init.")))
    return found


def _people() -> list[Finding]:
    found = []
    if is_demo_database():
        found.append(_error("demo_database", _("The database was made by samsvar demo.")))
    if Person.objects.filter(demo_only=True).exists():
        found.append(_error("demo_people", _("The database has demo people.")))
    return found
