"""A supplier's answer is judged, its gaps become something, and the supplier is told what is concluded."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.rules.campaigns import Wanted
from samsvar.platform.audit.models import Event
from samsvar.platform.delivery.composing import KINDS
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import SingleLink
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact, AnswerConclusion, AnswerSource, QuestionJudgement
from samsvar.subjects.due_diligence.selectors.campaigns import answers as selectors
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.due_diligence.services.answering.recording import record_answer
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from samsvar.subjects.due_diligence.services.campaigns import campaigns, judging, recipients, sending
from samsvar.subjects.due_diligence.services.campaigns.judging import Held
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.due_diligence.chain import make_contract, make_supplier
from tests.subjects.due_diligence.test_campaigns import FIELDS, whole_answers

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
MOST_QUERIES = 12


def answered(cast, enterprise, name, who, **given):
    """An answer of a cleaner to the self-report on wages, as if everything were in order but for what is given."""
    supplier = make_supplier(enterprise, name, orgnr="912345670")
    easy = {"kind": "services", "service_sector": "cleaning", "cpv": ["90910000"], "countries": ["NOR"]}
    make_contract(enterprise, "T-1", title="Renhold", supplier=supplier, **easy)
    assess_enterprise(enterprise=enterprise, by=who["by"], at=NOW, on=TODAY)
    (version,) = questionnaires.adopt_shipped(enterprise=enterprise, codes=["wages"], **who)
    wanted = Wanted(categories=frozenset({"sector:cleaning"}))
    made = campaigns.create_campaign(unit=enterprise, version=version, wanted=wanted, fields=FIELDS, **who)
    recipient = made.recipients.get()
    recipients.set_contact(recipient=recipient, contact=Contact("Pål Påfunn", "pal@example.org"), **who)
    made.refresh_from_db()
    sending.begin_campaign(campaign=made, **who)
    recipient.refresh_from_db()
    answers = {**whole_answers(version), **given}
    late = {"by": who["by"], "at": LATER}
    return record_answer(
        recipient=recipient, answers=answers, language="nb", name="Pål Påfunn", source=AnswerSource.LINK, **late
    )


@pytest.fixture
def who(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def answer(cast, who, editions):
    return answered(cast, cast.enterprise, "Påfunn Renhold AS", who, contracts="no")


@pytest.fixture
def kari(cast):
    return sign_in(Client(), cast.kari)


def address(name, *keys):
    return reverse(f"due_diligence:{name}", args=keys)


def held(cast, answer, question, judged, **more):
    by = {"person": cast.kari, "by": cast.actor("kari"), "at": LATER}
    return judging.judge_questions(answer=answer, held={question: Held(judged, **more)}, **by)


def test_who_saw_no_judgement_writes_over_none_that_has_come_meanwhile(cast, answer):
    held(cast, answer, "contracts", "gap", note="Mangler")
    with pytest.raises(StaleVersion):
        held(cast, answer, "contracts", "met")
    assert QuestionJudgement.objects.get().note == "Mangler"


def test_the_page_shows_what_was_expected_answered_found_and_changed_and_last_times_answer(cast, who, answer, kari):
    page = kari.get(address("assess_answer", answer.key)).content.decode()
    with at_most(MOST_QUERIES):
        kari.get(address("assess_answer", answer.key))
    for words in ("Påfunn Renhold AS", "Alvorlig", "Som ønsket:", answer.receipt, "Renhold"):
        assert words in page
    assert Supplier.objects.get().open_gaps == len(selectors.gaps_with_gravity(answer, [])) > 0
    listed = kari.get(address("assess_answers")).content.decode()
    assert answer.receipt in listed
    assert "1 svar venter på å bli vurdert" in listed
    for text, found in (("påfunn", True), ("Egenrapport", True), ("noe annet", False)):
        assert (answer.receipt in kari.get(address("assess_answers"), {"q": text}).content.decode()) == found
    (found,) = selectors.level_changes(answer, cast.viewer("kari"), TODAY + timedelta(days=31))
    assert (found.contract.number, found.was - found.now) == ("T-1", 1), "without an answer it would be overdue then"
    recipient = answer.recipient
    recipients.reopen(recipient=recipient, due_on=TODAY + timedelta(days=30), **who)
    recipient.refresh_from_db()
    again = {"answers": {**answer.answers, "contracts": "yes"}, "language": "nb", "name": "Pål"}
    newer = record_answer(
        recipient=recipient, source=AnswerSource.LINK, by=who["by"], at=LATER + timedelta(days=1), **again
    )
    last, carried = selectors.last_answer(newer)
    assert (last, carried.answers["contracts"]) == (answer, "no")
    assert list(selectors.answers_of(cast.viewer("kari"), cast.enterprise)) == [newer]
    assert "Forrige gang" in kari.get(address("assess_answer", newer.key)).content.decode()


def test_a_judgement_counts_in_the_register_at_once_and_two_who_judge_both_see_what_stands(cast, answer, kari):
    before = Supplier.objects.get().open_gaps
    held(cast, answer, "contracts", "met", note="Dokumentert i vedlegget")
    assert Supplier.objects.get().open_gaps == before - 1
    with pytest.raises(StaleVersion):
        held(cast, answer, "contracts", "gap", version=7)
    where = address("assess_answer", answer.key)
    sent = {"judged-contracts": "gap", "note-contracts": "Ikke nok", "version-contracts": "7"}
    both = kari.post(where, sent)
    page = both.content.decode()
    assert both.status_code == 409
    assert "Ikke nok" in page
    assert "Dokumentert i vedlegget" in page
    assert kari.post(where, {**sent, "version-contracts": "1"}).status_code == 302
    assert Supplier.objects.get().open_gaps == before
    assert Event.objects.filter(kind="answer_judged").count() == 2


def test_enter_in_a_note_saves_and_makes_nothing(answer, kari):
    page = kari.get(address("assess_answer", answer.key)).content.decode()
    form = page[page.index("dd-judging") :]
    assert form.index('type="submit"') < form.index('name="make"')  # Enter presses the first button of the form


def test_a_gap_becomes_an_impact_and_an_action_in_one_press_and_then_stays_a_gap(cast, answer, kari):
    where = address("assess_answer", answer.key)
    made = kari.post(where, {"make": "impact:contracts"})
    assert made.headers["Location"].endswith("#made")
    page = kari.get(made.headers["Location"]).content.decode()
    assert page.index('id="q-contracts"') < page.index('id="made"') < page.index("</article>", page.index('id="made"'))
    assert 'id="made"' not in kari.get(f"{where}?made=action:contracts").content.decode()
    impact = AdverseImpact.objects.get()
    assert (impact.verification, impact.actuality) == ("alleged", "potential")
    assert impact.links.get().supplier == Supplier.objects.get()
    assert impact.responsible == cast.kari
    assert answer.receipt in impact.source
    kept = QuestionJudgement.objects.get()
    assert kari.post(where, {"make": "action:contracts", "judged-contracts": "gap", "version-contracts": kept.version})
    action = Action.objects.get()
    assert [tie.impact for tie in action.due_diligence_links.all()] == [impact]
    kept.refresh_from_db()
    assert (kept.impact, kept.action) == (impact, action)
    with pytest.raises(NotAllowed) as refused:
        held(cast, answer, "contracts", "met", version=kept.version)
    assert refused.value.code == "gap_followed"
    assert impact.number in kari.get(where).content.decode()


def test_the_supplier_is_told_that_there_is_a_conclusion_and_never_what_it_is(cast, answer, kari):
    where = address("conclude_answer", answer.key)
    assert "Vurder dem først." in kari.get(where).content.decode(), "told before anything is written"
    refused = kari.post(where, {"conclusion": "wanting"})
    assert refused.status_code == 422
    assert "Skriv hva leverandøren må gjøre." in refused.content.decode()
    for gap in selectors.gaps_with_gravity(answer, []):
        held(cast, answer, gap, "gap")
    assert "Vurder dem først." not in kari.get(where).content.decode()
    told = {"conclusion": "wanting", "words": "Avtalene mangler", "wanted": "Send arbeidsavtaler"}
    assert kari.post(where, {**told, "wanted_by": "2025-06-20"}).status_code == 302
    kept = AnswerConclusion.objects.get()
    assert kept.told_at is not None
    message = OutgoingMessage.objects.get(kind="answer_concluded")
    mail = KINDS["answer_concluded"].compose(message, LATER)
    assert SingleLink.objects.filter(purpose="answer", target=answer.recipient.key).count() == 1
    assert "K-2025-01" in mail.subject
    for hidden in ("Avtalene", "arbeidsavtaler", "wanting", "mangler"):
        assert hidden not in mail.text + mail.subject
    assert kari.post(where, {**told, "wanted_by": "2025-06-27", "version": str(kept.version)}).status_code == 302
    assert OutgoingMessage.objects.filter(kind="answer_concluded").count() == 2
    assert "Send arbeidsavtaler" in kari.get(address("assess_answer", answer.key)).content.decode()
