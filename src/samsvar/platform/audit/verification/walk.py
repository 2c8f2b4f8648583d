"""Walks the chains, compares them with their heads and with what was written down elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import F

from samsvar.platform.audit.anchors import Anchor
from samsvar.platform.audit.events import CHECKPOINT
from samsvar.platform.audit.models import Chain, Event, event_id
from samsvar.platform.audit.verification.events import (
    Contents,
    Forgotten,
    RowStream,
    forgotten,
    stored_events,
    told_facts,
)
from samsvar.platform.audit.verification.findings import Verification
from samsvar.platform.audit.verification.order import Order
from samsvar.platform.audit.verification.records import check_records


def _silent(done: int, total: int) -> None:
    """No progress is shown."""


def verify(
    chain: str | None = None,
    records: bool = False,
    anchors: Iterable[Anchor] = (),
    progress: Callable[[int, int], None] = _silent,
) -> Verification:
    """Verifies one chain by its key, or all. Reads only; may run while others write.

    `records` also compares every recorded row with its last event. `anchors` are heads that were written down
    elsewhere (`anchors.read_anchors` has checked their signatures); the installation's own checkpoints are always used.
    """
    found = Verification()
    known = {row.key: row for row in Chain.objects.order_by("id") if chain in (None, row.key)}
    marks = [mark for mark in (*_checkpoints(), *anchors) if chain in (None, mark.chain)]
    told = forgotten()
    total = sum(row.size for row in known.values())
    for row in known.values():
        found.sizes[row.key], found.heads[row.key] = row.size, row.head
        beside = _Marks(row.key, found, [mark for mark in marks if mark.chain == row.key])
        _walk(row, found, told, beside, lambda: progress(found.events, total))
    for key in sorted({mark.chain for mark in marks} - set(known)):
        found.tell("chain_removed", key)
    _beyond_the_heads(chain, found)
    if records:
        check_records(found, progress)
    return found


def _walk(row: Chain, found: Verification, told: Forgotten, beside: "_Marks", tick: Callable[[], None]) -> None:
    order = Order(row.key, found)
    contents = Contents(row.key, found, told)
    rows = RowStream(event_id(row.pk, 0), event_id(row.pk, row.size))
    for event in stored_events(row.pk, row.size):
        found.events += 1
        holds = order.take(event.sequence, event.previous, event.hash, event.body)
        its_rows = rows.of(event.id)
        if holds:
            contents.check(event, its_rows, event_id(row.pk, event.sequence))
        else:
            found.rows += sum(1 for _row in its_rows)
        beside.compare(event.sequence, event.hash)
        if found.events % 1_000 == 0:
            tick()
    order.end()
    for number, count in rows.rest().items():
        found.tell("rows_without_event", row.key, number - event_id(row.pk, 0), rows=count)
    if order.last.sequence < row.size:
        found.tell("cut_tail", row.key, order.last.sequence + 1, last=row.size, told_by="head")
    elif order.last.stored != row.head:
        found.tell("head_changed", row.key, row.size)
    beside.end(order.last.sequence)


@dataclass
class _Marks:
    """Heads written down earlier, compared as their events pass by."""

    chain: str
    found: Verification
    marks: list[Anchor]
    certain: Anchor | None = None
    _by_size: dict[int, list[Anchor]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mark in self.marks:
            self._by_size.setdefault(mark.size, []).append(mark)

    def compare(self, sequence: int, head: str) -> None:
        for mark in self._by_size.pop(sequence, ()):
            if mark.head == head:
                self.certain = mark
            else:
                self._tell("rewritten", mark)

    def end(self, last: int) -> None:
        for size, marks in sorted(self._by_size.items()):
            for mark in marks:
                if size > last:
                    self._tell("cut_tail", mark)
                elif size:
                    self._tell("rewritten", mark)

    def _tell(self, code: str, mark: Anchor) -> None:
        certain: dict[str, int | str | None] = {"certain_size": 0, "certain_until": None}
        if self.certain:
            certain = {"certain_size": self.certain.size, "certain_until": self.certain.at}
        self.found.tell(code, self.chain, mark.size, told_by=mark.source, anchored_at=mark.at, **certain)


def _checkpoints() -> Iterable[Anchor]:
    """The heads that the installation's chain has taken in."""
    for body in Event.objects.filter(kind=CHECKPOINT).order_by("id").values_list("body", flat=True).iterator(500):
        facts = told_facts(body, "heads") or {"about": {"heads": []}, "at": ""}
        try:
            heads = facts["about"]["heads"]
            yield from [Anchor(row["chain"], row["size"], row["head"], facts["at"], "checkpoint") for row in heads]
        except (KeyError, TypeError):
            continue  # tampered with, which the walk tells


def _beyond_the_heads(chain: str | None, found: Verification) -> None:
    """Events that a head does not know of: they were not put there by the application."""
    rows = Event.objects.filter(sequence__gt=F("chain__size")).order_by("id")
    if chain is not None:
        rows = rows.filter(chain__key=chain)
    for key, sequence in rows.values_list("chain__key", "sequence").iterator():
        found.tell("head_behind", key, sequence)
