"""Reads contracts in: one row per enterprise and the enterprise's own number; all rows or none."""

from collections.abc import Container, Generator, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.contracts import ContractRow
from samsvar.core.readers.results import RowError
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.many import streamed
from samsvar.platform.audit.services import RowChange, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.events import CONTRACTS_IMPORTED
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.services.bulk import Inserts, change_rows, portions
from samsvar.registers.suppliers.services.known import Known, KnownSuppliers, Several
from samsvar.registers.suppliers.services.known_others import KnownPartners, KnownPeople
from samsvar.registers.suppliers.services.search import search_text

#: The column a field of the reader's row is stored in. Supplier, contract owner and owner of the agreement are apart.
STORED_IN = {
    "title": "title",
    "kind": "kind",
    "ownership": "ownership",
    "cpv_codes": "cpv_codes",
    "high_risk_category": "high_risk_category",
    "service_sector": "service_sector",
    "countries_of_production": "countries",
    "value_ore": "value_ore",
    "start_on": "starts_on",
    "end_on": "ends_on",
}
COLUMNS = (*STORED_IN.values(), "supplier_id", "responsible_id", "responsible_name", "agreement_owner_id")
_LISTS = frozenset({"cpv_codes", "countries"})
_TEXT = frozenset({"high_risk_category", "service_sector"})

Wanted = dict[str, Any]


@transaction.atomic
def import_contracts(
    *,
    enterprise: OrgUnit,
    rows: Sequence[ContractRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
    kind: str = CONTRACTS_IMPORTED,
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet; unknown suppliers and owners of agreements are created.

    `fields` as in `import_suppliers`. A contract's supplier is found by number first; the register's name of it
    stands. Error: `ambiguous_supplier` (facts `numbers`, `countries`). Raises ChangedMeanwhile.
    """
    plan = _Plan(enterprise, fields)
    for row in rows:
        plan.take(row)
    if plan.errors:
        return ImportOutcome(errors=tuple(plan.errors))
    changed = len(plan.changed)
    outcome = ImportOutcome(len(plan.new), changed, len(rows) - len(plan.new) - changed)
    if outcome.writes and not dry_run:
        with closing(plan.write(at)) as changes:
            record(kind, by=by, at=at, enterprise=enterprise.key, rows=changes, about=outcome.about(sha256))
    return outcome


class _Plan:
    """What is to be written, found in one pass over the rows and one over what is stored."""

    def __init__(self, enterprise: OrgUnit, fields: Container[str] | None) -> None:
        self.enterprise = enterprise
        self.errors: list[RowError] = []
        self.new: list[tuple[ContractRow, Known]] = []
        self.changed: list[tuple[int, tuple[ContractRow, Known]]] = []
        self._fields = fields
        self._columns = {field: column for field, column in STORED_IN.items() if self._has(field)}
        self._suppliers = KnownSuppliers(enterprise)
        self._partners = KnownPartners(enterprise)
        self._people = KnownPeople(enterprise)
        stored = Contract.objects.filter(enterprise=enterprise).values_list("number", "pk", *COLUMNS)
        self._stored = {number: (pk, values) for number, pk, *values in stored.iterator()}

    def _has(self, field: str) -> bool:
        return self._fields is None or field in self._fields

    def take(self, row: ContractRow) -> None:
        """Finds out whether the row is new, changes something, or says what is stored."""
        supplier = self._supplier(row)
        if supplier is None:
            return
        stored = self._stored.get(row.id)
        if stored is None:
            self._partners.meant(row.agreement_owner or "")
            self.new.append((row, supplier))
            return
        pk, values = stored
        had = dict(zip(COLUMNS, values, strict=True))
        wanted = self._wanted(row, supplier, had["responsible_name"])
        amended = supplier.pk is None or supplier.pk in self._suppliers.amended
        if amended or any(had[column] != value for column, value in wanted.items()):
            self.changed.append((pk, (row, supplier)))

    def _supplier(self, row: ContractRow) -> Known | None:
        number, country = row.supplier_organisation_number or "", row.supplier_country or ""
        try:
            found = self._suppliers.find(number, row.supplier_name, country)
        except Several as several:
            self.errors.append(RowError(row.row, None, "ambiguous_supplier", several.facts, "supplier_name"))
            return None
        if found is None:
            return self._suppliers.add(number, row.supplier_name, country, row.row)
        if number and not found.orgnr:
            self._suppliers.amend(found, orgnr=number)
        if country and not found.country:
            self._suppliers.amend(found, country=country)
        return found

    def _wanted(self, row: ContractRow, supplier: Known, had_name: str | None, new: bool = False) -> Wanted:
        """What the row says, by column. An owner or supplier that is not stored yet counts as a change.

        A person tied to the contract by hand stays while the file goes on naming the same contract owner.
        """
        wanted: Wanted = {"supplier_id": supplier.pk}
        for field, column in (STORED_IN if new else self._columns).items():
            value = getattr(row, field)
            if column in _LISTS:
                value = joined(value)
            wanted[column] = (value or "") if column in _TEXT else value
        if new or self._has("contract_owner"):
            name = row.contract_owner or ""
            person = self._people.meant(name)
            wanted["responsible_name"] = name
            if person is not None or name != had_name:
                wanted["responsible_id"] = person
        if new or self._has("agreement_owner"):
            partner = self._partners.meant(row.agreement_owner or "")
            wanted["agreement_owner_id"] = partner.pk if partner else None
            if partner and partner.pk is None:
                wanted["agreement_owner_id"] = -1
        return wanted

    def write(self, at: datetime) -> Generator[RowChange, None, None]:
        """Stores in portions and tells of each row; what contracts point to first."""
        yield from self._suppliers.write(at)
        yield from self._partners.write(at)
        with streamed(Contract):
            yield from self._write_new(at)
        columns = [*(column.removesuffix("_id") for column in COLUMNS), "search_text"]
        for wanted in portions(self.changed):
            yield from change_rows(Contract, wanted, self._apply, columns, at)

    def _write_new(self, at: datetime) -> Iterator[RowChange]:
        inserts = Inserts(Contract, at, len(self.new))
        owned = {"enterprise_id": self.enterprise.pk, "unit_id": self.enterprise.pk}
        for portion in portions(self.new):
            rows = [
                {
                    **owned,
                    "number": row.id,
                    **self._wanted(row, supplier, None, new=True),
                    "search_text": search_text(row.id, row.title, supplier.name),
                }
                for row, supplier in portion
            ]
            for _pk, change in inserts.insert(rows):
                yield change

    def _apply(self, contract: Contract, said: tuple[ContractRow, Known]) -> None:
        row, supplier = said
        for column, value in self._wanted(row, supplier, contract.responsible_name).items():
            setattr(contract, column, value)
        contract.search_text = search_text(row.id, contract.title, supplier.name)
