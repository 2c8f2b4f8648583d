"""Sessions are Django's own: a session that is over, or that nobody began, is nobody's."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.queries import at_most

Store = import_module(settings.SESSION_ENGINE).SessionStore
pytestmark = pytest.mark.django_db


def begun() -> str:
    store = Store()
    store["unit"] = "nett"
    store.create()
    return str(store.session_key)


def test_a_session_is_read_with_one_query_by_its_own_key_alone() -> None:
    key, other = begun(), begun()
    with at_most(1):
        found = Store(key)
        assert found["unit"] == "nett"
    assert (found.session_key, Store(other)["unit"]) == (key, "nett")
    assert db.SessionStore(key)["unit"] == "nett"


def test_a_session_that_is_over_or_unknown_is_empty_and_loses_its_key() -> None:
    key = begun()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    for asked in (key, "0" * 32):
        store = Store(asked)
        assert store.get("unit") is None
        assert store.session_key is None
