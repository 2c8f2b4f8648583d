"""Answers from suppliers: the list of those that wait, one judged question by question, and its conclusion."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.questionnaires import Template, shown_questions, template_from_plain, text_in
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.services import Refused, StaleVersion
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.campaigns.answers import ConclusionForm, JudgingForm
from samsvar.subjects.due_diligence.models import QuestionJudgement, SupplierAnswer
from samsvar.subjects.due_diligence.presenters.campaigns import answers as presenter
from samsvar.subjects.due_diligence.selectors.campaigns import answers as selectors
from samsvar.subjects.due_diligence.services.campaigns import judging
from samsvar.subjects.due_diligence.views.saving import form_page, said

PAGE = 50


@signed_in
def answers(request: ViewerRequest) -> HttpResponse:
    """What suppliers have sent in, the oldest that waits first."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_CHECKS, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("view", "")
    view = asked if asked in selectors.VIEWS else "waiting"
    text = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    rows = selectors.answers_of(viewer, enterprise, text)
    filters = selectors.view_filters()
    counts = {code: rows.filter(found).order_by().count() for code, found in filters.items()}
    page = Paginator(rows.filter(filters[view]), PAGE).get_page(request.GET.get("page"))
    context = {
        "enterprise": enterprise,
        "finding": presenter.waiting_words(counts["waiting"]) if not text else _("Answers from suppliers"),
        "page": page,
        "q": text,
        "rows": [(row, presenter.score_of(row)) for row in page.object_list],
        "tabs": [(code, presenter.TABS[code], counts[code], code == view) for code in selectors.VIEWS],
        "view": view,
    }
    return render(request, "due_diligence/answers.html", context)


@signed_in
def answer(request: ViewerRequest, key: str) -> HttpResponse:
    """One answer. Sent, it keeps what is held of each question, and makes a gap into what a button says."""
    found = _find(request, key)
    if request.method == "POST":
        require(request.viewer, Permission.MANAGE_CHECKS, found.recipient.campaign.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    template = template_from_plain(found.questionnaire_version.document)
    judgements = _judgements(found)
    questions = [question.id for question in shown_questions(template, found.answers)]
    form = JudgingForm(questions, judgements, request.POST or None)
    status, conflict = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _save(request, found, form)
            except Refused as refusing:
                for _field, sentence in said(refusing):
                    messages.error(request, sentence)
            except StaleVersion:
                status, conflict = 409, True
                messages.error(request, _("Somebody judged the answer after you opened the page. Both stand below."))
            judgements = _judgements(found)
    beside = presenter.Beside(
        carried=(last := selectors.last_answer(found))[1],
        files=selectors.files_of(found),
        judgements=judgements,
        conflict=conflict,
    )
    return _drawn(request, found, template, form, beside, last[0], status)


def _drawn(
    request: ViewerRequest,
    found: SupplierAnswer,
    template: Template,
    form: JudgingForm,
    beside: presenter.Beside,
    last: SupplierAnswer | None,
    status: int,
) -> HttpResponse:
    viewer, language = request.viewer, current_language()
    unit = found.recipient.campaign.unit
    gaps = selectors.gaps_with_gravity(found, beside.judgements.values())
    conclusion = selectors.conclusion_of(found)
    parts = presenter.parts(found, template, form, beside, language)
    made, _between, question = request.GET.get("made", "").partition(":")
    context = {
        "answer": found,
        "made": made,
        "made_of": question,
        "can_judge": viewer.may(Permission.MANAGE_CHECKS, unit),
        "can_make_action": viewer.may(Permission.MANAGE_ACTIONS, unit),
        "can_make_impact": viewer.may(Permission.MANAGE_IMPACTS, unit),
        "conclusion": conclusion,
        "conclusion_pill": presenter.PILLS[conclusion.conclusion] if conclusion else "",
        "finding": presenter.finding(found.recipient.supplier.name, len(gaps)),
        "form": form,
        "judged": presenter.JUDGED,
        "last": last,
        "levels": selectors.level_changes(found, viewer, today()),
        "parts": parts,
        "score": presenter.score_of(found),
        "title": text_in(template.title, language),
        "to_look_at": presenter.to_look_at(parts) if viewer.may(Permission.MANAGE_CHECKS, unit) else [],
    }
    return render(request, "due_diligence/answer.html", context, status=status)


def _save(request: ViewerRequest, found: SupplierAnswer, form: JudgingForm) -> HttpResponse:
    """Keep what is held; then make a gap into an impact or an action where a button with its question was pressed.

    Raises Refused and StaleVersion.
    """
    viewer, at = request.viewer, now()
    act, _between, question = request.POST.get("make", "").partition(":")
    who: dict[str, Any] = {"answer": found, "person": viewer.person, "by": viewer.actor, "at": at}
    if act == "impact":
        require(viewer, Permission.MANAGE_IMPACTS, found.recipient.campaign.unit)
    if act == "action":
        require(viewer, Permission.MANAGE_ACTIONS, found.recipient.campaign.unit)

    judging.judge_questions(held=form.held, **who)
    if act == "impact":
        judging.gap_to_impact(question=question, today=today(), **who)
    elif act == "action":
        judging.gap_to_action(question=question, today=today(), **who)
    where = reverse("due_diligence:assess_answer", args=[found.key])
    if act in ("impact", "action"):  # said beside the question, where the page comes back to
        return redirect(f"{where}?{urlencode({'made': f'{act}:{question}'})}#made")
    messages.success(request, _("What you hold of the answer is saved."))
    return redirect(where)


@signed_in
def conclude(request: ViewerRequest, key: str) -> HttpResponse:
    """Conclude, and tell the supplier."""
    found, viewer = _find(request, key), request.viewer
    require(viewer, Permission.MANAGE_CHECKS, found.recipient.campaign.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    row = selectors.conclusion_of(found)
    form = ConclusionForm(request.POST or None, initial=begun(ConclusionForm, row))

    def save() -> None:
        version = form.version_sent if row is not None else None
        fields, person, by = form.written, viewer.person, viewer.actor
        judging.conclude(answer=found, fields=fields, person=person, by=by, at=now(), today=today(), version=version)

    back = reverse("due_diligence:assess_answer", args=[found.key])
    told = bool(found.recipient.address)
    page = FormPage(
        title=_("Conclude on the answer"),
        button=_("Conclude and tell the supplier") if told else _("Conclude"),
        back=back,
        crumbs=((reverse("due_diligence:assess_answers"), _("Answers")), (back, found.recipient.supplier.name)),
        saved=_("It is concluded, and the supplier is told by mail.") if told else _("It is concluded."),
        intro=_before_concluding(found, told=told),
    )
    return form_page(request, page, form, save)


def _before_concluding(found: SupplierAnswer, *, told: bool) -> str:
    """What to know before anything is written: gaps that nobody has judged, or that no mail goes."""
    judged = _judgements(found)
    if any(question not in judged for question in selectors.gaps_with_gravity(found, judged.values())):
        return str(presenter.CONCLUDING["gaps_not_judged"][1])
    return "" if told else _("We have no address for the supplier, so no mail goes. Its page shows the conclusion.")


def _find(request: ViewerRequest, key: str) -> SupplierAnswer:
    found: SupplierAnswer = find_or_404(selectors.one_answer(request.viewer), key=key)
    return found


def _judgements(found: SupplierAnswer) -> dict[str, QuestionJudgement]:
    return {row.question: row for row in found.judgements.select_related("judged_by", "impact", "action")}
