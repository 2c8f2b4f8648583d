"""Questionnaires: the list, a version as it is, as the supplier sees it, what differs, and its way into use."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.catalogues.questionnaires import shipped_questionnaires
from samsvar.core.rules.questionnaires import (
    LANGUAGES,
    Answers,
    Template,
    check_answers,
    check_template,
    compare,
    gaps_in,
    score,
    text_in,
)
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.questionnaires.answers import read_answers
from samsvar.subjects.due_diligence.forms.questionnaires.questionnaires import NewQuestionnaireForm
from samsvar.subjects.due_diligence.models import QuestionnaireVersion
from samsvar.subjects.due_diligence.presenters.questionnaires import questionnaires as presenter
from samsvar.subjects.due_diligence.presenters.questionnaires.fields import asked_sections
from samsvar.subjects.due_diligence.selectors import questionnaires as selectors
from samsvar.subjects.due_diligence.services import questionnaires as services
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def questionnaires(request: ViewerRequest) -> HttpResponse:
    """The enterprise's questionnaires, and those that ship and are not taken in use."""
    viewer, enterprise = request.viewer, _enterprise(request)
    allow_methods(request, "GET", "HEAD")
    listed, language = selectors.questionnaires_of(viewer, enterprise), current_language()
    context = {
        "can_manage": viewer.may(Permission.MANAGE_QUESTIONNAIRES, enterprise),
        "enterprise": enterprise,
        "heading": presenter.heading(listed),
        "rows": [(each, text_in(each.shown.titles, language), presenter.PILLS[each.shown.status]) for each in listed],
        "shipped": [
            (each.code, text_in(each.template.title, language), text_in(each.template.intro, language), each)
            for each in selectors.not_adopted(listed)
        ],
    }
    return render(request, "due_diligence/questionnaires.html", context)


@signed_in
def adopt(request: ViewerRequest) -> HttpResponse:
    """Take one questionnaire that ships in use, or all that are not."""
    viewer, enterprise = request.viewer, _enterprise(request)
    require(viewer, Permission.MANAGE_QUESTIONNAIRES, enterprise)
    allow_methods(request, "POST")
    known = [each.code for each in shipped_questionnaires()]
    asked = request.POST.get("code", "")
    if asked and asked not in known:
        raise Http404
    waiting = [each.code for each in selectors.not_adopted(selectors.questionnaires_of(viewer, enterprise))]
    codes = [asked] if asked else waiting

    def act() -> None:
        services.adopt_shipped(enterprise=enterprise, codes=codes, by=viewer.actor, at=now())

    if not was_refused(request, act):
        messages.success(request, _("Taken in use. It can be sent as it is, or changed in a new version."))
    return redirect("due_diligence:questionnaires")


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Begin a questionnaire of the enterprise's own."""
    viewer, enterprise = request.viewer, _enterprise(request)
    require(viewer, Permission.MANAGE_QUESTIONNAIRES, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = NewQuestionnaireForm(request.POST or None)

    def save() -> str:
        title, section = form.texts_of("title"), form.texts_of("section")
        made = services.create_questionnaire(
            enterprise=enterprise, title=title, first_section=section, by=viewer.actor, at=now()
        )
        return reverse("due_diligence:questionnaire_build", args=[made.key])

    page = FormPage(
        title=_("New questionnaire"),
        button=_("Begin"),
        back=reverse("due_diligence:questionnaires"),
        crumbs=((reverse("due_diligence:questionnaires"), _("Questionnaires")),),
        template="due_diligence/questionnaire_form.html",
    )
    return form_page(request, page, form, save)


@signed_in
def questionnaire(request: ViewerRequest, key: str) -> HttpResponse:
    """One version: every question with its condition and expectations in words."""
    viewer, version = request.viewer, found_version(request, key)
    allow_methods(request, "GET", "HEAD")
    template, language = selectors.template_of(version), current_language()
    siblings = selectors.siblings_of(version)
    context = {
        "can_begin": not any(each.is_draft for each in siblings),
        "can_manage": viewer.may(Permission.MANAGE_QUESTIONNAIRES, version.enterprise),
        "has_before": version.number > min(each.number for each in siblings),
        "intact": selectors.is_intact(version),
        "intro": text_in(template.intro, language),
        "pill": presenter.PILLS[version.status],
        "sections": presenter.told_sections(template, language),
        "siblings": [each for each in siblings if each.pk != version.pk],
        "sources": text_in(template.sources, language),
        "title": text_in(template.title, language),
        "version": version,
    }
    return render(request, "due_diligence/questionnaire.html", context)


@signed_in
def preview(request: ViewerRequest, key: str) -> HttpResponse:
    """The version as the supplier sees it, in each language; answers can be tried and are not kept."""
    version = found_version(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else current_language()
    template = selectors.template_of(version)
    answers: Answers = read_answers(template, request.POST) if request.method == "POST" else {}
    context: dict[str, Any] = {
        "language": language,
        "questions": _as_seen(template, answers, language, tried=request.method == "POST"),
        "title": text_in(template.title, language),
        "intro": text_in(template.intro, language),
        "tried": None,
        "version": version,
    }
    if request.method == "POST":
        found, own = score(template, answers), current_language()
        context["tried"] = {
            "faults": len(check_answers(template, answers)),
            "gaps": presenter.gap_lines(gaps_in(template, answers), own),
            "score": presenter.score_words(found),
            "working": presenter.working_lines(template, found, own),
        }
    return render(request, "due_diligence/questionnaire_preview.html", context)


@signed_in
def differences(request: ViewerRequest, key: str) -> HttpResponse:
    """What differs from the version before."""
    version = found_version(request, key)
    before = selectors.version_before(version)
    if before is None:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    old, new_ = selectors.template_of(before), selectors.template_of(version)
    language = current_language()
    context = {
        "before": before,
        "rows": presenter.told_differences(old, new_, compare(old, new_), language),
        "title": text_in(new_.title, language),
        "version": version,
    }
    return render(request, "due_diligence/questionnaire_differences.html", context)


@signed_in
def begin(request: ViewerRequest, key: str) -> HttpResponse:
    """Begin the next version as a copy of the last."""
    version = managed_version(request, key)
    allow_methods(request, "POST")
    made: list[QuestionnaireVersion] = []

    def act() -> None:
        at = now()
        made.append(services.begin_version(questionnaire=version.questionnaire, by=request.viewer.actor, at=at))

    if was_refused(request, act):
        return redirect("due_diligence:questionnaire", key=version.key)
    return redirect("due_diligence:questionnaire_build", key=made[0].key)


@signed_in
def publish(request: ViewerRequest, key: str) -> HttpResponse:
    """Ask, telling what is wrong or what differs, and then publish the draft."""
    viewer, version = request.viewer, managed_version(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":

        def act() -> None:
            services.publish_version(version=version, seen=version_in(request), by=viewer.actor, at=now())

        if was_refused(request, act):
            return redirect("due_diligence:questionnaire_build", key=version.key)
        messages.success(request, _("Version %(n)s is published and in use.") % {"n": version.number})
        return redirect("due_diligence:questionnaire", key=version.key)
    if not version.is_draft:
        return redirect("due_diligence:questionnaire", key=version.key)
    template, before, language = selectors.template_of(version), selectors.version_before(version), current_language()
    old = selectors.template_of(before) if before else None
    context = {
        "before": before,
        "faults": len(check_template(template)),
        "lacking": presenter.lacking_words(template),
        "rows": presenter.told_differences(old, template, compare(old, template), language) if old else [],
        "title": text_in(template.title, language),
        "version": version,
    }
    return render(request, "due_diligence/questionnaire_publish.html", context)


@signed_in
def withdraw(request: ViewerRequest, key: str) -> HttpResponse:
    """Ask, and then take the version out of use."""
    return _asked_first(request, key, "withdraw", _("It is withdrawn, and sent to nobody more."))


@signed_in
def discard(request: ViewerRequest, key: str) -> HttpResponse:
    """Ask, and then throw the draft away."""
    return _asked_first(request, key, "discard", _("The draft is thrown away."))


def found_version(request: ViewerRequest, key: str) -> QuestionnaireVersion:
    """The version, where the viewer may see it."""
    rows = selectors.versions_seen(request.viewer).select_related("questionnaire__enterprise", "enterprise")
    version: QuestionnaireVersion = find_or_404(rows, key=key)
    return version


def managed_version(request: ViewerRequest, key: str) -> QuestionnaireVersion:
    """The version, where the viewer may write it."""
    version = found_version(request, key)
    require(request.viewer, Permission.MANAGE_QUESTIONNAIRES, version.enterprise)
    return version


def _asked_first(request: ViewerRequest, key: str, what: str, done: str) -> HttpResponse:
    version = managed_version(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        by, at = request.viewer.actor, now()

        def act() -> None:
            if what == "withdraw":
                services.withdraw_version(version=version, by=by, at=at)
            else:
                services.discard_draft(version=version, seen=version_in(request), by=by, at=at)

        if was_refused(request, act):
            return redirect("due_diligence:questionnaire", key=version.key)
        messages.success(request, done)
        return redirect("due_diligence:questionnaires")
    title = text_in(version.titles, current_language())
    context = {"title": title, "version": version, "what": what}
    return render(request, "due_diligence/questionnaire_ask.html", context)


def _as_seen(template: Template, answers: Answers, language: str, *, tried: bool) -> str:
    """The questions drawn in the supplier's language; hidden ones follow for the script."""
    with translation.override(language):
        faults = check_answers(template, answers) if tried else ()
        sections = asked_sections(template, answers, language, faults=faults, hidden_too=True)
        return render_to_string("due_diligence/questions.html", {"sections": sections})


def _enterprise(request: ViewerRequest) -> OrgUnit:
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.VIEW_CONTRACTS, enterprise)
    return enterprise
