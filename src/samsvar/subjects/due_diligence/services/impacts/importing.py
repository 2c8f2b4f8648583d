"""Reads adverse impacts in: one row per enterprise and its own number; all rows or none."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.impacts import ImpactRow
from samsvar.core.readers.results import RowError
from samsvar.core.rules.due_diligence import severity
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.services import RowChange, changed, record, removed, snapshot
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.services.bulk import change_rows, portions
from samsvar.registers.suppliers.services.known import KnownSuppliers, Several
from samsvar.subjects.due_diligence.events import IMPACTS_IMPORTED
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink
from samsvar.subjects.due_diligence.models.impacts import Certainty, ImpactStatus

#: The column a field of the reader's row is stored in; links stand in their own table.
STORED_IN = {
    "title": "title",
    "nature": "actuality",
    "finding": "verification",
    "risk_kinds": "risk_kinds",
    "countries": "countries",
    "scale": "scale",
    "scope": "scope",
    "irremediability": "irremediability",
    "likelihood": "likelihood",
    "involvement": "involvement",
    "known_on": "known_on",
    "source": "source",
    "closed_on": "closed_on",
}
COLUMNS = (*STORED_IN.values(), "severity", "status")
_LISTS = frozenset({"risk_kinds", "countries"})
_TEXT = frozenset({"involvement", "source"})
_ABOUT = frozenset({"contract_ids", "supplier", "contract_or_supplier"})

#: A contract's or a supplier's primary key: `("contract", 7)`.
Target = tuple[str, int]


@transaction.atomic
def import_impacts(
    *,
    enterprise: OrgUnit,
    rows: Sequence[ImpactRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet.

    `fields` are the fields the file has columns for (None: all): what it has no column for is left as it is, and an
    empty cell empties. A tie that somebody has given a reason for stays although the file does not name it. A day in
    `closed_on` closes the case as it was closed where the file comes from. Errors: `unknown_contract`,
    `unknown_supplier` (fact `value`), `ambiguous_supplier`. Raises ChangedMeanwhile.
    """
    plan = _Plan(enterprise, fields)
    for row in rows:
        plan.take(row)
    if plan.errors:
        return ImportOutcome(errors=tuple(plan.errors))
    created, changed_rows = len(plan.new), len(plan.changed)
    outcome = ImportOutcome(created, changed_rows, len(rows) - created - changed_rows)
    if outcome.writes and not dry_run:
        about = outcome.about(sha256)
        record(IMPACTS_IMPORTED, by=by, at=at, enterprise=enterprise.key, rows=plan.write(at), about=about)
    return outcome


@dataclass(slots=True)
class _Wanted:
    """What a row comes to: values by column, and each tie with its certainty."""

    row: ImpactRow
    values: dict[str, Any]
    targets: dict[Target, str | None]


class _Plan:
    """What is to be written, found in one pass over the rows and one over what is stored."""

    def __init__(self, enterprise: OrgUnit, fields: Container[str] | None) -> None:
        self.enterprise = enterprise
        self.errors: list[RowError] = []
        self.new: list[_Wanted] = []
        self.changed: list[tuple[int, _Wanted]] = []
        self._fields = fields
        self._suppliers = KnownSuppliers(enterprise)
        contracts = Contract.objects.filter(enterprise=enterprise).values_list("number", "pk", "unit_id")
        self._contracts = {number: (pk, unit) for number, pk, unit in contracts.iterator()}
        self._units = dict(self._contracts.values())
        stored = AdverseImpact.objects.filter(enterprise=enterprise).values_list("number", "pk", *COLUMNS)
        self._stored = {number: (pk, dict(zip(COLUMNS, values, strict=True))) for number, pk, *values in stored}
        self._links: dict[int, dict[Target, ImpactLink]] = {}
        for link in ImpactLink.objects.filter(impact__enterprise=enterprise):
            self._links.setdefault(link.impact_id, {})[_target_of(link)] = link

    def _has(self, field: str) -> bool:
        return self._fields is None or field in self._fields

    def take(self, row: ImpactRow) -> None:
        """Finds out whether the row is new, changes something, or says what is stored."""
        targets = self._targets(row)
        if targets is None:
            return
        pk, had = self._stored.get(row.id, (None, {}))
        wanted = _Wanted(row, self._values(row, had), targets)
        if pk is None:
            self.new.append(wanted)
        elif any(had[column] != value for column, value in wanted.values.items()) or self._ties_differ(pk, targets):
            self.changed.append((pk, wanted))

    def _values(self, row: ImpactRow, had: dict[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field, column in STORED_IN.items():
            if not self._has(field):
                continue
            value = getattr(row, field)
            if column in _LISTS:
                value = joined(value)
            values[column] = (value or "") if column in _TEXT else value
        parts = ((values if part in values else had).get(part) for part in ("scale", "scope", "irremediability"))
        values["severity"] = severity(*parts).level
        if "closed_on" in values:
            before = had.get("status", ImpactStatus.OPEN)
            still = ImpactStatus.OPEN if before == ImpactStatus.CLOSED else before
            values["status"] = ImpactStatus.CLOSED if values["closed_on"] else still
        return values

    def _targets(self, row: ImpactRow) -> dict[Target, str | None] | None:
        """What the row ties the impact to; None where something in it is not known."""
        certainty = row.certainty if self._has("certainty") else None
        found: dict[Target, str | None] = {}
        wrong: list[RowError] = []
        for number in row.contract_ids:
            if number in self._contracts:
                found["contract", self._contracts[number][0]] = certainty
            else:
                wrong.append(RowError(row.row, None, "unknown_contract", {"value": number}, "contract_ids"))
        if row.supplier:
            supplier = self._supplier(row, wrong)
            if supplier is not None:
                found["supplier", supplier] = certainty
        self.errors += wrong
        return None if wrong else found

    def _supplier(self, row: ImpactRow, wrong: list[RowError]) -> int | None:
        words = row.supplier or ""
        digits = words.replace(" ", "")
        number = digits if len(digits) == 9 and digits.isdecimal() else ""
        try:
            known = self._suppliers.find(number, words)
        except Several as several:
            wrong.append(RowError(row.row, None, "ambiguous_supplier", several.facts, "supplier"))
            return None
        if known is None or known.pk is None:
            wrong.append(RowError(row.row, None, "unknown_supplier", {"value": words}, "supplier"))
            return None
        return known.pk

    def _ties_differ(self, pk: int, targets: dict[Target, str | None]) -> bool:
        held = self._links.get(pk, {})
        if any(target not in held or _differs(held[target], certainty) for target, certainty in targets.items()):
            return True
        return any(self._goes(target, link, targets) for target, link in held.items())

    def _goes(self, target: Target, link: ImpactLink, targets: dict[Target, str | None]) -> bool:
        """A tie from an earlier file that this one no longer has; never one that somebody has reasoned for."""
        named = self._fields is None or any(field in self._fields for field in _ABOUT)
        return named and target not in targets and not link.reason

    def write(self, at: datetime) -> Iterator[RowChange]:
        """Stores new impacts, changed ones, and their ties."""
        for wanted in self.new:
            impact = self._instance(wanted, at)
            impact.save()
            yield changed(impact)
            yield from self._tie(impact.pk, wanted.targets, at)
        for changes in portions(self.changed):
            moved = [(pk, wanted) for pk, wanted in changes if self._moves(wanted)]
            if moved:
                yield from change_rows(AdverseImpact, moved, _apply, COLUMNS, at)
            for pk, wanted in changes:
                yield from self._tie(pk, wanted.targets, at)

    def _moves(self, wanted: _Wanted) -> bool:
        had = self._stored[wanted.row.id][1]
        return any(had[column] != value for column, value in wanted.values.items())

    def _instance(self, wanted: _Wanted, at: datetime) -> AdverseImpact:
        units = {self._units[pk] for kind, pk in wanted.targets if kind == "contract"}
        whole = len(units) != 1 or any(kind == "supplier" for kind, _ in wanted.targets)
        return AdverseImpact(
            enterprise=self.enterprise,
            unit_id=self.enterprise.pk if whole else units.pop(),
            number=wanted.row.id,
            created_at=at,
            updated_at=at,
            **wanted.values,
        )

    def _tie(self, impact: int, targets: dict[Target, str | None], at: datetime) -> Iterator[RowChange]:
        held = self._links.get(impact, {})
        for target, link in held.items():
            if self._goes(target, link, targets):
                yield removed(link)
                link.delete()
        for (kind, pk), certainty in targets.items():
            known = held.get((kind, pk))
            if known is None:
                new = ImpactLink(impact_id=impact, created_at=at, updated_at=at, **{f"{kind}_id": pk})
                new.certainty = certainty or Certainty.UNKNOWN
                new.save()
                yield changed(new)
            elif _differs(known, certainty):
                was = snapshot(known)
                known.certainty, known.version, known.updated_at = str(certainty), known.version + 1, at
                known.save()
                yield changed(known, was=was)


def _target_of(link: ImpactLink) -> Target:
    return ("contract", link.contract_id) if link.contract_id is not None else ("supplier", link.supplier_id or 0)


def _differs(link: ImpactLink, certainty: str | None) -> bool:
    return certainty is not None and link.certainty != certainty


def _apply(impact: AdverseImpact, wanted: _Wanted) -> None:
    for column, value in wanted.values.items():
        setattr(impact, column, value)
