"""Rows of the annual wheel: for all who work at the enterprise; set by those who answer for it."""

from datetime import date, timedelta
from typing import Any

from samsvar.platform.links.models import SingleLink
from samsvar.platform.organisation.models import Body
from samsvar.registers.wheel.models import Activity, Meeting, Occurrence
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """An activity with one occurrence, a body with a meeting, and Kari's calendar; and the neighbour's."""
    own, theirs = _wheel(cast.enterprise, "Miljørevisjon"), _wheel(cast.neighbour, f"Revisjon {CANARY}")
    region = _wheel(cast.units["region"], "Regionens rapport")
    done = Occurrence.objects.create(
        enterprise=cast.enterprise, activity=own[0], year=2024, state="done", done_on=date(2024, 9, 1),
        due_on=date(2024, 9, 30), **STAMPS,
    )  # fmt: skip
    link = SingleLink.objects.create(
        purpose="wheel_calendar", digest="a" * 64, target=f"all:{cast.enterprise.key}", person=cast.kari,
        enterprise=cast.enterprise, expires_at=NOW + timedelta(days=9), **STAMPS,
    )  # fmt: skip
    words = ("rediger", "flytt", "ferdig", "avlys", "finnesikke")
    return {
        "activity": {"key": own[0].key},
        "neighbour's activity": {"key": theirs[0].key},
        "region's activity": {"key": region[0].key},
        "occurrence": {"key": own[1].key},
        "done": {"key": done.key},
        "neighbour's occurrence": {"key": theirs[1].key},
        **{word: {"key": own[1].key, "word": word} for word in words},
        "neighbour's ferdig": {"key": theirs[1].key, "word": "ferdig"},
        "body": {"key": own[2].key},
        "neighbour's body": {"key": theirs[2].key},
        "meeting": {"key": own[3].key},
        "neighbour's meeting": {"key": theirs[3].key},
        "calendar": {"key": link.key},
        "no such secret": {"secret": "x" * 43},
    }


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    activity = Activity.objects.create(
        enterprise=cast.neighbour, code="more", number=9, name_nb=CANARY, phase="check", **STAMPS
    )
    for year in range(2026, 2026 + min(count, 150)):
        Occurrence.objects.create(enterprise=cast.neighbour, activity=activity, year=year, **STAMPS)


def _wheel(enterprise: Any, name: str) -> tuple[Activity, Occurrence, Body, Meeting]:
    timing = {"due": {"of": "day", "month": 9, "day": 30}}
    activity = Activity.objects.create(
        enterprise=enterprise, code="a", number=1, name_nb=name, phase="check", timing=timing, **STAMPS
    )
    days = {"opens_on": date(2025, 9, 1), "due_on": date(2025, 9, 30)}
    occurrence = Occurrence.objects.create(
        enterprise=enterprise, activity=activity, year=2025, notes=name, **days, **STAMPS
    )
    body = Body.objects.create(enterprise=enterprise, name_nb=f"AMU {name}", kind="amu", **STAMPS)
    meeting = Meeting.objects.create(body=body, year=2025, number=1, held_on=date(2025, 6, 4), place=name, **STAMPS)
    return activity, occurrence, body, meeting


WORKS = ("kari", "ola", "auditor", "director", "chair", "owner", "leader", "sibling", "lookalike")
SEES = everyone(404, **dict.fromkeys(WORKS, 200))
LISTS = {**SEES, "administrator": 403, "nils": 200, "regional": 200, "berit": 200}
SETS = {**{name: {200: 403}.get(status, status) for name, status in SEES.items()}, "kari": 200, "ola": 200}
SETS_OWN = {**{name: {200: 403}.get(status, status) for name, status in LISTS.items()}, "kari": 200, "ola": 200}
SETS_OWN |= {"nils": 200, "regional": 200, "berit": 200}
THEIRS = everyone(404, nils=200)


def sent(statuses: Any) -> Any:
    """The same as one who sends a form."""
    return {name: {200: 302}.get(status, status) for name, status in statuses.items()}


DAY = {"way": "day", "month": "4", "day": "1"}
NEW = {**DAY, "name_nb": "Vernerunde", "phase": "do", "result": "note"}
MEETING = {"year": "2025", "number": "2", "held_on": "2025-09-10"}

ROWS = [
    Row("wheel:year", get=LISTS),
    Row("wheel:year", get=LISTS, query="?year=2026&phase=check&view=liste"),
    Row("wheel:adopt", get=SETS_OWN, post=sent(SETS_OWN), body={"counts_from": "2025-05-20"}),
    Row("wheel:side_by_side", get=LISTS),
    Row("wheel:activities", get=LISTS),
    Row("wheel:activity_new", get=SETS_OWN, post=sent(SETS_OWN), body=NEW),
    Row("wheel:activity", at="activity", get=SEES),
    Row("wheel:activity", at="neighbour's activity", get=THEIRS),
    Row("wheel:activity", at="region's activity", get=everyone(404, regional=200, berit=200)),
    Row("wheel:activity_edit", at="activity", get=SETS, post=sent(SETS), body=NEW),
    Row("wheel:activity_edit", at="region's activity", get=everyone(404, regional=200, berit=403),
        post=everyone(404, regional=302, berit=403), body=NEW),
    Row("wheel:choice", at="activity", get=SETS, post=sent(SETS), body=DAY),
    Row("wheel:choice", at="region's activity", get=everyone(404, regional=200, berit=200),
        post=everyone(404, regional=302, berit=302), body=DAY),
    Row("wheel:meetings", get=LISTS),
    Row("wheel:meeting_days", at="body", get=SETS, post=sent(SETS), body={"year": "2025", "days": "04.06.2025"}),
    Row("wheel:meeting_days", at="neighbour's body", get=THEIRS, post=sent(THEIRS),
        body={"year": "2025", "days": "04.06.2025"}),
    Row("wheel:meeting_new", at="body", get=SETS, post=sent(SETS), body=MEETING),
    Row("wheel:meeting_edit", at="meeting", get=SETS, post=sent(SETS), body=MEETING),
    Row("wheel:meeting_edit", at="neighbour's meeting", get=THEIRS, post=sent(THEIRS), body=MEETING),
    Row("wheel:calendars", get=LISTS, post=LISTS, body={"what": "mine"}),
    Row("wheel:calendar_end", at="calendar", post=everyone(404, kari=302)),
    Row("wheel:feed", at="no such secret", get=everyone(404, anonymous=404), beside=405),
    Row("wheel:occurrence", at="occurrence", get=SEES),
    Row("wheel:occurrence", at="neighbour's occurrence", get=THEIRS),
    Row("wheel:begin", at="occurrence", post=sent(SETS)),
    Row("wheel:reopen", at="done", post=sent(SETS)),
    Row("wheel:act", at="rediger", get=SETS, post=sent(SETS), body={"notes": "Sett"}),
    Row("wheel:act", at="flytt", get=SETS, post=sent(SETS), body={"due_on": "2025-10-01", "reason": "Syk"}),
    Row("wheel:act", at="ferdig", get=SETS, post=sent(SETS), body={"done_on": "2025-05-19", "notes": "Gjort"}),
    Row("wheel:act", at="avlys", get=SETS, post=sent(SETS), body={"reason": "Slått sammen"}),
    Row("wheel:act", at="finnesikke", get=everyone(404), post=everyone(404)),
    Row("wheel:act", at="neighbour's ferdig", get=THEIRS, post=sent(THEIRS),
        body={"done_on": "2025-05-19", "notes": "Gjort"}),
]  # fmt: skip
