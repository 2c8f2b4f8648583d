"""An action that somebody must decide on again: it waits on its day, and is told of, until it is decided."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.front.home.deadlines import waiting
from samsvar.front.home.presenters import deadline_lines
from samsvar.front.home.weekly import tell_weekly
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.registers.actions.services.details import Part, add_part
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


def test_a_deadline_names_the_unit_whose_action_it_is_and_says_nothing_of_the_whole_enterprises(cast: Cast) -> None:
    """Units that copy one model plan have actions of one title: their leader above must see them apart."""
    given: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    for unit in ("eksempel", "nett", "kjop"):
        plan = plans.create_plan(unit=cast.units[unit], year=2025, fields={"title": "Plan"}, **given)
        fields = {"title": "Gå vernerunde", "due_on": date(2025, 5, 22), "due_reason": "Satt i planen"}
        made = planned.plan_action(plan=plan, fields=fields, **given).action
        part = Part("Be om møte", due_on=date(2025, 5, 23))
        add_part(action=made, part=part, **given)
    found = waiting(cast.viewer("kari"), cast.enterprise, TODAY)
    lines = deadline_lines(found.this_week + found.next_two_weeks, cast.viewer("kari"))
    assert sorted((line.words, line.reason) for line in lines) == [
        ("Be om møte", "Avdeling kjøp · Del av: Gå vernerunde"),
        ("Be om møte", "Avdeling nett · Del av: Gå vernerunde"),
        ("Be om møte", "Del av: Gå vernerunde"),
        ("Gå vernerunde", "Avdeling kjøp · Satt i planen"),
        ("Gå vernerunde", "Avdeling nett · Satt i planen"),
        ("Gå vernerunde", "Satt i planen"),
    ]
