"""What units have handed in, kept for ever, and what it comes to up the tree.

Invariants: a measurement is written once and never changed, but for `current`: of an indicator, unit and period at most
one that is not a draft is current, and at most one draft beside it. What is no longer current has been superseded by
the one whose `supersedes` it is. `Figure` is worked out from current measurements that are not drafts, and from
nothing else (`services.roll_up`); it can be thrown away and made anew.
"""

from django.db import models
from django.db.models import Case, Q, When

from samsvar.platform.access.scoping import ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.indicators.codes import MeasurementState, PeriodWord
from samsvar.registers.indicators.models.definitions import Indicator

MILLIONTHS = 1_000_000


class Delivery(Record):
    """Measurements handed in at one time: by a form or a file. What the trail tells of them.

    `digest` is over its measurements, so that one altered underneath is found (`services.deliveries.as_delivered`).
    """

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    measurements = models.PositiveIntegerField()
    delivered_at = models.DateTimeField()
    delivered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True, help_text="why a figure was corrected")
    digest = models.CharField(max_length=64)

    objects = ScopedQuerySet.as_manager()


class MeasurementQuerySet(ScopedQuerySet["Measurement"]):
    enterprise_column = "unit__enterprise_id"
    path_column = "unit__path"

    def in_force(self) -> "MeasurementQuerySet":
        """Those that count: not drafts, and superseded by none."""
        return self.filter(current=True).exclude(status=MeasurementState.DRAFT)


class Measurement(models.Model):
    """A unit's figures of an indicator in a period, in millionths. Empty is unknown, never zero.

    `adds_numerator` and `adds_denominator`: what it adds up the tree by the indicator's way of rolling up
    (`reading.added_by`); `delivers` whether that is a figure, `left_out` whether it could not be added. `facts`: what
    energy is corrected by, as text by name of `EnergyFacts`. The delivery is written right before it, in the same
    transaction, and is held against its measurements by `samsvar audit verify --records`: the database need not look
    for it once for each of a hundred thousand.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="rows", db_constraint=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", db_index=False)
    period_kind = models.CharField(max_length=7, choices=PeriodWord.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="within the year, from 1")
    status = models.CharField(max_length=9, choices=MeasurementState.choices)
    current = models.BooleanField(default=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by", db_index=False
    )
    value = models.BigIntegerField(null=True, blank=True)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    weight = models.BigIntegerField(null=True, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    facts = models.JSONField(null=True, blank=True)
    adds_numerator = models.BigIntegerField(null=True, blank=True)
    adds_denominator = models.BigIntegerField(null=True, blank=True)
    delivers = models.BooleanField(default=True)
    left_out = models.BooleanField(default=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            # One index for all that is asked, and for both promises: what is superseded is NULL, which is never equal.
            models.UniqueConstraint(
                *("indicator", "period_kind", "year", "number", "unit"),
                Case(When(current=True, then=Case(When(status="draft", then=2), default=1)), default=None),
                name="indicators_measurement_standing",
            )
        ]
        indexes = [
            models.Index(
                fields=["supersedes"], condition=Q(supersedes__isnull=False), name="indicators_measurement_older"
            ),
            models.Index(
                fields=["unit", "indicator"],
                condition=Q(supersedes__isnull=False),
                name="indicators_measurement_changed",
            ),
        ]


class FigureQuerySet(ScopedQuerySet["Figure"]):
    enterprise_column = "unit__enterprise_id"
    path_column = "unit__path"


class Figure(models.Model):
    """What an indicator comes to for a unit with all under it in a period, in the period's own structure.

    A row is there where somebody has delivered. `numerator` and `denominator` are sums in millionths before any
    division: value and uncorrected energy where figures are added; weighted sum and weight; units that meet and units
    that count. `hidden`: about too few, or protecting such a one; then it must not be told (`selectors` see to it).
    It points to what measurements point to, which the database holds them to; here it need not look again.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    period_kind = models.CharField(max_length=7, choices=PeriodWord.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    hidden = models.BooleanField(default=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period_kind", "year", "number"], name="indicators_figure_once"
            )
        ]
