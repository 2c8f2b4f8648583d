"""Each kind of tampering with the database is told by its own code, and nothing is told of an untouched trail."""

import json
from collections.abc import Callable

import pytest

from samsvar.platform.audit.anchors import Anchor
from samsvar.platform.audit.hashing import canonical, commitment, event_hash, leaf_of
from samsvar.platform.audit.models import Chain, Event, EventRow, event_id
from samsvar.platform.audit.services import anchor
from samsvar.platform.audit.verification import Verification, verify
from samsvar.platform.organisation.models import OrgUnit

from .conftest import AT, ENTERPRISE, KARI, Trail, make_unit, rename

Tamper = Callable[..., None]


def codes(found: Verification) -> set[str]:
    return set(found.counts)


def places(found: Verification, code: str) -> list[int | None]:
    return [finding.sequence for finding in found.findings if finding.code == code]


def test_an_untouched_trail_is_intact_and_tells_its_sizes(trail: Trail) -> None:
    found = verify(records=True)
    assert found.findings == []
    assert found.sizes == {ENTERPRISE: 6}
    assert found.heads == {ENTERPRISE: trail.events[-1].hash}
    assert (found.events, found.rows, found.records, found.unchecked) == (6, 8, 3, 0)


def test_a_changed_body_is_told_at_its_place(trail: Trail, tamper: Tamper) -> None:
    tamper("UPDATE audit_event SET body = replace(body, 'Z', 'Z') || ' ' WHERE id = %s", trail.events[2].id)
    found = verify()
    assert codes(found) == {"changed"}
    assert places(found, "changed") == [3]


def test_a_changed_body_with_a_new_hash_is_told(trail: Trail, tamper: Tamper) -> None:
    event = trail.events[2]
    body = event.body.replace("tried", "audit")
    new = event_hash(ENTERPRISE, 3, event.previous, body)
    tamper("UPDATE audit_event SET body = %s, hash = %s, kind = 'audit' WHERE id = %s", body, new, event.id)
    found = verify()
    assert codes(found) == {"replaced"}
    assert places(found, "replaced") == [3]


def test_a_changed_hash_alone_is_told(trail: Trail, tamper: Tamper) -> None:
    tamper("UPDATE audit_event SET hash = %s WHERE id = %s", "f" * 64, trail.events[3].id)
    found = verify()
    assert codes(found) == {"hash_changed"}
    assert places(found, "hash_changed") == [4]


def test_a_removed_event_is_told_with_its_orphaned_rows(trail: Trail, tamper: Tamper) -> None:
    tamper("DELETE FROM audit_event WHERE id = %s", trail.events[2].id)
    found = verify()
    assert codes(found) == {"removed", "rows_without_event"}
    assert places(found, "removed") == places(found, "rows_without_event") == [3]
    tamper("DELETE FROM audit_eventrow WHERE event_id = %s", trail.events[2].id)


def test_a_removed_event_is_told_when_the_rest_is_renumbered(trail: Trail, tamper: Tamper) -> None:
    tamper("DELETE FROM audit_eventrow WHERE event_id = %s", trail.events[2].id)
    tamper("DELETE FROM audit_event WHERE id = %s", trail.events[2].id)
    for sequence in (4, 5, 6):
        move(tamper, trail, sequence, sequence - 1)
    tamper("UPDATE audit_chain SET size = 5")
    found = verify()
    assert codes(found) == {"removed"}
    assert places(found, "removed") == [3]


def test_an_event_put_in_between_is_told_once(trail: Trail, tamper: Tamper) -> None:
    for sequence in (6, 5, 4):
        move(tamper, trail, sequence, sequence + 1)
    forge(tamper, sequence=4, previous="0" * 64)
    tamper("UPDATE audit_chain SET size = 7")
    found = verify()
    assert codes(found) == {"inserted"}
    assert places(found, "inserted") == [4]


def test_two_events_that_changed_places_are_told(trail: Trail, tamper: Tamper) -> None:
    move(tamper, trail, 3, 99)
    move(tamper, trail, 4, 3)
    move(tamper, trail, 99, 4)
    found = verify()
    assert codes(found) == {"reordered"}
    assert places(found, "reordered") == [4]


def test_a_cut_tail_is_told_by_the_head(trail: Trail, tamper: Tamper) -> None:
    tamper("DELETE FROM audit_eventrow WHERE event_id >= %s", trail.events[4].id)
    tamper("DELETE FROM audit_event WHERE id >= %s", trail.events[4].id)
    found = verify()
    assert codes(found) == {"cut_tail"}
    assert found.findings[0].facts == {"last": 6, "told_by": "head"}


def test_a_cut_tail_with_its_head_set_back_is_told_by_an_anchor(trail: Trail, tamper: Tamper) -> None:
    early = Anchor(ENTERPRISE, 3, trail.events[2].hash, "2025-05-18T00:00:00+00:00")
    late = Anchor(ENTERPRISE, 6, trail.events[5].hash, "2025-05-19T00:00:00+00:00")
    cut_back(tamper, trail)
    assert verify().intact
    found = verify(anchors=[early, late])
    assert codes(found) == {"cut_tail"}
    assert found.findings[0].facts["certain_until"] == early.at
    assert found.findings[0].facts["certain_size"] == 3


def test_a_rewritten_chain_is_told_by_an_anchor(trail: Trail, tamper: Tamper) -> None:
    late = Anchor(ENTERPRISE, 6, trail.events[5].hash, "2025-05-19T00:00:00+00:00")
    cut_back(tamper, trail)
    rename(trail.units[2], "Omskrevet")
    rename(trail.units[2], "Omskrevet igjen")
    assert verify().intact
    found = verify(anchors=[late])
    assert codes(found) == {"rewritten"}
    assert found.findings[0].facts["anchored_at"] == late.at


def test_a_rewritten_chain_is_told_by_the_installations_checkpoint(trail: Trail, tamper: Tamper) -> None:
    anchor(by=KARI, at=AT)
    cut_back(tamper, trail)
    rename(trail.units[2], "Omskrevet")
    rename(trail.units[2], "Omskrevet igjen")
    found = verify()
    assert codes(found) == {"rewritten"}
    assert found.findings[0].facts["told_by"] == "checkpoint"


def test_a_chain_that_is_gone_is_told_by_the_checkpoint(trail: Trail, tamper: Tamper) -> None:
    anchor(by=KARI, at=AT)
    chain = Chain.objects.get(key=ENTERPRISE).pk
    tamper(
        "DELETE FROM audit_eventrow WHERE event_id < %s AND event_id >= %s", event_id(chain + 1, 0), event_id(chain, 0)
    )
    tamper("DELETE FROM audit_event WHERE chain_id = %s", chain)
    tamper("DELETE FROM audit_chain WHERE id = %s", chain)
    assert codes(verify()) == {"chain_removed"}


def test_a_changed_head_is_told(trail: Trail, tamper: Tamper) -> None:
    tamper("UPDATE audit_chain SET head = %s", "e" * 64)
    assert codes(verify()) == {"head_changed"}


def test_an_event_past_the_head_is_told(trail: Trail, tamper: Tamper) -> None:
    forge(tamper, sequence=7, previous=trail.events[5].hash)
    found = verify()
    assert codes(found) == {"head_behind"}
    assert places(found, "head_behind") == [7]


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "audit_forgotten"), ("actor_key", "per"), ("via", "api"), ("enterprise", ""), ("object_key", "another")],
)
def test_a_column_that_contradicts_the_body_is_told(trail: Trail, tamper: Tamper, column: str, value: str) -> None:
    tamper(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, trail.events[1].id)  # noqa: S608
    found = verify()
    assert codes(found) == {"columns_differ"}
    assert places(found, "columns_differ") == [2]


def test_a_changed_instant_is_told(trail: Trail, tamper: Tamper) -> None:
    tamper("UPDATE audit_event SET at = '2024-01-01 00:00:00+00:00' WHERE id = %s", trail.events[1].id)
    assert verify().findings[0].facts == {"columns": ["at"]}


def test_changed_names_are_told(trail: Trail, tamper: Tamper) -> None:
    tamper("UPDATE audit_event SET names = replace(names, 'Kari', 'Ola') WHERE id = %s", trail.events[1].id)
    assert codes(verify()) == {"names_changed"}


def test_changed_content_of_a_row_is_told(trail: Trail, tamper: Tamper) -> None:
    tamper(
        "UPDATE audit_eventrow SET content = replace(content, 'Enhet', 'Annet') WHERE event_id = %s AND position = 1",
        trail.events[0].id,
    )
    found = verify()
    assert codes(found) == {"content_changed"}
    assert found.findings[0].facts["key"] == trail.units[1].key


def test_content_and_commitment_changed_together_are_told(trail: Trail, tamper: Tamper) -> None:
    row = EventRow.objects.get(event=trail.events[1])
    content = row.content.replace("Påfunn", "Annet")
    tamper(
        "UPDATE audit_eventrow SET content = %s, commitment = %s WHERE id = %s",
        content,
        commitment(row.salt, content),
        row.pk,
    )
    assert codes(verify()) == {"row_changed"}


def test_a_row_rewritten_with_its_leaf_is_told(trail: Trail, tamper: Tamper) -> None:
    row = EventRow.objects.get(event=trail.events[1])
    leaf = leaf_of(row.table, "another", row.person_key, row.digest, row.commitment)
    tamper("UPDATE audit_eventrow SET row_key = 'another', leaf = %s WHERE id = %s", leaf, row.pk)
    assert codes(verify()) == {"rows_differ"}


def test_a_row_of_an_event_that_is_gone_is_told(trail: Trail, tamper: Tamper) -> None:
    tamper("DELETE FROM audit_eventrow WHERE event_id = %s AND position = 2", trail.events[0].id)
    found = verify()
    assert codes(found) == {"row_removed"}
    assert found.findings[0].facts == {"expected": 3, "stored": 2}


def test_a_row_added_to_an_event_is_told(trail: Trail, tamper: Tamper) -> None:
    tamper(
        "UPDATE audit_eventrow SET event_id = %s, position = 3 WHERE event_id = %s",
        trail.events[0].id,
        trail.events[5].id,
    )
    assert codes(verify()) == {"row_added", "row_removed"}


def test_rows_that_changed_places_are_told(trail: Trail, tamper: Tamper) -> None:
    for was, now in ((0, 9), (1, 0), (9, 1)):
        tamper(
            "UPDATE audit_eventrow SET position = %s WHERE event_id = %s AND position = %s",
            now,
            trail.events[0].id,
            was,
        )
    assert codes(verify()) == {"rows_differ"}


def test_content_blanked_without_anybody_forgotten_is_told(trail: Trail) -> None:
    EventRow.objects.filter(event=trail.events[0], position=1).update(content="", salt="")
    Event.objects.filter(pk=trail.events[3].pk).update(names="", salt="")
    found = verify()
    assert codes(found) == {"forgotten_without_event"}
    assert [finding.facts["what"] for finding in found.findings] == ["row", "names"]


def test_a_record_changed_by_sql_has_no_event(trail: Trail) -> None:
    OrgUnit.objects.filter(pk=trail.units[1].pk).update(name_nb="Endret utenom")
    assert verify().intact
    found = verify(records=True)
    assert codes(found) == {"changed_without_event"}
    assert found.findings[0].facts == {"table": "organisation_orgunit", "key": trail.units[1].key}
    assert found.findings[0].sequence == 5


def test_a_record_added_by_sql_has_no_event(trail: Trail) -> None:
    unit = make_unit("utenom")
    found = verify(records=True)
    assert codes(found) == {"row_without_event"}
    assert found.findings[0].facts["key"] == unit.key


def test_a_record_deleted_by_sql_has_no_event(trail: Trail) -> None:
    OrgUnit.objects.filter(pk=trail.units[2].pk).delete()
    found = verify(records=True)
    assert codes(found) == {"deleted_without_event"}
    assert found.findings[0].facts["key"] == trail.units[2].key


def test_a_record_set_back_and_its_events_renumbered_is_told(trail: Trail, tamper: Tamper) -> None:
    """The last event is found by the chain's own order, not by a running number that can be exchanged."""
    OrgUnit.objects.filter(pk=trail.units[0].pk).update(name_nb="Enhet 11", version=1)
    first, last = (
        EventRow.objects.filter(row_key=trail.units[0].key).order_by(order).first().pk for order in ("pk", "-pk")
    )
    for was, now in ((first, 10**9), (last, first), (10**9, last)):
        tamper("UPDATE audit_eventrow SET id = %s WHERE id = %s", now, was)
    assert codes(verify(records=True)) == {"changed_without_event"}


def test_a_forged_event_with_a_senseless_body_is_told_and_does_not_stop_the_verification(
    trail: Trail, tamper: Tamper
) -> None:
    forge(tamper, sequence=7, previous=trail.events[5].hash, body="[]")
    tamper("UPDATE audit_chain SET size = 7, head = %s", Event.objects.get(sequence=7).hash)
    assert codes(verify()) == {"columns_differ"}


def move(tamper: Tamper, trail: Trail, sequence: int, to: int) -> None:
    """Gives an event another place, with its id and its rows."""
    chain = trail.events[0].chain_id
    was, now = event_id(chain, sequence), event_id(chain, to)
    tamper("UPDATE audit_eventrow SET event_id = %s WHERE event_id = %s", now, was)
    tamper("UPDATE audit_event SET id = %s, sequence = %s WHERE id = %s", now, to, was)


def cut_back(tamper: Tamper, trail: Trail) -> None:
    """Takes the last two events away, and sets the head back so that the chain looks whole."""
    tamper("DELETE FROM audit_eventrow WHERE event_id IN (%s, %s)", trail.events[4].id, trail.events[5].id)
    tamper("DELETE FROM audit_event WHERE id IN (%s, %s)", trail.events[4].id, trail.events[5].id)
    tamper("UPDATE audit_chain SET size = 4, head = %s WHERE key = %s", trail.events[3].hash, ENTERPRISE)


def forge(tamper: Tamper, *, sequence: int, previous: str, body: str | None = None) -> None:
    """An event that fits itself, made like the chain's first one but without rows."""
    model = Event.objects.order_by("id").last()
    assert model is not None
    facts = json.loads(model.body)
    facts["rows"] = {"count": 0, "root": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    text = canonical(facts) if body is None else body
    values = {
        "id": event_id(model.chain_id, sequence),
        "sequence": sequence,
        "body": text,
        "previous": previous,
        "hash": event_hash(ENTERPRISE, sequence, previous, text),
    }
    columns = [field.column for field in Event._meta.concrete_fields]
    picked = ", ".join("%s" if column in values else f'"{column}"' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    tamper(
        f"INSERT INTO audit_event ({names}) SELECT {picked} FROM audit_event WHERE id = %s",  # noqa: S608
        *[values[column] for column in columns if column in values],
        model.pk,
    )
