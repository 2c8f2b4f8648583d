"""Internal controls: what somebody looks after at an interval, and what each time showed.

Invariants: what a control found wrong is open until somebody writes what was done (`corrected_on`). `due_on` is as
`core/rules/controls.next_due` gives it: services keep it, so that a list of deadlines need not read every result. What
a monitoring shows is judged each time; an action that the judgement asks for is opened with it.
"""

from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.subjects.governance.models.requirements import Requirement


class ControlOutcome(models.TextChoices):
    IN_ORDER = "in_order", pgettext_lazy("internal control", "in order")
    DEVIATION = "deviation", pgettext_lazy("internal control", "deviation")


class Judgement(models.TextChoices):
    """What a monitoring comes to."""

    GUIDANCE = "guidance", pgettext_lazy("judgement", "guidance is needed")
    ACTION = "action", pgettext_lazy("judgement", "an action is needed")
    NONE = "none", pgettext_lazy("judgement", "nothing more is needed")


class JudgedWith(models.TextChoices):
    """Whom a monitoring is judged together with."""

    CHIEF_SAFETY_REPRESENTATIVE = "chief_safety_representative", _("chief safety representative")
    OCCUPATIONAL_HEALTH = "occupational_health", _("occupational health service")
    HR = "hr", _("HR")
    UNION_REPRESENTATIVE = "union_representative", _("union representative")
    QUALITY_DEPARTMENT = "quality_department", _("quality department")


class OfControl(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a control, and belong to its unit."""

    enterprise_column = "control__enterprise_id"
    path_column = "control__unit__path"


class InternalControl(Record):
    """Something looked after so many months apart, by somebody, at a unit.

    `monitoring`: each time ends in a judgement. `due_on` is empty in rows that no service has written yet.
    """

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
    due_on = models.DateField(null=True, blank=True)
    monitoring = models.BooleanField(default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("begins_on", "ended_on", "due_on"),
            models.CheckConstraint(condition=Q(every_months__gte=1, every_months__lte=120), name="governance_interval"),
        ]

    def __str__(self) -> str:
        return self.title


class ControlResult(Record):
    """What a control showed on a day. Of a monitoring: what is needed, together with whom it was judged
    (`judged_with`: `;a;b;`), and what others can learn from it."""

    control = models.ForeignKey(InternalControl, on_delete=models.PROTECT, related_name="results")
    done_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=ControlOutcome.choices)
    found = models.TextField(blank=True)
    corrected = models.TextField(blank=True)
    corrected_on = models.DateField(null=True, blank=True)
    judgement = models.CharField(max_length=10, choices=Judgement.choices, blank=True)
    judged_with = models.CharField(max_length=150, blank=True)
    judgement_reason = models.TextField(blank=True)
    good_practice = models.TextField(blank=True)
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="judged_needed")

    objects = OfControl.as_manager()

    class Meta:
        constraints = within_calendar("done_on", "corrected_on")
