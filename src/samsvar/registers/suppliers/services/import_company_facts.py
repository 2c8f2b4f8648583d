"""Reads answers of the company register in: facts of suppliers by organisation number."""

from collections.abc import Container, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.company_facts import CompanyFacts
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.events import FACTS_IMPORTED
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.names import folded


@transaction.atomic
def import_company_facts(
    *,
    enterprise: OrgUnit,
    rows: Sequence[CompanyFacts],
    by: Actor,
    at: datetime,
    on: date,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores the facts of each company; one that is no supplier yet becomes one.

    The name and country people have given a supplier stand. `facts_read_on` is the day on which the facts last
    changed, so that the same answer again changes nothing.
    """
    numbers = [row.organisation_number for row in rows] + [row.parent_number for row in rows if row.parent_number]
    stored = Supplier.objects.filter(enterprise=enterprise, orgnr__in=numbers, merged_into__isnull=True)
    known = {supplier.orgnr: supplier for supplier in stored}
    parents = {orgnr: supplier.pk for orgnr, supplier in known.items()}
    changes: list[tuple[Supplier, dict[str, Any] | None]] = []
    unchanged = 0
    for row in {row.organisation_number: row for row in rows}.values():
        supplier = known.get(row.organisation_number)
        was = snapshot(supplier) if supplier else None
        supplier = supplier or _new(enterprise, row, at)
        if _take_in(supplier, row, parents) or was is None:
            supplier.facts_read_on, supplier.updated_at = on, at
            changes.append((supplier, was))
        else:
            unchanged += 1
    created = sum(1 for _, was in changes if was is None)
    outcome = ImportOutcome(created, len(changes) - created, unchanged)
    if outcome.writes and not dry_run:
        for supplier, was in changes:
            supplier.version += was is not None
            supplier.save()
        rows_changed = [changed(supplier, was=was) for supplier, was in changes]
        about = outcome.about(sha256)
        record(FACTS_IMPORTED, by=by, at=at, enterprise=enterprise.key, rows=rows_changed, about=about)
    return outcome


def _new(enterprise: OrgUnit, row: CompanyFacts, at: datetime) -> Supplier:
    name = row.name[:300]
    return Supplier(
        enterprise=enterprise,
        name=name,
        name_folded=folded(name),
        orgnr=row.organisation_number,
        created_at=at,
        updated_at=at,
    )


def _take_in(supplier: Supplier, row: CompanyFacts, parents: dict[str, int]) -> bool:
    """Set what the register says; whether anything was different."""
    parent = parents.get(row.parent_number or "")
    said: dict[str, Any] = {
        "company_form": (row.legal_form or "")[:20],
        "industry_code": row.industry_codes[0][:10] if row.industry_codes else "",
        "employees": row.employees,
        "bankrupt": row.bankrupt or row.being_wound_up or row.deleted_on is not None,
        "country": supplier.country or row.country or "",
        "parent_id": supplier.parent_id if parent in (None, supplier.pk) else parent,
    }
    differs = any(getattr(supplier, column) != value for column, value in said.items())
    for column, value in said.items():
        setattr(supplier, column, value)
    return differs
