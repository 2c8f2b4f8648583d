"""Suppliers read in: one row per enterprise and number."""

from dataclasses import replace
from datetime import date
from typing import Any

from samsvar.core.readers.suppliers import SupplierRow
from samsvar.platform.audit.models import Event
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.services.import_contracts import import_contracts
from samsvar.registers.suppliers.services.import_suppliers import import_suppliers
from tests.cast import NOW, Cast
from tests.registers.suppliers.test_import_contracts import ROW as CONTRACT

ROW = SupplierRow(
    row=2,
    name="Demodata Maskinvare AS",
    organisation_number="923456783",
    country="NOR",
    parent=None,
    code_of_conduct_accepted_on=date(2025, 2, 1),
    code_of_conduct_version="1.0",
    questionnaire_asked_on=date(2025, 3, 1),
    questionnaire_due_on=date(2025, 4, 1),
    questionnaire_answered_on=None,
    open_gaps=None,
    open_screening_hits=0,
)


def read_in(cast: Cast, *rows: SupplierRow, **more: Any) -> ImportOutcome:
    return import_suppliers(enterprise=cast.enterprise, rows=rows, by=cast.actor("kari"), at=NOW, **more)


def test_a_supplier_is_created_with_unknown_kept_unknown(cast: Cast) -> None:
    assert read_in(cast, ROW) == ImportOutcome(created=1)
    supplier = Supplier.objects.get()
    assert supplier.code_accepted_on == date(2025, 2, 1)
    assert supplier.code_accepted_version == "1.0"
    assert supplier.open_gaps is None
    assert supplier.open_screening_hits == 0


def test_the_same_rows_twice_change_nothing(cast: Cast) -> None:
    read_in(cast, ROW, replace(ROW, row=3, name="Påfunn Renhold AS", organisation_number=None))
    events = Event.objects.count()
    again = read_in(cast, ROW, replace(ROW, row=3, name="Påfunn Renhold AS", organisation_number=None))
    assert again == ImportOutcome(unchanged=2)
    assert Event.objects.count() == events


def test_a_new_name_for_a_number_renames_the_supplier_and_its_contracts_are_found_by_it(cast: Cast) -> None:
    import_contracts(enterprise=cast.enterprise, rows=[CONTRACT], by=cast.actor("kari"), at=NOW)
    assert read_in(cast, replace(ROW, name="Fiktiv Frukt AS")) == ImportOutcome(changed=1)
    assert Supplier.objects.get().name == "Fiktiv Frukt AS"
    assert "fiktiv frukt as" in Contract.objects.get().search_text


def test_two_rows_that_mean_the_same_supplier_are_refused(cast: Cast) -> None:
    outcome = read_in(cast, ROW, replace(ROW, row=3, organisation_number=None))
    assert [(error.row, error.code, error.facts["first_row"]) for error in outcome.errors] == [(3, "duplicate", 2)]
    assert not Supplier.objects.exists()


def test_a_parent_in_the_same_file_is_tied_whichever_row_comes_first(cast: Cast) -> None:
    child = replace(ROW, name="Datter AS", organisation_number="912345674", parent="Mor AS")
    parent = replace(ROW, row=3, name="Mor AS", organisation_number=None)
    assert read_in(cast, child, parent) == ImportOutcome(created=2)
    assert Supplier.objects.get(name="Datter AS").parent.name == "Mor AS"
    assert read_in(cast, child, parent) == ImportOutcome(unchanged=2)


def test_parents_in_a_ring_keep_their_names_only(cast: Cast) -> None:
    first = replace(ROW, name="En AS", organisation_number=None, parent="To AS")
    second = replace(ROW, row=3, name="To AS", organisation_number=None, parent="En AS")
    assert read_in(cast, first, second) == ImportOutcome(created=2)
    assert not Supplier.objects.filter(parent__isnull=False).exists()
    assert Supplier.objects.get(name="En AS").parent_name == "To AS"


def test_a_merged_suppliers_number_means_the_one_that_was_kept(cast: Cast) -> None:
    read_in(cast, ROW, replace(ROW, row=3, name="Gammelt navn AS", organisation_number="912345674"))
    kept, merged = Supplier.objects.order_by("pk")
    Supplier.objects.filter(pk=merged.pk).update(merged_into=kept)
    row = replace(CONTRACT, supplier_organisation_number="912345674", supplier_name="Gammelt navn AS")
    import_contracts(enterprise=cast.enterprise, rows=[row], by=cast.actor("kari"), at=NOW)
    assert Contract.objects.get().supplier == kept
