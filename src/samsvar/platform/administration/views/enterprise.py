"""What the enterprise says of itself: description, duties, bodies, sites and key figures."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.administration import selectors
from samsvar.platform.administration.forms import (
    BodyForm,
    KeyFigureForm,
    LastDayForm,
    MemberForm,
    PostForm,
    ProfileForm,
    SiteForm,
)
from samsvar.platform.administration.presenters import ACT_GROUNDS, key_figure_words
from samsvar.platform.administration.views.saving import attempt, form_page, may, own_enterprise, setting
from samsvar.platform.forms.versioned import Versioned, begun
from samsvar.platform.organisation import services
from samsvar.platform.organisation.models import (
    Body,
    BodyMember,
    EnterpriseProfile,
    KeyFigure,
    OrgUnit,
    Post,
    Site,
    held_on,
)
from samsvar.platform.organisation.selectors import vacant_duties
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language

VIEW, CHANGE = Permission.VIEW_UNITS, Permission.MANAGE_UNITS


@signed_in
def profile(request: ViewerRequest) -> HttpResponse:
    """The enterprise's description, and whether the Transparency Act applies to it."""
    enterprise = own_enterprise(request, VIEW)
    allow_methods(request, "GET", "HEAD")
    found = EnterpriseProfile.objects.filter(enterprise=enterprise).first()
    ground = ACT_GROUNDS.get(found.act_ground, "") if found else ""
    return _page(request, "profile.html", enterprise, profile=found, ground=ground)


@signed_in
def edit_profile(request: ViewerRequest) -> HttpResponse:
    """Writing it."""
    enterprise = own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    found = EnterpriseProfile.objects.filter(enterprise=enterprise).first()
    initial: dict[str, Any] = {"two_pairs_of_eyes": True}
    if found:
        initial = begun(ProfileForm, found)
        initial["act_applies"] = {True: "yes", False: "no", None: ""}[found.act_applies]
    form = ProfileForm(request.POST or None, initial=initial)

    def save() -> None:
        services.save_profile(enterprise=enterprise, by=request.viewer.actor, at=now(), **_versioned(form))

    page = setting(_("Change the description"), reverse("administration:profile"), _("Save"), saved=_("Saved."))
    return form_page(request, page, form, save)


@signed_in
def posts(request: ViewerRequest) -> HttpResponse:
    """Who holds which duty, and what is vacant."""
    enterprise = own_enterprise(request, VIEW)
    allow_methods(request, "GET", "HEAD")
    rows = Post.objects.filter(enterprise=enterprise).select_related("person").order_by("duty", "-valid_from")
    vacant = [duty.label for duty in vacant_duties(enterprise, today())]
    return _page(request, "posts.html", enterprise, rows=rows, vacant=vacant, today=today())


@signed_in
def add_post(request: ViewerRequest) -> HttpResponse:
    """Giving somebody a duty."""
    enterprise = own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = PostForm(request.POST or None, viewer=request.viewer, initial={"valid_from": today()})

    def save() -> None:
        services.fill_post(enterprise=enterprise, by=request.viewer.actor, at=now(), **form.cleaned_data)

    page = setting(_("Give a duty"), reverse("administration:posts"), _("Give the duty"), saved=_("Saved."))
    return form_page(request, page, form, save)


@signed_in
def end_post(request: ViewerRequest, key: str) -> HttpResponse:
    """A duty's last day."""
    enterprise = own_enterprise(request, VIEW)
    post = find_or_404(Post.objects.filter(enterprise=enterprise).select_related("enterprise", "person"), key=key)
    own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = LastDayForm(request.POST or None, initial={"last_day": today(), "version": post.version})

    def save() -> None:
        services.end_post(post=post, by=request.viewer.actor, at=now(), version=form.version_sent, **form.written)

    lead = f"{post.get_duty_display()}: {post.person.name}"
    page = setting(_("End the duty"), reverse("administration:posts"), _("End the duty"), intro=lead, saved=_("Saved."))
    return form_page(request, page, form, save)


@signed_in
def bodies(request: ViewerRequest) -> HttpResponse:
    """Boards, committees and groups with their members today."""
    enterprise = own_enterprise(request, VIEW)
    allow_methods(request, "GET", "HEAD")
    found = list(Body.objects.filter(enterprise=enterprise).order_by("kind", "name_nb"))
    seats: dict[int, list[BodyMember]] = {}
    for seat in BodyMember.objects.filter(held_on(today()), body__in=found).order_by("valid_from", "pk"):
        seats.setdefault(seat.body_id, []).append(seat)
    return _page(request, "bodies.html", enterprise, rows=[(body, seats.get(body.pk, [])) for body in found])


@signed_in
def add_body(request: ViewerRequest) -> HttpResponse:
    """A new board, committee or group."""
    enterprise = own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = BodyForm(request.POST or None)

    def save() -> None:
        services.create_body(enterprise=enterprise, by=request.viewer.actor, at=now(), **form.written)

    page = setting(_("New board, committee or group"), reverse("administration:bodies"), _("Add"), saved=_("Saved."))
    return form_page(request, page, form, save)


@signed_in
def body(request: ViewerRequest, key: str) -> HttpResponse:
    """One body with its members, now and before. Posting gives a seat."""
    found = _own_body(request, key)
    enterprise = found.enterprise
    if request.method == "POST":
        own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = MemberForm(request.POST or None, viewer=request.viewer, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by = request.viewer.actor
        if attempt(form, lambda: services.add_member(body=found, by=by, at=now(), **given)):
            messages.success(request, _("The member is added."))
            return redirect("administration:body", key)
    members = BodyMember.objects.filter(body=found).order_by("-valid_from", "pk")
    context = {"body": found, "members": members, "form": form, "today": today()}
    return _page(request, "body.html", enterprise, status=422 if form.errors else 200, **context)


@signed_in
def edit_body(request: ViewerRequest, key: str) -> HttpResponse:
    """A body's name and kind."""
    found = _own_body(request, key)
    own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = BodyForm(request.POST or None, initial=begun(BodyForm, found))

    def save() -> None:
        services.edit_body(body=found, by=request.viewer.actor, at=now(), **_versioned(form))

    page = setting(_("Change the body"), reverse("administration:bodies"), _("Save"), saved=_("Saved."))
    return form_page(request, page, form, save)


@signed_in
def end_member(request: ViewerRequest, key: str) -> HttpResponse:
    """A seat's last day."""
    enterprise = own_enterprise(request, VIEW)
    seats = BodyMember.objects.filter(body__enterprise=enterprise).select_related("body__enterprise")
    seat = find_or_404(seats, key=key)
    own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = LastDayForm(request.POST or None, initial={"last_day": today(), "version": seat.version})

    def save() -> None:
        services.end_member(member=seat, by=request.viewer.actor, at=now(), version=form.version_sent, **form.written)

    lead = f"{seat.name}, {seat.body.name(current_language())}"
    page = setting(
        _("End the seat"), reverse("administration:bodies"), _("End the seat"), intro=lead, saved=_("Saved.")
    )
    return form_page(request, page, form, save)


@signed_in
def sites(request: ViewerRequest) -> HttpResponse:
    """Where the enterprise works."""
    enterprise = own_enterprise(request, VIEW)
    allow_methods(request, "GET", "HEAD")
    rows = Site.objects.filter(enterprise=enterprise).select_related("unit").order_by("kind", "name")
    return _page(request, "sites.html", enterprise, rows=rows)


@signed_in
def site(request: ViewerRequest, key: str = "") -> HttpResponse:
    """A new site, or one that is changed."""
    enterprise = own_enterprise(request, VIEW)
    found = find_or_404(Site.objects.filter(enterprise=enterprise).select_related("unit"), key=key) if key else None
    own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    units = selectors.units_seen(request.viewer).filter(enterprise=enterprise)
    initial: dict[str, Any] = {"unit": _line(enterprise), "country": "NOR"}
    if found:
        initial = begun(SiteForm, found) | {"unit": _line(found.unit)}
    form = SiteForm(request.POST or None, units=units, initial=initial)

    def save() -> None:
        services.save_site(enterprise=enterprise, site=found, by=request.viewer.actor, at=now(), **_versioned(form))

    options = units.alive(today()).order_by("path")[: selectors.OPTIONS_AT_MOST]
    title = _("Change the site") if found else _("New site")
    page = setting(
        title, reverse("administration:sites"), _("Save the site"), saved=_("Saved."), more={"options": options}
    )
    return form_page(request, page, form, save)


@signed_in
def key_figures(request: ViewerRequest) -> HttpResponse:
    """Yearly figures with date and source."""
    enterprise = own_enterprise(request, VIEW)
    allow_methods(request, "GET", "HEAD")
    found = KeyFigure.objects.filter(enterprise=enterprise).order_by("-year", "kind")
    rows = [(row, key_figure_words(row, request.viewer.language)) for row in found]
    return _page(request, "key_figures.html", enterprise, rows=rows)


@signed_in
def set_key_figure(request: ViewerRequest) -> HttpResponse:
    """A new figure, or another value for a year's figure."""
    enterprise = own_enterprise(request, CHANGE)
    allow_methods(request, "GET", "HEAD", "POST")
    form = KeyFigureForm(request.POST or None, initial={"year": today().year - 1})

    def save() -> None:
        given = {**form.cleaned_data, "value": form.stored_value()}
        services.set_key_figure(enterprise=enterprise, by=request.viewer.actor, at=now(), **given)

    page = setting(_("Key figure"), reverse("administration:key_figures"), _("Save the figure"), saved=_("Saved."))
    return form_page(request, page, form, save)


def _own_body(request: ViewerRequest, key: str) -> Body:
    enterprise = own_enterprise(request, VIEW)
    found: Body = find_or_404(Body.objects.filter(enterprise=enterprise).select_related("enterprise"), key=key)
    return found


def _page(
    request: ViewerRequest, template: str, enterprise: OrgUnit, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"enterprise": enterprise, "may_change": may(request, CHANGE, enterprise)}
    return render(request, f"administration/{template}", context, status=status)


def _versioned(form: Versioned) -> dict[str, Any]:
    return {"fields": form.written, "version": form.version_sent}


def _line(unit: OrgUnit) -> str:
    return f"{unit.name_nb} ({unit.number})"
