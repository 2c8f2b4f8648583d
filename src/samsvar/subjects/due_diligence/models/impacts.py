"""Adverse impacts on people, society or the environment: what is known, how grave, and what is done about it."""

from typing import Any, Generic

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, within_calendar
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract, Supplier, SupplyChainLink


class Actuality(models.TextChoices):
    ACTUAL = "actual", _("actual")
    POTENTIAL = "potential", _("potential")


class Verification(models.TextChoices):
    ALLEGED = "alleged", _("alleged")
    CONFIRMED = "confirmed", _("confirmed")
    DISPROVED = "disproved", _("disproved")


class ImpactStatus(models.TextChoices):
    OPEN = "open", _("open")
    IN_REMEDIATION = "in_remediation", _("in remediation")
    CLOSED = "closed", _("closed")


class Involvement(models.TextChoices):
    CAUSED = "caused", _("we caused it")
    CONTRIBUTED = "contributed", _("we contributed to it")
    LINKED = "linked", _("we are directly linked to it")


class Setting(models.TextChoices):
    OWN_OPERATIONS = "own_operations", _("own operations")
    SUPPLY_CHAIN = "supply_chain", _("supply chain")
    BUSINESS_PARTNER = "business_partner", _("business partner")


class Affected(models.TextChoices):
    OWN_WORKFORCE = "own_workforce", _("own employees and hired-in staff")
    CHAIN_WORKERS = "chain_workers", _("workers in the supply chain")
    COMMUNITIES = "communities", _("local communities")
    USERS = "users", _("patients and users")
    OTHERS = "others", _("others")


class Certainty(models.TextChoices):
    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    UNKNOWN = "unknown", _("unknown")


def one_to_five(*columns: str) -> list[models.CheckConstraint]:
    """One CHECK per column: a grade from 1 to 5, or empty for unknown."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 1, f"{column}__lte": 5}),
            name=f"%(app_label)s_%(class)s_{column}_grade",
        )
        for column in columns
    ]


class OfImpact(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an impact, and belong to its unit."""

    enterprise_column = "impact__enterprise_id"
    path_column = "impact__unit__path"


class OfAction(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on an action, and belong to its unit."""

    enterprise_column = "action__enterprise_id"
    path_column = "action__unit__path"


class AdverseImpact(Record):
    """A harm done or a risk of it. `number` is the enterprise's own label. `risk_kinds`, `countries`: `;a;b;`.

    Severity is the highest of scale, scope and irremediability (1–5); empty means not graded, never small.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=100)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    setting = models.CharField(max_length=20, choices=Setting.choices, default=Setting.SUPPLY_CHAIN)
    actuality = models.CharField(max_length=10, choices=Actuality.choices)
    verification = models.CharField(max_length=10, choices=Verification.choices)
    status = models.CharField(max_length=15, choices=ImpactStatus.choices, default=ImpactStatus.OPEN)
    risk_kinds = models.CharField(max_length=500, blank=True)
    countries = models.TextField(blank=True)
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    scope = models.PositiveSmallIntegerField(null=True, blank=True)
    irremediability = models.PositiveSmallIntegerField(null=True, blank=True)
    severity = models.PositiveSmallIntegerField(null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    involvement = models.CharField(max_length=12, choices=Involvement.choices, blank=True)
    human_right = models.BooleanField(default=True, help_text="concerns fundamental human rights or decent work")
    oecd_step = models.PositiveSmallIntegerField(default=2)
    affected_group = models.CharField(max_length=15, choices=Affected.choices, blank=True)
    affected = models.CharField(max_length=300, blank=True, help_text="rights holders, e.g. night-shift workers")
    facility = models.ForeignKey(
        SupplyChainLink, null=True, blank=True, on_delete=models.PROTECT, related_name="impacts"
    )
    facility_text = models.CharField(max_length=250, blank=True)
    known_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_reason = models.CharField(max_length=300, blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="impacts")
    conclusion = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    #: What else may be read through the wall between enterprises: an impact shared with the one who reads.
    shown_also = (
        "id IN (SELECT impact_id FROM due_diligence_impactshare WHERE ended_on IS NULL AND enterprise_id = ANY ({ids}))"
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("known_on", "due_on", "closed_on"),
            *one_to_five("scale", "scope", "irremediability", "severity", "likelihood"),
            models.CheckConstraint(condition=Q(oecd_step__gte=1, oecd_step__lte=6), name="due_diligence_impact_step"),
            models.UniqueConstraint(fields=["enterprise", "number"], name="due_diligence_impact_number"),
        ]
        indexes = [models.Index(fields=["enterprise", "status", "severity"], name="due_diligence_impact_open")]

    def __str__(self) -> str:
        return self.title


class VerifiedHow(models.TextChoices):
    VISIT = "visit", _("a visit to the place")
    INTERVIEWS = "interviews", _("talks with those who were harmed")
    WORKERS_BODY = "workers_body", _("a trade union or elected representatives")
    AUDIT = "audit", _("an audit by somebody else")
    PAPERS = "papers", _("payslips and other papers")
    OTHER = "other", _("in another way")


class ImpactLink(Record):
    """What the impact hangs on: one contract, or a supplier as a whole, with how certain that is and why.

    `supplier_orgnr` is the supplier's number when the link was saved: those the impact is shared with find their own
    row of the supplier by it, since they may not read ours.
    """

    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="links")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="impact_links")
    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="impact_links")
    certainty = models.CharField(max_length=10, choices=Certainty.choices, default=Certainty.UNKNOWN)
    reason = models.TextField(blank=True)
    supplier_orgnr = models.CharField(max_length=9, blank=True)

    unrecorded = frozenset({"supplier_orgnr"})
    objects = OfImpact.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contract__isnull=False, supplier__isnull=True)
                | Q(contract__isnull=True, supplier__isnull=False),
                name="due_diligence_link_one",
            )
        ]

    def save(self, *arguments: Any, **more: Any) -> None:
        """Notes the supplier's number."""
        supplier = self.contract.supplier if self.contract is not None else self.supplier
        self.supplier_orgnr = supplier.orgnr if supplier is not None else ""
        super().save(*arguments, **more)


class ImpactShare(Record):
    """The impact shared with another enterprise on the installation, which has its own conclusion and duty.

    `involvement` and `conclusion` are the receiver's own; its duty follows from them and is no other's. `leads`: it
    leads the work on the case; at most one of the shares that go on. The owner of the case sees the conclusion, other
    receivers only when the receiver lets them (`told_at`). Both enterprises read the row, so the wall between
    enterprises does not stand on it.
    """

    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="shares")
    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    involvement = models.CharField(max_length=12, choices=Involvement.choices, blank=True)
    conclusion = models.TextField(blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    leads = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True, help_text="since when the other buyers see its conclusion")
    ended_on = models.DateField(null=True, blank=True)

    walled = False
    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            *within_calendar("concluded_on", "ended_on"),
            models.UniqueConstraint(fields=["impact", "enterprise"], name="due_diligence_share_once"),
            models.UniqueConstraint(
                fields=["impact"], condition=Q(leads=True, ended_on=None), name="due_diligence_share_one_leads"
            ),
        ]


class ImpactStatusEntry(Record):
    """Where the case stands on a day, and how we know."""

    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="entries")
    noted_on = models.DateField()
    channel = models.CharField(max_length=100)
    text = models.TextField()
    partners = models.CharField(max_length=300, blank=True)

    objects = OfImpact.as_manager()

    class Meta:
        constraints = within_calendar("noted_on")


class Remediation(Record):
    """What is made good, for whom, agreed with whom; how many of how many have been reached, and who verified it."""

    impact = models.ForeignKey(AdverseImpact, on_delete=models.PROTECT, related_name="remediation")
    who = models.CharField(max_length=200)
    what = models.TextField()
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    partners = models.CharField(max_length=300, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True, help_text="empty: unknown")
    reached = models.PositiveIntegerField(null=True, blank=True, help_text="empty: unknown")
    verified_by = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_how = models.CharField(max_length=15, choices=VerifiedHow.choices, blank=True)
    due_on = models.DateField(null=True, blank=True)

    objects = OfImpact.as_manager()

    class Meta:
        constraints = within_calendar("agreed_on", "verified_on", "due_on")


class ImpactAction(Record):
    """An action that answers an impact or a risk area."""

    impact = models.ForeignKey(AdverseImpact, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    area = models.ForeignKey(
        "due_diligence.RiskArea", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="action_links")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="due_diligence_links")

    objects = OfAction.as_manager()
