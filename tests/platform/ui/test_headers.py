from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samsvar.platform.ui.middleware import FEATURES


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/hjelp", "/finnes-ikke", "/tilgjengelighet"])
def test_every_answer_carries_the_headers_that_shut_doors(client: Client, address: str) -> None:
    answer = client.get(address)
    assert all(f"{feature}=()" in answer["Permissions-Policy"] for feature in FEATURES)
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "HX-Request" in answer["Vary"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_what_stands_behind_sign_in_is_not_kept(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    assert "no-store" not in client.get("/hjelp").get("Cache-Control", "")
    assert signed_in(client, cast.kari).get("/hjelp")["Cache-Control"] == "no-store"


def test_signing_out_clears_what_the_browser_kept(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(client, cast.kari).post("/konto/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer["Cache-Control"] == "no-store"


def test_a_page_that_is_only_read_clears_nothing(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    assert "Clear-Site-Data" not in signed_in(client, cast.kari).get("/hjelp")


@pytest.mark.django_db
def test_a_public_page_sets_no_cookie(client: Client) -> None:
    for address in ("/hjelp", "/tilgjengelighet", "/finnes-ikke"):
        assert not client.get(address).cookies
