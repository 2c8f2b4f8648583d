"""Campaigns: a version of a questionnaire sent to many suppliers, and how far each of them has come.

Invariants: a campaign runs from `begun_at` until `closed_at`; a supplier is in it once, with one letter about all its
contracts. Whether a letter went out stands in the outbox (its messages' `target` is the recipient's key), and what
opens the page in the links (purpose `answer`, same target): neither is repeated here.
"""

from typing import Generic

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models.questionnaires import QuestionnaireVersion


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("campaign", "being prepared")
    RUNNING = "running", pgettext_lazy("campaign", "running")
    CLOSED = "closed", pgettext_lazy("campaign", "closed")


class OfCampaign(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a campaign, and belong to its unit."""

    enterprise_column = "campaign__enterprise_id"
    path_column = "campaign__unit__path"


class OfRecipient(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a campaign's recipient."""

    enterprise_column = "recipient__campaign__enterprise_id"
    path_column = "recipient__campaign__unit__path"


class Campaign(Record):
    """A questionnaire's version asked of suppliers. `number` counts within enterprise and year: `K-2025-01`.

    `wanted` is `core.rules.campaigns.Wanted` as it was chosen, `letter` the text by language (nb, nn, en), and
    `reminders` days counted from the last day (-7: a week before). The contact answers questions about it.
    `repeats_months`: asked again so many months after it opened; `repeat_of` is the campaign it repeats.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    questionnaire_version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="campaigns")
    status = models.CharField(max_length=10, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT)
    wanted = models.JSONField(default=dict, blank=True)
    letter = models.JSONField(default=dict, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_address = models.EmailField(blank=True)
    opens_on = models.DateField()
    due_on = models.DateField()
    reminders = models.JSONField(default=list, blank=True)
    repeats_months = models.PositiveSmallIntegerField(null=True, blank=True)
    repeat_of = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeat")
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    unrecorded = frozenset({"contact_name", "contact_address"})
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("opens_on", "due_on"),
            models.UniqueConstraint(fields=["enterprise", "number"], name="due_diligence_campaign_number"),
            models.CheckConstraint(condition=Q(due_on__gt=F("opens_on")), name="due_diligence_campaign_days"),
            models.CheckConstraint(
                condition=Q(status="draft", begun_at=None, closed_at=None)
                | Q(status="running", begun_at__isnull=False, closed_at=None)
                | Q(status="closed", begun_at__isnull=False, closed_at__isnull=False),
                name="due_diligence_campaign_status",
            ),
            models.CheckConstraint(
                condition=Q(repeats_months=None) | Q(repeats_months__gte=1, repeats_months__lte=60),
                name="due_diligence_campaign_repeats",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "status", "due_on"], name="due_diligence_campaign_open")]

    def __str__(self) -> str:
        return self.number


class CampaignRecipient(Record):
    """A supplier in a campaign. Without `address` no letter can go, which is shown.

    `due_on` is its own last day: the campaign's, or a later one where it was opened again. `queued_at` is when its
    first letter was put in the outbox; the next three are what the supplier's page has seen. Name and address stand in
    this row alone and in no event; opened and begun are noted without one.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="recipients")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=200, blank=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="nb")
    due_on = models.DateField()
    queued_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    unrecorded = frozenset({"name", "address", "opened_at", "begun_at"})
    objects = OfCampaign.as_manager()

    class Meta:
        constraints = [
            *within_calendar("due_on"),
            models.UniqueConstraint(fields=["campaign", "supplier"], name="due_diligence_recipient_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="due_diligence_recipient_withdrawn",
            ),
        ]


class RecipientContract(Record):
    """A contract that the supplier is asked about."""

    recipient = models.ForeignKey(CampaignRecipient, on_delete=models.PROTECT, related_name="contracts")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="asked_in")

    objects = OfRecipient.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "contract"], name="due_diligence_asked_once")]
