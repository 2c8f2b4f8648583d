"""A case that several work on: one dialogue, owners of agreements asked by link, and leaving as the last step."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samsvar.platform.audit.verification import verify
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.suppliers.models import OwnerInquiry
from samsvar.subjects.due_diligence.models import ImpactShare, ImpactStatusEntry, Leaving, OwnerLetter
from samsvar.subjects.due_diligence.selectors.shared_cases import together
from samsvar.subjects.due_diligence.services.impacts import cases, dialogue, owners
from samsvar.subjects.due_diligence.services.impacts.reminding import remind_owners
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.subjects.due_diligence.chain import make_contract, make_impact, make_partner, make_supplier

pytestmark = pytest.mark.django_db
ORGNR = {"orgnr": "312345676"}


def by(cast, name):
    return {"by": cast.actor(name), "at": NOW}


def address(name, *keys):
    return reverse(f"due_diligence:{name}", args=keys)


def text_of(answer):
    return answer.content.decode()


def said(cast, impact, who, enterprise, said, text):
    more = {**by(cast, who), "today": TODAY}
    return dialogue.say(impact=impact, author=enterprise, said=said, said_on=TODAY, text=text, **more)


@pytest.fixture
def impact(cast):
    """Our case on a supplier of ours; the neighbour buys from it too."""
    ours = make_supplier(cast.enterprise, **ORGNR)
    make_contract(cast.neighbour, "NABO-7", title="Nabokontrakt", supplier=make_supplier(cast.neighbour, **ORGNR))
    return make_impact(cast.enterprise, "N-1", on=ours, responsible=cast.ola)


def test_those_at_the_other_enterprise_are_told_of_a_shared_case_until_they_conclude(cast, impact):
    share = cases.share_impact(impact=impact, enterprise=cast.neighbour, **by(cast, "kari"))
    told = OutgoingMessage.objects.get(kind="case_shared")
    assert (told.recipient_address, told.enterprise) == (cast.people["nils"].email, cast.neighbour)
    mail = KINDS["case_shared"].compose(told, NOW)
    assert address("impact", impact.key) in mail.text
    assert impact.title not in mail.text + mail.subject
    cases.answer_share(share=share, involvement="linked", conclusion="Ikke oss", today=TODAY, **by(cast, "nils"))
    with pytest.raises(NotWanted):
        KINDS["case_shared"].compose(told, NOW)


def test_all_who_share_a_case_read_one_dialogue_and_one_speaks_for_them(cast, impact):
    share = cases.share_impact(impact=impact, enterprise=cast.neighbour, **by(cast, "kari"))
    said(cast, impact, "kari", cast.enterprise, "asked", "Vi ber om lønnslipper")
    with pytest.raises(NotAllowed) as refused:
        said(cast, impact, "nils", cast.neighbour, "asked", "Vi også")
    assert refused.value.code == "only_the_leader"
    dialogue.let_lead(impact=impact, share=share, **by(cast, "kari"))
    said(cast, impact, "nils", cast.neighbour, "met", "Møte om lønn")
    with pytest.raises(NotAllowed):
        said(cast, impact, "kari", cast.enterprise, "met", "Møte til")
    with pytest.raises(NotAllowed):
        said(cast, impact, "berit", cast.units["liksom"], "heard", "Utenfra")
    for who in ("kari", "nils"):
        page = text_of(sign_in(Client(), cast.people[who]).get(address("impact", impact.key)))
        assert "Vi ber om lønnslipper" in page
        assert "Møte om lønn" in page
        assert ("Nabokontrakt" in page) == (who == "nils")
    another = cases.share_impact(impact=impact, enterprise=cast.units["liksom"], leads=True, **by(cast, "kari"))
    assert list(ImpactShare.objects.filter(leads=True)) == [another]


def test_a_receiver_sees_another_ones_conclusion_only_where_that_one_lets_it(cast, impact):
    theirs = cases.share_impact(impact=impact, enterprise=cast.units["liksom"], **by(cast, "kari"))
    cases.share_impact(impact=impact, enterprise=cast.neighbour, **by(cast, "kari"))
    nils = sign_in(Client(), cast.nils)
    for tell in (False, True, False):
        answer = {"involvement": "linked", "conclusion": "Liksom krever plan", "tell": tell}
        theirs.refresh_from_db()
        cases.answer_share(share=theirs, today=TODAY, **answer, **by(cast, "berit"))
        page = text_of(nils.get(address("impact", impact.key)))
        assert ("Liksom krever plan" in page, "Liksom sykehus HF" in page) == (tell, tell)
    assert "Liksom krever plan" in text_of(sign_in(Client(), cast.kari).get(address("impact", impact.key)))
    found = together(impact, cast.viewer("nils"), list(ImpactShare.objects.filter(enterprise=cast.neighbour)))
    assert [contract.number for contract in found.contracts] == ["NABO-7"]


def asked(cast, impact):
    partner = make_partner(cast.enterprise)
    contract = make_contract(cast.enterprise, "K-77", ownership="used", agreement_owner=partner)
    wanted = owners.Asked("Hva har dere funnet?", "eier@example.org", "Eier Påfunn", "nb", TODAY + timedelta(days=21))
    more = {**by(cast, "kari"), "today": TODAY}
    return owners.ask_owner(impact=impact, partner=partner, contracts=[contract], asked=wanted, **more)


def a_file(name):
    return SimpleUploadedFile(name, name.encode(), content_type="text/plain")


def secret_in(mail):
    return re.search(r"/eier/([\w-]+)", mail.text)[1]


def test_an_owner_outside_answers_by_the_link_and_gets_a_receipt(cast, impact):
    letter = asked(cast, impact)
    message = OutgoingMessage.objects.get()
    mail = KINDS["owner_question"].compose(message, NOW)
    for hidden in (impact.title, "K-77", "Hva har dere funnet?", "Påfunn"):
        assert hidden not in mail.text + mail.subject
    outside = Client()
    taken = outside.get(address("owner_link", secret_in(mail)))
    assert (taken.status_code, taken["Referrer-Policy"]) == (302, "no-referrer")
    where = taken["Location"]
    page = outside.get(where)
    assert "Hva har dere funnet?" in text_of(page)
    assert "K-77" in text_of(page)
    assert impact.title not in text_of(page)
    assert outside.post(where, {"name": "Eier"}).status_code == 422
    assert not OwnerInquiry.objects.get().answered_on
    written = {"name": "Eier Påfunn", "answer": "Vi har vært på fabrikken", "kind": "report"}
    refused = outside.post(where, {**written, "attached": [a_file("tiltak.txt"), a_file("tiltak.exe")]})
    assert (refused.status_code, "Filer av denne typen tas ikke imot" in text_of(refused)) == (422, True)
    assert not Evidence.objects.exists()
    sent = outside.post(where, {**written, "attached": [a_file("tiltak.txt"), a_file("lister.txt")]}, follow=True)
    assert "Vi har vært på fabrikken" in text_of(sent)
    assert "tiltak.txt" in text_of(sent)
    assert text_of(sent).count("Svaret ditt er sendt") == 1
    files = Evidence.objects.values_list("owner_key", "label", "kind", "issuer", "permission")
    about = (impact.key, "report", "Oppdiktet innkjøpssenter", "view_impacts")
    assert {(key, *rest) for key, _label, *rest in files} == {about}
    assert "lister.txt" in text_of(sign_in(Client(), cast.kari).get(address("impact", impact.key)))
    kept = OwnerInquiry.objects.get()
    assert (kept.answered_on, kept.answer) == (TODAY, "Vi har vært på fabrikken")
    assert ImpactStatusEntry.objects.get().channel == "Oppdiktet innkjøpssenter"
    late = outside.post(where, {**written, "answer": "Noe annet"})
    assert late.status_code == 409
    assert "Noe annet" in text_of(late)
    assert outside.post(where, written).status_code == 422
    assert OwnerInquiry.objects.get().answer == "Vi har vært på fabrikken"
    receipt = KINDS["owner_receipt"].compose(OutgoingMessage.objects.get(kind="owner_receipt"), NOW)
    assert "N-1" in receipt.subject
    assert "fabrikken" not in receipt.text
    notice = OutgoingMessage.objects.get(kind="owner_answered")
    told = KINDS["owner_answered"].compose(notice, NOW)
    assert (notice.recipient_address, impact.key in told.text) == ("ola@example.org", True)
    assert "fabrikken" not in told.text + told.subject
    with pytest.raises(NotWanted):
        KINDS["owner_question"].compose(message, NOW)
    letter.refresh_from_db()
    assert letter.opened_at == NOW
    told = verify(records=True).findings
    assert [each for each in told if each.facts.get("table") == OwnerLetter._meta.db_table] == []


def test_an_owner_who_owes_an_answer_is_reminded_once_of_each_day_and_no_more_when_it_has_come(cast, impact):
    letter = asked(cast, impact)
    due_at = NOW + timedelta(days=21)
    for at, new in ((NOW, 0), (due_at - timedelta(days=8), 1), (due_at, 1), (due_at + timedelta(days=2), 1)):
        run = {"by": cast.actor("kari"), "at": at}
        assert [remind_owners(**run), remind_owners(**run)] == [new, 0]
    reminders = OutgoingMessage.objects.filter(kind="owner_reminder")
    assert {message.recipient_address for message in reminders} == {"eier@example.org"}
    late = KINDS["owner_reminder"].compose(reminders.last(), due_at + timedelta(days=2))
    assert "ville ha svar" in late.text
    assert Client().get(address("owner_link", secret_in(late))).status_code == 302
    for hidden in (impact.title, "K-77", "Hva har dere funnet?", "Påfunn"):
        assert hidden not in late.text + late.subject
    owners.answer_letter(letter=letter, answer=owners.Answer("Svar", "Eier"), today=TODAY, **by(cast, "kari"))
    with pytest.raises(NotWanted):
        KINDS["owner_reminder"].compose(reminders.last(), due_at)
    assert remind_owners(by=cast.actor("kari"), at=due_at + timedelta(days=30)) == 0


def test_a_question_that_is_taken_back_opens_nothing_more_and_looks_like_one_never_made(cast, impact):
    letter = asked(cast, impact)
    secret = secret_in(KINDS["owner_question"].compose(OutgoingMessage.objects.get(), NOW))
    outside, kari = Client(), sign_in(Client(), cast.kari)
    where = outside.get(address("owner_link", secret))["Location"]
    assert kari.post(address("owner_withdraw", impact.key, letter.key)).status_code == 302
    answers = [outside.get(where), Client().get(address("owner_page", "0" * 16))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert OutgoingMessage.objects.get().status == "cancelled"
    assert OwnerLetter.objects.get().withdrawn_at == NOW


def test_leaving_is_decided_only_when_nothing_lacks_and_then_stands(cast, impact):
    kari = sign_in(Client(), cast.kari)
    where = address("impact_leave", impact.key)
    draft = {"ends": "K-77", "ground": "grave_and_idle", "tried": "Tre møter", "workers": "40 mister arbeidet"}
    assert kari.post(where, draft).status_code == 302
    refused = kari.post(where, {**draft, "decide": "1", "version": "1"})
    assert refused.status_code == 422
    assert "Skriv hvem som avgjør." in text_of(refused)
    assert Leaving.objects.get().decided_on is None
    whole = {
        **draft,
        "asked_affected": "Tillitsvalgte er hørt",
        "alternatives": "Annen fabrikk",
        "contractual_ground": "Vilkår 8.2",
        "reasons_given": "Brev",
        "notice_on": "2025-06-01",
        "ends_on": "2025-12-01",
        "decided_by": "Direktøren",
    }
    assert kari.post(where, {**whole, "decide": "1", "version": "1"}).status_code == 302
    assert Leaving.objects.get().decided_on == TODAY
    kari.post(where, {**whole, "tried": "Omskrevet", "version": "3"})
    assert Leaving.objects.get().tried == "Tre møter"
    assert "Tillitsvalgte er hørt" in text_of(kari.get(address("impact", impact.key)))
    cases.share_impact(impact=impact, enterprise=cast.neighbour, **by(cast, "kari"))
    assert "Tillitsvalgte er hørt" not in text_of(sign_in(Client(), cast.nils).get(address("impact", impact.key)))


@pytest.mark.requirement("R001-70")
def test_remedy_says_when_it_was_agreed_how_it_was_verified_and_that_it_is_not(cast, impact):
    line = {"who": "Arbeidere", "what": "Lønn", "agreed_on": date(2025, 5, 2), "verified_how": "visit"}
    for lacking, code in ((line, "verified_by_nobody"), ({**line, "verified_by": "Revisor"}, "agreed_with_nobody")):
        with pytest.raises(NotAllowed) as refused:
            cases.save_remediation(impact=impact, fields=lacking, **by(cast, "kari"))
        assert refused.value.code == code
    kari = sign_in(Client(), cast.kari)
    saved = cases.save_remediation(impact=impact, fields={"who": "Arbeidere", "what": "Lønn"}, **by(cast, "kari"))
    assert "Ikke bekreftet" in text_of(kari.get(address("impact", impact.key)))
    whole = {**line, "agreed_by": "Fabrikken", "verified_by": "Revisor"}
    cases.save_remediation(impact=impact, line=saved, fields=whole, **by(cast, "kari"))
    page = text_of(kari.get(address("impact", impact.key)))
    assert "et besøk på stedet" in page
    assert "02.05.2025" in page
