"""Chains that a database with its constraints would not hold, judged from the hashes alone."""

from samsvar.platform.audit.hashing import event_hash, genesis
from samsvar.platform.audit.verification.findings import Verification
from samsvar.platform.audit.verification.order import Order

Link = tuple[int, str, str, str]


def chain(length: int, start: str = "") -> list[Link]:
    """Sequence, previous, hash and body of a whole chain."""
    previous, links = start or genesis("c"), []
    for sequence in range(1, length + 1):
        body = f"event {sequence}"
        links.append((sequence, previous, event_hash("c", sequence, previous, body), body))
        previous = links[-1][2]
    return links


def own(sequence: int, previous: str, body: str = "forged") -> Link:
    return (sequence, previous, event_hash("c", sequence, previous, body), body)


def judged(links: list[Link]) -> list[tuple[str, int | None]]:
    found = Verification()
    order = Order("c", found)
    for link in links:
        order.take(*link)
    order.end()
    return [(finding.code, finding.sequence) for finding in found.findings]


def test_a_whole_chain_is_silent() -> None:
    assert judged(chain(50)) == []


def test_two_events_at_one_place_are_a_fork() -> None:
    links = chain(5)
    links.insert(3, own(3, links[1][2]))
    assert judged(links) == [("forked", 3)]


def test_two_events_after_the_same_one_are_a_fork() -> None:
    links = chain(3)
    assert judged([*links, own(4, links[2][1])]) == [("forked", 4)]


def test_a_chain_with_another_beginning_is_told() -> None:
    assert judged(chain(4, start="a" * 64)) == [("start_changed", 1)]


def test_an_insertion_that_names_the_right_previous_event_is_told_once() -> None:
    links = chain(40)
    moved = [(sequence + 1, *rest) for sequence, *rest in links[5:]]
    assert judged([*links[:5], own(6, links[4][2]), *moved]) == [("inserted", 6)]  # type: ignore[list-item]


def test_a_removal_in_a_renumbered_chain_is_told_once() -> None:
    links = chain(300)
    moved = [(sequence - 2, *rest) for sequence, *rest in links[12:]]
    found = Verification()
    order = Order("c", found)
    for link in [*links[:10], *moved]:
        order.take(*link)  # type: ignore[arg-type]
    order.end()
    assert [(finding.code, finding.sequence, finding.facts) for finding in found.findings] == [
        ("removed", 11, {"last": 12})
    ]


def test_every_event_changed_is_told_for_every_event() -> None:
    links = [(sequence, previous, stored, body + "!") for sequence, previous, stored, body in chain(30)]
    assert judged(links) == [("changed", sequence) for sequence in range(1, 31)]


def test_a_change_in_the_last_event_is_told() -> None:
    links = chain(4)
    assert judged([*links[:3], (*links[3][:3], "other")]) == [("changed", 4)]
