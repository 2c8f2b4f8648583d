from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.subjects.plans.models import Plan
from tests.cast import NOW, Cast
from tests.conftest import sign_in
from tests.pages.table_meetings import make_decided
from tests.queries import at_most


@pytest.mark.django_db
def test_a_bodys_page_shows_the_plans_it_anchored(cast: Cast) -> None:
    body = make_decided(cast.enterprise)["body"]
    when = {"year": 2025, "from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31), "anchored_on": date(2025, 3, 20)}
    where = {"enterprise": cast.enterprise, "unit": cast.enterprise, "anchored_in": "Styret, 20. mars"}
    plan = Plan.objects.create(title="HMS-plan", **where, **when, created_at=NOW, updated_at=NOW)
    client = sign_in(Client(), cast.kari)
    client.get(reverse("meetings:body", args=[body.key]))  # the first page notes in the session that it began
    with at_most(12):
        shown = client.get(reverse("meetings:body", args=[body.key])).content.decode()
    assert "HMS-plan" in shown
    assert reverse("plans:plan", args=[plan.key]) in shown
