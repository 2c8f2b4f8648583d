"""Reads documents in as the enterprise's: all rows or none, and the same file again changes nothing."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.documents import DocumentRow
from samsvar.core.readers.values.words import key
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key, save_values
from samsvar.subjects.governance.events import DOCUMENTS_IMPORTED
from samsvar.subjects.governance.models import (
    DocumentApproval,
    DocumentStanding,
    DocumentValidity,
    GoverningDocument,
    ReviewRule,
)

_COLUMNS = (
    *("name_nb", "kind", "number", "name_nn", "name_en", "about_nb", "organisation", "manager_role"),
    *("applies_from", "link"),
)


@transaction.atomic
def import_documents(
    *,
    enterprise: OrgUnit,
    rows: Sequence[DocumentRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet: the document, which holds for the enterprise and all beneath,
    who decided it in which case, and how often it is reviewed.

    A row is the document in force with its number, else with its name, among the enterprise's. What the file has no
    column for is left as it is; a decision or a rule that is noted already stays.
    """
    held = GoverningDocument.objects.filter(
        enterprise=enterprise, unit=enterprise, standing=DocumentStanding.IN_FORCE
    ).prefetch_related("approvals", "review_rules")
    known = _Known(list(held))
    created = changed_ = 0
    changes: list[RowChange] = []
    for row in rows:
        document, wanted = known.of(row), _wanted(row, fields)
        values = {name: value for name, value in wanted.items() if document and getattr(document, name) != value}
        beside = _beside(document, row)
        created += document is None
        changed_ += document is not None and bool(values or beside)
        if dry_run or (document is not None and not values and not beside):
            continue
        if document is None:
            document = GoverningDocument(enterprise=enterprise, unit=enterprise, **wanted)
            changes.append(_kept(document, at))
            changes.append(_kept(DocumentValidity(document=document, unit=enterprise), at))
        elif values:
            changes.append(save_values(document, values, at=at))
        for each in beside:
            each.document = document
            changes.append(_kept(each, at))
    outcome = ImportOutcome(created, changed_, len(rows) - created - changed_)
    if changes:
        chain = enterprise_key(enterprise)
        record(DOCUMENTS_IMPORTED, by=by, at=at, enterprise=chain, rows=changes, about=outcome.about(sha256))
    return outcome


class _Known:
    """The enterprise's documents by number and by name."""

    def __init__(self, held: Sequence[GoverningDocument]) -> None:
        self._by_number: Mapping[str, GoverningDocument] = {each.number: each for each in held if each.number}
        self._by_name: Mapping[str, GoverningDocument] = {key(each.name_nb): each for each in held}

    def of(self, row: DocumentRow) -> GoverningDocument | None:
        """The document of a row; one with another number is another, though it bears the same name."""
        if row.number and row.number in self._by_number:
            return self._by_number[row.number]
        named = self._by_name.get(key(row.name_nb))
        return None if named is not None and row.number and named.number else named


def _wanted(row: DocumentRow, fields: Container[str] | None) -> dict[str, Any]:
    wanted: dict[str, Any] = {name: getattr(row, name) or "" for name in _COLUMNS if fields is None or name in fields}
    if fields is None or "signed_by" in fields:
        wanted["signed_by"] = joined(row.signed_by)
    return wanted


def _beside(document: GoverningDocument | None, row: DocumentRow) -> list[Any]:
    """The decision and the review rule that the row says and the document lacks."""
    found: list[Any] = []
    decided = row.decided_on.isoformat() if row.decided_on else ""
    if row.body_name or row.case_number or decided:
        said = {"body_name": row.body_name or "", "case_number": row.case_number or "", "decided": decided}
        held = document.approvals.all() if document is not None else ()
        if not any(all(getattr(each, name) == value for name, value in said.items()) for each in held):
            found.append(DocumentApproval(**said))
    if row.review_months and not (document is not None and document.review_rules.all()):
        found.append(ReviewRule(months=row.review_months, whole_years=row.review_months % 12 == 0))
    return found


def _kept(row: Any, at: datetime) -> RowChange:
    row.created_at = row.updated_at = at
    row.save()
    return changed(row)
