"""What the shipped documents ask, answered by what is ordinary work; routines and programmes as documents of ours."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action, Representative
from samsvar.registers.actions.services import Collaborator
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.wheel.models import Activity
from samsvar.subjects.governance.models import GoverningDocument, Requirement, RequirementBacking
from samsvar.subjects.governance.selectors.documents import tree_of
from samsvar.subjects.governance.selectors.requirements import coverage_lines, units_standing
from samsvar.subjects.governance.services import documents, signing
from samsvar.subjects.governance.services.adopting import adopt_documents
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.services.requirements import add_requirement, back_requirement
from samsvar.subjects.plans.services import planned, plans
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.due_diligence.chain import make_contract

pytestmark = pytest.mark.django_db
NHN, MIDT = "Norsk helsenett SF", "Helse Midt-Norge RHF"


def taken_in(cast: Cast, *codes: str) -> dict[str, GoverningDocument]:
    """Shipped documents at the enterprise, those of the two source organisations as its own."""
    given = {"by": cast.actor("kari"), "at": NOW}
    adopt_documents(enterprise=cast.enterprise, codes=codes, ours=[NHN, MIDT], **given)
    return {each.code: each for each in GoverningDocument.objects.filter(enterprise=cast.enterprise)}


class Work:
    """The enterprise's ordinary work: what can be tied to a requirement."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.given = cast, {"by": cast.actor("kari"), "at": NOW}
        own = {"enterprise": cast.enterprise, "created_at": NOW, "updated_at": NOW}
        self.activity = Activity.objects.create(number=1, name_nb="Vernerunden", phase="check", **own)
        self.goal = Goal.objects.create(unit=cast.enterprise, code="fravaer", name_nb="Lavere sykefravær", **own)
        self.indicator = Indicator.objects.create(
            unit=cast.enterprise, code="medarbeiderne", name_nb="Svarer at de kan organisere seg",
            unit_of_measure="percent", direction="higher", period="year", roll_up="ratio", **own,
        )  # fmt: skip

    def action(self, title: str, **more: object) -> Action:
        where = {"enterprise": self.cast.enterprise, "unit": self.cast.enterprise, "fields": {"title": title}}
        return register.create_action(**where, **more, **self.given)

    def tie(self, code: str, kind: str, **fields: object) -> RequirementBacking:
        """Tied for the enterprise and all beneath it, made today."""
        asked = Requirement.objects.get(code=code)
        told = {"made_on": TODAY, "for_subtree": True, **fields}
        return back_requirement(requirement=asked, unit=self.cast.enterprise, kind=kind, fields=told, **self.given)

    def nothing_behind(self) -> set[str]:
        lines = coverage_lines(self.cast.viewer("kari"), self.cast.enterprise, [])
        return {each.requirement.code for each in lines if each.worst == "nothing"}


@pytest.fixture
def work(cast: Cast) -> Work:
    return Work(cast)


def shown_at(cast: Cast, address: str) -> str:
    """The page as Kari sees it, of at most twelve queries."""
    client = sign_in(Client(), cast.kari)
    client.get(address)
    with at_most(12):
        return client.get(address).content.decode()


@pytest.mark.requirement("R000-37", "R003-02", "R003-10", "R003-37")
def test_laws_and_assignments_are_answered_by_the_ordinary_work_and_the_rest_is_listed(cast: Cast, work: Work) -> None:
    held = taken_in(cast, "aml", "internal-control-regulation", "quality-regulation", "assignment-hso-2022")
    # Another organisation's assignment holds where its receiver says that it does.
    documents.set_validity(document=held["assignment-hso-2022"], unit=cast.enterprise, **work.given)
    asked = Requirement.objects.filter(document__enterprise=cast.enterprise)
    assert asked.filter(code__startswith="aml-3-1-").count() == asked.filter(code__startswith="ik-5-").count() == 8
    phases = asked.filter(document__code="quality-regulation").values_list("phase", flat=True)
    assert set(phases) == {"plan", "do", "check", "act"}
    work_out_coverage(enterprise=cast.enterprise, at=NOW)
    answered = {"aml-3-1-a", "aml-3-1-c", "kv-8-e", "ik-5-8", "hso-2022-staff"}
    assert answered < work.nothing_behind()

    # A goal, an action of the unit's own plan, and an activity of the wheel: nothing is made for the law's sake.
    plan = plans.create_plan(unit=cast.enterprise, year=2025, fields={"title": "HMS-plan"}, **work.given)
    both = [
        Collaborator(name="Ida Verneombud", speaks_for=Representative.SAFETY),
        Collaborator(name="Tor Tillitsvalgt", speaks_for=Representative.UNION),
    ]
    fields = {"title": "Færre ekstravakter", "due_on": date(2025, 9, 1)}
    action = planned.plan_action(plan=plan, fields=fields, collaborators=both, **work.given).action
    work.tie("aml-3-1-a", "indicator", goal=work.goal)
    work.tie("aml-3-1-c", "action", action=action)
    work.tie("hso-2022-staff", "action", action=action)
    for code in ("kv-8-e", "ik-5-8"):
        work.tie(code, "activity", activity=work.activity)
    left = work.nothing_behind()
    assert not answered & left
    assert "aml-3-1-b" in left
    lacking = {unit.name_nb for unit, state in units_standing(asked.get(code="ik-5-4"), cast.enterprise, TODAY)}
    assert {"Avdeling nett", "Divisjon tryggleik"} <= lacking, "each unit without a goal is named"
    page = shown_at(cast, reverse("governance:requirement", args=[asked.get(code="hso-2022-staff").key]))
    assert reverse("due_diligence:action", args=[action.key]) in page
    taking_part = shown_at(cast, reverse("plans:action", args=[action.key]))
    assert "Ida Verneombud" in taking_part
    assert "Tor Tillitsvalgt" in taking_part


@pytest.mark.requirement("R001-12", "R001-39", "R003-44")
def test_an_expectation_and_an_agreement_are_answered_by_measures_terms_and_figures(cast: Cast, work: Work) -> None:
    held = taken_in(cast, "ownership-white-paper", "procurement-act", "procurement-guidelines-nhn",
                    "inclusive-work-agreement")  # fmt: skip
    contract = make_contract(cast.enterprise)
    work.tie("own-organise-freely", "action", action=work.action("Møt de tillitsvalgte"))
    work.tie("own-organise-freely", "evidence", contract=contract, label="Vilkår 12")
    work.tie("own-organise-freely", "indicator", indicator=work.indicator)
    page = shown_at(
        cast, reverse("governance:requirement", args=[Requirement.objects.get(code="own-organise-freely").key])
    )
    for words in ("Møt de tillitsvalgte", "Vilkår 12", "Svarer at de kan organisere seg"):
        assert words in page, words

    buying = held["procurement-act"].requirements.filter(subjects__contains=";procurement;")
    assert {"pro-principles", "pro-5e", "pro-5i"} <= set(buying.values_list("code", flat=True))
    listed = shown_at(cast, f"{reverse('governance:documents')}?subject=procurement&unit={cast.enterprise.key}")
    assert held["procurement-act"].name("nb") in listed
    assert held["procurement-guidelines-nhn"].name("nb") in listed

    agreement = held["inclusive-work-agreement"]
    assert agreement.get_kind_display() == "avtale"
    fields = {"name_nb": "Lavere sykefravær", "phase": "plan", "asks_of": ";enterprise;", "answered_by": ";indicator;"}
    aim = add_requirement(document=agreement, fields=fields, **work.given)
    for target in ({"goal": work.goal}, {"indicator": work.indicator}):
        back_requirement(requirement=aim, unit=cast.enterprise, kind="indicator", fields=target, **work.given)
    page = shown_at(cast, reverse("governance:requirement", args=[aim.key]))
    assert reverse("indicators:indicator", args=[work.indicator.key]) in page
    assert "Lavere sykefravær" in shown_at(cast, reverse("governance:document", args=[agreement.key]))


@pytest.mark.requirement("R000-28", "R001-25", "R001-34", "R004-20")
def test_a_routine_and_a_programme_have_versions_requirements_work_and_training(cast: Cast, work: Work) -> None:
    held = taken_in(cast, "aml", "whistleblowing-routine-nhn", "anti-corruption")
    routine, programme = held["whistleblowing-routine-nhn"], held["anti-corruption"]
    versions = [
        {"in_force_from": date(2021, 1, 1), "texts": [["Hvem", "Ansatte kan varsle."], ["Hvor", "Til leder."]]},
        {
            "in_force_from": date(2024, 6, 1),
            "what_changed": "Innleide kan varsle, og det kan gjøres anonymt",
            "texts": [["Hvem", "Ansatte og innleide kan varsle."], ["Hvor", "Til leder."], ["Anonymt", "Ja."]],
        },
    ]
    for fields in versions:
        documents.add_version(document=routine, fields=fields, **work.given)
    page = shown_at(cast, reverse("governance:versions", args=[routine.key, 2]))
    for words in ("Ansatte kan varsle.", "Ansatte og innleide kan varsle.", "Anonymt", "Som før"):
        assert words in page, words
    assert "Innleide kan varsle" in shown_at(cast, reverse("governance:document", args=[routine.key]))
    work.tie("aml-2a-6", "evidence", document=routine, label="Kapittel 2")
    page = shown_at(cast, reverse("governance:connections", args=[routine.key]))
    assert "Kapittel 2" in page
    assert Requirement.objects.get(code="aml-2a-6").name("nb") in page

    fields = {"name_nb": "Alle ledere tar kurset", "phase": "do", "asks_of": ";enterprise;"}
    training = add_requirement(document=programme, fields={**fields, "answered_by": ";activity;action;"}, **work.given)
    tied = {"requirement": training, "unit": cast.enterprise, **work.given}
    back_requirement(kind="activity", fields={"activity": work.activity}, **tied)
    back_requirement(kind="action", fields={"action": work.action("Lag kurset")}, **tied)
    assert "Alle ledere tar kurset" in shown_at(cast, reverse("governance:document", args=[programme.key]))
    page = shown_at(cast, reverse("governance:requirement", args=[training.key]))
    assert "Vernerunden" in page
    assert "Lag kurset" in page
    version = documents.add_version(document=programme, fields={"in_force_from": date(2025, 1, 1)}, **work.given)
    signing.open_round(document_version=version, fields={"kind": "inform", "groups": ";leaders;"}, **work.given)
    page = shown_at(cast, reverse("governance:acknowledgements", args=[programme.key]))
    assert "ledere" in page

    def registered(kind: str, name: str, organisation: str = "") -> GoverningDocument:
        said = {"kind": kind, "name_nb": name, "organisation": organisation}
        return documents.register_document(unit=cast.enterprise, fields=said, **work.given)

    promise = registered("agreement", "Helseprogrammet fra Glasgow", "Helsedepartementet")
    road_map = registered("strategy", "Veikart mot lavutslipp")
    documents.tie_documents(document=road_map, tie="builds_on", other=promise, **work.given)
    drawn = {each.row: (each.depth, each.ties) for each in tree_of(cast.viewer("kari"), road_map)}
    assert drawn[promise][0] < drawn[road_map][0]
    assert drawn[promise][1] == ("builds_on",)
    assert "Helseprogrammet fra Glasgow" in shown_at(cast, reverse("governance:document", args=[road_map.key]))
