"""Figures about few persons stay hidden when the limit changes, and by what was corrected and why."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.registers.indicators.models import Figure, Indicator
from samsvar.registers.indicators.selectors.entry import recent_corrections
from samsvar.registers.indicators.services.definitions import edit_indicator
from tests.cast import NOW, Cast
from tests.conftest import sign_in
from tests.registers.indicators.making import hand_in, lay_indicator, parts

pytestmark = pytest.mark.django_db


def hidden(cast: Cast, indicator: Indicator) -> set[str]:
    """The units whose figure of January is hidden."""
    by_id = {unit.pk: name for name, unit in cast.units.items()}
    rows = Figure.objects.filter(indicator=indicator, year=2025, period_kind="month", number=1, hidden=True)
    return {by_id[pk] for pk in rows.values_list("unit_id", flat=True)}


def test_a_limit_set_after_figures_were_handed_in_hides_them_and_one_taken_away_shows_them(cast: Cast) -> None:
    indicator = lay_indicator(cast, minimum_persons=None)
    one = {("vakt", "2025-01"): parts(1, 40, 3), ("kjop", "2025-01"): parts(9, 90, 9)}
    hand_in(cast, indicator, {**one, ("divisjon10", "2025-01"): parts(9, 90, 9)})
    assert hidden(cast, indicator) == set()
    by: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW}
    edit_indicator(indicator=indicator, fields={"minimum_persons": 5}, **by)
    assert {"vakt", "nett", "kjop"} <= hidden(cast, indicator)
    hand_in(cast, indicator, {("divisjon10", "2025-01"): parts(8, 90, 9)}, reason="Talt på nytt")
    assert {"vakt", "nett", "kjop"} <= hidden(cast, indicator), "and they stay so"
    edit_indicator(indicator=indicator, fields={"minimum_persons": None}, **by)
    assert hidden(cast, indicator) == set()


def test_two_figures_about_nearly_the_same_people_are_not_told_beside_each_other(cast: Cast, client: Client) -> None:
    """8 of 80 about ten and 9 of 84 about eleven: one person was absent one day of four."""
    indicator = lay_indicator(cast, minimum_persons=5)
    hand_in(cast, indicator, {("vakt", "2025-01"): parts(8, 80, 10)})
    hand_in(cast, indicator, {("vakt", "2025-01"): parts(9, 84, 11)}, reason="Én manglet: 1 av 4 dager")
    assert recent_corrections(indicator, cast.units["vakt"]) == []
    address = reverse("indicators:measured", args=[indicator.key, "2025-01"]) + f"?unit={cast.units['vakt'].key}"
    reader = sign_in(client, cast.auditor).get(address).content.decode()
    assert "9 av 84" in reader
    assert "8 av 80" not in reader
    assert "8 av 80" in sign_in(Client(), cast.kari).get(address).content.decode(), "who hands in sees what was there"

    hand_in(cast, indicator, {("vakt", "2025-01"): parts(7, 84, 11)}, reason="Ført to ganger")
    told = recent_corrections(indicator, cast.units["vakt"])
    assert [row.delivery.reason for row in told] == ["Ført to ganger"], "about the same people nobody is found"


def test_why_a_hidden_figure_was_corrected_is_told_only_where_it_is(cast: Cast, client: Client) -> None:
    indicator = lay_indicator(cast, minimum_persons=5)
    hand_in(cast, indicator, {("vakt", "2025-01"): parts(1, 40, 3)})
    hand_in(cast, indicator, {("vakt", "2025-01"): parts(2, 40, 3)}, reason="To av tre, ikke én")
    query = f"?unit={cast.units['vakt'].key}"
    page = reverse("indicators:measured", args=[indicator.key, "2025-01"]) + query
    told = f"/api/v1/measurements{query}&period=2025-01"
    reader = sign_in(client, cast.auditor)
    for address in (page, told):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert "To av tre" not in answer.content.decode()
    assert "To av tre" in sign_in(Client(), cast.kari).get(page).content.decode()
