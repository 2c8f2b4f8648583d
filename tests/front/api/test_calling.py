"""Who may call, how narrow a token is, how a call is refused, and that a repeated call acts once."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from samsvar.front.api.api import API
from samsvar.front.api.caller import AUTH
from samsvar.front.api.entry import JSON_LIMIT
from samsvar.platform.access.models import ApiToken, RoleAssignment
from samsvar.platform.access.permissions import Permission as P
from samsvar.platform.access.services import deactivate_person
from samsvar.platform.forms.models import TakenNumber
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactShare
from tests.cast import NOW, Cast
from tests.conftest import sign_in
from tests.front.api.conftest import EVERYTHING, Program, token_for
from tests.front.api.records import STAMPS, Records, make_contract, make_supplier

ALLEGED = {"title": "Ubetalt overtid", "actuality": "potential"}


def _operations() -> list[Any]:
    return [
        operation
        for router in API._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    ]


def test_no_operation_is_without_authentication():
    assert len(_operations()) > 40
    for operation in _operations():
        assert tuple(operation.auth_callbacks) == AUTH, operation.view_func.__name__


def test_no_operation_answers_without_a_token(db: None):
    for operation in _operations():
        path = operation.path.replace("{", "").replace("}", "")
        answer = Client().generic(operation.methods[0], f"/api/v1{path}")
        assert answer.status_code == 401, operation.path
        assert answer.json()["error"]["code"] == "not_signed_in"
        assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("token", ["", "smv_", "smv_" + "x" * 43, "x" * 5_000, "smv_\x7f"])
def test_a_token_that_is_none_opens_nothing(cast: Cast, token: str):
    assert Program(token).refused("get", "me")[0] == 401


def test_a_token_that_is_wrong_is_not_mended_by_a_session(cast: Cast):
    program = Program("smv_feil", sign_in(Client(), cast.kari))
    assert program.refused("get", "me")[0] == 401


def test_a_token_ends_when_revoked_when_over_and_when_its_owner_is_shut_out(cast: Cast):
    program, others = (Program(token_for(cast, "kari", EVERYTHING)) for _ in range(2))
    program.get("me")
    ApiToken.objects.filter(digest__isnull=False).update(revoked_at=NOW)
    assert program.refused("get", "me")[0] == 401
    ApiToken.objects.update(revoked_at=None, ends_on=date(2025, 5, 19))
    assert program.refused("get", "me")[0] == 401
    ApiToken.objects.update(ends_on=date(2025, 5, 20))
    assert others.get("me")["by_token"] is True
    deactivate_person(person=cast.kari, by=cast.actor("administrator"), at=NOW)
    assert others.refused("get", "me")[0] == 401


def test_a_token_notes_when_it_was_last_used(cast: Cast):
    Program(token_for(cast, "kari", EVERYTHING)).get("me")
    assert ApiToken.objects.get().last_used_at == datetime(2025, 5, 20, 8, tzinfo=UTC)


def test_a_token_is_as_narrow_as_it_was_made(program_of: Any, records: Records):
    only_units = program_of(permissions=frozenset({P.VIEW_UNITS}))
    assert len(only_units.get("units")["items"]) == 6
    for name in ("contracts", "suppliers", "impacts", "actions", "people", "events", "own-workforce", "assessments"):
        assert only_units.refused("get", name)[0] == 403, name
    assert [each["status"] for each in only_units.get("statements")["items"]] == ["published"]
    for path in (f"contracts/{records.own.contract.key}", f"statements/{records.own.draft.key}"):
        assert only_units.refused("get", path)[0] == 404, path


def test_a_token_reads_without_writing_where_it_was_made_so(program_of: Any, records: Records):
    reads = program_of(permissions=frozenset({P.VIEW_UNITS, P.VIEW_IMPACTS}))
    path = f"impacts/{records.own.impact.key}"
    assert reads.get(path)["title"]
    assert reads.get(f"{path}/links")["items"][0]["contract"] is None
    assert reads.refused("patch", path, {"title": "X", "version": 1})[0] == 403
    assert reads.refused("post", "impacts", ALLEGED)[0] == 403
    assert reads.refused("patch", f"impacts/{records.neighbours.impact.key}", {"version": 1})[0] == 404


def test_a_token_is_never_wider_than_its_owner_is_today(program_of: Any, records: Records, cast: Cast):
    program = program_of()
    assert program.get("contracts")["items"]
    RoleAssignment.objects.filter(person=cast.kari).update(valid_to=date(2025, 5, 19))
    assert program.refused("get", "contracts")[0] == 403
    assert program.get("me")["grants"] == []


def test_a_token_stays_within_its_enterprise_though_its_owner_reaches_further(cast: Cast, records: Records):
    supplier = make_supplier(cast.units["liksom"], "Tulle Transport AS")
    make_contract(cast.units["liksom"], supplier, "L-1", "Transport")
    program = Program(token_for(cast, "regional", frozenset({P.VIEW_CONTRACTS, P.VIEW_UNITS}), cast.units["region"]))
    assert program.get("contracts")["items"] == []
    assert [unit["key"] for unit in program.get("units")["items"]] == ["region"]
    session = sign_in(Client(), cast.regional)
    seen = session.get("/api/v1/contracts").json()["items"]
    assert [(each["number"], each["value_ore"], each["price_hidden"]) for each in seen] == [("L-1", None, True)]


def test_a_shared_impact_shows_no_unit_link_or_person_of_its_owner(program: Program, records: Records, cast: Cast):
    theirs = records.neighbours.impact
    AdverseImpact.objects.filter(pk=theirs.pk).update(responsible=cast.nils)
    ImpactShare.objects.create(impact=theirs, enterprise=cast.enterprise, **STAMPS)
    found = program.get(f"impacts/{theirs.key}")
    assert (found["unit"], found["responsible"]) == (None, None)
    assert program.get(f"impacts/{theirs.key}/links")["items"] == []
    assert program.refused("patch", f"impacts/{theirs.key}", {"title": "X", "version": 1})[0] == 403


def test_a_session_needs_its_csrf_token_to_change_anything(cast: Cast, records: Records):
    client = sign_in(Client(enforce_csrf_checks=True), cast.kari)
    assert client.get("/api/v1/me").status_code == 200
    refused = client.post("/api/v1/impacts", json.dumps(ALLEGED), content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "no_csrf_token")
    assert AdverseImpact.objects.filter(title=ALLEGED["title"]).count() == 0


def test_a_method_that_is_none_is_refused_after_sight(program: Program, records: Records):
    own, theirs = f"contracts/{records.own.contract.key}", f"contracts/{records.neighbours.contract.key}"
    answer = program.call("put", own, {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, PATCH")
    assert program.refused("put", theirs, {})[0] == 404
    assert program.refused("delete", theirs)[0] == 404
    assert program.call("head", own).status_code == 200
    assert program.refused("get", "ingenting/her")[0] == 404


def test_a_body_of_another_kind_is_refused_after_sight(program: Program, records: Records):
    headers = {"Authorization": f"Bearer {program.token}"}
    for key, status in ((records.own.impact.key, 415), (records.neighbours.impact.key, 404)):
        answer = program.client.patch(f"/api/v1/impacts/{key}", "x=1", content_type="text/plain", headers=headers)
        assert answer.status_code == status


def test_refusals_are_told_in_the_persons_language(program: Program, records: Records, cast: Cast):
    def told() -> str:
        return program.refused("post", "impacts", {})[1]["fields"]["title"]

    assert told() == "Dette mangler."
    cast.kari.language = "nn"
    cast.kari.save()
    assert told() == "Dette manglar."


def test_a_call_repeated_with_its_key_acts_once(program: Program, cast: Cast):
    first = program.call("post", "impacts", ALLEGED, Idempotency_Key="en")
    again = program.call("post", "impacts", ALLEGED, Idempotency_Key="en")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert AdverseImpact.objects.count() == 1


def test_a_key_used_for_another_call_is_refused(program: Program, cast: Cast):
    program.call("post", "impacts", ALLEGED, Idempotency_Key="en")
    status, error = program.refused("post", "impacts", {**ALLEGED, "title": "Annet"}, Idempotency_Key="en")
    assert (status, error["code"]) == (409, "idempotency_key_used")


def test_a_key_is_each_tokens_own_and_lasts_a_day(program_of: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    one, other = program_of(), program_of()
    one.call("post", "impacts", ALLEGED, Idempotency_Key="en")
    other.call("post", "impacts", ALLEGED, Idempotency_Key="en")
    assert AdverseImpact.objects.count() == 2
    monkeypatch.setenv("SAMSVAR_NOW", (NOW + timedelta(hours=24, seconds=1)).isoformat())
    one.call("post", "impacts", ALLEGED, Idempotency_Key="en")
    assert (AdverseImpact.objects.count(), TakenNumber.objects.count()) == (3, 1)


def test_a_refused_call_may_be_mended_and_sent_with_the_same_key(program: Program, cast: Cast):
    program.refused("post", "impacts", {}, Idempotency_Key="en")
    assert program.call("post", "impacts", ALLEGED, Idempotency_Key="en").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 101, "med blank", "æ"])
def test_a_key_that_is_none_is_refused(program: Program, cast: Cast, key: str):
    assert program.refused("post", "impacts", ALLEGED, Idempotency_Key=key)[0] == 400


def test_too_many_calls_in_a_minute_are_refused(program: Program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("samsvar.front.api.limits.A_MINUTE", 3)
    for _ in range(3):
        program.get("me")
    answer = program.call("get", "me")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    monkeypatch.setenv("SAMSVAR_NOW", (NOW + timedelta(minutes=1)).isoformat())
    program.get("me")


def test_a_body_beyond_the_limit_is_not_read(program: Program):
    assert program.refused("post", "impacts", b'"' + b"x" * JSON_LIMIT + b'"')[0] == 413
    status, error = program.refused("post", "impacts", b'"' + b"x" * 10_000_000 + b'"')
    assert (status, error["code"]) == (413, "too_large")


def test_the_description_is_behind_sign_in_and_lists_every_operation(program: Program, cast: Cast):
    assert Client().get("/api/v1/openapi.json").status_code == 401
    described = program.get("openapi.json")
    told = {operation["operationId"] for path in described["paths"].values() for operation in path.values()}
    assert told == {operation.view_func.__name__ for operation in _operations()}
    page = sign_in(Client(), cast.kari).get("/api/v1/").content.decode()
    assert "/api/v1/contracts/{key}/assessment" in page
    assert "https://" not in page.replace("https://github.com", "")
