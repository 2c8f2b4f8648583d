"""The enterprise as an employer: the yearly record, and lawful differential treatment on its criteria."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar


class BreachSeriousness(models.TextChoices):
    NONE = "none", _("no breaches")
    MINOR = "minor", _("minor")
    SERIOUS = "serious", _("serious")


class OwnWorkforceYear(Record):
    """Own operations in one year. Empty figures are unknown, never zero."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    risk_level = models.PositiveSmallIntegerField(null=True, blank=True)
    risk_reason = models.TextField(blank=True)
    working_time_breaches = models.PositiveIntegerField(null=True, blank=True)
    breach_seriousness = models.CharField(max_length=10, choices=BreachSeriousness.choices, blank=True)
    breaches_followed_up = models.PositiveIntegerField(null=True, blank=True)
    code_of_ethics_signed = models.PositiveIntegerField(null=True, blank=True)
    code_of_ethics_asked = models.PositiveIntegerField(null=True, blank=True)
    whistleblowing_cases = models.PositiveIntegerField(null=True, blank=True)
    whistleblowing_closed = models.PositiveIntegerField(null=True, blank=True)
    equality_statement_link = models.URLField(blank=True)
    equality_figures = models.TextField(blank=True, help_text="one figure a line")
    measures = models.TextField(blank=True, help_text="one measure a line")
    requirements_of_law = models.TextField(blank=True, help_text="one section and its evidence a line")

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "year"], name="due_diligence_workforce_year")]


class PositionGroup(Record):
    """Positions assessed for security in a year."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    positions = models.PositiveIntegerField(null=True, blank=True)
    assessed = models.PositiveIntegerField(null=True, blank=True)
    critical = models.PositiveIntegerField(null=True, blank=True)
    interviews = models.PositiveIntegerField(null=True, blank=True)

    objects = OfEnterprise.as_manager()


class DifferentialTreatment(Record):
    """A case of lawful differential treatment (Equality and Anti-Discrimination Act § 9), seen by named roles only."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=200)
    assessed_on = models.DateField(null=True, blank=True)
    advertised_on = models.DateField(null=True, blank=True)
    objective_purpose = models.TextField(blank=True)
    necessary = models.TextField(blank=True)
    proportionate = models.TextField(blank=True)
    decisive_trait = models.TextField(blank=True)
    documented_on = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = within_calendar("assessed_on", "advertised_on", "documented_on")
