"""Suppliers and contracts as XLSX or CSV: what the person may take out, safe to open in a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from samsvar.core.documents.model import Language
from samsvar.core.documents.spreadsheets import SheetColumn, write_csv, write_xlsx
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.forms.code_fields import country_words
from samsvar.platform.ui.answers import as_file
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.selectors.exports import contract_rows, supplier_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
def suppliers(request: ViewerRequest, ending: str) -> HttpResponse:
    """The suppliers of the chosen enterprise."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.EXPORT, enterprise)
    require(viewer, Permission.VIEW_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    columns = [
        SheetColumn(_("Name"), width=40),
        SheetColumn(_("Organisation number"), width=16),
        SheetColumn(_("Country")),
        SheetColumn(_("Parent company"), width=30),
        SheetColumn(_("Code of conduct accepted"), "date"),
        SheetColumn(_("Version of code of conduct")),
        SheetColumn(_("Questionnaire sent"), "date"),
        SheetColumn(_("To be answered by"), "date"),
        SheetColumn(_("Answered"), "date"),
        SheetColumn(_("Open gaps"), "integer"),
        SheetColumn(_("Open hits in screening"), "integer"),
        SheetColumn(_("Hits on lists not cleared"), "integer"),
    ]
    rows = (_supplier(each) for each in supplier_rows(viewer, enterprise))
    return _file(columns, rows, ending, _("suppliers"), viewer.language)


def _supplier(row: Supplier) -> Sequence[Any]:
    return (
        row.name,
        row.orgnr or None,
        country_words(row.country) if row.country else None,
        row.parent_name or None,
        row.code_accepted_on,
        row.code_accepted_version or None,
        row.questionnaire_asked_on,
        row.questionnaire_due_on,
        row.questionnaire_answered_on,
        row.open_gaps,
        row.open_screening_hits,
        row.listed_hits,
    )


@signed_in
def contracts(request: ViewerRequest, ending: str) -> HttpResponse:
    """The contracts of the chosen enterprise; values only for those who may see prices."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.EXPORT, enterprise)
    require(viewer, Permission.VIEW_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    prices = viewer.may(Permission.VIEW_PRICES, enterprise)
    columns = [
        SheetColumn(_("Contract number")),
        SheetColumn(_("Title"), width=40),
        SheetColumn(_("Supplier"), width=30),
        SheetColumn(_("Organisation number"), width=16),
        SheetColumn(_("Supplier’s country")),
        SheetColumn(_("Kind")),
        SheetColumn(_("Ownership"), width=26),
        SheetColumn(_("CPV codes")),
        SheetColumn(_("High-risk category")),
        SheetColumn(_("Service sector")),
        SheetColumn(_("Countries of production"), width=26),
        *([SheetColumn(_("Value in kroner"), "money")] if prices else []),
        SheetColumn(_("First day"), "date"),
        SheetColumn(_("Last day"), "date"),
        SheetColumn(_("Responsible for the contract"), width=24),
        SheetColumn(_("Owner of the agreement"), width=26),
    ]
    rows = (_contract(each, prices) for each in contract_rows(viewer, enterprise))
    return _file(columns, rows, ending, _("contracts"), viewer.language)


def _contract(row: Contract, prices: bool) -> Sequence[Any]:
    return (
        row.number,
        row.title,
        row.supplier.name,
        row.supplier.orgnr or None,
        country_words(row.supplier.country) if row.supplier.country else None,
        str(row.get_kind_display()),
        str(row.get_ownership_display()),
        ", ".join(parted(row.cpv_codes)) or None,
        row.high_risk_category or None,
        row.service_sector or None,
        ", ".join(country_words(code) for code in parted(row.countries)) or None,
        *([row.value_ore] if prices else []),
        row.starts_on,
        row.ends_on,
        row.responsible_name or None,
        row.agreement_owner.name if row.agreement_owner else None,
    )


def _file(
    columns: Sequence[SheetColumn], rows: Iterator[Sequence[Any]], ending: str, name: str, language: Language
) -> HttpResponse:
    if ending == "xlsx":
        return as_file(write_xlsx(columns, rows, sheet_name=name, title=name), f"{name}.xlsx", XLSX)
    if ending == "csv":
        return as_file("\ufeff" + write_csv(columns, rows, language), f"{name}.csv", "text/csv; charset=utf-8")
    raise Http404
