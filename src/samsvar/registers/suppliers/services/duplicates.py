"""Judging whether two suppliers are one, and merging them. A merge is only ever made by a person."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.organisation.services.writing import NotAllowed, save_new, take_version
from samsvar.registers.suppliers import events
from samsvar.registers.suppliers.models import (
    Contract,
    DialogueEntry,
    DuplicateDecision,
    Membership,
    Supplier,
    SupplierInquiry,
    SupplyChainLink,
)
from samsvar.registers.suppliers.renewal import renew_of_supplier
from samsvar.registers.suppliers.services.search import renew_search_text

#: What points to a supplier and follows it into the one it is merged into.
_FOLLOWS: tuple[tuple[type[Record], str], ...] = (
    (Contract, "supplier"),
    (Contract, "landlord"),
    (Membership, "supplier"),
    (SupplyChainLink, "supplier"),
    (SupplierInquiry, "supplier"),
    (DialogueEntry, "supplier"),
    (Supplier, "parent"),
)
#: Taken over where the one that is kept has nothing.
_FILLED = ("country", "website", "industry_code", "company_form", "employees", "own_code_link", "own_code_on")


@transaction.atomic
def judge_duplicate(
    *, first: Supplier, second: Supplier, same: bool, reason: str, by: Actor, at: datetime
) -> DuplicateDecision:
    """Remember a person's answer, so that the pair is not asked about again. Raises NotAllowed `already_judged`."""
    first, second = sorted((first, second), key=lambda supplier: supplier.pk)
    if first.enterprise_id != second.enterprise_id or first == second:
        raise NotAllowed("not_a_pair")
    if DuplicateDecision.objects.filter(first=first, second=second).exists():
        raise NotAllowed("already_judged")
    decision = DuplicateDecision(enterprise=first.enterprise, first=first, second=second, same=same, reason=reason)
    try:
        with transaction.atomic():
            return save_new(decision, kind=events.DUPLICATE_JUDGED, enterprise=first.enterprise, by=by, at=at)
    except IntegrityError:  # somebody answered in this very moment
        raise NotAllowed("already_judged") from None


@transaction.atomic
def merge_suppliers(*, kept: Supplier, merged: Supplier, reason: str, by: Actor, at: datetime, on: date) -> Supplier:
    """Move everything of `merged` to `kept`; `merged` stays as a row that points to it.

    Raises NotAllowed `two_numbers` where both have an organisation number, and they differ: those are two companies.
    Raises StaleVersion where one of them, or what belongs to them, is no more as it was read.
    """
    if kept.orgnr and merged.orgnr and kept.orgnr != merged.orgnr:
        raise NotAllowed("two_numbers")
    if kept.merged_into_id or merged.merged_into_id:
        raise NotAllowed("already_merged")
    judge_duplicate(first=kept, second=merged, same=True, reason=reason, by=by, at=at)
    changes = [change for model, column in _FOLLOWS for change in _move(model, column, kept, merged, at)]
    was_kept, was_merged = snapshot(kept), snapshot(merged)
    number = merged.orgnr
    _save(merged, at, merged_into=kept)
    fields: dict[str, Any] = {
        column: getattr(merged, column) for column in _FILLED if getattr(kept, column) in (None, "")
    }
    if number and not kept.orgnr:
        fields["orgnr"] = number
    if merged.listed_hits:
        fields["listed_hits"] = (kept.listed_hits or 0) + merged.listed_hits
    _save(kept, at, **fields)
    rows = [changed(kept, was=was_kept), changed(merged, was=was_merged), *changes]
    about = {"moved": len(changes)}
    record(events.SUPPLIERS_MERGED, by=by, at=at, enterprise=kept.enterprise.key, rows=rows, about=about)
    renew_search_text([kept.pk])
    renew_of_supplier(kept, by=by, at=at, on=on)
    return kept


def _move(model: type[Record], column: str, kept: Supplier, merged: Supplier, at: datetime) -> list[RowChange]:
    changes = []
    for row in model._default_manager.filter(**{column: merged}).exclude(pk=kept.pk if model is Supplier else None):
        was = snapshot(row)
        _save(row, at, **{column: kept})
        changes.append(changed(row, was=was))
    return changes


def _save(row: Record, at: datetime, **fields: Any) -> None:
    take_version(row, None, at)
    for column, value in fields.items():
        setattr(row, column, value)
    row.save()
