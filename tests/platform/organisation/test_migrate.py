from django.db.migrations import AddIndex, CreateModel, RunPython
from django.db.models import Index

from samsvar.platform.organisation.management.commands.migrate import CreateModels, together


def test_tables_in_a_row_are_made_as_one_and_the_order_stays():
    one, two, three = (CreateModel(name, []) for name in ("One", "Two", "Three"))
    index, data = AddIndex("one", Index(fields=["id"], name="one_id")), RunPython(RunPython.noop)
    first, second, third, fourth = together([one, two, index, data, three])
    assert isinstance(first, CreateModels)
    assert isinstance(fourth, CreateModels)
    assert (first.models, second, third, fourth.models) == ([one, two], index, data, [three])
