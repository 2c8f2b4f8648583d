"""What is held about a person can be shown, and taken out again without breaking the trail."""

from datetime import timedelta
from typing import Any

import pytest

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.access.services import end_role, give_role
from samsvar.platform.access.viewer import operator
from samsvar.platform.administration.persons.finding import held_about
from samsvar.platform.administration.persons.holdings import holdings
from samsvar.platform.administration.persons.services import forget, would_forget
from samsvar.platform.audit.models import Event, EventRow
from samsvar.platform.audit.verification.walk import verify
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import make_sign_in_link
from samsvar.platform.organisation.models import Body, BodyMember, Person
from samsvar.platform.organisation.services import NotAllowed, take_in_person
from samsvar.registers.actions.models import Action, ActionCollaborator, ActionPart
from samsvar.registers.suppliers.models.chain import Partner
from samsvar.registers.suppliers.services.suppliers import save_partner
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.governance.models import Attendance, InternalControl, Signature, Signer
from samsvar.subjects.governance.services import documents
from samsvar.subjects.information_requests.services.receiving import Asked, receive_request
from samsvar.subjects.meetings.models import Decision, DecisionStep, Finding, Review
from tests.cast import NOW, TODAY, Cast

OPERATOR = operator(on=TODAY, language="nb")
EMAIL = "mona.midlertidig@example.org"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def mona(cast: Cast) -> Person:
    """Somebody with a role until yesterday, a link, and the same address written at a partner."""
    person, _ = take_in_person(
        email=EMAIL, name="Mona Midlertidig", by=OPERATOR.actor, at=NOW, enterprise=cast.enterprise
    )
    role = give_role(
        person=person, unit=cast.enterprise, role=Role.LEADER, valid_from=TODAY, valid_to=None, giver=OPERATOR, at=NOW
    )
    end_role(held=role, last_day=TODAY, giver=OPERATOR, at=NOW)
    make_sign_in_link(person=person, by=OPERATOR.actor, at=NOW, enterprise=cast.enterprise)
    written = {"name": "Oppdiktet innkjøpssenter", "contact_name": "Mona", "contact_email": EMAIL}
    save_partner(enterprise=cast.enterprise, fields=written, by=OPERATOR.actor, at=NOW)
    return person


def test_what_is_held_is_shown_with_others_masked(mona: Person, cast: Cast) -> None:
    found = held_about(EMAIL.upper())
    by_table = {row.table: row.columns for row in found.rows}
    assert by_table["organisation.Person"]["email"] == EMAIL
    assert "password" not in by_table["organisation.Person"]
    assert by_table["access.RoleAssignment"]["role"] == "leader"
    assert by_table["suppliers.Partner"]["contact_name"] == "Mona"
    assert not any(cast.kari.email in str(row.columns) for row in found.rows)
    assert held_about("nobody@example.org").is_empty


def test_whom_somebody_only_handled_is_neither_shown_nor_emptied_with_them(mona: Person, cast: Cast) -> None:
    by: Any = {"by": OPERATOR.actor, "at": NOW}
    asked = Asked("transparency_act", "Hva vet dere?", "nb", name="Nora Spør", email="nora@example.org")
    row = receive_request(enterprise=cast.enterprise, asked=asked, channel="form", received_at=NOW, handler=mona, **by)
    table = "information_requests.InformationRequest"
    assert "nora@example.org" not in str(held_about(EMAIL).rows)
    assert "Nora Spør" in str(held_about("nora@example.org").rows)
    done = forget(email=EMAIL, by=OPERATOR.actor, at=LATER)
    assert done
    assert done.kept[table] == 1
    assert done.why_kept[table]
    row.refresh_from_db()
    assert row.applicant_email == "nora@example.org"
    done = forget(email="nora@example.org", by=OPERATOR.actor, at=LATER)
    assert done
    assert done.emptied == {table: 1, "delivery.OutgoingMessage": 1}
    row.refresh_from_db()
    assert row.applicant_name == ""


def test_whoever_still_has_a_role_is_not_forgotten(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as refused:
        forget(email=cast.kari.email, by=OPERATOR.actor, at=NOW)
    assert refused.value.code == "has_roles"
    assert Person.objects.get(pk=cast.kari.pk).name == "Kari Liksom"


def test_a_forgotten_person_stands_nowhere_and_the_trail_still_verifies(mona: Person) -> None:
    foreseen = would_forget(EMAIL, at=LATER)
    done = forget(email=EMAIL, by=OPERATOR.actor, at=LATER)
    assert done == foreseen
    assert done is not None
    assert done.emptied["organisation.Person"] == 1
    assert done.kept["access.RoleAssignment"] == 1
    assert done.why_kept["access.RoleAssignment"]
    person = Person.objects.get(pk=mona.pk)
    assert not person.is_active
    assert not person.has_usable_password()
    everything = [_plain(model) for model in [*holdings(), Event, EventRow]]
    assert "mona" not in " ".join(everything).lower()
    assert SingleLink.objects.get(person=mona).revoked_at == LATER
    found = verify(records=True)
    told = [finding for finding in found.findings if mona.key in str(finding.facts) or "partner" in str(finding.facts)]
    assert told == []
    assert verify().intact


def test_forgetting_again_or_a_stranger_changes_nothing(mona: Person) -> None:
    forget(email=EMAIL, by=OPERATOR.actor, at=LATER)
    events = Event.objects.count()
    assert forget(email=EMAIL, by=OPERATOR.actor, at=LATER) is None
    assert Event.objects.count() == events


def test_when_the_last_step_fails_nobody_is_half_forgotten(mona: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the trail is gone")

    monkeypatch.setattr("samsvar.platform.administration.persons.services.forget_person", fail)
    with pytest.raises(RuntimeError):
        forget(email=EMAIL, by=OPERATOR.actor, at=LATER)
    assert Person.objects.get(pk=mona.pk).email == EMAIL
    assert Partner.objects.get().contact_email == EMAIL
    assert RoleAssignment.objects.filter(person=mona).exists()


def _plain(model: Any) -> str:
    return " ".join(str(row) for row in model._default_manager.values_list())


def test_what_somebody_signed_and_was_told_of_in_meetings_is_theirs_to_see(mona: Person, cast: Cast) -> None:
    by: Any = {"by": OPERATOR.actor, "at": NOW}
    document = documents.register_document(
        unit=cast.enterprise, fields={"kind": "guideline", "name_nb": "Etiske retningslinjer"}, **by
    )
    version = documents.add_version(document=document, fields={"in_force_from": TODAY}, **by)
    stamps = {"created_at": NOW, "updated_at": NOW}
    mine, other = (
        Signer.objects.create(
            enterprise=cast.enterprise, unit=cast.enterprise, group="employees", person=each, name=each.name, **stamps
        )
        for each in (mona, cast.ola)
    )
    for signer in (mine, other):
        Signature.objects.create(signer=signer, document_version=version, signed_on=TODAY, **stamps)
        about = {"held_on": TODAY, "occasion": "Allmøte"}
        Attendance.objects.create(signer=signer, document_version=version, **about, **stamps)
    shown = {(row.table, row.columns["signer_id"]) for row in held_about(EMAIL).rows if "signer_id" in row.columns}
    assert shown == {("governance.Signature", mine.pk), ("governance.Attendance", mine.pk)}
    done = forget(email=EMAIL, by=OPERATOR.actor, at=LATER)
    assert done
    assert (done.kept["governance.Signature"], done.kept["governance.Attendance"]) == (1, 1)
    assert done.why_kept["governance.Attendance"]


def test_whatever_is_done_in_the_rooms_of_the_management_system_is_shown_and_kept_with_a_reason(
    mona: Person, cast: Cast
) -> None:
    """Responsible for actions, parts, activities, controls, findings and steps of decisions; seats on bodies."""
    enterprise: Any = {"enterprise": cast.enterprise, "created_at": NOW, "updated_at": NOW}
    here: Any = {**enterprise, "unit": cast.enterprise}
    stamps = {"created_at": NOW, "updated_at": NOW}
    action = Action.objects.create(title="Øve", responsible=mona, **here)
    ActionPart.objects.create(action=action, number=1, title="Først", responsible=mona, **stamps)
    ActionCollaborator.objects.create(action=action, person=mona, **stamps)
    body = Body.objects.create(name_nb="Arbeidsmiljøutvalget", kind="amu", **enterprise)
    BodyMember.objects.create(body=body, person=mona, name=mona.name, valid_from=TODAY, **stamps)
    control = {"title": "Vernerunde", "every_months": 12, "begins_on": TODAY}
    InternalControl.objects.create(responsible=mona, **control, **here)
    meeting = Meeting.objects.create(body=body, year=2025, held_on=TODAY, **stamps)
    decision = Decision.objects.create(meeting=meeting, text="Vi gjør det", decided_on=TODAY, **enterprise)
    step = {"decision": decision, "position": 1, "what": "Gjør det", "unit": cast.enterprise}
    DecisionStep.objects.create(responsible=mona, **step, **stamps)
    review = Review.objects.create(kind="management_review", year=2025, **here)
    finding = {"review": review, "number": 1, "kind": "deviation", "text": "Mangler", "unit": cast.enterprise}
    Finding.objects.create(responsible=mona, **finding, **stamps)
    wanted = {
        *("actions.Action", "actions.ActionPart", "actions.ActionCollaborator", "organisation.BodyMember"),
        *("governance.InternalControl", "meetings.DecisionStep", "meetings.Finding"),
    }
    assert wanted <= {row.table for row in held_about(EMAIL).rows}
    done = forget(email=EMAIL, by=OPERATOR.actor, at=LATER)
    assert done
    assert wanted <= done.kept.keys()
    assert all(str(done.why_kept[table]) for table in wanted)
    assert Action.objects.get().responsible.name == f"Tidligere bruker {mona.key[:4]}"
