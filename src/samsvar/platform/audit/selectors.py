"""Reads of the trail. Whoever shows them has asked which enterprises' trails the person may read."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Expression

from samsvar.platform.audit.models import Event, EventQuerySet


def events_of(table: str, row_key: str | Expression) -> EventQuerySet:
    """A row's events, newest first. `table` is the database table, `row_key` the row's key."""
    return Event.objects.of_row(table, row_key).newest_first()


def events_visible(enterprises: Iterable[str], *, installation: bool = False) -> EventQuerySet:
    """The events of these enterprises (keys of their units), newest first; with the installation's own where asked."""
    found = Event.objects.of_enterprises(*enterprises)
    if installation:
        found = found | Event.objects.of_installation()
    return found.newest_first()


def last_changes(enterprise: str, *, since: datetime, kinds: Collection[str] = (), limit: int = 20) -> list[Event]:
    """An enterprise's newest events from an instant on, of some kinds or (with none given) of all."""
    found = Event.objects.of_enterprises(enterprise).filter(at__gte=since)
    if kinds:
        found = found.filter(kind__in=kinds)
    return list(found.newest_first()[:limit])
