"""Contracts: what is bought, where it is made, who owns the agreement and what terms it carries."""

from typing import Generic

from django.db import models
from django.db.models import Q

from samsvar.platform.access.scoping import Row, ScopedQuerySet
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person, Site, within_calendar
from samsvar.registers.suppliers.codes import ContractKind, Ownership, TermKind
from samsvar.registers.suppliers.models.chain import Partner, Supplier


class OfContract(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a contract, and belong to its unit."""

    enterprise_column = "contract__enterprise_id"
    path_column = "contract__unit__path"


class Contract(Record):
    """An agreement. `number` is the enterprise's own label, unique within it.

    `cpv_codes`, `countries` and `materials` are lists written `;30213100;30231300;` (empty: nothing given), so that
    one code can be looked for without a join. `?` among the countries is one unknown country. `value_ore` excludes VAT.
    """

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=100)
    title = models.CharField(max_length=500)
    search_text = models.CharField(max_length=700, help_text="case-folded number, title and supplier")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=10, choices=ContractKind.choices)
    ownership = models.CharField(max_length=10, choices=Ownership.choices)
    cpv_codes = models.TextField(blank=True)
    high_risk_category = models.CharField(max_length=250, blank=True)
    service_sector = models.CharField(max_length=30, blank=True, help_text="a sector's code, or none")
    countries = models.TextField(blank=True)
    materials = models.CharField(max_length=200, blank=True)
    value_ore = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts")
    responsible_name = models.CharField(max_length=300, blank=True, help_text="as it stood in the register read in")
    agreement_owner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    procured_by = models.CharField(max_length=200, blank=True)
    buyers = models.TextField(blank=True, help_text="bodies that may buy, one a line")
    landlord = models.ForeignKey(
        Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="leases", help_text="leases only"
    )
    joint = models.BooleanField(default=False, help_text="a joint agreement the administration may use")
    wage_breach_open = models.BooleanField(
        default=False, help_text="a confirmed open breach of wages or working conditions"
    )
    framework_of = models.CharField(max_length=200, blank=True, help_text="the framework agreement it is called off")

    unrecorded = frozenset({"search_text"})
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar("starts_on", "ends_on"),
            models.UniqueConstraint(fields=["enterprise", "number"], name="suppliers_contract_number"),
            models.CheckConstraint(
                condition=Q(value_ore__isnull=True) | Q(value_ore__gte=0, value_ore__lt=10**17),
                name="suppliers_contract_value",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "title"], name="suppliers_contract_title")]

    def __str__(self) -> str:
        return self.title


class ContractSite(Record):
    """A site that the contract serves, or that the lease is of."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="sites")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="contracts")

    objects = OfContract.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "site"], name="suppliers_contract_site")]


class ContractService(Record):
    """A service inside somebody else's contract (a landlord's canteen or cleaning), and who follows it up."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="services")
    sector = models.CharField(max_length=30, blank=True)
    description = models.CharField(max_length=200)
    followed_up_by = models.CharField(max_length=200)
    minor_deviations = models.PositiveIntegerField(null=True, blank=True)
    serious_deviations = models.PositiveIntegerField(null=True, blank=True)
    solution = models.TextField(blank=True)

    objects = OfContract.as_manager()


class ContractTerm(Record):
    """A term of the contract: its kind and version."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=20, choices=TermKind.choices)
    term_version = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)

    objects = OfContract.as_manager()


class Demand(Record):
    """A demand set in the procurement (innovation, ethics, environment, climate), its weight and what came of it."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="demands")
    theme = models.CharField(max_length=20, choices=TermKind.choices)
    text = models.TextField()
    weight_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.TextField(blank=True)

    objects = OfContract.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weight_percent__isnull=True) | Q(weight_percent__lte=100), name="suppliers_demand_weight"
            )
        ]


class Advice(Record):
    """Advice on sustainability given on a procurement we only assist."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="advice")
    given_on = models.DateField()
    text = models.TextField()
    followed = models.BooleanField(null=True, blank=True)

    objects = OfContract.as_manager()

    class Meta:
        constraints = within_calendar("given_on")
