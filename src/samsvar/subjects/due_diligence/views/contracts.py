"""The contract register and a contract's page."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from samsvar.core.rules.risk import as_json
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.templatetags.samsvar_ui import number
from samsvar.subjects.due_diligence.forms.contracts import asked_of, written
from samsvar.subjects.due_diligence.presenters import contract_page as page_presenter
from samsvar.subjects.due_diligence.presenters import contracts as presenter
from samsvar.subjects.due_diligence.presenters.checks import checks as check_presenter
from samsvar.subjects.due_diligence.sections import sections_of
from samsvar.subjects.due_diligence.selectors import contracts as selectors
from samsvar.subjects.due_diligence.selectors.assessments import explain
from samsvar.subjects.due_diligence.selectors.contract_page import (
    found_for_page,
    progress_of,
    records_of,
    sectors_inside,
)
from samsvar.subjects.due_diligence.selectors.contract_register import people_of, register_of
from samsvar.subjects.due_diligence.selectors.contracts import Asked, Cursor, Page
from samsvar.subjects.due_diligence.selectors.duties import duties_of
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise


@signed_in
def contracts(request: ViewerRequest) -> HttpResponse:
    """The register of the chosen unit, in the order of work unless another is asked for."""
    viewer = request.viewer
    unit, enterprise = chosen_unit(request), chosen_enterprise(request)
    require(viewer, Permission.VIEW_CONTRACTS, unit)
    allow_methods(request, "GET", "HEAD")
    form, asked, cursor = asked_of(request)
    sees_prices = viewer.may(Permission.VIEW_PRICES, unit)
    if asked.sort.endswith("value"):
        require(viewer, Permission.VIEW_PRICES, unit)
    register = register_of(viewer, unit, today())
    counts = register.counts
    only_view = asked == Asked(view=asked.view, sort=asked.sort)
    total = counts[asked.view] if only_view else None
    page = selectors.asked_page(viewer, unit, asked, cursor, total, today())
    actions = selectors.next_actions(viewer, page.contracts)
    people = people_of(register)
    chosen = presenter.chosen(asked, dict(people))
    categories, countries = presenter.categories(register.divisions), presenter.countries(register.countries)
    narrowed = replace(asked, view="", text="", sort="")
    context = {
        "asked": asked,
        "can_assess": viewer.may(Permission.ASSESS, enterprise),
        "can_import": viewer.may(Permission.MANAGE_CONTRACTS, unit),
        "categories": categories,
        "chosen": chosen,
        "chosen_count": sum(1 for words in chosen.values() if words) + bool(asked.text),
        "counts": counts,
        "countries": countries,
        "filters_look": (narrowed, categories, countries, tuple(people), tuple(chosen.items())),
        "finding": presenter.finding(counts),
        "form": form,
        "last": page.first + len(page.contracts) - 1,
        "page": page,
        "people": people,
        "rows": [presenter.row(contract, actions.get(contract.pk)) for contract in page.contracts],
        "sees_prices": sees_prices,
        "tabs": presenter.tabs(counts, asked.view),
        "unit": unit,
        **_neighbours(page, asked),
    }
    part = "_list" if request.headers.get("HX-Request") else ""
    answer = render(request, f"due_diligence/contracts{part}.html", context)
    answer["Vary"] = "HX-Request"
    return answer


def _neighbours(page: Page, asked: Asked) -> dict[str, str]:
    """Where the next and the previous page begin, as written in the address."""
    if not page.contracts:
        return {"next_after": "", "next_before": ""}
    sort = selectors.SORTS[asked.sort.lstrip("-")]
    last = page.first + len(page.contracts) - 1
    after = Cursor(selectors.value_of(page.contracts[-1], sort), page.contracts[-1].key, last)
    before = Cursor(selectors.value_of(page.contracts[0], sort), page.contracts[0].key, page.first - 1, True)
    return {
        "next_after": written(after) if page.more_after else "",
        "next_before": written(before) if page.more_before else "",
    }


@signed_in
def assess(request: ViewerRequest) -> HttpResponse:
    """Assess the enterprise's contracts now."""
    viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.ASSESS, enterprise)
    allow_methods(request, "POST")
    run = assess_enterprise(enterprise=enterprise, by=viewer.actor, at=now(), on=today())
    words = ngettext(
        "%(contracts)s contract was assessed. The figures of %(changed)s changed.",
        "%(contracts)s contracts were assessed. The figures of %(changed)s changed.",
        run.contracts,
    )
    messages.success(request, words % {"contracts": number(run.contracts), "changed": number(run.changed)})
    return redirect("due_diligence:contracts")


@signed_in
def contract(request: ViewerRequest, key: str) -> HttpResponse:
    """One contract: why it has its level, and everything that hangs on it."""
    viewer = request.viewer
    found, method = found_for_page(viewer, key)
    allow_methods(request, "GET", "HEAD")
    records = records_of(viewer, found, today())
    explained = explain(found, today(), method=method, links=records.links, inquiries=records.inquiries)
    titles = {link.impact.key: link.impact.title for link in records.impacts}
    wage, cards = duties_of(found, today(), sectors_inside(found))
    context = {
        "can_check": viewer.may(Permission.MANAGE_CHECKS, found.unit),
        "can_manage": viewer.may(Permission.MANAGE_CONTRACTS, found.unit),
        "can_manage_impacts": viewer.may(Permission.MANAGE_IMPACTS, found.unit),
        "cards": check_presenter.grounds(cards) if cards.applies is not False else [],
        "checks": [check_presenter.row(check, today()) for check in records.checks],
        "contract": found,
        "conflict": page_presenter.materials(records.conflict),
        "countries": parted(found.countries),
        "explanation": page_presenter.explanation(explained, titles),
        "happenings": page_presenter.happenings(found, records, explained.assessment, today()),
        "kept": getattr(found, "assessment", None),
        "materials": page_presenter.materials(records.materials),
        "records": records,
        "sections": sections_of(viewer, found),
        "sees_checks": viewer.may(Permission.VIEW_CHECKS, found.unit),
        "sees_impacts": viewer.may(Permission.VIEW_IMPACTS, found.unit),
        "sees_prices": viewer.may(Permission.VIEW_PRICES, found.unit),
        "stages": page_presenter.stages(progress_of(found, records.inquiries, today())),
        "tiers": page_presenter.tiers(records),
        "wage": check_presenter.grounds(wage) if wage.applies is not False else [],
    }
    return render(request, "due_diligence/contract.html", context)


@signed_in
def calculation(request: ViewerRequest, key: str) -> HttpResponse:
    """The contract's calculation as the document that `samsvar assess --json` writes."""
    found, method = found_for_page(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    explained = explain(found, today(), method=method)
    kept = getattr(found, "assessment", None)
    text = as_json(
        [explained.assessment._replace(rank=kept.rank if kept else None)],
        enterprise=found.enterprise.orgnr,
        method=explained.method,
        catalogues=explained.catalogues,
        on=explained.on,
    )
    return HttpResponse(text, content_type="application/json; charset=utf-8")
