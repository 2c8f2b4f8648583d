from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules.complaints import Criterion
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification.walk import verify
from samsvar.platform.cases import services
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.organisation.services import Hindered, NotAllowed, StaleVersion
from samsvar.subjects.complaints import selectors
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services import cases, mechanism, receiving, reminding
from samsvar.subjects.complaints.services.receiving import Told
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
SECRET = "Formannen tok passene våre"


@pytest.fixture
def by(cast):
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def receive(cast, by):
    def receive(received_at=NOW, code="kode", **more):
        told = Told(**{"topic": "wages", "account": SECRET, **more})
        return receiving.receive_complaint(
            enterprise=cast.enterprise, told=told, channel="form", received_at=received_at, code=code, **by
        )

    return receive


@pytest.mark.requirement("R000-64")
def test_a_complaint_gets_number_and_promised_days_and_those_who_handle_it_are_told_without_its_words(
    receive, cast, by
):
    mechanism.set_promise(enterprise=cast.enterprise, first_answer_days=10, conclusion_days=60, **by)
    first, second = receive(), receive(topic="forced_labour", email="anna@example.org", language="pl")
    assert [each.number for each in (first, second)] == ["2025-1", "2025-2"]
    assert (first.due_on, first.conclude_due_on) == (date(2025, 5, 30), date(2025, 7, 19))
    arrived = OutgoingMessage.objects.filter(kind="complaint_arrived")
    assert set(arrived.values_list("recipient_address", flat=True)) == {"kari@example.org"}
    mails = [KINDS[each.kind].compose(each, NOW) for each in OutgoingMessage.objects.order_by("pk")]
    assert not any(SECRET in mail.text + mail.subject for mail in mails)
    receipt = KINDS["complaint_receipt"].compose(OutgoingMessage.objects.get(kind="complaint_receipt"), NOW)
    assert "Otrzymaliśmy" in receipt.subject
    assert "skarg" not in (receipt.subject + receipt.text).lower()
    assert "30.05.2025" in receipt.text


def test_whoever_reads_the_trail_reads_no_complaint(receive, by):
    complaint = receive(name="Anna Liksom", contact="Hos presten", email="anna@example.org")
    cases.write_message(complaint=complaint, text="Hemmelig svar", **by)
    kept = "".join(Event.objects.values_list("body", flat=True)) + str(list(Event.objects.values_list()))
    assert not any(words in kept for words in (SECRET, "Anna Liksom", "Hos presten", "Hemmelig svar"))
    assert Event.objects.filter(kind__startswith="complaint_").count() == 2
    cases.hear_complainant(complaint=complaint, text="Takk", **by)
    cases.conclude_complaint(complaint=complaint, outcome="upheld", text="Ja", **by)
    assert verify().intact
    ours = [found for found in verify(records=True).findings if found.facts["table"].startswith("complaints")]
    assert ours == []


def test_the_first_answer_keeps_the_promise_and_the_conclusion_is_told_before_it_counts(receive, by):
    complaint = receive(code="")
    entry = cases.write_message(complaint=complaint, text="Vi ser på det.", **by)
    assert (complaint.status, complaint.answered_on, complaint.due_on) == (
        "in_dialogue", TODAY, complaint.conclude_due_on,
    )  # fmt: skip
    with pytest.raises(Hindered) as stopped:
        cases.conclude_complaint(complaint=complaint, outcome="upheld", text="Du har rett.", **by)
    assert stopped.value.reasons == ("complainant_not_told",)
    cases.conclude_complaint(complaint=complaint, outcome="upheld", text="Du har rett.", told_otherwise=True, **by)
    assert (complaint.status, complaint.due_on, complaint.ended_on) == ("concluded", None, TODAY)
    assert entry.complaint_id == complaint.pk


def test_one_that_ended_is_taken_up_again_by_a_word_from_whoever_complained_with_a_new_day(receive, by, cast):
    complaint = receive(NOW - timedelta(days=100))
    cases.conclude_complaint(complaint=complaint, outcome="not_clear", text="Vi fant det ikke ut.", **by)
    cases.hear_complainant(complaint=complaint, text="Det skjer fortsatt", **by)
    row = Complaint.objects.get()
    assert (row.status, row.outcome, row.due_on) == ("in_dialogue", "", TODAY + timedelta(days=90))
    heard = OutgoingMessage.objects.get(kind="complaint_heard")
    assert heard.recipient_address == cast.kari.email
    with pytest.raises(NotAllowed, match="no_text"):
        cases.hear_complainant(complaint=row, text=" ", **by)


def test_a_failing_last_step_keeps_nothing_and_a_stale_conclusion_is_stopped(receive, by, monkeypatch):
    complaint = receive()
    old = complaint.version
    cases.write_message(complaint=complaint, text="Svar", **by)
    with pytest.raises(StaleVersion):
        cases.conclude_complaint(complaint=complaint, outcome="upheld", text="Ja", version=old, **by)
    monkeypatch.setattr(services, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cases.withdraw_complaint(complaint=complaint, text="E-post", **by)
    assert Complaint.objects.get().status == "in_dialogue"


def test_somebody_named_on_one_complaint_reads_and_answers_that_one_alone(receive, by, cast):
    one, other = receive(), receive()
    cases.name_handlers(complaint=one, people=[cast.ola], **by)
    client = sign_in(Client(), cast.ola)
    assert client.get(reverse("complaints:complaint", args=[one.key])).status_code == 200
    assert client.get(reverse("complaints:complaint", args=[other.key])).status_code == 404
    sent = client.post(reverse("complaints:complaint", args=[one.key]), {"text": "Vi ser på det"})
    assert sent.status_code == 302
    listed = client.get(reverse("complaints:complaints")).content.decode()
    assert "2025-1" in listed
    assert "2025-2" not in listed
    assert client.get(reverse("complaints:act", args=[one.key, "behandlere"])).status_code == 403
    cases.name_handlers(complaint=one, people=[], **by)
    assert client.get(reverse("complaints:complaint", args=[one.key])).status_code == 404


def test_a_file_of_the_dialogue_is_read_by_those_who_may_read_the_complaint_alone(receive, by, cast):
    complaint = receive()
    files = [Attachment("txt", "Timeliste.txt", b"60 timer")]
    cases.hear_complainant(complaint=complaint, text="Se her", files=files, link="lenke", **by)
    (entry,) = selectors.dialogue_of(complaint, inner=False)
    address = reverse("complaints:file", args=[complaint.key, entry.files[0].key])
    kari, auditor = sign_in(Client(), cast.kari), sign_in(Client(), cast.auditor)
    answer = kari.get(address)
    assert answer.content == b"60 timer"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert auditor.get(address).status_code == 404
    assert kari.get(reverse("evidence:file", args=[entry.files[0].key])).status_code == 404


def test_files_of_those_who_complain_leave_room_for_all_other_files(receive, by, cast, settings, monkeypatch):
    monkeypatch.setattr(cases, "MOST_BYTES", 12)
    complaint = receive()

    def hear(content, **about):
        file = Attachment("txt", "a.txt", content)
        return cases.hear_complainant(complaint=about.get("to", complaint), text="Se", files=[file], link="l", **by)

    hear(b"sju tegn")
    with pytest.raises(NotAllowed, match="no_room"):
        hear(b"fem .")
    settings.EVIDENCE_QUOTA = 4 * 10
    with pytest.raises(NotAllowed, match="no_room"):
        hear(b"tre", to=receive())


def test_what_whoever_handled_it_may_read_no_more_is_told_to_those_who_may(receive, by, cast):
    complaint = receive()
    cases.take_complaint(complaint=complaint, handler=cast.per, **by)
    cases.name_handlers(complaint=complaint, people=[cast.per], **by)
    told = OutgoingMessage.objects.filter(kind="complaint_heard")
    cases.hear_complainant(complaint=complaint, text="Hallo", **by)
    assert not cast.per.roles.exists()
    assert told.get().recipient_address == cast.kari.email


def test_reminders_go_once_and_a_year_after_its_end_nobody_knows_who_complained(receive, by, cast):
    complaint = receive(NOW - timedelta(days=13), name="Anna", email="anna@example.org", contact="Presten")
    run = {"enterprise": cast.enterprise, **by}
    assert [reminding.remind_handlers(**run), reminding.remind_handlers(**run)] == [1, 0]
    cases.conclude_complaint(complaint=complaint, outcome="upheld", text="Ja", **by)
    reminder = OutgoingMessage.objects.get(kind="complaint_due")
    with pytest.raises(NotWanted):
        KINDS[reminder.kind].compose(reminder, NOW)
    assert reminding.forget_old_complainants(by=by["by"], at=NOW + timedelta(days=365)) == 0
    assert reminding.forget_old_complainants(by=by["by"], at=NOW + timedelta(days=366)) == 1
    row = Complaint.objects.get()
    assert (row.name, row.email, row.contact, row.code_digest) == ("", "", "", "")
    assert row.account == SECRET


def test_a_list_and_a_case_take_few_queries_and_say_what_is_late_and_urgent(receive, by, cast):
    for days in range(8):
        complaint = receive(NOW - timedelta(days=days * 4), topic="reprisal" if days == 0 else "wages")
    for number in range(6):
        cases.add_note(complaint=complaint, text=f"Notat {number}", **by)
    client = sign_in(Client(), cast.kari)
    for address in (reverse("complaints:complaints"), reverse("complaints:complaint", args=[complaint.key])):
        client.get(address)
        with at_most(12):
            assert client.get(address).status_code == 200
    cases.hear_complainant(complaint=complaint, text="Hallo?", **by)
    page = client.get(reverse("complaints:complaints")).content.decode()
    assert page.count("De har skrevet") == 1
    assert "4 klager er over det vi har lovet" in page
    assert "Med en gang" in page
    assert "2025-1: det dere har lovet" in client.get(reverse("home:start")).content.decode()


def test_the_self_check_says_what_lacks_and_two_who_judge_see_each_other(by, cast):
    client, address = sign_in(Client(), cast.kari), reverse("complaints:criterion", args=[2025, "learning"])
    assert client.post(address, {"met": "partly", "shown_by": "Ny rutine", "plan": ""}).status_code == 302
    page = client.get(reverse("complaints:mechanism")).content.decode()
    assert page.count("Ikke vurdert ennå") == 7
    assert "Ingen plan for det som mangler" in page
    sent = {"met": "yes", "shown_by": "Annet", "plan": "", "version": "0"}
    assert client.post(address, sent).status_code == 409
    row = selectors.checked_of(cast.enterprise, 2025)[Criterion.LEARNING]
    assert (row.met, row.shown_by) == ("partly", "Ny rutine")
