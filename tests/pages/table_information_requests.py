"""Rows of requests for information: only those who handle them, and those who answer for the enterprise, see them."""

from datetime import date
from typing import Any

from samsvar.subjects.information_requests.models import InformationRequest, PublicAnswer, RequestPart
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
#: Those of the enterprise as a whole who read requests.
READERS = dict.fromkeys(("kari", "auditor", "director"), 200)
NAME = "information_requests"


def lay(cast: Cast) -> Places:
    """Our own at several stages, and the neighbour's."""
    own = make_request(cast.enterprise, "2025-1")
    second = RequestPart.objects.create(request=own, position=2, text="Og hvor?", **STAMPS)
    waiting = make_request(cast.enterprise, "2025-2", status="clarification")
    refused = make_request(cast.enterprise, "2025-3", **ENDED, status="refused", refusal_reached_on=date(2025, 5, 12))
    asked = make_request(
        cast.enterprise, "2025-4", **{**ENDED, "ended_on": None, "due_on": date(2025, 6, 3)},
        status="reasons_requested", reasons_asked_on=date(2025, 5, 13),
    )  # fmt: skip
    answered = make_request(cast.enterprise, "2025-5", **ENDED, status="answered")
    make_public(answered)
    neighbours = make_request(cast.neighbour, "2025-1", question=CANARY, applicant_name=CANARY)
    return {
        "own": {"key": own.key},
        "part": {"key": own.key, "part": own.parts.get(position=1).key},
        "second part": {"key": own.key, "part": second.key},
        "waiting": {"key": waiting.key},
        "refused": {"key": refused.key},
        "reasons asked": {"key": asked.key},
        "answered": {"key": answered.key},
        "neighbour's": {"key": neighbours.key},
        "neighbour's part": {"key": neighbours.key, "part": neighbours.parts.get().key},
    }


ENDED: dict[str, Any] = {
    "answered_at": NOW,
    "answered_on": date(2025, 5, 12),
    "ended_on": date(2025, 5, 12),
    "due_on": None,
}


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    for number in range(count):
        request = make_request(cast.neighbour, f"2025-{number + 100}", question=f"{CANARY} {number}", **ENDED)
        make_public(request, title=f"{CANARY} {number}")


def make_request(enterprise: Any, number: str, **columns: Any) -> InformationRequest:
    """A request received on 6 May 2025, with one part."""
    values = {
        "regime": "transparency_act", "channel": "form", "received_at": NOW, "received_on": date(2025, 5, 6),
        "question": "Hvor er hanskene laget?", "answer_due_on": date(2025, 5, 27), "due_on": date(2025, 5, 27),
        "status": "in_progress", **columns,
    }  # fmt: skip
    request = InformationRequest.objects.create(enterprise=enterprise, number=number, **values, **STAMPS)
    RequestPart.objects.create(request=request, position=1, text=request.question, **STAMPS)
    return request


def make_public(request: InformationRequest, title: str = "Om hansker", **columns: Any) -> PublicAnswer:
    """Its public words, put out."""
    return PublicAnswer.objects.create(
        request=request, enterprise=request.enterprise, title=title, question="Hvor?", answer="I Malaysia.",
        **{"published_at": NOW, **columns}, **STAMPS,
    )  # fmt: skip


def _form(name: str, at: str, body: dict[str, Any], *, post: int = 302, theirs: str = "") -> list[Row]:
    """A form beneath a request: those who handle requests may, those who only read are refused.

    `theirs` names the neighbour's, where that is asked for too.
    """
    refused = dict.fromkeys(("auditor", "director"), 403)
    own = Row(
        f"{NAME}:{name}",
        at=at,
        get=everyone(404, kari=200, **refused),
        post=everyone(404, kari=post, **refused),
        body=body,
    )
    return [own, Row(f"{NAME}:{name}", at=theirs, get=everyone(404, nils=200))] if theirs else [own]


def _press(name: str, at: str) -> Row:
    refused = dict.fromkeys(("auditor", "director"), 403)
    return Row(f"{NAME}:{name}", at=at, post=everyone(404, kari=302, **refused))


NEW = {"question": "Hva?", "regime": "transparency_act", "channel": "letter", "received_on": "2025-05-19"} | {
    "language": "nb"
}
REGISTERED = everyone(403, nils=302, per=404, ended=404, future=404, regional=302, berit=302, kari=302)
LISTED = everyone(403, nils=200, per=404, ended=404, future=404, regional=200, berit=200, **READERS)
MANAGED = everyone(403, nils=200, per=404, ended=404, future=404, regional=200, berit=200, kari=200)

ROWS = [
    Row(f"{NAME}:requests", get=LISTED),
    Row(f"{NAME}:requests", query="?view=all", get=LISTED),
    Row(f"{NAME}:figures", get=LISTED),
    Row(f"{NAME}:new", get=MANAGED, post=REGISTERED, body=NEW),
    Row(f"{NAME}:request", at="own", get=everyone(404, **READERS)),
    Row(f"{NAME}:request", at="answered", get=everyone(404, **READERS)),
    Row(f"{NAME}:request", at="neighbour's", get=everyone(404, nils=200)),
    *_form("edit", "own", {"regime": "public_access", "language": "nn", "version": "1"}, theirs="neighbour's"),
    *_form("clarify", "own", {"text": "Hvilke hansker?"}),
    *_form("clarified", "waiting", {"text": "De blå"}),
    *_form("extend", "own", {"burden": "amount", "reasons": "Mye", "expected_on": "2025-06-20", "version": "1"}),
    *_form("part", "part", {"text": "Hvor?", "given": "yes", "version": "1"}, theirs="neighbour's part"),
    *_form("part_new", "own", {"text": "Av hvem?", "given": ""}),
    *_form("draft", "own", {"text": "Svar", "version": "1"}),
    *_form("send", "own", {"version": "1"}, post=422, theirs="neighbour's"),
    *_form("reasons_asked", "refused", {"text": "Hvorfor?", "asked_on": "2025-05-19"}),
    *_form("give_reasons", "reasons asked", {"text": "Fordi", "version": "1"}),
    *_form("withdraw", "own", {"text": "E-post"}),
    *_form("note", "own", {"text": "Husk"}),
    *_form("public", "answered", {"title": "T", "question": "H", "answer": "S", "language": "nb", "version": "1"}),
    *_form("publish", "answered", {"read": "on", "version": "1"}),
    _press("take", "own"),
    _press("part_remove", "second part"),
    _press("take_down", "answered"),
    Row(
        "requests:records",
        at="own",
        get=everyone(404, kari=200, auditor=403, director=403),
        post=everyone(404, kari=302, auditor=403, director=403),
        body={"draft": "1"},
    ),
    Row("requests:records", at="neighbour's", get=everyone(404, nils=200)),
]
