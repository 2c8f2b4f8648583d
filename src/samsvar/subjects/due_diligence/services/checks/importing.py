"""Reads checks in: one row per enterprise and its own number, each with at most one finding; all rows or none."""

from collections.abc import Container, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.checks import CheckRow
from samsvar.core.readers.results import RowError
from samsvar.core.rules.checks import CheckStatus
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.events import CHECKS_IMPORTED
from samsvar.subjects.due_diligence.models import Check, CheckFinding

_TEXT = ("asked_for", "received", "looked_by", "conclusion")
_DAYS = ("due_on", "asked_on", "answer_due_on", "received_on", "judged_on")
#: The column of a finding, and the field of the row it is read from.
_OF_FINDING = {"gravity": "gravity", "due_on": "finding_due_on", "closed_on": "finding_closed_on"}


@transaction.atomic
def import_checks(
    *,
    enterprise: OrgUnit,
    rows: Sequence[CheckRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet.

    `fields` are the fields the file has columns for (None: all); what it has no column for is left as it is. How far a
    check has come follows from the days of the row, and one that is cancelled stays so. A finding is known again by its
    title, and is never removed. Errors: `unknown_contract`, `other_contract` (fact `value`).
    """
    contracts = {row.number: row for row in Contract.objects.filter(enterprise=enterprise)}
    held = {row.number: row for row in Check.objects.filter(enterprise=enterprise).select_related("contract")}
    findings: dict[tuple[int, str], CheckFinding] = {
        (row.check_of_id, row.title): row for row in CheckFinding.objects.filter(check_of__enterprise=enterprise)
    }
    errors = tuple(error for row in rows if (error := _wrong(row, contracts, held)) is not None)
    if errors:
        return ImportOutcome(errors=errors)
    created = moved = 0
    changes: list[RowChange] = []
    for row in rows:
        contract, known = contracts[row.contract_id], held.get(row.id)
        check = known or _new(enterprise, contract, row)
        news = _store(check, _values(row, check, fields), at, dry_run)
        if row.finding and (fields is None or "finding" in fields):
            news += _finding(row, check, findings, at, dry_run)
        created += known is None
        moved += known is not None and bool(news)
        changes += news
    outcome = ImportOutcome(created, moved, len(rows) - created - moved)
    if outcome.writes and not dry_run:
        about = outcome.about(sha256)
        record(CHECKS_IMPORTED, by=by, at=at, enterprise=enterprise.key, rows=changes, about=about)
    return outcome


def _wrong(row: CheckRow, contracts: dict[str, Contract], held: dict[str, Check]) -> RowError | None:
    if row.contract_id not in contracts:
        return RowError(row.row, None, "unknown_contract", {"value": row.contract_id}, "contract_id")
    known = held.get(row.id)
    if known is not None and known.contract.number != row.contract_id:
        return RowError(row.row, None, "other_contract", {"value": known.contract.number}, "contract_id")
    return None


def _new(enterprise: OrgUnit, contract: Contract, row: CheckRow) -> Check:
    year = row.due_on.year
    return Check(enterprise=enterprise, unit_id=contract.unit_id, contract=contract, number=row.id, plan_year=year)


def _values(row: CheckRow, check: Check, fields: Container[str] | None) -> dict[str, Any]:
    """What the row says of the check, with the status its days come to."""
    values: dict[str, Any] = {"kind": row.kind}
    for name in (*_TEXT, *_DAYS):
        if fields is None or name in fields:
            value = getattr(row, name)
            values[name] = (value or "") if name in _TEXT else value
    days = {name: values.get(name, getattr(check, name)) for name in ("judged_on", "received_on", "asked_on")}
    if check.status != CheckStatus.CANCELLED:
        values["status"] = _status(**days)
    return values


def _status(judged_on: date | None, received_on: date | None, asked_on: date | None) -> str:
    if judged_on is not None:
        return CheckStatus.JUDGED
    if received_on is not None:
        return CheckStatus.RECEIVED
    return CheckStatus.ASKED if asked_on is not None else CheckStatus.PLANNED


def _finding(
    row: CheckRow, check: Check, findings: dict[tuple[int, str], CheckFinding], at: datetime, dry_run: bool
) -> list[RowChange]:
    title = row.finding or ""
    found_on = row.received_on or row.judged_on or row.due_on
    known = findings.get((check.pk, title)) if check.pk else None
    finding = known or CheckFinding(check_of=check, title=title, found_on=found_on)
    values: dict[str, Any] = {column: getattr(row, name) for column, name in _OF_FINDING.items()}
    values["what_was_done"] = row.what_was_done or finding.what_was_done
    return _store(finding, values, at, dry_run)


def _store(row: Record, values: dict[str, Any], at: datetime, dry_run: bool) -> list[RowChange]:
    """Saves a row where it is new or differs, and tells what it was. In a dry run nothing is saved."""
    new = row.pk is None
    if not new and all(getattr(row, column) == value for column, value in values.items()):
        return []
    was = None if new else snapshot(row)
    for column, value in values.items():
        setattr(row, column, value)
    if new:
        row.created_at = at
    else:
        row.version += 1
    row.updated_at = at
    if not dry_run:
        row.save()
    return [changed(row, was=was)]
