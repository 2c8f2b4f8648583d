"""The reports that a unit owes stand among the deadlines of whoever hands them in, until they are handed in."""

from typing import Any

from django.test import Client

from samsvar.core.rules.indicators.periods import parse_period
from samsvar.subjects.reports import services
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.queries import at_most
from tests.subjects.reports.test_reports import asked_of_trusts, paper


def start(cast: Cast, name: str) -> str:
    return sign_in(Client(), cast.people[name]).get("/").content.decode()


def test_a_report_stands_on_the_start_page_until_it_is_handed_in_and_again_when_returned(cast: Cast) -> None:
    kind = asked_of_trusts(cast, due_days=20)
    words = "Lever rapporten: Tertialrapport til eieren"
    page = start(cast, "berit")
    assert words in page
    assert f"unit={cast.units['liksom'].key}&amp;p=2025T1" in page
    assert words not in start(cast, "kari"), "asked of health trusts alone"
    berit: dict[str, Any] = {"person": cast.berit, "by": cast.actor("berit"), "at": NOW}
    regional: dict[str, Any] = {"person": cast.regional, "by": cast.actor("regional"), "at": NOW}
    period = parse_period("2025T1")
    report = services.begin_report(kind=kind, unit=cast.units["liksom"], period=period, language="nb", **berit)
    assert f"/rapporter/{report.key}/" in start(cast, "berit")
    handing_in: dict[str, Any] = {"frozen": paper("Alt"), "figures": [], "language": "nb", "today": TODAY}
    services.submit_report(report=report, **handing_in, **berit)
    assert words not in start(cast, "berit")
    services.return_report(report=report, reason="Tall mangler", **regional)
    assert "Den ble sendt tilbake" in start(cast, "berit")


def test_what_is_asked_above_is_seen_at_once_and_costs_nothing_while_nothing_changes(cast: Cast) -> None:
    client = sign_in(Client(), cast.berit)
    assert "Lever rapporten" not in client.get("/").content.decode()
    asked_of_trusts(cast, due_days=20)
    assert "Lever rapporten" in client.get("/").content.decode()
    with at_most(12):
        client.get("/")
