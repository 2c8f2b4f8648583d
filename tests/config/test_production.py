"""How a public installation meets a browser and a program: transport, cookies, methods, what lies beside the pages."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as ours
from django.test import Client
from django.urls import reverse

ASK = """
import json, samsvar.config.settings as s
names = [n for n in dir(s) if n.isupper() and n != "SECRET_KEY"]
print(json.dumps({n: getattr(s, n) for n in names}, default=str))
"""


def settings_with(**environment: str) -> subprocess.CompletedProcess[str]:
    """The settings as a process of its own reads them."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    kept["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    return subprocess.run(
        [sys.executable, "-c", ASK], env={**kept, **environment}, capture_output=True, text=True, check=False
    )


def test_in_production_every_cookie_is_bound_to_https_and_this_host_and_no_key_is_made(tmp_path: Any) -> None:
    key = tmp_path / "key"
    key.write_text("x" * 60)
    asked = {"SAMSVAR_PRODUCTION": "1", "SAMSVAR_VAR": str(tmp_path / "var")}
    made = settings_with(**asked)
    assert made.returncode != 0
    assert "SAMSVAR_SECRET_KEY_FILE" in made.stderr
    found = json.loads(settings_with(**asked, SAMSVAR_SECRET_KEY_FILE=str(key)).stdout)
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert found[f"{name}_COOKIE_NAME"].startswith("__Host-"), name
    for name in (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    ):
        assert found[name] is True, name
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert found["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert found["DEBUG"] is False
    assert found["SOCIALACCOUNT_STORE_TOKENS"] is False
    assert found["MESSAGE_STORAGE"].endswith("SessionStorage"), "what a page tells once may name somebody"
    assert list(found["LOGGING"]["handlers"]) == ["lines"], "the log goes to standard error and nowhere else"
    assert "SECURE_PROXY_SSL_HEADER" not in found, "no proxy is believed that was not told of"


def test_our_own_cookies_bear_their_prefix_and_are_for_no_script(client: Client, settings: Any, db: None) -> None:
    settings.PRODUCTION = settings.SESSION_COOKIE_SECURE = True
    chosen = client.post("/valg/farger", {"scheme": "dark", "next": "/hjelp"}).cookies["__Host-scheme"]
    assert (chosen["secure"], chosen["httponly"], chosen["samesite"], chosen["path"]) == (True, True, "Lax", "/")
    assert 'data-color-scheme="dark"' in client.get("/hjelp").content.decode()
    opened = client.get(reverse("links:receive", args=["x" * 43])).cookies["__Secure-sign-in-link"]
    assert (opened["secure"], opened["httponly"]) == (True, True)


def test_people_are_led_to_https_and_programs_are_refused(settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    led = Client().get("/hjelp", headers={"X-Forwarded-Proto": "https"})
    assert (led.status_code, led["Location"]) == (301, "https://testserver/hjelp")
    for address in ("/api/v1/me", reverse("wheel:feed", args=["x" * 43])):
        refused = Client().get(address, headers={"Authorization": "Bearer smv_x"})
        assert refused.status_code == 403
        assert "Location" not in refused.headers
        assert refused.json()["error"]["code"] == "https_only"
    assert Client().get("/api/v1/me", secure=True).status_code == 401


@pytest.mark.parametrize("address", ["/hjelp", "/api/v1/me", "/konto/login/", "/apenhet/"])
def test_trace_tells_nothing_back(client: Client, db: None, address: str) -> None:
    answer = client.trace(address, headers={"X-Tried": "echo-of-this"})
    assert answer.status_code in (401, 404, 405)
    assert "echo-of-this" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/static/", "/static/ui/", "/static/../settings.py", "/.git/config", "/.env"])
def test_no_folder_is_listed_and_nothing_beside_the_pages_is_served(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_text_says_its_kind_and_its_letters(client: Client, db: None) -> None:
    kinds = {"/hjelp": "text/html; charset=utf-8", "/finnes-ikke": "text/html; charset=utf-8"}
    kinds |= {"/api/v1/me": "application/json", "/static/ui/samsvar.js": "text/javascript; charset=utf-8"}
    for address, kind in kinds.items():
        assert client.get(address)["Content-Type"].replace('"', "") == kind, address


def test_no_other_origin_may_read_an_answer(client: Client, db: None) -> None:
    """Nothing is shared across origins, so a preflight gets no leave and every answer stays with this origin."""
    for address in ("/hjelp", "/api/v1/me"):
        for ask in (client.get, client.options):
            answer = ask(address, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"})
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_cache_that_limits_are_counted_in_cannot_be_washed_out_in_an_hour() -> None:
    found = json.loads(settings_with(SAMSVAR_VAR=str(ours.VAR)).stdout)["CACHES"]["default"]
    assert found["BACKEND"].endswith("DatabaseCache")
    assert found["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_a_field_counts_only_where_it_belongs(client: Client, db: None) -> None:
    """What is written in the address is no part of the form; of a field sent twice the last counts, and is judged."""
    assert client.post("/valg/farger?scheme=dark", {"next": "/hjelp"}).status_code == 400
    twice = client.post("/valg/farger", "scheme=pink&scheme=dark", content_type="application/x-www-form-urlencoded")
    assert twice.cookies["scheme"].value == "dark"
    other = client.post("/valg/farger", "scheme=dark&scheme=pink", content_type="application/x-www-form-urlencoded")
    assert other.status_code == 400
