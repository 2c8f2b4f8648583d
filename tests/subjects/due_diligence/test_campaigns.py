"""Campaigns: whom they ask, how the letters go once and no more, and what an answer leaves in the register."""

import re
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest

from samsvar.core.rules.campaigns import Standing, Wanted
from samsvar.core.rules.questionnaires import Kind, shown_questions, template_from_plain
from samsvar.platform.audit.models import Event
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.sending import send_due
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import digest_of, find_link
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import AnswerSource, CampaignRecipient, ContractAssessment
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import rows_of
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.due_diligence.services.answering.links import ANSWER
from samsvar.subjects.due_diligence.services.answering.recording import NotComplete, record_answer, takes_answers
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from samsvar.subjects.due_diligence.services.campaigns import campaigns, recipients, sending
from tests.cast import NOW, TODAY
from tests.platform.delivery.post_office import post_office
from tests.subjects.due_diligence.answering import link_to
from tests.subjects.due_diligence.chain import make_code, make_contract, make_supplier

pytestmark = pytest.mark.django_db
PLAN = {"opens_on": TODAY, "due_on": TODAY + timedelta(days=21), "reminders": [-7, 1]}
FIELDS = {"title": "Egenrapport om lønn", "letter": {"nb": "Vi spør som ledd i aktsomhet."}, **PLAN}


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def office(settings):
    settings.SMTP_PASSWORD_FILE, settings.MAIL_FROM = "", "Samsvar <samsvar@example.org>"
    settings.BASE_URL = "https://samsvar.example.org"
    with post_office() as office:
        settings.SMTP_URL = f"smtp://127.0.0.1:{office.port}"
        yield office


@pytest.fixture
def made(cast, who, editions):
    """A draft to two cleaners; a supplier of goods is not asked."""
    (version,) = questionnaires.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], **who)
    for number, name in enumerate(("Påfunn Renhold AS", "Tulle Transport AS")):
        supplier = make_supplier(cast.enterprise, name, orgnr=f"91234567{number}")
        for part in ("A", "B"):
            make_contract(
                *(cast.enterprise, f"T-{number}{part}"), supplier=supplier, kind="services", service_sector="cleaning"
            )
    make_contract(cast.enterprise, "V-1", supplier=make_supplier(cast.enterprise, "Fiktiv Frukt AS"))
    wanted = Wanted(categories=frozenset({"sector:cleaning"}))
    return campaigns.create_campaign(unit=cast.enterprise, version=version, wanted=wanted, fields=FIELDS, **who)


@pytest.fixture
def running(made, who):
    told = {"912345670": Contact("Pål Påfunn", "pal@example.org", "nn"), "912345671": Contact("", "tt@example.org")}
    assert recipients.set_contacts(campaign=made, contacts=told, **who) == 2
    assert sending.begin_campaign(campaign=made, **who) == 2
    return made


def first(campaign):
    return campaign.recipients.order_by("supplier__name_folded").first()


def whole_answers(version):
    """Answers to every question shown, found by answering until nothing is missing."""
    template, answers = template_from_plain(version.document), {}
    plain = {Kind.YES_NO: "yes", Kind.NUMBER: "10", Kind.DATE: "2025-01-01", Kind.TEXT: "Tekst", Kind.FILE: ["f"]}
    while left := [each for each in shown_questions(template, answers) if each.id not in answers]:
        for question in left:
            kind = question.kind
            row = {"name": "Underleverandør AS"}
            choice = [choice.id for choice in question.choices][:1]
            several = choice if kind is Kind.SEVERAL else choice[0] if choice else ""
            answers[question.id] = plain.get(kind) or ([row] if kind is Kind.TABLE else several)
    return answers


def answer(recipient, who, **more):
    version = recipient.campaign.questionnaire_version
    given = {"answers": whole_answers(version), "language": "nb", "name": "Pål", "source": AnswerSource.IMPORT}
    return record_answer(recipient=recipient, **{**given, **more}, **who)


def test_links_and_letters_to_an_address_that_was_wrong_end_when_it_is_put_right(running, who):
    one, other = running.recipients.order_by("pk")
    _link, secret = link_to(one)
    assert recipients.set_contact(recipient=one, contact=Contact("Per", one.address, "nb"), **who)
    assert find_link(secret, purpose=ANSWER, at=NOW)
    recipients.set_contact(recipient=one, contact=Contact("Per", "per@example.org", "nb"), **who)
    link_to(other)
    told = {other.supplier.orgnr: Contact("", "ny@example.org")}
    assert recipients.set_contacts(campaign=running, contacts=told, **who) == 1
    assert not SingleLink.objects.filter(revoked_at=None).exists()
    assert not OutgoingMessage.objects.exclude(status="cancelled").exists()
    assert sending.send_again(recipient=one, **who)


def test_a_supplier_is_asked_once_about_all_its_contracts_and_others_are_not(made):
    assert [(each.supplier.name, each.contracts.count()) for each in made.recipients.order_by("pk")] == [
        ("Påfunn Renhold AS", 2),
        ("Tulle Transport AS", 2),
    ]
    assert made.number == "K-2025-01"
    assert {row.standing for row in rows_of(made, TODAY)} == {Standing.PLANNED}


def test_a_draft_is_sent_only_with_a_letter_somebody_to_write_to_and_a_day_to_come(made, who):
    with pytest.raises(NotAllowed) as refused:
        sending.begin_campaign(campaign=made, **who)
    assert refused.value.code == "no_recipients"
    with pytest.raises(NotAllowed) as refused:
        campaigns.edit_campaign(campaign=made, fields={"due_on": TODAY}, **who)
    assert refused.value.code == "due_before_it_opens"
    later = TODAY + timedelta(days=28)
    campaigns.edit_campaign(campaign=made, fields={"due_on": later}, **who)
    assert {each.due_on for each in made.recipients.all()} == {later}
    campaigns.edit_campaign(campaign=made, fields={}, wanted=Wanted(levels=frozenset({4})), **who)
    assert made.recipients.count() == 0
    questionnaires.withdraw_version(version=made.questionnaire_version, **who)
    with pytest.raises(NotAllowed) as refused:
        sending.begin_campaign(campaign=made, **who)
    assert refused.value.code == "not_in_use"
    campaigns.discard_campaign(campaign=made, seen=made.version, **who)
    assert not CampaignRecipient.objects.exists()


def test_each_gets_one_letter_in_its_language_with_a_link_that_stands_nowhere_else(running, office, who):
    assert sending.send_letters(campaign=running, **who) == 0
    assert not SingleLink.objects.exists()
    assert send_due(at=NOW).counts["sent"] == 2
    letters = {mail["To"]: mail for mail in (_parsed(taken.content) for taken in office.taken)}
    letter = letters["pal@example.org"]
    text = letter.get_content()
    assert running.number in letter["Subject"]
    assert "Egenrapport" not in letter["Subject"] + text
    assert "Pål Påfunn" in text
    assert "Vi spør som ledd i aktsomhet." in text
    link = SingleLink.objects.get(target=first(running).key)
    (secret,) = re.findall(r"https://samsvar\.example\.org/svar/(\S{43})\s", text)
    assert digest_of(secret) == link.digest
    assert (link.purpose, link.address) == ("answer", "pal@example.org")
    assert Supplier.objects.get(orgnr="912345670").questionnaire_due_on == PLAN["due_on"]
    assert {row.standing for row in rows_of(running, TODAY)} == {Standing.SENT}


def test_who_is_silent_is_reminded_once_on_each_planned_day_and_who_has_answered_is_not(running, office, who):
    send_due(at=NOW)
    answer(first(running), who)
    for days, expected in ((13, 0), (14, 1), (14, 0), (22, 1), (23, 0)):
        at = NOW + timedelta(days=days)
        assert sending.remind_enterprise(enterprise=running.enterprise, by=who["by"], at=at) == expected, days
    (mail,) = OutgoingMessage.objects.filter(kind="campaign_reminder", occasion__endswith=f" {date(2025, 6, 3)}")
    assert mail.recipient_address == "tt@example.org"
    campaigns.close_campaign(campaign=running, by=who["by"], at=NOW + timedelta(days=22))
    assert send_due(at=NOW + timedelta(days=22)).counts == {"cancelled": 2, "uncertain": 0}


def test_a_supplier_is_put_in_while_it_runs_taken_out_with_a_reason_and_its_link_ended(running, office, who, cast):
    send_due(at=NOW)
    fruit = Supplier.objects.get(name="Fiktiv Frukt AS")
    to = Contact("Frida", "frukt@example.org", "en")
    recipients.add_supplier(campaign=running, supplier=fruit, contracts=fruit.contracts.all(), contact=to, **who)
    assert sending.send_letters(campaign=running, **who) == 1
    with pytest.raises(NotAllowed) as refused:
        recipients.take_out(recipient=first(running), reason=" ", **who)
    assert refused.value.code == "no_reason_out"
    out = running.recipients.get(supplier__orgnr="912345670")
    recipients.take_out(recipient=out, reason="Avtalen er sagt opp", **who)
    assert SingleLink.objects.get(target=out.key).revoked_at == NOW
    assert not takes_answers(out, TODAY)
    with pytest.raises(NotAllowed) as refused:
        answer(out, who)
    assert refused.value.code == "answers_not_taken"


def test_an_answer_is_frozen_and_its_gaps_and_days_stand_in_the_register(running, who, cast):
    recipient, version = first(running), running.questionnaire_version
    with pytest.raises(NotComplete):
        answer(recipient, who, answers={})
    found = answer(recipient, who)
    assert found.digest
    assert found.receipt.startswith("K-2025-01-")
    assert found.questionnaire_version == version
    supplier = Supplier.objects.get(pk=recipient.supplier_id)
    gaps = {gap["question"] for gap in found.score["gaps"]}
    assert (supplier.questionnaire_asked_on, supplier.questionnaire_answered_on) == (TODAY, TODAY)
    assert supplier.open_gaps == len(gaps)
    assert "contracts_assessed" in Event.objects.values_list("kind", flat=True)
    with pytest.raises(NotAllowed):
        answer(recipient, who)


def test_opened_again_after_the_deadline_it_is_another_round_and_the_first_stays_as_it_was(running, who):
    recipient = first(running)
    one = answer(recipient, who)
    campaigns.close_campaign(campaign=running, **who)
    recipient.refresh_from_db()
    day = TODAY + timedelta(days=30)
    sending.reopen_and_tell(recipient=recipient, due_on=day, **who)
    assert OutgoingMessage.objects.filter(kind="campaign_reopened", target=recipient.key).count() == 1
    again = answer(recipient, who)
    assert (one.round, again.round, again.receipt) == (1, 2, f"{one.receipt}-2")
    one_now = type(one).objects.get(pk=one.pk)
    assert (one_now.digest, one_now.submitted_at) == (one.digest, one.submitted_at)


@pytest.mark.requirement("R001-76")
def test_a_campaign_comes_back_after_its_interval_as_a_draft_that_people_are_told_of(running, who, cast):
    campaigns.edit_campaign(campaign=running, fields={"repeats_months": 12}, **who)
    enterprise, by = cast.enterprise, who["by"]
    early, ready = NOW + timedelta(days=300), NOW + timedelta(days=355)
    assert campaigns.repeat_campaigns(enterprise=enterprise, by=by, at=early) == []
    (again,) = campaigns.repeat_campaigns(enterprise=enterprise, by=by, at=ready)
    assert (again.number, again.status, again.opens_on) == ("K-2026-01", "draft", date(2026, 5, 20))
    assert [each.address for each in again.recipients.order_by("pk")] == ["pal@example.org", "tt@example.org"]
    assert campaigns.repeat_campaigns(enterprise=enterprise, by=by, at=ready) == []
    assert sending.tell_handlers(campaigns=[again], by=by, at=ready) > 0
    assert sending.tell_handlers(campaigns=[again], by=by, at=ready) == 0


def test_the_code_of_conduct_is_accepted_by_an_answer_in_the_version_in_force(cast, who, editions):
    make_code(cast.enterprise, "2.0")
    supplier = make_contract(cast.enterprise).supplier
    (version,) = questionnaires.adopt_shipped(enterprise=cast.enterprise, codes=["supplier-code"], **who)
    made = campaigns.create_campaign(unit=cast.enterprise, version=version, wanted=Wanted(), fields=FIELDS, **who)
    recipients.set_contact(recipient=first(made), contact=Contact("", "a@example.org"), **who)
    sending.begin_campaign(campaign=made, **who)
    answer(first(made), who)
    supplier.refresh_from_db()
    assert (supplier.code_accepted_version, supplier.code_accepted_on) == ("2.0", TODAY)


def _parsed(letter):
    return message_from_bytes(letter, policy=policy.default)


def test_asked_again_and_not_answering_in_time_is_overdue_though_last_years_answer_stands(running, who, cast):
    recipient = first(running)
    answer(recipient, who)
    asked = {"questionnaire_asked_on": TODAY - timedelta(days=30), "questionnaire_due_on": TODAY - timedelta(days=1)}
    last_year = {"questionnaire_answered_on": TODAY - timedelta(days=300)}
    Supplier.objects.filter(pk=recipient.supplier_id).update(**asked, **last_year)
    assess_enterprise(enterprise=cast.enterprise, on=TODAY, **who)
    rules = ContractAssessment.objects.filter(contract__asked_in__recipient=recipient)
    assert set(rules.values_list("supplier_rule", flat=True)) == {"questionnaire_overdue"}
