"""Goals, figures, the wheel, documents and plans by a program: what is told, what is hidden, what is changed."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from samsvar.platform.access.permissions import Permission as P
from samsvar.registers.actions.models import ActionReason
from samsvar.registers.indicators.models import Figure, Indicator, Measurement
from samsvar.registers.wheel.models import Activity, Occurrence
from samsvar.subjects.governance.models import DocumentTie, DocumentValidity, GoverningDocument
from tests.cast import CANARY, Cast
from tests.conftest import sign_in
from tests.front.api.conftest import EVERYTHING, Program, token_for
from tests.front.api.records import Records
from tests.front.api.steering import STAMPS, make_indicator, make_measured
from tests.queries import at_most, questions

APRIL = "unit=nett&period=2025-04"
NUMBERS = ("value", "numerator", "denominator", "persons")


def test_a_figure_tells_value_target_status_parts_and_how_many_units(program: Program, records: Records):
    [figure] = program.get(f"figures?{APRIL}")["items"]
    assert {name: figure[name] for name in ("value", "target", "status", "numerator", "denominator", "masked")} == {
        **{"value": "6", "target": "6", "status": "met", "numerator": "60", "denominator": "1000", "masked": False}
    }
    assert (figure["delivered"], figure["expected"], figure["period"]) == (1, 1, "2025-04")


def test_what_is_hidden_is_hidden_in_every_reading_but_from_those_who_hand_it_in(
    program_of: Any, program: Program, records: Records, cast: Cast
):
    few = make_indicator(cast.enterprise, "FÅ", "Skader", minimum_persons=5)
    nett, vakt = cast.units["nett"], cast.units["vakt"]
    make_measured(few, vakt, 3, 4, persons=4, hidden=True)
    make_measured(few, nett, 70, 90, persons=90)  # with the section's own beside it: told, it would give the section's
    Figure.objects.filter(indicator=few, unit=nett).update(delivered=2)
    Indicator.objects.exclude(pk=few.pk).update(retired=True)
    reader = program_of(permissions=frozenset({P.VIEW_INDICATORS, P.VIEW_UNITS}))
    path = f"indicators/{few.key}"
    told = [
        *reader.get("figures?unit=vakt&period=2025-04")["items"],
        *reader.get(f"{path}/figures?unit=vakt&first=2025-04&last=2025-04")["items"],
        *reader.get(f"{path}/units?{APRIL}")["items"],
    ]
    assert len(told) == 3
    for each in told:
        assert (each["masked"], each["status"], *(each[name] for name in NUMBERS)) == (True, "unknown", *[None] * 4)
    for unit in ("vakt", "nett"):
        rows = reader.get(f"measurements?unit={unit}&period=2025-04")["items"]
        [handed] = [row["in_force"] for row in rows if row["code"] == "FÅ"]
        assert (handed["masked"], *(handed[name] for name in NUMBERS)) == (True, *[None] * 4)
    rows = program.get("measurements?unit=vakt&period=2025-04")["items"]
    assert [row["in_force"]["numerator"] for row in rows if row["code"] == "FÅ"] == ["3"]
    assert program.get(f"{path}/units?{APRIL}")["items"][0]["masked"] is True
    page = reverse("indicators:measured", args=[few.key, "2025-04"])
    for name, told_there in (("auditor", False), ("kari", True)):
        client = Client()
        sign_in(client, cast.people[name])
        assert ("70 av 90" in client.get(page, {"unit": "nett"}).content.decode()) is told_there


def test_a_figure_is_handed_in_once_and_corrected_only_with_a_reason_and_what_was_read(
    program: Program, records: Records, cast: Cast
):
    key = records.own.steering.indicator.key
    body = {"unit": "nett", "indicator": key, "period": "2025-03", "numerator": "8.5", "denominator": "1000"}
    made = program.call("post", "measurements", body).json()
    assert (made["in_force"]["numerator"], made["in_force"]["status"]) == ("8.5", "confirmed")
    status, error = program.refused("post", "measurements", {**body, "numerator": "9"})
    assert (status, error["code"], error["now"]["version"]) == (409, "stale_version", made["version"])
    seen = {**body, "version": made["version"]}
    assert program.call("post", "measurements", seen).status_code == 200  # the same figure: nothing new
    assert program.refused("post", "measurements", {**seen, "numerator": "9"})[1]["code"] == "correction_without_reason"
    changed = program.call("post", "measurements", {**seen, "numerator": "9", "reason": "Etterregistrert"}).json()
    assert (changed["in_force"]["status"], changed["in_force"]["reason"]) == ("corrected", "Etterregistrert")
    assert Measurement.objects.filter(unit=cast.units["nett"], number=3).count() == 2  # the old one is kept
    zero = {**body, "period": "2025-02", "denominator": "0"}
    assert program.refused("post", "measurements", zero)[1]["fields"] == {
        "denominator": "Nevneren er null, så det er ingenting å dele på."
    }
    for wrong in ({"unit": "naboavd"}, {"indicator": records.neighbours.steering.indicator.key}):
        status, error = program.refused("post", "measurements", {**body, **wrong})
        assert (status, list(error["fields"])) == (422, list(wrong))


def test_an_occurrence_is_finished_with_the_version_read_and_a_token_does_no_more_than_it_says(
    program_of: Any, program: Program, records: Records, cast: Cast
):
    occurrence = records.own.steering.occurrence
    Occurrence.objects.filter(pk=occurrence.pk).update(responsible=cast.kari)
    path = f"occurrences/{occurrence.key}"
    reads = program_of(permissions=EVERYTHING - {P.MANAGE_WHEEL})
    assert reads.get(path)["late"] is True
    assert reads.refused("patch", path, {"notes": "Min egen", "version": 1})[0] == 403
    assert program.call("patch", path, {"notes": "Sett gjennom", "version": 1}).json()["notes"] == "Sett gjennom"
    done = {"state": "done", "done_on": "2025-05-19", "version": 1}
    assert program.refused("post", f"{path}/state", done)[1]["code"] == "stale_version"
    assert program.call("post", f"{path}/state", {**done, "version": 2}).json()["state"] == "done"
    assert program.refused("post", f"{path}/state", {**done, "version": 3})[1]["code"] == "no_such_move"
    assert program.get("occurrences?late=true")["items"] == []


def test_an_action_tells_its_plans_and_what_it_comes_from_as_far_as_the_token_reads(
    program_of: Any, program: Program, records: Records
):
    own = records.own
    ActionReason.objects.create(action=own.action, kind="swot", label="Svakhet", of_key="0" * 16, **STAMPS)
    path = f"actions/{own.action.key}"
    whole = program.get(path)
    assert [place["plan"] for place in whole["plans"]] == [own.steering.plan.key]
    assert whole["comes_from"] == [{"kind": "swot", "label": "Svakhet", "key": "0" * 16}]
    narrow = program_of(permissions=EVERYTHING - {P.VIEW_STRATEGY}).get(path)
    assert narrow["comes_from"] == [{"kind": "swot", "label": None, "key": None}]
    cost = {"cost_kind": "amount", "cost_ore": 5_000_00, "effects": ["Færre skader"], "version": 1}
    assert program.call("patch", path, cost).json()["cost_ore"] == 5_000_00
    assert program.get(path)["effects"] == ["Færre skader"]
    wrong = {"cost_kind": "none", "version": 2}
    assert program.refused("patch", path, wrong)[1]["code"] == "amount_without_cost"


def test_what_holds_from_above_is_read_but_nothing_of_a_neighbouring_trust(cast: Cast):
    region, trust, other = cast.units["region"], cast.units["liksom"], cast.units["pafunn"]
    made: Any = {"kind": "guideline", **STAMPS}
    shared = GoverningDocument.objects.create(enterprise=region, unit=region, name_nb="Regionens", **made)
    theirs = GoverningDocument.objects.create(enterprise=other, unit=other, name_nb=CANARY, **made)
    for unit in (trust, other):
        DocumentValidity.objects.create(document=shared, unit=unit, **STAMPS)
    DocumentTie.objects.create(document=shared, tie="builds_on", other=theirs, **STAMPS)
    Activity.objects.create(
        enterprise=region, code="x", number=1, name_nb=CANARY, phase="plan", only_here=True, **STAMPS
    )
    berit = Program(token_for(cast, "berit", EVERYTHING, trust))
    assert [each["name"] for each in berit.get("documents")["items"]] == ["Regionens"]
    whole = berit.get(f"documents/{shared.key}")
    assert [each["unit"]["key"] for each in whole["validities"]] == [trust.key]
    assert whole["ties"] == []
    assert berit.get("activities")["items"] == []
    assert CANARY not in json.dumps([berit.get(name) for name in ("documents", "requirements", "activities")])


def test_every_list_asks_as_often_for_many_rows_as_for_few(program: Program, records: Records, cast: Cast):
    names = ("goals", "indicators", "targets", f"figures?{APRIL}", f"measurements?{APRIL}", "activities", "occurrences")
    names += ("documents", "requirements", "plans", "meetings", "cases", "decisions", "strategies", "promises")
    names += (f"plans/{records.own.steering.plan.key}", f"documents/{records.own.steering.document.key}")
    few = {}
    for name in names:
        program.get(name)
        with at_most(12) as asked:
            program.get(name)
        few[name] = len(questions(asked))
    for number in range(3):
        _more(cast, records, number)
    for name, count in few.items():
        with at_most(count):
            program.get(name)


def _more(cast: Cast, records: Records, number: int) -> None:
    """More indicators with figures, and more documents with ties."""
    unit = cast.units[("divisjon1", "kjop", "vakt")[number]]
    make_measured(make_indicator(cast.enterprise, f"N{number}", "Flere"), unit, 1, 2)
    document = GoverningDocument.objects.create(
        enterprise=cast.enterprise, unit=unit, kind="routine", name_nb=f"Rutine {number}", **STAMPS
    )
    DocumentTie.objects.create(document=records.own.steering.document, tie="builds_on", other=document, **STAMPS)
