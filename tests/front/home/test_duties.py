"""What the managing director sees at a glance: each duty of the enterprise, and what stands behind it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from samsvar.core.rules.duties import DutyArea, DutyState
from samsvar.platform.organisation.models import EnterpriseProfile
from samsvar.registers.actions import services as register
from samsvar.registers.wheel.models import Activity, Occurrence
from samsvar.subjects.governance.models import GoverningDocument, Requirement
from samsvar.subjects.governance.selectors.duties import duties_of, duty_areas
from samsvar.subjects.governance.selectors.signing import asked_at, open_round
from samsvar.subjects.governance.services import controls, signing
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.documents import add_version
from samsvar.subjects.governance.services.requirements import back_requirement, delegate_requirement
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.due_diligence.chain import STAMPS

pytestmark = pytest.mark.django_db
NHN = "Norsk helsenett SF"
LATE = TODAY - timedelta(days=3)


class House:
    """The enterprise's duties after the Transparency Act, the internal control regulation and its own guideline."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.given = cast, {"by": cast.actor("kari"), "at": NOW}
        codes = ["transparency-act", "internal-control-regulation", "ethics-nhn"]
        adopt_documents(enterprise=cast.enterprise, codes=codes, ours=[NHN], **self.given)
        work_out_coverage(enterprise=cast.enterprise, at=NOW)

    def tie(self, code: str, kind: str, **fields: object) -> Requirement:
        asked = Requirement.objects.get(code=code)
        told = {"made_on": TODAY, "for_subtree": True, **fields}
        back_requirement(requirement=asked, unit=self.cast.enterprise, kind=kind, fields=told, **self.given)
        return asked

    def activity(self, name: str, due_on: date) -> Activity:
        about: dict[str, Any] = {"enterprise": self.cast.enterprise, **STAMPS}
        made = Activity.objects.create(number=1, code=name, name_nb=name, phase="check", **about)
        Occurrence.objects.create(activity=made, year=2025, due_on=due_on, **about)
        Occurrence.objects.create(activity=made, year=2024, state="done", done_on=date(2024, 6, 3), **about)
        return made

    def states(self) -> dict[DutyArea, tuple[DutyState, dict[DutyState, int]]]:
        found = duty_areas(self.cast.viewer("director"), self.cast.enterprise, TODAY)
        return {each.area: (each.state, dict(each.counts)) for each in found}


@pytest.fixture
def house(cast: Cast) -> House:
    return House(cast)


def page(cast: Cast, name: str, address: str) -> str:
    client = sign_in(Client(), cast.people[name])
    client.get(address)
    with at_most(12):
        return client.get(address).content.decode()


@pytest.mark.requirement("R000-11")
def test_the_directors_start_page_shows_each_duty_as_met_late_or_without_evidence(cast: Cast, house: House) -> None:
    act = Requirement.objects.filter(document__code="transparency-act")
    assert house.states()[DutyArea.TRANSPARENCY_ACT][1] == {DutyState.WITHOUT_EVIDENCE: act.count()}
    shown = page(cast, "director", "/")
    assert "Virksomhetens plikter" in shown
    assert f"{act.count()} uten dokumentasjon" in shown
    assert "Uten dokumentasjon" in shown
    assert "Klima og miljø" in shown, "nothing of it is taken in, and that is told too"
    assert "Det er ikke tatt inn noe krav om dette ennå" in shown
    # One answered in time, one whose activity is past its day, one whose action is, one whose answer is too old.
    house.tie("ta-4-a", "evidence", label="Retningslinjen")
    house.tie("ta-4-b", "activity", activity=house.activity("Aktsomhetsvurdering", LATE))
    where = {"enterprise": cast.enterprise, "unit": cast.enterprise}
    planned = {"title": "Stans innkjøpet", "due_on": LATE, "due_reason": "Lovet"}
    house.tie("ta-4-c", "action", action=register.create_action(**where, fields=planned, **house.given))
    house.tie("ta-5-a", "evidence", label="Redegjørelsen", made_on=TODAY - timedelta(days=800))
    state, counts = house.states()[DutyArea.TRANSPARENCY_ACT]
    assert state is DutyState.LATE
    assert counts == {DutyState.MET: 1, DutyState.LATE: 3, DutyState.WITHOUT_EVIDENCE: act.count() - 4}
    shown = page(cast, "director", "/")
    assert f"3 over fristen, {act.count() - 4} uten dokumentasjon, 1 oppfylt" in shown
    assert "/plikter/?area=transparency_act" in shown
    inside = page(cast, "director", "/plikter/?area=transparency_act")
    assert "Dina Direktør svarer for pliktene som administrerende direktør" in inside
    for words in ("Forankre ansvarlighet i retningslinjene", "Retningslinjen", "Stans innkjøpet", "dager over"):
        assert words in inside
    assert "Ha skriftlige mål for HMS" not in inside, "another area"


@pytest.mark.requirement("R000-11")
def test_a_late_internal_control_makes_the_duty_it_answers_late(cast: Cast, house: House) -> None:
    asked = house.tie("ik-5-1", "evidence", label="Regelsamlingen")
    before = house.states()[DutyArea.INTERNAL_CONTROL][1]
    fields = {"title": "Er reglene for hånden?", "responsible": cast.ola, "every_months": 6, "requirement": asked}
    made = controls.add_control(unit=cast.enterprise, fields={**fields, "begins_on": LATE}, **house.given)
    after = house.states()[DutyArea.INTERNAL_CONTROL][1]
    assert (before[DutyState.MET], after.get(DutyState.MET), after[DutyState.LATE]) == (1, None, 1)
    controls.note_result(control=made, done_on=TODAY, outcome="in_order", **house.given)
    assert house.states()[DutyArea.INTERNAL_CONTROL][1] == before


@pytest.mark.requirement("R000-11")
def test_a_statement_that_is_not_out_after_its_day_makes_the_act_late(
    cast: Cast, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    EnterpriseProfile.objects.create(
        enterprise=cast.enterprise, act_applies=True, act_ground="two_of_three", act_from_year=2022, **STAMPS
    )
    assert "ikke publisert" not in page(cast, "director", "/plikter/?area=transparency_act")
    monkeypatch.setenv("SAMSVAR_NOW", "2025-07-02T08:00:00+00:00")
    shown = page(cast, "director", "/plikter/?area=transparency_act")
    assert "Redegjørelsen for 2024 er ikke publisert" in shown
    assert "1 over fristen" in page(cast, "director", "/")


@pytest.mark.requirement("R001-15")
def test_the_directors_duty_to_form_and_implement_the_guidelines_is_tied_to_activities_and_shares(
    cast: Cast, house: House
) -> None:
    ethics = GoverningDocument.objects.get(code="ethics-nhn")
    version = add_version(document=ethics, fields={"in_force_from": date(2025, 1, 1)}, **house.given)
    fields = {"kind": "sign", "groups": ";hired_in;", "days_at_start": 14, "days_at_new_version": 30}
    signing.open_round(document_version=version, fields=fields, **house.given)
    hired = signing.add_signers(
        unit=cast.enterprise, group="hired_in", names=[f"I {n}" for n in range(6)], **house.given
    )
    house.tie("nhn-director-guidelines", "activity", activity=house.activity("Dilemmatrening for ledere", LATE))
    house.tie("nhn-director-guidelines", "evidence", document=ethics)

    def duty() -> Any:
        every = duties_of(cast.viewer("director"), cast.enterprise, TODAY)
        return next(each for each in every if each.requirement.code == "nhn-director-guidelines")

    activity, document = duty().behind
    assert (activity.owed_on, activity.done_on) == (LATE, date(2024, 6, 3))
    assert duty().state is DutyState.LATE
    assert (duty().share.signed, duty().share.owing) == (0, 6)
    assert (document.share.signed, document.share.owing) == (0, 6)
    asked = asked_at(open_round(ethics), ethics, cast.enterprise, TODAY)
    signing.note_signatures(asked=asked, signers=hired[:3], signed_on=TODAY, noted_by=cast.kari, **house.given)
    shown = page(cast, "director", "/plikter/?area=guideline")
    assert "3 av 6 har bekreftet (50 %)" in shown
    assert "Dilemmatrening for ledere" in shown
    assert "Dina Direktør svarer for pliktene" in shown
    requirement = Requirement.objects.get(code="nhn-director-guidelines")
    delegate_requirement(
        requirement=requirement, unit=cast.enterprise, person=cast.people["hr"], from_on=TODAY, **house.given
    )
    assert "delegert til Hanne Hypotese" in page(cast, "director", "/plikter/?area=guideline")


def test_a_share_of_too_few_is_not_told(cast: Cast, house: House) -> None:
    ethics = GoverningDocument.objects.get(code="ethics-nhn")
    version = add_version(document=ethics, fields={"in_force_from": date(2025, 1, 1)}, **house.given)
    signing.open_round(document_version=version, fields={"kind": "sign", "groups": ";hired_in;"}, **house.given)
    signing.add_signers(unit=cast.enterprise, group="hired_in", names=["Innleid 1", "Innleid 2"], **house.given)
    shown = page(cast, "director", "/plikter/?area=guideline")
    assert "0 av 2" not in shown
    assert "for få er spurt til at andelen kan vises" in shown


def test_who_answers_for_the_enterprise_sees_its_duties_and_others_do_not(cast: Cast, house: House) -> None:
    for name, sees in {"director": True, "chair": True, "secretary": True, "ola": False, "leader": False}.items():
        assert ("Virksomhetens plikter" in page(cast, name, "/")) is sees, name
    client = sign_in(Client(), cast.people["director"])
    assert client.get("/plikter/?area=finnesikke").status_code == 400
    assert sign_in(Client(), cast.people["leader"]).get("/plikter/").status_code == 403


def test_the_duties_take_few_queries_however_many_there_are(cast: Cast) -> None:
    codes = ["transparency-act", "aml", "quality-regulation", "ethics-nhn", "guideline-region", "climate-goals"]
    adopt_documents(enterprise=cast.enterprise, codes=codes, ours=[NHN], by=cast.actor("kari"), at=NOW)
    work_out_coverage(enterprise=cast.enterprise, at=NOW)
    assert "Ledelse og kvalitetsforbedring" in page(cast, "director", "/plikter/")
    assert "Ledelse og kvalitetsforbedring" in page(cast, "director", "/")
