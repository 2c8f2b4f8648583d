"""People, their roles, and what the roles mean."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access import services
from samsvar.platform.access.factors import require_fresh
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.administration import presenters, selectors
from samsvar.platform.administration.forms import LastDayForm, NewPersonForm, PersonForm, RoleForm
from samsvar.platform.administration.views.saving import attempt, form_page, setting
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.links.services import make_sign_in_link
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services import edit_person, set_active, take_in_person
from samsvar.platform.ui.clock import now, today

PEOPLE_ON_A_PAGE = 50


@signed_in
def people(request: ViewerRequest) -> HttpResponse:
    """People with their roles today."""
    viewer = request.viewer
    _require_anywhere(request, Permission.VIEW_PEOPLE)
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("q", "").strip()[:100]
    closed = request.GET.get("closed") == "1"
    found = selectors.people_seen(viewer).filter(is_active=not closed).order_by("name", "pk")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(email__icontains=asked))
    page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    roles = selectors.roles_seen(viewer, page.object_list)
    rows = [(person, [_shown(row) for row in roles.get(person.pk, []) if _holds(row)]) for person in page.object_list]
    context = {"rows": rows, "page": page, "asked": asked, "closed": closed}
    context["may_add"] = viewer.may_anywhere(Permission.MANAGE_PEOPLE)
    return render(request, "administration/people.html", context)


@signed_in
def person(request: ViewerRequest, key: str) -> HttpResponse:
    """One person: roles held, before and to come. Posting gives a role."""
    viewer = request.viewer
    found = find_or_404(selectors.people_seen(viewer), key=key)
    may_give = viewer.may_anywhere(Permission.MANAGE_PEOPLE) and found != viewer.person
    if request.method == "POST" and not may_give:
        _forbid(request)
    allow_methods(request, "GET", "HEAD", "POST")
    form = RoleForm(request.POST or None, viewer=viewer, initial={"valid_from": today()}) if may_give else None
    if request.method == "POST" and form is not None:
        require_fresh(request)
        if form.is_valid():
            given = form.cleaned_data
            if attempt(form, lambda: services.give_role(person=found, giver=viewer, at=now(), **given)):
                messages.success(request, _("The role is given."))
                return redirect("administration:person", key)
    roles = selectors.roles_seen(viewer, [found]).get(found.pk, [])
    context = {
        "person": found,
        "roles": [_shown(row, viewer) for row in roles],
        "form": form,
        "options": form.options() if form else [],
        "may_change": _keeps(request, found),
        "today": today(),
    }
    return render(request, "administration/person.html", context, status=422 if form and form.errors else 200)


@signed_in
def add_person(request: ViewerRequest) -> HttpResponse:
    """Somebody new, with a first role and a link for the first sign-in, which is shown once."""
    viewer = request.viewer
    _require_anywhere(request, Permission.MANAGE_PEOPLE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = NewPersonForm(request.POST or None, viewer=viewer, initial={"valid_from": today(), "language": "nb"})
    if request.method == "POST":
        require_fresh(request)
        if form.is_valid():
            made = attempt(form, lambda: _take_in(request, form.cleaned_data))
            if made:
                return _show_link(request, *made)
    page = setting(_("Add a person"), reverse("administration:people"), _("Add the person"))
    context = {"form": form, "options": form.options(), "page": page}
    return render(request, "administration/form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _take_in(request: ViewerRequest, given: dict[str, Any]) -> tuple[Person, str]:
    """The same steps and the same answer whether or not another enterprise has the person already."""
    viewer = request.viewer
    home = given["unit"].enterprise
    found, _new = take_in_person(
        email=given["email"],
        name=given["name"],
        title=given["title"],
        language=given["language"],
        enterprise=home,
        by=viewer.actor,
        at=now(),
    )
    span = {"valid_from": given["valid_from"], "valid_to": given["valid_to"]}
    services.give_role(person=found, unit=given["unit"], role=given["role"], giver=viewer, at=now(), **span)
    return found, make_sign_in_link(person=found, by=viewer.actor, at=now(), enterprise=home)


def _show_link(request: ViewerRequest, found: Person, secret: str) -> HttpResponse:
    """The link, once: it is kept nowhere."""
    address = request.build_absolute_uri(reverse("links:receive", args=[secret]))
    return render(request, "administration/link.html", {"person": found, "address": address})


@signed_in
def edit_person_view(request: ViewerRequest, key: str) -> HttpResponse:
    """Name, title and language of somebody who belongs here."""
    found = _kept(request, key)
    initial = {"name": found.name, "title": found.title, "language": found.language}
    form = PersonForm(request.POST or None, initial=initial)

    def save() -> None:
        edit_person(person=found, fields=form.cleaned_data, by=request.viewer.actor, at=now())

    page = _page(found, _("Change the person"), _("Save"), saved=_("The person is saved."))
    return form_page(request, page, form, save)


@signed_in
def close_person(request: ViewerRequest, key: str) -> HttpResponse:
    """Shuts somebody out at once, or opens the account again."""
    found = _kept(request, key)
    viewer = request.viewer
    if request.method == "POST":
        require_fresh(request)
        if found.is_active:
            services.deactivate_person(person=found, by=viewer.actor, at=now())
            messages.success(request, _("The account is closed. Sessions and tokens have ended."))
        else:
            set_active(person=found, active=True, by=viewer.actor, at=now())
            messages.success(request, _("The account is open. Make a new link for the first sign-in."))
        return redirect("administration:person", key)
    return render(request, "administration/close_person.html", {"person": found})


@signed_in
def new_link(request: ViewerRequest, key: str) -> HttpResponse:
    """A new link for the first sign-in, shown once. It opens nothing for somebody who has a way in already."""
    found = _kept(request, key)
    if request.method == "POST":
        require_fresh(request)
        viewer = request.viewer
        return _show_link(request, found, make_sign_in_link(person=found, by=viewer.actor, at=now()))
    return render(request, "administration/new_link.html", {"person": found})


@signed_in
def end_role(request: ViewerRequest, key: str) -> HttpResponse:
    """A role's last day."""
    viewer = request.viewer
    seen = visible(viewer, Permission.VIEW_PEOPLE, enterprise="unit__enterprise_id", path="unit__path")
    held = find_or_404(RoleAssignment.objects.filter(seen).select_related("unit", "person"), key=key)
    require(viewer, Permission.MANAGE_PEOPLE, held.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = LastDayForm(request.POST or None, initial={"last_day": today()})
    if request.method == "POST":
        require_fresh(request)

    def save() -> None:
        services.end_role(held=held, last_day=form.cleaned_data["last_day"], giver=viewer, at=now())

    which = f"{held.rights_name}, {held.unit.name(viewer.language)}"
    page = _page(held.person, _("End the role"), _("End the role"), intro=which, saved=_("The role has its last day."))
    return form_page(request, page, form, save)


def _page(found: Person, title: str, button: str, **more: Any) -> FormPage:
    back = reverse("administration:person", args=[found.key])
    return setting(title, back, button, crumbs=((back, found.name),), **more)


@signed_in
def roles(request: ViewerRequest) -> HttpResponse:
    """Every role in words."""
    _require_anywhere(request, Permission.VIEW_PEOPLE)
    allow_methods(request, "GET", "HEAD")
    return render(request, "administration/roles.html", {"roles": presenters.roles_in_words()})


def _holds(row: RoleAssignment) -> bool:
    return row.valid_from <= today() and (row.valid_to is None or row.valid_to >= today())


def _shown(row: RoleAssignment, viewer: Viewer | None = None) -> presenters.HeldRole:
    return presenters.held_role(row, today(), may_end=_may_end(row, viewer))


def _may_end(row: RoleAssignment, viewer: Viewer | None) -> bool:
    """Whether the button is drawn; somebody else must end one's own role."""
    own = viewer is not None and viewer.person is not None and viewer.person.pk == row.person_id
    return viewer is not None and not own and viewer.may(Permission.MANAGE_PEOPLE, row.unit)


def _require_anywhere(request: ViewerRequest, permission: Permission) -> None:
    if not request.viewer.may_anywhere(permission):
        _forbid(request)


def _forbid(request: ViewerRequest) -> None:
    """403 for somebody with a role here, 404 for somebody without any."""
    viewer = request.viewer
    if not viewer.grants:
        raise Http404
    raise PermissionDenied


def _keeps(request: ViewerRequest, found: Person) -> bool:
    viewer = request.viewer
    if viewer.person == found or found.enterprise is None:
        return False
    return bool(selectors.people_seen(viewer, Permission.MANAGE_PEOPLE).filter(pk=found.pk).exists()) and (
        viewer.may(Permission.MANAGE_PEOPLE, found.enterprise)
    )


def _kept(request: ViewerRequest, key: str) -> Person:
    viewer = request.viewer
    found: Person = find_or_404(selectors.people_seen(viewer).select_related("enterprise"), key=key)
    if not _keeps(request, found):
        _forbid(request)
    allow_methods(request, "GET", "HEAD", "POST")
    return found
