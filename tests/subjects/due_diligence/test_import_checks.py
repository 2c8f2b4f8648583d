import io
from datetime import date

import pytest

from samsvar.core.readers.checks import read_checks
from samsvar.core.readers.results import Lookups
from samsvar.platform.audit.models import Event
from samsvar.subjects.due_diligence.models import Check, CheckFinding
from samsvar.subjects.due_diligence.services.checks.importing import import_checks
from tests.cast import NOW
from tests.subjects.due_diligence.chain import make_contract

HEAD = "Kontrollnummer;Avtalenummer;Type kontroll;Utføres innen;Spurt;Bedt om;Mottatt dato;Bedømt;Konklusjon;"
HEAD += "Funn;Alvor;Frist for funn;Rettet;Hva ble gjort\n"
DONE = "2024-1;K-1;stikkprøve;01.12.2024;;;20.11.2024;26.11.2024;Mindre avvik;Overtid manglet;mindre;20.12.2024;;\n"
ASKED = "2024-2;K-1;HMS-kort;2024-12-01;01.10.2024;Kortliste;;;;;;;;\n"
CLOSED = DONE.replace(";;\n", ";13.12.2024;Etterbetalt\n")


def read(text, known=("K-1", "K-2")):
    return read_checks(io.BytesIO((HEAD + text).encode()), "kontroller.csv", Lookups(known_contracts=known))


@pytest.fixture
def read_in(cast):
    make_contract(cast.enterprise)
    make_contract(cast.enterprise, "K-2")

    def done(text, **more):
        found = read(text)
        assert not found.errors
        by = {"by": cast.actor("kari"), "at": NOW}
        outcome = import_checks(enterprise=cast.enterprise, rows=found.rows, fields=found.fields, **by, **more)
        return outcome if outcome.errors else (outcome.created, outcome.changed, outcome.unchanged)

    return done


@pytest.mark.django_db
def test_checks_are_read_in_with_their_state_and_their_finding(read_in):
    assert read_in(DONE + ASKED) == (2, 0, 0)
    told = Check.objects.order_by("number").values_list("number", "kind", "status", "plan_year", "asked_for")
    assert list(told) == [
        ("2024-1", "spot_check", "judged", 2024, ""),
        ("2024-2", "hms_card", "asked", 2024, "Kortliste"),
    ]
    finding = CheckFinding.objects.get()
    assert (finding.title, finding.gravity, finding.found_on) == ("Overtid manglet", "minor", date(2024, 11, 20))


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing_and_a_dry_run_nothing_at_all(read_in):
    assert read_in(DONE + ASKED, dry_run=True) == (2, 0, 0)
    assert not Check.objects.exists()
    read_in(DONE + ASKED)
    assert read_in(DONE + ASKED) == (0, 0, 2)
    assert Event.objects.filter(kind="checks_imported").count() == 1


@pytest.mark.django_db
def test_a_finding_that_is_put_right_in_the_file_is_closed_here(read_in):
    read_in(DONE)
    assert read_in(CLOSED) == (0, 1, 0)
    finding = CheckFinding.objects.get()
    assert (finding.closed_on, finding.what_was_done) == (date(2024, 12, 13), "Etterbetalt")


@pytest.mark.django_db
def test_a_check_does_not_move_to_another_contract(read_in):
    read_in(ASKED)
    outcome = read_in(DONE + ASKED.replace("K-1", "K-2"))
    assert [(error.code, error.row) for error in outcome.errors] == [("other_contract", 3)]
    assert Check.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ASKED.replace("K-1", "K-9"), "unknown_contract"),
        (ASKED.replace("HMS-kort", "hageselskap"), "unknown_word"),
        (DONE.replace("Mindre avvik", ""), "needed_beside"),
        (DONE.replace(";mindre;", ";;"), "needed_beside"),
        (CLOSED.replace("Etterbetalt", ""), "needed_beside"),
        (DONE.replace("20.11.2024", "27.11.2024"), "days_backwards"),
        (DONE + DONE, "duplicate"),
    ],
)
def test_what_is_wrong_in_a_row_is_named(text, code):
    assert [error.code for error in read(text).errors] == [code]


def test_english_headings_are_read():
    text = "Check ID;Contract ID;Kind;Due on\n1;K-1;wages;2025-05-01\n"
    found = read_checks(io.BytesIO(text.encode()), "checks.csv", Lookups(known_contracts=("K-1",)))
    assert [(row.id, row.kind, row.due_on) for row in found.rows] == [("1", "wage_duty", date(2025, 5, 1))]
