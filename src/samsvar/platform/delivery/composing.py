"""Who writes what. The app that has a message sent registers its kind at start; this floor knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.functional import Promise

from samsvar.platform.delivery.models import OutgoingMessage

LONGEST_SUBJECT = 200
LONGEST_TEXT = 50_000


@dataclass(frozen=True)
class Mail:
    """What a letter says. The subject is a fixed text with at most a case number; the text's lines may be long.

    Raises ValueError for a subject that is empty, too long, or holds anything but one line of print.
    """

    subject: str
    text: str

    def __post_init__(self) -> None:
        if not self.subject.strip() or len(self.subject) > LONGEST_SUBJECT or not self.subject.isprintable():
            raise ValueError("a subject is one line of print")
        if not self.text.strip() or len(self.text) > LONGEST_TEXT or "\x00" in self.text:
            raise ValueError("a text is between one letter and fifty thousand")


class NotWanted(Exception):
    """Raised by a composer: what the message is about has been withdrawn or answered, so it is given up."""


Compose = Callable[[OutgoingMessage, datetime], Mail]
"""From (the message, the instant) to what it says, in the message's language, which is active meanwhile.

Called in the transaction that claims the message, before the server is contacted, and again at each new attempt: a
secret that is minted here stands nowhere at rest. It may write and record; it must not send. Do not end the link of an
earlier attempt here: that one may have arrived, and receivers drop a second message with the same Message-ID.
"""


@dataclass(frozen=True)
class Kind:
    """A registered kind of message; `name` is what the administrators' page calls it."""

    code: str
    compose: Compose
    name: str | Promise


_kinds: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = MappingProxyType(_kinds)


def register(kind: str, compose: Compose, name: str | Promise = "") -> str:
    """Declares a kind and returns its code. Raises ValueError if another composer has the code."""
    declared = Kind(kind, compose, name or kind)
    if _kinds.setdefault(kind, declared).compose is not compose:
        raise ValueError(f"two kinds of messages are called {kind!r}")
    return kind
