"""Campaigns: the list, one campaign with who has come how far, its letter, and its way from draft to close."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.questionnaires import LANGUAGES, text_in
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.delivery.services import Recipient
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.campaigns.campaigns import ANSWER_WITHIN, CampaignForm, begun_with
from samsvar.subjects.due_diligence.forms.questionnaires.questionnaires import LANGUAGE_NAMES
from samsvar.subjects.due_diligence.mailing.campaigns import asking_words, letter, suggested_letter
from samsvar.subjects.due_diligence.models import Campaign, CampaignStatus, QuestionnaireVersion
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus
from samsvar.subjects.due_diligence.presenters.campaigns import campaigns as presenter
from samsvar.subjects.due_diligence.presenters.campaigns import picture
from samsvar.subjects.due_diligence.selectors.campaigns import campaigns as selectors
from samsvar.subjects.due_diligence.selectors.campaigns import picking
from samsvar.subjects.due_diligence.services.answering.links import answering_address
from samsvar.subjects.due_diligence.services.campaigns import campaigns as services
from samsvar.subjects.due_diligence.services.campaigns import sending
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused

PAGE, MOST = 50, 100
REMINDERS = [-7, 1]


@signed_in
def campaigns(request: ViewerRequest) -> HttpResponse:
    """The enterprise's campaigns: what runs, what is waited for, by when."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.VIEW_CHECKS, unit)
    allow_methods(request, "GET", "HEAD")
    day, enterprise = today(), chosen_enterprise(request)
    rows = list(selectors.campaigns_of(viewer, enterprise, day)[:MOST])
    context = {
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, unit),
        "finding": presenter.list_finding(rows),
        "rows": [(row, presenter.STATUS_PILLS[CampaignStatus(row.status)]) for row in rows],
        "today": day,
        "unit": unit,
        "versions": [(each.key, text_in(each.titles, current_language())) for each in _versions(enterprise)],
    }
    return render(request, "due_diligence/campaigns.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Prepare a campaign with the questionnaire that the address names."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.MANAGE_CHECKS, unit)
    version: QuestionnaireVersion = find_or_404(
        _versions(chosen_enterprise(request)), key=request.GET.get("questionnaire", "")[:16]
    )
    allow_methods(request, "GET", "HEAD", "POST")
    title, day = text_in(version.titles, current_language()), today()
    name = selectors.free_title(version.enterprise, f"{title} {day.year}")
    initial = {"title": name, "opens_on": day, "due_on": day + ANSWER_WITHIN, "reminders": REMINDERS}
    initial |= {"contact_name": viewer.person.name, "contact_address": viewer.person.email} if viewer.person else {}
    initial |= {f"letter_{language}": suggested_letter(language) for language in LANGUAGES}
    form = CampaignForm(request.POST or None, initial=initial, offered=_offered(unit))

    def save() -> str:
        by, at = viewer.actor, now()
        made = services.create_campaign(unit=unit, version=version, wanted=form.wanted, fields=form.asks, by=by, at=at)
        return reverse("due_diligence:campaign", args=[made.key])

    page = FormPage(
        title=_("Prepare a campaign"),
        button=_("Show who would be asked"),
        back=reverse("due_diligence:campaigns"),
        crumbs=((reverse("due_diligence:campaigns"), _("Campaigns")),),
        intro=_("%(questionnaire)s, version %(n)s. Nothing is sent yet.")
        % {"questionnaire": title, "n": version.number},
        template="due_diligence/campaign_form.html",
    )
    return form_page(request, page, form, save)


@signed_in
def campaign(request: ViewerRequest, key: str) -> HttpResponse:
    """One campaign: how far it has come, over time and at a glance, and everybody in it."""
    viewer, found = request.viewer, find_campaign(request, key)
    allow_methods(request, "GET", "HEAD")
    day, view, text = today(), request.GET.get("view", "all"), request.GET.get("q", "")[:100]
    if view not in presenter.VIEWS:
        raise BadRequest("view")
    rows = selectors.rows_of(found, day)
    counted, counts = presenter.tally_of(rows, day), presenter.counts_of(rows)
    page = Paginator(presenter.shown(rows, view, text), PAGE).get_page(request.GET.get("page") or 1)
    answers = selectors.newest_answers_of(page.object_list)
    days = presenter.steps(found, rows, day)
    context = {
        "campaign": found,
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, found.unit),
        "counted": counted,
        "drawing": picture.progress_picture(days, found.due_on),
        "finding": presenter.finding(found, counted),
        "lines": [
            (presenter.line(row), presenter.answer_words(answer.score) if answer else "", answer)
            for row in page.object_list
            for answer in (answers.get(row.recipient.pk),)
        ],
        "narrow": picture.progress_picture(days, found.due_on, narrow=True),
        "page": page,
        "picture_table": picture.picture_table(days),
        "picture_words": picture.picture_words(days) if days else "",
        "pill": presenter.STATUS_PILLS[CampaignStatus(found.status)],
        "plan": presenter.plan_words(found),
        "q": text,
        "questionnaire": text_in(found.questionnaire_version.titles, current_language()),
        "tabs": [(code, words, counts[code], code == view) for code, words in presenter.view_words(found).items()],
        "today": day,
        "unreached": counts["unreached"],
        "unsent": sum(row.standing == "planned" and bool(row.recipient.address) for row in rows),
        "view": view,
        "wanted": _wanted_words(found),
    }
    return render(request, "due_diligence/campaign.html", context)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a draft as a whole, or what may still be changed of a campaign that runs."""
    viewer, found = request.viewer, managed_campaign(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    draft = found.status == CampaignStatus.DRAFT
    offered = _offered(found.unit) if draft else None
    form = CampaignForm(request.POST or None, initial=begun_with(found), offered=offered)

    def save() -> None:
        wanted = form.wanted if draft and picking.wanted_kept(form.wanted) != found.wanted else None
        by, at, seen = viewer.actor, now(), form.version_sent
        services.edit_campaign(campaign=found, fields=form.asks, wanted=wanted, seen=seen, by=by, at=at)

    page = campaign_page(found, _("Change the campaign"), _("Save the campaign"), _("The campaign is saved."))
    return form_page(request, page, form, save)


@signed_in
def letters(request: ViewerRequest, key: str) -> HttpResponse:
    """The letter as a supplier gets it, in the language asked for; and a test of it sent to oneself."""
    found = find_campaign(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    language = request.GET.get("letter", "nb")
    if language not in LANGUAGES:
        raise BadRequest("letter")
    if request.method == "POST":
        require(request.viewer, Permission.MANAGE_CHECKS, found.unit)
        person = request.viewer.person
        if person is None:
            raise Http404
        to = Recipient(person.email, person.name, language)
        sending.send_test(campaign=found, to=to, by=request.viewer.actor, at=now())
        messages.success(request, _("A test goes to %(address)s.") % {"address": person.email})
        return redirect(f"{reverse('due_diligence:campaign_letter', args=[found.key])}?letter={language}")
    with translation.override(language):
        day = format_date(found.due_on, current_language(), "text")
        words, name = asking_words(found, day), _("the name of the recipient")
        mail = letter(found, name, day, answering_address("eksempel"), words)
    context = {
        "campaign": found,
        "can_manage": request.viewer.may(Permission.MANAGE_CHECKS, found.unit),
        "language": language,
        "languages": list(LANGUAGE_NAMES.items()),
        "mail": mail,
    }
    return render(request, "due_diligence/campaign_letter.html", context)


@signed_in
def ask(request: ViewerRequest, key: str, act: str) -> HttpResponse:
    """Ask first, and then send, close or discard the campaign."""
    found = managed_campaign(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    if act not in _ACTS:
        raise Http404
    if request.method == "POST":
        told: list[str] = []
        by, at, seen = request.viewer.actor, now(), version_in(request)
        if was_refused(request, lambda: told.append(_ACTS[act](found, {"by": by, "at": at, "seen": seen}))):
            return redirect("due_diligence:campaign", key=found.key)
        messages.success(request, told[0])
        return (
            redirect("due_diligence:campaigns")
            if act == "discard"
            else redirect("due_diligence:campaign", key=found.key)
        )
    rows = selectors.rows_of(found, today())
    context = {
        "act": act,
        "campaign": found,
        "count": sum(row.standing == "planned" and bool(row.recipient.address) for row in rows),
        "later": found.opens_on > today(),
        "silent": sum(row.waited_for for row in rows),
        "without": sum(row.standing == "planned" and not row.recipient.address for row in rows),
    }
    return render(request, "due_diligence/campaign_ask.html", context)


def find_campaign(request: ViewerRequest, key: str) -> Campaign:
    """The campaign, where the viewer may see it."""
    found: Campaign = find_or_404(selectors.campaigns_seen(request.viewer), key=key)
    return found


def managed_campaign(request: ViewerRequest, key: str) -> Campaign:
    """The campaign, where the viewer may change it."""
    found = find_campaign(request, key)
    require(request.viewer, Permission.MANAGE_CHECKS, found.unit)
    return found


def campaign_page(found: Campaign, title: str, button: str, saved: str = "", **more: Any) -> FormPage:
    """A form's page beneath a campaign."""
    back = reverse("due_diligence:campaign", args=[found.key])
    crumbs = ((reverse("due_diligence:campaigns"), _("Campaigns")), (back, found.number))
    kept = {"template": "due_diligence/campaign_form.html", **more}
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, **kept)


def _send(found: Campaign, who: dict[str, Any]) -> str:
    if found.status == CampaignStatus.DRAFT:
        count = sending.begin_campaign(campaign=found, **who)
        if found.opens_on > today():
            day = format_date(found.opens_on, current_language(), "text")
            return _("The campaign is ready, and its letters go on %(day)s.") % {"day": day}
    else:
        count = sending.send_letters(campaign=found, by=who["by"], at=who["at"])
    words = ngettext("%(n)s letter is in the outbox.", "%(n)s letters are in the outbox.", count) % {"n": count}
    if not found.reminders:
        return words
    plan = _("Who has not answered is reminded by itself: %(days)s.") % {"days": presenter.plan_words(found)}
    return f"{words} {plan}"


def _close(found: Campaign, who: dict[str, Any]) -> str:
    services.close_campaign(campaign=found, **who)
    return _("The campaign is closed.")


def _discard(found: Campaign, who: dict[str, Any]) -> str:
    services.discard_campaign(campaign=found, **who)
    return _("The draft is thrown away.")


_ACTS: dict[str, Callable[[Campaign, dict[str, Any]], str]] = {"send": _send, "close": _close, "discard": _discard}


def _versions(enterprise: OrgUnit) -> Any:
    rows = QuestionnaireVersion.objects.filter(enterprise=enterprise, status=VersionStatus.IN_USE)
    return rows.select_related("questionnaire", "enterprise").order_by("questionnaire_id")


def _offered(unit: OrgUnit) -> dict[str, list[tuple[str, str]]]:
    categories = [(code, presenter.category_name(code)) for code in picking.categories_in_play(unit, today())]
    enterprise = unit.enterprise or unit
    return {
        "categories": sorted(categories, key=lambda pair: (not pair[0].startswith(picking.SECTOR), pair[1])),
        "areas": picking.areas_in_play(enterprise),
    }


def _wanted_words(found: Campaign) -> list[str]:
    categories = {code: presenter.category_name(code) for code in found.wanted.get("categories", ())}
    areas = dict(picking.areas_in_play(found.enterprise)) if found.wanted.get("areas") else {}
    return presenter.wanted_words(found, categories, areas)
