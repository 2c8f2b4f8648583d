"""Many rows by one statement: all of them, in portions, whole, and none that somebody else has saved."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from samsvar.platform.audit import many
from samsvar.platform.audit.many import insert_many, next_numbers, streamed, update_many
from samsvar.platform.audit.models import Chain
from samsvar.platform.organisation.models import OrgUnit
from tests.platform.audit.conftest import make_unit

pytestmark = pytest.mark.django_db

COLUMNS = ("name_nb", "version")


def named(units: list[OrgUnit]) -> list[tuple[str, int]]:
    return list(OrgUnit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("pk").values_list(*COLUMNS))


@pytest.mark.parametrize("at_a_time", [1, 2, 500])
def test_every_row_is_written_whatever_the_portion(monkeypatch: pytest.MonkeyPatch, at_a_time: int) -> None:
    monkeypatch.setattr(many, "ROWS", at_a_time)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE tried (name varchar(20), figure integer NULL)")
        rows = [("å", 1), ("b", None), ("c", 3)]
        made = insert_many(cursor, "tried", ["name", "figure"], rows, "RETURNING name, figure")
        assert {tuple(row) for row in made} == {("å", 1), ("b", None), ("c", 3)}
        cursor.execute("DROP TABLE tried")


def test_rows_given_in_a_stream_are_all_there_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "ROWS", 3)
    rows = [(str(number) * 9, number) for number in range(1_000)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE tried (name varchar(27), figure integer NULL)")
        with transaction.atomic(), streamed():
            for start in range(0, len(rows), 10):
                insert_many(cursor, "tried", ["name", "figure"], rows[start : start + 10])
        cursor.execute("SELECT name, figure FROM tried ORDER BY figure")
        assert [tuple(row) for row in cursor.fetchall()] == rows
        cursor.execute("DROP TABLE tried")


def test_a_refused_row_is_told_of_at_the_latest_when_the_stream_ends_and_nothing_of_it_stays() -> None:
    with pytest.raises(IntegrityError):
        streamed_chains("en", "to", "en", "tre")
    assert not Chain.objects.filter(key__in=["en", "to", "tre"]).exists()


def streamed_chains(*keys: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor, streamed():
        for key in keys:
            insert_many(cursor, Chain._meta.db_table, ["key", "head", "size"], [(key, "0", 0)])


@pytest.mark.postgresql
def test_numbers_are_taken_from_the_tables_own_sequence() -> None:
    first, second = next_numbers(Chain._meta.db_table, 2) or ()
    chain = Chain.objects.create(key="en", head="0")
    assert first < second < chain.pk


def test_nothing_to_write_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0), connection.cursor() as cursor:  # type: ignore[operator]
        assert insert_many(cursor, "tried", ["name"], []) == []
        assert update_many(cursor, OrgUnit, COLUMNS, []) == 0


@pytest.mark.parametrize("at_a_time", [1, 2, 500])
def test_a_row_somebody_else_has_saved_is_left_and_not_counted(monkeypatch: pytest.MonkeyPatch, at_a_time: int) -> None:
    monkeypatch.setattr(many, "ROWS", at_a_time)
    units = [make_unit(number) for number in ("1", "2", "3")]
    OrgUnit.objects.filter(pk=units[1].pk).update(version=7)
    with connection.cursor() as cursor:
        rows = [(f"Ny {unit.number}", 2, unit.pk, 1) for unit in units]
        assert update_many(cursor, OrgUnit, COLUMNS, rows) == 2
    assert named(units) == [("Ny 1", 2), ("Enhet 2", 7), ("Ny 3", 2)]


def test_an_empty_value_in_the_first_row_does_not_decide_for_the_rest() -> None:
    units = [make_unit(number) for number in ("1", "2")]
    with connection.cursor() as cursor:
        rows = [(None, units[0].pk, 1), (units[0].pk, units[1].pk, 1)]
        assert update_many(cursor, OrgUnit, ["parent"], rows) == 2
    assert [unit.parent_id for unit in OrgUnit.objects.order_by("pk")] == [None, units[0].pk]


@pytest.mark.postgresql
def test_a_text_that_is_too_long_is_refused_and_not_cut_off() -> None:
    unit = make_unit("1")
    with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
        update_many(cursor, OrgUnit, ["number"], [("9" * 5000, unit.pk, 1)])
