"""Which place each event of a chain really has, from the hashes alone, and what that says of the chain.

An event's true place is the sequence with which its stored hash comes out. Events that were moved keep their true
place, so a shift of a thousand events after one removal is one finding and not a thousand.
"""

from dataclasses import dataclass
from typing import Any

from samsvar.platform.audit.hashing import event_hash, genesis
from samsvar.platform.audit.verification.findings import Verification

_REACH = 64  # how far an event may have been moved and still be recognised
_SEARCHES = 200  # how many events are searched for before the rest is only called changed


@dataclass
class _Link:
    """The event that the next one should follow."""

    sequence: int
    previous: str
    stored: str
    computed: str


class Order:
    """Reads a chain's events in stored order and tells what does not follow."""

    def __init__(self, chain: str, found: Verification) -> None:
        self.chain = chain
        self.found = found
        self.last = _Link(0, "", genesis(chain), genesis(chain))
        self.before = ""
        self.expected = 1
        self.missing: set[int] = set()
        self._shift = 0
        self._searches = 0
        self._held: list[tuple[str, int, dict[str, Any]]] = []

    def take(self, sequence: int, previous: str, stored: str, body: str) -> bool:
        """Judges the next event. True where its hash holds, at its own place or at another."""
        computed = event_hash(self.chain, sequence, previous, body)
        true = sequence if computed == stored else self._true_place(sequence, previous, stored, body)
        link = _Link(sequence, previous, stored, computed)
        if sequence == self.last.sequence:
            self._tell("forked", sequence)
        elif true is None:
            self._flush()
            self._held.append(("changed", sequence, {}))
            self._follow(link, self.expected)
        elif true < self.expected:
            self._late(link, true)
        else:
            self._on_time(link, true)
        return true is not None

    def end(self) -> None:
        """To be called after the last event."""
        self._flush()
        for first, last in _ranges(self.missing):
            self._tell("removed", first, last=last)

    def _on_time(self, link: _Link, true: int) -> None:
        if true > self.expected:
            self._flush()
            self.missing.update(range(self.expected, true))
        elif link.previous == self.last.stored:
            self._flush()
        elif self._held and link.previous == self.last.computed:
            self._held = [("hash_changed", self.last.sequence, {})]
            self._flush()
        elif self.last.sequence and link.previous == self.last.previous:
            self._flush()
            self._tell("forked", link.sequence)
        elif not self._held:
            code = "replaced" if self.last.sequence else "start_changed"
            self._held.append((code, self.last.sequence or link.sequence, {}))
            self._follow(link, true)
            return
        else:
            self._flush()
        self._follow(link, true)

    def _late(self, link: _Link, true: int) -> None:
        """An event whose true place has been passed: it was moved, or another was put in before it."""
        if true in self.missing:
            self._flush()
            self.missing.discard(true)
            self._tell("reordered", link.sequence, place=true)
        elif link.previous in (self.last.previous, self.before):
            self._held.clear()
            self._tell("inserted", self.last.sequence)
            self._follow(link, true)
        else:
            self._flush()
            self._tell("forked", link.sequence, place=true)

    def _follow(self, link: _Link, true: int) -> None:
        self.before = self.last.stored
        self.last = link
        self._shift = link.sequence - true
        self.expected = true + 1

    def _true_place(self, sequence: int, previous: str, stored: str, body: str) -> int | None:
        likely = [sequence - self._shift]
        if self._searches < _SEARCHES:
            self._searches += 1
            likely += sorted(
                range(max(1, sequence - _REACH), sequence + _REACH), key=lambda place: abs(place - sequence)
            )
        for place in likely:
            if event_hash(self.chain, place, previous, body) == stored:
                return place
        return None

    def _flush(self) -> None:
        for code, sequence, facts in self._held:
            self._tell(code, sequence, **facts)
        self._held.clear()

    def _tell(self, code: str, sequence: int, **facts: Any) -> None:
        self.found.tell(code, self.chain, sequence, **facts)


def _ranges(numbers: set[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
