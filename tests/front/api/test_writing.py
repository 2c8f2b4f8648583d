"""Every change by a program: through the services, with the version read, and wholly or not at all."""

from io import BytesIO
from typing import Any

import pytest

from samsvar.platform.access.permissions import Permission as P
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact, AssessmentRun, ImpactLink
from tests.cast import CANARY, Cast
from tests.front.api.conftest import EVERYTHING, Program
from tests.front.api.records import Records


def _made(program: Program, path: str, body: Any) -> dict[str, Any]:
    answer = program.call("post", path, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def _changed(program: Program, path: str, body: Any, method: str = "patch") -> dict[str, Any]:
    answer = program.call(method, path, body)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_unit_is_added_and_renamed(program: Program, cast: Cast):
    made = _made(program, "units", {"parent": "nett", "name_nb": "Seksjon prøve", "kind": "section"})
    assert made["enterprise"] == "eksempel"
    renamed = _changed(program, f"units/{made['key']}", {"name_nb": "Seksjon test", "version": made["version"]})
    assert (renamed["name_nb"], renamed["version"]) == ("Seksjon test", made["version"] + 1)


def test_a_part_never_becomes_an_enterprise(program: Program, cast: Cast):
    status, error = program.refused("patch", "units/nett", {"kind": "hf", "version": 1})
    assert (status, list(error["fields"])) == (422, ["kind"])
    assert program.refused("post", "units", {"parent": "eksempel", "name_nb": "X", "kind": "hf"})[0] == 422


def test_a_supplier_is_registered_and_changed(program: Program, cast: Cast):
    made = _made(program, "suppliers", {"name": "Påfunn Renhold AS", "orgnr": "312 345 676", "country": "NOR"})
    assert (made["orgnr"], made["open_gaps"]) == ("312345676", None)
    changed = _changed(program, f"suppliers/{made['key']}", {"open_gaps": 0, "country": None, "version": 1})
    assert (changed["open_gaps"], changed["country"], changed["name"]) == (0, None, "Påfunn Renhold AS")
    assert program.refused("post", "suppliers", {"name": "En annen", "orgnr": "312345676"})[1]["code"] == "number_taken"


def test_a_contract_is_registered_assessed_and_changed(program: Program, records: Records):
    body = {
        "number": "P-1",
        "title": "Vask",
        "supplier": records.own.supplier.key,
        "kind": "services",
        "ownership": "own",
        "unit": "nett",
        "service_sector": "cleaning",
        "countries": ["NOR"],
        "cpv_codes": ["90910000"],
        "value_ore": 5_000_000_00,
    }
    made = _made(program, "contracts", body)
    assert made["levels"]["level"] is not None
    changed = _changed(program, f"contracts/{made['key']}", {"title": "Vask og vask", "version": made["version"]})
    assert (changed["title"], changed["value_ore"]) == ("Vask og vask", 5_000_000_00)
    assert program.refused("post", "contracts", body)[1]["code"] == "contract_number_taken"
    days = {"starts_on": "2025-01-01", "ends_on": "2026-01-01", "version": changed["version"]}
    changed = _changed(program, f"contracts/{made['key']}", days)
    late = {"starts_on": "2027-01-01", "version": changed["version"]}
    assert program.refused("patch", f"contracts/{made['key']}", late)[1]["code"] == "end_before_start"


def test_a_price_is_written_only_by_those_who_may_see_prices(program_of: Any, records: Records):
    body = {"value_ore": 1, "version": 1}
    path = f"contracts/{records.own.contract.key}"
    assert program_of(permissions=EVERYTHING - {P.VIEW_PRICES}).refused("patch", path, body)[0] == 403
    assert Contract.objects.get(pk=records.own.contract.pk).value_ore == 123_456_700


def test_all_contracts_are_assessed_on_demand(program: Program, records: Records):
    run = _changed(program, "assessments", {}, "post")
    assert (run["contracts"], run["enterprise"]) == (1, "eksempel")
    assert AssessmentRun.objects.get().on.isoformat() == run["on"]


def test_an_impact_goes_from_registered_to_closed(program: Program, records: Records):
    own = records.own
    link = {"contract": own.contract.key, "certainty": "likely", "reason": "Nevnt i rapporten"}
    body = {"title": "Ubetalt overtid", "actuality": "potential", "scale": 3, "countries": ["CHN"], "links": [link]}
    made = _made(program, "impacts", body)
    path = f"impacts/{made['key']}"
    assert (made["severity"], made["likelihood"], made["verification"]) == (3, None, "alleged")
    made = _changed(program, path, {"scope": 5, "version": made["version"]})
    assert made["severity"] == 5
    entry = {"noted_on": "2025-05-19", "channel": "Møte", "text": "De har svart"}
    assert _made(program, f"{path}/entries", entry)["noted_on"] == "2025-05-19"
    supplier = {"supplier": own.supplier.key, "certainty": "certain", "reason": "Samme fabrikk"}
    tie = _made(program, f"{path}/links", supplier)
    tied = _changed(program, f"{path}/links/{tie['key']}", {"certainty": "unknown", "reason": "Usikkert", "version": 1})
    assert tied["certainty"] == "unknown"
    assert program.call("delete", f"{path}/links/{tie['key']}").status_code == 204
    assert ImpactLink.objects.filter(impact__key=made["key"]).count() == 1
    judged = {"verification": "disproved", "reason": "Feil fabrikk", "version": made["version"]}
    version = _changed(program, f"{path}/verification", judged, "post")["version"]
    assert program.get(f"{path}/closing")["may_close"] is True
    close = {"conclusion": "Avkreftet", "closed_on": "2025-05-20", "version": version}
    assert _changed(program, f"{path}/closing", close, "post")["status"] == "closed"


def test_a_case_that_may_not_be_closed_tells_every_reason(program: Program, records: Records):
    path = f"impacts/{records.own.impact.key}/closing"
    close = {"conclusion": "Ferdig", "closed_on": "2025-05-20", "version": 1}
    status, error = program.refused("post", path, close)
    assert (status, error["code"]) == (422, "may_not_close")
    assert "not_settled" in error["reasons"]
    assert program.get(path)["may_close"] is False


def test_an_action_is_planned_changed_and_done(program: Program, records: Records, cast: Cast):
    body = {
        "title": "Spør leverandøren",
        "impact": records.own.impact.key,
        "responsible": cast.ola.key,
        "due_on": "2025-06-01",
        "due_reason": "Avtalt",
    }
    made = _made(program, "actions", body)
    path = f"actions/{made['key']}"
    assert (made["unit"]["key"], made["responsible"]["key"], made["late"]) == ("nett", cast.ola.key, False)
    made = _changed(program, path, {"expected_result": "Svar", "version": made["version"]})
    done = {"status": "done", "result": "De svarte", "version": made["version"]}
    assert list(program.refused("post", f"{path}/status", done)[1]["fields"]) == ["done_on"]
    assert _changed(program, f"{path}/status", {**done, "done_on": "2025-05-20"}, "post")["status"] == "done"
    assert program.refused("patch", path, {"title": "Nytt", "version": 3})[1]["code"] == "ended"


def test_somebody_who_saved_first_is_shown_beside_what_was_sent(program: Program, records: Records):
    path = f"impacts/{records.own.impact.key}"
    _changed(program, path, {"title": "Først", "version": 1})
    status, error = program.refused("patch", path, {"title": "Etterpå", "version": 1})
    assert (status, error["code"]) == (409, "stale_version")
    assert (error["now"]["title"], error["now"]["version"], error["yours"]["title"]) == ("Først", 2, "Etterpå")


def test_the_version_may_stand_in_if_match_and_is_never_guessed(program: Program, records: Records):
    path = f"actions/{records.own.action.key}"
    assert list(program.refused("patch", path, {"title": "Uten"})[1]["fields"]) == ["version"]
    assert program.call("patch", path, {"title": "Med"}, If_Match='"1"').json()["version"] == 2


@pytest.mark.parametrize("field", ["supplier", "unit", "responsible", "agreement_owner"])
def test_a_key_of_the_neighbours_answers_as_one_that_does_not_exist(program: Program, records: Records, field: str):
    theirs = {
        "supplier": records.neighbours.supplier.key,
        "unit": records.neighbours.unit.key,
        "responsible": "0000000000000001",
        "agreement_owner": records.neighbours.partner.key,
    }
    body = {
        "number": "X",
        "title": "X",
        "supplier": records.own.supplier.key,
        "kind": "goods",
        "ownership": "own",
        field: theirs[field],
    }
    foreign = program.refused("post", "contracts", body)
    unknown = program.refused("post", "contracts", {**body, field: "0000000000000000"})
    assert foreign == unknown
    assert (foreign[0], list(foreign[1]["fields"])) == (422, [field])


def test_a_fault_at_the_last_step_leaves_nothing(program: Program, records: Records, monkeypatch: pytest.MonkeyPatch):
    before = (Event.objects.count(), AdverseImpact.objects.count())

    def fails(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("killed")

    body = {"title": "Halvveis", "actuality": "potential"}
    with monkeypatch.context() as broken:
        broken.setattr("samsvar.front.api.resources.impacts.shown", fails)
        status, error = program.refused("post", "impacts", body, Idempotency_Key="halv")
    assert (status, error["code"]) == (500, "fault")
    assert len(error["reference"]) == 4
    assert (Event.objects.count(), AdverseImpact.objects.count()) == before
    assert program.call("post", "impacts", body, Idempotency_Key="halv").status_code == 201


def _file(text: str, name: str = "leverandører.csv") -> BytesIO:
    file = BytesIO(text.encode())
    file.name = name
    return file


def _read_in(program: Program, query: str, file: BytesIO, **headers: str) -> Any:
    return program.client.post(
        f"/api/v1/imports/suppliers{query}",
        {"file": file},
        headers={"Authorization": f"Bearer {program.token}", **headers},
    )


def test_a_file_is_tried_then_read_in_and_the_same_file_changes_nothing(program: Program, cast: Cast):
    text = "Navn;Land\nPåfunn Renhold AS;NOR\nFiktiv Frukt AS;ESP\n"
    tried = _read_in(program, "?dry_run=true", _file(text)).json()
    assert (tried["created"], tried["dry_run"], Supplier.objects.count()) == (2, True, 0)
    kept = _read_in(program, "", _file(text)).json()
    assert (kept["created"], Supplier.objects.count()) == (2, 2)
    assert _read_in(program, "", _file(text)).json()["unchanged"] == 2


def test_a_file_with_errors_saves_nothing_and_tells_each(program: Program, cast: Cast):
    answer = _read_in(program, "", _file("Navn;Land\nGod AS;NOR\nDårlig AS;Ingensteds\n"))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], Supplier.objects.count()) == (422, "file_refused", 0)
    assert [(each["row"], each["code"]) for each in error["report"]["errors"]] == [(3, "unknown_country")]


def test_a_file_sent_twice_with_one_key_is_read_once(program: Program, cast: Cast):
    text = "Navn\nPåfunn Renhold AS\n"
    first = _read_in(program, "", _file(text), **{"Idempotency-Key": "fil"})
    again = _read_in(program, "", _file(text), **{"Idempotency-Key": "fil"})
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert _read_in(program, "", _file("Navn\nAnnen AS\n"), **{"Idempotency-Key": "fil"}).status_code == 409


def test_the_trail_says_who_did_it_by_a_program(program: Program, records: Records, cast: Cast):
    _changed(program, f"actions/{records.own.action.key}", {"title": "Nytt", "version": 1})
    event = program.get("events?limit=1")["items"][0]
    assert (event["kind"], event["via"], event["actor_key"]) == ("action_changed", "api", cast.kari.key)
    assert CANARY not in str(program.get("events"))
    assert Action.objects.get(key=records.own.action.key).title == "Nytt"
    assert OrgUnit.objects.filter(key="nett").exists()
