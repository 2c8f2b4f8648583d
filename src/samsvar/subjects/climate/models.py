"""The climate account: what an enterprise used in a year, line by line, and the factors it sets itself.

Invariants: an enterprise has one account of a year; a settled account's lines are not changed until it is opened again
with a reason. Tonnes are worked out from lines and factors (`core.rules.climate`), and written once: what the account
came to when it was settled. A line is never deleted; one withdrawn counts no more, and its figure is kept in the trail
like that of one corrected.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.scoping import OfEnterprise, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person


class AccountState(models.TextChoices):
    OPEN = "open", pgettext_lazy("climate account", "open")
    SETTLED = "settled", pgettext_lazy("climate account", "settled")


class GwpSet(models.TextChoices):
    """How gases are weighed against CO2: the assessment report of the IPCC that the weights stand in."""

    AR4 = "AR4", _("The IPCC’s fourth assessment report")
    AR5 = "AR5", _("The IPCC’s fifth assessment report")
    AR6 = "AR6", _("The IPCC’s sixth assessment report")


class BasisWord(models.TextChoices):
    LOCATION = "location", _("Location-based")
    MARKET = "market", _("Market-based")


class ClimateAccount(Record):
    """An enterprise's account of a year. `note`: why it was settled with something missing, or opened again.

    `settled_kg`: the common account's net when it was settled; empty while it is open, and where it was not known.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    gwp_set = models.CharField(max_length=3, choices=GwpSet.choices, default=GwpSet.AR5)
    state = models.CharField(max_length=7, choices=AccountState.choices, default=AccountState.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_kg = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    note = models.TextField(blank=True)

    objects = OfEnterprise["ClimateAccount"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year"], name="climate_account_once"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2199), name="climate_account_year"),
            models.CheckConstraint(
                condition=Q(settled_kg__isnull=True) | Q(state="settled"), name="climate_open_account_has_no_sum"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_settled(self) -> bool:
        return self.state == AccountState.SETTLED


class LineQuerySet(ScopedQuerySet["ActivityLine"]):
    def counting(self) -> Self:
        """Those that are not withdrawn."""
        return self.filter(withdrawn=False)

    def beneath(self, unit: OrgUnit) -> Self:
        """Those of the unit's own enterprise that stand on the unit or on one under it."""
        inside = {"unit__path__gte": unit.path, "unit__path__lt": unit.path_end}
        return self.filter(enterprise=unit.enterprise_id, **inside)


class ActivityLine(Record):
    """What a unit used of one activity in the account's year, in the activity's own measure.

    `enterprise` is the account's, so that the database keeps lines of enterprises apart.

    Zero is a statement: none was used. `source`: where the amount was read (an invoice, a meter, a system); it is what
    tells two lines of the same unit and activity apart. `reason`: why it was last corrected or withdrawn.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(ClimateAccount, on_delete=models.PROTECT, related_name="lines")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=18, decimal_places=6)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="climate_line_amount"),
            models.UniqueConstraint(
                fields=["account", "unit", "activity", "source"],
                condition=Q(withdrawn=False),
                name="climate_line_once",
            ),
        ]
        indexes = [models.Index(fields=["account", "activity"], name="climate_line_activity")]


class OwnFactor(Record):
    """A factor that an enterprise sets itself, and that goes before one that ships: kg CO2e per measure.

    `basis` empty: the activity has no two bases. `to_year` empty: it still holds. `reason`: why it is set.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=60)
    basis = models.CharField(max_length=8, choices=BasisWord.choices, blank=True)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    kg_co2e = models.DecimalField(max_digits=18, decimal_places=9)
    source = models.CharField(max_length=300)
    reason = models.TextField(blank=True)

    objects = OfEnterprise["OwnFactor"].as_manager()

    class Meta:
        ordering = ["activity", "basis", "-from_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "activity", "basis", "from_year"], name="climate_factor_once"
            ),
            models.CheckConstraint(condition=Q(kg_co2e__gte=0), name="climate_factor_kg"),
            models.CheckConstraint(
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")), name="climate_factor_years"
            ),
        ]
