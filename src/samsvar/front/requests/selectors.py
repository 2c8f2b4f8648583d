"""The records a request may be about, as far as the person who handles it may see them, and what may be told of each.

Prices, names of persons and sources are never read here, so they cannot slip into an answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact, ContractAssessment
from samsvar.subjects.information_requests.models import InformationRequest, RecordKind
from samsvar.subjects.statements.models import Statement, StatementStatus

SHOWN = 12
SHORTEST = 2
Wanted = tuple[str, str]


@dataclass(frozen=True)
class Hit:
    """A record to choose: its kind, key, name and a line about it."""

    kind: str
    key: str
    name: str
    about: str

    @property
    def code(self) -> str:
        """How the form names it."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class ContractFacts:
    """What may be told of a contract. `level` None: not assessed, or unknown."""

    title: str
    number: str
    supplier: str
    countries: str
    level: int | None
    assessed_on: date | None


@dataclass(frozen=True)
class SupplierFacts:
    """What may be told of a supplier: no contact, no price."""

    name: str
    orgnr: str
    asked_on: date | None
    answered_on: date | None


@dataclass(frozen=True)
class ImpactFacts:
    """What may be told of an impact: how grave, how sure, what is done; `actions` are (title, done) each."""

    title: str
    actuality: str
    verification: str
    status: str
    severity: int | None
    human_right: bool
    actions: tuple[tuple[str, bool], ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True)
class StatementFacts:
    """A published statement and where it stands."""

    year: int
    published_on: date
    orgnr: str


Facts = ContractFacts | SupplierFacts | ImpactFacts | StatementFacts


def _of(viewer: Viewer, enterprise: OrgUnit) -> dict[str, Any]:
    """The rows of each kind that the viewer may see in the enterprise."""
    return {
        RecordKind.CONTRACT: Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(
            enterprise=enterprise
        ),
        RecordKind.SUPPLIER: Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(
            enterprise=enterprise, merged_into__isnull=True
        ),
        RecordKind.IMPACT: AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(
            enterprise=enterprise
        ),
        RecordKind.STATEMENT: Statement.objects.readable_by(viewer).filter(
            enterprise=enterprise, status=StatementStatus.PUBLISHED
        ),
    }


def _hits(kind: str, rows: Any) -> list[Hit]:
    columns = {
        RecordKind.CONTRACT: ("key", "title", "number"),
        RecordKind.SUPPLIER: ("key", "name", "orgnr"),
        RecordKind.IMPACT: ("key", "title", "number"),
        RecordKind.STATEMENT: ("key", "year", "language"),
    }[RecordKind(kind)]
    return [Hit(kind, key, str(name), str(about)) for key, name, about in rows.values_list(*columns)]


def found(viewer: Viewer, enterprise: OrgUnit, text: str) -> list[Hit]:
    """Records whose name or number holds the text; the published statements always."""
    asked, rows = text.strip().casefold(), _of(viewer, enterprise)
    hits = _hits(RecordKind.STATEMENT, rows[RecordKind.STATEMENT].order_by("-year")[:SHOWN])
    if len(asked) < SHORTEST:
        return hits
    matches = {
        RecordKind.CONTRACT: Q(search_text__contains=asked),
        RecordKind.SUPPLIER: Q(name_folded__contains=asked),
        RecordKind.IMPACT: Q(title__icontains=asked) | Q(number__icontains=asked),
    }
    more = [_hits(kind, rows[kind].filter(match).order_by("pk")[:SHOWN]) for kind, match in matches.items()]
    return [*(hit for each in more for hit in each), *hits]


def chosen(viewer: Viewer, request: InformationRequest) -> list[Hit]:
    """Those the request is about, as far as the viewer may see them."""
    wanted = list(request.records.values_list("kind", "record_key"))
    return seen(viewer, request.enterprise, wanted)


def seen(viewer: Viewer, enterprise: OrgUnit, wanted: Iterable[Wanted]) -> list[Hit]:
    """Those of the records that the viewer may see; others are left out without a word."""
    rows, keys = _of(viewer, enterprise), list(wanted)
    hits = []
    for kind, all_rows in rows.items():
        named = [key for each, key in keys if each == kind]
        if named:
            hits += _hits(kind, all_rows.filter(key__in=named).order_by("pk"))
    return hits


def facts_of(viewer: Viewer, enterprise: OrgUnit, hits: Sequence[Hit]) -> list[Facts]:
    """What may be told of each record, kind by kind."""
    rows = _of(viewer, enterprise)
    tellers: dict[str, Callable[[Any], list[Facts]]] = {
        RecordKind.CONTRACT: _contracts,
        RecordKind.SUPPLIER: _suppliers,
        RecordKind.IMPACT: _impacts,
        RecordKind.STATEMENT: _statements,
    }
    told: list[Facts] = []
    for kind, tell in tellers.items():
        keys = [hit.key for hit in hits if hit.kind == kind]
        if keys:
            told += tell(rows[kind].filter(key__in=keys).order_by("pk"))
    return told


def _contracts(rows: Any) -> list[Facts]:
    held = list(rows.select_related("supplier"))
    levels = {row.contract_id: row for row in ContractAssessment.objects.filter(contract__in=held)}
    facts: list[Facts] = []
    for contract in held:
        level = levels.get(contract.pk)
        facts.append(
            ContractFacts(
                title=contract.title,
                number=contract.number,
                supplier=contract.supplier.name,
                countries=contract.countries,
                level=level.level if level else None,
                assessed_on=level.on if level else None,
            )
        )
    return facts


def _suppliers(rows: Any) -> list[Facts]:
    return [
        SupplierFacts(row.name, row.orgnr, row.questionnaire_asked_on, row.questionnaire_answered_on) for row in rows
    ]


def _impacts(rows: Any) -> list[Facts]:
    facts: list[Facts] = []
    for impact in rows.prefetch_related("actions__action", "remediation"):
        actions = tuple((tie.action.title, tie.action.status == "done") for tie in impact.actions.all())
        facts.append(
            ImpactFacts(
                title=impact.title,
                actuality=impact.actuality,
                verification=impact.verification,
                status=impact.status,
                severity=impact.severity,
                human_right=impact.human_right,
                actions=actions,
                remedies=tuple(line.what for line in impact.remediation.all()),
            )
        )
    return facts


def _statements(rows: Any) -> list[Facts]:
    return [
        StatementFacts(row.year, row.published_at.date(), row.enterprise.orgnr)
        for row in rows.select_related("enterprise")
    ]


def known_harm(facts: Iterable[Facts]) -> bool:
    """Whether one of them is a confirmed actual impact on human rights: then § 6 (3) decides."""
    return any(
        isinstance(each, ImpactFacts)
        and each.human_right
        and (each.actuality, each.verification) == ("actual", "confirmed")
        for each in facts
    )
