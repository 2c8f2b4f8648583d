"""Hostile values in every field and parameter: refused or kept literally, never a fault, never a poisoned list.

Each field meets every fourth value, each value every fourth field; with `SAMSVAR_TEST_ALL=1` all meet all.
"""

import json
import os
from typing import Any
from urllib.parse import quote

import pytest

from samsvar.front.api.api import described
from samsvar.subjects.due_diligence.models import AdverseImpact
from tests.front.api.conftest import Program
from tests.front.api.records import Records
from tests.front.api.test_reading import LISTS

#: As they stand in the JSON text.
VALUES = (
    *("1e400", "-0.0", "NaN", "-Infinity", str(10**30), "-9223372036854775809", "0.5", "true", "null"),
    *('"\\u0000"', '"\\ud800"', '"\\u202e\\u200b"', '"=cmd()"', '"\'; DROP TABLE suppliers_contract;--"', '""'),
    *('"9999-99-99"', '"0001-01-01"', '"../../etc/passwd"', '"' + "x" * 20_000 + '"', "[[[[[]]]]]", '{"$ne": null}'),
)
#: Of parameters in the address.
PARAMETERS = (
    *("\0", "1e400", "-1", "9" * 40, "' OR 1=1--", "%", "\u202e", "x" * 3_000, "0001-01-01", "9999-99-99", "[]"),
)
#: Never kept from any field.
NO_JSON = ("1e400", "NaN", "-Infinity", '"\\ud800"')


ALL = os.environ.get("SAMSVAR_TEST_ALL") == "1"


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still here, so the minute never ends."""
    monkeypatch.setattr("samsvar.front.api.limits.A_MINUTE", 10**9)


def _bodies() -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation that takes JSON: method, path, and the schema of its body."""
    description = described("/api/v1/")
    found = []
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                name = content["schema"]["$ref"].rsplit("/", 1)[1]
                found.append((method, path.removeprefix("/api/v1/"), description["components"]["schemas"][name]))
    return found


def _filled(path: str, records: Records) -> str:
    own = records.own
    keys = {"impacts": own.impact, "actions": own.action, "contracts": own.contract, "suppliers": own.supplier}
    keys |= {"indicators": own.steering.indicator, "occurrences": own.steering.occurrence}
    noun = path.partition("/")[0]
    key = own.unit.key if noun == "units" else keys[noun].key if noun in keys else ""
    return path.replace("{key}", key).replace("{link}", own.link.key)


def _least(schema: dict[str, Any], records: Records) -> dict[str, Any]:
    """A body with what must be given."""
    usual = {"supplier": records.own.supplier.key, "parent": "nett", "kind": None, "version": 1}
    return {
        name: usual.get(name) or _usual(schema["properties"][name])
        for name in {*schema.get("required", ()), *({"version"} & set(schema["properties"]))}
    }


def _usual(field: dict[str, Any]) -> Any:
    return field["enum"][0] if "enum" in field else "2025-05-20" if field.get("format") == "date" else "Prøve"


@pytest.mark.parametrize(
    ("method", "path", "schema"), [pytest.param(*body, id=f"{body[0]} {body[1]}") for body in _bodies()]
)
def test_no_value_of_any_field_makes_a_fault(
    program: Program, records: Records, method: str, path: str, schema: dict[str, Any]
):
    place, least = _filled(path, records), _least(schema, records)
    for number, name in enumerate(schema["properties"]):
        for value in VALUES if ALL else VALUES[number % 4 :: 4]:
            fields = [f'"{field}": {json.dumps(given)}' for field, given in least.items() if field != name]
            answer = program.call(method, place, "{" + ", ".join([*fields, f'"{name}": {value}']) + "}")
            assert answer.status_code < 500, (name, value, answer.content)
            if value in NO_JSON:
                assert answer.status_code == 400, (name, value, answer.content)
            if answer.status_code >= 400:
                assert {"code", "message"} <= set(answer.json()["error"]), (name, value)
    for each in LISTS:
        program.get(each)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"title": "a", "title": "b"}', "duplicate_key"),
        ('{"title": 1e400}', "not_finite"),
        ('{"title": Infinity}', "not_finite"),
        ('{"title": "\\udc00"}', "undecodable"),
        ("[" * 21 + "]" * 21, "too_deep"),
        ("[" * 1_000 + "]" * 1_000, "malformed_json"),
        ("[" * 200_000 + "]" * 200_000, "malformed_json"),
        ('{"scale": ' + "9" * 5_000 + "}", "malformed_json"),
        ("{'title': 1}", "malformed_json"),
        ("\xff", "undecodable"),
    ],
)
def test_what_is_no_json_is_refused_with_words(program: Program, records: Records, text: str, code: str):
    status, error = program.refused("post", "impacts", text.encode("latin-1"))
    assert (status, error["code"]) == (400, code)
    assert error["message"]


@pytest.mark.parametrize("body", ["[]", "1", '"x"', "null", ""])
def test_a_body_that_is_no_object_is_refused(program: Program, cast: Any, body: str):
    assert program.refused("post", "impacts", body)[0] == 422


def test_an_unknown_field_is_refused_by_name(program: Program, cast: Any):
    error = program.refused("post", "impacts", {"title": "X", "actuality": "actual", "enterprise": "nabo"})[1]
    assert error["fields"] == {"enterprise": "Feltet finnes ikke."}


def test_text_that_looks_like_code_is_kept_as_text(program: Program, cast: Any):
    title = "Robert'); DROP TABLE <script>alert(1)</script> {{ 7*7 }} %s"
    made = program.call("post", "impacts", {"title": title, "actuality": "actual"}).json()
    assert program.get(f"impacts/{made['key']}")["title"] == title
    assert AdverseImpact.objects.get(key=made["key"]).title == title


def test_no_parameter_of_any_list_makes_a_fault(program: Program, records: Records):
    for path, methods in described("/api/v1/")["paths"].items():
        place = path.removeprefix("/api/v1/").replace("{source}/{edition}", "cpi/2024")
        for parameter in methods["get"].get("parameters", ()):
            if parameter["in"] != "query":
                continue
            for value in PARAMETERS:
                address = f"{_filled(place, records)}?{parameter['name']}={quote(value)}"
                answer = program.call("get", address)
                assert answer.status_code in (200, 400, 422), (address, answer.content)


@pytest.mark.parametrize("key", ["%00", "..%2f", "'", "x" * 5_000, "1 OR 1=1", "%ff", "１", "null", "-1"])
def test_no_key_in_an_address_makes_a_fault(program: Program, records: Records, key: str):
    for place in ("contracts", "impacts", "units", "people", "events", "statements", "imports", "risk-areas"):
        assert program.call("get", f"{place}/{key}").status_code == 404, place
    assert program.call("get", f"editions/{key}/{key}").status_code == 404
