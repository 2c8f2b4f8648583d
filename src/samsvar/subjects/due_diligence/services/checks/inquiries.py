"""An inquiry about terms to all contracts of a risk area: made once, asked of each supplier, answered one by one.

What is asked and answered is the register's own question to the supplier, so that it is counted with all others.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, known_fields
from samsvar.registers.suppliers.models import Contract, SupplierInquiry
from samsvar.registers.suppliers.services.inquiries import save_inquiry
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import RiskArea, TermsInquiry, TermsInquiryLine

FIELDS = frozenset({"title", "question", "period_from", "period_to", "due_on"})
ANSWER = ("answered_on", "answer", "finding", "satisfactory")


@transaction.atomic
def make_inquiry(
    *, area: RiskArea, contracts: Collection[Contract], fields: Mapping[str, Any], by: Actor, at: datetime
) -> TermsInquiry:
    """Make an inquiry with a line for each contract. Nobody is asked yet.

    Raises NotAllowed: `no_contracts`, `other_enterprise`, `period_backwards`; ValueError for unknown fields.
    """
    known_fields(fields, FIELDS)
    if not contracts:
        raise NotAllowed("no_contracts_in_area")
    if any(contract.enterprise_id != area.enterprise_id for contract in contracts):
        raise NotAllowed("other_enterprise")
    begins, ends = fields.get("period_from"), fields.get("period_to")
    if begins is not None and ends is not None and ends < begins:
        raise NotAllowed("period_backwards")
    stamps = {"created_at": at, "updated_at": at}
    inquiry = TermsInquiry.objects.create(enterprise=area.enterprise, area=area, **fields, **stamps)
    lines = [TermsInquiryLine.objects.create(inquiry=inquiry, contract=each, **stamps) for each in contracts]
    rows = [changed(inquiry), *(changed(line) for line in lines)]
    about = {"contracts": len(lines)}
    kind = events.TERMS_INQUIRY_MADE
    record(kind, by=by, at=at, enterprise=enterprise_key(area.enterprise), rows=rows, about=about)
    return inquiry


@transaction.atomic
def mark_asked(
    *, inquiry: TermsInquiry, lines: Collection[TermsInquiryLine], asked_on: date, by: Actor, at: datetime, today: date
) -> int:
    """Note that the suppliers of these lines were asked; those asked already are left. How many were new.

    A supplier of several of the lines gets one question for all its contracts.

    Raises NotAllowed: `asked_in_the_future`, `due_before_question`.
    """
    if asked_on > today:
        raise NotAllowed("asked_in_the_future")
    if inquiry.due_on < asked_on:
        raise NotAllowed("due_before_question")
    new = [line for line in lines if line.inquiry_id == inquiry.pk and line.asked_id is None]
    of_supplier: dict[int, list[TermsInquiryLine]] = {}
    for line in new:
        of_supplier.setdefault(line.contract.supplier_id, []).append(line)
    for lines_of in of_supplier.values():
        question = _question(inquiry, lines_of, asked_on, by, at, today)
        TermsInquiryLine.objects.filter(pk__in=[line.pk for line in lines_of]).update(asked=question)
    if new:
        about = {"contracts": len(new)}
        kind = events.TERMS_INQUIRY_ASKED
        record(kind, by=by, at=at, enterprise=enterprise_key(inquiry.enterprise), rows=[], about=about)
    return len(new)


@transaction.atomic
def note_answer(
    *,
    line: TermsInquiryLine,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> None:
    """Note what the supplier answered. `fields`: answered_on, answer, finding, satisfactory.

    Raises NotAllowed: `not_asked`, `answered_in_the_future`, and what `save_inquiry` raises; StaleVersion.
    """
    question = line.asked
    if question is None:
        raise NotAllowed("not_asked")
    answered = fields.get("answered_on")
    if answered is not None and answered > today:
        raise NotAllowed("answered_in_the_future")
    save_inquiry(
        row=question,
        enterprise=line.inquiry.enterprise,
        fields={"asked_on": question.asked_on, "due_on": question.due_on, **fields},
        contracts=[each.contract for each in question.terms_lines.select_related("contract")],
        by=by,
        at=at,
        on=today,
        version=version,
    )


def _question(
    inquiry: TermsInquiry, lines: Sequence[TermsInquiryLine], asked_on: date, by: Actor, at: datetime, today: date
) -> SupplierInquiry:
    fields = {
        "question": inquiry.question,
        "period_from": inquiry.period_from,
        "period_to": inquiry.period_to,
        "asked_on": asked_on,
        "due_on": inquiry.due_on,
    }
    row = SupplierInquiry(supplier_id=lines[0].contract.supplier_id)
    enterprise, contracts = inquiry.enterprise, [line.contract for line in lines]
    save_inquiry(row=row, enterprise=enterprise, fields=fields, contracts=contracts, by=by, at=at, on=today)
    return row
