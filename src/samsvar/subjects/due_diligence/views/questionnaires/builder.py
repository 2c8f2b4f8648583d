"""The builder: a draft's sections, questions and expectations, each on its own page, and moving and removing them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.questionnaires import Kind, Question, Section, Template, check_template, editing, text_in
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.gaps import GapForm, gap_begun
from samsvar.subjects.due_diligence.forms.questionnaires import questionnaires as forms
from samsvar.subjects.due_diligence.models import QuestionnaireVersion
from samsvar.subjects.due_diligence.presenters.questionnaires import questionnaires as presenter
from samsvar.subjects.due_diligence.selectors.questionnaires import template_of
from samsvar.subjects.due_diligence.services import questionnaires as services
from samsvar.subjects.due_diligence.views.questionnaires.questionnaires import managed_version
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused

Begun = Callable[[Template], Mapping[str, Any]]


@signed_in
def build(request: ViewerRequest, key: str) -> HttpResponse:
    """The draft with what is wrong at each part, and the ways to change it."""
    version = _draft(request, key)
    allow_methods(request, "GET", "HEAD")
    template, language = template_of(version), current_language()
    faults = check_template(template)
    context = {
        "faults": len(faults),
        "intro": text_in(template.intro, language),
        "lacking": presenter.lacking_words(template),
        "places": presenter.fault_places(template, faults, language),
        "sections": presenter.told_sections(template, language, faults),
        "title": text_in(template.title, language),
        "version": version,
        "whole": presenter.whole_faults(faults),
    }
    return render(request, "due_diligence/questionnaire_build.html", context)


@signed_in
def about(request: ViewerRequest, key: str) -> HttpResponse:
    """What the questionnaire is called, how it begins, and its sources."""
    version = _draft(request, key)
    allow_methods(request, "GET", "HEAD", "POST")

    def begun(template: Template) -> dict[str, Any]:
        parts = {name: getattr(template, name) for name in ("title", "intro", "sources")}
        return {key: value for name, texts in parts.items() for key, value in forms.texts_begun(name, texts).items()}

    form = forms.AboutForm(request.POST or None, initial=_initial(version, begun))

    def change(template: Template) -> Template:
        title, intro, sources = (form.texts_of(name) for name in ("title", "intro", "sources"))
        return replace(template, title=title, intro=intro, sources=sources)

    return _page(request, version, form, change, begun, title=_("Title and introduction"))


@signed_in
def section_new(request: ViewerRequest, key: str) -> HttpResponse:
    """Add a section, last."""
    version = _draft(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    template = template_of(version)
    form = forms.SectionForm(template.questions, request.POST or None, initial={"version": version.version})

    def change(template: Template) -> Template:
        id = editing.free_id(services.ids_ever_used(version), "section")
        return editing.add_section(template, form.section(Section(id, {})))

    return _page(request, version, form, change, title=_("New section"), button=_("Add the section"))


@signed_in
def section_edit(request: ViewerRequest, key: str, section: str) -> HttpResponse:
    """Change a section's heading, introduction and condition."""
    version = _draft(request, key)
    template = template_of(version)
    held = template.section(section)
    if held is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")

    def begun(template: Template) -> dict[str, Any]:
        found = template.section(section)
        return forms.section_begun(found) if found else {}

    place = [each.id for each in template.sections].index(section)
    earlier = tuple(question for each in template.sections[:place] for question in each.questions)
    form = forms.SectionForm(earlier, request.POST or None, initial=_initial(version, begun))

    def change(template: Template) -> Template:
        return editing.put_section(template, form.section(_held(template.section(section))))

    return _page(request, version, form, change, begun, title=_("Change the section"))


@signed_in
def question_new(request: ViewerRequest, key: str, section: str) -> HttpResponse:
    """Add a question, last in its section; its own page asks for the rest."""
    version = _draft(request, key)
    if template_of(version).section(section) is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    form = forms.NewQuestionForm(request.POST or None, initial={"version": version.version})
    made: list[str] = []

    def change(template: Template) -> Template:
        _held(template.section(section))
        made.append(editing.free_id(services.ids_ever_used(version), "question"))
        kind = Kind(form.cleaned_data["kind"])
        question = Question(
            made[-1],
            kind,
            form.texts_of("text"),
            form.texts_of("guidance"),
            columns=("name", "country") if kind is Kind.TABLE else (),
        )
        return editing.add_question(template, section, question)

    def onward() -> str:
        return reverse("due_diligence:question_edit", args=[version.key, made[-1]])

    title, button = _("New question"), _("Add the question")
    return _page(request, version, form, change, onward=onward, title=title, button=button)


@signed_in
def question_edit(request: ViewerRequest, key: str, question: str) -> HttpResponse:
    """Change a question: texts, answers, condition, weight and use; its expectations stand beneath."""
    version = _draft(request, key)
    template = template_of(version)
    held = template.question(question)
    if held is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")

    def begun(template: Template) -> dict[str, Any]:
        found = template.question(question)
        return forms.question_begun(found) if found else {}

    earlier = template.questions[: [each.id for each in template.questions].index(question)]
    form = forms.QuestionForm(held, earlier, request.POST or None, initial=_initial(version, begun))

    def change(template: Template) -> Template:
        _held(template.question(question))
        return editing.put_question(template, form.filled_in())

    def onward() -> str:
        same = reverse("due_diligence:question_edit", args=[version.key, question])
        return same if form.filled_in().kind is not held.kind or "more" in request.POST else ""

    told = presenter.told_question(template, held, current_language(), 0)
    more = {"told": told, "held": held, "can_expect": held.kind not in (Kind.FILE, Kind.TEXT)}
    template_name = "due_diligence/question_form.html"
    return _page(
        request,
        version,
        form,
        change,
        begun,
        onward,
        title=_("Change the question"),
        template=template_name,
        more={**more, "version": version},
    )


@signed_in
def gap(request: ViewerRequest, key: str, question: str, number: int = 0) -> HttpResponse:
    """Add an expectation to a question, or change the one of a number."""
    version = _draft(request, key)
    held = template_of(version).question(question)
    fitting = held is not None and (number <= len(held.gaps)) and held.kind not in (Kind.FILE, Kind.TEXT)
    if held is None or not fitting:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")

    def begun(template: Template) -> dict[str, Any]:
        found = template.question(question)
        return gap_begun(found.gaps[number - 1]) if found and 0 < number <= len(found.gaps) else {}

    form = GapForm(held, request.POST or None, initial=_initial(version, begun))

    def change(template: Template) -> Template:
        asked = _held(template.question(question))
        return editing.put_question(template, editing.put_gap(asked, number or len(asked.gaps) + 1, form.gap()))

    back = reverse("due_diligence:question_edit", args=[version.key, question])
    title = _("Change what is expected") if number else _("What is not as wanted")
    more = {"asked": text_in(held.text, current_language())}
    template_name = "due_diligence/gap_form.html"
    return _page(request, version, form, change, begun, title=title, template=template_name, more=more, back=back)


@signed_in
def move(request: ViewerRequest, key: str) -> HttpResponse:
    """A section or a question one place up or down."""
    version = _draft(request, key)
    allow_methods(request, "POST")
    kind, _colon, id = request.POST.get("part", "").partition(":")
    up = request.POST.get("to") == "up"
    moves = {"section": editing.move_section, "question": editing.move_question}
    if kind not in moves:
        raise Http404
    return _pressed(request, version, lambda template: moves[kind](template, id, up=up), f"{kind}-{id}")


@signed_in
def remove(request: ViewerRequest, key: str) -> HttpResponse:
    """A section with its questions, a question, or an expectation by its number."""
    version = _draft(request, key)
    allow_methods(request, "POST")
    kind, _colon, id = request.POST.get("part", "").partition(":")
    if kind == "section":
        return _pressed(request, version, lambda template: editing.remove_section(template, id), "")
    if kind == "question":
        return _pressed(request, version, lambda template: editing.remove_question(template, id), "")
    question, _colon, number = id.partition(":")
    known = kind == "gap" and template_of(version).question(question) is not None
    if not known or not (number.isascii() and number.isdigit() and len(number) < 4):
        raise Http404

    def change(template: Template) -> Template:
        held = _held(template.question(question))
        return editing.put_question(template, editing.remove_gap(held, int(number)))

    _pressed(request, version, change, "")
    return redirect("due_diligence:question_edit", key=version.key, question=question)


class Standing:
    """A part of a draft as somebody else has saved it, for the page that shows both: the row with the form's fields."""

    def __init__(self, row: QuestionnaireVersion, begun: Mapping[str, Any]) -> None:
        self._row, self._begun = row, begun

    def __getattr__(self, name: str) -> Any:
        return self._begun[name] if name in self._begun else getattr(self._row, name)


def _draft(request: ViewerRequest, key: str) -> QuestionnaireVersion:
    """A draft the viewer may write; a published version has no such pages."""
    version = managed_version(request, key)
    if not version.is_draft:
        raise Http404
    return version


def _initial(version: QuestionnaireVersion, begun: Begun) -> dict[str, Any]:
    return {"version": version.version, **begun(template_of(version))}


def _held(part: Any) -> Any:
    """The part as it stands. Raises NotAllowed: `part_gone`."""
    if part is None:
        raise NotAllowed("part_gone")
    return part


def _pressed(
    request: ViewerRequest, version: QuestionnaireVersion, change: Callable[[Template], Template], place: str
) -> HttpResponse:
    seen = version_in(request)
    by, at = request.viewer.actor, now()
    was_refused(request, lambda: services.change_draft(version=version, change=change, seen=seen, by=by, at=at))
    address = reverse("due_diligence:questionnaire_build", args=[version.key])
    return redirect(f"{address}#{place}" if place else address)


def _page(
    request: ViewerRequest,
    version: QuestionnaireVersion,
    form: forms.InLanguages,
    change: Callable[[Template], Template],
    begun: Begun | None = None,
    onward: Callable[[], str] | None = None,
    *,
    title: str,
    button: str = "",
    template: str = "due_diligence/questionnaire_form.html",
    more: Mapping[str, Any] | None = None,
    back: str = "",
) -> HttpResponse:
    """Answer one form of the builder."""
    builder = reverse("due_diligence:questionnaire_build", args=[version.key])

    def save() -> str:
        try:
            by, at = request.viewer.actor, now()
            services.change_draft(version=version, change=change, seen=form.version_sent, by=by, at=at)
        except StaleVersion as stale:
            row: Any = stale.now
            standing: Any = Standing(row, begun(template_of(row)) if begun else {})
            raise StaleVersion(standing) from None
        return onward() if onward else ""

    crumbs = (
        (reverse("due_diligence:questionnaires"), _("Questionnaires")),
        (builder, text_in(version.titles, current_language())),
    )
    page = FormPage(
        title=title, button=button or _("Save"), back=back or builder, crumbs=crumbs, template=template, more=more or {}
    )
    return form_page(request, page, form, save)
