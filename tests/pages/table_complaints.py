"""Rows of complaints and of the public pages' texts. Few see complaints, not even all who answer for the enterprise."""

from datetime import date
from typing import Any

from samsvar.platform.evidence.models import Evidence
from samsvar.subjects.complaints.models import Complaint, ComplaintEntry, ComplaintHandler
from samsvar.subjects.openness.models import PublicText
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """Our own, one that Ola is named on, and the neighbour's."""
    own = make_complaint(cast.enterprise, "2025-1")
    named, theirs = make_complaint(cast.enterprise, "2025-3"), make_complaint(cast.neighbour, "2025-1", account=CANARY)
    for person in (cast.ola, cast.per, cast.ended):
        ComplaintHandler.objects.create(complaint=named, person=person, **STAMPS)
    entry = ComplaintEntry.objects.create(complaint=own, kind="message", text="Se", noted_at=NOW, **STAMPS)
    file = Evidence.objects.create(
        enterprise=cast.enterprise, unit=cast.enterprise, owner_kind="complaint_entry", owner_key=entry.key,
        label="gone.txt", stored_name="0" * 32, file_kind="txt", size=1, sha256="0" * 64,
        permission="view_complaints", **STAMPS,
    )  # fmt: skip
    for enterprise, text in ((cast.enterprise, "Slik"), (cast.neighbour, CANARY)):
        PublicText.objects.create(enterprise=enterprise, kind="how_we_work", text_nb=text, **STAMPS)
    return {
        "own": {"key": own.key},
        "named": {"key": named.key},
        "neighbour's": {"key": theirs.key},
        **{word: {"key": own.key, "word": word} for word in ("endre", "konkluder", "behandlere")},
        "named note": {"key": named.key, "word": "notat"},
        "named behandlere": {"key": named.key, "word": "behandlere"},
        "no such act": {"key": own.key, "word": "finnesikke"},
        "neighbour's note": {"key": theirs.key, "word": "notat"},
        "file at another": {"key": named.key, "file": file.key},
        "criterion": {"year": 2025, "code": "learning"},
        "how": {"kind": "how_we_work"},
    }


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    for number in range(count):
        complaint = make_complaint(cast.neighbour, f"2025-{number + 100}", account=f"{CANARY} {number}")
        ComplaintEntry.objects.create(complaint=complaint, kind="note", text=CANARY, noted_at=NOW, **STAMPS)


def make_complaint(enterprise: Any, number: str, **columns: Any) -> Complaint:
    """A complaint received on 6 May 2025."""
    values = {
        "channel": "form", "received_at": NOW, "received_on": date(2025, 5, 6), "topic": "wages",
        "account": "Vi får ikke lønn", "answer_due_on": date(2025, 5, 20), "conclude_due_on": date(2025, 8, 4),
        "due_on": date(2025, 5, 20), "code_digest": "0" * 64, **columns,
    }  # fmt: skip
    return Complaint.objects.create(enterprise=enterprise, number=number, **values, **STAMPS)


def _act(word: str, body: dict[str, Any], at: str = "", **others: int) -> Row:
    statuses = everyone(404, **{"kari": 200, **others})
    sent = {name: {200: 302}.get(status, status) for name, status in statuses.items()}
    return Row("complaints:act", at=at or word, get=statuses, post={**sent, "anonymous": 302}, body=body)


NEW = {"account": "Hva?", "topic": "wages", "channel": "meeting", "received_on": "2025-05-19", "language": "pl"}
FACTS = {"topic": "housing", "language": "nb", "relation": "", "version": "1"}
OWN = everyone(403, nils=200, per=404, ended=404, future=404, regional=200, berit=200, kari=200)
OWN_POST = {name: {200: 302}.get(status, status) for name, status in OWN.items()}
READ = everyone(403, nils=200, per=404, ended=404, future=404, regional=200, berit=200, kari=200)
TEXTS = {**OWN, "auditor": 200, "director": 200}

ROWS = [
    Row("complaints:complaints", get={**READ, "ola": 200}),
    Row("complaints:new", get=OWN, post=OWN_POST, body=NEW),
    Row("complaints:mechanism", get=READ),
    Row("complaints:promise", get=OWN, post=OWN_POST, body={"first_answer_days": "7", "conclusion_days": "60"}),
    Row("complaints:criterion", at="criterion", get=OWN, post=OWN_POST, body={"met": "yes"}),
    Row("complaints:complaint", at="own", get=everyone(404, kari=200), post=everyone(404, kari=302),
        body={"text": "Vi ser på det"}),
    Row("complaints:complaint", at="named", get=everyone(404, kari=200, ola=200),
        post=everyone(404, kari=302, ola=302), body={"text": "Vi ser på det"}),
    Row("complaints:complaint", at="neighbour's", get=everyone(404, nils=200)),
    Row("complaints:take", at="named", post=everyone(404, kari=302, ola=302)),
    Row("complaints:file", at="file at another", get=everyone(404)),
    _act("endre", FACTS),
    _act("konkluder", {"outcome": "upheld", "text": "Du har rett", "version": "1"}),
    _act("notat", {"text": "Husk"}, at="named note", ola=200),
    _act("behandlere", {}),
    _act("behandlere", {}, at="named behandlere", ola=403),
    Row("complaints:act", at="no such act", get=everyone(404)),
    Row("complaints:act", at="neighbour's note", get=everyone(404, nils=200)),
    Row("complaint_impacts:impact", at="own", get=everyone(404, kari=200), post=everyone(404, kari=302),
        body={"title": "Lønn holdes tilbake", "actuality": "actual"}),
    Row("complaint_impacts:impact", at="neighbour's", get=everyone(404, nils=200)),
    Row("openness:texts", get=TEXTS),
    Row("openness:text", at="how", get=OWN, post=OWN_POST, body={"text_nb": "Slik", "version": "1"}),
    Row("openness:publish", at="how", post={**OWN_POST, "regional": 404, "berit": 404}),
    Row("openness:take_down", at="how", post={**OWN_POST, "regional": 404, "berit": 404}),
]  # fmt: skip
