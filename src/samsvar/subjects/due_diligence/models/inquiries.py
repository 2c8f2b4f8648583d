"""An inquiry about the terms of contracts, to every contract of a risk area at once."""

from typing import Generic

from django.db import models

from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.suppliers.models import Contract, SupplierInquiry
from samsvar.subjects.due_diligence.models.areas import RiskArea


class OfInquiry(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an inquiry, and belong to its enterprise as a whole."""

    enterprise_column = "inquiry__enterprise_id"
    path_column = "inquiry__enterprise__path"


class TermsInquiry(Record):
    """One question about how the terms are kept in the chain, to the contracts of a risk area."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(RiskArea, on_delete=models.PROTECT, related_name="inquiries")
    title = models.CharField(max_length=200)
    question = models.TextField()
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    due_on = models.DateField()

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = within_calendar("period_from", "period_to", "due_on")

    def __str__(self) -> str:
        return self.title


class TermsInquiryLine(Record):
    """A contract the inquiry is about. `asked` is the question as it was put to its supplier, with the answer.

    A supplier of several of the contracts is asked once for all of them. It is none until somebody has asked. The
    question is the register's own record, so that it is counted with all other questions; removed there, the line is to
    be asked again, which the register's event tells.
    """

    inquiry = models.ForeignKey(TermsInquiry, on_delete=models.PROTECT, related_name="lines")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms_inquiries")
    asked = models.ForeignKey(
        SupplierInquiry, null=True, blank=True, on_delete=models.SET_NULL, related_name="terms_lines"
    )

    unrecorded = frozenset({"asked_id"})
    objects = OfInquiry.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inquiry", "contract"], name="due_diligence_inquiry_contract")]
