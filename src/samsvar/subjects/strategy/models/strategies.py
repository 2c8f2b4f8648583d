"""Strategies: what is wanted in a period, and each year's edition with situation analysis, indicators and actions.

Invariant: an edition that is approved is never written on again; the next year's begins as a copy of it.
"""

from typing import Generic

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Site, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.strategy.models.process import MappedArea
from samsvar.subjects.strategy.models.reading import readable


class StrategyKind(models.TextChoices):
    WHOLE = "whole", pgettext_lazy("strategy", "Strategy of the enterprise")
    AREA = "area", pgettext_lazy("strategy", "Strategy for an area")
    UNIT = "unit", pgettext_lazy("strategy", "Strategy of a unit")


class Quadrant(models.TextChoices):
    """The codes of `core.catalogues.strategy.Quadrant`."""

    STRENGTH = "strength", _("Strengths")
    WEAKNESS = "weakness", _("Weaknesses")
    OPPORTUNITY = "opportunity", _("Opportunities")
    CHALLENGE = "challenge", _("Challenges")


class StrategyQuerySet(ScopedQuerySet["Strategy"]):
    def readable_by(self, viewer: Viewer) -> "StrategyQuerySet":
        """Those of the enterprises at which the viewer has a role, and of those beneath that the role reaches."""
        return self.filter(readable(viewer, enterprise=self.enterprise_column, path=self.path_column))


class Strategy(Record):
    """A strategy: its kind, area, period, what stands above it, and its one main goal."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=StrategyKind.choices)
    name = models.CharField(max_length=200)
    area = models.CharField(max_length=150, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="beneath")
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    main_goal = models.TextField(blank=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="strategy_name_once"),
            models.CheckConstraint(
                condition=Q(from_year__gte=1900, to_year__lt=2200, to_year__gte=F("from_year")),
                name="strategy_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfStrategy(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a strategy."""

    enterprise_column = "strategy__enterprise_id"
    path_column = "strategy__unit__path"


class EditionQuerySet(OfStrategy["Edition"]):
    def readable_by(self, viewer: Viewer) -> "EditionQuerySet":
        """Those of the strategies that the viewer reads."""
        return self.filter(readable(viewer, enterprise=self.enterprise_column, path=self.path_column))


class OfEdition(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an edition of a strategy."""

    enterprise_column = "edition__strategy__enterprise_id"
    path_column = "edition__strategy__unit__path"


class Edition(Record):
    """A year's edition. `authors`: name and title, a line each. `approver_title`: the approver's title that day."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)
    improvement = models.TextField(blank=True)
    authors = models.TextField(blank=True)
    approver_name = models.CharField(max_length=150, blank=True)
    approver_title = models.CharField(max_length=150, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    case_number = models.CharField(max_length=60, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "year"], name="strategy_edition_once"),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | ~Q(approver_name=""), name="strategy_approved_by_somebody"
            ),
            *within_calendar("approved_on"),
        ]

    def __str__(self) -> str:
        return f"{self.strategy} {self.year}"


class EditionAction(Record):
    """An action that the edition holds, with the indicators it is to move.

    `has_effects`: whether effects of the action are told of; only where `WholeEdition` has read it.
    """

    has_effects: bool

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="action_ties")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)

    objects = OfEdition.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "action"], name="strategy_action_once")]

    def __str__(self) -> str:
        return str(self.action)


class EditionIndicator(Record):
    """An indicator in the edition: whether it is among those prioritised, and what the enterprise wants under it.

    `source_document` and `chapter` tell where the ambition comes from.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="indicator_ties")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    prioritised = models.BooleanField(default=True)
    ambition = models.TextField(blank=True)
    source_document = models.CharField(max_length=200, blank=True)
    chapter = models.CharField(max_length=60, blank=True)
    footnote = models.TextField(blank=True)

    objects = OfEdition.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "indicator"], name="strategy_indicator_once")]

    def __str__(self) -> str:
        return str(self.indicator)


class OutsideFact(Record):
    """What somebody outside has found, with its source. `figure` is in `unit_of_measure`; none: words alone.

    `population`: whom it was found of. `year`: of the survey. `indicator`: the own figure that stands beside it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="facts")
    text = models.CharField(max_length=300)
    figure = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit_of_measure = models.CharField(max_length=40, blank=True)
    population = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    link = models.URLField(blank=True)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfEdition.as_manager()

    def __str__(self) -> str:
        return self.text


class Point(Record):
    """A point of the situation analysis: strength, weakness, opportunity or challenge.

    `requirement`: the law or rule it has to do with, in words. `facts`: the outside facts that support it.
    `area`: the mapped area of the sustainability process that it comes from.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="points")
    quadrant = models.CharField(max_length=11, choices=Quadrant.choices)
    text = models.TextField()
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(MappedArea, null=True, blank=True, on_delete=models.PROTECT, related_name="points")
    requirement = models.CharField(max_length=200, blank=True)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actions = models.ManyToManyField(Action, related_name="+", blank=True)
    facts = models.ManyToManyField(OutsideFact, related_name="points", blank=True)

    objects = OfEdition.as_manager()

    def __str__(self) -> str:
        return self.text[:80]


class PrioritisedUnit(Record):
    """A unit that is to have help first: why, what it is offered, what it has been given, and the actions that help."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="prioritised_units")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    help_offered = models.TextField(blank=True)
    help_given = models.TextField(blank=True)
    given_on = models.DateField(null=True, blank=True)
    actions = models.ManyToManyField(Action, related_name="+", blank=True)

    objects = OfEdition.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="strategy_unit_once"),
            *within_calendar("given_on"),
        ]

    def __str__(self) -> str:
        return str(self.unit)
