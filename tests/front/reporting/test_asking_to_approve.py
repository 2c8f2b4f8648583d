"""Those who are to approve are told: by letter, on the start page, and before anybody tries to publish too early."""

import pytest
from django.urls import reverse
from django.utils import translation

from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.subjects.statements import services
from samsvar.subjects.statements.mailing import ASKED
from tests.cast import NOW
from tests.front.reporting.year import Year, approved_by_all, begun, submitted


def letters() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind=ASKED).order_by("pk"))


def said(message: OutgoingMessage) -> str:
    with translation.override(message.language):
        mail = KINDS[ASKED].compose(message, NOW)
    return f"{mail.subject}\n{mail.text}"


@pytest.mark.requirement("R001-95")
def test_each_of_those_asked_gets_a_letter_that_leads_to_the_page_and_tells_nothing(year: Year):
    statement = submitted(year, begun(year))
    sent = letters()
    people = [line.person for line in statement.approvals.order_by("pk")]
    assert [one.recipient_address for one in sent] == [person.email for person in people]
    text = said(sent[0])
    assert "Redegjørelsen for 2024 venter på godkjenning fra deg" in text
    assert reverse("statements:approve", args=[statement.key]) in text
    assert year.overtime.title not in text


def test_the_letter_is_given_up_when_it_is_approved_or_returned_and_comes_anew_with_the_next_round(year: Year):
    statement = submitted(year, begun(year))
    services.approve_statement(
        statement=statement, person=year.cast.people["chair"], sha256=statement.frozen_sha256, reservation="",
        by=year.cast.actor("chair"), at=NOW,
    )  # fmt: skip
    mine = next(one for one in letters() if one.recipient_address == year.cast.people["chair"].email)
    with pytest.raises(NotWanted):
        said(mine)
    statement.refresh_from_db()
    services.return_statement(
        statement=statement, reason="Ett tall til", opened_version=statement.version,
        by=year.cast.actor("director"), at=NOW,
    )  # fmt: skip
    for one in letters():
        with pytest.raises(NotWanted):
            said(one)
    first = len(letters())
    statement.refresh_from_db()
    submitted(year, statement)
    assert len(letters()) == 2 * first
    assert said(letters()[-1])


def test_the_start_page_leads_those_asked_to_it_until_they_have_approved(year: Year, cast, client, signed_in):
    statement = submitted(year, begun(year))
    approve = reverse("statements:approve", args=[statement.key])
    signed_in(client, cast.kari)
    assert approve not in client.get("/").content.decode()
    signed_in(client, cast.director)
    assert approve in client.get("/").content.decode()
    approved_by_all(year, statement)
    assert approve not in client.get("/").content.decode()


def test_publishing_is_offered_when_all_have_approved(year: Year, cast, client, signed_in):
    statement = submitted(year, begun(year))
    publish = reverse("statements:publish", args=[statement.key])
    signed_in(client, cast.director)
    early = client.get(publish).content.decode()
    assert "Alle under her må ha godkjent den først." in early
    assert 'name="version"' not in early
    approved_by_all(year, statement)
    assert 'name="version"' in client.get(publish).content.decode()
