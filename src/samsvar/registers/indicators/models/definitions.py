"""What is wanted: goals in three dimensions, the indicators that tell how it goes, and their targets by year."""

from typing import Generic

from django.db import models
from django.db.models import Q

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import READ_BELOW, OrgUnit, Person, within_calendar
from samsvar.registers.indicators.codes import (
    DirectionWord,
    LevelWord,
    OverTimeWord,
    PeriodWord,
    RollUpWord,
    TargetWord,
    WordKind,
)


class OfIndicator(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an indicator, and belong to the unit that owns it."""

    enterprise_column = "indicator__enterprise_id"
    path_column = "indicator__unit__path"


def named(row: "Goal | Indicator", column: str, language: str) -> str:
    """A text of the row in the language: nynorsk and English fall back on bokmål."""
    found: str = getattr(row, f"{column}_{language}", "") or getattr(row, f"{column}_nb")
    return found


class Goal(Record):
    """A goal, set by a unit and holding for all under it.

    `code`: the unit's own, or the shipped goal's. `takes_over`: the goal from above that this one carries further.
    `case`: where it was decided (board case 40/23). `change_percent`: from the base year to the last, negative for a
    cut. `level`: who set it first, where that is others than the unit. `responsible_name`: a role, or somebody
    without an account.
    """

    shown_also = READ_BELOW

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="goals")
    code = models.CharField(max_length=80)
    name_nb = models.CharField(max_length=300)
    name_nn = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    about_nb = models.TextField(blank=True)
    about_nn = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    dimension = models.CharField(max_length=40, blank=True, help_text="code: environment, social or economy")
    theme = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    takes_over = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_by")
    main = models.BooleanField(default=False, help_text="the one goal above a strategy")
    level = models.CharField(max_length=10, choices=LevelWord.choices, blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    change_percent = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    case = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("due_on"),
            models.UniqueConstraint(fields=["unit", "code"], name="indicators_goal_code"),
        ]
        indexes = [models.Index(fields=["enterprise", "dimension"], name="indicators_goal_dimension")]

    def __str__(self) -> str:
        return self.name_nb

    def name(self, language: str) -> str:
        return named(self, "name", language)

    def about(self, language: str) -> str:
        return named(self, "about", language)


class Indicator(Record):
    """An indicator: what is measured, for the unit that owns it and all under it.

    `formula` is `core.rules.indicators.definition.formula_as_data`; `core.rules.indicators.definition.Definition` is
    what the rules read (`registers.indicators.reading.definition_of`). `expected_kind`: the kind of unit that is
    asked to hand in; empty is every unit without units under it, `trees.EVERY_UNIT` is all. `number`: its place
    among those prioritised. `sites`: the places it is limited to, by name with a semicolon between; empty is all.
    """

    shown_also = READ_BELOW

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="indicators", help_text="its owner")
    code = models.CharField(max_length=80)
    name_nb = models.CharField(max_length=300)
    name_nn = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    definition_nb = models.TextField(blank=True)
    definition_nn = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    unit_of_measure = models.CharField(max_length=40, help_text="code: percent, tonnes_co2e, kwh, count …")
    decimals = models.PositiveSmallIntegerField(default=1)
    direction = models.CharField(max_length=10, choices=DirectionWord.choices)
    period = models.CharField(max_length=10, choices=PeriodWord.choices)
    roll_up = models.CharField(max_length=20, choices=RollUpWord.choices)
    over_time = models.CharField(max_length=10, choices=OverTimeWord.choices, default=OverTimeWord.SUM)
    formula = models.JSONField(default=dict)
    minimum_persons = models.PositiveSmallIntegerField(null=True, blank=True)
    covers_below = models.BooleanField(default=False)
    expected_kind = models.CharField(max_length=12, blank=True)
    sites = models.CharField(max_length=500, blank=True)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    theme = models.CharField(max_length=60, blank=True)
    prioritised = models.BooleanField(default=False)
    monitored_only = models.BooleanField(default=False)
    words_only = models.BooleanField(default=False, help_text="its targets are words")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    warning_band = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    retired = models.BooleanField(default=False, help_text="no longer measured; its figures stay")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="indicators_indicator_code")]

    def __str__(self) -> str:
        return self.name_nb

    def name(self, language: str) -> str:
        return named(self, "name", language)

    def definition(self, language: str) -> str:
        return named(self, "definition", language)


class IndicatorGoal(Record):
    """A further goal that an indicator tells of, beside the one it is first of all of."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="other_goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="other_indicators")

    objects = OfIndicator.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "goal"], name="indicators_goal_once")]


class IndicatorTarget(Record):
    """A target of a unit for a year. Never changed: another for the same unit and year stands in its place.

    The old one is kept; `set_at` tells which holds, and what held on a day.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", help_text="for whom it is set")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=TargetWord.choices)
    number = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    warning_band = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    words = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    inherited = models.BooleanField(default=True, help_text="holds for units below that have none of their own")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfIndicator.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2200), name="indicators_target_year"),
        ]
        indexes = [models.Index(fields=["indicator", "year"], name="indicators_target_of_year")]


class GoalWord(Record):
    """What an enterprise calls a dimension, or a theme of its own; it holds for all under it.

    `code`: the shipped dimension or theme, or the enterprise's own. `number`: its place in the list.
    """

    shown_also = READ_BELOW

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=WordKind.choices)
    code = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    name_nb = models.CharField(max_length=100)
    name_nn = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "kind", "code"], name="indicators_word_once")]

    def __str__(self) -> str:
        return self.name_nb
