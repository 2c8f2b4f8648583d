"""What goes into the outbox goes once, and a person alone decides about what was stopped."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.services import NotInTransaction
from samsvar.platform.audit.verification import verify
from samsvar.platform.delivery import services
from samsvar.platform.delivery.models import OutboxHold, OutgoingMessage
from samsvar.platform.delivery.selectors import messages_about
from samsvar.platform.delivery.services import Addressed, Recipient
from tests.cast import CANARY, NOW, Cast
from tests.platform.delivery.queueing import BY, queue, queued
from tests.queries import at_most

LATER = NOW + timedelta(hours=1)


def settle(message: OutgoingMessage, status: str, **values: Any) -> OutgoingMessage:
    OutgoingMessage.objects.filter(pk=message.pk).update(status=status, **values)
    message.refresh_from_db()
    return message


def test_a_message_goes_once_for_each_occasion_and_recipient(cast: Cast) -> None:
    first = queued(enterprise=cast.enterprise)
    assert queue(enterprise=cast.enterprise) is None
    assert queue("KARI@Example.org", enterprise=cast.enterprise) is None
    assert queued("kari@example.org", "asked 2", enterprise=cast.enterprise).pk != first.pk
    assert queued("ola@example.org", enterprise=cast.enterprise).pk != first.pk
    assert queued(enterprise=cast.neighbour).pk != first.pk
    assert queued().pk != first.pk
    assert queue() is None


def test_it_is_queued_in_the_callers_transaction_and_falls_with_it(cast: Cast) -> None:
    with transaction.atomic():
        queue(enterprise=cast.enterprise)
        transaction.set_rollback(True)
    assert not OutgoingMessage.objects.exists()
    assert not Event.objects.filter(kind="messages_queued").exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_queued() -> None:
    to = Recipient("kari@example.org")
    with pytest.raises(NotInTransaction):
        services.queue_message(kind="asked", occasion="a", to=to, target="", enterprise=None, by=BY, at=NOW)


def test_many_are_queued_in_few_statements_and_recorded_without_their_addresses(cast: Cast) -> None:
    many = [Addressed(Recipient(f"leverandor{n}@example.org", f"Navn {n}"), "round 1", f"t{n}") for n in range(400)]
    given: dict[str, Any] = {"kind": "asked", "enterprise": cast.enterprise, "by": BY, "at": NOW}
    with transaction.atomic(), at_most(12):
        made = services.queue_messages(messages=many, **given)
    assert [row.target for row in made] == [f"t{n}" for n in range(400)]
    again = [*many[:3], Addressed(Recipient("ny@example.org"), "round 1", "ny")]
    with transaction.atomic():
        assert [row.target for row in services.queue_messages(messages=again, **given)] == ["ny"]
        assert services.queue_messages(messages=many, **given) == []
    counts = [event.about["count"] for event in Event.objects.filter(kind="messages_queued").order_by("pk")]
    assert counts == [400, 1]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM audit_eventrow WHERE content LIKE '%leverandor%' OR content LIKE '%Navn %'"
        )
        assert cursor.fetchone() == (0,)


def test_an_address_that_can_never_be_used_is_shown_as_refused_and_stops_nobody(cast: Cast) -> None:
    bad = queued("kari@example.org\r\nBcc: alle@example.org", enterprise=cast.enterprise)
    assert (bad.status, bad.failure_code) == ("refused", "not_an_address")
    assert bad.recipient_address == "kari@example.org??Bcc: alle@example.org"
    assert services.resend_message(message=bad, by=BY, at=LATER) is False
    assert queued("kåre@example.org").failure_code == "needs_smtputf8"
    assert queued("kari@blåbær.example").recipient_address == "kari@xn--blbr-roah.example"


def test_only_what_was_stopped_is_sent_again(cast: Cast) -> None:
    for status, again in (("queued", False), ("sending", False), ("held", False), ("cancelled", False)):
        message = settle(queued(occasion=status, enterprise=cast.enterprise), status)
        assert services.resend_message(message=message, by=BY, at=LATER) is again
    for status in ("refused", "uncertain"):
        message = settle(queued(occasion=status, enterprise=cast.enterprise), status, attempts=4, failure_code="busy")
        kept = message.message_id
        assert services.resend_message(message=message, by=cast.actor("administrator"), at=LATER)
        message.refresh_from_db()
        assert (message.status, message.attempts, message.failure_code) == ("queued", 0, "")
        assert (message.next_attempt_at, message.message_id) == (LATER, kept)
        assert services.resend_message(message=message, by=BY, at=LATER) is False
    refused = settle(queued(occasion="x"), "refused")
    assert services.resend_uncertain(message=refused, by=BY, at=LATER) is False


def test_of_two_who_decide_at_once_one_is_heard(cast: Cast) -> None:
    message = settle(queued(enterprise=cast.enterprise), "uncertain")
    other = OutgoingMessage.objects.get(pk=message.pk)
    assert services.cancel_message(message=message, by=BY, at=LATER)
    assert services.resend_message(message=other, by=BY, at=LATER) is False
    assert OutgoingMessage.objects.get().status == "cancelled"


def test_what_waits_about_a_record_is_given_up_with_it(cast: Cast) -> None:
    own = [queued(occasion=f"{n}", target="sak1", enterprise=cast.enterprise) for n in range(3)]
    settle(own[0], "sent", sent_at=NOW)
    queued(occasion="other", target="sak2", enterprise=cast.enterprise)
    queued(occasion="their", target="sak1", enterprise=cast.neighbour)
    given: dict[str, Any] = {"target": "sak1", "enterprise": cast.enterprise, "by": BY, "at": LATER}
    assert services.cancel_messages(kinds=["other"], **given) == 0
    assert services.cancel_messages(kinds=["asked"], **given) == 2
    assert services.cancel_messages(**given) == 0
    found = OutgoingMessage.objects.order_by("pk").values_list("status", flat=True)
    assert list(found) == ["sent", "cancelled", "cancelled", "queued", "queued"]


def test_a_held_outbox_holds_new_messages_too_until_its_own_administrator_opens_it(cast: Cast) -> None:
    before = queued(occasion="before", enterprise=cast.enterprise)
    sending = settle(queued(occasion="sending", enterprise=cast.enterprise), "sending", lease="x", lease_until=LATER)
    assert services.hold_outbox(by=BY, at=NOW) == 1
    assert services.hold_outbox(by=BY, at=NOW) == 1
    after = queued(occasion="after", enterprise=cast.enterprise)
    nobodys, neighbours = queued(occasion="after"), queued(occasion="after", enterprise=cast.neighbour)
    for message in (before, after, nobodys, neighbours):
        message.refresh_from_db()
        assert message.status == "held"
    sending.refresh_from_db()
    assert (sending.status, sending.failure_code) == ("uncertain", "restored")
    assert services.resend_message(message=sending, by=BY, at=LATER)
    assert sending.status == "held"
    assert services.release_held(enterprise=cast.enterprise, by=cast.actor("administrator"), at=LATER) == 3
    assert services.release_held(enterprise=cast.enterprise, by=BY, at=LATER) is None
    assert OutgoingMessage.objects.filter(status="queued", next_attempt_at=LATER).count() == 3
    assert services.release_held(enterprise=None, by=BY, at=LATER) == 1
    neighbours.refresh_from_db()
    assert neighbours.status == "held"
    assert OutboxHold.objects.filter(enterprise=cast.neighbour).exists()


def test_what_has_ended_is_forgotten_after_its_time_and_what_waits_never_is(cast: Cast) -> None:
    for status in ("sent", "cancelled", "refused", "uncertain", "queued", "held", "sending"):
        old = queued(f"{status}@example.org", status, enterprise=cast.enterprise)
        more = {"sent_at": NOW} if status == "sent" else {}
        settle(old, status, **more)
        settle(queued(f"{status}@example.org", status, enterprise=cast.neighbour), status, updated_at=LATER, **more)
    assert services.remove_old_messages(before=LATER, by=BY, at=LATER) == 4
    assert services.remove_old_messages(before=LATER, by=BY, at=LATER) == 0
    left = OutgoingMessage.objects.filter(enterprise=cast.enterprise)
    assert sorted(left.values_list("status", flat=True)) == ["held", "queued", "sending"]
    assert OutgoingMessage.objects.filter(enterprise=cast.neighbour).count() == 7


def test_every_decision_leaves_an_event_and_no_step_in_between_is_missed_in_the_trail(cast: Cast) -> None:
    one = queued(enterprise=cast.enterprise)
    settle(one, "sending", attempts=1, lease="x", lease_until=LATER)
    assert "changed_without_event" not in verify(records=True).counts
    services.move_message(one, {"status": "uncertain", "lease": ""}, "message_uncertain", at=LATER, by=BY)
    one.refresh_from_db()
    services.resend_message(message=one, by=cast.actor("administrator"), at=LATER)
    services.cancel_message(message=one, by=cast.actor("administrator"), at=LATER)
    kinds = list(Event.objects.of_enterprises(cast.enterprise.key).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["messages_queued", "message_uncertain", "message_sent_again", "messages_cancelled"]
    assert "changed_without_event" not in verify(records=True).counts
    OutgoingMessage.objects.update(status="queued")
    assert verify(records=True).counts["changed_without_event"] == 1


def test_a_record_shows_what_was_sent_about_it(cast: Cast) -> None:
    first = queued(occasion="1", target="sak1", enterprise=cast.enterprise)
    second = queued(occasion="2", target="sak1", enterprise=cast.enterprise)
    queued(occasion="3", target="sak1", enterprise=cast.neighbour)
    found = messages_about(["sak1", "sak2"], enterprise=cast.enterprise)
    assert {target: [row.pk for row in rows] for target, rows in found.items()} == {"sak1": [second.pk, first.pk]}


def test_two_who_are_forgotten_do_not_stand_in_each_others_way(cast: Cast) -> None:
    queued("kari@example.org", enterprise=cast.enterprise)
    queued("ola@example.org", enterprise=cast.enterprise)
    queued("kari@example.org")
    queued("ola@example.org")
    assert OutgoingMessage.objects.update(recipient_address="", recipient_name="") == 4


def test_an_administrator_sees_the_own_enterprises_messages_alone(cast: Cast) -> None:
    queued(enterprise=cast.enterprise)
    queued(f"{CANARY}@example.org", enterprise=cast.neighbour)
    queued()
    seen = OutgoingMessage.objects.visible_to(cast.viewer("administrator"), Permission.MANAGE_MAIL)
    assert [message.enterprise for message in seen] == [cast.enterprise]
    for other in ("kari", "per", "nils", "auditor"):
        assert not OutgoingMessage.objects.visible_to(cast.viewer(other), Permission.MANAGE_MAIL).exists()
