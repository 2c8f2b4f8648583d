"""Activities read in from a list as people have it."""

from datetime import date
from io import BytesIO

import pytest

from samsvar.core.readers.activities import read_activities
from samsvar.registers.wheel.models import Activity, Occurrence
from samsvar.registers.wheel.services.importing import import_activities
from tests.cast import NOW

LIST = """Aktivitet;Fase;Starter;Frist;Ansvarlig;Merknad
Vernerunder;Gjennomføre;1. mars;30.04;HMS-rådgiver;Alle enheter
Rullering av planer;Planlegging;1.11;15. januar;Leder;
Brukerråd;evaluering;;juni;;
"""


def read(text):
    return read_activities(BytesIO(text.encode()), "arshjul.csv")


def test_days_are_read_as_people_write_them():
    found = read(LIST)
    assert found.errors == ()
    assert [(row.phase, row.first_day, row.last_day, row.role) for row in found.rows] == [
        ("do", (3, 1), (4, 30), "hse_adviser"),
        ("plan", (11, 1), (1, 15), "leader"),
        ("check", None, (6, None), None),
    ]
    wrong = read(LIST.replace("30.04", "31.04").replace("evaluering", "feiring")).errors
    assert [(error.row, error.column, error.code) for error in wrong] == [
        (2, "Frist", "no_such_day"),
        (4, "Fase", "unknown_word"),
    ]


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing_and_a_changed_row_moves_the_year(cast):
    def save(text, **more):
        rows = read(text).rows
        return import_activities(
            enterprise=cast.enterprise, rows=rows, fields=read(text).fields, by=cast.actor("kari"), at=NOW, **more
        )

    assert save(LIST, dry_run=True).created == 3
    assert not Activity.objects.exists()
    assert save(LIST).created == 3
    due = {row.activity.name_nb: (row.opens_on, row.due_on) for row in Occurrence.objects.select_related("activity")}
    assert due == {
        "Vernerunder": (date(2025, 3, 1), date(2025, 4, 30)),
        "Rullering av planer": (date(2025, 11, 1), date(2026, 1, 15)),
        "Brukerråd": (date(2025, 6, 30), date(2025, 6, 30)),
    }
    again = save(LIST)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 3)
    assert save(LIST.replace("30.04", "15.05")).changed == 1
    assert Occurrence.objects.get(activity__name_nb="Vernerunder").due_on == date(2025, 5, 15)
