"""A document's round: who is asked at the chosen enterprise and how it stands; and the page to read and confirm."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.acknowledgements import State
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.forms.acts import by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.forms.signing import (
    AttendanceForm,
    LeftForm,
    NotedForm,
    ReadForm,
    RoundForm,
    SignersForm,
)
from samsvar.subjects.governance.models import GoverningDocument, RoundKind
from samsvar.subjects.governance.presenters import signing as presenter
from samsvar.subjects.governance.presenters.documents import tabs_of
from samsvar.subjects.governance.selectors import signing as selectors
from samsvar.subjects.governance.selectors.signing import Asked, asked_at, asked_of_person
from samsvar.subjects.governance.services import signing as services
from samsvar.subjects.governance.views.saving import form_page, was_refused


@signed_in
def acknowledgements(request: ViewerRequest, key: str) -> HttpResponse:
    """Shares per group and unit at the chosen enterprise; who is late, for whoever follows up."""
    viewer, found, enterprise = request.viewer, find_plain(request, key), chosen_enterprise(request)
    require(viewer, Permission.VIEW_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    one = selectors.open_round(found)
    context: dict[str, Any] = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, enterprise),
        "can_open": found.is_ours and viewer.may(Permission.MANAGE_DOCUMENTS, found.unit),
        "document": found,
        "enterprise": enterprise,
        "has_version": one is not None or found.versions.exists(),
        "name": found.name(current_language()),
        "round": one,
        "tabs": tabs_of(found, "acknowledgements"),
    }
    if one is not None:
        asked = asked_at(one, found, enterprise, today())
        shown = presenter.round_page(asked, enterprise)
        context |= {
            "meetings": asked.meetings,
            "page": Paginator(shown.late, PAGE).get_page(request.GET.get("page")),
            "shown": shown,
            "units": Paginator(shown.units, PAGE).get_page(request.GET.get("units")),
        }
        if selectors.asks_suppliers(one) and viewer.may(Permission.VIEW_CONTRACTS, enterprise):
            context["suppliers"] = selectors.suppliers_reached(enterprise)
    return render(request, "governance/acknowledgements.html", context)


@signed_in
def sign(request: ViewerRequest, key: str) -> HttpResponse:
    """Read and confirm: for whoever is asked, and nobody else. Raises Http404."""
    person = request.viewer.person
    asked = next(iter(asked_of_person(person, today(), key)), None) if person is not None else None
    if asked is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = {"person": person, "key": key, **by_whom(request)}
        if not was_refused(request, lambda: services.sign_document(**act)):
            messages.success(request, _("Thank you. It is confirmed."))
        return redirect("governance:sign", key)
    version = asked.round.document_version
    context = {
        "asked": asked,
        "document": asked.document,
        "form": form,
        "name": asked.document.name(current_language()),
        "signed_on": None if asked.is_open else max(each.signed_on for each in asked.duties if each.signed_on),
        "themes": presenter.themes(version.texts),
        "version": version,
    }
    return render(request, "governance/sign.html", context, status=422 if form.errors else 200)


def _open(request: ViewerRequest, found: GoverningDocument) -> HttpResponse:
    """Ask groups for a version: at the level that set the document."""
    require(request.viewer, Permission.MANAGE_DOCUMENTS, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    if not found.versions.exists():
        messages.info(request, _("Register a version first"))
        return redirect("governance:act", found.key, "versjon")
    begun = {
        "kind": RoundKind.SIGN,
        "groups": found.signed_by or ";employees;",
        "days_at_start": found.days_at_start,
        "days_at_new_version": found.days_at_new_version,
    }
    form = RoundForm(found, request.POST or None, initial=begun)

    def save() -> None:
        fields = dict(form.cleaned_data)
        services.open_round(document_version=fields.pop("document_version"), fields=fields, **by_whom(request))

    words = (_("Ask for confirmation"), _("Ask them"), _("They are asked, and get a letter tomorrow morning."))
    return form_page(request, _page(found, *words), form, save)


def _round_at(request: ViewerRequest, found: GoverningDocument) -> Asked:
    """The open round at the chosen enterprise, for whoever manages documents there. Raises Http404."""
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.MANAGE_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    one = selectors.open_round(found)
    if one is None:
        raise Http404
    return asked_at(one, found, enterprise, today())


def _add(request: ViewerRequest, found: GoverningDocument) -> HttpResponse:
    """Write in those who do not sign in here."""
    _round_at(request, found)
    form = SignersForm(chosen_enterprise(request), request.POST or None)
    words = (_("Write in those who do not sign in here"), _("Write them in"), _("They are written in."))
    page = _page(found, *words)
    return form_page(
        request, page, form, lambda: _nothing(services.add_signers(**form.cleaned_data, **by_whom(request)))
    )


def _note(request: ViewerRequest, found: GoverningDocument) -> HttpResponse:
    """Signatures on paper."""
    asked = _round_at(request, found)
    open_ones = [signer for _duty, signer in asked.of(State.OPEN, State.LATE, State.INVITED) if not signer.person_id]
    form = NotedForm(open_ones, request.POST or None, initial={"signed_on": today()})
    more = {"asked": asked, "noted_by": request.viewer.person, **by_whom(request)}
    words = (_("Note who has confirmed"), _("Save"), _("It is noted."))
    page = _page(found, *words)
    return form_page(request, page, form, lambda: _nothing(services.note_signatures(**form.cleaned_data, **more)))


def _attend(request: ViewerRequest, found: GoverningDocument) -> HttpResponse:
    """Who was at a meeting about it."""
    asked = _round_at(request, found)
    form = AttendanceForm(asked.signers.values(), request.POST or None, initial={"held_on": today()})
    words = (_("Note who was at a meeting"), _("Save"), _("It is noted."))
    page, more = _page(found, *words), {"asked": asked, **by_whom(request)}
    return form_page(request, page, form, lambda: _nothing(services.note_attendance(**form.cleaned_data, **more)))


def _leave(request: ViewerRequest, found: GoverningDocument) -> HttpResponse:
    """Somebody written in has left."""
    asked = _round_at(request, found)
    written = [each for each in asked.signers.values() if not each.gathered]
    form = LeftForm(written, request.POST or None, initial={"left_on": today()})
    words = (_("Note that somebody has left"), _("Save"), _("It is noted."))
    page = _page(found, *words)
    return form_page(
        request, page, form, lambda: _nothing(services.end_signer(**form.cleaned_data, **by_whom(request)))
    )


def _nothing(_made: object) -> None:
    """What a service returned is no address to go to."""


_ACTS = {"spor": _open, "skriv-inn": _add, "noter": _note, "oppmote": _attend, "sluttet": _leave}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """One act on a document's round."""
    found = find_plain(request, key)
    if word not in _ACTS:
        raise Http404
    return _ACTS[word](request, found)


@signed_in
def end(request: ViewerRequest, key: str) -> HttpResponse:
    """Ask nobody any more."""
    found = find_plain(request, key)
    require(request.viewer, Permission.MANAGE_DOCUMENTS, found.unit)
    allow_methods(request, "POST")
    one = selectors.open_round(found)
    if one is None:
        raise Http404
    if not was_refused(request, lambda: services.end_round(one=one, **by_whom(request))):
        messages.success(request, _("Nobody is asked any more. What was confirmed stays."))
    return redirect("governance:acknowledgements", found.key)


def find_plain(request: ViewerRequest, key: str) -> GoverningDocument:
    """A document that the viewer reads, without what hangs on it. Raises Http404."""
    rows = GoverningDocument.objects.readable_by(request.viewer).select_related("unit", "enterprise")
    found: GoverningDocument = find_or_404(rows, key=key)
    return found


_ROUND: Words = gettext_lazy("Confirmations")


def _page(found: GoverningDocument, title: Words, button: Words, saved: Words) -> FormPage:
    """A form's page beneath a document's round."""
    back = reverse("governance:acknowledgements", args=[found.key])
    crumbs = (
        (reverse("governance:documents"), _("Documents")),
        (reverse("governance:document", args=[found.key]), found.name(current_language())),
        (back, _ROUND),
    )
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved)
