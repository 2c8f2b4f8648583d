"""What an event binds: its columns repeat its body, its names and rows fit their commitments."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from samsvar.platform.audit.events import FORGOTTEN, ROW_FORGOTTEN
from samsvar.platform.audit.hashing import commitment, leaf_of
from samsvar.platform.audit.models import INSTALLATION, Event, EventRow
from samsvar.platform.audit.verification.findings import Verification

_PORTION = 2_000


class StoredEvent(NamedTuple):
    id: int
    sequence: int
    kind: str
    at: datetime
    actor_key: str
    via: str
    enterprise: str
    object_table: str
    object_key: str
    names: str
    salt: str
    body: str
    previous: str
    hash: str


class StoredRow(NamedTuple):
    event_id: int
    position: int
    table: str
    row_key: str
    person_key: str
    digest: str
    content: str
    salt: str
    commitment: str
    leaf: str


def stored_events(chain_id: int, size: int) -> Iterator[StoredEvent]:
    """The chain's events in stored order, streamed."""
    rows = Event.objects.filter(chain_id=chain_id, sequence__lte=size).order_by("sequence", "id")
    return map(StoredEvent._make, rows.values_list(*StoredEvent._fields).iterator(_PORTION))


class RowStream:
    """The rows of events from one id to another, asked for event by event, mostly in order."""

    def __init__(self, first: int, last: int) -> None:
        rows = EventRow.objects.filter(event_id__gte=first, event_id__lte=last).order_by("event_id", "position")
        stream = map(StoredRow._make, rows.values_list(*StoredRow._fields).iterator(_PORTION))
        self._groups = groupby(stream, itemgetter(0))
        self._next: tuple[int, Iterator[StoredRow]] | None = next(self._groups, None)
        self.passed: dict[int, list[StoredRow]] = {}

    def of(self, event_id: int) -> Iterator[StoredRow]:
        """The event's rows; to be read before the next event is asked for."""
        if event_id in self.passed:
            return iter(self.passed.pop(event_id))
        while self._next and self._next[0] < event_id:
            self.passed[self._next[0]] = list(self._next[1])
            self._next = next(self._groups, None)
        if self._next and self._next[0] == event_id:
            return self._taken(self._next[1])
        return iter(())

    def rest(self) -> dict[int, int]:
        """Rows that no event asked for: how many by event id."""
        while self._next:
            self.passed[self._next[0]] = list(self._next[1])
            self._next = next(self._groups, None)
        return {event_id: len(rows) for event_id, rows in self.passed.items()}

    def _taken(self, rows: Iterator[StoredRow]) -> Iterator[StoredRow]:
        yield from rows
        self._next = next(self._groups, None)


@dataclass
class Forgotten:
    """Which persons and rows the trail itself says were forgotten, and when last."""

    persons: dict[str, str] = field(default_factory=dict)
    rows: dict[tuple[str, str], str] = field(default_factory=dict)

    def covers(self, row: StoredRow, at: str) -> bool:
        return max(self.persons.get(row.person_key, ""), self.rows.get((row.table, row.row_key), "")) >= at

    def covers_names(self, event: StoredEvent, at: str, object_person: str) -> bool:
        told = [self.persons.get(key, "") for key in (event.actor_key, object_person, event.object_key) if key]
        return max([*told, self.rows.get((event.object_table, event.object_key), "")]) >= at


def forgotten() -> Forgotten:
    found = Forgotten()
    rows = Event.objects.filter(kind__in=[FORGOTTEN, ROW_FORGOTTEN]).order_by("id")
    for kind, body in rows.values_list("kind", "body"):
        facts = told_facts(body, "person" if kind == FORGOTTEN else "table")
        if facts and kind == FORGOTTEN:
            found.persons[facts["about"]["person"]] = facts["at"]
        elif facts:
            found.rows[(facts["about"]["table"], facts["about"]["key"])] = facts["at"]
    return found


def told_facts(body: str, about: str) -> dict[str, Any] | None:
    """The body's values where it tells about this; None where it was tampered with (which the walk tells)."""
    try:
        facts = json.loads(body)
        return facts if facts["at"] and facts["about"][about] is not None else None
    except (KeyError, TypeError, ValueError):
        return None


class Contents:
    """Compares an event's body with what stands beside it."""

    def __init__(self, chain: str, found: Verification, told: Forgotten) -> None:
        self.chain = chain
        self.found = found
        self.told = told

    def check(self, event: StoredEvent, rows: Iterator[StoredRow], number: int) -> None:
        """`number` is the id that the event should have. A body that is not an event's is told, and no error."""
        try:
            facts = json.loads(event.body)
            self._columns(event, facts, number)
            first = self._rows(event, facts, rows)
            self._names(event, facts, first.person_key if first else "")
        except (AttributeError, KeyError, TypeError, ValueError):
            self.found.tell("columns_differ", self.chain, event.sequence, columns=["body"])

    def _columns(self, event: StoredEvent, facts: dict[str, Any], number: int) -> None:
        stands = {
            "actor_key": (event.actor_key, facts["by"]),
            "at": (event.at.astimezone(UTC).isoformat(), facts["at"]),
            "chain": (self.chain, facts["enterprise"] or INSTALLATION),
            "enterprise": (event.enterprise, facts["enterprise"]),
            "id": (event.id, number),
            "kind": (event.kind, facts["kind"]),
            "object": ([event.object_table, event.object_key], facts["object"]),
            "via": (event.via, facts["via"]),
        }
        different = [name for name, (column, body) in stands.items() if column != body]
        if different:
            self.found.tell("columns_differ", self.chain, event.sequence, columns=different)

    def _names(self, event: StoredEvent, facts: dict[str, Any], object_person: str) -> None:
        if not event.names and not event.salt:
            if not self.told.covers_names(event, facts["at"], object_person):
                self.found.tell("forgotten_without_event", self.chain, event.sequence, what="names")
        elif commitment(event.salt, event.names) != facts["names"]:
            self.found.tell("names_changed", self.chain, event.sequence)

    def _rows(self, event: StoredEvent, facts: dict[str, Any], rows: Iterator[StoredRow]) -> StoredRow | None:
        root, count, first, told = sha256(), 0, None, False
        for row in rows:
            first = first or row
            count += 1
            root.update(row.leaf.encode())
            told |= self._row(event, row, facts["at"])
        self.found.rows += count
        expected = facts["rows"]["count"]
        if count != expected:
            code = "row_removed" if count < expected else "row_added"
            self.found.tell(code, self.chain, event.sequence, expected=expected, stored=count)
        elif not told and root.hexdigest() != facts["rows"]["root"]:
            self.found.tell("rows_differ", self.chain, event.sequence)
        return first

    def _row(self, event: StoredEvent, row: StoredRow, at: str) -> bool:
        place = {"table": row.table, "key": row.row_key, "position": row.position}
        if leaf_of(row.table, row.row_key, row.person_key, row.digest, row.commitment) != row.leaf:
            self.found.tell("row_changed", self.chain, event.sequence, **place)
            return True
        if not row.content and not row.salt:
            if not self.told.covers(row, at):
                self.found.tell("forgotten_without_event", self.chain, event.sequence, what="row", **place)
        elif commitment(row.salt, row.content) != row.commitment:
            self.found.tell("content_changed", self.chain, event.sequence, **place)
        return False
