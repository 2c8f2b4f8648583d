"""How often anyone may use what is open to anyone."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from samsvar.platform.links import views
from samsvar.platform.links.limits import block_of, client_address, forget_counts, window_end, within
from samsvar.platform.links.models import DaySalt, LimitCount
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def asked_from(address, **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_so_many_in_a_window_and_none_more_until_it_ends():
    tried = [within("x", "en", at=NOW, most=3, seconds=60) for _ in range(5)]
    assert tried == [True, True, True, False, False]
    assert within("x", "en annen", at=NOW, most=3, seconds=60)
    assert within("y", "en", at=NOW, most=3, seconds=60)
    assert within("x", "en", at=window_end(NOW, 60), most=3, seconds=60)


def test_a_block_is_one_and_its_address_is_kept_nowhere(settings):
    first, second = block_of(asked_from("192.0.2.7"), NOW), block_of(asked_from("192.0.2.250"), NOW)
    assert first == second != block_of(asked_from("192.0.3.7"), NOW)
    assert block_of(asked_from("2001:db8:1::1"), NOW) == block_of(asked_from("2001:db8:1:ffff::2"), NOW)
    assert block_of(asked_from("2001:db8:1::1"), NOW) != block_of(asked_from("2001:db8:2::1"), NOW)
    assert block_of(asked_from("::ffff:192.0.2.9"), NOW) == first
    assert block_of(asked_from("192.0.2.7"), NOW + timedelta(days=1)) != first, "each day has its own salt"
    within("x", first, at=NOW, most=1, seconds=60)
    assert "192.0.2" not in str(list(LimitCount.objects.values())) + str(list(DaySalt.objects.values("day")))


def test_only_trusted_proxies_say_who_asks(settings):
    request = asked_from("10.0.0.1", **{"X-Forwarded-For": "203.0.113.9, 198.51.100.4"})
    assert client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "198.51.100.4"
    settings.TRUSTED_PROXIES = 3
    assert client_address(request) == "10.0.0.1"


def test_counts_and_salts_are_thrown_away():
    block_of(asked_from("192.0.2.7"), NOW)
    within("x", "en", at=NOW, most=1, seconds=60)
    assert forget_counts(NOW) == 0
    assert forget_counts(NOW + timedelta(days=2)) == 1
    assert not DaySalt.objects.exists()


def test_too_many_guesses_are_answered_429_in_words_and_open_links_are_not_touched(monkeypatch, cast):
    monkeypatch.setattr(views, "MOST_MISSED", 2)
    answers = [Client().get(reverse("links:open")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert "Prøv igjen etter kl.\xa010.10" in answers[-1].content.decode()
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    monkeypatch.setattr(views, "MOST_OPENED", 1)
    opened = [Client().get(reverse("links:receive", args=["x" * 43])).status_code for _ in range(2)]
    assert opened == [302, 429]
