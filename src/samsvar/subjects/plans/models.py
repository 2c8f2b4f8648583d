"""Action plans: the actions of a unit for a period, what they serve, and how good the plan is.

Invariants: an action stands once in a plan, and may stand in several; a plan handed in has the day, and one accepted is
not changed until it is taken up again with a reason. What quality says is worked out from the rest, never written.
"""

from typing import Generic

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.plans import CriteriaSet
from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, UnitKind, within_calendar
from samsvar.registers.actions.models import Action, CostKind
from samsvar.registers.indicators.models import Goal, Indicator


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "being made")
    SUBMITTED = "submitted", pgettext_lazy("plan", "handed in")
    RETURNED = "returned", pgettext_lazy("plan", "sent back")
    ACCEPTED = "accepted", pgettext_lazy("plan", "accepted")


class CriterionSet(models.TextChoices):
    ACTIVE = CriteriaSet.ACTIVE, _("the plan lives")
    QUALITY = CriteriaSet.QUALITY, _("the plan is good")


class OfPlan(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a plan, and are seen with it."""

    enterprise_column = "plan__enterprise_id"
    path_column = "plan__unit__path"


class OfPlanned(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an action's place in a plan."""

    enterprise_column = "planned__plan__enterprise_id"
    path_column = "planned__plan__unit__path"


class Plan(Record):
    """The plan of a unit for a period, from its first to its last day.

    `year` is the year it counts for. `anchored_in`: the meeting that anchored it, in words. `confirmed_on`: when
    somebody last said that it still holds. `follows`: the plan it was copied forward from.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()
    about = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    state_reason = models.TextField(blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    anchored_on = models.DateField(null=True, blank=True)
    anchored_in = models.CharField(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("from_on", "to_on", "submitted_on", "accepted_on", "anchored_on", "confirmed_on"),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="plans_plan_period"),
            models.UniqueConstraint(fields=["unit", "from_on", "title"], name="plans_plan_once"),
        ]
        indexes = [models.Index(fields=["enterprise", "year"], name="plans_plan_year")]

    def __str__(self) -> str:
        return self.title


class PlanGoal(Record):
    """A goal that the unit has set itself to answer in the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goal_ties")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="plan_ties")

    objects = OfPlan["PlanGoal"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "goal"], name="plans_goal_once")]


class PlannedAction(Record):
    """An action's place in a plan. `under`: the action of a higher level's plan that it carries out."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="planned")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="planned_in")
    under = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="carried_out_by")

    objects = OfPlan["PlannedAction"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "action"], name="plans_planned_once")]


class PlannedGoal(Record):
    """A goal that a planned action serves."""

    planned = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="goal_ties")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="action_ties")

    objects = OfPlanned["PlannedGoal"].as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["planned", "goal"], name="plans_planned_goal_once")]


class PlannedIndicator(Record):
    """An indicator that a planned action shall move. `estimate`: by how much, in words; empty where nobody has said."""

    planned = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="indicator_ties")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="action_ties")
    estimate = models.CharField(max_length=200, blank=True)

    objects = OfPlanned["PlannedIndicator"].as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["planned", "indicator"], name="plans_planned_indicator_once")]


class PlanCriterion(Record):
    """A criterion that an enterprise judges its plans by. An enterprise without any uses those that ship."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    belongs_to = models.CharField(max_length=10, choices=CriterionSet.choices)
    least_percent = models.PositiveSmallIntegerField(default=100)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "code"], name="plans_criterion_once"),
            models.CheckConstraint(condition=Q(least_percent__lte=100), name="plans_criterion_percent"),
        ]


class PlanQualityResult(models.Model):
    """What the criteria said of a plan on a day. Worked out anew when the plan changes and every night.

    `results`: a list of code, belongs_to, met (null: cannot be told), failing (how many) and looked at nothing (share
    null). `active` and `good` null: cannot be told.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="quality")
    judged_on = models.DateField()
    active = models.BooleanField(null=True)
    good = models.BooleanField(null=True)
    results = models.JSONField(default=list)
    actions = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)


class ModelPlan(Record):
    """A pattern for plans of one kind of unit, to be copied into a plan. `for_kind` empty: any unit."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    for_kind = models.CharField(max_length=12, choices=UnitKind.choices, blank=True)
    about = models.TextField(blank=True)
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "title"], name="plans_model_title")]

    def __str__(self) -> str:
        return self.title


class ModelAction(Record):
    """An action of a model plan. `due_month`: the month of the plan's year by whose end it should be done.

    `responsible_role`: a role in words, never a person.
    """

    model_plan = models.ForeignKey(ModelPlan, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    effect = models.CharField(max_length=500, blank=True)
    responsible_role = models.CharField(max_length=150, blank=True)
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    cost_kind = models.CharField(max_length=14, choices=CostKind.choices, default=CostKind.UNKNOWN)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["model_plan", "number"], name="plans_model_action_number"),
            models.CheckConstraint(
                condition=Q(due_month__isnull=True) | Q(due_month__gte=1, due_month__lte=12),
                name="plans_model_action_month",
            ),
        ]

    def __str__(self) -> str:
        return self.title
