"""`samsvar mail`, and that the worker and the daily run send what is due."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from samsvar.front.cli import main, worker
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import hold_outbox
from tests.cast import NOW, Cast
from tests.platform.delivery.post_office import PostOffice, free_port, post_office
from tests.platform.delivery.queueing import BY, SAYS, queued


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    settings.MAIL_FROM = "samsvar@example.org"
    with post_office() as office:
        settings.SMTP_URL = f"smtp://127.0.0.1:{office.port}"
        yield office


def samsvar(capfd: Any, *words: str) -> tuple[int, Any]:
    code = main.main([*words, "--json"])
    return code, json.loads(capfd.readouterr().out)


def test_a_test_message_is_sent_at_once_past_what_waits(cast: Cast, office: PostOffice, capfd: Any) -> None:
    queued("ola@example.org")
    code, found = samsvar(capfd, "mail", "test", "kari@example.org", "--language", "nn")
    assert (code, found["status"], found["address"]) == (0, "sent", "kari@example.org")
    assert office.addresses() == ["kari@example.org"]
    assert b"samsvar@example.org" in office.bytes_taken(0)
    assert OutgoingMessage.objects.get(kind="test").enterprise is None


@pytest.mark.parametrize(
    "address, code", [("kari", "not_an_address"), ("kåre@example.org", "needs_smtputf8"), ("", "not_an_address")]
)
def test_a_test_to_no_address_is_refused_in_words(
    db: None, office: PostOffice, capfd: Any, address: str, code: str
) -> None:
    exit_code, found = samsvar(capfd, "mail", "test", address)
    assert (exit_code, found["error"]["code"]) == (2, code)
    assert not OutgoingMessage.objects.exists()


def test_a_test_that_the_server_refuses_says_why(db: None, office: PostOffice, capfd: Any) -> None:
    office.at_recipient["kari@example.org"] = "550 5.1.1 No such user"
    assert main.main(["mail", "test", "kari@example.org", "--language", "en"]) == 1
    told = capfd.readouterr().out
    assert "refused, not sent" in told
    assert "5.1.1 No such user" in told


def test_without_a_server_it_is_said(db: None, settings: Any, capfd: Any) -> None:
    settings.SMTP_URL = ""
    assert samsvar(capfd, "mail", "test", "kari@example.org")[1]["error"]["code"] == "no_server"
    code, found = samsvar(capfd, "mail", "send")
    assert (code, found["stopped"], found["sent"]) == (1, "no_server", 0)


def test_what_is_due_is_sent_and_listed(cast: Cast, office: PostOffice, capfd: Any) -> None:
    office.at_recipient["feil@example.org"] = "550 No"
    for address in ("kari@example.org", "feil@example.org"):
        queued(address, enterprise=cast.enterprise)
    queued("nils@example.org", enterprise=cast.neighbour, at=NOW + timedelta(days=1))
    code, found = samsvar(capfd, "mail", "send")
    assert (code, found["sent"], found["refused"], found["stopped"]) == (0, 1, 1, "")
    listed = samsvar(capfd, "mail", "list")[1]["messages"]
    assert [one["status"] for one in listed] == ["queued", "refused", "sent"]
    refused = samsvar(capfd, "mail", "list", "--status", "refused")[1]["messages"]
    assert [(one["address"], one["failure"], one["words"]) for one in refused] == [
        ("feil@example.org", "unknown_recipient", "No")
    ]
    own = samsvar(capfd, "mail", "list", "--enterprise", cast.enterprise.orgnr, "--limit", "1")[1]["messages"]
    assert [one["enterprise"] for one in own] == [cast.enterprise.orgnr]


def test_a_stopped_message_is_sent_again_or_dropped_by_its_key(cast: Cast, office: PostOffice, capfd: Any) -> None:
    office.at_recipient["kari@example.org"] = "550 No"
    message = queued(enterprise=cast.enterprise)
    samsvar(capfd, "mail", "send")
    assert samsvar(capfd, "mail", "again", message.key)[1]["status"] == "queued"
    code, found = samsvar(capfd, "mail", "again", message.key)
    assert (code, found["error"]["code"]) == (1, "not_possible")
    assert samsvar(capfd, "mail", "drop", message.key)[1]["status"] == "cancelled"
    assert samsvar(capfd, "mail", "drop", "ukjent")[1]["error"]["code"] == "no_such_message"


def test_an_outbox_that_is_held_is_opened_for_one_enterprise_or_all(cast: Cast, capfd: Any) -> None:
    for enterprise in (cast.enterprise, cast.neighbour, None):
        queued(enterprise=enterprise)
    hold_outbox(by=BY, at=NOW)
    one = samsvar(capfd, "mail", "open", "--enterprise", cast.enterprise.orgnr)[1]
    assert one == {"messages": 1, "opened": 1}
    assert samsvar(capfd, "mail", "open")[1]["messages"] == 2
    assert samsvar(capfd, "mail", "open")[1] == {"messages": 0, "opened": 0}


def test_the_worker_sends_what_is_due_and_leaves_a_broken_server_alone_for_a_while(
    cast: Cast, office: PostOffice, settings: Any, capfd: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    for n in range(worker._LETTERS + 2):
        queued(f"k{n}@example.org")
    code, found = samsvar(capfd, "worker", "--once")
    assert (code, found["done"], found["mail"]["sent"], found["mail"]["stopped"]) == (0, 0, worker._LETTERS + 2, "")
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    for n in range(3):
        queued(f"k{n}@example.org", "asked 2")
    found = samsvar(capfd, "worker", "--once")[1]["mail"]
    assert (found["later"], found["stopped"]) == (1, "not_reached")


def test_a_busy_database_does_not_end_the_worker(db: None, capfd: Any, monkeypatch: Any) -> None:
    def busy(**_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker, "send_due", busy)
    assert main.main(["worker", "--once", "--language", "en"]) == 0
    assert "The database is busy" in capfd.readouterr().err


def test_the_daily_run_sends_and_forgets(
    cast: Cast, office: PostOffice, settings: Any, capfd: Any, monkeypatch: Any
) -> None:
    old = queued("gammel@example.org", "long ago", at=NOW - timedelta(days=366))
    OutgoingMessage.objects.filter(pk=old.pk).update(status="sent", sent_at=old.created_at)
    queued()
    code, found = samsvar(capfd, "daily")
    assert (code, found["done"]["mail"], found["done"]["old_mail"]) == (0, 1, 1)
    assert [message.recipient_address for message in OutgoingMessage.objects.all()] == ["kari@example.org"]
    settings.SMTP_URL = ""
    assert samsvar(capfd, "daily")[1]["done"]["mail"] is None
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    SAYS.clear()
    queued("ola@example.org")
    code, found = samsvar(capfd, "daily")
    assert (code, list(found["failed"])) == (1, ["mail"])
