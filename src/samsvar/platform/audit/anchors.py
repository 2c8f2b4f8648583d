"""Heads written down outside the database, signed with a key that is not in it.

An anchor document is JSON: format, when, the chains with size and head, the public key and an Ed25519 signature over
the canonical JSON of all but the signature. Several documents may follow each other in one file, one a line or not.
"""

import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from samsvar.platform.audit.hashing import canonical

FORMAT = "samsvar-anchor-1"
KEY_FILE = "SAMSVAR_ANCHOR_KEY_FILE"


class NoAnchorKey(RuntimeError):
    """A production installation has no signing key: SAMSVAR_ANCHOR_KEY_FILE must name its file."""


class BadAnchorFile(ValueError):
    """The file holds no anchor documents."""


@dataclass(frozen=True)
class Anchor:
    """A chain's size and head at an instant (ISO, UTC), and where it was written down: "file" or "checkpoint"."""

    chain: str
    size: int
    head: str
    at: str
    source: str = "file"


@dataclass(frozen=True)
class ReadAnchors:
    """The anchors whose signature holds, and what was wrong with the other documents: (code, when, public key)."""

    anchors: tuple[Anchor, ...]
    wrong: tuple[tuple[str, str, str], ...]


def signed_document(heads: Iterable[Anchor], at: str) -> dict[str, Any]:
    """The anchor document for the heads. Raises NoAnchorKey."""
    key = _signing_key()
    document: dict[str, Any] = {
        "at": at,
        "chains": [{"chain": head.chain, "head": head.head, "size": head.size} for head in heads],
        "format": FORMAT,
        "public_key": _text(key.public_key()),
    }
    document["signature"] = b64encode(key.sign(canonical(document).encode())).decode()
    return document


def read_anchors(text: str, trusted: Iterable[str] = ()) -> ReadAnchors:
    """Reads one or more documents. `trusted` are public keys; where none are given any key is accepted.

    Raises BadAnchorFile where the text is not such documents.
    """
    known = set(trusted)
    anchors: list[Anchor] = []
    wrong: list[tuple[str, str, str]] = []
    for document in _documents(text):
        try:
            at, key = str(document["at"]), str(document["public_key"])
            heads = [Anchor(str(row["chain"]), int(row["size"]), str(row["head"]), at) for row in document["chains"]]
            holds = _holds(document)
        except (KeyError, TypeError, ValueError):
            raise BadAnchorFile from None
        if not holds:
            wrong.append(("anchor_signature", at, key))
        elif known and key not in known:
            wrong.append(("anchor_unknown_key", at, key))
        else:
            anchors += heads
    return ReadAnchors(tuple(anchors), tuple(wrong))


def public_key() -> str | None:
    """The installation's own public key in base64; None while no key has been made."""
    path = _key_path()
    return _text(_read_key(path).public_key()) if path and path.exists() else None


def _documents(text: str) -> list[dict[str, Any]]:
    decoder, place, found = json.JSONDecoder(), 0, []
    text = text.strip()
    try:
        while place < len(text):
            document, place = decoder.raw_decode(text, place)
            found.append(document)
            place += len(text[place:]) - len(text[place:].lstrip())
    except ValueError:
        raise BadAnchorFile from None
    if not found or not all(isinstance(row, dict) and row.get("format") == FORMAT for row in found):
        raise BadAnchorFile
    return found


def _holds(document: dict[str, Any]) -> bool:
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    key = Ed25519PublicKey.from_public_bytes(b64decode(document["public_key"], validate=True))
    try:
        key.verify(b64decode(document["signature"], validate=True), canonical(unsigned).encode())
    except InvalidSignature:
        return False
    return True


def _key_path() -> Path | None:
    named = os.environ.get(KEY_FILE)
    if named:
        return Path(named)
    return None if settings.PRODUCTION else settings.VAR / "anchor-key.pem"


def _signing_key() -> Ed25519PrivateKey:
    path = _key_path()
    if path is None or (settings.PRODUCTION and not path.exists()):
        raise NoAnchorKey(KEY_FILE)
    if not path.exists():
        _make_key(path)
    return _read_key(path)


def _read_key(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoAnchorKey(KEY_FILE)
    return key


def _make_key(path: Path) -> None:
    """A developer's key, readable by its owner alone; of two processes that make one, the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
        new.write(pem)
    try:
        os.link(new.name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(new.name)


def _text(key: Ed25519PublicKey) -> str:
    return b64encode(key.public_bytes_raw()).decode()
