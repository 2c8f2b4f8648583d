"""A document laid down as plain values, and taken up again: what is submitted for approval is kept in this form.

Freezing loses nothing: ``thaw(freeze(document)) == document``. The digest is over canonical JSON (keys sorted, no
blanks, UTF-8), so equal documents have equal digests on every machine.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from samsvar.core.documents import model
from samsvar.core.documents.model import BrokenDocument, Document
from samsvar.core.documents.svg import Svg

KIND = "_"
FORM = 1

_KINDS: dict[str, type] = {
    name: found for name, found in vars(model).items() if isinstance(found, type) and is_dataclass(found)
} | {"Svg": Svg}


def freeze(document: Document) -> dict[str, Any]:
    """Return the document as plain values that JSON can hold."""
    return {"form": FORM, "document": _frozen(document)}


def thaw(values: Mapping[str, Any]) -> Document:
    """Return the document that was frozen. Raises :class:`BrokenDocument` for anything else."""
    if values.get("form") != FORM:
        raise BrokenDocument("frozen form")
    found = _thawed(values.get("document"))
    if not isinstance(found, Document):
        raise BrokenDocument("frozen document")
    return found


def digest(values: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, that an approval of the frozen document signs."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()


def _frozen(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: _frozen(getattr(value, field.name)) for field in fields(value)}
        return {KIND: type(value).__name__, **held}
    if isinstance(value, (tuple, list)):
        return [_frozen(one) for one in value]
    if isinstance(value, datetime):
        return {KIND: "datetime", "iso": value.isoformat()}
    if isinstance(value, date):
        return {KIND: "date", "iso": value.isoformat()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise BrokenDocument(type(value).__name__)


def _thawed(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_thawed(one) for one in value)
    if not isinstance(value, dict):
        return value
    held = dict(value)
    kind = held.pop(KIND, None)
    if kind == "datetime":
        return datetime.fromisoformat(held["iso"])
    if kind == "date":
        return date.fromisoformat(held["iso"])
    if kind not in _KINDS:
        raise BrokenDocument("frozen kind")
    try:
        return _KINDS[kind](**{name: _thawed(one) for name, one in held.items()})
    except TypeError:
        raise BrokenDocument(f"frozen {kind}") from None
