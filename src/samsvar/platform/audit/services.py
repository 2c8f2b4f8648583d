"""Writing to the trail. Every service that changes a row calls `record` as its last step, in its own transaction."""

import json
import secrets
from collections.abc import Iterable, KeysView, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib import import_module
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.events import CHECKPOINT, FORGOTTEN, ROW_FORGOTTEN
from samsvar.platform.audit.hashing import canonical, commitment, event_hash, genesis, plain_value
from samsvar.platform.audit.kinds import KINDS, kind_of
from samsvar.platform.audit.many import insert_many
from samsvar.platform.audit.models import INSTALLATION, Chain, Event, EventQuerySet, EventRow, event_id
from samsvar.platform.audit.rows import RowChange, changed, label_of, removed, sealed, snapshot

__all__ = [
    "ChainMoved",
    "NotInTransaction",
    "RowChange",
    "anchor",
    "changed",
    "forget_person",
    "forget_row",
    "record",
    "removed",
    "snapshot",
]

_AT_A_TIME = 1_000
_SALT_BYTES = 16
_ROW = ("event_id", "position", "table", "row_key", "person_key", "digest", "content", "salt", "commitment", "leaf")


class NotInTransaction(RuntimeError):
    """An event must stand or fall with what it tells of: record inside `transaction.atomic`."""


class ChainMoved(RuntimeError):
    """Somebody else appended although the head was locked; the transaction must be given up."""


def record(
    kind: str,
    *,
    by: Actor,
    at: datetime,
    enterprise: str | None,
    rows: Iterable[RowChange] = (),
    about: Mapping[str, Any] | None = None,
) -> Event:
    """Appends one event to the enterprise's chain (its unit's key), or to the installation's where it is None.

    To be called last in the caller's transaction. `rows` is read once, as a stream, and may be long; its first
    change is the event's object. `about` holds codes, counts, days and keys that the words of the kind need; it can
    never be removed, so no names or free text. `at` must have a time zone.

    Raises NotInTransaction, UnknownKind, ValueError (naive `at`, or rows of one table with different columns).
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(kind)
    if at.tzinfo is None:
        raise ValueError("an instant must have a time zone")
    kind_of(kind)
    chain = _locked_head(enterprise or INSTALLATION)
    written = _write_rows(event_id(chain.id, chain.size + 1), rows)
    names, salt = canonical({"actor": by.name, "object": written.label}), secrets.token_hex(_SALT_BYTES)
    body = {
        "about": dict(about or {}),
        "at": at,
        "by": by.person_key,
        "columns": {table: sorted(columns) for table, columns in written.columns.items()},
        "enterprise": enterprise or "",
        "kind": kind,
        "names": commitment(salt, names),
        "object": [written.table, written.key],
        "rows": {"count": written.count, "root": written.root.hexdigest()},
        "via": by.via,
    }
    return _append(chain, body, at, names, salt)


def _append(chain: Chain, body: dict[str, Any], at: datetime, names: str, salt: str) -> Event:
    """Saves the event, whose columns repeat its body, and moves the head on to it."""
    event = Event(
        id=event_id(chain.id, chain.size + 1),
        chain_id=chain.id,
        sequence=chain.size + 1,
        kind=body["kind"],
        at=at,
        actor_key=body["by"],
        via=body["via"],
        enterprise=body["enterprise"],
        object_table=body["object"][0],
        object_key=body["object"][1],
        names=names,
        salt=salt,
        body=canonical(body),
        previous=chain.head,
    )
    event.hash = event_hash(chain.key, event.sequence, event.previous, event.body)
    event.save(force_insert=True)
    _move_head(chain, event.hash)
    return event


@transaction.atomic
def anchor(*, by: Actor, at: datetime) -> dict[str, Any]:
    """Takes all heads into the installation's chain and returns the signed document to be put elsewhere.

    To be called daily and at each publication, after the publication's own event. Raises NoAnchorKey.
    """
    anchors = import_module("samsvar.platform.audit.anchors")  # with what signs: dear to load, and seldom needed
    instant = plain_value(at)
    chains = Chain.objects.exclude(key=INSTALLATION).order_by("key")
    heads = [anchors.Anchor(chain.key, chain.size, chain.head, instant) for chain in chains]
    about = {"heads": [{"chain": head.chain, "head": head.head, "size": head.size} for head in heads]}
    event = record(CHECKPOINT, by=by, at=at, enterprise=None, about=about)
    heads.append(anchors.Anchor(INSTALLATION, event.sequence, event.hash, instant))
    signed: dict[str, Any] = anchors.signed_document(heads, instant)
    return signed


@transaction.atomic
def forget_person(person_key: str, *, by: Actor, at: datetime, as_actor: bool = False) -> int:
    """Blanks the person's content in the trail by each kind's rule; returns how many rows lost theirs.

    The commitments stay, so the chain still verifies. `as_actor` also removes the name from what the person did
    (their key stays). To be called before the service records the person's row as it became: that last event is
    then the one that `verify --records` compares with, and must be recorded without `was`.
    """
    personal = {code: kind.personal_fields for code, kind in KINDS.items() if kind.personal_fields}
    rows = EventRow.objects.filter(person_key=person_key, event__kind__in=personal).exclude(salt="")
    blanked = [
        pk
        for pk, kind, content in rows.values_list("pk", "event__kind", "content").iterator()
        if _columns_in(content) & personal[kind]
    ]
    names = Q(pk__in=_events_about(blanked)) | Q(object_key=person_key, kind__in=personal)
    if as_actor:
        names |= Q(actor_key=person_key)
    _blank(Event.objects.filter(names), blanked)
    record(FORGOTTEN, by=by, at=at, enterprise=None, about={"person": person_key, "rows": len(blanked)})
    return len(blanked)


@transaction.atomic
def forget_row(table: str, row_key: str, *, by: Actor, at: datetime) -> int:
    """Blanks all content of one row in the trail (a contact person who is nobody's account); returns how many."""
    rows = list(EventRow.objects.filter(table=table, row_key=row_key).exclude(salt="").values_list("pk", flat=True))
    _blank(Event.objects.filter(object_table=table, object_key=row_key), rows)
    record(ROW_FORGOTTEN, by=by, at=at, enterprise=None, about={"key": row_key, "rows": len(rows), "table": table})
    return len(rows)


def _columns_in(content: str) -> set[str]:
    sides = json.loads(content)
    return set(sides.get("is") or ()) | set(sides.get("was") or ())


def _events_about(rows: list[int]) -> list[int]:
    """The events whose object is one of the rows: its label may name the person."""
    return list(EventRow.objects.filter(pk__in=rows, position=0).values_list("event_id", flat=True))


def _blank(events: EventQuerySet, rows: list[int]) -> None:
    events.exclude(salt="").update(names="", salt="")
    for start in range(0, len(rows), _AT_A_TIME):
        EventRow.objects.filter(pk__in=rows[start : start + _AT_A_TIME]).update(content="", salt="")


def _locked_head(key: str) -> Chain:
    """The chain with its head, locked until the transaction ends: an update that changes nothing takes the lock."""
    with connection.cursor() as cursor:
        for _attempt in range(2):
            cursor.execute("UPDATE audit_chain SET size = size WHERE key = %s RETURNING id, head, size", [key])
            found = cursor.fetchone()
            if found:
                return Chain(id=found[0], key=key, head=found[1], size=found[2])
            Chain.objects.bulk_create([Chain(key=key, head=genesis(key), size=0)], ignore_conflicts=True)
    raise ChainMoved(key)


def _move_head(chain: Chain, head: str) -> None:
    moved = Chain.objects.filter(pk=chain.pk, size=chain.size, head=chain.head).update(size=chain.size + 1, head=head)
    if moved != 1:
        raise ChainMoved(chain.key)


@dataclass
class _Written:
    """What was gathered while the rows streamed past."""

    count: int = 0
    table: str = ""
    key: str = ""
    label: str = ""
    columns: dict[str, KeysView[str]] = field(default_factory=dict)
    root: Any = field(default_factory=sha256)

    def note(self, change: RowChange, leaf: str) -> None:
        if self.count == 0:
            self.table, self.key, self.label = change.table, change.key, label_of(change)
        self.count += 1
        self.root.update(leaf.encode())
        if change.now is None:
            return
        if self.columns.setdefault(change.table, change.now.keys()) != change.now.keys():
            raise ValueError(f"rows of {change.table} have different columns")


def _write_rows(number: int, changes: Iterable[RowChange]) -> _Written:
    """Writes the rows in portions, before their event exists (the foreign key is checked at commit)."""
    written = _Written()
    stream = iter(changes)
    with connection.cursor() as cursor:
        while portion := list(islice(stream, _AT_A_TIME)):
            salts = secrets.token_hex(_SALT_BYTES * len(portion))
            values = []
            for place, change in enumerate(portion):
                row = sealed(change, salts[place * 2 * _SALT_BYTES : (place + 1) * 2 * _SALT_BYTES])
                values.append((number, written.count, *row))
                written.note(change, row.leaf)
            insert_many(cursor, EventRow._meta.db_table, _ROW, values)
    return written
