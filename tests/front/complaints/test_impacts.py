"""A complaint is tied to an adverse impact, or becomes one, without who complained."""

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services.cases import name_handlers
from samsvar.subjects.complaints.services.receiving import Told, receive_complaint
from samsvar.subjects.due_diligence.models import AdverseImpact
from tests.cast import NOW
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(cast):
    told = Told("wages", "Anna sier at vi ikke får lønn", name="Anna Liksom", email="anna@example.org")
    by = {"by": cast.actor("kari"), "at": NOW}
    return receive_complaint(enterprise=cast.enterprise, told=told, channel="form", received_at=NOW, code="x", **by)


def test_a_complaint_becomes_an_alleged_impact_that_tells_nothing_of_who_complained(complaint, cast):
    client, address = sign_in(Client(), cast.kari), reverse("complaint_impacts:impact", args=[complaint.key])
    sent = client.post(address, {"title": "Lønn holdes tilbake på byggeplass", "actuality": "actual"})
    impact = AdverseImpact.objects.get()
    assert sent["Location"] == reverse("due_diligence:impact", args=[impact.key])
    assert (impact.verification, impact.risk_kinds, impact.source) == ("alleged", ";wages;", "En klage")
    page = client.get(sent["Location"]).content.decode()
    assert not any(words in page for words in ("Anna", complaint.key, "vi ikke får lønn"))
    assert Complaint.objects.get().impact_key == impact.key
    both = client.post(address, {"title": "En til", "impact": impact.key, "actuality": "actual"})
    assert both.status_code == 422
    client.post(address, {"impact": "", "title": ""})
    assert Complaint.objects.get().impact_key == ""


def test_somebody_named_on_a_complaint_ties_only_what_they_may_see(complaint, cast):
    name_handlers(complaint=complaint, people=[cast.hr], by=cast.actor("kari"), at=NOW)
    assert RoleAssignment.objects.get(person=cast.hr).role == Role.HR_ADVISER
    client, address = sign_in(Client(), cast.hr), reverse("complaint_impacts:impact", args=[complaint.key])
    assert 'name="title"' not in client.get(address).content.decode()
    assert client.post(address, {"title": "Lønn", "impact": ""}).status_code == 302
    assert not AdverseImpact.objects.exists()
