from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, RunPython
from django.db.models import Index, IntegerField, UniqueConstraint

from samsvar.platform.organisation.management.commands.migrate import MakeTables, together


def index(table: str, *fields: str) -> AddIndex:
    return AddIndex(table, Index(fields=fields, name=f"{table}_{'_'.join(fields)}"))


def test_tables_in_a_row_are_made_as_one_with_their_indexes_and_the_order_stays():
    one, two, three = (CreateModel(name, []) for name in ("One", "Two", "Three"))
    data, own, late = RunPython(RunPython.noop), index("one", "id"), index("one", "size")
    first, second, third, fourth = together([one, two, own, data, late, three])
    assert isinstance(first, MakeTables)
    assert isinstance(fourth, MakeTables)
    assert (first.operations, second, third, fourth.operations) == ([one, two, own], data, late, [three])


def test_what_is_of_a_column_added_later_waits_for_it():
    table, column = CreateModel("One", []), AddField("one", "other", IntegerField())
    of_it = AddConstraint("one", UniqueConstraint(fields=["id", "other"], name="one_both"))
    own = index("one", "id")
    first, *rest = together([table, column, of_it, own])
    assert isinstance(first, MakeTables)
    assert (first.operations, rest) == ([table, own], [column, of_it])
