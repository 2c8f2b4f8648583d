"""Actions (tiltak): who does what by when, to what effect, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar


class ActionStatus(models.TextChoices):
    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class Continuity(models.TextChoices):
    NEW = "new", _("new")
    CONTINUED = "continued", _("continued")


class Action(Record):
    """One action. Late is computed from the deadline and the status, never stored."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    responsible_name = models.CharField(max_length=150, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_reason = models.CharField(max_length=250, blank=True)
    expected_result = models.TextField(blank=True)
    result = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=ActionStatus.choices, default=ActionStatus.NOT_STARTED)
    done_on = models.DateField(null=True, blank=True)
    continuity = models.CharField(max_length=10, choices=Continuity.choices, default=Continuity.NEW)
    continued_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = within_calendar("starts_on", "due_on", "done_on")
        indexes = [
            models.Index(fields=["enterprise", "due_on"], name="actions_action_due"),
            models.Index(fields=["responsible", "status", "due_on"], name="actions_action_person"),
        ]

    def __str__(self) -> str:
        return self.title
