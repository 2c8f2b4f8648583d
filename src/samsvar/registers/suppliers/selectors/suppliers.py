"""The register of suppliers and one supplier's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.unchanged import unless_changed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.codes import MembershipStatus, Ownership
from samsvar.registers.suppliers.models import (
    Contract,
    DialogueEntry,
    Membership,
    Supplier,
    SupplierCode,
    SupplierInquiry,
    SupplyChainLink,
)
from samsvar.registers.suppliers.names import folded

UNANSWERED = Q(questionnaire_asked_on__isnull=False) & (
    Q(questionnaire_answered_on__isnull=True) | Q(questionnaire_answered_on__lt=F("questionnaire_asked_on"))
)
"""Asked, and not answered since."""
EXPIRES_SOON = timedelta(days=90)
SORTS: Mapping[str, tuple[str | OrderBy, ...]] = {
    "name": ("name_folded", "pk"),
    "-name": ("-name_folded", "-pk"),
    "due": (F("questionnaire_due_on").asc(nulls_last=True), "name_folded", "pk"),
    "-due": (F("questionnaire_due_on").desc(nulls_last=True), "name_folded", "pk"),
    "gaps": (F("open_gaps").desc(nulls_last=True), "name_folded", "pk"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the register is narrowed to."""

    view: str = "all"
    text: str = ""
    country: str = ""
    sort: str = "name"


def suppliers_of(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[Supplier]:
    """The enterprise's suppliers that the viewer may see, without those merged into others."""
    return Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise).standing()


def code_in_force(enterprise: OrgUnit, on: date) -> SupplierCode | None:
    """The version of the code of conduct that counts on the day: the newest in force. One query."""
    codes = SupplierCode.objects.filter(enterprise=enterprise, in_force_from__lte=on)
    return codes.order_by("-in_force_from", "-pk").first()


def view_filters(code: SupplierCode | None, today: date) -> dict[str, Q]:
    """The saved views by code, in the order they stand."""
    accepted = Q(code_accepted_on__isnull=False)
    if code is not None:
        accepted &= Q(code_accepted_version=code.code_version)
    ending = Membership.objects.filter(supplier=OuterRef("pk"), valid_to__gte=today, valid_to__lt=today + EXPIRES_SOON)
    return {
        "all": Q(),
        "without_code": ~accepted,
        "unanswered": UNANSWERED,
        "expiring": Q(Exists(ending.exclude(status=MembershipStatus.ENDED))),
        "gaps": Q(open_gaps__gt=0) | Q(open_screening_hits__gt=0) | Q(listed_hits__gt=0),
    }


@dataclass(frozen=True, slots=True)
class Register:
    """The register as a whole: how many stand in each view, and the countries the suppliers are from."""

    counts: Mapping[str, int]
    countries: tuple[str, ...]


def register_of(viewer: Viewer, enterprise: OrgUnit, code: SupplierCode | None, today: date) -> Register:
    """The register as a whole, counted anew where anything is recorded since. One query; two more to count."""
    asked = ("suppliers", viewer.sight, enterprise.pk, code.code_version if code else None, today)
    rows = suppliers_of(viewer, enterprise)
    return unless_changed(asked, lambda: _register_of(rows, view_filters(code, today)), enterprise=enterprise.key)


def _register_of(rows: QuerySet[Supplier], views: Mapping[str, Q]) -> Register:
    counts = {code: Count("pk", filter=where) if where else Count("pk") for code, where in views.items()}
    countries = rows.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
    return Register(rows.aggregate(**counts), tuple(countries))


def filtered(rows: QuerySet[Supplier], asked: Asked, views: Mapping[str, Q]) -> QuerySet[Supplier]:
    """The rows that are asked for, in order."""
    rows = rows.filter(views.get(asked.view, Q()))
    for word in folded(asked.text).split():
        rows = rows.filter(Q(name_folded__contains=word) | Q(orgnr__startswith=word))
    if asked.country:
        rows = rows.filter(country="" if asked.country == "?" else asked.country)
    return rows.order_by(*SORTS[asked.sort])


def contract_counts(viewer: Viewer, suppliers: list[Supplier]) -> dict[int, int]:
    """How many contracts the viewer sees with each supplier. One query."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(supplier__in=suppliers)
    return dict(rows.order_by().values_list("supplier").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class SupplierRecords:
    """What hangs on one supplier."""

    chain: list[SupplyChainLink]
    memberships: list[Membership]
    inquiries: list[SupplierInquiry]
    dialogue: list[DialogueEntry]
    contracts: list[Contract]
    subsidiaries: list[Supplier]
    merged: list[Supplier]


def records_of(viewer: Viewer, supplier: Supplier) -> SupplierRecords:
    """All parts of a supplier that the viewer has found. Eight queries, whatever there is."""
    contracts = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(supplier=supplier)
    return SupplierRecords(
        chain=list(supplier.chain.select_related("above", "contract").order_by("tier", "name", "pk")),
        memberships=list(supplier.memberships.order_by(F("valid_to").asc(nulls_last=True), "name")),
        inquiries=list(supplier.inquiries.prefetch_related("contracts").order_by("-asked_on", "-pk")),
        dialogue=list(supplier.dialogue.select_related("contract").order_by("-held_on", "-pk")[:50]),
        contracts=list(contracts.order_by(F("ends_on").desc(nulls_first=True), "title")[:200]),
        subsidiaries=list(supplier.subsidiaries.filter(merged_into__isnull=True).order_by("name_folded", "pk")[:50]),
        merged=list(supplier.merged_from.order_by("name_folded", "pk")[:50]),
    )


def without_required_code(
    viewer: Viewer, enterprise: OrgUnit, on: date
) -> tuple[SupplierCode | None, QuerySet[Contract]]:
    """Contracts of ours from the day acceptance is required whose supplier has not accepted, oldest first.

    A version counts from the required one on; acceptance without a version counts from the day that one was in force.
    """
    codes = SupplierCode.objects.filter(enterprise=enterprise, required_from__isnull=False, required_from__lte=on)
    code = codes.order_by("-required_from", "-pk").first()
    contracts = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    if code is None:
        return None, contracts.none()
    versions = SupplierCode.objects.filter(enterprise=enterprise, in_force_from__gte=code.in_force_from)
    accepted = Q(supplier__code_accepted_version__in=list(versions.values_list("code_version", flat=True))) | Q(
        supplier__code_accepted_version="", supplier__code_accepted_on__gte=code.in_force_from
    )
    late = contracts.filter(starts_on__gte=code.required_from, ownership__in=(Ownership.OWN, Ownership.SHARED))
    return code, late.exclude(accepted).select_related("supplier").order_by("starts_on", "pk")
