"""The demo's reports: what the region asks its trusts for, one accepted, one waiting, one late."""

from datetime import datetime, timedelta

from samsvar.core.documents.frozen import freeze
from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over
from samsvar.front.cli.demo_story.region import Region
from samsvar.front.reporting.tertial import handing_in
from samsvar.platform.access.viewer import operator, viewer_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.subjects.reports import services
from samsvar.subjects.reports.models import Report, ReportKind

_FRAMEWORK = "Rammeverk for samfunnsansvar, punktet om rapportering"
_COMMENTS = {
    "summary": (
        "Sykefraværet ligger fortsatt over målet. Tre klinikker har satt inn nærværstiltak, og vi venter virkning i "
        "andre tertial.\nArbeidet med planene er kommet i gang i alle klinikker."
    ),
    "actions": "Tiltakene som er forsinket, venter på lokaler. Ny oppstart er avtalt med klinikkene.",
}


def lay(region: Region, *, by: Actor, at: datetime) -> None:
    """Kinds of report of the region and the hospital, and the last tertial's and year's on their way."""
    kinds = _kinds(region, by, at)
    tertial, year = last_over(at.date(), PeriodKind.TERTIAL), Period(PeriodKind.YEAR, at.year - 1)
    solveig, reidun, hospital = region.people["solveig"], region.people["reidun"], region.hospital
    for kind, period, comments in (("tertial", tertial, _COMMENTS), ("annual", year, {})):
        sent = _hand_in(kinds[kind], hospital, period, solveig, comments, at - timedelta(days=5))
        _accept(sent, reidun, at - timedelta(days=2))
    _hand_in(kinds["tertial"], region.units["HF-1"], tertial, None, {}, at - timedelta(days=4))
    _begin(kinds["amu"], hospital, tertial, region.people["mona"], {}, at - timedelta(days=1))


def _kinds(region: Region, by: Actor, at: datetime) -> dict[str, ReportKind]:
    asked: dict[str, tuple[OrgUnit, dict[str, object]]] = {
        "tertial": (
            region.rhf,
            {
                "name": "Tertialrapport til eieren", "pack": "tertial", "reader": "owner", "asked_kind": "hf",
                "due_days": 10,
            },
        ),
        "annual": (
            region.rhf,
            {
                "name": "Årlig melding, delen om samfunnsansvar", "pack": "annual", "reader": "owner",
                "asked_kind": "hf", "due_days": 90, "activity_code": "annual-report",
            },
        ),
        "joint": (
            region.rhf,
            {
                "name": "Felles rapport om samfunnsansvar", "pack": "joint", "reader": "owner", "due_days": 150,
                "activity_code": "joint-report",
            },
        ),
        "amu": (
            region.hospital,
            {"name": "Tertialrapport til AMU", "pack": "tertial", "reader": "amu", "due_days": 21},
        ),
    }  # fmt: skip
    return {
        word: services.save_kind(
            unit=unit, fields={"source": _FRAMEWORK, "from_year": at.year - 1, **fields}, by=by, at=at
        )
        for word, (unit, fields) in asked.items()
    }


def _begin(
    kind: ReportKind, unit: OrgUnit, period: Period, person: Person | None, comments: dict[str, str], at: datetime
) -> Report:
    by = _actor(person)
    report = services.begin_report(kind=kind, unit=unit, period=period, language="nb", person=person, by=by, at=at)
    for section, text in comments.items():
        services.write_comment(report=report, section=section, text=text, opened_serial=0, person=person, by=by, at=at)
    return report


def _hand_in(
    kind: ReportKind, unit: OrgUnit, period: Period, person: Person | None, comments: dict[str, str], at: datetime
) -> Report:
    report, on = _begin(kind, unit, period, person, comments, at), at.date()
    viewer = viewer_of(person, on=on) if person else operator(on=on)
    asked = handing_in.asked_for(report, viewer, on, "nb")
    return services.submit_report(
        report=report,
        frozen=freeze(handing_in.whole_document(report, asked, "submitted")),
        figures=handing_in.figures_of_report(report, asked),
        language="nb",
        today=on,
        person=person,
        by=_actor(person),
        at=at,
    )


def _accept(report: Report, person: Person, at: datetime) -> None:
    services.accept_report(report=report, person=person, by=_actor(person), at=at)


def _actor(person: Person | None) -> Actor:
    return Actor(person.key, person.name, "web") if person else Actor("", "samsvar", "cli")
