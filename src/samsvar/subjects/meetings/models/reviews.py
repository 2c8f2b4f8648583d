"""Reviews of the wheel: their input, what was said of it, findings, events, and what is set aside for the work.

Invariants: a review that is held has the day it was held and its frozen minutes, and nothing in it changes any more;
one that is being prepared has neither. Participation unknown is empty, never nobody.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.wheel.results import DocumentDecision
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.wheel.models import Meeting, Occurrence, OfWheel


class ReviewKind(models.TextChoices):
    MANAGEMENT_REVIEW = "management_review", _("Management review")
    ENVIRONMENTAL_AUDIT = "environmental_audit", _("Environmental audit")
    INTERNAL_CONTROL = "internal_control", _("Internal-control review")
    DOCUMENTS = "documents", _("Yearly review of governing documents")
    CAMPAIGN_WEEK = "campaign_week", _("Campaign week")


class Review(Record):
    """One review of a year, of the enterprise or of one of its units. `occurrence` is the wheel's, where it has one.

    `gathered` is the input as `gathering.py` collected it, by code of the agenda's point.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ReviewKind.choices)
    year = models.PositiveSmallIntegerField()
    occurrence = models.OneToOneField(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="review"
    )
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    planned_on = models.DateField(null=True, blank=True)
    scope = models.TextField(blank=True)
    led_by = models.CharField(max_length=150, blank=True)
    took_part = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    gathered = models.JSONField(default=dict, blank=True)
    gathered_at = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = OfWheel.as_manager()

    class Meta:
        constraints = [
            *within_calendar("planned_on", "held_on"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="meetings_review_year"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, frozen__isnull=True, frozen_at__isnull=True)
                | Q(held_on__isnull=False, frozen__isnull=False, frozen_at__isnull=False),
                name="meetings_review_frozen_when_held",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "year"], name="meetings_review_enterprise")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"

    @property
    def is_held(self) -> bool:
        return self.frozen_at is not None


class ReviewNote(Record):
    """What was said of one point of a review's agenda. `point` is a code of `core/rules/wheel/results`."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="notes")
    point = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "point"], name="meetings_note_once")]


class FindingKind(models.TextChoices):
    DEVIATION = "deviation", pgettext_lazy("finding", "deviation")
    OBSERVATION = "observation", pgettext_lazy("finding", "observation")
    IMPROVEMENT = "improvement", pgettext_lazy("finding", "room to improve")


class Finding(Record):
    """What a review found. A deviation is open until it is closed with what was done."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=FindingKind.choices)
    text = models.TextField()
    criterion = models.CharField(max_length=300, blank=True, help_text="what it is held against: a clause, a routine")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_with = models.TextField(blank=True)
    action = models.OneToOneField(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="found_by")

    class Meta:
        constraints = [
            *within_calendar("due_on", "closed_on"),
            models.UniqueConstraint(fields=["review", "number"], name="meetings_finding_number"),
        ]

    def __str__(self) -> str:
        return self.text


class Verdict(models.TextChoices):
    KEEP = DocumentDecision.KEEP.value, pgettext_lazy("document", "keep")
    CHANGE = DocumentDecision.CHANGE.value, pgettext_lazy("document", "change")
    WITHDRAW = DocumentDecision.WITHDRAW.value, pgettext_lazy("document", "withdraw")


class ReviewedDocument(Record):
    """What the yearly review decides of one governing document, named by its key in its own subject."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    document_key = models.CharField(max_length=16)
    title = models.CharField(max_length=300)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "document_key"], name="meetings_document_once")]


class CampaignEventKind(models.TextChoices):
    DILEMMA_TRAINING = "dilemma_training", _("Dilemma training")
    DIALOGUE_MEETING = "dialogue_meeting", _("Dialogue meeting on action plans")
    COURSE = "course", _("Course or webinar")
    OTHER = "other", pgettext_lazy("event", "Something else")


class CampaignEvent(Record):
    """One of the things that a campaign week is made of."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=CampaignEventKind.choices)
    title = models.CharField(max_length=200)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = within_calendar("held_on")

    def __str__(self) -> str:
        return self.title


class EventTurnout(Record):
    """A unit at an event: how many took part of how many asked."""

    event = models.ForeignKey(CampaignEvent, on_delete=models.PROTECT, related_name="turnouts")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    took_part = models.PositiveIntegerField(null=True, blank=True)
    asked = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "unit"], name="meetings_turnout_once"),
            models.CheckConstraint(
                condition=Q(took_part__isnull=True) | Q(asked__isnull=True) | Q(took_part__lte=models.F("asked")),
                name="meetings_turnout_of_asked",
            ),
        ]


class SetAside(Record):
    """What management sets aside for the work on social responsibility: person-years × 100, money in øre."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=200)
    person_years = models.PositiveIntegerField(null=True, blank=True)
    amount_ore = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = OfWheel.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2199), name="meetings_set_aside_year"),
            models.CheckConstraint(
                condition=Q(amount_ore__isnull=True) | Q(amount_ore__gte=0), name="meetings_set_aside_positive"
            ),
            models.UniqueConstraint(fields=["unit", "year", "purpose"], name="meetings_set_aside_once"),
        ]

    @property
    def work(self) -> float | None:
        """Person-years as they are told; None where they are not."""
        return None if self.person_years is None else self.person_years / 100
