"""The year's risk areas: what the enterprise holds to be its greatest risks, and how they are followed up."""

from typing import Generic

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.models.contracts import OfContract


class Stage(models.TextChoices):
    RAW_MATERIAL = "raw_material", _("raw material")
    COMPONENT = "component", _("component")
    FINAL_PRODUCTION = "final_production", _("final production")
    SERVICE = "service", _("service")


class AreaStatus(models.TextChoices):
    NO_STATUS = "no_status", _("no status received")
    FOLLOWED_UP = "followed_up", _("followed up")
    SATISFACTORY = "satisfactory", _("satisfactory")
    DEVIATIONS = "deviations", _("deviations being followed up")


class OfArea(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a risk area, and belong to its enterprise as a whole."""

    enterprise_column = "area__enterprise_id"
    path_column = "area__enterprise__path"


class RiskArea(Record):
    """A risk area of a year. An area without status is told of as such in the statement, never left out."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField()
    significant = models.BooleanField(default=True, help_text="one of the greatest risks, with a section of its own")
    risk_kinds = models.CharField(max_length=500, blank=True)
    countries = models.CharField(max_length=500, blank=True)
    stages = models.CharField(max_length=100, blank=True)
    materials = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    follow_up = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=AreaStatus.choices, default=AreaStatus.NO_STATUS)
    continued_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "year", "title"], name="due_diligence_area_title")]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class AreaContract(Record):
    """A contract gathered in a risk area."""

    area = models.ForeignKey(RiskArea, on_delete=models.PROTECT, related_name="contract_links")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="area_links")

    objects = OfContract.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "contract"], name="due_diligence_area_contract")]


class Vulnerability(Record):
    """A trait that makes the people in the area easier to exploit, with its source."""

    area = models.ForeignKey(RiskArea, on_delete=models.PROTECT, related_name="vulnerabilities")
    trait = models.CharField(max_length=200)
    source = models.CharField(max_length=200)

    objects = OfArea.as_manager()
