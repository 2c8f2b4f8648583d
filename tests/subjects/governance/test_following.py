"""Assignments, implementation and internal controls in the database."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.rules.controls import ControlState
from samsvar.platform.organisation.services import NotAllowed
from samsvar.subjects.governance.models import DocumentKind, InternalControl, Requirement
from samsvar.subjects.governance.selectors.assignments import assignments_of, implementations_of
from samsvar.subjects.governance.selectors.controls import controls_of, stands
from samsvar.subjects.governance.services import assignments, controls, documents
from samsvar.subjects.governance.services.implementing import set_implementation
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.due_diligence.chain import make_contract

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R000-06", "R000-21", "R000-43")
def test_an_assignment_holds_each_receivers_assessment_and_answer_and_those_without_are_listed(cast: Cast) -> None:
    given = {"by": cast.actor("regional"), "at": NOW}
    region, liksom, pafunn = (cast.units[name] for name in ("region", "liksom", "pafunn"))
    fields = {"kind": "assignment", "year": 2025, "text": "Lag handlingsplan for klima", "due_on": TODAY}
    with pytest.raises(NotAllowed, match="no_receivers"):
        assignments.register_assignment(enterprise=region, fields=fields, receivers=[], **given)
    with pytest.raises(NotAllowed, match="outside_the_enterprise"):
        assignments.register_assignment(enterprise=region, fields=fields, receivers=[cast.neighbour], **given)
    made = assignments.register_assignment(enterprise=region, fields=fields, receivers=[liksom, pafunn], **given)
    own = made.receivers.get(enterprise=liksom)
    theirs = {"by": cast.actor("berit"), "at": NOW}
    with pytest.raises(NotAllowed, match="no_case_day"):
        assignments.assess_assignment(receiver=own, fields={"assessment": "Følges opp i planen."}, **theirs)
    said = {"assessment": "Følges opp i planen.", "assessed_on": TODAY, "case_number": "12/25", "status": "done"}
    said |= {"answer": "Planen er vedtatt.", "answered_on": TODAY}
    assignments.assess_assignment(receiver=own, fields=said, version=1, **theirs)

    one = assignments_of(cast.viewer("regional"), region)[0]
    assert [each.enterprise for each in one.unassessed] == [pafunn]
    assert [each.enterprise for each in one.unanswered] == [pafunn]
    assert one.late(TODAY + timedelta(days=1))
    assert [each.enterprise for each in assignments_of(cast.viewer("berit"), liksom)[0].receivers] == [liksom]
    assert assignments_of(cast.viewer("kari"), cast.enterprise) == []
    with pytest.raises(NotAllowed, match="received_already"):
        assignments.edit_assignment(assignment=made, fields=fields, receivers=[pafunn], **given)
    client = sign_in(Client(), cast.people["regional"])
    client.get("/dokumenter/oppdrag")
    for path in ("oppdrag?view=unassessed", f"oppdrag/{made.key}", f"oppdrag/{made.key}/endre"):
        with at_most(12):
            assert "Lag handlingsplan for klima" in client.get(f"/dokumenter/{path}").content.decode()


@pytest.mark.requirement("R000-13", "R000-25", "R000-02")
def test_a_document_of_any_kind_rests_on_any_other_and_a_contract_leads_to_those_on_procurement(cast: Cast) -> None:
    given = {"unit": cast.enterprise, "by": cast.actor("kari"), "at": NOW}
    made = {}
    for kind in DocumentKind.values:
        subjects = ";procurement;" if kind in ("guideline", "supplier_code") else ";hse;"
        fields = {"kind": kind, "name_nb": f"Dokument om {kind}", "subjects": subjects}
        made[kind] = documents.register_document(fields=fields, **given)
    guideline, routine = made["guideline"], made["routine"]
    tied = {"by": cast.actor("kari"), "at": NOW}
    for kind in sorted({"law", "convention", "owner_expectation", "goals", "agreement"}):
        documents.tie_documents(document=guideline, tie="implements", other=made[kind], **tied)
    documents.tie_documents(document=routine, tie="builds_on", other=guideline, **tied)
    client = sign_in(Client(), cast.kari)
    contract = make_contract(cast.enterprise)
    shown = client.get(reverse("due_diligence:contract", args=[contract.key])).content.decode()
    way = f"{reverse('governance:documents')}?subject=procurement&amp;unit={cast.enterprise.key}"
    assert way in shown
    listed = client.get(way.replace("&amp;", "&")).content.decode()
    assert "Dokument om supplier_code" in listed
    assert "Dokument om law" not in listed
    page = client.get(f"/dokumenter/{guideline.key}").content.decode()
    assert all(f"Dokument om {kind}" in page for kind in ("law", "convention", "goals", "routine"))
    assert "Dokument om values" not in page


@pytest.mark.requirement("R000-12", "R000-30")
def test_each_trust_says_how_far_it_has_come_with_what_shows_it_and_the_region_sees_all(cast: Cast) -> None:
    given = {"by": cast.actor("regional"), "at": NOW}
    region, liksom, pafunn = (cast.units[name] for name in ("region", "liksom", "pafunn"))
    fields = {"kind": "programme", "name_nb": "Program mot korrupsjon"}
    document = documents.register_document(unit=region, fields=fields, **given)
    note = {"document": document, "enterprise": liksom, "by": cast.actor("berit"), "at": NOW}
    said = {"state": "implemented", "set_on": TODAY, "responsible_name": "Økonomisjefen"}
    with pytest.raises(NotAllowed, match="no_evidence"):
        set_implementation(fields=said, **note)
    with pytest.raises(NotAllowed, match="no_responsible"):
        set_implementation(fields={**said, "responsible_name": ""}, **note)
    set_implementation(fields={**said, "state": "under_way", "set_on": date(2025, 2, 1)}, **note)
    set_implementation(fields={**said, "evidence_text": "Kurs holdt i alle klinikker"}, **note)
    found = implementations_of(cast.viewer("regional"), document, [region, liksom, pafunn], TODAY)
    told = {each.enterprise: each.row.state if each.row else None for each in found}
    assert told == {region: None, liksom: "implemented", pafunn: None}
    assert [each.state for each in found[1].earlier] == ["under_way"]
    client = sign_in(Client(), cast.people["regional"])
    assert "Kurs holdt i alle klinikker" in client.get(f"/dokumenter/{document.key}/innforing").content.decode()


@pytest.mark.requirement("R001-36")
def test_a_control_has_who_answers_how_often_what_it_last_showed_and_its_deviation(cast: Cast) -> None:
    given = {"by": cast.actor("kari"), "at": NOW}
    fields = {"title": "Gaver og habilitet", "responsible": cast.ola, "every_months": 6, "begins_on": date(2025, 1, 1)}
    with pytest.raises(NotAllowed, match="no_responsible"):
        controls.add_control(unit=cast.enterprise, fields={**fields, "responsible": None}, **given)
    made = controls.add_control(unit=cast.enterprise, fields=fields, **given)

    def state() -> ControlState:
        return stands(InternalControl.objects.get(pk=made.pk), TODAY).stands.state

    assert state() is ControlState.LATE
    result = {"control": made, "done_on": TODAY, "outcome": "deviation"}
    with pytest.raises(NotAllowed, match="nothing_found"):
        controls.note_result(**result, **given)
    controls.note_result(**result, found="To gaver uten melding", **given)
    assert state() is ControlState.DEVIATION
    assert controls_of(cast.viewer("leader"), cast.enterprise, TODAY) == [], "it belongs to the enterprise"
    client = sign_in(Client(), cast.kari)
    client.get("/dokumenter/kontroll")
    for path in ("kontroll?view=deviation", f"kontroll/{made.key}", f"kontroll/{made.key}/endre"):
        with at_most(12):
            assert "Gaver og habilitet" in client.get(f"/dokumenter/{path}").content.decode()
    controls.correct_deviation(control=made, corrected="Meldt i etterkant", corrected_on=TODAY, **given)
    assert state() is ControlState.PLANNED
    with pytest.raises(NotAllowed, match="no_deviation"):
        controls.correct_deviation(control=made, corrected="Igjen", corrected_on=TODAY, **given)
    assert not Requirement.objects.exists()
