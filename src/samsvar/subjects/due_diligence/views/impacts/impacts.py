"""The register of impacts, an impact's page, and writing one."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, ask_or_404, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.delivery.selectors import messages_about
from samsvar.platform.evidence.presenters import file_list
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.files import IMPACT
from samsvar.subjects.due_diligence.forms.impacts import ORDER, ImpactForm, NewImpactForm
from samsvar.subjects.due_diligence.forms.questionnaires.asking import impacts_asked
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.due_diligence.presenters import codes
from samsvar.subjects.due_diligence.presenters.impacts import impacts as presenter
from samsvar.subjects.due_diligence.presenters.impacts.picture import (
    Cell,
    impact_picture,
    picture_rows,
    picture_words,
)
from samsvar.subjects.due_diligence.presenters.impacts.together import letters
from samsvar.subjects.due_diligence.selectors import impacts as selectors
from samsvar.subjects.due_diligence.selectors.impacts import Asked
from samsvar.subjects.due_diligence.selectors.shared_cases import together, with_others
from samsvar.subjects.due_diligence.selectors.silent_cases import silence_of
from samsvar.subjects.due_diligence.services.impacts.impacts import edit_impact, register_impact
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted
from samsvar.subjects.due_diligence.services.renewing import suppliers_touched
from samsvar.subjects.due_diligence.views.saving import form_page


@signed_in
def impacts(request: ViewerRequest) -> HttpResponse:
    """The register of the chosen unit, the gravest first."""
    viewer, unit = request.viewer, chosen_unit(request)
    chosen_enterprise(request)
    require(viewer, Permission.VIEW_IMPACTS, unit)
    allow_methods(request, "GET", "HEAD")
    form, asked = impacts_asked(request)
    register = selectors.register_of(viewer, unit, today())
    counts = register.counts
    found = selectors.filtered(viewer, unit, asked, today())
    paginator = Paginator(found, selectors.PAGE)
    if asked == Asked(view=asked.view):
        paginator.count = counts[asked.view]
    page = paginator.get_page(form.cleaned_data["page"] or 1)
    shown = selectors.asked_page(viewer, unit, asked, today(), page.start_index() - 1) if paginator.count else []
    page.object_list = shown
    chosen = presenter.chosen(asked)
    context = {
        "asked": asked,
        "can_manage": viewer.may(Permission.MANAGE_IMPACTS, unit),
        "chosen": chosen,
        "chosen_count": sum(1 for words in chosen.values() if words) + bool(asked.text),
        "countries": sorted(((code, codes.country(code)) for code in register.countries), key=lambda pair: pair[1]),
        "finding": presenter.finding(counts),
        "form": form,
        "kinds": sorted(((code, codes.risk_kind(code)) for code in register.kinds), key=lambda pair: pair[1]),
        "page": page,
        "rows": presenter.rows(shown, selectors.links_of(shown), selectors.next_actions(shown), unit),
        "tabs": presenter.tabs(counts, asked.view),
        "unit": unit,
    }
    return render(request, "due_diligence/impacts.html", context)


@signed_in
def picture(request: ViewerRequest) -> HttpResponse:
    """Open impacts by severity and likelihood, drawn and as a table."""
    viewer, unit = request.viewer, chosen_unit(request)
    chosen_enterprise(request)
    require(viewer, Permission.VIEW_IMPACTS, unit)
    allow_methods(request, "GET", "HEAD")
    counts = selectors.picture(viewer, unit, today())
    heads, table = picture_rows(counts, _cell_address)
    context = {
        "drawing": impact_picture(counts, _cell_address),
        "narrow": impact_picture(counts, _cell_address, narrow=True),
        "finding": picture_words(counts),
        "heads": heads,
        "table": table,
        "unit": unit,
    }
    return render(request, "due_diligence/impact_picture.html", context)


def _cell_address(cell: Cell) -> str:
    severity, likely = cell
    return f"{reverse('due_diligence:impacts')}?{urlencode({'s': severity or 0, 'l': likely or 0})}"


@signed_in
def impact(request: ViewerRequest, key: str) -> HttpResponse:
    """One impact: what is known, how grave it is, what is expected, and what is done."""
    viewer = request.viewer
    found = find_impact(request, key)
    allow_methods(request, "GET", "HEAD")
    own = viewer.may(Permission.VIEW_IMPACTS, found.unit)
    records = selectors.records_of(found, viewer)
    inquiries = selectors.inquiries_about(records.links)
    shared = together(found, viewer, records.shares)
    messages = (
        messages_about([each.key for each in shared.letters], enterprise=found.enterprise) if shared.letters else {}
    )
    day = today()
    context = {
        "can_act": viewer.may(Permission.MANAGE_ACTIONS, found.unit),
        "can_manage": own and viewer.may(Permission.MANAGE_IMPACTS, found.unit),
        "closed": found.status == ImpactStatus.CLOSED,
        "countries": codes.countries(found.countries),
        "expected": presenter.expected(found),
        "files": file_list(IMPACT, found, viewer) if own else None,
        "gravity": presenter.gravity(found),
        "hindrances": presenter.hindrances(found, records, day) if own else [],
        "impact": found,
        "involvement": presenter.involvement(found.involvement),
        "kinds": codes.risk_kinds(found.risk_kinds),
        "links": [
            (link, presenter.owner_words(inquiries.get(link.contract_id) if link.contract_id else None))
            for link in records.links
        ],
        "lines": presenter.timeline(found, records, day),
        "own": own,
        "reached": presenter.reached(records.remediation),
        "records": records,
        "remedy": presenter.remedy(found),
        "letters": letters(shared.letters, messages),
        "silence": silence_of(found, day, records.latest_news_on, shared.latest_on) if own else None,
        "together": shared,
        "shares": [(share, presenter.remedy(found, share.involvement)) for share in records.shares],
        "step": codes.step_name(found.oecd_step),
        "told_year": selectors.told_year(found, day),
        "year_before": day.year - 1,
        "may_answer": {share.pk for share in records.shares if viewer.may(Permission.MANAGE_IMPACTS, share.enterprise)},
    }
    return render(request, "due_diligence/impact.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register an impact; `?contract=` or `?supplier=` names what it hangs on."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    unit = chosen_unit(request)
    contract, supplier = _named(request, enterprise)
    unit = contract.unit if contract is not None else unit
    require(viewer, Permission.MANAGE_IMPACTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    target = contract or supplier
    suppliers = [contract.supplier_id] if contract is not None else [supplier.pk] if supplier is not None else []
    form = NewImpactForm(enterprise, suppliers, request.POST or None, linked=target is not None)

    def save() -> str:
        links = []
        if target is not None:
            written = form.cleaned_data
            links = [LinkWanted(contract, supplier, written["certainty"], written["reason"])]
        made = register_impact(
            enterprise=enterprise,
            unit=unit,
            fields=form.impact_fields,
            number=form.cleaned_data["number"],
            links=links,
            action=form.action_fields,
            by=viewer.actor,
            at=now(),
            today=today(),
        )
        return reverse("due_diligence:impact", args=[made.key])

    page = FormPage(
        title=_("Register an adverse impact"),
        button=_("Register the impact"),
        back=reverse("due_diligence:impacts"),
        crumbs=((reverse("due_diligence:impacts"), _("Impacts")),),
        saved=_("The impact is registered."),
        intro=_("Say allegation when it is an allegation. What you do not know can stay empty."),
        template="due_diligence/impact_form.html",
        more={"target": target, "contract": contract},
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change what is known of an impact."""
    viewer = request.viewer
    found = find_managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ImpactForm(
        found.enterprise, list(suppliers_touched(found)), request.POST or None, initial=initial_of(found, ORDER)
    )

    def save() -> None:
        edit_impact(
            impact=found,
            fields=form.written,
            version=form.version_sent,
            by=viewer.actor,
            at=now(),
            today=today(),
        )

    template = "due_diligence/impact_form.html"
    page = impact_page(
        found, _("Change the impact"), _("Save the impact"), _("The impact is saved."), template=template
    )
    return form_page(request, page, form, save)


def find_impact(request: ViewerRequest, key: str) -> AdverseImpact:
    """An impact that may be seen. Raises Http404."""
    viewer = request.viewer

    def build() -> QuerySet[AdverseImpact]:
        rows = with_others(selectors.visible_impacts(viewer)).filter(key=Given("key", CharField()))
        return rows.select_related("enterprise", "unit", "responsible", "facility")

    found: AdverseImpact = ask_or_404(("impact's page", viewer.sight), build, key=key)
    return found


def find_managed(request: ViewerRequest, key: str) -> AdverseImpact:
    """An impact of the viewer's own that may be changed. Raises Http404 and PermissionDenied."""
    found = find_impact(request, key)
    require(request.viewer, Permission.MANAGE_IMPACTS, found.unit)
    return found


def impact_page(found: AdverseImpact, title: str, button: str, saved: str, **more: Any) -> FormPage:
    """A form's page beneath an impact."""
    back = reverse("due_diligence:impact", args=[found.key])
    crumbs = (
        (reverse("due_diligence:impacts"), _("Impacts")),
        (back, found.number),
    )
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, **more)


def _named(request: ViewerRequest, enterprise: OrgUnit) -> tuple[Contract | None, Supplier | None]:
    """The contract or supplier in the address. Raises Http404 for one that may not be seen."""
    viewer = request.viewer
    if key := request.GET.get("contract"):
        contracts = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
        return find_or_404(contracts.select_related("supplier", "unit"), key=key[:16]), None
    if key := request.GET.get("supplier"):
        suppliers = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
        return None, find_or_404(suppliers, key=key[:16])
    return None, None
