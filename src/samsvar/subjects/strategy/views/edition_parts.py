"""Forms about what hangs on an edition: one page for each kind of part, and one for a new action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now
from samsvar.subjects.strategy import choices, models
from samsvar.subjects.strategy.forms import strategies as forms
from samsvar.subjects.strategy.models import Edition
from samsvar.subjects.strategy.services import strategies as services
from samsvar.subjects.strategy.views.finding import found_edition
from samsvar.subjects.strategy.views.saving import form_page, was_refused
from samsvar.subjects.strategy.views.strategies import SITUATION, WANTED, edition_address, edition_page

Rows = Callable[[Edition], Any]


@dataclass(frozen=True)
class Part:
    """A kind of part: its table, its form, what its pages are called, and the rows its choices are made among."""

    model: type[Any]
    form: type[forms.EditionPart]
    new: str | Promise
    change: str | Promise
    given: Mapping[str, Rows]
    shown_in: str = WANTED


PARTS: Mapping[str, Part] = {
    "punkt": Part(
        models.Point, forms.PointForm, gettext_lazy("New point"), gettext_lazy("Change the point"),
        {"goal": choices.goals, "facts": lambda edition: edition.facts.order_by("pk"), "actions": choices.held_actions,
         "site": choices.sites, "area": choices.areas}, SITUATION,
    ),
    "fakta": Part(
        models.OutsideFact, forms.FactForm, gettext_lazy("New fact"), gettext_lazy("Change the fact"),
        {"indicator": choices.indicators}, SITUATION,
    ),
    "enhet": Part(
        models.PrioritisedUnit, forms.PrioritisedUnitForm, gettext_lazy("Prioritise a unit"),
        gettext_lazy("Change the prioritised unit"), {"unit": choices.units, "actions": choices.held_actions},
    ),
    "indikator": Part(
        models.EditionIndicator, forms.IndicatorForm, gettext_lazy("Take in an indicator"),
        gettext_lazy("Change the indicator in the strategy"), {"indicator": choices.indicators},
    ),
    "tiltak": Part(
        models.EditionAction, forms.ActionTieForm, gettext_lazy("Take in an action that stands"),
        gettext_lazy("Change what the action is to move"),
        {"action": choices.open_actions, "indicators": choices.held_indicators},
    ),
}  # fmt: skip


@signed_in
def part(request: ViewerRequest, key: str, year: int, word: str, part_key: str = "") -> HttpResponse:
    """Add or change something of an edition."""
    viewer = request.viewer
    edition = found_edition(viewer, key, year)
    kind, row = _found(edition, word, part_key)
    require(viewer, Permission.MANAGE_STRATEGY, edition.strategy.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    given = {name: rows(edition) for name, rows in kind.given.items()}
    if row.pk and word == "tiltak":
        given["action"] = choices.the_action(row)
    suggested = _suggested(request, edition)
    initial = begun(kind.form, row) or suggested
    form = kind.form(request.POST or None, initial=initial, edition=edition, given=given)

    def save() -> None:
        version = form.version_sent if row.pk else None
        services.save_part(row=row, fields=form.written, version=version, by=viewer.actor, at=now())

    page = edition_page(edition, str(kind.change if row.pk else kind.new), _("Saved."), part=kind.shown_in)
    if row.pk:
        remove = reverse("strategy:part_remove", args=[key, year, word, part_key])
        page = replace(page, remove=remove, more={"row": row})
    return form_page(request, page, form, save)


@signed_in
def part_remove(request: ViewerRequest, key: str, year: int, word: str, part_key: str) -> HttpResponse:
    """Remove something of an edition."""
    viewer = request.viewer
    edition = found_edition(viewer, key, year)
    kind, row = _found(edition, word, part_key)
    require(viewer, Permission.MANAGE_STRATEGY, edition.strategy.unit)
    allow_methods(request, "POST")
    version = version_in(request)

    def act() -> None:
        services.remove_part(row=row, version=version, by=viewer.actor, at=now())

    if not was_refused(request, act):
        messages.success(request, _("It is removed."))
    return redirect(edition_address(edition, kind.shown_in))


@signed_in
def action_new(request: ViewerRequest, key: str, year: int) -> HttpResponse:
    """Plan an action of the edition."""
    viewer = request.viewer
    edition = found_edition(viewer, key, year)
    require(viewer, Permission.MANAGE_STRATEGY, edition.strategy.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"points": [request.GET.get("punkt", "")[:16]]}
    indicators = choices.held_indicators(edition)
    form = forms.NewActionForm(request.POST or None, initial=initial, edition=edition, indicators=indicators)

    def save() -> None:
        fields = form.written
        points, moved = list(fields.pop("points")), list(fields.pop("indicators"))
        if fields["due_on"]:
            fields["due_reason"] = _("Set in the strategy %(name)s") % {"name": str(edition)}
        services.plan_action(edition=edition, fields=fields, indicators=moved, points=points, by=viewer.actor, at=now())

    intro = _("It stands in the register of actions too, with where it comes from.")
    page = edition_page(edition, _("New action"), _("The action is planned."), intro, _("Plan the action"))
    return form_page(request, page, form, save)


def _suggested(request: ViewerRequest, edition: Edition) -> dict[str, Any]:
    """What a new part begins with: the quadrant asked for, or what was found of an area that was mapped."""
    begun = {"quadrant": request.GET.get("quadrant", "")[:11], "number": edition.indicator_ties.count() + 1}
    asked = request.GET.get("area", "")[:16]
    area = choices.areas(edition).filter(key=asked).first() if asked else None
    if area is None:
        return begun
    strong = area.standing == models.Standing.STRENGTH
    quadrant = models.Quadrant.STRENGTH if strong else models.Quadrant.OPPORTUNITY
    text = f"{area.name}: {area.about}" if area.about else area.name
    return {**begun, "area": area.key, "text": text, "quadrant": quadrant}


@signed_in
def point(request: ViewerRequest, key: str) -> HttpResponse:
    """Leads to the edition that holds the point: where an action that answers it says it comes from."""
    rows = models.Point.objects.filter(edition__in=Edition.objects.readable_by(request.viewer))
    found = find_or_404(rows.select_related("edition__strategy"), key=key)
    allow_methods(request, "GET", "HEAD")
    return redirect(edition_address(found.edition, SITUATION) + "#swot")


def _found(edition: Edition, word: str, part_key: str) -> tuple[Part, Any]:
    kind = PARTS.get(word)
    if kind is None:
        raise Http404
    if not part_key:
        return kind, kind.model(edition=edition)
    row = find_or_404(kind.model._default_manager.filter(edition=edition), key=part_key)
    row.edition = edition
    return kind, row
