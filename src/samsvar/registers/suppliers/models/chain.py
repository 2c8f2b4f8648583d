"""Who delivers, and who delivers to them.

A supplier is one row per enterprise and organisation number (or name where there is no number): nothing is shared
between enterprises except public company facts, and those by number alone.
"""

from typing import Generic, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import OfEnterprise, Row, ScopedQuerySet, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, within_calendar
from samsvar.registers.suppliers.codes import ChainRole, MembershipKind, MembershipStatus


class OfSupplier(ScopedQuerySet[Row], Generic[Row]):
    """Rows that hang on a supplier, and belong to its enterprise as a whole."""

    enterprise_column = "supplier__enterprise_id"
    path_column = "supplier__enterprise__path"


class SupplierQuerySet(OfEnterprise["Supplier"]):
    """Suppliers. Somebody who sees a contract sees its supplier, also where they do not see the whole enterprise."""

    def visible_to(self, viewer: Viewer, permission: Permission) -> Self:
        """Suppliers of enterprises on which the viewer has the permission, and of contracts on which they have it."""
        whole = visible(viewer, permission, enterprise=self.enterprise_column, path=self.path_column)
        if not any(permission in grant.own and not grant.whole_enterprise for grant in viewer.grants):
            return self.filter(whole)
        contracts = apps.get_model("suppliers", "Contract").objects.visible_to(viewer, permission)
        return self.filter(whole | Q(pk__in=contracts.order_by().values("supplier")))

    def standing(self) -> Self:
        """Suppliers that are not merged into another."""
        return self.filter(merged_into__isnull=True)


class Partner(Record):
    """Another organisation we share agreements or cases with, e.g. the owner of an agreement we only use."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    orgnr = models.CharField(max_length=9, blank=True)
    purchasing_body = models.BooleanField(default=False, help_text="buys for many, e.g. the trusts")
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "name"], name="suppliers_partner_name")]

    def __str__(self) -> str:
        return self.name


class SupplierCode(Record):
    """A version of the enterprise's ethical guidelines for suppliers. The newest in force is the one that counts."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    code_version = models.CharField(max_length=50)
    title = models.CharField(max_length=200)
    adopted_on = models.DateField()
    in_force_from = models.DateField()
    required_from = models.DateField(null=True, blank=True, help_text="new suppliers must accept it from this day")
    themes = models.TextField(blank=True, help_text="one theme a line")
    link = models.URLField(blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            *within_calendar("adopted_on", "in_force_from", "required_from"),
            models.UniqueConstraint(fields=["enterprise", "code_version"], name="suppliers_code_version"),
        ]


class Supplier(Record):
    """A company that delivers to the enterprise, with what is known of how it works."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300, db_index=True, help_text="case-folded, for search and order")
    orgnr = models.CharField(max_length=9, blank=True)
    country = models.CharField(max_length=3, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="subsidiaries")
    parent_name = models.CharField(max_length=300, blank=True)
    website = models.URLField(blank=True)
    industry_code = models.CharField(max_length=10, blank=True, help_text="SN2007")
    company_form = models.CharField(max_length=20, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    bankrupt = models.BooleanField(null=True, blank=True)
    facts_read_on = models.DateField(null=True, blank=True, help_text="day of the register's answer")
    code_accepted_on = models.DateField(null=True, blank=True)
    code_accepted_version = models.CharField(max_length=50, blank=True)
    code_required = models.BooleanField(null=True, blank=True, help_text="accepted because required, or freely")
    questionnaire_asked_on = models.DateField(null=True, blank=True)
    questionnaire_due_on = models.DateField(null=True, blank=True)
    questionnaire_answered_on = models.DateField(null=True, blank=True)
    open_gaps = models.PositiveIntegerField(null=True, blank=True)
    open_screening_hits = models.PositiveIntegerField(null=True, blank=True, help_text="as somebody wrote or read in")
    listed_hits = models.PositiveIntegerField(
        null=True, blank=True, help_text="not cleared, of our own screening; empty: not screened"
    )
    own_code_link = models.URLField(blank=True)
    own_code_on = models.DateField(null=True, blank=True)
    states_due_diligence = models.BooleanField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    unrecorded = frozenset({"name_folded", "listed_hits"})
    objects = SupplierQuerySet.as_manager()

    class Meta:
        constraints = [
            *within_calendar(
                "facts_read_on",
                "code_accepted_on",
                "questionnaire_asked_on",
                "questionnaire_due_on",
                "questionnaire_answered_on",
                "own_code_on",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "orgnr"],
                condition=~Q(orgnr="") & Q(merged_into__isnull=True),
                name="suppliers_supplier_orgnr",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "name_folded"], name="suppliers_supplier_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def uncleared_hits(self) -> int | None:
        """Hits not cleared, those written down and those of our own screening; None where nobody has screened."""
        if self.open_screening_hits is None and self.listed_hits is None:
            return None
        return (self.open_screening_hits or 0) + (self.listed_hits or 0)


class Membership(Record):
    """A membership, certificate or label of a supplier, with its end."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=MembershipKind.choices)
    status = models.CharField(max_length=20, choices=MembershipStatus.choices, default=MembershipStatus.STATED)
    source = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = OfSupplier.as_manager()

    class Meta:
        constraints = within_calendar("valid_from", "valid_to")


class SupplyChainLink(Record):
    """A sub-supplier, factory or source in a tier of a supplier's chain; on one contract or on all."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="chain")
    contract = models.ForeignKey(
        "suppliers.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="chain"
    )
    above = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="beneath")
    tier = models.PositiveSmallIntegerField(help_text="1 delivers to the supplier")
    role = models.CharField(max_length=20, choices=ChainRole.choices)
    name = models.CharField(max_length=250)
    country = models.CharField(max_length=3, blank=True, help_text="empty: unknown")
    place = models.CharField(max_length=150, blank=True)
    products = models.CharField(max_length=250, blank=True)
    known_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    objects = OfSupplier.as_manager()

    class Meta:
        constraints = [
            *within_calendar("known_on"),
            models.CheckConstraint(condition=Q(tier__gte=1, tier__lte=20), name="suppliers_chain_tier"),
        ]


class DuplicateDecision(Record):
    """A person's answer to "are these two the same?", remembered so that it is not asked again."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    reason = models.CharField(max_length=250, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="suppliers_duplicate_once")]
