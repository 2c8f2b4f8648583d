"""The API called at random from its own description; afterwards every list still answers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.front.api.conftest import Program
from tests.front.api.records import Records
from tests.front.api.test_reading import LISTS

ALL = os.environ.get("SAMSVAR_TEST_ALL") == "1"
EXAMPLES = 100 if ALL else 6
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def test_random_calls_from_the_description_find_no_fault_and_poison_no_list(
    program: Program, records: Records, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("samsvar.front.api.limits.A_MINUTE", 10**9)
    headers = {"Authorization": f"Bearer {program.token}"}
    called = 0
    with _one_connection():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=headers)
        for found in schema.get_all_operations():
            called += _call_at_random(found.ok(), records, headers)
    assert called > 50 * (EXAMPLES // 2)
    for name in LISTS:
        program.get(name)


@contextmanager
def _one_connection() -> Iterator[None]:
    """Requests leave the test's connection open, as those of Django's own client do: its transaction lives in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _call_at_random(operation: Any, records: Records, headers: dict[str, str]) -> int:
    """How many calls were made: keys in the address are those of records half of the time."""
    calls = 0

    @seed(20250520)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        nonlocal calls
        calls += 1
        if calls % 2 and case.path_parameters:
            case.path_parameters = {**case.path_parameters, **_keys(operation.path, records)}
        case.call_and_validate(headers=headers, checks=CHECKS)

    call()
    return calls


def _keys(path: str, records: Records) -> dict[str, str]:
    own = records.own
    named = {
        "units": own.unit,
        "suppliers": own.supplier,
        "contracts": own.contract,
        "impacts": own.impact,
        "risk-areas": own.area,
        "actions": own.action,
        "campaigns": own.campaign,
        "statements": own.draft,
        "indicators": own.steering.indicator,
        "occurrences": own.steering.occurrence,
        "documents": own.steering.document,
        "plans": own.steering.plan,
        "strategies": own.steering.strategy,
    }
    noun = path.removeprefix("/api/v1/").partition("/")[0]
    given_ = {"link": own.link.key, "source": "cpi", "edition": "2024", "hash": own.event.hash, "kind": "suppliers"}
    if noun in named:
        given_["key"] = named[noun].key
    return {name: value for name, value in given_.items() if "{" + name + "}" in path}
