"""A figure that comes to be hidden after a report was accepted is hidden in the report too, in every form."""

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as WordDocument
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from samsvar.core.documents.frozen import freeze
from samsvar.core.documents.model import Document, Table
from samsvar.core.documents.walk import figures_of_document, plain_lines
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.front.reporting.tertial import handing_in
from samsvar.front.reporting.tertial.kept import figures_now
from samsvar.registers.indicators.models import Figure, Indicator
from samsvar.registers.indicators.services.definitions import edit_indicator
from samsvar.subjects.reports import services
from samsvar.subjects.reports.models import Report, ReportKind
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.front.reporting.test_packs import ask_of_trusts, page
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts

pytestmark = pytest.mark.django_db
T1 = Period(PeriodKind.TERTIAL, 2025, 1)


def frozen(report: Report) -> Document:
    """The report as it was handed in, with what is hidden now masked."""
    found = handing_in.frozen_document(report)
    assert found is not None
    return found


def lay(cast: Cast, **more: Any) -> Indicator:
    fields = {"expected_kind": "hf", "period": "tertial", "prioritised": True, **more}
    return lay_indicator(cast, "region", **fields)


def accepted(cast: Cast, kind: ReportKind, unit: str, name: str, period: Period = T1) -> Report:
    """The unit's report, handed in and accepted as it is now."""
    who: dict[str, Any] = {"person": cast.people[name], "by": cast.actor(name), "at": NOW}
    found = services.begin_report(kind=kind, unit=cast.units[unit], period=period, language="nb", **who)
    asked = handing_in.asked_for(found, cast.viewer(name), TODAY, "nb")
    services.submit_report(
        report=found, frozen=freeze(handing_in.whole_document(found, asked, "submitted")),
        figures=handing_in.figures_of_report(found, asked), language="nb", today=TODAY, **who,
    )  # fmt: skip
    Report.objects.filter(pk=found.pk).update(submitted_by=None)
    regional: dict[str, Any] = {"person": cast.regional, "by": cast.actor("regional"), "at": NOW}
    services.accept_report(report=Report.objects.get(pk=found.pk), **regional)
    return Report.objects.select_related("unit", "kind__unit").get(pk=found.pk)


def told(report: Report) -> str:
    document = handing_in.frozen_document(report)
    assert document
    return "\n".join(plain_lines(document)).replace("\xa0", " ")


def set_limit(cast: Cast, indicator: Indicator, limit: int | None) -> None:
    found = Indicator.objects.get(pk=indicator.pk)
    edit_indicator(indicator=found, fields={"minimum_persons": limit}, by=cast.actor("regional"), at=NOW)


def test_a_limit_set_afterwards_hides_the_figure_in_every_form_and_says_so(cast: Cast) -> None:
    absence = lay(cast)
    hand_in(cast, absence, {("liksom", "2024T1"): parts(20, 1000, 3), ("liksom", "2025T1"): parts(80, 1000, 4)})
    kind = ask_of_trusts(cast, "Tertialrapport", "tertial")
    report = accepted(cast, kind, "liksom", "berit")
    before = told(report)
    assert "8,0 %" in before
    assert "+6,0" in before
    assert "skjult etter" not in before

    set_limit(cast, absence, 5)
    kept = Report.objects.get(pk=report.pk)
    assert kept.frozen == report.frozen, "what was handed in stays"
    after = told(report)
    for gone in ("8,0", "6,0", "2,0 %"):
        assert gone not in after, gone
    assert "1 tall er skjult etter at rapporten ble levert: det gjelder færre enn 5 personer" in after

    client = sign_in(Client(), cast.berit)
    page(client, "shown", report.key)
    for name in ("shown", "report"):
        with at_most(12):
            shown = page(client, name, report.key, **({} if name == "shown" else {"section": "indicators"}))
        assert "1 tall er skjult" in shown
        assert "8,0 %" not in shown
    files = {form: client.get(reverse("reports:file", args=[report.key, form])).content
             for form in ("pdf", "docx", "xlsx", "json", "html")}  # fmt: skip
    words = {
        "pdf": "".join(each.extract_text() for each in PdfReader(io.BytesIO(files["pdf"])).pages),
        "docx": "\n".join(
            each.text for each in WordDocument(io.BytesIO(files["docx"])).element.body.iter() if each.text
        ),
        "xlsx": _cells(files["xlsx"]),
        "json": json.dumps(json.loads(files["json"]), ensure_ascii=False),
        "html": files["html"].decode(),
    }
    for form, text in words.items():
        plain = " ".join(text.replace("\xa0", " ").replace("\u00ad", "").split())
        assert "1 tall er skjult" in plain, form
        assert "8,0" not in plain, form
        assert '"8.0"' not in plain, form
        assert "8.0" not in plain.replace("samsvar 0.1.0", ""), form

    set_limit(cast, absence, None)
    assert told(report) == before, "shown again when nothing hides it"


def _cells(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(str(cell) for row in rows for cell in row)


def test_a_total_from_before_a_small_figure_came_in_is_not_told_beside_the_one_of_now(cast: Cast) -> None:
    """Whoever holds both could subtract: the difference is what came in since, about three people."""
    violence = lay(cast, roll_up="sum", formula={"kind": "given"}, unit_of_measure="count", decimals=0,
                   minimum_persons=5)  # fmt: skip
    hand_in(cast, violence, {("liksom", "2025T1"): Figures(value=Decimal(100), persons=90)})
    own = accepted(cast, ask_of_trusts(cast, "Tertialrapport", "tertial"), "liksom", "berit")
    ours = ask_of_trusts(cast, "Regionens rapport", "tertial", asked_kind="")
    report = accepted(cast, ours, "region", "regional")
    assert "100" in told(report)
    assert "100" in told(own)

    hand_in(cast, violence, {("pafunn", "2025T1"): Figures(value=Decimal(7), persons=3)})
    live = {each.unit.key: each for each in Figure.objects.select_related("unit").filter(indicator=violence)}
    assert [live[cast.units[name].key].hidden for name in ("region", "liksom", "pafunn")] == [False, True, True]
    after = told(report)
    assert "100" not in after
    assert "1 tall er skjult etter at rapporten ble levert: et annet vises nå" in after
    assert "100" not in told(own), "hidden now, to protect the other"
    figures = figures_now([report])[report.pk]
    assert (figures[0]["value"], figures[0]["masked"]) == (None, True)


def test_what_is_corrected_where_nothing_is_hidden_stays_as_it_was_handed_in(cast: Cast) -> None:
    absence = lay(cast, minimum_persons=5)
    hand_in(cast, absence, {("liksom", "2025T1"): parts(80, 1000, 90), ("pafunn", "2025T1"): parts(30, 1000, 90)})
    report = accepted(cast, ask_of_trusts(cast, "Tertialrapport", "tertial"), "liksom", "berit")
    hand_in(cast, absence, {("liksom", "2025T1"): parts(90, 1000, 90)}, reason="Feil i april")
    assert "8,0 %" in told(report)
    assert "skjult etter" not in told(report)


def test_what_stands_as_it_did_is_told_however_much_is_hidden_beneath_it(cast: Cast) -> None:
    absence = lay(cast, minimum_persons=5)
    hand_in(cast, absence, {("liksom", "2025T1"): parts(80, 1000, 90), ("pafunn", "2025T1"): parts(30, 1000, 3)})
    ours = ask_of_trusts(cast, "Regionens rapport", "tertial", asked_kind="")
    report = accepted(cast, ours, "region", "regional")
    assert Figure.objects.filter(hidden=True).exists()
    assert "5,5 %" in told(report), "begun since the period before, and against no figure of last year"
    assert "skjult etter" not in told(report)


def test_the_summary_counts_what_is_hidden_as_without_a_figure(cast: Cast) -> None:
    absence = lay(cast)
    hand_in(cast, absence, {("liksom", "2025T1"): parts(80, 1000, 4)})
    report = accepted(cast, ask_of_trusts(cast, "Tertialrapport", "tertial"), "liksom", "berit")

    def counts() -> dict[str, Any]:
        document = handing_in.frozen_document(report)
        assert document
        return {each.id.split("-")[1]: each.value for each in figures_of_document(document)
                if each.id.startswith("indicators-")}  # fmt: skip

    assert (counts()["no_target"], counts()["unknown"]) == (1, 0)
    set_limit(cast, absence, 5)
    assert (counts()["no_target"], counts()["unknown"]) == (0, 1)


def test_a_joint_report_hides_the_part_and_what_the_parts_come_to(cast: Cast) -> None:
    absence = lay(cast)
    hand_in(cast, absence, {
        (unit, f"2024T{number}"): parts(10 * number, 1000, persons)
        for number in (1, 2, 3) for unit, persons in (("liksom", 4), ("pafunn", 90))
    })  # fmt: skip
    annual = ask_of_trusts(cast, "Årlig melding", "annual")
    year = Period(PeriodKind.YEAR, 2024)
    accepted(cast, annual, "liksom", "berit", year)
    accepted(cast, annual, "pafunn", "regional", year)
    joint = accepted(cast, ask_of_trusts(cast, "Felles rapport", "joint", asked_kind=""), "region", "regional", year)
    ids = {each.id: each for each in figures_of_document(frozen(joint))}
    parts_of = [each for each in ids if each.startswith("joint-absence-")]
    assert len(parts_of) == 2
    assert "joint-absence" in ids

    set_limit(cast, absence, 5)
    after = {each.id: each for each in figures_of_document(frozen(joint))}
    own = f"joint-absence-{cast.units['liksom'].pk}"
    assert (after[own].text, after[own].value) == ("*", None)
    assert "joint-absence" not in after, "the sum less the other part would tell it"
    drawn = handing_in.drawn_section(
        joint, handing_in.asked_for(joint, cast.viewer("regional"), TODAY, "nb"), "figures"
    )
    hidden = Figure.objects.filter(hidden=True, year=2024).values_list("unit__key", flat=True)
    assert cast.units["liksom"].key in set(hidden)
    table = drawn[0]
    assert isinstance(table, Table)
    live = [cell for row in table.rows for cell in row.cells]
    assert all("2," not in part.text for cell in live for part in cell), "drawn anew, it heeds the same"
