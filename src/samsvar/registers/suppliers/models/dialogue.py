"""What was asked and answered: of owners of agreements, of suppliers, and in conversation."""

from django.db import models

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.suppliers.codes import AnswerFinding
from samsvar.registers.suppliers.models.chain import OfSupplier, Partner, Supplier
from samsvar.registers.suppliers.models.contracts import Contract


class OwnerInquiry(Record):
    """One question to the owner of agreements about their due diligence; it may concern several agreements."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="inquiries")
    contracts = models.ManyToManyField(Contract, related_name="owner_inquiries")
    asked_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    question = models.TextField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    satisfactory = models.BooleanField(null=True, blank=True)
    finding = models.CharField(max_length=10, choices=AnswerFinding.choices, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = within_calendar("asked_on", "due_on", "answered_on")


class SupplierInquiry(Record):
    """A question to a supplier about a period, and what was answered: kept although nothing was found."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="inquiries")
    contracts = models.ManyToManyField(Contract, related_name="supplier_inquiries")
    question = models.TextField()
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    finding = models.CharField(max_length=10, choices=AnswerFinding.choices, blank=True)
    satisfactory = models.BooleanField(null=True, blank=True)
    minor_deviations = models.PositiveIntegerField(null=True, blank=True)
    serious_deviations = models.PositiveIntegerField(null=True, blank=True)
    solution = models.TextField(blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = within_calendar("asked_on", "due_on", "answered_on", "period_from", "period_to")


class DialogueEntry(Record):
    """A line in the log of talks with a supplier."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="dialogue")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="dialogue")
    held_on = models.DateField()
    channel = models.CharField(max_length=60)
    text = models.TextField()
    agreed = models.TextField(blank=True)

    objects = OfSupplier.as_manager()

    class Meta:
        constraints = within_calendar("held_on")
