from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.organisation.models import BodyMember
from samsvar.subjects.plans.models import Plan
from tests.cast import Cast
from tests.conftest import sign_in
from tests.pages.table_meetings import STAMPS, make_decided
from tests.queries import at_most


@pytest.mark.django_db
@pytest.mark.requirement("R000-66")
def test_a_body_has_members_meetings_cases_and_the_plans_it_anchored_and_a_plan_its_meeting(cast: Cast) -> None:
    decided = make_decided(cast.enterprise)
    body, meeting, case = decided["body"], decided["meeting"], decided["case"]
    BodyMember.objects.create(body=body, name="Bjørn Bisitter", valid_from=date(2024, 1, 1), **STAMPS)
    when = {"year": 2025, "from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31), "anchored_on": meeting.held_on}
    where = {"enterprise": cast.enterprise, "unit": cast.enterprise, "anchored_in": "Styret, sak 12/25"}
    plan = Plan.objects.create(title="HMS-plan", **where, **when, **STAMPS)
    client = sign_in(Client(), cast.kari)
    client.get(reverse("meetings:body", args=[body.key]))  # the first page notes in the session that it began
    with at_most(12):
        shown = client.get(reverse("meetings:body", args=[body.key])).content.decode()
    assert "HMS-plan" in shown
    assert "Bjørn Bisitter" in shown
    for address in (
        reverse("plans:plan", args=[plan.key]),
        reverse("meetings:meeting", args=[meeting.key]),
        reverse("meetings:case", args=[case.key]),
    ):
        assert address in shown, address
    address = reverse("plans:plan", args=[plan.key])
    with at_most(12):
        shown = client.get(address).content.decode()
    assert "Styret, sak 12/25" in shown
    assert reverse("meetings:meeting", args=[meeting.key]) in shown
    for said in ({"anchored_in": "Direktørmøtet"}, {"anchored_in": "Styret", "anchored_on": date(2025, 5, 7)}):
        Plan.objects.update(**said)
        assert reverse("meetings:meeting", args=[meeting.key]) not in client.get(address).content.decode()
