"""The wheel of a year, the shipped activities taken in, and the region's trusts side by side."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.platform.ui.clock import now, today
from samsvar.registers.wheel import selectors
from samsvar.registers.wheel.forms import AdoptForm, YearForm
from samsvar.registers.wheel.models import ActivityPhase
from samsvar.registers.wheel.presenters import region, wheel
from samsvar.registers.wheel.presenters.words import body_words
from samsvar.registers.wheel.services.activities import adopt_shipped
from samsvar.registers.wheel.views.saving import form_page
from samsvar.registers.wheel.views.seeing import require_sight

LIST = "liste"


@signed_in
def year(request: ViewerRequest) -> HttpResponse:
    """The year as one picture, and the same in words: late, under way, to come, done."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = asked_of(request)
    chosen, phase = asked["year"] or today().year, asked["phase"]
    names = body_words(selectors.bodies_of(enterprise))
    every = wheel.lines_of(selectors.occurrences_of(enterprise, chosen), enterprise, names, today())
    lines = [line for line in every if not phase or line.row.activity.phase == phase]
    beneath = selectors.beneath(viewer, enterprise, chosen, today())
    set_above = selectors.set_above(enterprise)
    context = {
        "above": set_above.by_others(enterprise),
        "as_list": asked["view"] == LIST,
        "can_manage": viewer.may(Permission.MANAGE_WHEEL, enterprise),
        "enterprise": enterprise,
        "finding": wheel.finding(every, chosen),
        "groups": wheel.groups_of(lines),
        "is_region": enterprise.kind == UnitKind.RHF,
        "lines": lines,
        "every": every,
        "phase": phase,
        "phases": _phases(every, phase),
        "set_above": set_above,
        "trusts": region.trust_rows(beneath, set_above.activities, chosen, today()),
        "year": chosen,
        "years": _years(chosen),
        **_pictures(lines, chosen),
    }
    return render(request, "wheel/year.html", context)


def _pictures(lines: list[wheel.Line], chosen: int) -> dict[str, Any]:
    """Both drawings; the narrow one for phones."""
    if not any(line.row.due_on for line in lines):
        return {"picture": "", "narrow": "", "left_out": 0}
    wide = wheel.picture_of(lines, chosen, today())
    narrow = wheel.picture_of(lines, chosen, today(), narrow=True)
    return {"picture": wheel.markup(wide), "narrow": wheel.markup(narrow), "left_out": len(wide.left_out)}


def _phases(lines: list[wheel.Line], here: str) -> list[tuple[str, str, int, bool]]:
    """The phases as tabs, all of them first: code, name, how many, and which is shown."""
    found = [("", _("All phases"), len(lines), not here)]
    for phase in ActivityPhase:
        count = sum(1 for line in lines if line.row.activity.phase == phase)
        found.append((phase.value, str(phase.label).capitalize(), count, here == phase))
    return found


def _years(chosen: int) -> list[tuple[int, bool]]:
    this = today().year
    return [(each, each == chosen) for each in sorted({this - 1, this, this + 1, chosen})]


def asked_of(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for. Raises BadRequest."""
    form = YearForm(request.GET)
    if not form.is_valid():
        raise BadRequest(", ".join(form.errors))
    return form.cleaned_data


@signed_in
def adopt(request: ViewerRequest) -> HttpResponse:
    """Take the shipped activities into the wheel, from a day on."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_WHEEL, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = AdoptForm(request.POST or None, initial={"counts_from": today()})

    def save() -> None:
        adopt_shipped(enterprise=enterprise, by=viewer.actor, at=now(), **form.cleaned_data)

    page = FormPage(
        title=_("Take in the shipped activities"),
        button=_("Take them in"),
        back=reverse("wheel:year"),
        crumbs=((reverse("wheel:year"), _("Annual wheel")),),
        saved=_("The activities are in the wheel, each with its usual day. Set your own days where they differ."),
        intro=_("Each comes with its usual day. You change the days afterwards."),
    )
    return form_page(request, page, form, save)


@signed_in
def side_by_side(request: ViewerRequest) -> HttpResponse:
    """Every trust's days of every activity of the region."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    chosen = asked_of(request)["year"] or today().year
    found = _beneath(request, enterprise, chosen)
    return render(
        request, "wheel/side_by_side.html", {**found, "enterprise": enterprise, "year": chosen, "years": _years(chosen)}
    )


def _beneath(request: ViewerRequest, enterprise: OrgUnit, chosen: int) -> dict[str, Any]:
    beneath = selectors.beneath(request.viewer, enterprise, chosen, today())
    activities = selectors.set_above(enterprise).activities
    rows = region.side_rows(beneath, activities, chosen, today())
    missing = sum(1 for row in rows for cell in row.cells if cell.is_missing)
    return {"trusts": beneath.enterprises, "rows": rows, "missing": missing}
