"""The wheel's days as iCalendar text."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.documents.calendar_file import CalendarEvent, calendar_text, escaped, uid_of

CHANGED = datetime(2026, 5, 14, 9, 40, tzinfo=timezone(timedelta(hours=2)))
AUDIT = CalendarEvent(
    uid=uid_of("hf:environmental-audit:2026", "samsvar.example"),
    sequence=2,
    opens_on=date(2026, 9, 8),
    due_on=date(2026, 10, 17),
    summary="Miljørevisjon; øst, vest",
    changed_at=CHANGED,
    description="Første linje\r\nandre \\ linje",
    url="https://samsvar.example/aarshjul/1",
    categories=("Evaluering", "A,B"),
)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_event_is_told_as_the_standard_says():
    assert unfolded(calendar_text([AUDIT], "Årshjul")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samsvar//Samsvar//NO",
        "CALSCALE:GREGORIAN",
        "NAME:Årshjul",
        "X-WR-CALNAME:Årshjul",
        "BEGIN:VEVENT",
        f"UID:{AUDIT.uid}",
        "SEQUENCE:2",
        "DTSTAMP:20260514T074000Z",
        "LAST-MODIFIED:20260514T074000Z",
        "DTSTART;VALUE=DATE:20260908",
        "DTEND;VALUE=DATE:20261018",
        "SUMMARY:Miljørevisjon\\; øst\\, vest",
        "DESCRIPTION:Første linje\\nandre \\\\ linje",
        "URL:https://samsvar.example/aarshjul/1",
        "CATEGORIES:Evaluering,A\\,B",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_the_name_of_an_event_stays_and_tells_nothing():
    assert AUDIT.uid == uid_of("hf:environmental-audit:2026", "samsvar.example")
    assert AUDIT.uid != uid_of("hf:environmental-audit:2027", "samsvar.example")
    assert "audit" not in AUDIT.uid
    assert AUDIT.uid.endswith("@samsvar.example")


def test_a_cancelled_event_is_told_of_under_its_old_name():
    lines = unfolded(calendar_text([replace(AUDIT, is_cancelled=True, sequence=3)], "x", refresh_hours=12))
    assert {"STATUS:CANCELLED", "SEQUENCE:3", f"UID:{AUDIT.uid}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"} <= {*lines}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_no_text_can_break_its_line_and_none_is_longer_than_75_octets(text):
    event = replace(AUDIT, summary=text, description=text, url=f"https://x/{text}", categories=(text,))
    written = calendar_text([event], text)
    for line in written.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
        assert "\r" not in line
    names = [line.split(":")[0].split(";")[0] for line in unfolded(written)]
    assert names.count("BEGIN") == names.count("END") == 2
    assert names.count("SUMMARY") == 1


@given(st.permutations([AUDIT, replace(AUDIT, uid="b"), replace(AUDIT, uid="a")]))
def test_the_order_of_events_changes_nothing(events):
    assert calendar_text(events, "x") == calendar_text(sorted(events, key=lambda each: each.uid), "x")


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([AUDIT, AUDIT], "one UID twice"),
        ([replace(AUDIT, due_on=date(2026, 9, 7))], "before it begins"),
        ([replace(AUDIT, changed_at=CHANGED.replace(tzinfo=None))], "time zone"),
    ],
)
def test_what_no_calendar_can_hold_is_refused(events, why):
    with pytest.raises(ValueError, match=why):
        calendar_text(events, "x")


def test_line_ends_of_every_kind_become_one():
    assert escaped("a\rb\u2028c\x85d\te\x00") == "a\\nb\\nc\\nd\te"
