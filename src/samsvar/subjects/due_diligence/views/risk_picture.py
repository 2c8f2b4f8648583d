"""The risk picture: matrix, map and countries."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.audit.unchanged import as_recorded
from samsvar.registers.catalogues.selectors import editions
from samsvar.subjects.due_diligence.presenters import risk_picture as presenter
from samsvar.subjects.due_diligence.selectors import risk_picture as selectors
from samsvar.subjects.due_diligence.selectors.methods import method_in_use

SHOWN = 12


@signed_in
def risk_picture(request: ViewerRequest) -> HttpResponse:
    """Goods by product and country, on a matrix and on a map."""
    context = _countries(request)
    if context is None:
        return render(request, "due_diligence/risk_picture.html", {"matrix": None})
    matrix = context["matrix"]
    wide, narrow = presenter.matrix_drawings(matrix, context["method"])
    context |= {
        "finding": presenter.matrix_finding(matrix),
        "map": presenter.country_map(context["countries"]),
        "map_finding": presenter.countries_finding(context["countries"]),
        "matrix_narrow": narrow,
        "matrix_wide": wide,
        "rest": max(0, len(context["rows"]) - SHOWN),
        "rows": context["rows"][:SHOWN],
    }
    return render(request, "due_diligence/risk_picture.html", context)


@signed_in
def countries(request: ViewerRequest) -> HttpResponse:
    """Every country the goods come from."""
    return render(request, "due_diligence/risk_countries.html", _countries(request) or {"rows": []})


def _countries(request: ViewerRequest) -> dict[str, Any] | None:
    """What both pages show; None where nothing is assessed."""
    viewer = request.viewer
    unit, enterprise = chosen_unit(request), chosen_enterprise(request)
    require(viewer, Permission.VIEW_CONTRACTS, unit)
    allow_methods(request, "GET", "HEAD")
    recorded = as_recorded(enterprise.key)
    matrix = selectors.matrix_of(viewer, unit, recorded)
    if not matrix.total:
        return None
    method = method_in_use(enterprise)
    held = editions()
    catalogues, before = selectors.catalogues_and_those_before(held)
    found = selectors.countries_of(viewer, unit, method, catalogues, before, recorded)
    sources = [
        source
        for source in selectors.COUNTRY_SOURCES
        if before and before.editions[source] != catalogues.editions[source]
    ]
    return {
        "before": before.editions if before else {},
        "catalogues": catalogues.editions,
        "freedom_edition": catalogues.editions.get("freedom-house", ""),
        "compared": [(source, before.editions[source] if before else "") for source in sources],
        "countries": found,
        "matrix": matrix,
        "method": method,
        "rows": presenter.country_rows(found, before is not None),
        "sees_prices": viewer.may(Permission.VIEW_PRICES, unit),
    }
