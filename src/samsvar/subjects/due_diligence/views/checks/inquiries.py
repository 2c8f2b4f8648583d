"""Inquiries about terms to all contracts of a risk area: made, asked letter by letter, and answered."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.platform.ui.templatetags.samsvar_ui import OWN_NAMES
from samsvar.subjects.due_diligence.forms.checks.inquiries import AnswerForm, InquiryForm
from samsvar.subjects.due_diligence.models import RiskArea, TermsInquiry, TermsInquiryLine
from samsvar.subjects.due_diligence.presenters.checks import inquiries as presenter
from samsvar.subjects.due_diligence.selectors.checks import inquiries as selectors
from samsvar.subjects.due_diligence.services.checks import inquiries as services
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def inquiries(request: ViewerRequest) -> HttpResponse:
    """The enterprise's inquiries, with who has answered."""
    viewer, enterprise = request.viewer, _enterprise(request)
    allow_methods(request, "GET", "HEAD")
    rows = list(selectors.inquiries_of(viewer, enterprise)[:200])
    context = {
        "areas": selectors.areas_to_ask(viewer, enterprise),
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, enterprise),
        "enterprise": enterprise,
        "finding": presenter.finding(rows),
        "rows": rows,
        "today": today(),
    }
    return render(request, "due_diligence/inquiries.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Make an inquiry to all contracts of the risk area that the address names."""
    viewer = request.viewer
    areas = RiskArea.objects.visible_to(viewer, Permission.VIEW_CHECKS).select_related("enterprise")
    area: RiskArea = find_or_404(areas, key=request.GET.get("area", "")[:16])
    require(viewer, Permission.MANAGE_CHECKS, area.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    contracts = selectors.contracts_to_ask(viewer, area, today())
    form = InquiryForm(request.POST or None, initial=presenter.suggested(area, today()))

    def save() -> str:
        fields = form.cleaned_data
        made = services.make_inquiry(area=area, contracts=contracts, fields=fields, by=viewer.actor, at=now())
        return reverse("due_diligence:inquiry", args=[made.key])

    words = ngettext(
        "It goes to %(n)s contract in %(area)s. Nobody is asked before you mark it.",
        "It goes to %(n)s contracts in %(area)s. Nobody is asked before you mark it.",
        len(contracts),
    )
    page = FormPage(
        title=_("Ask all suppliers of a risk area"),
        button=_("Make the inquiry"),
        back=reverse("due_diligence:inquiries"),
        crumbs=((reverse("due_diligence:inquiries"), _("Inquiries")),),
        saved=_("The inquiry is made. Send the letters, and mark who is asked."),
        intro=words % {"n": len(contracts), "area": area.title},
    )
    return form_page(request, page, form, save)


@signed_in
def inquiry(request: ViewerRequest, key: str) -> HttpResponse:
    """One inquiry: who is asked, who has answered, and who told of a breach."""
    viewer, found = request.viewer, _find(request, key)
    allow_methods(request, "GET", "HEAD")
    lines = selectors.lines_of(found)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, found.enterprise),
        "finding": presenter.inquiry_finding(selectors.standing(lines)),
        "inquiry": found,
        "left": any(line.asked_id is None for line in lines),
        "lines": [(line, presenter.answer_pill(line, found, today())) for line in lines],
        "today": today(),
    }
    return render(request, "due_diligence/inquiry.html", context)


@signed_in
def letter(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """The letter to one supplier, in the language asked for."""
    line = _line(request, key, part)
    allow_methods(request, "GET", "HEAD")
    language = request.GET.get("letter", current_language())
    if language not in dict(OWN_NAMES):
        raise BadRequest("letter")
    with translation.override(language):
        text = presenter.letter(line.inquiry, line.contract)
    context = {"language": language, "languages": OWN_NAMES, "line": line, "text": text}
    return render(request, "due_diligence/inquiry_letter.html", context)


@signed_in
def ask(request: ViewerRequest, key: str) -> HttpResponse:
    """Mark those ticked as asked on the day."""
    found = _managed(request, key)
    allow_methods(request, "POST")
    chosen = set(request.POST.getlist("line"))
    lines = [line for line in selectors.lines_of(found) if line.key in chosen]
    asked_on = _day(request.POST.get("asked_on", ""))
    done: list[int] = []

    def act() -> None:
        by = request.viewer.actor
        done.append(services.mark_asked(inquiry=found, lines=lines, asked_on=asked_on, by=by, at=now(), today=today()))

    if not was_refused(request, act):
        words = ngettext("%(n)s supplier is marked as asked.", "%(n)s suppliers are marked as asked.", done[0])
        messages.success(request, words % {"n": done[0]})
    return redirect("due_diligence:inquiry", key=found.key)


@signed_in
def answer(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Note what a supplier answered."""
    line = _line(request, key, part)
    require(request.viewer, Permission.MANAGE_CHECKS, line.inquiry.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = presenter.answer_initial(line, today())
    form = AnswerForm(request.POST or None, initial=initial)

    def save() -> None:
        fields, version = form.written, form.version_sent
        by = request.viewer.actor
        services.note_answer(line=line, fields=fields, version=version, by=by, at=now(), today=today())

    back = reverse("due_diligence:inquiry", args=[line.inquiry.key])
    page = FormPage(
        title=_("What %(supplier)s answered") % {"supplier": line.contract.supplier.name},
        button=_("Save the answer"),
        back=back,
        crumbs=((reverse("due_diligence:inquiries"), _("Inquiries")), (back, line.inquiry.title)),
        saved=_("The answer is saved."),
        intro=line.contract.title,
    )
    return form_page(request, page, form, save)


def _enterprise(request: ViewerRequest) -> OrgUnit:
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.VIEW_CHECKS, enterprise)
    return enterprise


def _find(request: ViewerRequest, key: str) -> TermsInquiry:
    rows: Any = TermsInquiry.objects.visible_to(request.viewer, Permission.VIEW_CHECKS)
    found: TermsInquiry = find_or_404(rows.select_related("enterprise", "area"), key=key)
    return found


def _managed(request: ViewerRequest, key: str) -> TermsInquiry:
    found = _find(request, key)
    require(request.viewer, Permission.MANAGE_CHECKS, found.enterprise)
    return found


def _line(request: ViewerRequest, key: str, part: str) -> TermsInquiryLine:
    found = _find(request, key)
    rows = found.lines.select_related("contract__supplier", "asked")
    line: TermsInquiryLine = find_or_404(rows, key=part)
    line.inquiry = found
    return line


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequest("asked_on") from None
