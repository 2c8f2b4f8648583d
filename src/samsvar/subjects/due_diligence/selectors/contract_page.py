"""Everything that stands on a contract's page beside its assessment, a query a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, CharField, OuterRef, Q, QuerySet, Subquery

from samsvar.core.catalogues import load_method
from samsvar.core.rules.due_diligence import Progress, Stage, contract_progress
from samsvar.core.rules.risk import Kind, Method, Ownership
from samsvar.platform.access.guards import ask_or_404
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.selectors import events_of
from samsvar.registers.suppliers.codes import CONFLICT_MINERALS
from samsvar.registers.suppliers.models import (
    Advice,
    Contract,
    ContractService,
    ContractTerm,
    OwnerInquiry,
    SupplyChainLink,
)
from samsvar.subjects.due_diligence.models import AssessmentMethod, Check, ImpactAction, ImpactLink
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.due_diligence.selectors.checks.checks import checks_on
from samsvar.subjects.due_diligence.selectors.facts import links_touching
from samsvar.subjects.due_diligence.selectors.methods import as_core
from samsvar.subjects.due_diligence.selectors.together import Together

EVENTS = 12


@dataclass(frozen=True, slots=True)
class ContractRecords:
    """The records that hang on a contract.

    `links` are those of every impact that touches the supplier, for the assessment; `impacts` those the viewer may see.
    `materials` are codes; `conflict` those of them that are conflict minerals.
    """

    links: list[ImpactLink]
    impacts: list[ImpactLink]
    actions: list[ImpactAction]
    chain: list[SupplyChainLink]
    terms: list[ContractTerm]
    advice: list[Advice]
    inquiries: list[OwnerInquiry]
    events: list[Event]
    checks: list[Check]
    materials: tuple[str, ...]
    conflict: tuple[str, ...]


def found_for_page(viewer: Viewer, key: str) -> tuple[Contract, Method]:
    """The contract with what its page needs at once, and its enterprise's method. One query; two for an own method.

    Raises Http404.
    """
    contract: Any = ask_or_404(("contract's page", viewer.sight), partial(_seen, viewer), key=key)
    if contract.own_method is None:
        return contract, load_method()
    return contract, as_core(AssessmentMethod.objects.get(pk=contract.own_method))


def _seen(viewer: Viewer) -> QuerySet[Contract]:
    """The contract, whose key is given when it is asked, among those that the viewer sees."""
    chosen = AssessmentMethod.objects.filter(enterprise=OuterRef("enterprise"), in_use=True)
    inside = ContractService.objects.filter(contract=OuterRef("pk")).exclude(sector="").order_by()
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).annotate(
        own_method=Subquery(chosen.order_by("-method_version").values("pk")[:1]),
        sectors_inside=Subquery(inside.values("contract").annotate(all=Together("sector")).values("all")),
    )
    related = ("supplier", "enterprise", "unit", "responsible", "agreement_owner", "landlord", "assessment")
    return rows.select_related(*related).filter(key=Given("key", CharField()))


def records_of(viewer: Viewer, contract: Contract, on: date) -> ContractRecords:
    """What the viewer may see of it. Six queries; one more where the agreement is not ours to assess."""
    links = links_touching(contract, on)
    impacts = shown_impacts(viewer, contract, links)
    ids = {link.impact_id for link in impacts}
    if ids:
        actions = list(_actions(viewer, Q(contract=contract) | Q(impact__in=ids)))
    else:
        mine = Q(contract=Given("contract", BigIntegerField()))
        actions = ask(("contract's actions", viewer.sight), lambda: _actions(viewer, mine), contract=contract.pk)
    chain = ask("contract's chain", _chain, contract=contract.pk, supplier=contract.supplier_id)
    materials = parted(contract.materials)
    assisted, used = contract.ownership == Ownership.ASSISTED, contract.ownership == Ownership.USED
    return ContractRecords(
        links=links,
        impacts=impacts,
        actions=list({link.action_id: link for link in actions}.values()),
        chain=chain,
        terms=ask("contract's terms", _terms, contract=contract.pk),
        advice=list(contract.advice.order_by("-given_on")) if assisted else [],
        inquiries=list(contract.owner_inquiries.order_by("-asked_on").select_related("partner")) if used else [],
        events=ask("contract's events", _events, key=contract.key),
        checks=checks_on(viewer, contract),
        materials=materials,
        conflict=tuple(code for code in materials if code in CONFLICT_MINERALS),
    )


def _actions(viewer: Viewer, on: Q) -> QuerySet[ImpactAction]:
    rows = ImpactAction.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(on)
    return rows.select_related("action", "action__responsible").order_by("action__due_on", "pk")


def _terms() -> QuerySet[ContractTerm]:
    return ContractTerm.objects.filter(contract=Given("contract", BigIntegerField())).order_by("kind", "pk")


def _events() -> QuerySet[Event]:
    return events_of(Contract._meta.db_table, Given("key", CharField()))[:EVENTS]


def _chain() -> QuerySet[SupplyChainLink]:
    here = Q(contract=Given("contract", BigIntegerField())) | Q(contract__isnull=True)
    return SupplyChainLink.objects.filter(here, supplier=Given("supplier", BigIntegerField())).order_by("tier", "name")


def shown_impacts(viewer: Viewer, contract: Contract, links: Iterable[ImpactLink]) -> list[ImpactLink]:
    """The impacts on the contract or its supplier as a whole that the viewer may see: open first, the gravest first.

    One shared by another enterprise is seen by those who see this enterprise's impacts.
    """
    found: dict[int, ImpactLink] = {}
    for link in links:
        impact = link.impact
        on_this = link.contract_id == contract.pk or link.supplier_id is not None
        unit = impact.unit if impact.enterprise_id == contract.enterprise_id else contract.unit
        if on_this and viewer.may(Permission.VIEW_IMPACTS, unit):
            kept = found.setdefault(impact.pk, link)
            if kept.contract_id is None and link.contract_id is not None:
                found[impact.pk] = link
    closed = ImpactStatus.CLOSED
    return sorted(
        found.values(), key=lambda at: (at.impact.status == closed, -(at.impact.severity or 0), at.impact.number)
    )


def sectors_inside(contract: Contract) -> list[str]:
    """The sectors of the services inside a lease of `found_for_page`; other contracts have none that count."""
    if contract.kind != Kind.LEASE:
        return []
    return [sector for sector in (getattr(contract, "sectors_inside", None) or "").split(",") if sector]


def progress_of(contract: Contract, inquiries: list[OwnerInquiry], on: date) -> Progress:
    """How far the contract has come, from the days in the records."""
    assessment = getattr(contract, "assessment", None)
    reached: dict[Stage, date | None] = {Stage.SCREENED: contract.created_at.date()}
    if assessment is not None and assessment.level is not None:
        reached[Stage.ASSESSED] = assessment.on
    if contract.ownership == Ownership.USED:
        asked = inquiries[0] if inquiries else None
        reached[Stage.ASKED] = asked.asked_on if asked else None
        reached[Stage.ANSWERED] = asked.answered_on if asked else None
        reached[Stage.CONCLUDED] = asked.answered_on if asked and asked.satisfactory is not None else None
    else:
        supplier = contract.supplier
        reached[Stage.ASKED] = supplier.questionnaire_asked_on
        reached[Stage.ANSWERED] = supplier.questionnaire_answered_on
        reached[Stage.CONCLUDED] = supplier.questionnaire_answered_on if supplier.open_gaps == 0 else None
    known = {stage: day for stage, day in reached.items() if day is not None}
    return contract_progress(Ownership(contract.ownership), known, on)
