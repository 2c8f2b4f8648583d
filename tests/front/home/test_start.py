"""The start page: what waits, what changed, how we stand, and only what the viewer may see."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samsvar.core.rules.wheel.timing import on_day
from samsvar.front.home.deadlines import waiting, with_statements
from samsvar.front.home.presenters import deadline_lines
from samsvar.front.home.search import find
from samsvar.front.home.weekly import tell_weekly
from samsvar.front.reporting.transparency_statement.years import years_without
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.organisation.models import EnterpriseProfile
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import SupplierInquiry
from samsvar.registers.wheel.models import Occurrence, timing_of
from samsvar.registers.wheel.services.activities import add_activity
from samsvar.subjects.due_diligence.models import (
    Campaign,
    CampaignRecipient,
    Check,
    CheckFinding,
    Questionnaire,
    QuestionnaireVersion,
    RiskArea,
    TermsInquiry,
    TermsInquiryLine,
)
from samsvar.subjects.due_diligence.services.impacts import cases, owners
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Statement
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import questions
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_impact, make_partner, make_supplier


def action(cast: Cast, title: str, due_on: date, unit: str = "eksempel", **more: Any) -> Action:
    enterprise = cast.units[unit].enterprise
    return Action.objects.create(
        enterprise=enterprise, unit=cast.units[unit], title=title, due_on=due_on, **more, **STAMPS
    )


def page(cast: Cast, name: str, address: str = "/") -> str:
    return sign_in(Client(), cast.people[name]).get(address).content.decode()


def statement(cast: Cast, year: int = 2024, **more: Any) -> Statement:
    return services.start_statement(
        enterprise=cast.enterprise, year=year, language="nb", template="chapters", by=cast.actor("kari"), at=NOW, **more
    )


def test_deadlines_stand_in_three_groups_by_day(cast: Cast):
    for title, day in (("A", 19), ("B", 20), ("C", 26), ("D", 27)):
        action(cast, title, date(2025, 5, day))
    action(cast, "Ferdig", date(2025, 5, 1), status="done")
    action(cast, "Senere", date(2025, 6, 4))
    found = waiting(cast.viewer("kari"), cast.enterprise, TODAY)
    assert [[row.title for row in group] for group in (found.over, found.this_week, found.next_two_weeks)] == [
        ["A"], ["B", "C"], ["D"],
    ]  # fmt: skip
    assert waiting(cast.viewer("kari"), cast.enterprise, TODAY, until=None).count == 5


def test_an_activity_of_the_wheel_says_whose_role_it_is_where_nobody_is_named(cast: Cast):
    fields = {"name_nb": "Årsmøte", "phase": "check", "role": "managing_director", "timing": timing_of(on_day(5, 26))}
    made = add_activity(enterprise=cast.enterprise, fields=fields, by=cast.actor("kari"), at=NOW)
    (row,) = (row for row in waiting(cast.viewer("kari"), cast.enterprise, TODAY).this_week if row.title == "Årsmøte")
    assert deadline_lines([row], cast.viewer("kari"))[0].whose == "Administrerende direktør"
    Occurrence.objects.filter(activity=made).update(responsible=cast.kari)
    (row,) = (row for row in waiting(cast.viewer("kari"), cast.enterprise, TODAY).this_week if row.title == "Årsmøte")
    assert deadline_lines([row], cast.viewer("kari"))[0].whose == "Du"


def test_checks_that_are_due_and_findings_that_are_open_are_among_the_deadlines(cast: Cast):
    contract = make_contract(cast.enterprise, "R-1", title="Renhold")
    given = {"enterprise": cast.enterprise, "unit": cast.enterprise, "contract": contract, "kind": "wage_duty"}
    planned = Check.objects.create(**given, number="1", plan_year=2025, due_on=date(2025, 5, 21), **STAMPS)
    done = {"status": "judged", "judged_on": date(2025, 5, 1), "due_on": date(2025, 5, 2)}
    judged = Check.objects.create(**given, number="2", plan_year=2025, **done, **STAMPS)
    found = {"check_of": judged, "title": "Lønn under sats", "gravity": "minor", "found_on": date(2025, 5, 1)}
    CheckFinding.objects.create(**found, due_on=date(2025, 5, 19), **STAMPS)
    waits = waiting(cast.viewer("kari"), cast.enterprise, TODAY)
    assert [(row.kind, row.key, row.title) for row in waits.over] == [("finding", judged.key, "Lønn under sats")]
    assert [(row.kind, row.key, row.about) for row in waits.this_week] == [("check", planned.key, "wage_duty")]
    shown = page(cast, "kari")
    assert "Kontroll: Renhold" in shown
    assert "Lønns- og arbeidsvilkår" in shown
    assert waiting(cast.viewer("ola"), cast.enterprise, TODAY).count == 0


def test_documents_a_remedy_and_an_owners_answer_are_wanted_by_a_day_and_whose_they_are_is_told(cast: Cast):
    contract = make_contract(cast.enterprise, "R-1", title="Renhold")
    given = {"enterprise": cast.enterprise, "unit": cast.enterprise, "contract": contract, "kind": "wage_duty"}
    asked = {"status": "asked", "asked_on": date(2025, 5, 1), "answer_due_on": date(2025, 5, 16)}
    Check.objects.create(**given, **asked, number="1", plan_year=2025, due_on=date(2025, 9, 1), **STAMPS)
    impact = make_impact(cast.enterprise, "N-1", on=contract, responsible=cast.ola)
    line = {"who": "Arbeidere i Påfunn", "what": "Etterbetaling", "due_on": date(2025, 5, 17)}
    remedy = cases.save_remediation(impact=impact, fields=line, by=cast.actor("kari"), at=NOW)
    partner = make_partner(cast.enterprise)
    question = owners.Asked("Hva er gjort?", "eier@example.org", "Eier", "nb", date(2025, 5, 18))
    more = {"by": cast.actor("kari"), "at": NOW - timedelta(days=9), "today": date(2025, 5, 11)}
    contract = make_contract(cast.enterprise, "K-77", ownership="used", agreement_owner=partner)
    owners.ask_owner(impact=impact, partner=partner, contracts=[contract], asked=question, **more)
    found = waiting(cast.viewer("kari"), cast.enterprise, TODAY).over
    assert [(row.kind, row.on.day, row.person_name) for row in found] == [
        ("check_answer", 16, ""), ("remedy", 17, "Ola Testesen"), ("owner_inquiry", 18, "Ola Testesen"),
    ]  # fmt: skip
    shown = page(cast, "kari")
    assert "Minn om dokumentene til kontrollen: Renhold" in shown
    assert "Finn ut om det er gjort godt for Arbeidere i Påfunn" in shown
    by: Any = {"enterprise": cast.enterprise, "by": cast.actor("kari"), "at": NOW}
    assert [tell_weekly(**by), tell_weekly(**by)] == [2, 0]
    letters = {message.recipient_address: message for message in OutgoingMessage.objects.filter(kind="weekly_digest")}
    # Today is a Tuesday: Monday's letter catches up. On Thursday none goes, and next Monday the next one.
    assert [tell_weekly(**by | {"at": NOW + timedelta(days=later)}) for later in (2, 6)] == [0, 3]
    assert set(letters) == {"ola@example.org", "kari@example.org"}
    mail = KINDS["weekly_digest"].compose(letters["ola@example.org"], NOW)
    assert "2 ting" in mail.subject
    assert "/frister/" in mail.text
    assert "Påfunn" not in mail.text
    Check.objects.update(status="received", received_on=TODAY)
    with pytest.raises(NotWanted):
        KINDS["weekly_digest"].compose(letters["kari@example.org"], NOW)
    verified = {**line, "agreed_by": "Fabrikken", "agreed_on": date(2025, 5, 1), "verified_by": "Revisor"}
    cases.save_remediation(impact=impact, line=remedy, fields=verified, by=cast.actor("kari"), at=NOW)
    assert [row.kind for row in waiting(cast.viewer("kari"), cast.enterprise, TODAY).over] == ["owner_inquiry"]


def test_the_title_is_the_finding(cast: Cast):
    assert "Ingenting er over fristen, og redegjørelsen skal ut om 41 dager" in page(cast, "kari")
    action(cast, "A", date(2025, 5, 19))
    action(cast, "B", date(2025, 5, 18))
    assert "To saker er over fristen, og redegjørelsen skal ut om 41 dager" in page(cast, "kari")


@pytest.mark.requirement("R000-55")
def test_a_year_without_a_statement_is_missing_and_reminded_of(cast: Cast):
    EnterpriseProfile.objects.create(
        enterprise=cast.enterprise, act_applies=True, act_ground="two_of_three", act_from_year=2022, **STAMPS
    )
    missing = years_without(cast.enterprise, TODAY)
    assert [(year.year, year.due_on, year.late, year.begun, year.assessed) for year in missing] == [
        (2024, date(2025, 6, 30), False, False, False),
        (2023, date(2024, 6, 30), True, False, False),
        (2022, date(2023, 6, 30), True, False, False),
    ]
    found = with_statements(waiting(cast.viewer("kari"), cast.enterprise, TODAY), missing, TODAY)
    assert [row.title for row in found.over] == ["2022", "2023"]
    assert "Begynn på redegjørelsen for 2023" in page(cast, "kari")
    assert "2023: ingen redegjørelse, avtalene er ikke vurdert" in page(cast, "kari", "/redegjorelser/")
    assert "Begynn på redegjørelsen for 2024" in page(cast, "kari", "/frister/")


@pytest.mark.requirement("R000-55")
def test_what_is_published_or_accounted_for_elsewhere_is_not_missing(cast: Cast):
    EnterpriseProfile.objects.create(
        enterprise=cast.enterprise, act_applies=True, act_ground="two_of_three", act_from_year=2022, **STAMPS
    )
    made = statement(cast)
    services.edit_statement(
        statement=made, fields={"earlier_links": "https://demo.invalid/2022-2023"}, opened_version=1,
        by=cast.actor("kari"), at=NOW,
    )  # fmt: skip
    assert [(year.year, year.begun) for year in years_without(cast.enterprise, TODAY)] == [(2024, True)]
    Statement.objects.update(status="published", published_at=NOW)
    assert years_without(cast.enterprise, TODAY) == ()


@pytest.mark.requirement("R000-55")
def test_an_enterprise_that_the_act_does_not_bind_is_not_reminded(cast: Cast):
    EnterpriseProfile.objects.create(enterprise=cast.enterprise, act_applies=False, **STAMPS)
    assert years_without(cast.enterprise, TODAY) == ()


def test_the_statement_counts_as_out_while_a_new_edition_is_written(cast: Cast):
    first = statement(cast)
    Statement.objects.filter(pk=first.pk).update(status="published", published_at=NOW)
    statement(cast, reason="Ny sak")
    assert "Publisert" in page(cast, "kari")
    assert "dager til 30. juni" not in page(cast, "kari")


def test_a_campaign_is_one_line_of_those_that_no_reminder_reaches_or_whose_day_has_passed(cast: Cast):
    plain = dict.fromkeys(("enterprise", "unit"), cast.enterprise)
    about = Questionnaire.objects.create(enterprise=cast.enterprise, **STAMPS)
    version = QuestionnaireVersion.objects.create(
        enterprise=cast.enterprise, questionnaire=about, number=1, titles={}, questions=0, document={}, **STAMPS
    )
    days = {"opens_on": date(2025, 5, 1), "due_on": date(2025, 5, 28), "begun_at": NOW, "status": "running"}
    campaign = Campaign.objects.create(
        **plain, **days, number="K-1", title="Lønn", questionnaire_version=version, reminders=[-7, 1], **STAMPS
    )
    asked = {"questionnaire_asked_on": date(2025, 5, 1), "questionnaire_due_on": date(2025, 5, 28)}
    for number in range(3):
        supplier = make_supplier(cast.enterprise, f"Påfunn {number} AS", **asked)
        to = {"supplier": supplier, "address": "post@example.org", "due_on": days["due_on"], "queued_at": NOW}
        CampaignRecipient.objects.create(enterprise=cast.enterprise, campaign=campaign, **to, **STAMPS)
    for number in range(2):  # answered last year, and asked again outside any campaign
        make_supplier(cast.enterprise, f"Liksom {number} AS", **asked, questionnaire_answered_on=date(2024, 5, 1))

    def told(kind: str = "campaign") -> list[tuple[str, str]]:
        found = waiting(cast.viewer("kari"), cast.enterprise, TODAY, until=None)
        groups = (found.over, found.this_week, found.next_two_weeks)
        return [(row.title, row.about) for group in groups for row in group if row.kind == kind]

    assert (told(), told("questionnaire")) == ([], [("Liksom 0 AS", "2")])
    recipients = CampaignRecipient.objects.order_by("pk")
    letter = {"kind": "campaign_letter", "occasion": "1", "recipient_address": "post@example.org", "status": "refused"}
    letter |= {"next_attempt_at": NOW, "message_id": "<1@example.org>", "failure_code": "refused"}
    OutgoingMessage.objects.create(enterprise=cast.enterprise, target=recipients[0].key, **letter, **STAMPS)
    assert told() == [("Lønn", "1")]
    CampaignRecipient.objects.filter(pk=recipients[1].pk).update(due_on=TODAY - timedelta(days=1))
    assert told() == [("Lønn", "2")]
    shown = page(cast, "kari", "/frister/")
    assert "Purr 2 leverandører: Lønn" in shown
    assert f"/kampanjer/{campaign.key}/?view=silent" in shown
    assert "Purr 2 leverandører om spørreskjemaet" in shown
    Campaign.objects.update(reminders=[])
    assert told() == [("Lønn", "3")]


def test_a_question_to_all_of_a_risk_area_is_one_line_however_many_have_not_answered(cast: Cast):
    area = RiskArea.objects.create(enterprise=cast.enterprise, year=2025, title="Mat", rank=1, **STAMPS)
    put = {"enterprise": cast.enterprise, "question": "Brudd?", "due_on": date(2025, 5, 22)}
    inquiry = TermsInquiry.objects.create(**put, area=area, title="Brudd på vilkårene", **STAMPS)
    for number in range(2):
        contract = make_contract(cast.enterprise, f"K-{number}", supplier=make_supplier(cast.enterprise, f"P {number}"))
        asked = SupplierInquiry.objects.create(**put, supplier=contract.supplier, asked_on=date(2025, 5, 2), **STAMPS)
        TermsInquiryLine.objects.create(inquiry=inquiry, contract=contract, asked=asked, **STAMPS)
    found = waiting(cast.viewer("kari"), cast.enterprise, TODAY).this_week
    assert [(row.kind, row.title, row.about) for row in found] == [("terms_inquiry", "Brudd på vilkårene", "2")]
    assert f"/henvendelser/{inquiry.key}/" in page(cast, "kari")


def test_who_may_not_see_contracts_sees_nothing_of_the_chain(cast: Cast):
    supplier = make_supplier(
        cast.enterprise, questionnaire_asked_on=date(2025, 4, 1), questionnaire_due_on=date(2025, 5, 1)
    )
    make_impact(
        cast.enterprise, on=make_contract(cast.enterprise, supplier=supplier), title="Fabrikk i Asia", due_on=TODAY
    )
    seen = page(cast, "kari")
    hidden = page(cast, "ola")
    for words in ("Avtaler vi vurderer, etter nivå", "Demodata Maskinvare AS", "Fabrikk i Asia", "Åpne negative"):
        assert words in seen, words
        assert words not in hidden, words


def test_a_leader_sees_the_actions_of_the_own_unit_only(cast: Cast):
    action(cast, "I nett", TODAY, "nett")
    action(cast, "I kjøp", TODAY, "kjop")
    assert [row.title for row in waiting(cast.viewer("leader"), cast.enterprise, TODAY).this_week] == ["I nett"]
    assert [row.title for row in waiting(cast.viewer("sibling"), cast.enterprise, TODAY).this_week] == ["I kjøp"]


def test_somebody_without_a_role_is_told_so(cast: Cast):
    assert "Du har ingen rolle ennå" in page(cast, "per")


def test_the_start_page_takes_few_queries_whatever_there_is(cast: Cast):
    client = sign_in(Client(), cast.kari)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(30):
        action(cast, f"T{number}", TODAY)
        make_impact(cast.enterprise, f"N{number}", on=make_contract(cast.enterprise, f"K{number}"), due_on=TODAY)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)
    assert len(questions(few)) <= 12


def test_search_finds_by_part_of_a_name_within_what_the_viewer_sees(cast: Cast):
    make_contract(cast.enterprise, "K-1", title="Bærbare PC-er")
    make_contract(cast.neighbour, "K-2", title="Bærbare skjermer")
    action(cast, "Bærekraftig innkjøp", TODAY)
    found = {hit.name for group in find(cast.viewer("kari"), "bær") for hit in group.hits}
    assert {"Bærbare PC-er"} <= found
    assert "Bærbare skjermer" not in found
    assert "Bærbare PC-er" not in {hit.name for group in find(cast.viewer("ola"), "bær") for hit in group.hits}
    assert find(cast.viewer("per"), "bær") == []


@pytest.mark.parametrize("asked", ["", "b", "  b ", "%", "\x00\x00"])
def test_a_search_for_less_than_two_letters_finds_nothing(cast: Cast, asked: str):
    make_contract(cast.enterprise)
    assert "Skriv minst to bokstaver" in page(cast, "kari", f"/sok/?q={quote(asked)}")


def test_a_percent_sign_is_no_wildcard(cast: Cast):
    make_contract(cast.enterprise)
    assert find(cast.viewer("kari"), "%%") == []
