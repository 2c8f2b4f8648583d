"""The chain's arithmetic: canonical text, salted commitments and hashes. Pure; the same bytes on every database.

event hash  = SHA-256(version, chain, sequence, previous, body), joined by line feeds; only the body may hold more text
commitment  = SHA-256(salt, content)    content can be blanked later, the commitment stays in the chain
digest      = SHA-256(salt, row)        salted too, so that a blanked row cannot be guessed from its digest
leaf        = SHA-256(table, row key, person key, digest, commitment)
rows' root  = SHA-256 over the leaves in order
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

VERSION = "samsvar-audit-1"


def plain_value(value: Any) -> Any:
    """A value as JSON can carry it: instants in UTC, days and times in ISO form, decimals as text.

    Raises TypeError for a type that has no fixed text and ValueError for an instant without a zone.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant must have a time zone")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return sha256(bytes(value)).hexdigest()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


_encoder = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=plain_value
)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no blanks, UTF-8 text as it is, and no NaN (ValueError)."""
    return _encoder.encode(value)


def genesis(chain: str) -> str:
    """What the first event of a chain names as the previous one."""
    return sha256(f"{VERSION}\n{chain}".encode()).hexdigest()


def event_hash(chain: str, sequence: int, previous: str, body: str) -> str:
    return sha256(f"{VERSION}\n{chain}\n{sequence}\n{previous}\n{body}".encode()).hexdigest()


def commitment(salt: str, content: str) -> str:
    """Binds the chain to a text that may be forgotten; without the 128-bit salt the text cannot be guessed."""
    return sha256(f"content\n{salt}\n{content}".encode()).hexdigest()


def row_digest(salt: str, row: str) -> str:
    """The digest of a row's canonical text."""
    return sha256(f"row\n{salt}\n{row}".encode()).hexdigest()


def leaf_of(table: str, row_key: str, person_key: str, digest: str, committed: str) -> str:
    return sha256(f"{table}\n{row_key}\n{person_key}\n{digest}\n{committed}".encode()).hexdigest()
