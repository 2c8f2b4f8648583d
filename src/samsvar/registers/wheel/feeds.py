"""Calendars that people subscribe to: by a secret address that can be ended, for one person or for a whole wheel.

The secret stands in the address, since calendar programs keep no cookies; at rest there is only its SHA-256. It opens
titles and days alone, and the rights of whoever made it are asked anew each time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.calendar_file import CalendarEvent, calendar_text, uid_of
from samsvar.platform.access.viewer import Viewer, viewer_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.links.models import Recipient, SingleLink
from samsvar.platform.links.purposes import register_purpose
from samsvar.platform.links.services import LinkGone, find_link, make_link, note_use, revoke_link
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Occurrence, OccurrenceState, may_see
from samsvar.registers.wheel.presenters.words import Names, slot_words
from samsvar.registers.wheel.selectors import owed_by

PURPOSE = register_purpose("wheel_calendar", gettext_lazy("a calendar of the annual wheel"))
#: A calendar that nobody renews ends by itself: people change jobs and leave their subscriptions behind.
LIFE = timedelta(days=730)
REFRESH_HOURS = 12
#: How far back a calendar reaches: what is older is history, and is read in the wheel.
BACK = timedelta(days=366)
MINE, ALL = "mine", "all"


@dataclass(frozen=True)
class Feed:
    """What a link opens: what one person answers for at an enterprise, by name or role, or all of the enterprise's."""

    link: SingleLink
    enterprise: OrgUnit
    person: Person
    viewer: Viewer
    mine: bool


def make_feed(*, person: Person, enterprise: OrgUnit, mine: bool, by: Actor, at: datetime) -> str:
    """Make a calendar. Returns its secret, which is shown this once."""
    _link, secret = make_link(
        purpose=PURPOSE,
        target=f"{MINE if mine else ALL}:{enterprise.key}",
        recipient=Recipient(person=person),
        enterprise=enterprise,
        expires_at=at + LIFE,
        by=by,
        at=at,
    )
    return secret


def feeds_of(person: Person, enterprise: OrgUnit, at: datetime) -> list[SingleLink]:
    """The person's calendars of the enterprise that are open, the newest first."""
    rows = SingleLink.objects.filter(purpose=PURPOSE, person=person, enterprise=enterprise, revoked_at__isnull=True)
    return list(rows.filter(expires_at__gt=at).order_by("-created_at"))


def end_feed(*, link: SingleLink, by: Actor, at: datetime) -> None:
    """End a calendar: its address opens nothing from now on."""
    revoke_link(link=link, by=by, at=at)


def open_feed(secret: str, *, on: date, at: datetime) -> Feed:
    """What the secret opens today. To be called inside a transaction. Raises LinkGone: unknown, ended, run out, or
    whoever made it may no longer see the wheel."""
    link = find_link(secret, purpose=PURPOSE, at=at)
    if link.person is None or link.enterprise is None:
        raise LinkGone
    viewer = viewer_of(link.person, on=on)
    if not may_see(viewer, link.enterprise):
        raise LinkGone
    note_use(link=link, at=at)
    return Feed(link, link.enterprise, link.person, viewer, link.target.startswith(f"{MINE}:"))


def occurrences_in(feed: Feed, on: date) -> list[Occurrence]:
    """The occurrences that the calendar holds. What was cancelled or taken out stands as cancelled, so that it goes."""
    told = Q(sequence__gt=0) | ~Q(state=OccurrenceState.WITHDRAWN)
    rows = Occurrence.objects.filter(told, enterprise=feed.enterprise, due_on__gte=on - BACK)
    if feed.mine:
        rows = rows.filter(owed_by(feed.viewer, feed.enterprise))
    return list(rows.select_related("activity").order_by("due_on", "pk"))


def calendar_of(rows: Iterable[Occurrence], name: str, names: Names, *, subscribed: bool) -> str:
    """The calendar's text (RFC 5545), in the active language."""
    return calendar_text(
        [_event(row, names) for row in rows if row.due_on],
        name,
        refresh_hours=REFRESH_HOURS if subscribed else None,
    )


def calendar_name(enterprise: OrgUnit, mine: bool) -> str:
    """What a calendar program calls it."""
    words = _("My activities – %(enterprise)s") if mine else _("Annual wheel – %(enterprise)s")
    return words % {"enterprise": enterprise.name(current_language())}


def _event(row: Occurrence, names: Names) -> CalendarEvent:
    slot = slot_words(row.slot, names)
    name = row.activity.name(current_language())
    due = row.due_on or date.max
    return CalendarEvent(
        uid=uid_of(row.key, urlsplit(settings.BASE_URL).hostname or "localhost"),
        sequence=row.sequence,
        opens_on=min(row.opens_on or due, due),
        due_on=due,
        summary=f"{name} ({slot})" if slot else name,
        changed_at=row.updated_at,
        url=whole_address("wheel:occurrence", row.key),
        is_cancelled=row.state in (OccurrenceState.CANCELLED, OccurrenceState.WITHDRAWN),
    )
