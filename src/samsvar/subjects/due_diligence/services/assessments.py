"""Keeping each contract's level as it stands, so that lists can sort and count by it.

Invariant: a stored row holds what `core/rules/risk` answers for the contract, and `rank` is its place in the order of
work among the enterprise's contracts with a level, from 1 without gaps.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

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
from samsvar.subjects.due_diligence.selectors.assessments import Worked, assess_some, work_out_with
from samsvar.subjects.due_diligence.selectors.contracts import changed_since_run
from samsvar.subjects.due_diligence.selectors.methods import method_in_use

_FIGURES = ("level", "inherent", "product", "country", "service", "adjustment", "supplier_rule", "unknown")
_NUMBERS = ("rank", *_FIGURES)

Stored = tuple[Any, ...]


@transaction.atomic
def assess_enterprise(*, enterprise: OrgUnit, by: Actor, at: datetime, on: date) -> AssessmentRun:
    """Assess all contracts of the enterprise and store what changed."""
    assessor = Assessor(method_in_use(enterprise), risk_catalogues(), on, explained=False)
    return keep(work_out_with(enterprise, assessor), by=by, at=at)


@transaction.atomic
def keep(worked: Worked, *, by: Actor, at: datetime) -> AssessmentRun:
    """Store an assessment of all contracts of an enterprise: the rows that changed, the run, and one event."""
    return keep_differing(differing_from_stored(worked), by=by, at=at)


@dataclass(frozen=True, slots=True)
class Differing:
    """What an assessment of all contracts of an enterprise changes: the stored rows to write, and the run it was."""

    run: AssessmentRun
    rows: list[Stored]


def differing_from_stored(worked: Worked) -> Differing:
    """What is worked out, held against what is stored. Writes nothing, so that another process may do it."""
    assessed = ((worked.keys[each.id], each) for each in worked.assessments)
    rows = _differing(worked.enterprise, worked.on, assessed)
    run = AssessmentRun(
        enterprise=worked.enterprise,
        on=worked.on,
        editions=worked.catalogues.editions,
        method_code=worked.method.id,
        method_version=worked.method.version,
        contracts=len(worked.assessments),
        changed=len(rows),
    )
    return Differing(run, rows)


def keep_differing(found: Differing, *, by: Actor, at: datetime) -> AssessmentRun:
    """Write the rows, the run, and one event. Inside the caller's transaction."""
    _write(found.rows)
    found.run.at = at
    found.run.save()
    _record(found.run, by)
    return found.run


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
    changed = _differing(enterprise, on, found, ranks=kept, only=[pk for pk, _ in found])
    _write(changed)
    _rank(enterprise)
    run = _run(enterprise, method_in_use(enterprise), risk_catalogues(), at, on, len(found), len(changed))
    if changed:
        _record(run, by)
    return run


def _differing(
    enterprise: OrgUnit,
    on: date,
    assessed: Iterable[tuple[int, Assessed]],
    ranks: Mapping[int, int | None] | None = None,
    only: Collection[int] | None = None,
) -> list[Stored]:
    """The rows whose figures differ from those stored. `ranks` keeps places where they stand."""
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
    return written


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
