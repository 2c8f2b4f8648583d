"""Devices are named as people name them."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from samsvar.platform.access.devices import device_of
from tests.cast import Cast
from tests.conftest import sign_in

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"
PIXEL = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WINDOWS, "Firefox, Windows"),
        (EDGE, "Edge, Windows"),
        (PHONE, "Safari, iPhone"),
        (PIXEL, "Chrome, Android"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_device_is_its_browser_and_system(user_agent: str, words: str) -> None:
    assert device_of(user_agent) == words


def test_the_page_names_the_device_and_not_the_browsers_own_string(client: Client, cast: Cast) -> None:
    kari = sign_in(client, cast.kari)
    UserSession.objects.update_or_create(
        session_key=kari.session.session_key,
        defaults={"user": cast.kari, "user_agent": EDGE, "ip": "127.0.0.1"},
    )
    page = kari.get("/konto/okter/").content.decode()
    assert "Edge, Windows" in page
    assert "AppleWebKit" not in page
