"""A program that calls the API by a token, and records to call for."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from samsvar.platform.access.permissions import ROLES, Permission, Role
from samsvar.platform.access.services import create_token
from tests.cast import NOW, Cast
from tests.front.api.records import Records, lay_records

EVERYTHING = ROLES[Role.CSR_ADVISER].own


@dataclass
class Program:
    """Calls with a token, over the whole stack of middleware. `last` is the last answer's status."""

    token: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        more: dict[str, Any] = {}
        if body is not None:
            content = body if isinstance(body, (str, bytes)) else json.dumps(body)
            more = {"data": content, "content_type": "application/json"}
        named = {"Authorization": f"Bearer {self.token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        return getattr(self.client, method)(f"/api/v1/{path}", headers=named, **more)

    def get(self, path: str, **headers: str) -> Any:
        """What a reading answers; fails where it is refused."""
        answer = self.call("get", path, **headers)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        """The status and the error of a call that is refused."""
        answer = self.call(method, path, body, **headers)
        assert answer.status_code >= 400, answer.content
        return answer.status_code, answer.json()["error"]


def token_for(cast: Cast, name: str, permissions: frozenset[Permission], enterprise: Any = None) -> str:
    _row, secret = create_token(
        enterprise=enterprise or cast.enterprise,
        name="Regneark",
        owner=cast.viewer(name),
        permissions=permissions,
        ends_on=date(2025, 12, 31),
        at=NOW,
    )
    return secret


@pytest.fixture(autouse=True)
def _no_calls_counted() -> None:
    cache.clear()


@pytest.fixture
def program_of(cast: Cast) -> Callable[..., Program]:
    """`program_of(name, permissions)`: a program with a token of that person's."""

    def make(name: str = "kari", permissions: frozenset[Permission] = EVERYTHING) -> Program:
        return Program(token_for(cast, name, permissions))

    return make


@pytest.fixture
def program(program_of: Callable[..., Program]) -> Program:
    """A program of Kari's that may all she may."""
    return program_of()


@pytest.fixture
def records(cast: Cast) -> Records:
    """One of each kind of record, at Kari's and at the neighbour's."""
    return lay_records(cast)
