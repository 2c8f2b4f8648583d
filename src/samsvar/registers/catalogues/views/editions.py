"""The sources with their editions, an edition's rows, and what moved between two."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsvar.core.rules.risk.sources import Values
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.registers.catalogues import presenters, selectors
from samsvar.registers.catalogues.listed import WATCHLIST
from samsvar.registers.catalogues.models import Edition

SHOWN = 500


@signed_in
def editions(request: ViewerRequest) -> HttpResponse:
    """Every source: who publishes it, on which terms, and the editions held. The same for everybody signed in."""
    allow_methods(request, "GET", "HEAD")
    may_read_in = request.viewer.may_anywhere(Permission.MANAGE_EDITIONS)
    context = {"may_read_in": may_read_in, "sources": presenters.sources(selectors.editions())}
    return render(request, "catalogues/editions.html", context)


@signed_in
def edition(request: HttpRequest, source: str, edition: str) -> HttpResponse:
    """An edition's rows; with `q` those whose code or values hold the text."""
    held = selectors.editions_of(source)
    found = next((each for each in held if each.edition == edition), None)
    if found is None:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("q", "").strip()[:100]
    shown, count = _shown(found, asked)
    columns = presenters.columns_of(values for _, values in shown[:SHOWN])
    [group] = presenters.sources([found])
    rows = dict(shown) if not asked else selectors.rows_of(found) if len(held) > 1 else {}
    listed = source.startswith(WATCHLIST) or found.shipped
    context = {
        "asked": asked,
        "short": None if listed else selectors.short_of_before(source, edition, rows),
        "columns": [name for _, name in columns],
        "count": count,
        "edition": found,
        "group": group,
        "others": len(held) - 1,
        "rest": max(0, count - SHOWN),
        "rows": [(presenters.row_name(source, code), presenters.cells(v, columns)) for code, v in shown[:SHOWN]],
    }
    return render(request, "catalogues/edition.html", context)


def _shown(found: Edition, asked: str) -> tuple[list[tuple[str, Values]], int]:
    """The rows that hold the text, and how many do; of a long list of companies no more than are shown."""
    if found.source.startswith(WATCHLIST):
        return selectors.entries_shown(found, asked, SHOWN)
    shown = [
        (code, values)
        for code, values in selectors.rows_of(found).items()
        if not asked or asked.casefold() in f"{presenters.row_name(found.source, code)} {code} {values}".casefold()
    ]
    return shown, len(shown)


@signed_in
def moved(request: HttpRequest, source: str) -> HttpResponse:
    """The rows that differ between two editions; `from` and `to` in the address, else the newest two."""
    held = selectors.editions_of(source)
    if not held:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    names = [each.edition for each in held]
    later = request.GET.get("to", names[0])
    earlier = request.GET.get("from", names[min(1, len(names) - 1)])
    if later not in names or earlier not in names:
        raise BadRequest("edition")
    rows = selectors.what_moved(source, earlier, later) if earlier != later else []
    [group] = presenters.sources(held[:1])
    context = {
        "count": len(rows),
        "earlier": earlier,
        "group": group,
        "later": later,
        "names": names,
        "rest": max(0, len(rows) - SHOWN),
        "rows": presenters.differences(rows[:SHOWN]),
        "source": source,
    }
    return render(request, "catalogues/moved.html", context)
