"""Two who hand in at once on PostgreSQL: neither meets a fault, all is added up, and a closed period stays closed."""

import threading
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from samsvar.registers.indicators.models import Measurement
from samsvar.registers.indicators.selectors.figures import figures_for
from samsvar.registers.indicators.services.closing import accept_period, submit_period
from samsvar.registers.indicators.services.deliveries import Faulty
from samsvar.registers.indicators.services.measurements import StaleMeasurement, enter_measurement
from tests.cast import NOW, Cast, lay_cast
from tests.registers.indicators.making import LATER, hand_in, lay_indicator, parts, period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Other(threading.Thread):
    """Somebody else, with a connection of their own. `met`: what stopped them."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.act, self.met = act, None
        self.start()

    def run(self) -> None:
        try:
            self.act()
        except Exception as met:
            self.met: Any = met
        finally:
            connection.close()

    def waits_or_is_done(self) -> None:
        """Returns when they wait for our transaction, or have got past it."""
        while self.is_alive():
            with connection.cursor() as cursor:
                cursor.execute(_WAITS)
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.01)


@pytest.fixture
def here() -> Cast:
    return lay_cast()


def test_leaders_of_two_units_hand_in_at_once_and_both_are_in_the_sum(here: Cast) -> None:
    indicator = lay_indicator(here)
    hand_in(here, indicator, {("vakt", "2025-01"): parts(1, 100), ("kjop", "2025-01"): parts(1, 100)})
    with transaction.atomic():
        hand_in(here, indicator, {("vakt", "2025-02"): parts(8, 100)})
        other = Other(lambda: hand_in(here, indicator, {("kjop", "2025-02"): parts(4, 100)}))
        other.waits_or_is_done()
    other.join(30)
    assert other.met is None
    (whole,) = figures_for(here.enterprise, period("2025-02"))
    assert whole.number == Decimal("6.0")


def test_two_who_hand_in_the_same_figure_at_once_the_second_is_told(here: Cast) -> None:
    indicator = lay_indicator(here)
    at: dict[str, Any] = {"indicator": indicator, "unit": here.units["vakt"], "period": period("2025-02"), "at": NOW}
    at |= {"today": LATER, "by": here.actor("kari"), "seen": ""}
    with transaction.atomic():
        enter_measurement(figures=parts(8, 100), **at)
        other = Other(lambda: enter_measurement(figures=parts(9, 100), **at))
        other.waits_or_is_done()
    other.join(30)
    assert isinstance(other.met, StaleMeasurement)
    assert Measurement.objects.count() == 1


def test_a_figure_does_not_slip_into_a_period_that_is_being_closed(here: Cast) -> None:
    indicator, by = lay_indicator(here), here.actor("kari")
    hand_in(here, indicator, {("vakt", "2025-01"): parts(1, 100)})
    sent = submit_period(unit=here.enterprise, period=period("2025T1"), by=by, at=NOW, today=LATER)
    with transaction.atomic():
        accept_period(submission=sent, by=by, at=NOW)
        other = Other(lambda: hand_in(here, indicator, {("vakt", "2025-02"): parts(8, 100)}))
        other.waits_or_is_done()
    other.join(30)
    assert isinstance(other.met, Faulty)
    assert other.met.problems[0].code == "period_closed"
    assert Measurement.objects.count() == 1


def test_who_closes_a_period_waits_for_the_figures_on_their_way_in(here: Cast) -> None:
    indicator, by = lay_indicator(here), here.actor("kari")
    hand_in(here, indicator, {("vakt", "2025-01"): parts(1, 100)})
    sent = submit_period(unit=here.enterprise, period=period("2025T1"), by=by, at=NOW, today=LATER)
    done: list[str] = []

    def close() -> None:
        accept_period(submission=sent, by=by, at=NOW)
        done.append("closed")

    with transaction.atomic():
        hand_in(here, indicator, {("vakt", "2025-02"): parts(8, 100)})
        other = Other(close)
        other.waits_or_is_done()
        done.append("handed in")
    other.join(30)
    assert other.met is None
    assert done == ["handed in", "closed"]
