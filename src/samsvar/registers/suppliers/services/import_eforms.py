"""Reads award notices in: each contract of a notice becomes a contract of ours."""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime

from samsvar.core.readers.contracts import ContractRow
from samsvar.core.readers.eforms import AwardedContractRow, Organisation
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.events import AWARDS_IMPORTED
from samsvar.registers.suppliers.services.import_contracts import import_contracts

#: What a notice goes on saying of a contract that is registered already; all else is kept as people have set it.
SAID_AGAIN = frozenset({"title", "cpv_codes", "value_ore", "start_on", "end_on"})


def import_eforms(
    *,
    enterprise: OrgUnit,
    rows: Sequence[AwardedContractRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores the contracts of notices, one for each winner.

    A notice of ours makes an own agreement; another buyer's makes a used one, with that buyer as its owner. Where the
    notice does not say goods or services the contract counts as both. Errors as `import_contracts`.
    """
    contracts = [contract for row in rows for contract in _contracts(row, enterprise)]
    return import_contracts(
        enterprise=enterprise,
        rows=contracts,
        by=by,
        at=at,
        fields=SAID_AGAIN,
        dry_run=dry_run,
        sha256=sha256,
        kind=AWARDS_IMPORTED,
    )


def _contracts(row: AwardedContractRow, enterprise: OrgUnit) -> Iterator[ContractRow]:
    ours = bool(enterprise.orgnr) and row.buyer.organisation_number == enterprise.orgnr
    for place, supplier in enumerate(row.suppliers, start=1):
        yield ContractRow(
            row=row.row,
            id=(row.id if place == 1 else f"{row.id}/{place}")[:100],
            title=row.title[:500],
            supplier_name=supplier.name[:300],
            supplier_organisation_number=supplier.organisation_number,
            supplier_country=supplier.country,
            kind=row.kind or "both",
            ownership="own" if ours else "used",
            cpv_codes=row.cpv_codes,
            high_risk_category=None,
            service_sector=None,
            countries_of_production=(),
            value_ore=row.value_ore if len(row.suppliers) == 1 else None,
            start_on=row.start_on,
            end_on=row.end_on,
            contract_owner=None,
            agreement_owner=None if ours else _name(row.buyer),
        )


def _name(buyer: Organisation) -> str:
    return buyer.name[:300]
