"""The tree of units, one unit, and its changes."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, ask_or_404, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import ask
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.administration import selectors
from samsvar.platform.administration.forms import EndForm, MoveForm, UnitForm
from samsvar.platform.administration.views.saving import form_page, may, setting
from samsvar.platform.audit.presenters import sentence_of
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation import services
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.platform.organisation.selectors import way_to
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language


@signed_in
def units(request: ViewerRequest) -> HttpResponse:
    """The tree, or what a search found. `open` names a unit whose branch is shown; `ended` adds the ended."""
    allow_methods(request, "GET", "HEAD")
    viewer = request.viewer
    asked = request.GET.get("q", "").strip()[:100]
    ended = request.GET.get("ended") == "1"
    opened = selectors.units_seen(viewer).filter(key=request.GET.get("open", "")[:16]).first()
    context = {"asked": asked, "ended": ended, "opened": opened, "today": today()}
    if asked:
        context["found"] = selectors.search_units(viewer, asked, on=today(), ended=ended)
    else:
        context["lines"] = selectors.tree_lines(viewer, on=today(), opened=opened, ended=ended)
    context["may_import"] = viewer.may_anywhere(Permission.MANAGE_UNITS)
    return render(request, "administration/units.html", context)


@signed_in
def parts(request: ViewerRequest, key: str) -> HttpResponse:
    """The units right under one, for opening a branch in place."""
    viewer = request.viewer
    unit = find_or_404(selectors.units_seen(viewer), key=key)
    allow_methods(request, "GET", "HEAD")
    ended = request.GET.get("ended") == "1"
    depth = min(int(request.GET.get("depth", "0")[:2]) if request.GET.get("depth", "0").isdigit() else 0, 12) + 1
    lines = selectors.part_lines(viewer, unit, on=today(), ended=ended, depth=depth)
    return render(request, "administration/tree_lines.html", {"lines": lines, "ended": ended, "today": today()})


@signed_in
def unit(request: ViewerRequest, key: str) -> HttpResponse:
    """One unit: where it stands, what is beneath it, where it stood before, what was done."""
    viewer = request.viewer
    found: OrgUnit = ask_or_404(("unit's page", viewer.sight), partial(selectors.unit_keyed, viewer), key=key)
    allow_methods(request, "GET", "HEAD")
    seen = {above.pk for above in selectors.units_seen(viewer).filter(key__in=found.path.split("."))}
    events = ask("unit's events", selectors.unit_events, key=found.key) if _reads_trail(request, found) else []
    context = {
        "unit": found,
        "kind": UnitKind(found.kind).label,
        "way": [above for above in way_to(found) if above.pk in seen],
        "parts": selectors.part_lines(viewer, found, on=today(), ended=False, depth=0),
        "placements": ask("unit's placements", selectors.placements, unit=found.pk),
        "events": [(event, sentence_of(event)) for event in events],
        "may_change": may(request, Permission.MANAGE_UNITS, found),
        "may_give": may(request, Permission.MANAGE_PEOPLE, found),
        "today": today(),
    }
    return render(request, "administration/unit.html", context)


@signed_in
def add_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """A new unit under another."""
    parent = _changeable(request, key)
    form = UnitForm(request.POST or None, enterprises=False, initial={"kind": "department"})

    def save() -> str:
        made = services.create_unit(parent=parent, by=request.viewer.actor, at=now(), **form.written)
        return reverse("administration:unit", args=[made.key])

    return form_page(request, _page(parent, _("New unit"), _("Add the unit"), _("The unit is added.")), form, save)


@signed_in
def edit_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """Names, numbers and life of a unit."""
    found = _changeable(request, key)
    form = UnitForm(request.POST or None, enterprises=found.is_enterprise, initial=begun(UnitForm, found))

    def save() -> None:
        fields, version = form.written, form.version_sent
        services.edit_unit(unit=found, fields=fields, by=request.viewer.actor, at=now(), version=version)

    return form_page(request, _page(found, _("Change the unit"), _("Save"), _("The unit is saved.")), form, save)


@signed_in
def move_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """A unit and all beneath it to another place, from a day."""
    found, viewer = _changeable(request, key), request.viewer
    targets = selectors.units_seen(viewer, Permission.MANAGE_UNITS)
    form = MoveForm(request.POST or None, units=targets, initial={"on": today(), "version": found.version})

    def save() -> None:
        services.move_unit(unit=found, by=viewer.actor, at=now(), version=form.version_sent, **form.written)

    said = _("The unit is moved. Earlier days keep the old structure.")
    options = selectors.unit_options(viewer, Permission.MANAGE_UNITS, today())
    return form_page(request, _page(found, _("Move the unit"), _("Move"), said, options), form, save)


@signed_in
def end_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """A unit's last day, alone or merged into another."""
    found, viewer = _changeable(request, key), request.viewer
    targets = selectors.units_seen(viewer, Permission.MANAGE_UNITS)
    form = EndForm(request.POST or None, units=targets, initial={"last_day": today(), "version": found.version})

    def save() -> None:
        last_day, into = form.cleaned_data["last_day"], form.cleaned_data["into"]
        by, at, version = viewer.actor, now(), form.version_sent
        if into:
            after = last_day + timedelta(days=1)
            services.merge_unit(unit=found, into=into, on=after, by=by, at=at, version=version)
        else:
            services.end_unit(unit=found, last_day=last_day, by=by, at=at, version=version)

    said = _("The unit has its last day. It stays in what was before.")
    options = selectors.unit_options(viewer, Permission.MANAGE_UNITS, today())
    return form_page(request, _page(found, _("End the unit"), _("End the unit"), said, options), form, save)


def _page(found: OrgUnit, title: str, button: str, saved: str, options: Iterable[OrgUnit] = ()) -> FormPage:
    back = reverse("administration:unit", args=[found.key])
    crumbs = ((back, found.name(current_language())),)
    return setting(title, back, button, crumbs=crumbs, saved=saved, more={"options": options})


def _changeable(request: ViewerRequest, key: str) -> OrgUnit:
    viewer = request.viewer
    found: OrgUnit = find_or_404(selectors.units_seen(viewer).select_related("parent", "enterprise"), key=key)
    require(viewer, Permission.MANAGE_UNITS, found)
    allow_methods(request, "GET", "HEAD", "POST")
    return found


def _reads_trail(request: ViewerRequest, found: OrgUnit) -> bool:
    return may(request, Permission.VIEW_TRAIL, found)
