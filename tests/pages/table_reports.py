"""Rows of reports due, and of the packs that anyone may look at where they see the indicators."""

from datetime import date
from typing import Any

from samsvar.core.documents.frozen import digest, freeze
from samsvar.core.documents.model import Document, Paragraph, Section, line
from samsvar.subjects.reports.models import Report, ReportComment, ReportKind
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def make_kind(unit: Any, name: str, **columns: Any) -> ReportKind:
    """A tertial report that the unit asks of itself."""
    given = {"pack": "tertial", "period": "tertial", "source": "Rammeverket, punkt 5", "reader": "board"}
    return ReportKind.objects.create(
        enterprise=unit.enterprise, unit=unit, name=name, from_year=2025, **{**given, **columns}, **STAMPS
    )


def make_report(kind: ReportKind, number: int, state: str, **columns: Any) -> Report:
    """A report of the kind's own unit for a tertial of 2024; frozen where its state asks for it."""
    said = Section("summary", "1", "Kort fortalt", (Paragraph(line(f"{kind.name}: tre av fire når målet")),))
    days = {"year": 2024, "from_on": date(2024, 1, 1), "to_on": date(2024, 4, 30)}
    frozen = freeze(Document("Rapport", str(kind.unit), "nb", sections=(said,), status="submitted", **days))
    held = {"frozen": frozen, "frozen_sha256": digest(frozen)} if state in ("submitted", "accepted") else {}
    of = {"period_kind": "tertial", "year": 2024, "number": number, "state": state}
    return Report.objects.create(
        enterprise=kind.enterprise, unit=kind.unit, kind=kind, **of, **held, **columns, **STAMPS
    )


def lay(cast: Cast) -> Places:
    """Our own kind with a report begun, one handed in and one accepted, and the neighbour's."""
    kind, theirs = make_kind(cast.enterprise, "Tertialrapport"), make_kind(cast.neighbour, f"Rapport {CANARY}")
    begun, handed_in = make_report(kind, 1, "begun"), make_report(kind, 2, "submitted")
    accepted = make_report(kind, 3, "accepted", published_on=NOW.date(), published_where="Nettsiden")
    neighbours = make_report(theirs, 1, "accepted")
    ReportComment.objects.create(
        report=neighbours, section="summary", text=f"Sagt av {CANARY}", written_at=NOW, serial=1, **STAMPS
    )
    return {
        "kind": {"key": kind.key},
        "neighbour's kind": {"key": theirs.key},
        "begun": {"key": begun.key},
        "handed in": {"key": handed_in.key},
        "handed in as a sheet": {"key": handed_in.key, "form": "xlsx"},
        "begun as a paper": {"key": begun.key, "form": "json"},
        "neighbour's report": {"key": neighbours.key},
        "sent back": {"key": handed_in.key, "word": "returner"},
        "opened": {"key": accepted.key, "word": "gjenapne"},
        "made public": {"key": accepted.key, "word": "publiser"},
        "told of": {"key": accepted.key, "word": "informer"},
        "no such word": {"key": accepted.key, "word": "finnesikke"},
        "pack as a page": {"form": "html"},
    }


def more(cast: Cast, count: int) -> None:
    """Many more reports of the neighbour's."""
    for number in range(count):
        make_report(make_kind(cast.neighbour, f"{CANARY} {number}"), 1, "submitted")


def begun_by(places: Places) -> dict[str, str]:
    """The form behind "Begin": the enterprise's report for the first tertial of the year."""
    kind = ReportKind.objects.select_related("unit").get(key=places["kind"]["key"])
    return {"unit": kind.unit.key, "kind": kind.key, "p": "2025T1"}


READ = everyone(404, **dict.fromkeys(("kari", "ola", "auditor", "director", "chair"), 200))
WRITE = everyone(404, kari=200, ola=200, director=403, auditor=403, chair=403)
SENT = {name: {200: 302}.get(status, status) for name, status in WRITE.items()}
ACCEPT = {**WRITE, "director": 200}
ACCEPTED = {**SENT, "director": 302}
LISTED = everyone(
    403, per=404, ended=404, future=404,
    **dict.fromkeys(
        ("kari", "ola", "nils", "auditor", "director", "chair", "owner", "leader", "sibling", "lookalike", "regional",
         "berit"), 200,
    ),
)  # fmt: skip
ASK = everyone(
    403, per=404, ended=404, future=404,
    **dict.fromkeys(("kari", "ola", "nils", "lookalike", "regional", "berit"), 200),
)  # fmt: skip
ASKED = {name: {200: 302}.get(status, status) for name, status in ASK.items()}

KIND = {"name": "Årsrapport", "pack": "annual", "source": "Rammeverket", "reader": "owner", "due_days": "30"}
KIND |= {"from_year": "2024"}
DAY = {"where": "Nettsiden", "on": "2025-05-20"}
ROWS = [
    Row("reports:reports", get=LISTED),
    Row("reports:begin", post=SENT, body=begun_by, beside=everyone(405, anonymous=302)),
    Row("reports:pack", get=LISTED),
    Row("reports:pack_file", at="pack as a page", get=LISTED),
    Row("reports:kinds", get=LISTED),
    Row("reports:kind_new", get=ASK, post=ASKED, body=KIND),
    Row("reports:kind", at="kind", get=WRITE, post=SENT, body={**KIND, "pack": "tertial"}),
    Row("reports:kind", at="neighbour's kind", get=everyone(404, nils=200)),
    Row("reports:report", at="begun", get=READ, post=SENT, body={"text": "Vi er i rute", "serial": "0"}),
    Row("reports:report", at="handed in", get=READ, post=SENT, body={"text": "For sent", "serial": "0"}),
    Row("reports:report", at="neighbour's report", get=everyone(404, nils=200)),
    Row("reports:shown", at="handed in", get=READ),
    Row("reports:file", at="handed in as a sheet", get=READ),
    Row("reports:file", at="begun as a paper", get=READ),
    Row("reports:submit", at="begun", get=WRITE, post=SENT),
    Row("reports:accept", at="handed in", post=ACCEPTED),
    Row("reports:act", at="sent back", get=ACCEPT, post=ACCEPTED, body={"reason": "Mangler tall"}),
    Row("reports:act", at="opened", get=ACCEPT, post=ACCEPTED, body={"reason": "Nye tall"}),
    Row("reports:act", at="made public", get=WRITE, post=SENT, body=DAY),
    Row("reports:act", at="told of", get=WRITE, post=SENT, body=DAY),
    Row("reports:act", at="no such word", get=everyone(404)),
]
