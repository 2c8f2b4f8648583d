"""Internal controls: what somebody looks after at an interval, and what each time showed.

Invariant: what a control found wrong is open until somebody writes what was done (`corrected_on`).
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.subjects.governance.models.requirements import Requirement


class ControlOutcome(models.TextChoices):
    IN_ORDER = "in_order", pgettext_lazy("internal control", "in order")
    DEVIATION = "deviation", pgettext_lazy("internal control", "deviation")


class OfControl(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a control, and belong to its unit."""

    enterprise_column = "control__enterprise_id"
    path_column = "control__unit__path"


class InternalControl(Record):
    """Something looked after so many months apart, by somebody, at a unit."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    requirement = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible_name = models.CharField(max_length=150, blank=True)
    every_months = models.PositiveSmallIntegerField()
    begins_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("begins_on", "ended_on"),
            models.CheckConstraint(condition=Q(every_months__gte=1, every_months__lte=120), name="governance_interval"),
        ]

    def __str__(self) -> str:
        return self.title


class ControlResult(Record):
    """What a control showed on a day."""

    control = models.ForeignKey(InternalControl, on_delete=models.PROTECT, related_name="results")
    done_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=ControlOutcome.choices)
    found = models.TextField(blank=True)
    corrected = models.TextField(blank=True)
    corrected_on = models.DateField(null=True, blank=True)

    objects = OfControl.as_manager()

    class Meta:
        constraints = within_calendar("done_on", "corrected_on")
