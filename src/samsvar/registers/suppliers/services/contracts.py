"""Registering and changing contracts in the pages."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, save_changed, save_new
from samsvar.registers.suppliers import events
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.renewal import renew
from samsvar.registers.suppliers.services.search import search_text


@transaction.atomic
def create_contract(*, enterprise: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime, on: date) -> Contract:
    """Register a contract and have its level worked out.

    Raises NotAllowed `contract_number_taken`, `end_before_start`.
    """
    contract = Contract(enterprise=enterprise)
    _refuse(contract, fields)
    for column, value in fields.items():
        setattr(contract, column, value)
    contract.search_text = search_text(contract.number, contract.title, contract.supplier.name)
    save_new(contract, kind=events.CONTRACT_CREATED, enterprise=enterprise, by=by, at=at)
    renew(enterprise=enterprise, contracts=[contract.pk], by=by, at=at, on=on)
    return contract


@transaction.atomic
def edit_contract(
    *, contract: Contract, fields: Mapping[str, Any], by: Actor, at: datetime, on: date, version: int | None = None
) -> Contract:
    """Change a contract and renew its level. Raises NotAllowed as `create_contract`, StaleVersion."""
    _refuse(contract, fields)
    was = contract.version
    supplier = fields.get("supplier", contract.supplier)
    text = search_text(fields.get("number", contract.number), fields.get("title", contract.title), supplier.name)
    save_changed(
        contract,
        {**fields, "search_text": text},
        kind=events.CONTRACT_CHANGED,
        enterprise=contract.enterprise,
        by=by,
        at=at,
        version=version,
    )
    if contract.version != was:
        renew(enterprise=contract.enterprise, contracts=[contract.pk], by=by, at=at, on=on)
    return contract


def _refuse(contract: Contract, fields: Mapping[str, Any]) -> None:
    starts_on, ends_on = fields.get("starts_on"), fields.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise NotAllowed("end_before_start")
    same = Contract.objects.filter(enterprise=contract.enterprise, number=fields.get("number", contract.number))
    if same.exclude(pk=contract.pk).exists():
        raise NotAllowed("contract_number_taken")
