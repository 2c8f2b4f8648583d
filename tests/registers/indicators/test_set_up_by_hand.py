"""Whatever ships of goals, indicators and targets can be set up in the pages, field by field and without code.

Sources: an HSE strategy (its goals, indicator table 2020–2026, footnotes and sub-goals) and the common climate and
environment goals of the specialist health service. What an enterprise has taken in is set up by hand in another.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.platform.ui.clock import STOPPED
from samsvar.registers.indicators.forms.definitions import begun_with
from samsvar.registers.indicators.forms.figures import written as figure_written
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorTarget
from samsvar.registers.indicators.services.definitions import adopt_shipped
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

SETS = ("foundation", "common-climate", "hse-strategy")
GOAL_SAYS = (
    *("name_nb", "name_nn", "name_en", "about_nb", "about_nn", "about_en", "dimension", "theme", "level"),
    *("base_year", "change_percent", "from_year", "to_year", "case", "source"),
)
INDICATOR_SAYS = (
    *("name_nb", "name_nn", "name_en", "definition_nb", "definition_nn", "definition_en", "unit_of_measure"),
    *(
        "decimals",
        "direction",
        "period",
        "roll_up",
        "over_time",
        "formula",
        "minimum_persons",
        "covers_below",
        "sites",
        "theme",
        "prioritised",
    ),
    *("monitored_only", "number", "base_year", "warning_band", "source"),
)
TARGET_SAYS = ("year", "kind", "number", "base_year", "warning_band", "words", "reason", "source", "inherited")


def written(value: Any) -> Any:
    """A value as a person would write it in a form's field."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, Decimal):
        return figure_written(value)
    return value if isinstance(value, list | tuple) else "" if value is None else str(value)


def sent(client: Client, address: str, fields: dict[str, Any]) -> None:
    answer = client.post(address, {name: told for name, value in fields.items() if (told := written(value)) != ""})
    assert answer.status_code == 302, (address, fields, answer.context["form"].errors if answer.context else answer)


def says(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


@pytest.mark.requirement("R003-11")
@pytest.mark.requirement("R003-12")
@pytest.mark.requirement("R003-13")
@pytest.mark.requirement("R003-15")
@pytest.mark.requirement("R003-17")
@pytest.mark.requirement("R003-19")
@pytest.mark.requirement("R003-20")
@pytest.mark.requirement("R003-50")
@pytest.mark.requirement("R003-55")
def test_all_that_ships_can_be_set_up_in_the_pages(
    cast: Cast, client: Client, signed_in: Callable[[Client, Any], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt_shipped(unit=cast.units["liksom"], sets=SETS, by=cast.actor("berit"), at=NOW)
    kari = signed_in(client, cast.kari)
    goals = _goals_by_hand(kari, Goal.objects.filter(unit=cast.units["liksom"]).order_by("pk"))
    shipped = list(Indicator.objects.filter(unit=cast.units["liksom"]).order_by("pk"))
    assert (len(goals), len(shipped)) == (24, 23)
    for each in shipped:
        made = _indicator_by_hand(kari, each, goals)
        assert says(made, INDICATOR_SAYS) == says(each, INDICATOR_SAYS)
        assert made.goal == goals[each.goal.code]
        assert _further(made) == _further(each)
        targets = list(IndicatorTarget.objects.filter(indicator=each).order_by("set_at", "pk"))
        for seconds, target in enumerate(targets):
            monkeypatch.setenv(STOPPED, (NOW + timedelta(seconds=seconds)).isoformat())
            fields = {**says(target, TARGET_SAYS), "source": target.source or "Strategien"}
            sent(kari, reverse("indicators:target_new", args=[made.key]), fields)
        by_hand = IndicatorTarget.objects.filter(indicator=made).order_by("pk")
        assert [says(row, TARGET_SAYS) for row in by_hand] == [says(row, TARGET_SAYS) for row in targets]


def _goals_by_hand(client: Client, shipped: Iterable[Goal]) -> dict[str, Goal]:
    made: dict[str, Goal] = {}
    for each in shipped:
        above = {name: getattr(each, name) for name in ("parent", "takes_over")}
        ties = {name: made[goal.code].key for name, goal in above.items() if goal is not None}
        sent(client, reverse("indicators:goal_new"), {**says(each, GOAL_SAYS), **ties})
        made[each.code] = found = Goal.objects.exclude(unit=each.unit).get(name_nb=each.name_nb)
        assert says(found, GOAL_SAYS) == says(each, GOAL_SAYS)
        tied = {name: goal.code for name, goal in above.items() if goal is not None}
        assert {name: getattr(found, name) for name in tied} == {name: made[code] for name, code in tied.items()}
    return made


def _indicator_by_hand(client: Client, shipped: Indicator, goals: dict[str, Goal]) -> Indicator:
    parts = begun_with(shipped)
    fields = {
        **says(shipped, INDICATOR_SAYS),
        **parts,
        "goal": goals[shipped.goal.code].key if shipped.goal else "",
        "also": [goals[tie.goal.code].key for tie in shipped.other_goals.all()],
    }
    sent(client, reverse("indicators:indicator_new"), fields)
    return Indicator.objects.exclude(unit=shipped.unit).get(name_nb=shipped.name_nb)


def _further(indicator: Indicator) -> list[str]:
    return sorted(tie.goal.name_nb for tie in indicator.other_goals.all())
