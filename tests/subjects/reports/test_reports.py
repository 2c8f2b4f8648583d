"""A report's way up the tree: asked for, begun, handed in, sent back, accepted and opened again; what is owed."""

from datetime import date
from typing import Any

import pytest

from samsvar.core.documents.frozen import digest, freeze
from samsvar.core.documents.model import Document
from samsvar.core.rules.indicators.periods import parse_period
from samsvar.core.rules.reports import Standing
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.subjects.reports import services
from samsvar.subjects.reports.models import Report
from samsvar.subjects.reports.selectors import reports_due, versions_of
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
PERIOD = parse_period("2025T1")


def paper(words: str) -> dict[str, Any]:
    """A frozen report."""
    return freeze(Document(words, "Liksom sykehus HF", "nb", 2025, date(2025, 1, 1), date(2025, 4, 30), ()))


def asked_of_trusts(cast: Cast, **more: Any) -> Any:
    fields = {
        "name": "Tertialrapport til eieren", "pack": "tertial", "reader": "owner", "asked_kind": "hf", "due_days": 10,
        "source": "Rammeverk for samfunnsansvar, punkt 5", "from_year": 2025, **more,
    }  # fmt: skip
    return services.save_kind(unit=cast.units["region"], fields=fields, by=cast.actor("regional"), at=NOW)


def test_a_report_climbs_and_stays_as_it_was_handed_in(cast: Cast) -> None:
    kind, trust = asked_of_trusts(cast), cast.units["liksom"]
    berit: dict[str, Any] = {"person": cast.berit, "by": cast.actor("berit"), "at": NOW}
    regional: dict[str, Any] = {"person": cast.regional, "by": cast.actor("regional"), "at": NOW}
    with pytest.raises(NotAllowed, match="not_asked"):
        services.begin_report(kind=kind, unit=cast.units["liksomkl"], period=PERIOD, language="nb", **berit)
    report = services.begin_report(kind=kind, unit=trust, period=PERIOD, language="nb", **berit)
    said: dict[str, Any] = {"report": report, "section": "summary"}
    services.write_comment(**said, text="Vi er i rute", opened_serial=0, **berit)
    services.write_comment(**said, text="Vi er nesten i rute", opened_serial=1, **berit)
    with pytest.raises(StaleVersion):
        services.write_comment(**said, text="Noe annet", opened_serial=1, **regional)
    assert [each.text for each in versions_of(report)["summary"]] == ["Vi er nesten i rute", "Vi er i rute"]

    handing_in: dict[str, Any] = {"figures": [{"code": "co2e"}], "language": "nb", "today": TODAY}
    services.submit_report(report=report, frozen=paper("Første"), **handing_in, **berit)
    with pytest.raises(NotAllowed, match="same_person"):
        services.accept_report(report=report, **berit)
    with pytest.raises(NotAllowed, match="no_such_step"):
        services.write_comment(**said, text="For sent", opened_serial=2, **berit)
    services.return_report(report=report, reason="Tall for vold mangler", **regional)
    assert (report.state, report.frozen, report.figures) == ("returned", None, [])
    services.submit_report(report=report, frozen=paper("Andre"), **handing_in, **berit)
    services.accept_report(report=report, **regional)
    held = Report.objects.get(pk=report.pk)
    assert (held.state, held.frozen_sha256) == ("accepted", digest(paper("Andre")))
    services.reopen_report(report=report, reason="Feil i tallene for april", **regional)

    way = [(step.act, step.reason, step.sha256) for step in report.steps.order_by("pk")]
    assert [act for act, *_ in way] == ["begin", "submit", "return", "submit", "accept", "reopen"]
    assert way[1][2] == digest(paper("Første")) != way[4][2] == digest(paper("Andre"))
    assert (way[2][1], way[5][1]) == ("Tall for vold mangler", "Feil i tallene for april")
    kinds = Event.objects.filter(kind__startswith="report_").order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-3:] == ["report_submitted", "report_accepted", "report_reopened"]


@pytest.mark.requirement("R000-39")
def test_a_kind_of_report_names_its_source_document_reader_period_and_deadline(cast: Cast) -> None:
    kind = asked_of_trusts(cast, pack="annual", due_days=90)
    assert (kind.source, kind.reader, kind.period, kind.due_days) == (
        "Rammeverk for samfunnsansvar, punkt 5", "owner", "year", 90,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="kind_twice"):
        asked_of_trusts(cast)


def test_what_is_owed_is_told_per_unit_to_those_who_may_see_it(cast: Cast) -> None:
    kind = asked_of_trusts(cast)
    berit: dict[str, Any] = {"person": cast.berit, "by": cast.actor("berit"), "at": NOW}
    report = services.begin_report(kind=kind, unit=cast.units["liksom"], period=PERIOD, language="nb", **berit)
    services.submit_report(report=report, frozen=paper("Første"), figures=[], language="nb", today=TODAY, **berit)
    found = reports_due(cast.viewer("regional"), cast.units["region"], PERIOD, TODAY)
    stands = {each.unit_id: (each.standing, each.due_on) for each in found.rows}
    due = date(2025, 5, 10)
    assert stands == {
        cast.units["liksom"].pk: (Standing.SUBMITTED, due),
        cast.units["pafunn"].pk: (Standing.LATE, due),
    }
    own = reports_due(cast.viewer("berit"), cast.units["liksom"], PERIOD, TODAY)
    assert [each.unit_id for each in own.rows] == [cast.units["liksom"].pk]
    assert reports_due(cast.viewer("kari"), cast.units["region"], PERIOD, TODAY).rows == []
