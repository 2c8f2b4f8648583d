"""Rows of meetings and reviews: read by all who see the enterprise's wheel, written by those who keep it."""

from datetime import date
from typing import Any

from samsvar.platform.organisation.models import Body
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.meetings.models import (
    CampaignEvent,
    Case,
    Decision,
    DecisionStep,
    Finding,
    Proposal,
    Review,
    SetAside,
)
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
DAY = date(2025, 5, 6)


def make_body(enterprise: Any, name: str = "Styret", kind: str = "board") -> Body:
    return Body.objects.create(enterprise=enterprise, name_nb=name, kind=kind, **STAMPS)


def make_decided(enterprise: Any, word: str = "Styret") -> dict[str, Any]:
    """A body with a meeting, case 40/23, and a decision with one step."""
    body = make_body(enterprise, word)
    meeting = Meeting.objects.create(body=body, year=2025, number=1, held_on=DAY, **STAMPS)
    columns = {"enterprise": enterprise, "body": body, "meeting": meeting, "number": "40/23", "year": 2023}
    case = Case.objects.create(**columns, title=f"Rammeverk, {word}", **STAMPS)
    decision = Decision.objects.create(enterprise=enterprise, case=case, text=word, decided_on=DAY, **STAMPS)
    step = DecisionStep.objects.create(decision=decision, position=1, what="Lag en plan", unit=enterprise, **STAMPS)
    return {"body": body, "meeting": meeting, "case": case, "decision": decision, "step": step}


def make_review(enterprise: Any, kind: str = "management_review", **columns: Any) -> Review:
    return Review.objects.create(enterprise=enterprise, unit=enterprise, kind=kind, year=2025, **columns, **STAMPS)


def lay(cast: Cast) -> Places:
    """Our own and the neighbour's."""
    own, theirs = make_decided(cast.enterprise), make_decided(cast.neighbour, CANARY)
    proposal = Proposal.objects.create(
        enterprise=cast.enterprise, body=own["body"], unit=cast.enterprise, title="Bytt lys", proposed_on=DAY, **STAMPS
    )
    review, audit = make_review(cast.enterprise), make_review(cast.enterprise, "environmental_audit")
    week, documents = make_review(cast.enterprise, "campaign_week"), make_review(cast.enterprise, "documents")
    found = {"review": audit, "number": 1, "kind": "deviation", "text": "Avfall", "unit": cast.enterprise}
    finding = Finding.objects.create(**found, **STAMPS)
    event = CampaignEvent.objects.create(review=week, kind="other", title="Kaffe", **STAMPS)
    line = {"enterprise": cast.enterprise, "unit": cast.enterprise, "year": 2025}
    resource = SetAside.objects.create(**line, purpose="Rådgiver", person_years=50, **STAMPS)
    their_review = make_review(cast.neighbour)
    theirs_found = Finding.objects.create(**{**found, "review": their_review, "unit": cast.neighbour}, **STAMPS)
    return {
        **{word: {"key": row.key} for word, row in own.items()},
        **{f"their {word}": {"key": row.key} for word, row in theirs.items()},
        "proposal": {"key": proposal.key},
        "review": {"key": review.key},
        "their review": {"key": their_review.key},
        "audit": {"key": audit.key},
        "week": {"key": week.key},
        "documents": {"key": documents.key},
        "resource": {"key": resource.key},
        "of case": {"of": "sak", "key": own["case"].key},
        "of meeting": {"of": "mote", "key": own["meeting"].key},
        "of review": {"of": "gjennomgang", "key": review.key},
        "of nothing": {"of": "finnesikke", "key": review.key},
        "first step": {"key": own["decision"].key, "step": 1},
        "point": {"key": review.key, "point": "late_actions"},
        "no point": {"key": review.key, "point": "finnesikke"},
        "no document": {"key": documents.key, "document": "finnesikke"},
        "finding": {"key": audit.key, "part": finding.key},
        "one finding": {"key": finding.key},
        "their finding": {"key": theirs_found.key},
        "finding elsewhere": {"key": review.key, "part": finding.key},
        "event": {"key": week.key, "part": event.key},
        "minutes": {"key": review.key, "form": "docx"},
        "no minutes": {"key": review.key, "form": "exe"},
        "enterprise": {"unit": cast.enterprise.key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    for number in range(count):
        make_decided(cast.neighbour, f"{CANARY} {number}")


def _sent(statuses: Any) -> Any:
    return {name: {200: 302}.get(status, status) for name, status in statuses.items()}


READERS = ("auditor", "director", "chair", "owner", "leader", "sibling", "lookalike")
SEES = {"kari": 200, "ola": 200, **dict.fromkeys(READERS, 200)}
READ = everyone(404, **SEES)
WRITE = everyone(404, kari=200, ola=200, **dict.fromkeys(READERS, 403))
OWN = {"nils": 200, "regional": 200, "berit": 200}
REFUSED = {name: {302: 405}.get(status, status) for name, status in _sent(READ).items()} | {"anonymous": 302}
LIST = everyone(403, per=404, ended=404, future=404, **SEES, **OWN)
LIST_WRITE = everyone(403, per=404, ended=404, future=404, kari=200, ola=200, **OWN)


def _write(name: str, at: str, body: Any) -> Row:
    return Row(f"meetings:{name}", at=at, get=WRITE, post=_sent(WRITE), body=body)


def _press(name: str, at: str) -> Row:
    return Row(f"meetings:{name}", at=at, post=_sent(WRITE))


def _unit(**more: Any) -> Any:
    return lambda places: {**places["enterprise"], **more}


EVENT = {"kind": "other", "title": "Kaffe og prat"}

ROWS = [
    Row("meetings:meetings", get=LIST),
    Row("meetings:meetings", get=LIST, query="?q=40/23"),
    Row("meetings:body", at="body", get=READ),
    Row("meetings:body", at="their body", get=everyone(404, nils=200)),
    _write("case_new", "body", {"number": "41/25", "title": "Mål", "year": "2025"}),
    _write("proposal_new", "body", _unit(title="Bytt lys", proposed_on="2025-05-06")),
    Row("meetings:meeting", at="meeting", get=READ),
    Row("meetings:meeting", at="their meeting", get=everyone(404, nils=200)),
    Row("meetings:case", at="case", get=READ),
    Row("meetings:case", at="their case", get=everyone(404, nils=200)),
    _write("case_edit", "case", {"number": "40/23", "title": "Rammeverket", "year": "2023"}),
    Row("meetings:decisions", get=LIST),
    *(
        _write("decision_new", at, {"text": "Vi gjør det", "decided_on": "2025-05-06"})
        for at in ("of case", "of meeting", "of review")
    ),
    Row("meetings:decision_new", at="of nothing", get=everyone(404)),
    Row("meetings:decision", at="decision", get=READ),
    Row("meetings:decision", at="their decision", get=everyone(404, nils=200)),
    _write("decision_edit", "decision", {"text": "Vi gjør det nå", "decided_on": "2025-05-06"}),
    _write("decision_weigh", "decision", {"weighed_climate": "Mindre utslipp"}),
    _write("step_new", "decision", _unit(what="Kjøp sykler")),
    _write("step_edit", "first step", _unit(what="Lag en bedre plan")),
    _press("decision_turn", "decision"),
    Row("meetings:decision_turn", at="their decision", post=everyone(404, nils=302)),
    Row("meetings:proposal", at="proposal", get=READ),
    _write("proposal_decline", "proposal", {"answer": "Vi har led fra før"}),
    _press("proposal_take_up", "proposal"),
    Row("meetings:resources", get=LIST),
    Row("meetings:resource_new", get=LIST_WRITE, post=_sent(everyone(403, per=404, ended=404, future=404, kari=200)
        | {"ola": 200, "nils": 422, "regional": 422, "berit": 422}),
        body=_unit(year="2025", purpose="Opplæring", amount_ore="20 000")),
    _write("resource_edit", "resource", _unit(year="2025", purpose="Rådgiver", person_years="1,5")),
    Row("meetings:reviews", get=LIST),
    Row("meetings:review_new", get=LIST_WRITE, post=_sent(everyone(403, per=404, ended=404, future=404, kari=200)
        | {"ola": 200, "nils": 422, "regional": 422, "berit": 422}),
        body=_unit(kind="internal_control", year="2025")),
    Row("meetings:review", at="review", get=READ),
    Row("meetings:review", at="week", get=READ),
    Row("meetings:review", at="documents", get=READ),
    Row("meetings:review", at="their review", get=everyone(404, nils=200)),
    _write("review_edit", "review", {"led_by": "Dina Direktør"}),
    _press("review_gather", "review"),
    _write("review_hold", "review", {"held_on": "2025-05-19"}),
    _write("review_note", "point", {"text": "To er sene"}),
    Row("meetings:review_note", at="no point", get=WRITE | {"kari": 404, "ola": 404}),
    Row("meetings:review_document", at="no document", get=WRITE | {"kari": 404, "ola": 404}),
    Row("meetings:finding", at="one finding", get=_sent(READ), post=REFUSED, put=REFUSED, delete=REFUSED),
    Row("meetings:finding", at="their finding", get=everyone(404, nils=302)),
    _write("finding_new", "audit", _unit(kind="observation", text="Ikke merket")),
    _write("finding_edit", "finding", _unit(kind="deviation", text="Avfall blandes")),
    Row("meetings:finding_edit", at="finding elsewhere", get=everyone(404)),
    _write("finding_close", "finding", {"closed_with": "Skilt satt opp", "closed_on": "2025-05-19"}),
    _press("finding_turn", "finding"),
    _write("event_new", "week", EVENT),
    _write("event_edit", "event", EVENT),
    _write("turnout", "event", _unit(took_part="3", asked="9")),
    Row("meetings:minutes", at="review", get=READ),
    Row("meetings:minutes", at="their review", get=everyone(404, nils=200)),
    Row("meetings:minutes_file", at="minutes", get=READ),
    Row("meetings:minutes_file", at="no minutes", get=everyone(404)),
]  # fmt: skip
