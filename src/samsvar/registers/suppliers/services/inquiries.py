"""Questions to suppliers and to owners of agreements, and what they answered."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, take_version
from samsvar.registers.suppliers import events
from samsvar.registers.suppliers.models import Contract, OwnerInquiry, SupplierInquiry
from samsvar.registers.suppliers.renewal import renew


@transaction.atomic
def save_inquiry(
    *,
    row: OwnerInquiry | SupplierInquiry,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    contracts: Collection[Contract],
    by: Actor,
    at: datetime,
    on: date,
    version: int | None = None,
) -> OwnerInquiry | SupplierInquiry:
    """Save a new or changed question, one for all its agreements, and renew their levels.

    Raises NotAllowed (`answer_before_question`, `due_before_question`, `answer_without_day`, `no_contracts`),
    StaleVersion.
    """
    _refuse(row, fields, contracts)
    new = row.pk is None
    was = None if new else snapshot(row)
    if not new:
        take_version(row, version, at)
    for column, value in fields.items():
        setattr(row, column, value)
    if new:
        row.created_at = row.updated_at = at
    row.enterprise = enterprise
    row.save()
    before = set(row.contracts.values_list("pk", flat=True))
    row.contracts.set(contracts)
    touched = before | {contract.pk for contract in contracts}
    owner = isinstance(row, OwnerInquiry)
    if new:
        kind = events.OWNER_ASKED if owner else events.SUPPLIER_ASKED
    else:
        kind = events.OWNER_INQUIRY_CHANGED if owner else events.SUPPLIER_INQUIRY_CHANGED
    about = {"contracts": len(contracts), "keys": sorted(contract.key for contract in contracts)}
    record(kind, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(row, was=was)], about=about)
    renew(enterprise=enterprise, contracts=touched, by=by, at=at, on=on)
    return row


def _refuse(row: OwnerInquiry | SupplierInquiry, fields: Mapping[str, Any], contracts: Collection[Contract]) -> None:
    asked, due, answered = fields["asked_on"], fields.get("due_on"), fields.get("answered_on")
    if due and due < asked:
        raise NotAllowed("due_before_question")
    if answered and answered < asked:
        raise NotAllowed("answer_before_question")
    if fields.get("answer") and not answered:
        raise NotAllowed("answer_without_day")
    if isinstance(row, OwnerInquiry) and not contracts:
        raise NotAllowed("no_contracts")
