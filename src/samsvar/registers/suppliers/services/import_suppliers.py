"""Reads suppliers in: one row per enterprise and number; all rows or none."""

from collections.abc import Container, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.results import RowError
from samsvar.core.readers.suppliers import SupplierRow
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.events import SUPPLIERS_IMPORTED
from samsvar.registers.suppliers.services.known import Known, KnownSuppliers, Several
from samsvar.registers.suppliers.services.search import renew_search_text

#: The column a field of the reader's row is stored in.
STORED_IN = {
    "name": "name",
    "organisation_number": "orgnr",
    "country": "country",
    "parent": "parent_name",
    "code_of_conduct_accepted_on": "code_accepted_on",
    "code_of_conduct_version": "code_accepted_version",
    "questionnaire_asked_on": "questionnaire_asked_on",
    "questionnaire_due_on": "questionnaire_due_on",
    "questionnaire_answered_on": "questionnaire_answered_on",
    "open_gaps": "open_gaps",
    "open_screening_hits": "open_screening_hits",
}
_TEXT = frozenset({"orgnr", "country", "parent_name", "code_accepted_version"})


@transaction.atomic
def import_suppliers(
    *,
    enterprise: OrgUnit,
    rows: Sequence[SupplierRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet.

    `fields` are the fields the file has columns for (None: all): what it has no column for is left as it is, and an
    empty cell empties. A number is never emptied. Errors: `ambiguous_supplier` (facts `numbers`, `countries`),
    `duplicate` (`first_row`, `value`). Raises ChangedMeanwhile.
    """
    known = KnownSuppliers(enterprise)
    columns = {field: column for field, column in STORED_IN.items() if fields is None or field in fields}
    errors: list[RowError] = []
    placed: list[tuple[SupplierRow, Known]] = []
    for row in rows:
        try:
            supplier = known.find(row.organisation_number or "", row.name, row.country or "")
        except Several as several:
            errors.append(RowError(row.row, None, "ambiguous_supplier", several.facts, "name"))
            continue
        if supplier is None:
            supplier = known.add(row.organisation_number or "", row.name, row.country or "", row.row)
        elif supplier.first_row:
            facts = {"first_row": supplier.first_row, "value": row.name}
            errors.append(RowError(row.row, None, "duplicate", facts, "name"))
            continue
        supplier.first_row = row.row
        _say(known, supplier, _wanted(row, columns))
        placed.append((row, supplier))
    if errors:
        return ImportOutcome(errors=tuple(errors))
    if "parent" in columns:
        _place_parents(known, placed)
    renamed = [pk for pk, supplier in known.amended.items() if "name" in supplier.changes]
    changed = sum(1 for _, supplier in placed if supplier.pk in known.amended)
    created = len(known.new)
    outcome = ImportOutcome(created, changed, len(placed) - created - changed)
    if outcome.writes and not dry_run:
        with closing(known.write(at)) as changes:
            about = outcome.about(sha256)
            record(SUPPLIERS_IMPORTED, by=by, at=at, enterprise=enterprise.key, rows=changes, about=about)
        renew_search_text(renamed)
    return outcome


def _wanted(row: SupplierRow, columns: dict[str, str]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for field, column in columns.items():
        value = getattr(row, field)
        wanted[column] = (value or "") if column in _TEXT else value
    return wanted


def _say(known: KnownSuppliers, supplier: Known, wanted: dict[str, Any]) -> None:
    if supplier.pk is None:
        supplier.changes.update(wanted)
        return
    if not wanted.get("orgnr"):
        wanted.pop("orgnr", None)
    changes = supplier.differing(wanted)
    if changes:
        known.amend(supplier, **changes)


def _place_parents(known: KnownSuppliers, placed: list[tuple[SupplierRow, Known]]) -> None:
    """Ties each supplier to its parent where one supplier goes by what stands in the parent column."""
    for row, supplier in placed:
        parent = _parent(known, row.parent or "")
        if parent is supplier or parent is None:
            wanted_pk, parent = None, None
        else:
            wanted_pk = parent.pk
        supplier.parent = parent
        if supplier.pk is not None and (supplier.parent_pk != wanted_pk or (parent is not None and parent.pk is None)):
            supplier.parent_pk = wanted_pk
            known.amend(supplier)


def _parent(known: KnownSuppliers, text: str) -> Known | None:
    if not text:
        return None
    digits = text.replace(" ", "")
    number = digits if len(digits) == 9 and digits.isdigit() else ""
    try:
        return known.find(number, text)
    except Several:
        return None
