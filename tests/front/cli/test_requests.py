"""`samsvar requests`, and what `samsvar daily` does for them."""

import json
from datetime import timedelta

import pytest

from samsvar.front.cli import main
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.subjects.information_requests.models import InformationRequest, RequestLetter
from samsvar.subjects.information_requests.services import cases, parts, receiving
from samsvar.subjects.information_requests.services.reminding import forget_old_applicants, remind_handlers
from tests.cast import NOW

pytestmark = pytest.mark.django_db
ORGNR = "912345674"


@pytest.fixture
def receive(cast):
    def receive(days_ago=0, **more):
        at = NOW - timedelta(days=days_ago)
        asked = receiving.Asked(
            **{"regime": "transparency_act", "question": "Hvor er hanskene laget?", "language": "nb"}
        )
        return receiving.receive_request(
            enterprise=cast.enterprise,
            asked=asked,
            channel="form",
            received_at=at,
            by=cast.actor("kari"),
            at=at,
            **more,
        )

    return receive


def requests(capfdbinary, *words):
    code = main.main(["requests", *words, "--enterprise", ORGNR, "--json"])
    return code, json.loads(capfdbinary.readouterr().out)


def test_the_list_tells_what_is_owed_first_and_nothing_of_who_asked(receive, capfdbinary):
    receive()
    receive(days_ago=10)
    code, found = requests(capfdbinary, "list")
    assert code == 0
    assert [(row["number"], row["days_left"], row["late"]) for row in found["requests"]] == [
        ("2025-2", 11, False),
        ("2025-1", 21, False),
    ]
    assert "hanskene" not in json.dumps(found)


def test_due_tells_what_is_late(receive, capfdbinary):
    receive(days_ago=10)
    assert requests(capfdbinary, "due", "--within", "5")[1]["requests"] == []
    assert requests(capfdbinary, "due", "--within", "11")[0] == 0
    receive(days_ago=22)
    code, found = requests(capfdbinary, "due")
    assert code == 0
    assert [row["days_left"] for row in found["requests"]] == [-1, 11]


def test_an_answer_is_sent_from_a_file_and_a_dry_run_sends_nothing(receive, capfdbinary, tmp_path):
    receive()
    text = tmp_path / "svar.txt"
    text.write_text("I Malaysia.\n", encoding="utf-8")
    code, found = requests(capfdbinary, "answer", "2025-1", "--text", str(text), "--dry-run")
    assert (code, found["status"], found["sent"]) == (0, "answered", False)
    assert InformationRequest.objects.get().status == "received"
    code, found = requests(capfdbinary, "answer", "2025-1", "--text", str(text))
    assert (code, found["status"], found["sent"]) == (0, "answered", True)
    assert RequestLetter.objects.get().text == "I Malaysia."
    code, found = requests(capfdbinary, "answer", "2025-1", "--text", str(text))
    assert (code, found["error"]["code"]) == (1, "hindered")


@pytest.mark.parametrize(("number", "code"), [("2025-9", "no_such_request"), ("2025-1", "not_text")])
def test_what_cannot_be_answered_is_told_with_a_code(receive, capfdbinary, tmp_path, number, code):
    receive()
    text = tmp_path / "svar.txt"
    text.write_bytes(b"\xff\xfe\x00" if code == "not_text" else b"Svar")
    exit_code, found = requests(capfdbinary, "answer", number, "--text", str(text))
    assert (exit_code, found["error"]["code"]) == (2, code)


def test_reminders_go_to_those_who_may_handle_it_and_once_each(receive, cast):
    by = {"by": cast.actor("kari"), "at": NOW}
    receive(days_ago=16)
    assert remind_handlers(enterprise=cast.enterprise, **by) == 1
    assert remind_handlers(enterprise=cast.enterprise, **by) == 0
    message = OutgoingMessage.objects.get(kind="request_due")
    assert message.recipient_address == "kari@example.org"
    later = {"by": cast.actor("kari"), "at": NOW + timedelta(days=6)}
    assert remind_handlers(enterprise=cast.enterprise, **later) == 2  # Frida's role has begun by then


def test_whoever_handles_it_is_reminded_alone_and_nobody_of_what_is_answered(receive, cast):
    by = {"by": cast.actor("kari"), "at": NOW}
    request = receive(days_ago=16, handler=cast.director)
    other = receive(days_ago=16)
    cases.withdraw_request(request=other, text="E-post", **by)
    remind_handlers(enterprise=cast.enterprise, **by)
    reminders = OutgoingMessage.objects.filter(kind="request_due")
    assert [(row.recipient_address, row.target) for row in reminders] == [("director@example.org", request.key)]
    cast.director.roles.all().delete()
    later = {"by": cast.actor("kari"), "at": NOW + timedelta(days=3)}
    assert remind_handlers(enterprise=cast.enterprise, **later)
    assert "kari@example.org" in reminders.values_list("recipient_address", flat=True)


def test_daily_twice_reminds_once_and_forgets_old_askers(receive, cast, capfdbinary):
    receive(days_ago=16)
    code = main.main(["daily", "--json"])
    first = json.loads(capfdbinary.readouterr().out)
    main.main(["daily", "--json"])
    second = json.loads(capfdbinary.readouterr().out)
    assert (code, first["done"]["requests"], second["done"]["requests"]) == (0, 1, 0)
    assert first["done"]["applicants"] == 0


def test_who_asked_is_kept_a_year_after_the_end(receive, cast):
    by = {"by": cast.actor("kari"), "at": NOW}
    cases.withdraw_request(request=receive(), text="E-post", **by)
    for days, forgotten in ((365, 0), (366, 1), (367, 0)):
        assert forget_old_applicants(by=cast.actor("kari"), at=NOW + timedelta(days=days)) == forgotten


def test_parts_that_were_decided_stay_decided(receive, cast, capfdbinary, tmp_path):
    request = receive()
    fields = {"text": "Prisen?", "given": False, "ground": "trade_secret", "reasons": "Konkurranse"}
    parts.save_part(request=request, fields=fields, by=cast.actor("kari"), at=NOW)
    text = tmp_path / "svar.txt"
    text.write_text("I Malaysia.", encoding="utf-8")
    assert requests(capfdbinary, "answer", "2025-1", "--text", str(text))[1]["status"] == "partly_refused"
    assert "Forbrukertilsynet" in RequestLetter.objects.get().rights
