"""The start page of somebody whose role is on a unit: what is theirs, not what the whole enterprise owes."""

from datetime import date

import pytest
from django.test import Client

from samsvar.core.rules.wheel.timing import on_day
from samsvar.registers.actions.models import Action
from samsvar.registers.wheel.models import Occurrence, timing_of
from samsvar.registers.wheel.services.activities import add_activity
from samsvar.subjects.plans.services.plans import create_plan
from tests.cast import NOW, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts
from tests.subjects.due_diligence.chain import STAMPS

pytestmark = pytest.mark.django_db


def page(cast: Cast, name: str, address: str = "/") -> str:
    return sign_in(Client(), cast.people[name]).get(address).content.decode()


def lay_wheel(cast: Cast) -> None:
    fields = {"name_nb": "Årsmøte", "phase": "check", "role": "managing_director", "timing": timing_of(on_day(5, 13))}
    add_activity(enterprise=cast.enterprise, fields=fields, by=cast.actor("kari"), at=NOW)
    Action.objects.create(
        enterprise=cast.enterprise, unit=cast.units["nett"], title="Vår egen sak", due_on=date(2025, 5, 12), **STAMPS
    )


def test_a_leader_is_told_of_what_is_late_at_the_unit_and_not_of_what_others_owe(cast: Cast) -> None:
    lay_wheel(cast)
    mine, whole = page(cast, "leader"), page(cast, "kari")
    assert "Vår egen sak" in mine
    assert "Årsmøte" not in mine
    assert "Årsmøte" not in page(cast, "leader", "/frister/")
    assert "Én sak er over fristen" in mine
    assert "redegjørelsen" not in mine.partition("<h1")[2].partition("</h1>")[0]
    assert "Årsmøte" in whole
    Occurrence.objects.update(responsible=cast.people["leader"])
    assert "Årsmøte" in page(cast, "leader"), "until it is for the leader to do"


def test_a_leader_sees_how_the_unit_stands_and_its_plan(cast: Cast) -> None:
    absence = lay_indicator(cast)
    lay_indicator(cast, code="other", name_nb="Uten tall")
    assert "Enheten har ingen tall ennå" in page(cast, "leader")
    hand_in(cast, absence, {("nett", "2025-04"): parts(72, 1000), ("nett", "2025-03"): parts(60, 1000)})
    empty = page(cast, "leader")
    assert "Enheten har ingen handlingsplan for året" in empty
    fields = {"title": "Handlingsplan for nettet", "from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31)}
    create_plan(unit=cast.units["nett"], year=2025, fields=fields, goals=(), by=cast.actor("kari"), at=NOW)
    client = sign_in(Client(), cast.people["leader"])
    client.get("/")
    with at_most(12):
        found = client.get("/").content.decode()
    assert "Sykefravær" in found
    assert "Uten tall" not in found
    assert "Handlingsplan for nettet" in found
    assert "Avtaler vi vurderer" not in found
    assert "Se redegjørelsene" not in found
    assert "Se alle mål og indikatorer" not in page(cast, "kari"), "who has the whole has the whole's figures"
