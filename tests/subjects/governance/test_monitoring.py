"""Those who speak for the staff have roles of their own, and monitoring ends in a judgement that they take part in."""

from datetime import date

import pytest
from django.test import Client

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import READING, ROLES, Permission, Role
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.actions.models import Action
from samsvar.subjects.governance.models import ControlResult, InternalControl
from samsvar.subjects.governance.services import controls
from tests.cast import BEGAN, NOW, TODAY, Cast, key_of
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
WITH_HVO_AND_BHT = ";chief_safety_representative;occupational_health;"


def person_with(cast: Cast, role: Role, unit: str = "eksempel") -> Person:
    person = Person.objects.create(
        key=key_of(role),
        email=f"{role}@example.org",
        name=f"Påhitt {role}",
        enterprise=cast.enterprise,
        password="!",
        created_at=NOW,
    )
    RoleAssignment.objects.create(
        person=person, unit=cast.units[unit], role=role, valid_from=BEGAN, created_at=NOW, updated_at=NOW
    )
    return person


def monitoring(cast: Cast) -> InternalControl:
    fields = {"title": "Månedlig monitorering av hendelser", "responsible": cast.ola, "every_months": 1}
    fields |= {"begins_on": TODAY, "monitoring": True}
    return controls.add_control(unit=cast.enterprise, fields=fields, by=cast.actor("ola"), at=NOW)


@pytest.mark.requirement("R003-64")
def test_safety_occupational_health_hr_and_union_representatives_are_roles_with_rights_of_their_own() -> None:
    of = {
        role: ROLES[role].own
        for role in (
            Role.SAFETY_REPRESENTATIVE,
            Role.CHIEF_SAFETY_REPRESENTATIVE,
            Role.OCCUPATIONAL_HEALTH,
            Role.UNION_REPRESENTATIVE,
            Role.HR_ADVISER,
        )
    }
    assert len(set(of.values())) == 5, "no two of them have the same rights"
    for rights in of.values():
        assert {Permission.VIEW_ACTIONS, Permission.VIEW_WHEEL, Permission.VIEW_INDICATORS} <= rights
        assert Permission.VIEW_CONTRACTS not in rights
    assert of[Role.UNION_REPRESENTATIVE] <= READING
    assert of[Role.SAFETY_REPRESENTATIVE] <= READING
    judges = {role for role, rights in of.items() if Permission.JUDGE_MONITORING in rights}
    assert judges == {Role.CHIEF_SAFETY_REPRESENTATIVE, Role.OCCUPATIONAL_HEALTH, Role.HR_ADVISER}
    assert Permission.MANAGE_DOCUMENTS not in of[Role.CHIEF_SAFETY_REPRESENTATIVE]
    for role in (Role.CHIEF_SAFETY_REPRESENTATIVE, Role.OCCUPATIONAL_HEALTH, Role.UNION_REPRESENTATIVE):
        assert Permission.VIEW_WORKFORCE_CASES not in of[role], "single cases concern one person"


@pytest.mark.requirement("R003-64")
def test_monitoring_ends_in_a_judgement_of_guidance_action_or_none(cast: Cast) -> None:
    given, made = {"by": cast.actor("ola"), "at": NOW}, monitoring(cast)
    done = {"control": made, "done_on": TODAY, "outcome": "in_order"}
    for judged, code in (
        (None, "no_judgement"),
        ({"judgement": ""}, "no_judgement"),
        ({"judgement": "guidance"}, "no_guidance"),
        ({"judgement": "action"}, "no_action_title"),
    ):
        with pytest.raises(NotAllowed, match=code):
            controls.note_result(**done, judged=judged, **given)
    assert not ControlResult.objects.exists()
    assert not Action.objects.exists(), "nothing is opened by what is refused"
    none = controls.note_result(**done, judged={"judgement": "none", "judged_with": WITH_HVO_AND_BHT}, **given)
    assert (none.judgement, none.action) == ("none", None)
    guided = {"judgement": "guidance", "judgement_reason": "Veiled om melding", "good_practice": "Morgenmøtet virker"}
    controls.note_result(**done, judged=guided, **given)
    asked = {"judgement": "action", "action_title": "Flere på kveldsvakt", "action_due_on": date(2025, 7, 1)}
    acted = controls.note_result(**done, judged=asked, **given)
    assert acted.action is not None
    assert (acted.action.title, acted.action.responsible, acted.action.due_on) == (
        "Flere på kveldsvakt", cast.ola, date(2025, 7, 1),
    )  # fmt: skip
    assert [each.of_key for each in acted.action.comes_from.all()] == [made.key]
    assert InternalControl.objects.get(pk=made.pk).due_on == date(2025, 6, 20)
    plain = controls.add_control(
        unit=cast.enterprise,
        fields={"title": "Gaver", "responsible": cast.ola, "every_months": 12, "begins_on": TODAY},
        **given,
    )
    unjudged = controls.note_result(
        control=plain, done_on=TODAY, outcome="in_order", judged={"judgement": "none"}, **given
    )
    assert unjudged.judgement == "", "an ordinary control is not judged"


@pytest.mark.requirement("R003-64")
def test_the_chief_safety_representative_judges_what_monitoring_showed_and_others_read_it(cast: Cast) -> None:
    made = monitoring(cast)
    hvo = sign_in(Client(), person_with(cast, Role.CHIEF_SAFETY_REPRESENTATIVE))
    union = sign_in(Client(), person_with(cast, Role.UNION_REPRESENTATIVE))
    page, form = f"/dokumenter/kontroll/{made.key}", f"/dokumenter/kontroll/{made.key}/resultat"
    assert form in hvo.get(page).content.decode()
    assert form not in union.get(page).content.decode()
    assert union.get(form).status_code == 403
    assert hvo.get(f"/dokumenter/kontroll/{made.key}/endre").status_code == 403
    sent = {"done_on": "2025-05-19", "outcome": "in_order", "judged_with": ["occupational_health", "hr"]}
    refused = hvo.post(form, sent)
    assert refused.status_code == 422
    assert "Si hva som trengs" in refused.content.decode()
    sent |= {"judgement": "guidance", "judgement_reason": "Avdelingen trenger veiledning i å melde."}
    assert hvo.post(form, sent).status_code == 302
    with at_most(12):
        shown = union.get(page).content.decode()
    assert "Veiledning trengs" in shown
    assert "vurdert sammen med: bedriftshelsetjenesten, HR" in shown
    ordinary = controls.add_control(
        unit=cast.enterprise,
        fields={"title": "Gaver", "responsible": cast.ola, "every_months": 12, "begins_on": TODAY},
        by=cast.actor("ola"),
        at=NOW,
    )
    assert hvo.get(f"/dokumenter/kontroll/{ordinary.key}/resultat").status_code == 403


def test_a_safety_representative_sees_the_controls_of_the_own_unit_only(cast: Cast) -> None:
    client = sign_in(Client(), person_with(cast, Role.SAFETY_REPRESENTATIVE, "nett"))
    assert client.get(f"/dokumenter/kontroll/{monitoring(cast).key}").status_code == 404
    fields = {"title": "Vernerunde", "responsible": cast.ola, "every_months": 12, "begins_on": TODAY}
    own = controls.add_control(unit=cast.units["nett"], fields=fields, by=cast.actor("ola"), at=NOW)
    assert "Vernerunde" in client.get(f"/dokumenter/kontroll/{own.key}").content.decode()
