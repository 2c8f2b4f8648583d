"""Registering and changing suppliers, partners and versions of the code of conduct."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, save_changed, save_new
from samsvar.registers.suppliers import events
from samsvar.registers.suppliers.models import Partner, Supplier, SupplierCode
from samsvar.registers.suppliers.names import folded
from samsvar.registers.suppliers.renewal import renew_of_supplier
from samsvar.registers.suppliers.services.search import renew_search_text


@transaction.atomic
def create_supplier(*, enterprise: OrgUnit, by: Actor, at: datetime, **fields: Any) -> Supplier:
    """Register a supplier. Raises NotAllowed `number_taken` (fact `name`)."""
    _refuse_taken_number(enterprise, fields.get("orgnr", ""))
    supplier = Supplier(enterprise=enterprise, name_folded=folded(fields["name"]), **fields)
    return save_new(supplier, kind=events.SUPPLIER_CREATED, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def edit_supplier(
    *, supplier: Supplier, fields: Mapping[str, Any], by: Actor, at: datetime, on: date, version: int | None = None
) -> Supplier:
    """Change a supplier, and renew what hangs on its contracts. Raises NotAllowed `number_taken`, StaleVersion."""
    _refuse_taken_number(supplier.enterprise, fields.get("orgnr", ""), supplier)
    was = supplier.version
    if "name" in fields:
        fields = {**fields, "name_folded": folded(fields["name"])}
    saved = save_changed(
        supplier,
        fields,
        kind=events.SUPPLIER_CHANGED,
        enterprise=supplier.enterprise,
        by=by,
        at=at,
        version=version,
    )
    if saved.version != was:
        renew_search_text([supplier.pk])
        renew_of_supplier(supplier, by=by, at=at, on=on)
    return saved


def _refuse_taken_number(enterprise: OrgUnit, orgnr: str, supplier: Supplier | None = None) -> None:
    if not orgnr:
        return
    taken = Supplier.objects.filter(enterprise=enterprise, orgnr=orgnr, merged_into__isnull=True)
    other = taken.exclude(pk=supplier.pk if supplier else 0).first()
    if other is not None:
        raise NotAllowed("number_taken", name=other.name)


@transaction.atomic
def save_partner(
    *,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    partner: Partner | None = None,
    version: int | None = None,
) -> Partner:
    """Register or change a partner. Raises NotAllowed `name_taken`, StaleVersion."""
    same = Partner.objects.filter(enterprise=enterprise, name=fields["name"])
    if same.exclude(pk=partner.pk if partner else 0).exists():
        raise NotAllowed("name_taken", name=fields["name"])
    if partner is None:
        new = Partner(enterprise=enterprise, **fields)
        return save_new(new, kind=events.PARTNER_CREATED, enterprise=enterprise, by=by, at=at)
    return save_changed(
        partner, fields, kind=events.PARTNER_CHANGED, enterprise=enterprise, by=by, at=at, version=version
    )


@transaction.atomic
def save_supplier_code(
    *,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    code: SupplierCode | None = None,
    version: int | None = None,
) -> SupplierCode:
    """Register or change a version of the code of conduct. Raises NotAllowed `version_taken`, StaleVersion."""
    same = SupplierCode.objects.filter(enterprise=enterprise, code_version=fields["code_version"])
    if same.exclude(pk=code.pk if code else 0).exists():
        raise NotAllowed("version_taken", version=fields["code_version"])
    if code is None:
        new = SupplierCode(enterprise=enterprise, **fields)
        return save_new(new, kind=events.SUPPLIER_CODE_CREATED, enterprise=enterprise, by=by, at=at)
    return save_changed(
        code, fields, kind=events.SUPPLIER_CODE_CHANGED, enterprise=enterprise, by=by, at=at, version=version
    )
