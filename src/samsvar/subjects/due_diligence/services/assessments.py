"""Keeping each contract's level as it stands, so that lists can sort and count by it.

Invariant: a stored row holds what `core/rules/risk` answers for the contract, and `rank` is its place in the order of
work among the enterprise's contracts with a level, from 1 without gaps.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from samsvar.core.catalogues import load_method
from samsvar.core.rules.risk import Assessor, FactorResult, Method, Outcome, RiskCatalogues
from samsvar.core.rules.risk import ContractAssessment as Assessed
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.many import ROWS, insert_many, streamed
from samsvar.platform.audit.services import record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import enterprise_key
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.events import CONTRACTS_ASSESSED
from samsvar.subjects.due_diligence.models import AssessmentRun, ContractAssessment
from samsvar.subjects.due_diligence.selectors.assessments import Worked, assess_some, work_out_several, work_out_with
from samsvar.subjects.due_diligence.selectors.contracts import changed_since_run
from samsvar.subjects.due_diligence.selectors.methods import method_in_use, methods_in_use

_FIGURES = ("level", "inherent", "product", "country", "service", "adjustment", "supplier_rule", "unknown")
_NUMBERS = ("rank", *_FIGURES)

#: Contracts whose facts are held in memory at once, where their enterprises are not larger.
_AT_A_TIME = 20_000

Stored = tuple[Any, ...]


@transaction.atomic
def assess_enterprise(*, enterprise: OrgUnit, by: Actor, at: datetime, on: date) -> AssessmentRun:
    """Assess all contracts of the enterprise and store what changed."""
    assessor = Assessor(method_in_use(enterprise), risk_catalogues(), on, explained=False)
    return keep(work_out_with(enterprise, assessor), by=by, at=at)


@transaction.atomic
def assess_all(*, by: Actor, at: datetime, on: date) -> list[AssessmentRun]:
    """Assess every enterprise that has contracts, each by its own method and records, as `assess_enterprise` does."""
    counted = Contract.objects.order_by().values_list("enterprise").annotate(count=Count("pk"))
    counts: dict[int, int] = dict(counted)
    catalogues = risk_catalogues()
    methods = methods_in_use()
    shared = Assessor(load_method(), catalogues, on, explained=False)
    runs = []
    for enterprises in _together(OrgUnit.objects.filter(pk__in=counts).order_by("path"), counts):
        own = {each: methods.get(each.pk) for each in enterprises}
        assessors = {
            each: shared if method is None else Assessor(method, catalogues, on, explained=False)
            for each, method in own.items()
        }
        runs += [_keep(worked, by=by, at=at) for worked in work_out_several(assessors, on)]
    return runs


def _together(enterprises: Iterable[OrgUnit], counts: Mapping[int, int]) -> Iterator[list[OrgUnit]]:
    """The enterprises, as many together as memory should hold the contracts of."""
    gathered: list[OrgUnit] = []
    contracts = 0
    for enterprise in enterprises:
        contracts += counts[enterprise.pk]
        if gathered and contracts > _AT_A_TIME:
            yield gathered
            gathered, contracts = [], counts[enterprise.pk]
        gathered.append(enterprise)
    if gathered:
        yield gathered


@transaction.atomic
def keep(worked: Worked, *, by: Actor, at: datetime) -> AssessmentRun:
    """Store an assessment of all contracts of an enterprise: the rows that changed, the run, and one event."""
    return _keep(worked, by=by, at=at)


def _keep(worked: Worked, *, by: Actor, at: datetime) -> AssessmentRun:
    changed = _store(worked.enterprise, worked.on, ((worked.keys[each.id], each) for each in worked.assessments))
    run = _run(worked.enterprise, worked.method, worked.catalogues, at, worked.on, len(worked.assessments), changed)
    _record(run, by)
    return run


@transaction.atomic
def reassess(*, enterprise: OrgUnit, contracts: Collection[int], by: Actor, at: datetime, on: date) -> AssessmentRun:
    """Assess the named contracts (primary keys) anew after an edit, and put the enterprise's in order again.

    Those that have changed since the last run are taken along, so that the run tells that all are up to date. An event
    is recorded where a figure changed.
    """
    behind = Contract.objects.filter(changed_since_run(enterprise.pk), enterprise=enterprise)
    found = assess_some(enterprise, {*contracts, *behind.values_list("pk", flat=True)}, on=on)
    kept = dict(
        ContractAssessment.objects.filter(contract__in=[pk for pk, _ in found]).values_list("contract_id", "rank")
    )
    changed = _store(enterprise, on, found, ranks=kept, only=[pk for pk, _ in found])
    _rank(enterprise)
    run = _run(enterprise, method_in_use(enterprise), risk_catalogues(), at, on, len(found), changed)
    if changed:
        _record(run, by)
    return run


def _store(
    enterprise: OrgUnit,
    on: date,
    assessed: Iterable[tuple[int, Assessed]],
    ranks: Mapping[int, int | None] | None = None,
    only: Collection[int] | None = None,
) -> int:
    """Write the rows whose figures differ from those stored; how many. `ranks` keeps places where they stand."""
    rows = ContractAssessment.objects.filter(enterprise=enterprise)
    if only is not None:
        rows = rows.filter(contract__in=only)
    before = {row[0]: row for row in rows.values_list("contract_id", *_NUMBERS)}
    known: dict[int, Stored] = {}
    written = []
    for pk, assessment in assessed:
        outcome = assessment.outcome
        if id(outcome) not in known:
            known[id(outcome)] = numbers_of(outcome)
        row = (pk, assessment.rank if ranks is None else ranks.get(pk)) + known[id(outcome)]
        if before.get(pk) != row:
            written.append((pk, enterprise.pk, *row[1:], on))
    _write(written)
    return len(written)


def numbers_of(outcome: Outcome) -> Stored:
    """The stored columns of what a contract comes to, in the order of `_FIGURES`."""
    factors = {factor.name: factor for factor in outcome.factors}
    supplier = factors.get("supplier")
    unknown = "".join(f"{name};" for name in outcome.stood_in)
    return (
        outcome.level,
        outcome.inherent,
        _level(factors.get("product")),
        _level(factors.get("country")),
        _level(factors.get("service")),
        supplier.adjustment if supplier else None,
        supplier.rule if supplier else "",
        f";{unknown}" if unknown else "",
    )


def _level(factor: FactorResult | None) -> int | None:
    return factor.level if factor is not None else None


def _write(rows: list[Stored]) -> None:
    """Insert or update the rows.

    The day and the previous level move only with the figures; a contract that is only ranked elsewhere keeps them.
    """
    with streamed(ContractAssessment) if len(rows) > ROWS else nullcontext(), connection.cursor() as cursor:
        insert_many(cursor, ContractAssessment._meta.db_table, _COLUMNS, rows, _ON_CONFLICT)


_COLUMNS = ("contract_id", "enterprise_id", *_NUMBERS, "on")
_ON_CONFLICT = f"""
ON CONFLICT (contract_id) DO UPDATE SET
  enterprise_id = excluded.enterprise_id,
  {", ".join(f"{name} = excluded.{name}" for name in _NUMBERS)},
  previous_level = CASE WHEN kept.level IS DISTINCT FROM excluded.level THEN kept.level ELSE kept.previous_level END,
  "on" = CASE WHEN ({", ".join(f"kept.{name}" for name in _FIGURES)})
    IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _FIGURES)}) THEN excluded."on" ELSE kept."on" END
"""


def _rank(enterprise: OrgUnit) -> None:
    """Number the enterprise's contracts in the order of work, as `core/rules/risk/assessment.py` does."""
    with connection.cursor() as cursor:
        cursor.execute(_RANKING[connection.vendor], [enterprise.pk])


#: Level, then value in whole kroner, then number by code point (SQLite compares UTF-8 by bytes, which is the same).
_ORDERED = """
UPDATE due_diligence_contractassessment AS kept SET rank = ordered.place FROM (
  SELECT assessed.contract_id,
    CASE WHEN assessed.level IS NOT NULL THEN row_number() OVER (
      ORDER BY assessed.level IS NULL, assessed.level DESC, contract.value_ore IS NULL, contract.value_ore / 100 DESC,
      contract.number{collation}
    ) END AS place
  FROM due_diligence_contractassessment AS assessed
  JOIN suppliers_contract AS contract ON contract.id = assessed.contract_id
  WHERE assessed.enterprise_id = %s
) AS ordered
WHERE ordered.contract_id = kept.contract_id AND kept.rank IS DISTINCT FROM ordered.place
"""
_RANKING = {"sqlite": _ORDERED.format(collation=""), "postgresql": _ORDERED.format(collation=' COLLATE "C"')}


def _run(
    enterprise: OrgUnit,
    method: Method,
    catalogues: RiskCatalogues,
    at: datetime,
    on: date,
    contracts: int,
    changed: int,
) -> AssessmentRun:
    return AssessmentRun.objects.create(
        enterprise=enterprise,
        on=on,
        at=at,
        editions=catalogues.editions,
        method_code=method.id,
        method_version=method.version,
        contracts=contracts,
        changed=changed,
    )


def _record(run: AssessmentRun, by: Actor) -> None:
    about = {"contracts": run.contracts, "changed": run.changed, "editions": run.editions, "on": run.on.isoformat()}
    about |= {"method": run.method_code, "method_version": run.method_version}
    record(CONTRACTS_ASSESSED, by=by, at=run.at, enterprise=enterprise_key(run.enterprise), about=about)
