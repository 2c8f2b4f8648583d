"""The tertial and the annual pack, the reports due, and the joint report of accepted ones, as people meet them."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samsvar.core.documents.walk import figures_of_document, plain_lines
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.front.cli import main
from samsvar.front.reporting.tertial.asked import Asked
from samsvar.front.reporting.tertial.document import pack_document
from samsvar.front.reporting.tertial.sections import SECTIONS
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.services.closing import accept_period, submit_period
from samsvar.registers.wheel.models import Activity, Occurrence
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.reports.models import Report
from samsvar.subjects.reports.services import save_kind
from tests.cast import NOW, TODAY, Cast
from tests.conftest import sign_in
from tests.pages.table_meetings import make_body
from tests.queries import at_most
from tests.registers.indicators.making import hand_in, lay_indicator, parts

pytestmark = pytest.mark.django_db
TERTIAL = Period(PeriodKind.TERTIAL, 2025, 1)
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def seen(report: Report) -> dict[str, int]:
    """What a button sends that was drawn with the report as it stands."""
    return {"version": Report.objects.get(pk=report.pk).version}


def page(client: Client, name: str, *keys: str, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(f"reports:{name}", args=keys), query)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def ask_of_trusts(cast: Cast, name: str, pack: str, **more: Any) -> Any:
    fields = {"name": name, "pack": pack, "reader": "owner", "asked_kind": "hf", "due_days": 10, "from_year": 2024}
    fields |= {"source": "Rammeverk for samfunnsansvar, punkt 5", **more}
    return save_kind(unit=cast.units["region"], fields=fields, by=cast.actor("regional"), at=NOW)


@pytest.fixture
def region(cast: Cast) -> Cast:
    """A region with sickness absence in two trusts, an action each, and a plan accepted in one of them."""
    absence = lay_indicator(cast, "region", expected_kind="hf", period="tertial", prioritised=True)
    said = {("liksom", "2024T1"): parts(50, 1000, 90), ("liksom", "2024T2"): parts(60, 1000, 90)}
    said |= {("liksom", "2024T3"): parts(70, 1000, 90), ("liksom", "2025T1"): parts(80, 1000, 90)}
    hand_in(cast, absence, said | {("pafunn", "2025T1"): parts(30, 1000, 90)})
    for name, due in (("liksom", date(2025, 3, 1)), ("pafunn", date(2025, 9, 1))):
        unit = cast.units[name]
        Action.objects.create(enterprise=unit, unit=unit, title=f"Tiltak ved {name}", due_on=due, **STAMPS)
    sent = submit_period(unit=cast.units["liksom"], period=TERTIAL, by=cast.actor("berit"), at=NOW, today=TODAY)
    accept_period(submission=sent, by=cast.actor("regional"), at=NOW)
    days = {"year": 2025, "from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31)}
    trust = cast.units["liksom"]
    Plan.objects.create(enterprise=trust, unit=trust, title="Plan 2025", state="accepted", **days, **STAMPS)
    return cast


def test_the_regions_pack_sums_its_trusts_and_marks_what_is_not_accepted(region: Cast) -> None:
    asked = Asked(region.viewer("regional"), region.units["region"], TERTIAL, TODAY, "nb")
    document = pack_document(asked, {"summary": "Fraværet stiger ved det ene sykehuset."})
    told = "\n".join(plain_lines(document))
    for words in (
        "Fraværet stiger ved det ene sykehuset.", "2 av 2, 1 av 2 enheter godtatt",
        "Ikke godtatt ennå: Påfunn sykehus HF.", "1 av 2 enheter rett under har en godtatt plan for 2025.",
        "Mangler: Påfunn sykehus HF.", "Tiltak ved liksom",
    ):  # fmt: skip
        assert words in told, words
    assert "Tiltak ved pafunn" not in told  # its deadline is ahead, and it was registered after the period
    counted = {each.id: each for each in figures_of_document(document)}
    absence = counted["indicator-absence"]
    assert (absence.text, absence.value, absence.rule) == ("5,5\xa0%", "5.5", "indicators.ratio")
    assert "2025T1" in absence.edition
    assert absence.address
    assert "p=2025T1" in absence.address
    assert (counted["actions-late-region"].value, counted["actions-done-region"].value) == (1, 0)
    owners = pack_document(Asked(region.viewer("regional"), region.units["region"], TERTIAL, TODAY, "nb", "amu"))
    assert {"requirements", "responsibility", "promises"} & {each.id for each in owners.sections} == set()


@pytest.mark.requirement("R000-40", "R000-44", "R000-45", "R000-48", "R000-49")
def test_reports_climb_in_the_pages_and_the_accepted_become_one(region: Cast) -> None:
    ask_of_trusts(region, "Tertialrapport", "tertial")
    annual = ask_of_trusts(region, "Årlig melding", "annual")
    joint = ask_of_trusts(region, "Felles rapport", "joint", asked_kind="")
    berit, regional = sign_in(Client(), region.berit), sign_in(Client(), region.regional)
    page(regional, "reports")
    with at_most(12):
        listed = page(regional, "reports")
    assert "10 dager over" in listed
    assert "Ikke begynt" in listed
    begun = {"unit": region.units["liksom"].key, "kind": annual.key, "p": "2024"}
    where = berit.post(reverse("reports:begin"), begun)["Location"]
    report = Report.objects.get()
    for section in [each.id for each in SECTIONS if "owner" in each.readers]:
        with at_most(12):
            shown = page(berit, "report", report.key, section=section)
    assert "6,0" in shown
    assert "Sykefravær" in shown
    berit.post(f"{where}?section=responsibility", {"text": "Vi har publisert redegjørelsen.", "serial": "0"})
    with at_most(12):
        asked = page(berit, "submit", report.key)
    assert "deler mangler kommentar" in asked
    assert page(regional, "submit", report.key, status=403)
    berit.post(reverse("reports:submit", args=[report.key]), {"version": report.version})
    assert "Levert" in page(regional, "reports", p="2024", view="submitted")

    regional.post(reverse("reports:act", args=[report.key, "returner"]), {"reason": "Tall mangler", "version": "2"})
    assert "Tall mangler" in page(berit, "report", report.key)
    berit.post(reverse("reports:submit", args=[report.key]), seen(report))
    regional.post(reverse("reports:accept", args=[report.key]))  # a page that tells of no version accepts nothing
    assert Report.objects.get(pk=report.pk).state == "submitted"
    regional.post(reverse("reports:accept", args=[report.key]), seen(report))
    with at_most(12):
        whole = page(regional, "shown", report.key)
    assert "Vi har publisert redegjørelsen." in whole
    assert "Samfunnsansvar" in whole
    sheet = regional.get(reverse("reports:file", args=[report.key, "xlsx"])).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet))
    tables = book.sheet_names[1:-1]
    assert tables, "a sheet tells which section its table stands in"
    assert all(name[0].isdigit() for name in tables), tables
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert any(row[:2] == ["Sykefravær", 6.0] for row in rows)

    page(regional, "reports", p="2024")
    regional.post(reverse("reports:begin"), {"unit": region.units["region"].key, "kind": joint.key, "p": "2024"})
    one = Report.objects.get(kind=joint)
    with at_most(12):
        together = page(regional, "report", one.key, section="figures")
    assert "6,0" in together
    assert "Liksom sykehus HF" in together
    assert "Ikke godtatt, og derfor ikke med i tallene: Påfunn sykehus HF (ikke begynt)" in page(
        regional, "report", one.key, section="parts"
    )
    submitted = regional.post(reverse("reports:submit", args=[one.key]), seen(one))
    assert submitted.status_code == 302
    Report.objects.filter(pk=one.pk).update(submitted_by=None)
    regional.post(reverse("reports:accept", args=[one.key]), seen(one))
    for word, said in (("publiser", "helse-eksempel.no"), ("informer", "Alle ansatte, på intranettet")):
        version = Report.objects.get(pk=one.pk).version
        sent = {"where": said, "on": "2025-05-20", "version": version}
        assert regional.post(reverse("reports:act", args=[one.key, word]), sent).status_code == 302
    made_known = page(regional, "report", one.key)
    assert "helse-eksempel.no" in made_known
    assert "Alle ansatte, på intranettet" in made_known


def test_the_command_writes_each_form_and_names_what_is_wrong(region: Cast, capfdbinary: Any, tmp_path: Any) -> None:
    words = ["report", "tertial", "--unit", "region", "--period", "2025T1", "--json"]
    for form, begins in (("xlsx", b"PK"), ("html", b"<!"), ("json", b"{")):
        out = tmp_path / f"report.{form}"
        assert main.main([*words, "--out", str(out)]) == 0
        assert out.read_bytes().startswith(begins)
        told = json.loads(capfdbinary.readouterr().out)
    (absence,) = told["indicators"]
    assert (absence["value"], absence["numerator"], absence["denominator"]) == ("5.5", "110", "2000")
    assert (told["pack"], told["period"], told["unit"], told["state"]) == ("tertial", "2025T1", "region", None)
    for wrong, code in (
        (["--period", "2025"], "not_a_period"), (["--unit", "finnes-ikke"], "unit_not_found"),
        (["--out", str(tmp_path / "report.png")], "unknown_form"),
    ):  # fmt: skip
        assert main.main([*words, *wrong]) == 2
        assert json.loads(capfdbinary.readouterr().out)["error"]["code"] == code


@pytest.mark.requirement("R000-67")
def test_the_directors_meeting_sees_plans_reported_late_and_missing_against_the_wheel(region: Cast) -> None:
    body = make_body(region.units["region"], "Direktørmøtet", "directors_meeting")
    activity = Activity.objects.create(
        enterprise=region.units["region"], code="improvement-and-hse", number=6, name_nb="Følge opp HMS", phase="do",
        result="survey_and_hse_plan", role="hse_adviser", **STAMPS,
    )  # fmt: skip
    for name, day in (("liksom", date(2025, 3, 1)), ("pafunn", date(2025, 4, 1))):
        Occurrence.objects.create(enterprise=region.units[name], activity=activity, year=2025, due_on=day, **STAMPS)
    client = sign_in(Client(), region.regional)
    client.get(reverse("meetings:body", args=[body.key]))
    with at_most(12):
        shown = client.get(reverse("meetings:body", args=[body.key])).content.decode()
    assert "Levert: 1. Over dagen i årshjulet: 1. Mangler: 1." in shown
    assert shown.index("Påfunn sykehus HF") < shown.index("Liksom sykehus HF", shown.index("Levert: 1."))
