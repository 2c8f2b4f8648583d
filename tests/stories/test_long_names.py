"""Names as long as they may be, of words as long as Norwegian makes them: nothing leaves the page or the paper."""

from typing import Any

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.governance.models import GoverningDocument
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.strategy.models import Strategy
from tests.stories.visiting import PAPER, Screen, Visitor, sideways

pytestmark = pytest.mark.browser
WORD = "arbeidsmiljøkartleggingsoppfølgingsansvarlegheitserklæringane"
LONG = f"Klimagassutsleppa frå anestesigassforbruket og {WORD} i heile spesialisthelsetenesta og rehabiliteringa: "
NAMED: dict[Any, tuple[str, ...]] = {
    OrgUnit: ("name_nb", "name_nn"),
    Goal: ("name_nb", "name_nn", "name_en"),
    Indicator: ("name_nb", "name_nn", "name_en"),
    GoverningDocument: ("name_nb",),
    Action: ("title",),
    Plan: ("title",),
    Strategy: ("name",),
}


@pytest.fixture(scope="module")
def opened(visitor: Visitor) -> list[str]:
    """The pages, after every name is made long."""
    for model, names in NAMED.items():
        for name in names:
            model.objects.exclude(**{name: ""}).update(**{name: Substr(Concat(Value(LONG), F(name)), 1, 190)})
    hospital = OrgUnit.objects.get(number="HF-2")
    plan = Plan.objects.filter(unit=hospital)[0]
    indicator, goal = Indicator.objects.filter(unit=hospital)[0], Goal.objects.filter(unit=hospital)[0]
    strategy = Strategy.objects.filter(enterprise=hospital)[0]
    return [
        "/dokumenter/",
        f"/dokumenter/{GoverningDocument.objects.all()[0].key}",
        "/mal/",
        "/mal/kart/",
        f"/mal/maal/{goal.key}/",
        f"/mal/indikator/{indicator.key}/enheter/",
        "/planer/",
        f"/planer/{plan.key}",
        f"/planer/{plan.key}/tavle",
        f"/planer/{plan.key}/tidslinje",
        f"/planer/{plan.key}/endre",
        f"/strategi/{strategy.key}/",
        f"/moter/mote/{Meeting.objects.filter(body__enterprise=hospital)[0].key}",
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_no_name_is_too_long_for_the_screen(visitor: Visitor, opened: list[str], width: int) -> None:
    wide = {address: sideways(visitor.open("solveig", address, Screen(width=width))) for address in opened}
    assert {address: by for address, by in wide.items() if by > 0} == {}


def test_no_name_is_too_long_for_the_paper(visitor: Visitor, opened: list[str]) -> None:
    page = visitor.open("solveig", opened[0])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 900})
    wide = {}
    for address in opened:
        page.goto(visitor.base + address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {address: by for address, by in wide.items() if by > 0} == {}
