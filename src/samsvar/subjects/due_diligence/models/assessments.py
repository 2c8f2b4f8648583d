"""The risk method by version, and each contract's level as it stands.

Invariant: a `ContractAssessment` can be made again from the contract, the editions, the method and the day named here,
and gives the same; it holds the numbers that lists sort and count by, not the explanation.
"""

from django.db import models
from django.db.models import Q

from samsvar.platform.access.scoping import OfEnterprise, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.suppliers.models import Contract


class AssessmentMethod(Record):
    """A version of the method. `enterprise` is empty for the one that ships; an enterprise's own copies follow it."""

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    method_version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    definition = models.JSONField()
    reason = models.TextField(blank=True)
    in_use = models.BooleanField(default=False)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "code", "method_version"], name="due_diligence_method_version"
            ),
            models.UniqueConstraint(
                fields=["code", "method_version"],
                condition=Q(enterprise__isnull=True),
                name="due_diligence_method_version_shipped",
            ),
        ]


class AssessmentRun(models.Model):
    """When an enterprise was last assessed, by which editions and method, so that a page can say so."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    editions = models.JSONField()
    method_code = models.CharField(max_length=40)
    method_version = models.PositiveIntegerField()
    contracts = models.PositiveIntegerField()
    changed = models.PositiveIntegerField(default=0)

    objects = OfEnterprise.as_manager()

    class Meta:
        indexes = [models.Index(fields=["enterprise", "-at"], name="due_diligence_run_latest")]


class AssessmentQuerySet(ScopedQuerySet["ContractAssessment"]):
    """An assessment belongs to its contract's unit; the enterprise stands on the row itself."""

    path_column = "contract__unit__path"


class ContractAssessment(models.Model):
    """The contract's levels. Empty `level`: not assessed by us. Empty factor: unknown or not in play.

    `rank` is the order of work (risk-method, "Order of work"): 1 first; empty without level. `unknown` lists the
    factors that are unknown, e.g. `;country;product;`.
    """

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, primary_key=True, related_name="assessment")
    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    inherent = models.PositiveSmallIntegerField(null=True)
    product = models.PositiveSmallIntegerField(null=True)
    country = models.PositiveSmallIntegerField(null=True)
    service = models.PositiveSmallIntegerField(null=True)
    adjustment = models.SmallIntegerField(null=True)
    supplier_rule = models.CharField(max_length=40, blank=True)
    unknown = models.CharField(max_length=60, blank=True)
    rank = models.PositiveIntegerField(null=True)
    previous_level = models.PositiveSmallIntegerField(null=True)
    on = models.DateField()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("on"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=4), name="due_diligence_level"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "rank"], name="due_diligence_rank"),
            models.Index(fields=["enterprise", "level"], name="due_diligence_level_count"),
            models.Index(fields=["enterprise", "product", "country"], name="due_diligence_matrix"),
        ]
