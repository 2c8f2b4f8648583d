"""Writing to the trail. Every service that changes a row calls `record` as its last step, in its own transaction."""

import secrets
from collections.abc import Iterable, KeysView, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.hashing import canonical, commitment, event_hash, genesis
from samsvar.platform.audit.kinds import kind_of
from samsvar.platform.audit.models import INSTALLATION, Chain, Event, event_id
from samsvar.platform.audit.rows import RowChange, changed, label_of, removed, sealed, snapshot

__all__ = ["ChainMoved", "NotInTransaction", "RowChange", "changed", "record", "removed", "snapshot"]

_AT_A_TIME = 1_000
_SALT_BYTES = 16
_INSERT_ROWS = (
    'INSERT INTO audit_eventrow (event_id, position, "table", row_key, person_key, digest, content, salt, commitment,'
    " leaf) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


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
    number = event_id(chain.id, chain.size + 1)
    written = _write_rows(number, rows)
    names = canonical({"actor": by.name, "object": written.label})
    salt = secrets.token_hex(_SALT_BYTES)
    body = {
        "about": dict(about or {}),
        "at": at,
        "by": by.person_key,
        "columns": {table: sorted(names) for table, names in written.columns.items()},
        "enterprise": enterprise or "",
        "kind": kind,
        "names": commitment(salt, names),
        "object": [written.table, written.key],
        "rows": {"count": written.count, "root": written.root.hexdigest()},
        "via": by.via,
    }
    event = Event(
        id=number,
        chain_id=chain.id,
        sequence=chain.size + 1,
        kind=kind,
        at=at,
        actor_key=by.person_key,
        via=by.via,
        enterprise=enterprise or "",
        object_table=written.table,
        object_key=written.key,
        names=names,
        salt=salt,
        body=canonical(body),
        previous=chain.head,
    )
    event.hash = event_hash(chain.key, event.sequence, event.previous, event.body)
    event.save(force_insert=True)
    _move_head(chain, event.hash)
    return event


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
            cursor.executemany(_INSERT_ROWS, values)
    return written
