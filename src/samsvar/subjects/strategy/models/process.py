"""The sustainability process: its steps, what was mapped, who was asked, what matters, what was chosen and promised.

Invariant: `shown` is what anyone reads of it, as it stood when somebody published it; empty where nothing is.
Columns of codes are written `;a;b;`.
"""

from typing import Generic

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.materiality import Axis
from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.strategy.models.reading import readable


class StepStatus(models.TextChoices):
    NOT_BEGUN = "not_begun", pgettext_lazy("step", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("step", "under way")
    DONE = "done", pgettext_lazy("step", "done")


class Standing(models.TextChoices):
    STRENGTH = "strength", pgettext_lazy("mapped area", "a strength")
    POTENTIAL = "potential", pgettext_lazy("mapped area", "has potential")
    UNKNOWN = "unknown", pgettext_lazy("mapped area", "not judged yet")


class AxisWord(models.TextChoices):
    """The codes of `core.rules.materiality.Axis`."""

    IMPACT = Axis.IMPACT.value, _("Where we can influence")
    IMPORTANCE = Axis.IMPORTANCE.value, _("Importance to stakeholders")


class DrawsFrom(models.TextChoices):
    """Where an area's figures come from by themselves: the codes of `core.catalogues.strategy.Area.draws_from`."""

    CONTRACTS = "contracts", _("Contracts and assessments")
    CLIMATE_ACCOUNT = "climate_account", _("The indicators of the climate account")


class ProcessQuerySet(OfEnterprise["SustainabilityProcess"]):
    def readable_by(self, viewer: Viewer) -> "ProcessQuerySet":
        """Those of the enterprises at which the viewer has a role, and of those beneath that the role reaches."""
        return self.filter(readable(viewer, enterprise=self.enterprise_column, path=self.path_column))


class SustainabilityProcess(Record):
    """One round of the process, by the year it began. `method`: the shipped steps it began with.

    `threshold`: a topic is material from this score, 1–5. `either`: double materiality, one axis is enough.
    `shown_language`: the language that people wrote what is shown in.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=20)
    threshold = models.PositiveSmallIntegerField(default=4)
    either = models.BooleanField(default=False)
    shown = models.JSONField(default=dict, blank=True)
    shown_language = models.CharField(max_length=2, default="nb")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year"], name="strategy_process_once"),
            models.CheckConstraint(condition=Q(threshold__gte=1, threshold__lte=5), name="strategy_threshold"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(shown={}), name="strategy_shown_is_published"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class OfProcess(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a process."""

    enterprise_column = "process__enterprise_id"
    path_column = "process__enterprise__path"


class Step(Record):
    """A step. `code`: the shipped step it is, empty for one's own. `name` and `about` empty: the shipped words hold."""

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=60, blank=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150, blank=True)
    about = models.TextField(blank=True)
    planned_from = models.DateField(null=True, blank=True)
    planned_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=9, choices=StepStatus.choices, default=StepStatus.NOT_BEGUN)
    result = models.TextField(blank=True)

    objects = OfProcess.as_manager()

    class Meta:
        constraints = within_calendar("planned_from", "planned_to")

    def __str__(self) -> str:
        return self.name or self.code


class Training(Record):
    """Who was reached by training, and what they say they understand where they were asked.

    `invited` and `reached`, `asked` and `understand` are counts of people; none is unknown, never zero.
    """

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="trainings")
    name = models.CharField(max_length=150)
    held_on = models.DateField(null=True, blank=True)
    invited = models.PositiveIntegerField(null=True, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    asked = models.PositiveIntegerField(null=True, blank=True)
    understand = models.PositiveIntegerField(null=True, blank=True)

    objects = OfProcess.as_manager()

    class Meta:
        constraints = [
            *within_calendar("held_on"),
            models.CheckConstraint(
                condition=Q(reached__isnull=True) | Q(invited__isnull=True) | Q(reached__lte=F("invited")),
                name="strategy_reached_among_invited",
            ),
            models.CheckConstraint(
                condition=Q(understand__isnull=True) | Q(asked__isnull=False, understand__lte=F("asked")),
                name="strategy_understand_among_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MappedArea(Record):
    """An area of the mapping: what is good and is to be shown, or could be better; with its own goals and indicators.

    `draws_from`: where figures come from by themselves, beside those of its indicators.
    """

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="areas")
    name = models.CharField(max_length=150)
    dimension = models.CharField(max_length=40)
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.UNKNOWN)
    about = models.TextField(blank=True)
    un_goals = models.CharField(max_length=200, blank=True)
    draws_from = models.CharField(max_length=20, choices=DrawsFrom.choices, blank=True)
    goals = models.ManyToManyField(Goal, related_name="+", blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)

    objects = OfProcess.as_manager()

    def __str__(self) -> str:
        return self.name


class Stakeholder(Record):
    """Somebody who is asked. `group`: whom they speak for; `weight`: how much the group counts, 0 leaves it out."""

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="stakeholders")
    name = models.CharField(max_length=150)
    group = models.CharField(max_length=100)
    weight = models.PositiveSmallIntegerField(default=1)

    objects = OfProcess.as_manager()

    def __str__(self) -> str:
        return self.name


class OfStakeholder(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a stakeholder."""

    enterprise_column = "stakeholder__process__enterprise_id"
    path_column = "stakeholder__process__enterprise__path"


class Dialogue(Record):
    """A talk with a stakeholder, and what came of it."""

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="dialogues")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="dialogues")
    held_on = models.DateField()
    channel = models.CharField(max_length=60)
    said = models.TextField()

    objects = OfProcess.as_manager()

    class Meta:
        constraints = within_calendar("held_on")

    def __str__(self) -> str:
        return self.said[:80]


class Topic(Record):
    """A topic that may matter; it is scored on both axes."""

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="topics")
    name = models.CharField(max_length=150)
    dimension = models.CharField(max_length=40)
    about = models.TextField(blank=True)

    objects = OfProcess.as_manager()

    def __str__(self) -> str:
        return self.name


class TopicScore(Record):
    """What a stakeholder gives a topic on an axis, 1–5; none: asked, and did not know."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, related_name="scores")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="scores")
    axis = models.CharField(max_length=10, choices=AxisWord.choices)
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = OfStakeholder.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stakeholder", "topic", "axis"], name="strategy_score_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5), name="strategy_score_one_to_five"
            ),
        ]


class ChosenGoal(Record):
    """A UN goal that was chosen: in which dimension, why, what it rests on, and who decided it when.

    `partners`: whom the enterprise works with to reach it. `actions`: those that serve it without any promise.
    """

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="chosen_goals")
    un_goal = models.CharField(max_length=10)
    dimension = models.CharField(max_length=40)
    reason = models.TextField()
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    areas = models.ManyToManyField(MappedArea, related_name="+", blank=True)
    actions = models.ManyToManyField(Action, related_name="+", blank=True)
    partners = models.CharField(max_length=300, blank=True)
    body_name = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    case_number = models.CharField(max_length=60, blank=True)

    objects = OfProcess.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "un_goal"], name="strategy_goal_once"),
            *within_calendar("decided_on"),
        ]

    def __str__(self) -> str:
        return self.un_goal


class Promise(Record):
    """A promise and what it rests on: UN goals, the mission, what the owner expects, the law.

    An empty ground is one it does not rest on.
    """

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="promises")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    dimension = models.CharField(max_length=40)
    un_goals = models.CharField(max_length=200, blank=True)
    mission = models.CharField(max_length=300, blank=True)
    owner_expectation = models.CharField(max_length=300, blank=True)
    law = models.CharField(max_length=300, blank=True)
    actions = models.ManyToManyField(Action, related_name="+", blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)

    objects = OfProcess.as_manager()

    def __str__(self) -> str:
        return self.text[:80]


class Contribution(Record):
    """A service delivered that serves UN goals: how, and the indicator that shows its effect.

    `gains`: who has the gain, in words. `unit`: where the effect is measured; none: at the enterprise.
    """

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="contributions")
    service = models.CharField(max_length=200)
    un_goals = models.CharField(max_length=200)
    how = models.TextField()
    gains = models.CharField(max_length=300, blank=True)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfProcess.as_manager()

    def __str__(self) -> str:
        return self.service


class Contact(Record):
    """Whom anyone may ask, by role: never a person's name."""

    process = models.ForeignKey(SustainabilityProcess, on_delete=models.PROTECT, related_name="contacts")
    role = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    objects = OfProcess.as_manager()

    def __str__(self) -> str:
        return self.role
