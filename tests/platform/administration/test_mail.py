"""The outbox's pages: what an administrator sees of the own enterprise's mail, and what comes of the buttons."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.audit.models import Event
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.sending import send_due
from samsvar.platform.delivery.services import hold_outbox
from tests.cast import NOW, Cast
from tests.platform.delivery.post_office import free_port, post_office
from tests.platform.delivery.queueing import BY, queued
from tests.queries import at_most

Page = Callable[..., str]


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = "", "samsvar@example.org"


@pytest.fixture
def administrator(client: Client, cast: Cast, signed_in: Any) -> Client:
    cast.administrator.language = "en"
    cast.administrator.save()
    entered: Client = signed_in(client, cast.administrator)
    return entered


def shown(client: Client, name: str, *keys: str, query: str = "") -> str:
    answer = client.get(reverse(f"administration:{name}", args=keys) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def stopped(cast: Cast, status: str, code: str, **more: Any) -> OutgoingMessage:
    message = queued(occasion=f"{status} {code}", enterprise=cast.enterprise, **more)
    OutgoingMessage.objects.filter(pk=message.pk).update(
        status=status, failure_code=code, failure_words="550 <b>No</b>"
    )
    return message


def test_an_empty_outbox_tells_how_mail_is_set_up(administrator: Client, settings: Any) -> None:
    page = shown(administrator, "mail")
    assert "No mail server is set up. Until it is, messages wait here and nothing is lost." in page
    assert "SAMSVAR_SMTP_URL" in page
    settings.SMTP_URL = "smtp://localhost:25"
    page = shown(administrator, "mail")
    assert "Mail is set up. Nothing has been sent yet." in page
    assert "SAMSVAR_SMTP_URL" not in page


def test_what_must_be_decided_on_comes_first_with_its_reason(administrator: Client, cast: Cast) -> None:
    queued("waits@example.org", enterprise=cast.enterprise)
    stopped(cast, "uncertain", "no_answer", address="unsure@example.org")
    page = shown(administrator, "mail")
    assert "unsure@example.org" in page
    assert "the mail server did not answer" in page
    assert "waits@example.org" not in page
    assert "waits@example.org" in shown(administrator, "mail", query="?view=waiting")
    assert 'aria-current="page">Waiting' in shown(administrator, "mail", query="?view=waiting")


def test_a_long_outbox_asks_the_database_no_more_than_a_short_one(administrator: Client, cast: Cast) -> None:
    for n in range(60):
        queued(f"k{n}@example.org", enterprise=cast.enterprise)
    shown(administrator, "mail")
    with at_most(12):
        page = shown(administrator, "mail")
    assert "1–50 of 60" in page
    assert "51–60 of 60" in shown(administrator, "mail", query="?view=waiting&page=2")


def test_a_refused_message_is_shown_with_the_servers_words_and_sent_again(administrator: Client, cast: Cast) -> None:
    message = stopped(cast, "refused", "unknown_recipient")
    page = shown(administrator, "mail_message", message.key)
    assert "The mail server knows no such recipient" in page
    assert "550 &lt;b&gt;No&lt;/b&gt;" in page
    answer = administrator.post(reverse("administration:mail_again", args=[message.key]), follow=True)
    assert "The message is in the outbox again." in answer.content.decode()
    message.refresh_from_db()
    assert message.status == "queued"
    assert Event.objects.get(kind="message_sent_again").actor_name == cast.administrator.name
    answer = administrator.post(reverse("administration:mail_again", args=[message.key]), follow=True)
    assert "nothing was done" in answer.content.decode()
    administrator.post(reverse("administration:mail_give_up", args=[message.key]))
    message.refresh_from_db()
    assert message.status == "cancelled"


def test_a_dead_address_has_no_button_to_send_again(administrator: Client, cast: Cast) -> None:
    page = shown(administrator, "mail_message", stopped(cast, "refused", "needs_smtputf8").key)
    assert "Send again" not in page
    assert "Give up" in page


def test_a_test_goes_to_the_one_who_asks_and_its_page_follows_it(
    administrator: Client, cast: Cast, settings: Any
) -> None:
    with post_office() as office:
        settings.SMTP_URL = f"smtp://127.0.0.1:{office.port}"
        page = administrator.post(reverse("administration:mail_test"), follow=True).content.decode()
        message = OutgoingMessage.objects.get()
        assert (message.recipient_address, message.enterprise) == (cast.administrator.email, cast.enterprise)
        assert 'hx-trigger="every 2s"' in page
        send_due(at=NOW)
        assert office.addresses() == [cast.administrator.email]
    address = reverse("administration:mail_message", args=[message.key])
    partial = administrator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Taken by the mail server" in partial
    assert "hx-trigger" not in partial
    assert "<html" not in partial


def test_a_server_that_takes_nothing_is_told_of_above_the_list(
    administrator: Client, cast: Cast, settings: Any
) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    queued(enterprise=cast.enterprise)
    assert send_due(at=NOW).stopped == "not_reached"
    page = shown(administrator, "mail")
    assert "The mail server could not be reached" in page
    assert "Messages have waited since" in page


def test_a_held_outbox_is_opened_by_the_own_administrator(administrator: Client, cast: Cast) -> None:
    own, neighbours = queued(enterprise=cast.enterprise), queued(enterprise=cast.neighbour)
    hold_outbox(by=BY, at=NOW)
    assert "The outbox is held" in shown(administrator, "mail")
    assert "1 message goes at once." in shown(administrator, "mail_open")
    answer = administrator.post(reverse("administration:mail_open"), follow=True)
    assert "The outbox is open. What waited goes now." in answer.content.decode()
    own.refresh_from_db()
    neighbours.refresh_from_db()
    assert (own.status, neighbours.status) == ("queued", "held")
    assert "The outbox is held" not in shown(administrator, "mail")
