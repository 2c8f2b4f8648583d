from datetime import UTC, date, datetime, timedelta

import pytest

from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification.walk import verify
from samsvar.platform.cases import services
from samsvar.platform.links import codes
from samsvar.platform.organisation.services import Hindered, NotAllowed, StaleVersion
from samsvar.subjects.information_requests import selectors
from samsvar.subjects.information_requests.models import InformationRequest, LetterKind, PublicAnswer, RequestLetter
from samsvar.subjects.information_requests.presenters.letters import extension_letter, rights_of
from samsvar.subjects.information_requests.services import cases, parts, public_answers, receiving, reminding
from samsvar.subjects.information_requests.services.receiving import Asked
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def by(cast):
    return {"by": cast.actor("kari"), "at": NOW}


def asked(**more):
    return Asked(**{"regime": "transparency_act", "question": "Hvor er hanskene laget?", "language": "nb", **more})


@pytest.fixture
def receive(cast, by):
    def receive(received_at=NOW, code="", **more):
        return receiving.receive_request(
            enterprise=cast.enterprise, asked=asked(**more), channel="form", received_at=received_at, code=code, **by
        )

    return receive


def refuse(request, by, **more):
    """The only part refused, and the answer written."""
    fields = {"given": False, "ground": "trade_secret", "reasons": "Konkurransen avgjøres av prisen.", **more}
    parts.save_part(request=request, part=request.parts.get(), fields=fields, **by)
    cases.save_draft(request=request, text="Vi svarer ikke på det.", **by)


def send(request, by, **more):
    rights = rights_of(request, request.parts.all(), more.get("received_on") or TODAY)
    return cases.send_answer(request=request, rights=rights.text, stated=rights.stated, **more, **by)


@pytest.mark.requirement("R001-04")
def test_a_request_gets_its_number_within_enterprise_and_year_and_its_deadline(receive):
    first, second = receive(), receive()
    before = receive(datetime(2024, 12, 31, 22, 30, tzinfo=UTC))
    new_year = receive(datetime(2024, 12, 31, 23, 30, tzinfo=UTC))  # the new year has begun in Norway
    assert [each.number for each in (first, second, before, new_year)] == ["2025-1", "2025-2", "2024-1", "2025-3"]
    assert (first.received_on, first.due_on) == (TODAY, date(2025, 6, 10))
    assert new_year.received_on == date(2025, 1, 1)


def test_anyone_may_ask_without_saying_who_they_are(receive):
    code = codes.new_code()
    request = receive(code=code)
    assert (request.applicant_name, request.applicant_email, request.applicant_address) == ("", "", "")
    assert request.receipt_digest == codes.digest_of_code(code.upper().replace("-", " "))
    assert code not in str(vars(request))
    assert len(code.replace("-", "")) * 5 == 80


def test_a_request_is_in_the_trail_and_a_failing_last_step_keeps_nothing(receive, by, monkeypatch):
    request = receive()
    assert Event.objects.get(object_key=request.key).kind == "request_received"
    monkeypatch.setattr(services, "record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        receive()
    with pytest.raises(ZeroDivisionError):
        cases.withdraw_request(request=request, text="E-post", **by)
    assert InformationRequest.objects.get().status == "received"


@pytest.mark.requirement("R001-04")
def test_more_time_is_two_months_from_receipt_and_the_letter_says_why_and_when(receive, by):
    request = receive(NOW - timedelta(days=10))
    reasons, expected = "Du spør om 14 avtaler.", date(2025, 7, 4)
    text = extension_letter(request, reasons, expected)
    letter = cases.extend_deadline(
        request=request, burden="amount", reasons=reasons, expected_on=expected, text=text, **by
    )
    request.refresh_from_db()
    assert (request.status, request.due_on, request.promised_on) == ("extended", date(2025, 7, 10), expected)
    assert letter.kind == LetterKind.EXTENSION
    assert all(words in letter.text for words in (reasons, "4. juli 2025", "10. juli 2025", "åpenhetsloven § 7 (2)"))


def test_a_notice_after_the_three_weeks_is_refused(receive, by):
    request = receive(NOW - timedelta(days=22))
    with pytest.raises(Hindered) as refused:
        cases.extend_deadline(
            request=request, burden="amount", reasons="Mye", expected_on=date(2025, 6, 20), text="", **by
        )
    assert refused.value.reasons == ("notice_too_late",)
    assert not RequestLetter.objects.exists()


@pytest.mark.requirement("R001-04")
def test_known_harm_to_human_rights_cannot_be_refused_on_grounds_a_to_d(receive, by):
    request = receive()
    with pytest.raises(Hindered) as refused:
        refuse(request, by, known_impact=True)
    assert refused.value.reasons == ("known_impact",)
    assert request.parts.get().given is None


@pytest.mark.requirement("R001-04")
@pytest.mark.parametrize("regime", ["transparency_act", "public_access", "environmental_information"])
def test_a_refusal_goes_out_with_all_that_the_act_wants_stated(receive, by, regime):
    request = receive(regime=regime)
    ground = {"public_access": "internal"}.get(regime, "trade_secret")
    exact = (
        {"provision": "offentleglova § 14 første ledd", "considered_more": True} if regime == "public_access" else {}
    )
    refuse(request, by, ground=ground, **exact)
    letter = send(request, by)
    words = {
        "transparency_act": ("åpenhetsloven § 6 (2) d", "10. juni 2025", "Forbrukertilsynet"),
        "public_access": ("offentleglova § 14 første ledd", "10. juni 2025", "klage"),
        "environmental_information": ("miljøinformasjonsloven § 17", "10. juni 2025", "Klagenemnda"),
    }[regime]
    assert all(word in letter.rights for word in words), letter.rights
    request.refresh_from_db()
    assert (request.status, request.due_on, request.refusal_reached_on) == ("refused", None, TODAY)


def test_a_refusal_whose_letter_lacks_the_supervisor_is_stopped(receive, by):
    request = receive()
    refuse(request, by)
    stated = ("legal_basis", "right_to_reasons", "deadline_for_reasons")
    with pytest.raises(Hindered) as refused:
        cases.send_answer(request=request, rights="…", stated=stated, **by)
    assert refused.value.reasons == ("not_stated_consumer_authority",)


def test_an_answer_in_full_says_nothing_of_complaints(receive, by):
    request = receive()
    parts.save_part(request=request, part=request.parts.get(), fields={"given": True}, **by)
    cases.save_draft(request=request, text="I Malaysia.", **by)
    assert send(request, by).rights == ""
    request.refresh_from_db()
    assert (request.status, request.answered_on) == ("answered", TODAY)


def test_parts_decide_and_an_undecided_one_stops_the_answer(receive, by):
    request = receive()
    refuse(request, by)
    second = parts.save_part(request=request, fields={"text": "Og hvor?", "given": None}, **by)
    with pytest.raises(Hindered) as refused:
        send(request, by)
    assert refused.value.reasons == ("part_undecided",)
    parts.save_part(request=request, part=second, fields={"given": True}, **by)
    send(request, by)
    request.refresh_from_db()
    assert request.status == "partly_refused"


@pytest.mark.requirement("R001-04")
def test_fuller_reasons_have_their_own_deadline_of_three_weeks(receive, by):
    request = receive()
    refuse(request, by)
    send(request, by)
    cases.ask_reasons(request=request, text="Hvorfor?", asked_on=date(2025, 6, 2), by_applicant=True, **by)
    request.refresh_from_db()
    assert (request.status, request.due_on, request.ended_on) == ("reasons_requested", date(2025, 6, 23), None)
    cases.give_reasons(request=request, text="Fordi …", **by)
    request.refresh_from_db()
    assert (request.status, request.due_on) == ("reasons_given", None)


def test_asked_too_late_reasons_may_still_be_given(receive, by):
    request = receive()
    refuse(request, by)
    send(request, by)
    late = {"request": request, "text": "", "asked_on": date(2025, 6, 11), **by}
    with pytest.raises(Hindered) as refused:
        cases.ask_reasons(**late)
    assert refused.value.reasons == ("too_late",)
    cases.ask_reasons(**late, willing=True)
    assert request.status == "reasons_requested"


def test_asking_what_is_meant_moves_no_deadline(receive, by):
    request = receive()
    due = request.due_on
    cases.ask_clarification(request=request, text="Hvilke hansker?", **by)
    cases.note_clarified(request=request, text="De blå.", by_applicant=True, **by)
    request.refresh_from_db()
    assert (request.status, request.due_on) == ("in_progress", due)


def test_another_act_gives_its_own_deadline_from_the_same_day(receive, by):
    request = receive()
    cases.change_request(request=request, fields={"regime": "public_access"}, **by)
    request.refresh_from_db()
    assert request.due_on == date(2025, 5, 27)


def test_of_two_who_send_the_answer_one_is_told(receive, by):
    request = receive()
    parts.save_part(request=request, part=request.parts.get(), fields={"given": True}, **by)
    cases.save_draft(request=request, text="I Malaysia.", **by)
    other = InformationRequest.objects.get()
    version = other.version
    send(request, by, version=version)
    with pytest.raises(StaleVersion):
        send(other, by, version=version)
    assert RequestLetter.objects.count() == 1


def test_nothing_is_written_on_a_request_that_is_answered(receive, by):
    request = receive()
    cases.withdraw_request(request=request, text="E-post", **by)
    for act in (
        lambda: cases.save_draft(request=request, text="x", **by),
        lambda: parts.save_part(request=request, fields={"text": "Mer"}, **by),
        lambda: parts.tie_records(request=request, wanted=[("contract", "abc")], **by),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "ended"


def test_records_are_tied_and_untied_by_what_is_wanted(receive, by):
    request = receive()
    parts.tie_records(request=request, wanted=[("contract", "a"), ("impact", "b")], **by)
    left = parts.tie_records(request=request, wanted=[("impact", "b"), ("supplier", "c")], **by)
    assert [(row.kind, row.record_key) for row in left] == [("impact", "b"), ("supplier", "c")]


@pytest.fixture
def answered(receive, by):
    request = receive(name="Nora Nysgjerrig", email="nora@example.org")
    parts.save_part(request=request, part=request.parts.get(), fields={"given": True}, **by)
    cases.save_draft(request=request, text="I Malaysia.", **by)
    send(request, by)
    return request


PUBLIC = {"title": "Om hansker", "question": "Hvor?", "answer": "I Malaysia.", "language": "nb"}


def test_nothing_is_public_before_a_person_makes_it_so(answered, by):
    answer = public_answers.save_public_answer(request=answered, fields=PUBLIC, **by)
    assert not selectors.published("912345674").exists()
    public_answers.publish_answer(answer=answer, **by)
    assert selectors.published("912345674").get().title == "Om hansker"


def test_a_change_of_the_public_words_takes_them_out_until_they_are_read_again(answered, by):
    answer = public_answers.save_public_answer(request=answered, fields=PUBLIC, **by)
    public_answers.publish_answer(answer=answer, **by)
    public_answers.save_public_answer(request=answered, fields={**PUBLIC, "answer": "I Kina."}, **by)
    assert not selectors.published("912345674").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Spurt av nora NYSGJERRIG", "applicant_name"),
        ("Skriv til ola@example.org", "email_address"),
        ("Gjelder 010190 12345", "birth_number"),
    ],
)
def test_public_words_with_something_personal_are_stopped(answered, by, words, code):
    answer = public_answers.save_public_answer(request=answered, fields={**PUBLIC, "answer": words}, **by)
    with pytest.raises(Hindered) as refused:
        public_answers.publish_answer(answer=answer, **by)
    assert refused.value.reasons == (code,)
    assert PublicAnswer.objects.get().published_at is None


def test_who_asked_is_forgotten_afterwards_and_the_trail_still_holds(answered, by):
    assert reminding.forget_old_applicants(**by) == 0
    later = {"by": by["by"], "at": NOW + timedelta(days=800)}
    assert [reminding.forget_old_applicants(**later), reminding.forget_old_applicants(**later)] == [1, 0]
    kept = InformationRequest.objects.get()
    assert (kept.applicant_name, kept.applicant_email, kept.question) == ("", "", "Hvor er hanskene laget?")
    assert verify().intact
    ours = [found for found in verify(records=True).findings if found.facts["table"].startswith("information_requests")]
    assert ours == []


def test_the_years_figures_count_by_act_with_median_and_late(receive, by, cast):
    for days, regime in ((30, "transparency_act"), (4, "transparency_act"), (12, "public_access")):
        request = receive(NOW - timedelta(days=days), regime=regime)
        if days < 12:
            parts.save_part(request=request, part=request.parts.get(), fields={"given": True}, **by)
            cases.save_draft(request=request, text="Svar", **by)
            send(request, by)
    found = selectors.figures(cast.viewer("kari"), cast.enterprise, 2025, TODAY)
    act, access, environment, together = found
    assert (act.received, act.open, act.answered, act.late, act.median_days) == (2, 1, 1, 1, 4)
    assert (access.received, access.late, access.median_days) == (1, 1, None)
    assert environment.received == 0
    assert (together.received, together.open, together.late) == (3, 2, 2)


def test_per_sees_no_request_and_the_neighbour_not_ours(receive, cast):
    receive()
    for name in ("per", "nils", "ola", "leader"):
        assert not selectors.visible_requests(cast.viewer(name)).exists()
    assert selectors.visible_requests(cast.viewer("kari")).count() == 1
