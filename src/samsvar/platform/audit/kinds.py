"""The kinds of events. Each app declares its own in its `events.py`, which is loaded when Django starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise


class UnknownKind(LookupError):
    """No app has declared the kind."""


@dataclass(frozen=True)
class Kind:
    """A kind of event: its stable code, what it says to a reader, and which columns hold personal content.

    `words` may hold `%(name)s` for values of the event's `about`, and `%(actor)s` and `%(object)s`.
    """

    code: str
    words: str | Promise
    personal_fields: frozenset[str]


_kinds: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = MappingProxyType(_kinds)


def register_kind(code: str, words: str | Promise, personal_fields: Iterable[str] = ()) -> str:
    """Declares a kind and returns its code. Raises ValueError if another kind has the code.

    `personal_fields` are the columns whose content is blanked when the person is forgotten; a kind without them
    keeps its content.
    """
    kind = Kind(code, words, frozenset(personal_fields))
    if _kinds.setdefault(code, kind) != kind:
        raise ValueError(f"two kinds of events are called {code!r}")
    return code


def kind_of(code: str) -> Kind:
    """The declared kind. Raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None
