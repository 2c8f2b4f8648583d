from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from samsvar.platform.ui.templatetags import samsvar_frame

_PART = Template(
    '{% kept "part" look %}<i>{{ words }}</i>{% csrf_token %}{{ request.get_full_path }} {{ request.path }}'
    '{% translate "Close" %}{% endkept %}'
)


def drawn(look: Any, words: str, address: str = "/a", token: str = "t1") -> str:
    request = RequestFactory().get(address)
    return str(_PART.render(Context({"request": request, "csrf_token": token, "look": look, "words": words})))


def test_what_is_kept_is_given_again_for_the_same_look_alone() -> None:
    first = drawn(("kept", 1), "first")
    assert drawn(("kept", 1), "second") == first
    assert "second" in drawn(("kept", 2), "second")


def test_each_request_has_its_own_token_and_address_in_a_kept_part() -> None:
    drawn(("own", 1), "w", "/first/?q=1", "token-one")
    shown = drawn(("own", 1), "w", "/second/?q=<2>&r=3", "token-two")
    assert 'value="token-two"' in shown
    assert "/second/?q=%3C2%3E&amp;r=3 /second/" in shown
    assert "token-one" not in shown
    assert "/first/" not in shown


def test_a_kept_part_is_in_the_language_of_the_reader() -> None:
    shown = {}
    for language in ("en", "nb"):
        with translation.override(language):
            shown[language] = drawn(("language", 1), "w")
    assert "Close" in shown["en"]
    assert "Lukk" in shown["nb"]


def test_without_a_look_nothing_is_kept() -> None:
    drawn("", "first")
    assert "second" in drawn("", "second")
    assert "third" in str(_PART.render(Context({"look": ("plain", 1), "words": "third"})))
    assert "fourth" in str(_PART.render(Context({"look": ("plain", 1), "words": "fourth"})))


def test_what_is_kept_has_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samsvar_frame, "_MOST_KEPT", 2_000)
    monkeypatch.setattr(samsvar_frame, "_kept", {})
    for number in range(40):
        drawn(("bounds", number), "w" * 100)
    assert 1 < len(samsvar_frame._kept) < 20
    assert sum(map(len, samsvar_frame._kept.values())) <= 2_000
    assert "second" not in drawn(("bounds", 39), "second")
    assert "second" in drawn(("bounds", 0), "second")
