"""The tree of units, one unit, and its changes."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.administration import selectors
from samsvar.platform.administration.forms import EndForm, MoveForm, UnitForm
from samsvar.platform.administration.views.saving import attempt, may
from samsvar.platform.audit.presenters import sentence_of
from samsvar.platform.audit.selectors import events_of
from samsvar.platform.organisation import services
from samsvar.platform.organisation.models import OrgUnit, UnitKind, UnitPlacement
from samsvar.platform.organisation.selectors import way_to
from samsvar.platform.ui.clock import now, today

HISTORY_SHOWN = 20


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
    found = find_or_404(selectors.units_seen(viewer).select_related("parent", "merged_into"), key=key)
    allow_methods(request, "GET", "HEAD")
    seen = {above.pk for above in selectors.units_seen(viewer).filter(key__in=found.path.split("."))}
    events = events_of(OrgUnit._meta.db_table, found.key)[:HISTORY_SHOWN] if _reads_trail(request, found) else []
    context = {
        "unit": found,
        "kind": UnitKind(found.kind).label,
        "way": [above for above in way_to(found) if above.pk in seen],
        "parts": selectors.part_lines(viewer, found, on=today(), ended=False, depth=0),
        "placements": UnitPlacement.objects.filter(unit=found).select_related("parent").order_by("-valid_from"),
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
    conflict = None
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        by = request.viewer.actor
        made, conflict = attempt(form, lambda: services.create_unit(parent=parent, by=by, at=now(), **fields))
        if made:
            messages.success(request, _("The unit is added."))
            return redirect("administration:unit", made.key)
    context = {"form": form, "unit": parent, "conflict": conflict, "title": _("New unit"), "button": _("Add the unit")}
    return render(request, "administration/unit_form.html", context, status=_status(form))


@signed_in
def edit_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """Names, numbers and life of a unit."""
    found = _changeable(request, key)
    columns = ("name_nb", "name_nn", "number", "kind", "orgnr", "valid_from", "valid_to", "version")
    initial = {column: getattr(found, column) for column in columns}
    form = UnitForm(request.POST or None, enterprises=found.is_enterprise, initial=initial)
    conflict = None
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        version = fields.pop("version")
        by = request.viewer.actor
        saved, conflict = attempt(
            form, lambda: services.edit_unit(unit=found, fields=fields, by=by, at=now(), version=version)
        )
        if saved:
            messages.success(request, _("The unit is saved."))
            return redirect("administration:unit", key)
    context = {"form": form, "unit": found, "conflict": conflict, "title": _("Change the unit"), "button": _("Save")}
    return render(request, "administration/unit_form.html", context, status=_status(form))


@signed_in
def move_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """A unit and all beneath it to another place, from a day."""
    found = _changeable(request, key)
    viewer = request.viewer
    targets = selectors.units_seen(viewer, Permission.MANAGE_UNITS)
    form = MoveForm(request.POST or None, units=targets, initial={"on": today(), "version": found.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved, _conflict = attempt(
            form,
            lambda: services.move_unit(
                unit=found, parent=given["parent"], on=given["on"], by=viewer.actor, at=now(), version=given["version"]
            ),
        )
        if saved:
            messages.success(request, _("The unit is moved. Earlier days keep the old structure."))
            return redirect("administration:unit", key)
    options = selectors.unit_options(viewer, Permission.MANAGE_UNITS, today())
    context = {"form": form, "unit": found, "options": options, "title": _("Move the unit"), "button": _("Move")}
    return render(request, "administration/unit_form.html", context, status=_status(form))


@signed_in
def end_unit(request: ViewerRequest, key: str) -> HttpResponse:
    """A unit's last day, alone or merged into another."""
    found = _changeable(request, key)
    viewer = request.viewer
    targets = selectors.units_seen(viewer, Permission.MANAGE_UNITS)
    form = EndForm(request.POST or None, units=targets, initial={"last_day": today(), "version": found.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        common = {"unit": found, "by": viewer.actor, "at": now(), "version": given["version"]}
        after = given["last_day"] + timedelta(days=1)
        if given["into"]:
            act = lambda: services.merge_unit(into=given["into"], on=after, **common)  # noqa: E731
        else:
            act = lambda: services.end_unit(last_day=given["last_day"], **common)  # noqa: E731
        saved, _conflict = attempt(form, act)
        if saved:
            messages.success(request, _("The unit has its last day. It stays in what was before."))
            return redirect("administration:unit", key)
    options = selectors.unit_options(viewer, Permission.MANAGE_UNITS, today())
    context = {"form": form, "unit": found, "options": options, "title": _("End the unit"), "button": _("End the unit")}
    return render(request, "administration/unit_form.html", context, status=_status(form))


def _changeable(request: ViewerRequest, key: str) -> OrgUnit:
    viewer = request.viewer
    found: OrgUnit = find_or_404(selectors.units_seen(viewer).select_related("parent", "enterprise"), key=key)
    require(viewer, Permission.MANAGE_UNITS, found)
    allow_methods(request, "GET", "HEAD", "POST")
    return found


def _reads_trail(request: ViewerRequest, found: OrgUnit) -> bool:
    return may(request, Permission.VIEW_TRAIL, found)


def _status(form: UnitForm | MoveForm | EndForm) -> int:
    return 400 if form.is_bound and form.errors else 200
