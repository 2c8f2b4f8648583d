"""Contracts and suppliers to choose among, found by what somebody writes."""

from collections.abc import Collection

from django.db.models import QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.names import folded

SHOWN = 25
PICKED = 200


def contracts_named(viewer: Viewer, enterprise: OrgUnit, text: str) -> list[Contract]:
    """The first contracts whose number, title or supplier has the text. None without text. One query."""
    words = folded(text)
    if not words:
        return []
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    found = rows.filter(search_text__contains=words).select_related("supplier")
    return list(found.order_by("title", "number")[:SHOWN])


def suppliers_named(viewer: Viewer, enterprise: OrgUnit, text: str) -> list[Supplier]:
    """The first suppliers whose name has the text. None without text. One query."""
    words = folded(text)
    if not words:
        return []
    rows = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    return list(
        rows.filter(name_folded__contains=words, merged_into__isnull=True).order_by("name_folded", "pk")[:SHOWN]
    )


def contracts_picked(
    viewer: Viewer, enterprise: OrgUnit, text: str, category: str, country: str, level: int | None
) -> QuerySet[Contract]:
    """Contracts to gather: by text, CPV division, country of production and least level."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    if text:
        rows = rows.filter(search_text__contains=folded(text))
    if category:
        rows = rows.filter(cpv_codes__contains=f";{category}")
    if country:
        rows = rows.filter(countries__contains=f";{country};")
    if level:
        rows = rows.filter(assessment__level__gte=level)
    return rows.select_related("supplier", "assessment").order_by("assessment__rank", "title", "pk")


def contracts_by_key(viewer: Viewer, enterprise: OrgUnit, keys: Collection[str]) -> list[Contract]:
    """The contracts with the keys, as far as the viewer may see them. One query."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    return list(rows.filter(key__in=list(keys)[:PICKED]).order_by("pk"))
