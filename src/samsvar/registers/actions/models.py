"""Actions (tiltak): who does what by when, to what effect, why, at what cost, and what came of it.

Invariants: an amount of money stands with the cost kind `amount` and no other; parts and effects are numbered from one
within their action; whatever hangs on an action changes the action's version with it.
"""

from datetime import date
from typing import Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules import plans as rules
from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar


class ActionStatus(models.TextChoices):
    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)
ENDED = (ActionStatus.DONE, ActionStatus.CANCELLED)


class Continuity(models.TextChoices):
    NEW = "new", _("new")
    CONTINUED = "continued", _("continued")


class CostKind(models.TextChoices):
    """What is known of the cost beyond the budget."""

    UNKNOWN = rules.CostKind.UNKNOWN, pgettext_lazy("cost", "unknown")
    NONE = rules.CostKind.NONE, pgettext_lazy("cost", "none")
    NOT_CALCULATED = rules.CostKind.NOT_CALCULATED, pgettext_lazy("cost", "not calculated")
    AMOUNT = rules.CostKind.AMOUNT, pgettext_lazy("cost", "an amount")


class ReasonKind(models.TextChoices):
    """What an action comes from."""

    GOAL = "goal", _("Goal")
    INDICATOR = "indicator", _("Indicator")
    RISK = "risk", _("Risk")
    IMPACT = "impact", _("Impact")
    FINDING = "finding", _("Finding")
    INCIDENT = "incident", _("Incident")
    DEVIATION = "deviation", _("Deviation")
    SURVEY = "survey", _("Survey result")
    AUDIT = "audit", _("Audit")
    INSPECTION = "inspection", _("Inspection")
    REVIEW = "review", _("Management review")
    REQUIREMENT = "requirement", _("Requirement")
    DOCUMENT = "document", _("Governing document")
    ASSIGNMENT = "assignment", _("Assignment from the owner")
    DECISION = "decision", pgettext_lazy("of a body", "Decision")
    MEETING = "meeting", _("Meeting")
    ACTIVITY = "activity", _("Activity of the annual wheel")
    SWOT = "swot", _("Point in the SWOT analysis")
    PROMISE = "promise", _("Sustainability promise")
    CATALOGUE = "catalogue", _("Catalogue of measures")
    MODEL_PLAN = "model_plan", _("Model plan")
    OTHER = "other", _("Something else")


class Representative(models.TextChoices):
    """Whom somebody who takes part in an action speaks for; both are to take part where workload is at stake."""

    SAFETY = "safety", _("Safety representative")
    UNION = "union", _("Union representative")


class OfAction(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an action, and are seen with it."""

    enterprise_column = "action__enterprise_id"
    path_column = "action__unit__path"


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

    cost_kind = models.CharField(max_length=14, choices=CostKind.choices, default=CostKind.UNKNOWN)
    cost_ore = models.BigIntegerField(null=True, blank=True)
    immediate = models.BooleanField(default=False)
    reconsider_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    noted_on = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("starts_on", "due_on", "done_on", "reconsider_on", "noted_on"),
            models.CheckConstraint(
                condition=Q(cost_kind=CostKind.AMOUNT, cost_ore__gte=0)
                | (~Q(cost_kind=CostKind.AMOUNT) & Q(cost_ore__isnull=True)),
                name="actions_action_cost",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "due_on"], name="actions_action_due"),
            models.Index(fields=["responsible", "status", "due_on"], name="actions_action_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        """Whether it is done or cancelled."""
        return self.status in ENDED

    def is_late(self, today: date) -> bool:
        """Whether it is still open, and its last day has passed."""
        return rules.is_late(self.status, self.due_on, today)

    @property
    def whose(self) -> str:
        """The person or the role that is responsible, by name; empty where nobody is."""
        return self.responsible.name if self.responsible else self.responsible_name

    @property
    def wanted_effects(self) -> str:
        """The effects, one a line, as a form has them."""
        return "\n".join(effect.text for effect in ActionEffect.objects.filter(action=self))

    @property
    def with_whom(self) -> str:
        """Those of the enterprise who work on it too, one a line; representatives stand apart."""
        rows = ActionCollaborator.objects.filter(action=self, outside=False, speaks_for="")
        return "\n".join(str(each) for each in rows)

    @property
    def safety_representative(self) -> str:
        """The safety representatives who take part, one a line; empty where nobody has said."""
        rows = ActionCollaborator.objects.filter(action=self, speaks_for=Representative.SAFETY)
        return "\n".join(str(each) for each in rows)

    @property
    def union_representative(self) -> str:
        """The union representatives who take part, one a line; empty where nobody has said."""
        rows = ActionCollaborator.objects.filter(action=self, speaks_for=Representative.UNION)
        return "\n".join(str(each) for each in rows)

    @property
    def units_helped(self) -> str:
        """The units that the action helps, one a line, by number."""
        rows = ActionHelpedUnit.objects.filter(action=self).select_related("unit")
        return "\n".join(f"{each.unit.number} {each.unit}" for each in rows)

    @property
    def because(self) -> str:
        """What it comes from that is words alone, one a line: a law's clause, a case. Records' reasons are not here."""
        return "\n".join(each.label for each in ActionReason.objects.filter(action=self, of_key=""))

    @property
    def with_outside(self) -> str:
        """Other organisations that work on it too, one a line."""
        return "\n".join(str(each) for each in ActionCollaborator.objects.filter(action=self, outside=True))


class ActionPart(Record):
    """A numbered part of an action, with its own responsible and deadline; empty means the action's own."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    effect = models.TextField(blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=ActionStatus.choices, default=ActionStatus.NOT_STARTED)
    done_on = models.DateField(null=True, blank=True)

    objects = OfAction["ActionPart"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            *within_calendar("due_on", "done_on"),
            models.UniqueConstraint(fields=["action", "number"], name="actions_part_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whose(self) -> str:
        """The person or the role of its own that is responsible, by name; empty where it is the action's."""
        return self.responsible.name if self.responsible else self.responsible_name


class ActionCollaborator(Record):
    """Somebody who works on an action beside the one responsible: a person, a role, or an organisation from outside."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="collaborators")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    outside = models.BooleanField(default=False)
    speaks_for = models.CharField(max_length=10, choices=Representative.choices, blank=True)

    objects = OfAction["ActionCollaborator"].as_manager()

    class Meta:
        ordering = ["outside", "pk"]

    def __str__(self) -> str:
        return self.person.name if self.person else self.name


class ActionHelpedUnit(Record):
    """A unit that an action helps, beside the unit that it belongs to."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="helps")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")

    objects = OfAction["ActionHelpedUnit"].as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "unit"], name="actions_helped_once")]

    def __str__(self) -> str:
        return str(self.unit)


class ActionEffect(Record):
    """One effect that an action is wanted to have."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="effects")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    objects = OfAction["ActionEffect"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["action", "number"], name="actions_effect_number")]

    def __str__(self) -> str:
        return self.text


class ActionReason(Record):
    """What an action comes from. `of_key` is the key of that record; empty where there is only a text."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="comes_from")
    kind = models.CharField(max_length=12, choices=ReasonKind.choices)
    label = models.CharField(max_length=300)
    of_key = models.CharField(max_length=16, blank=True)

    objects = OfAction["ActionReason"].as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "of_key"], name="actions_reason_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "kind", "of_key"], condition=~Q(of_key=""), name="actions_reason_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
