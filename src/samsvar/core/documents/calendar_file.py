"""Days in a calendar as iCalendar text (RFC 5545), for files and subscribed feeds alike.

Only what the wheel needs: events of whole days, told of again by the same UID with a rising SEQUENCE, and cancelled
ones. No METHOD: it would make each event a message, which must name an organizer (RFC 5546 § 3.2.1), and DTSTAMP the
moment of writing (RFC 5545 § 3.8.7.2). Written here, in a page of code, rather than with a library; nothing outside
this module knows its form.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

LONGEST_LINE = 75
MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Samsvar//Samsvar//NO"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of whole days, both `opens_on` and `due_on` in it. `uid` is its name for good (:func:`uid_of`).

    `sequence` rises when its days change or it is cancelled; `changed_at` is the instant of its last change (UTC is
    written), not of writing, so that the same events always give the same text. `url` is an absolute address.
    """

    uid: str
    sequence: int
    opens_on: date
    due_on: date
    summary: str
    changed_at: datetime
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False


def uid_of(key: str, host: str) -> str:
    """A UID that stays as long as the key does, tells nothing of it, and is the host's own (RFC 7986 § 5.3)."""
    return f"{sha256(key.encode()).hexdigest()[:32]}@{host}"


def calendar_text(events: Iterable[CalendarEvent], name: str, *, refresh_hours: int | None = None) -> str:
    """The calendar, lines ended by CR LF and no longer than 75 octets; events by first day and UID.

    `refresh_hours` asks subscribers to look again that often. Raises ValueError for an event that ends before it
    begins, for one UID twice and for an instant without time zone.
    """
    ordered = sorted(events, key=lambda event: (event.opens_on, event.uid))
    if len({event.uid for event in ordered}) < len(ordered):
        raise ValueError("one UID twice")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    if refresh_hours:
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H", f"X-PUBLISHED-TTL:PT{refresh_hours}H"]
    lines += [line for event in ordered for line in _event(event)]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(event: CalendarEvent) -> Sequence[str]:
    if event.opens_on > event.due_on:
        raise ValueError("the event ends before it begins")
    if event.changed_at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    changed = event.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_one_line(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"DTSTART;VALUE=DATE:{event.opens_on:%Y%m%d}",
        # The end is the first day that is no longer in it (RFC 5545 § 3.6.1).
        f"DTEND;VALUE=DATE:{event.due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.url:
        lines.append(f"URL:{_one_line(event.url)}")
    if event.categories:
        lines.append("CATEGORIES:" + ",".join(escaped(each) for each in event.categories))
    # A day of the wheel keeps nobody busy.
    status = "CANCELLED" if event.is_cancelled else "CONFIRMED"
    return [*lines, f"STATUS:{status}", "TRANSP:TRANSPARENT", "END:VEVENT"]


def escaped(text: str) -> str:
    """Text as a value (RFC 5545 § 3.3.11): backslash, semicolon, comma and line ends escaped, other controls gone."""
    text = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").splitlines())
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(letter for letter in text if _may_stand(letter))


def _one_line(text: str) -> str:
    """A value that is no text (UID, URI): controls, which could begin another line, are taken away."""
    return "".join(letter for letter in text if _may_stand(letter))


def _may_stand(letter: str) -> bool:
    code = ord(letter)
    return letter == "\t" or (code >= 0x20 and not 0x7F <= code <= 0x9F and not 0xD800 <= code <= 0xDFFF)


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each but the first led by a space; no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
