"""What hangs on a supplier or a contract: memberships, the chain, dialogue, terms, demands, advice, services, sites."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    save_changed,
    save_new,
    take_version,
)
from samsvar.registers.suppliers import events
from samsvar.registers.suppliers.models import ContractSite, SupplyChainLink


@transaction.atomic
def save_part(
    *,
    row: Record,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Record:
    """Save a new or changed part of a supplier or contract. Raises NotAllowed, StaleVersion."""
    _refuse(row, fields)
    if row.pk is None:
        for column, value in fields.items():
            setattr(row, column, value)
        return save_new(row, kind=events.SUPPLIER_RECORD_CREATED, enterprise=enterprise, by=by, at=at)
    kind = events.SUPPLIER_RECORD_CHANGED
    return save_changed(row, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def remove_part(*, row: Record, enterprise: OrgUnit, by: Actor, at: datetime, version: int | None = None) -> None:
    """Remove a part; the trail keeps what it was. Raises NotAllowed `has_tiers_beneath`, StaleVersion."""
    if isinstance(row, SupplyChainLink) and row.beneath.exists():
        raise NotAllowed("has_tiers_beneath")
    take_version(row, version, at)
    change = removed(row)
    row.delete()
    kind = events.SUPPLIER_RECORD_REMOVED
    record(kind, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[change])


def _refuse(row: Record, fields: Mapping[str, Any]) -> None:
    above = fields.get("above")
    if isinstance(row, SupplyChainLink) and above is not None and above.tier >= fields["tier"]:
        raise NotAllowed("tier_not_beneath", tier=above.tier)
    if isinstance(row, ContractSite):
        same = ContractSite.objects.filter(contract=row.contract, site=fields["site"])
        if same.exclude(pk=row.pk).exists():
            raise NotAllowed("site_twice")
