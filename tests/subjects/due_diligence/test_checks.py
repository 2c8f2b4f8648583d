from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsvar.core.catalogues.checks import wage_rates
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.suppliers.models import ContractService, SupplierInquiry, SupplyChainLink
from samsvar.subjects.due_diligence.models import Check, CheckFinding, ImpactAction, ImpactLink, RiskArea, WageLine
from samsvar.subjects.due_diligence.selectors.checks import checks as selectors
from samsvar.subjects.due_diligence.selectors.checks import inquiries as asked
from samsvar.subjects.due_diligence.selectors.duties import proposals, under_duty
from samsvar.subjects.due_diligence.services import areas
from samsvar.subjects.due_diligence.services.checks import checks as services
from samsvar.subjects.due_diligence.services.checks import findings as check_findings
from samsvar.subjects.due_diligence.services.checks import inquiries
from samsvar.subjects.due_diligence.services.checks import parts as check_parts
from samsvar.subjects.due_diligence.services.checks.checks import CheckRefused
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import questions
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_supplier

pytestmark = pytest.mark.django_db
DUE = date(2025, 6, 2)


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def renhold(cast):
    return make_contract(
        cast.enterprise,
        "R-1",
        title="Renhold",
        kind="services",
        cpv=["90910000"],
        supplier=make_supplier(cast.enterprise, "Påfunn Renhold AS"),
    )


@pytest.fixture
def check(renhold, who):
    return services.plan_check(contract=renhold, fields={"kind": "wage_duty", "due_on": DUE}, **who)


@pytest.fixture
def received(check, who):
    services.receive_documents(
        check=check, received="Lønnsslipper", received_on=TODAY, looked_by="Kari Liksom", today=TODAY, **who
    )
    return check


#: A day on which rates are held, later than the tests' own.
WORKED = date(2025, 9, 1)


def line(paid=20000, **more):
    return {"sector": "cleaning", "category": "adult", "worked_on": WORKED, "paid_ore": paid, **more}


def finding_of(check, who, **more):
    fields = {"title": "Lønn under sats", "gravity": "serious", "found_on": TODAY, "due_on": DUE, **more}
    return check_findings.note_finding(check=check, fields=fields, today=TODAY, **who)


def test_a_check_goes_from_plan_to_judgement_and_each_step_is_in_the_trail(check, who):
    services.ask_for_documents(
        check=check, asked_for="Lønnsslipper", asked_on=TODAY, answer_due_on=DUE, today=TODAY, **who
    )
    services.receive_documents(
        check=check, received="Tre slipper", received_on=TODAY, looked_by="Kari", today=TODAY, **who
    )
    services.judge_check(check=check, conclusion="I orden", judged_on=TODAY, today=TODAY, **who)
    assert Check.objects.values_list("status", "judged_on", "number", "plan_year").get() == (
        *("judged", TODAY, "2025-1", 2025),
    )
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["check_planned", "check_asked", "check_received", "check_judged"]
    with pytest.raises(CheckRefused) as refused:
        services.cancel_check(check=check, reason="Nei", **who)
    assert refused.value.reasons == ("check_ended",)


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"asked_on": TODAY + timedelta(1)}, "asked_in_the_future"),
        ({"answer_due_on": TODAY - timedelta(1)}, "answer_due_before_asked"),
        ({"asked_for": " "}, "nothing_asked_for"),
    ],
)
def test_what_is_asked_for_has_a_day_that_can_be(check, who, days, code):
    values = {"asked_for": "Slipper", "asked_on": TODAY, "answer_due_on": None, **days}
    with pytest.raises(NotAllowed) as refused:
        services.ask_for_documents(check=check, today=TODAY, **who, **values)
    assert refused.value.code == code


def test_a_sub_supplier_of_another_supplier_is_refused(cast, renhold, who):
    other = make_supplier(cast.enterprise, "Fiktiv Frukt AS")
    link = SupplyChainLink.objects.create(supplier=other, tier=1, role="factory", name="Fabrikk", **STAMPS)
    with pytest.raises(NotAllowed) as refused:
        services.plan_check(contract=renhold, fields={"kind": "audit", "due_on": DUE, "link": link}, **who)
    assert refused.value.code == "other_supplier"


def test_wages_are_compared_line_by_line_and_unknown_stays_unknown(received, who):
    lines = [line(), line(23654), line(None), line(30000, sector="shipyard", category="")]
    check_parts.compare_wages(check=received, lines=lines, rates=wage_rates(), today=WORKED, **who)
    told = list(WageLine.objects.order_by("pk").values_list("verdict", "required_ore", "shortfall_ore", "edition"))
    with pytest.raises(NotAllowed) as refused:
        check_parts.compare_wages(check=received, lines=lines, rates=wage_rates(), today=TODAY, **who)
    assert refused.value.code == "worked_in_the_future"
    assert told == [
        ("below", 23654, 3654, "2025-06-15"),
        ("meets", 23654, 0, "2025-06-15"),
        ("unknown", 23654, None, "2025-06-15"),
        ("unknown", None, None, "2025-06-15"),
    ]


@pytest.mark.requirement("R001-78")
def test_wages_below_the_rate_cannot_be_judged_away_without_a_finding(received, who):
    check_parts.compare_wages(check=received, lines=[line()], rates=wage_rates(), today=WORKED, **who)
    judged = {"check": received, "conclusion": "I orden", "judged_on": TODAY, "today": TODAY, **who}
    with pytest.raises(CheckRefused) as refused:
        services.judge_check(**judged)
    assert refused.value.reasons == ("below_without_finding",)
    finding_of(received, who)
    services.judge_check(**judged)
    assert received.status == "judged"


@pytest.mark.requirement("R001-78")
def test_a_finding_outlives_its_check_until_somebody_writes_what_was_done(cast, received, who):
    finding = finding_of(received, who)
    services.judge_check(check=received, conclusion="Avvik", judged_on=TODAY, today=TODAY, **who)
    still = selectors.findings_of(cast.viewer("kari"), cast.enterprise, closed=False)
    assert list(still) == [finding]
    closing = {"finding": finding, "closed_on": TODAY, "today": TODAY, **who}
    with pytest.raises(CheckRefused) as refused:
        check_findings.close_finding(what_was_done=" ", **closing)
    assert refused.value.reasons == ("nothing_done",)
    check_findings.close_finding(what_was_done="Etterbetalt", **closing)
    assert not still.all().exists()
    check_findings.reopen_finding(finding=finding, **who)
    assert CheckFinding.objects.get().closed_on is None


def test_a_finding_becomes_an_impact_and_an_action_once(received, renhold, who):
    finding = finding_of(received, who)
    impact = check_findings.make_impact(finding=finding, today=TODAY, **who)
    assert (impact.verification, impact.risk_kinds, impact.known_on) == ("alleged", ";wages;", TODAY)
    assert ImpactLink.objects.get(impact=impact).contract == renhold
    action = check_findings.make_action(finding=finding, **who)
    assert (action.title, action.due_on) == ("Lønn under sats", DUE)
    tie = ImpactAction.objects.get(action=action)
    assert (tie.impact, tie.contract) == (impact, renhold)
    with pytest.raises(NotAllowed):
        check_findings.make_impact(finding=finding, today=TODAY, **who)
    with pytest.raises(NotAllowed):
        check_findings.make_action(finding=finding, **who)


@pytest.mark.requirement("R001-75")
def test_a_card_keeps_its_last_figures_its_day_and_its_state(received, who):
    noted = {"check": received, "seen_on": TODAY, "note": "", "today": TODAY, **who}
    check_parts.note_card(last_digits="4711", status="expired", **noted)
    card = received.cards.get()
    assert (card.seen_on, card.last_digits, card.status) == (TODAY, "4711", "expired")
    with pytest.raises(NotAllowed):
        check_parts.note_card(last_digits="12345", status="valid", **noted)
    with pytest.raises(CheckRefused) as refused:
        services.judge_check(check=received, conclusion="I orden", judged_on=TODAY, today=TODAY, **who)
    assert refused.value.reasons == ("cards_without_finding",)


@pytest.mark.requirement("R001-77")
def test_evidence_has_its_kind_and_its_issuer(received, who):
    fields = {"title": "Tilsynsrapport", "kind": "authority_report", "issuer": "Arbeidstilsynet"}
    row = check_parts.note_evidence(check=received, fields=fields, **who)
    assert (row.kind, row.issuer) == ("authority_report", "Arbeidstilsynet")
    check_parts.remove_evidence(evidence=row, **who)
    assert not received.evidence.exists()


def test_what_fails_last_leaves_nothing(renhold, who, monkeypatch):
    monkeypatch.setattr(services, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.plan_check(contract=renhold, fields={"kind": "audit", "due_on": DUE}, **who)
    assert not Check.objects.exists()


@pytest.mark.requirement("R001-74")
def test_contracts_under_the_duty_without_a_control_in_the_year_are_listed(cast, renhold, received, who):
    make_contract(cast.enterprise, "V-1")
    lease = make_contract(cast.enterprise, "L-1", title="Leie av kontor", kind="lease", cpv=[])
    ContractService.objects.create(contract=lease, sector="cleaning", description="Renhold", **STAMPS)
    make_contract(cast.enterprise, "E-1", kind="services", cpv=["90910000"], ends_on=date(2024, 12, 31))
    viewer = cast.viewer("kari")

    def lacking():
        found = under_duty(viewer, cast.enterprise, 2025, TODAY)
        return {each.contract.number for each in found if each.lacks_control}

    assert lacking() == {"R-1", "L-1"}
    services.judge_check(check=received, conclusion="I orden", judged_on=TODAY, today=TODAY, **who)
    assert lacking() == {"L-1"}
    assert {each.contract.number for each in under_duty(viewer, cast.enterprise, 2026, TODAY)} == {"R-1", "L-1"}
    assert under_duty(cast.viewer("per"), cast.enterprise, 2025, TODAY) == []


def test_the_plan_proposes_by_risk_and_takes_what_a_person_chooses(cast, renhold, who):
    viewer = cast.viewer("kari")
    found = proposals(viewer, cast.enterprise, 2025, TODAY)
    assert [(contract.number, each.kind, each.rule) for contract, each in found] == [
        ("R-1", "hms_card", "level_unknown"),
        ("R-1", "wage_duty", "level_unknown"),
    ]
    wanted = [(contract, {"kind": each.kind, "due_on": each.due_on, "rule": each.rule}) for contract, each in found]
    services.plan_checks(enterprise=cast.enterprise, year=2025, wanted=wanted, **who)
    assert list(Check.objects.order_by("number").values_list("number", flat=True)) == ["2025-1", "2025-2"]
    assert proposals(viewer, cast.enterprise, 2025, TODAY) == []
    assert selectors.progress(viewer, cast.enterprise, 2025, TODAY).planned == 2


def test_nobody_plans_a_check_of_another_enterprises_contract(cast, who):
    theirs = make_contract(cast.neighbour, "N-1")
    with pytest.raises(NotAllowed):
        services.plan_checks(
            enterprise=cast.enterprise, year=2025, wanted=[(theirs, {"kind": "audit", "due_on": DUE})], **who
        )


@pytest.mark.requirement("R001-83")
def test_one_inquiry_goes_to_every_contract_of_a_risk_area(cast, renhold, who):
    other = make_contract(cast.enterprise, "F-1", supplier=make_supplier(cast.enterprise, "Fiktiv Frukt AS"))
    used = make_contract(cast.enterprise, "B-1", ownership="used")
    area = RiskArea.objects.create(enterprise=cast.enterprise, year=2025, title="Mat", rank=1, **STAMPS)
    areas.add_contracts(area=area, contracts=[renhold, other, used], **who)
    contracts = asked.contracts_to_ask(cast.viewer("kari"), area, TODAY)
    assert {contract.number for contract in contracts} == {"R-1", "F-1"}
    fields = {"title": "Brudd i 2024", "question": "Kjenner dere til brudd?", "due_on": DUE}
    inquiry = inquiries.make_inquiry(area=area, contracts=contracts, fields=fields, **who)
    lines = asked.lines_of(inquiry)
    with pytest.raises(NotAllowed):
        inquiries.note_answer(line=lines[0], fields={"answered_on": TODAY}, today=TODAY, **who)
    marking = {"inquiry": inquiry, "asked_on": TODAY, "today": TODAY, **who}
    assert inquiries.mark_asked(lines=lines, **marking) == 2
    lines = asked.lines_of(inquiry)
    assert inquiries.mark_asked(lines=lines, **marking) == 0
    answer = {"answered_on": TODAY, "answer": "Ingen kjente brudd", "finding": "none", "satisfactory": True}
    inquiries.note_answer(line=lines[0], fields=answer, today=TODAY, **who)
    assert asked.standing(asked.lines_of(inquiry)) == asked.Standing(2, 2, 1, 0)
    assert SupplierInquiry.objects.filter(asked_on=TODAY, due_on=DUE).count() == 2


def test_the_pages_of_checks_take_few_queries_whatever_there_is(cast, client, renhold, who):
    sign_in(client, cast.kari)
    made = [services.plan_check(contract=renhold, fields={"kind": "audit", "due_on": DUE}, **who) for _ in range(3)]
    for number in range(12):
        contract = make_contract(cast.enterprise, f"M-{number}", kind="services", cpv=["90910000"])
        check = services.plan_check(contract=contract, fields={"kind": "hms_card", "due_on": DUE}, **who)
        finding_of(check, who)
    pages = [
        reverse(f"due_diligence:{name}") for name in ("checks", "check_duties", "checks_propose", "check_findings")
    ]
    for address in (*pages, reverse("due_diligence:check", args=[made[0].key])):
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(questions(queries)) <= 12, address


@pytest.mark.requirement("R001-77")
def test_a_file_with_a_check_has_its_kind_and_its_issuer(cast, client, received):
    sign_in(client, cast.kari)
    upload = SimpleUploadedFile("tilsyn.txt", "Ingen pålegg".encode(), content_type="text/plain")
    sent = {"file": upload, "kind": "report", "issuer": "Arbeidstilsynet"}
    answer = client.post(reverse("evidence:add", args=["check", received.key]), sent)
    page = reverse("due_diligence:check", args=[received.key])
    assert (answer.status_code, answer.get("Location")) == (302, page)
    assert "Arbeidstilsynet" in client.get(page).content.decode()
    sign_in(client, cast.people["nils"])
    assert client.get(reverse("evidence:add", args=["check", received.key])).status_code == 404
