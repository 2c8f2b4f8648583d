"""A case that nothing has been heard of for long is marked on its page and reminded of."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.subjects.due_diligence.services.impacts.cases import add_status_entry
from samsvar.subjects.due_diligence.services.impacts.reminding import remind_of_silent_cases
from tests.cast import CANARY, NOW, TODAY
from tests.conftest import sign_in
from tests.subjects.due_diligence.chain import make_impact

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R001-71")
def test_each_silent_case_is_reminded_of_once_and_again_after_thirty_days(cast):
    by = cast.actor("kari")
    known = TODAY - timedelta(days=100)
    mine = make_impact(cast.enterprise, "N-1", known_on=known, responsible=cast.ola)
    make_impact(cast.enterprise, "N-2", known_on=known, verification="disproved")
    make_impact(cast.enterprise, "N-3", known_on=TODAY)
    nobodys = make_impact(cast.neighbour, "N-1", known_on=known, title=CANARY)
    assert remind_of_silent_cases(by=by, at=NOW) == 2
    assert remind_of_silent_cases(by=by, at=NOW + timedelta(days=1)) == 0
    sent = {message.target: message for message in OutgoingMessage.objects.all()}
    assert sent[mine.key].recipient_address == "ola@example.org"
    assert sent[nobodys.key].recipient_address == "nils@example.org"
    composer = KINDS["case_silent"].compose
    mail = composer(sent[mine.key], NOW)
    assert "N-1" in mail.subject
    assert mine.key in mail.text
    assert mine.title not in mail.text
    assert remind_of_silent_cases(by=by, at=NOW + timedelta(days=20)) == 2
    news = {"noted_on": TODAY, "channel": "Møte", "text": "I rute"}
    add_status_entry(impact=mine, by=by, at=NOW, today=TODAY, **news)
    with pytest.raises(NotWanted):
        composer(sent[mine.key], NOW)


def test_the_page_of_a_silent_case_says_since_when(cast):
    kari = sign_in(Client(), cast.kari)
    silent = make_impact(cast.enterprise, "N-1", known_on=TODAY - timedelta(days=100))
    heard = make_impact(cast.enterprise, "N-2", known_on=TODAY)
    pages = [kari.get(reverse("due_diligence:impact", args=[each.key])).content.decode() for each in (silent, heard)]
    assert ["Det er ikke notert noe siden 9. februar 2025." in page for page in pages] == [True, False]
