"""`samsvar check --deploy` finds each planted mistake, and nothing in an installation as it should be."""

import json
import sqlite3
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from samsvar.config.database import database_settings
from samsvar.front.cli import deployment, main
from samsvar.platform.access.demo import mark_demo_database
from samsvar.platform.organisation.models import Person
from tests.cast import NOW

GOOD = {
    "DEBUG": False,
    "PRODUCTION": True,
    "DEMO": False,
    "SECRET_KEY": "0123456789abcdef" * 4,
    "BASE_URL": "https://samsvar.example.org",
    "ALLOWED_HOSTS": ["samsvar.example.org"],
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_AGE": 36_000,
    "CACHES": {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "OPTIONS": {"MAX_ENTRIES": 200_000}}
    },
    "SMTP_URL": "smtps://samsvar:word@mail.example.org",
    "SMTP_PASSWORD_FILE": "",
    "MAIL_FROM": "Samsvar <samsvar@example.org>",
    "SOCIALACCOUNT_PROVIDERS": {
        "openid_connect": {"APPS": [{"settings": {"server_url": "https://login.example.org"}}]}
    },
    "EVIDENCE_SCANNER": "clamdscan --no-summary -",
    "LEAKED_PASSWORDS_FILE": __file__,
}
ROOM = {"MAX_ENTRIES": 200_000}
FAR = {"HOST": "db.example.org", "OPTIONS": {"sslmode": "require"}}
PLAIN_SERVICE = {"openid_connect": {"APPS": [{"settings": {"server_url": "http://login.example.org"}}]}}
WATCHED = ["samsvar.platform.ui.middleware.HeadersMiddleware", "samsvar.platform.access.middleware.ViewerMiddleware"]
LOG = "samsvar.platform.ui.logs.RefusalsMiddleware"
FROM_SETTINGS = ("WEB_DATABASE", "CONTENT_SECURITY_POLICY", "SECURE_CROSS_ORIGIN_OPENER_POLICY", "MIDDLEWARE")
FROM_SETTINGS += ("DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS", "FILE_UPLOAD_PERMISSIONS")

PLANTED = [
    ("DEBUG", True, "debug"),
    ("PRODUCTION", False, "not_production"),
    ("DEMO", True, "demo"),
    ("SECRET_KEY", "short", "secret_short"),
    ("SECRET_KEY", "a" * 64, "secret_short"),
    ("BASE_URL", "http://samsvar.example.org", "base_url_not_https"),
    ("BASE_URL", "https://elsewhere.example.org", "base_url_not_allowed"),
    ("ALLOWED_HOSTS", ["samsvar.example.org", "*"], "allowed_hosts_loose"),
    ("ALLOWED_HOSTS", ["samsvar.example.org", ".example.org"], "allowed_hosts_loose"),
    ("SECURE_SSL_REDIRECT", False, "no_https_redirect"),
    ("SECURE_HSTS_SECONDS", 3600, "hsts_short"),
    ("SECURE_HSTS_INCLUDE_SUBDOMAINS", False, "hsts_subdomains"),
    ("WEB_DATABASE", FAR, "postgresql_plain"),
    ("SOCIALACCOUNT_PROVIDERS", PLAIN_SERVICE, "oidc_plain"),
    ("SESSION_COOKIE_SECURE", False, "session_cookie_not_secure"),
    ("CSRF_COOKIE_SECURE", False, "csrf_cookie_not_secure"),
    ("SESSION_COOKIE_HTTPONLY", False, "session_cookie_not_httponly"),
    ("CSRF_COOKIE_HTTPONLY", False, "csrf_cookie_not_httponly"),
    ("SESSION_COOKIE_SAMESITE", "None", "session_cookie_samesite"),
    ("CSRF_COOKIE_SAMESITE", "None", "csrf_cookie_samesite"),
    ("SESSION_COOKIE_NAME", "sessionid", "session_cookie_name"),
    ("CSRF_COOKIE_NAME", "csrftoken", "csrf_cookie_name"),
    ("SESSION_COOKIE_AGE", 1_209_600, "session_long"),
    ("CONTENT_SECURITY_POLICY", {"DIRECTIVES": {"script-src": ["*"]}}, "content_security_policy"),
    ("SECURE_CROSS_ORIGIN_OPENER_POLICY", None, "opener_policy"),
    ("MIDDLEWARE", [LOG, WATCHED[1]], "headers_missing"),
    ("MIDDLEWARE", [LOG, WATCHED[0]], "viewer_missing"),
    ("MIDDLEWARE", WATCHED, "log_missing"),
    ("DATA_UPLOAD_MAX_MEMORY_SIZE", None, "request_size"),
    ("DATA_UPLOAD_MAX_NUMBER_FIELDS", None, "request_fields"),
    ("FILE_UPLOAD_PERMISSIONS", 0o644, "file_mode"),
    ("CACHES", {"default": {"BACKEND": "locmem.LocMemCache", "OPTIONS": ROOM}}, "cache_not_shared"),
    ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}, "cache_small"),
    ("SMTP_URL", "", "mail_no_server"),
    ("SMTP_URL", "mail.example.org:25", "mail_bad_address"),
    ("SMTP_URL", "smtp://mail.example.org", "mail_plain"),
    ("SMTP_URL", "smtp://user:word@mail.example.org", "mail_password_in_clear"),
    ("SMTP_URL", "smtps://mail.example.org?ca=/nowhere/ca.pem", "mail_authority"),
    ("MAIL_FROM", "", "mail_no_sender"),
    ("EVIDENCE_SCANNER", "", "no_virus_scanner"),
    ("LEAKED_PASSWORDS_FILE", "", "no_leaked_passwords"),
    ("LEAKED_PASSWORDS_FILE", "/nowhere/leaked", "leaked_passwords_unreadable"),
]


@pytest.fixture(autouse=True)
def _good_surroundings(monkeypatch, tmp_path):
    key = tmp_path / "key"
    key.write_text("x")
    key.chmod(0o600)
    monkeypatch.setenv("SAMSVAR_SECRET_KEY_FILE", str(key))
    monkeypatch.setattr(deployment.os, "umask", lambda _mask: 0o077)


def installation(**planted) -> SimpleNamespace:
    kept = {name: getattr(settings, name) for name in FROM_SETTINGS}
    return SimpleNamespace(**{**kept, **GOOD, **planted})


def codes(found: SimpleNamespace) -> set[str]:
    return {finding.code for demand in deployment.SETTINGS for finding in demand(found)}


def test_an_installation_as_it_should_be_lacks_nothing():
    assert codes(installation()) == set()


@pytest.mark.parametrize(("name", "value", "code"), PLANTED, ids=[f"{n}-{c}" for n, _, c in PLANTED])
def test_each_planted_mistake_is_found(name, value, code):
    assert codes(installation(**{name: value})) == {code}


def test_a_key_that_is_not_from_a_file_or_that_others_may_read_is_found(monkeypatch, tmp_path):
    (tmp_path / "key").chmod(0o644)
    assert codes(installation()) == {"secret_readable"}
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "word").write_text("x")
    (tmp_path / "word").chmod(0o640)
    monkeypatch.setenv("SAMSVAR_SMTP_PASSWORD_FILE", str(tmp_path / "word"))
    assert codes(installation()) == {"secret_readable"}
    monkeypatch.delenv("SAMSVAR_SMTP_PASSWORD_FILE")
    monkeypatch.delenv("SAMSVAR_SECRET_KEY_FILE")
    assert codes(installation()) == {"secret_not_from_file"}


def test_a_loose_umask_is_found(monkeypatch):
    monkeypatch.setattr(deployment.os, "umask", lambda _mask: 0o022)
    assert codes(installation()) == {"umask"}


def test_demo_people_and_a_demo_database_are_found(db):
    Person.objects.create(email="demo@example.org", key="demo", name="Demo", demo_only=True, created_at=NOW)
    mark_demo_database(NOW)
    found = {finding.code for finding in deployment.demands(installation(), connection)}
    assert {"demo_people", "demo_database"} <= found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_an_sqlite_file_that_may_be_damaged_is_found(db):
    def found() -> set[str]:
        return {finding.code for finding in deployment.demands(installation(), connection)}

    assert not {code for code in found() if code.startswith("sqlite")}
    with patch.object(sqlite3, "sqlite_version_info", (3, 40, 1)):
        assert "sqlite_version" in found()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA trusted_schema=ON")
        assert "sqlite_trusted_schema" in found()
        cursor.execute("PRAGMA trusted_schema=OFF")


@pytest.mark.postgresql
def test_a_superuser_who_owns_the_tables_is_found(db, tmp_path):
    web = database_settings("postgresql://u@h/n?options=-c%20statement_timeout%3D0", tmp_path)
    found = {finding.code for finding in deployment.demands(installation(WEB_DATABASE=web), connection)}
    assert {"postgresql_role_too_strong", "postgresql_role_owns_tables"} <= found
    assert "postgresql_statement_timeout" in found
    assert not {"postgresql_checksums", "postgresql_lock_timeout"} & found


def test_the_command_prints_one_document_and_fails_here(db, capfd):
    assert main.main(["check", "--deploy", "--json"]) == 1
    document = json.loads(capfd.readouterr().out)
    assert {"code", "severity", "message"} == set(document["findings"][0])
    assert "not_production" in {finding["code"] for finding in document["findings"]}


def test_a_database_that_is_not_made_is_the_first_thing_said(monkeypatch, capfd):
    monkeypatch.setattr(connection.introspection, "table_names", lambda *_words: [])
    assert main.main(["check", "--deploy", "--json"]) == 1
    assert json.loads(capfd.readouterr().out)["findings"][0]["code"] == "no_database"


def test_a_database_older_than_the_program_is_told_of(db, capfd):
    newest = max(name for app, name in MigrationLoader(connection).graph.leaf_nodes() if app == "wheel")
    assert main.main(["check", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["findings"] == []
    MigrationRecorder(connection).record_unapplied("wheel", newest)
    assert main.main(["check", "--json"]) == 1
    assert json.loads(capfd.readouterr().out)["findings"][0]["code"] == "older_database"
