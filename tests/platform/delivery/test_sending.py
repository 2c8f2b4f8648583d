"""From the outbox to a mail server on this machine: what is sent, what waits, what is refused, what nobody knows."""

import email
import socket
from datetime import timedelta
from email import policy
from typing import Any

import pytest
from django.db import connection

from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification import verify
from samsvar.platform.delivery import handing, sending
from samsvar.platform.delivery.composing import Mail, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.sending import LEASE, REST, WAITS, send_due
from samsvar.platform.delivery.services import hold_outbox, release_held, resend_message
from tests.cast import NOW, Cast
from tests.platform.delivery.post_office import PostOffice, breaking_off, free_port, post_office
from tests.platform.delivery.queueing import BY, SAYS, queue, queued

pytestmark = pytest.mark.django_db


def again(message: OutgoingMessage) -> OutgoingMessage:
    message.refresh_from_db()
    return message


def test_what_is_due_is_taken_by_the_server_and_marked(cast: Cast, office: PostOffice) -> None:
    message = queued("kari@example.org", name="Kari Liksom", enterprise=cast.enterprise)
    later = queued("ola@example.org", at=NOW + timedelta(hours=1))
    told: list[tuple[int, int]] = []
    outcome = send_due(at=NOW, progress=lambda done, total: told.append((done, total)))
    assert (dict(+outcome.counts), outcome.stopped) == ({"sent": 1}, "")
    assert told == [(1, 1)]
    assert office.addresses() == ["kari@example.org"]
    assert office.taken[0].mail_from == "samsvar@example.org"
    again(message)
    assert (message.status, message.attempts, message.lease) == ("sent", 1, "")
    assert message.sent_at is not None
    assert again(later).status == "queued"
    event = Event.objects.get(kind="message_sent")
    assert (event.enterprise, event.via) == (cast.enterprise.key, "mail")
    assert "changed_without_event" not in verify(records=True).counts


def test_nothing_is_sent_twice_and_each_letter_has_a_connection_of_its_own(office: PostOffice) -> None:
    for n in range(5):
        queue(f"k{n}@example.org")
    assert send_due(at=NOW, limit=2).counts["sent"] == 2
    assert send_due(at=NOW).counts["sent"] == 3
    assert not +send_due(at=NOW + timedelta(days=30)).counts
    assert sorted(office.addresses()) == [f"k{n}@example.org" for n in range(5)]
    assert len(set(map(id, office.sessions))) == 5


def test_the_claim_is_committed_before_the_server_is_asked(monkeypatch: Any, office: PostOffice) -> None:
    message = queued()
    seen: list[Any] = []

    def watch(*_: Any, **__: Any) -> None:
        seen.append((again(message).status, message.lease_until, connection.in_atomic_block))

    monkeypatch.setattr(sending, "hand_over", watch)
    depth = len(connection.savepoint_ids)
    send_due(at=NOW)
    assert len(connection.savepoint_ids) == depth
    assert seen[0][0] == "sending"
    assert seen[0][1] >= NOW + LEASE


def test_the_letter_has_the_headers_of_a_letter_that_a_program_wrote(office: PostOffice) -> None:
    link = "https://samsvar.example.org/lenke/" + "a1B2c3-_" * 20
    text = f"Hei Kåre,\n\n{'ørret og ål i lange baner ' * 12}\n\n{link}\n\n- {'punkt ' * 30}\n.\n.punktum først\n"
    SAYS["act"] = lambda message, at: (f"Sak 2025/7: spørsmål {message.language}", text)
    message = queued(language="nn", name='Evil" <x@y>')
    send_due(at=NOW)
    raw = office.bytes_taken(0)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    made = email.message_from_bytes(raw, policy=policy.default)
    assert (made["To"], made["From"]) == ("kari@example.org", "Samsvar <samsvar@example.org>")
    assert made["Subject"] == "Sak 2025/7: spørsmål nn"
    assert made["Date"].datetime.utcoffset() == timedelta(hours=2)
    assert abs(made["Date"].datetime - NOW) < timedelta(minutes=1)
    assert made["Message-ID"] == message.message_id == f"<{message.key}@example.org>"
    assert (made["Auto-Submitted"], made["Content-Language"]) == ("auto-generated", "nn")
    assert (made["Content-Transfer-Encoding"], made.get_content_type()) == ("quoted-printable", "text/plain")
    shown = made.get_content()
    assert link in shown.splitlines()
    assert all(len(line) <= 72 for line in shown.splitlines() if link not in line)
    assert " ".join(shown.split()) == " ".join(text.split())
    assert shown.splitlines()[-2:] == [".", ".punktum først"]
    assert "  punkt" in {line[:7] for line in shown.splitlines()}


@pytest.mark.parametrize(
    "answer, code",
    [
        ("550 5.1.1 No such user here", "unknown_recipient"),
        ("550 Unknown", "unknown_recipient"),
        ("552 5.2.2 Mailbox full", "mailbox_full"),
        ("554 5.7.1 Relaying denied", "not_allowed"),
        ("554 No", "refused"),
    ],
)
def test_what_the_server_refuses_for_good_is_shown_with_its_words(office: PostOffice, answer: str, code: str) -> None:
    office.at_recipient["kari@example.org"] = answer
    message = queued()
    other = queued("ola@example.org")
    outcome = send_due(at=NOW)
    assert (outcome.counts["refused"], outcome.counts["sent"], outcome.stopped) == (1, 1, "")
    again(message)
    assert (message.status, message.failure_code) == ("refused", code)
    assert message.failure_words == answer[4:]
    assert again(other).status == "sent"
    assert Event.objects.get(kind="message_refused").about["code"] == code
    assert not +send_due(at=NOW + timedelta(days=30)).counts


@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
def test_a_passing_refusal_waits_longer_each_time_and_at_last_becomes_a_refusal(office: PostOffice, where: str) -> None:
    getattr(office, where)["kari@example.org"] = "451 4.3.0 Try again later"
    message, at = queued(), NOW
    for wait in WAITS:
        assert send_due(at=at).counts["later"] == 1
        again(message)
        assert (message.status, message.failure_code) == ("queued", "busy")
        assert timedelta() <= message.next_attempt_at - at - wait < timedelta(minutes=1)
        assert not +send_due(at=at + wait - timedelta(seconds=1)).counts
        at = message.next_attempt_at
    assert send_due(at=at).counts["refused"] == 1
    assert again(message).failure_words == "4.3.0 Try again later"
    getattr(office, where).clear()
    assert resend_message(message=message, by=BY, at=at)
    assert send_due(at=at).counts["sent"] == 1
    assert list(WAITS) == sorted(WAITS)


def test_a_server_that_takes_nobodys_letters_stops_the_round_and_refuses_none(settings: Any) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    messages = [queued(f"k{n}@example.org") for n in range(3)]
    at = NOW
    for _round in range(30):
        outcome = send_due(at=at)
        assert (outcome.stopped, dict(+outcome.counts)) == ("not_reached", {"later": 1})
        at += REST
    assert {again(message).status for message in messages} == {"queued"}
    assert {(again(message).failure_code, message.attempts) for message in messages} == {("not_reached", 0)}
    with post_office() as office:
        settings.SMTP_URL = f"smtp://127.0.0.1:{office.port}"
        office.at_end["k0@example.org"] = "451 Later"
        assert dict(+send_due(at=at).counts) == {"sent": 2, "later": 1}


def test_a_sender_that_the_server_does_not_take_stops_the_round(office: PostOffice) -> None:
    office.at_sender = "553 5.7.1 Not your address"
    message = queued()
    outcome = send_due(at=NOW)
    assert (outcome.stopped, outcome.words) == ("sender_refused", "5.7.1 Not your address")
    assert again(message).status == "queued"


@pytest.mark.parametrize(
    "after, words, status, code",
    [
        ("greeting", b"", "queued", "not_reached"),
        ("greeting", b"554 We are closed\r\n", "queued", "not_reached"),
        ("EHLO", b"", "queued", "not_reached"),
        ("MAIL", b"", "queued", "connection_lost"),
        ("RCPT", b"", "queued", "connection_lost"),
        ("RCPT", b"251\xff\x00 odd \x1b[31m\r\n", "queued", "connection_lost"),
        ("DATA", b"", "queued", "connection_lost"),
        ("middle", b"", "uncertain or queued", ""),
        ("end", b"", "uncertain", "no_answer"),
        ("end", b"25", "uncertain", "no_answer"),
        ("end", b"what?\r\n", "uncertain", "no_answer"),
        ("end", b"354 Go on\r\n", "uncertain", "no_answer"),
        ("end", b"250-Taken, and then\r\n", "uncertain", "no_answer"),
        ("end", b"421 4.3.2 Closing\r\n", "queued", "busy"),
        ("end", b"250 OK\r\n", "sent", ""),
    ],
)
def test_a_server_that_breaks_off(settings: Any, after: str, words: bytes, status: str, code: str) -> None:
    """Before the end of the text was handed over nothing was taken; after it, only an answer tells."""
    with breaking_off(after, words=words) as port:
        settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
        message = queued()
        send_due(at=NOW)
    again(message)
    assert message.status in status.split(" or ")
    assert message.failure_code == code or not code
    assert message.failure_words.isprintable() or not message.failure_words


def test_a_server_that_never_answers_is_not_waited_for_without_end(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(handing, "CONNECT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.SMTP_URL = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        message = queued()
        assert send_due(at=NOW).stopped == "not_reached"
    assert again(message).status == "queued"


def test_a_message_whose_worker_was_lost_is_uncertain_when_its_lease_is_over(cast: Cast, office: PostOffice) -> None:
    message = queued(enterprise=cast.enterprise)
    taken = sending._claim(NOW, None)
    assert taken is not None
    assert not +send_due(at=NOW + LEASE).counts
    assert dict(+send_due(at=NOW + LEASE + timedelta(seconds=1)).counts) == {"uncertain": 1}
    assert (again(message).status, message.failure_code) == ("uncertain", "worker_lost")
    assert not +send_due(at=NOW + timedelta(days=30)).counts
    assert office.taken == []
    assert Event.objects.filter(kind="message_uncertain", enterprise=cast.enterprise.key).count() == 1


def test_a_worker_that_was_only_slow_still_tells_that_it_was_sent(office: PostOffice, monkeypatch: Any) -> None:
    message = queued()
    monkeypatch.setattr(sending, "hand_over", lambda *_, **__: sending.settle_lost(at=NOW + 2 * LEASE))
    send_due(at=NOW)
    assert (again(message).status, message.failure_code, message.lease) == ("sent", "", "")
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True))[-2:] == [
        "message_uncertain",
        "message_sent",
    ]
    assert "changed_without_event" not in verify(records=True).counts


def test_a_composer_writes_in_the_claim_in_the_recipients_language_and_anew_each_time(office: PostOffice) -> None:
    made: list[str] = []

    def act(message: OutgoingMessage, at: Any) -> tuple[str, str]:
        assert connection.in_atomic_block
        assert message.status == "sending"
        made.append(f"secret-{len(made)}")
        return "Emne", made[-1]

    SAYS["act"] = act
    office.at_end["kari@example.org"] = "451 Later"
    message = queued()
    send_due(at=NOW)
    office.at_end.clear()
    send_due(at=NOW + timedelta(minutes=2))
    assert made == ["secret-0", "secret-1"]
    assert b"secret-1" in office.bytes_taken(0)
    assert not [value for value in vars(again(message)).values() if "secret" in str(value)]


def test_a_composer_that_no_longer_wants_it_gives_it_up(office: PostOffice) -> None:
    def act(message: OutgoingMessage, at: Any) -> tuple[str, str]:
        raise NotWanted

    SAYS["act"] = act
    message = queued()
    assert dict(+send_due(at=NOW).counts) == {"cancelled": 1}
    assert again(message).status == "cancelled"
    assert office.sessions == []


def test_a_composers_fault_is_shown_stops_nobody_else_and_leaves_nothing_half_written(
    cast: Cast, office: PostOffice
) -> None:
    def act(message: OutgoingMessage, at: Any) -> tuple[str, str]:
        if message.recipient_address.startswith("kari"):
            queue("smuglet@example.org", "from a composer")
            raise ZeroDivisionError("secret-7")
        return "Emne", "Tekst"

    SAYS["act"] = act
    bad, good = queued(), queued("ola@example.org")
    unknown = queued("per@example.org", kind="nobody_registered")
    assert dict(+send_due(at=NOW).counts) == {"later": 2, "sent": 1}
    assert again(bad).failure_code == "not_composed"
    assert bad.failure_words.startswith("ZeroDivisionError, test_sending.py:")
    assert again(unknown).failure_code == "unknown_kind"
    assert again(good).status == "sent"
    assert not OutgoingMessage.objects.filter(occasion="from a composer").exists()


@pytest.mark.parametrize("subject", ["", " ", "To\r\nBcc: alle@example.org", "To\nlinjer", "nul\x00", "x" * 201])
def test_a_subject_is_one_line_of_print(office: PostOffice, subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        Mail(subject, "Tekst")
    SAYS["act"] = lambda message, at: (subject, "Tekst")
    message = queued()
    send_due(at=NOW)
    assert again(message).failure_code == "not_composed"
    assert office.sessions == []


def test_an_address_altered_in_the_database_reaches_no_server(office: PostOffice) -> None:
    message = queued()
    OutgoingMessage.objects.update(recipient_address="kari@example.org>\r\nRCPT TO:<alle@example.org")
    assert dict(+send_due(at=NOW).counts) == {"refused": 1}
    assert again(message).failure_code == "not_an_address"
    assert office.sessions == []


@pytest.mark.parametrize(
    "url, sender, code",
    [
        ("", "samsvar@example.org", "no_server"),
        ("http://mail", "samsvar@example.org", "bad_address"),
        ("smtp://user:word@mail.example.org", "samsvar@example.org", "password_in_clear"),
        ("smtp://127.0.0.1:25", "", "no_sender"),
        ("smtp://127.0.0.1:25", "Samsvar", "no_sender"),
        ("smtp://127.0.0.1:25", "a@b\r\nBcc: c@d", "no_sender"),
    ],
)
def test_without_a_server_or_a_sender_everything_waits(settings: Any, url: str, sender: str, code: str) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = url, sender
    message = queued()
    outcome = send_due(at=NOW)
    assert (outcome.stopped, dict(+outcome.counts)) == (code, {})
    assert (again(message).status, message.attempts) == ("queued", 0)


def test_a_held_outbox_sends_nothing_and_what_missed_its_opening_goes_with_the_next_round(
    cast: Cast, office: PostOffice
) -> None:
    hold_outbox(by=BY, at=NOW)
    own, nobodys = queued(enterprise=cast.enterprise), queued()
    assert not +send_due(at=NOW).counts
    assert release_held(enterprise=cast.enterprise, by=BY, at=NOW) == 1
    OutgoingMessage.objects.filter(pk=own.pk).update(status="held")  # as where it was queued in that very moment
    assert dict(+send_due(at=NOW).counts) == {"sent": 1}
    assert (again(own).status, again(nobodys).status) == ("sent", "held")
