"""Recording: in the caller's transaction, one chain per enterprise, declared kinds only; and forgetting."""

import json
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from samsvar.platform.audit.hashing import event_hash, genesis
from samsvar.platform.audit.kinds import UnknownKind
from samsvar.platform.audit.models import Chain, Event, EventRow
from samsvar.platform.audit.rows import RowChange
from samsvar.platform.audit.services import (
    NotInTransaction,
    changed,
    forget_person,
    forget_row,
    record,
    removed,
    snapshot,
)
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.models import OrgUnit

from .conftest import AT, ENTERPRISE, KARI, Trail, make_person, make_unit, rename

pytestmark = pytest.mark.django_db


def test_an_event_says_who_what_when_and_to_which_object() -> None:
    unit = make_unit("11")
    event = record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(unit)], about={"count": 2})
    kept = Event.objects.get(pk=event.pk)
    assert (kept.kind, kept.at, kept.actor_key, kept.via, kept.enterprise) == (
        "tried",
        AT,
        KARI.person_key,
        "web",
        ENTERPRISE,
    )
    assert (kept.object_table, kept.object_key) == ("organisation_orgunit", unit.key)
    assert (kept.actor_name, kept.object_label, kept.about) == ("Kari Liksom", "Enhet 11", {"count": 2})


def test_the_hash_covers_chain_sequence_previous_and_body(trail: Trail) -> None:
    previous = genesis(ENTERPRISE)
    for sequence, event in enumerate(trail.events, 1):
        assert event.previous == previous
        assert event.hash == event_hash(ENTERPRISE, sequence, previous, event.body)
        previous = event.hash
    assert Chain.objects.get(key=ENTERPRISE).head == previous


def test_each_enterprise_has_its_chain_and_the_installation_its_own() -> None:
    for enterprise in (ENTERPRISE, "nabo000000000000", None, ENTERPRISE):
        record("tried", by=KARI, at=AT, enterprise=enterprise)
    assert dict(Chain.objects.values_list("key", "size")) == {ENTERPRISE: 2, "nabo000000000000": 1, "installation": 1}


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInTransaction):
        record("tried", by=KARI, at=AT, enterprise=ENTERPRISE)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_when_the_last_step_fails_nothing_is_kept_and_the_chain_goes_on() -> None:
    unit = make_unit("11")
    rename(unit, "Før")

    def service() -> None:
        with transaction.atomic():
            unit.name_nb = "Aldri"
            unit.save()
            record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(unit)])
            raise RuntimeError("the last step")

    with pytest.raises(RuntimeError, match="the last step"):
        service()
    assert OrgUnit.objects.get(pk=unit.pk).name_nb == "Før"
    assert (Event.objects.count(), EventRow.objects.count(), Chain.objects.get().size) == (1, 1, 1)
    unit.refresh_from_db()
    rename(unit, "Etter")
    assert verify(records=True).intact


@pytest.mark.django_db(transaction=True)
def test_a_failing_recording_takes_the_change_with_it() -> None:
    unit = make_unit("11")

    @transaction.atomic
    def service() -> None:
        OrgUnit.objects.filter(pk=unit.pk).update(name_nb="Aldri")
        record("not_declared", by=KARI, at=AT, enterprise=ENTERPRISE)

    with pytest.raises(UnknownKind):
        service()
    assert OrgUnit.objects.get(pk=unit.pk).name_nb == "Enhet 11"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        record("tried", by=KARI, at=datetime(2025, 5, 20), enterprise=ENTERPRISE)  # noqa: DTZ001


def test_rows_of_one_table_have_the_same_columns() -> None:
    rows = [RowChange("made_up", "1", None, {"a": 1}), RowChange("made_up", "2", None, {"b": 1})]
    with pytest.raises(ValueError, match="different columns"):
        record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=rows)


def test_a_changed_row_keeps_only_what_differs(trail: Trail) -> None:
    row = EventRow.objects.get(event=trail.events[1])
    assert json.loads(row.content) == {
        "was": {"name_nb": "Enhet 11", "version": 1},
        "is": {"name_nb": "Påfunn 0", "version": 2},
    }


def test_a_new_row_keeps_all_it_is_and_a_removed_one_all_it_was(trail: Trail) -> None:
    unit = trail.units[2]
    whole = snapshot(unit)
    assert json.loads(EventRow.objects.get(event=trail.events[0], row_key=unit.key).content) == {"is": whole}
    change = removed(unit)
    unit.delete()
    event = record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[change])
    gone = EventRow.objects.get(event=event)
    assert (json.loads(gone.content), gone.digest) == ({"was": whole}, "")
    assert verify(records=True).intact


def test_a_snapshot_is_the_same_before_and_after_the_database() -> None:
    unit = make_unit("11")
    unit.valid_from = AT.date()
    unit.save()
    assert snapshot(unit) == snapshot(OrgUnit.objects.get(pk=unit.pk))
    assert snapshot(unit)["valid_from"] == "2025-05-20"
    assert snapshot(unit)["created_at"] == "2025-05-20T08:00:00+00:00"


def test_a_password_never_reaches_the_trail_and_may_change_without_an_event() -> None:
    person = make_person("Ingrid Prøve")
    person.set_password("et langt nok passord")
    person.save()
    record("tried_person", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(person)])
    assert "argon2" not in EventRow.objects.get().content
    person.set_password("et annet langt passord")
    person.save()
    assert verify(records=True).intact


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET body = 'x'",
        "UPDATE audit_event SET names = 'x'",
        "DELETE FROM audit_event",
        "UPDATE audit_eventrow SET digest = ''",
        "UPDATE audit_eventrow SET content = 'x'",
        "UPDATE audit_eventrow SET content = '', salt = '', row_key = 'x'",
        "DELETE FROM audit_eventrow",
        "UPDATE audit_chain SET size = size + 1",
        "UPDATE audit_chain SET head = 'x'",
        "UPDATE audit_chain SET size = size - 1",
        "DELETE FROM audit_chain",
        "INSERT INTO audit_chain (key, head, size) VALUES ('x', 'x', 4)",
        'INSERT INTO audit_eventrow (event_id, position, "table", row_key, person_key, digest, content, salt,'
        " commitment, leaf) SELECT event_id, 99 + position + id, 'x', 'x', '', '', '', '', '', '' FROM audit_eventrow",
    ],
)
def test_the_database_refuses_what_is_not_an_addition(trail: Trail, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify(records=True).intact


def test_the_database_refuses_an_event_that_does_not_follow_the_head(trail: Trail) -> None:
    first = trail.events[0]
    first.pk, first.sequence, first.hash = first.pk + 500, 501, "a" * 64
    with pytest.raises(DatabaseError, match="audit_event_next"), transaction.atomic():
        first.save(force_insert=True)


def test_a_forgotten_person_leaves_no_content_and_the_chain_verifies() -> None:
    person = make_person("Ingrid Prøve")
    record("tried_person", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(person)])
    was = snapshot(person)
    person.name = "Ingrid Oppdiktet"
    person.save()
    record("tried_person", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(person, was=was)])
    assert stored_text().count("Ingrid") > 0

    person.name, person.email = "", "glemt@example.org"
    person.save()
    assert forget_person(person.key, by=KARI, at=AT) == 2
    record("tried_person", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(person)])

    assert "ngrid" not in stored_text()
    found = verify(records=True)
    assert (found.findings, found.unchecked) == ([], 0)


def test_forgetting_follows_the_kinds_rule_and_leaves_others_alone(trail: Trail) -> None:
    ingrid, per = make_person("Ingrid Prøve"), make_person("Per Eksempel")
    for person in (ingrid, per):
        record("tried_person", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(person)])
    record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=[changed(ingrid)])
    assert forget_person(ingrid.key, by=KARI, at=AT) == 1
    assert EventRow.objects.filter(content="").count() == 1
    assert EventRow.objects.get(person_key=per.key).content != ""
    assert verify().intact


def test_what_a_forgotten_person_did_keeps_its_key_and_loses_its_name_where_asked(trail: Trail) -> None:
    forget_person(KARI.person_key, by=KARI, at=AT)
    assert trail.events[0].names == Event.objects.get(pk=trail.events[0].pk).names
    forget_person(KARI.person_key, by=KARI, at=AT, as_actor=True)
    event = Event.objects.get(pk=trail.events[0].pk)
    assert (event.actor_name, event.actor_key) == ("", KARI.person_key)
    assert verify().intact


def test_a_row_about_somebody_without_an_account_can_be_forgotten(trail: Trail) -> None:
    unit = trail.units[0]
    assert forget_row("organisation_orgunit", unit.key, by=KARI, at=AT) == 4
    assert not EventRow.objects.filter(row_key=unit.key).exclude(content="").exists()
    found = verify(records=True)
    assert (found.findings, found.unchecked) == ([], 1)


def stored_text() -> str:
    """Every byte of text that the trail holds."""
    rows = EventRow.objects.values_list("content", flat=True)
    events = [text for pair in Event.objects.values_list("names", "body") for text in pair]
    return "\n".join([*rows, *events])
