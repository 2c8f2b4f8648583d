"""An action that somebody must decide on again: it waits on its day, and is told of, until it is decided."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.front.home.deadlines import waiting
from samsvar.front.home.weekly import tell_weekly
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.registers.indicators.models import Figure
from samsvar.subjects.plans.services import planned, plans
from samsvar.subjects.plans.services.planned import Ties
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.registers.indicators.making import hand_in, lay_indicator, parts

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R003-68")
def test_the_share_of_full_time_staff_is_followed_and_the_project_for_it_is_decided_on_again(cast: Cast) -> None:
    names = {"code": "full-time", "name_nb": "Andel på heltid", "direction": "higher", "period": "year"}
    formula = {"kind": "ratio", "numerator": "full_time_staff", "denominator": "staff"}
    indicator = lay_indicator(cast, **names, formula=formula)
    hand_in(cast, indicator, {("nett", "2024"): parts(30, 60), ("kjop", "2024"): parts(30, 40)})
    share = Figure.objects.get(indicator=indicator, unit=cast.enterprise, year=2024, period_kind="year")
    assert (share.numerator, share.denominator) == (60_000_000, 100_000_000)

    given: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    plan = plans.create_plan(unit=cast.enterprise, year=2025, fields={"title": "HMS-plan"}, **given)
    fields = {"title": "Heltidsprosjektet", "responsible": cast.ola, "reconsider_on": date(2025, 5, 22)}
    made = planned.plan_action(
        plan=plan, fields={**fields, "due_on": date(2027, 1, 1)}, ties=Ties(indicators=[indicator]), **given
    ).action
    found = waiting(cast.viewer("ola"), cast.enterprise, TODAY)
    assert [(row.kind, row.key, row.on) for row in found.this_week] == [("reconsider", made.key, date(2025, 5, 22))]
    client = sign_in(Client(), cast.ola)
    assert "Heltidsprosjektet" in client.get("/frister/").content.decode()
    page = client.get(reverse("plans:action", args=[made.key])).content.decode()
    assert "Andel på heltid" in page
    assert [tell_weekly(enterprise=cast.enterprise, **given) for _again in range(2)] == [1, 0]
    assert OutgoingMessage.objects.get(kind="weekly_digest").recipient_address == cast.ola.email
    planned.edit_planned(
        planned=made.planned_in.get(), fields={"reconsider_on": date(2025, 12, 1)}, ties=Ties(indicators=[indicator]),
        **given,
    )  # fmt: skip
    assert not waiting(cast.viewer("ola"), cast.enterprise, TODAY).this_week
