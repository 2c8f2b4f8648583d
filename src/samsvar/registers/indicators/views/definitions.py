"""Goals, indicators and targets are set up in forms; a set that ships is taken in by one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.codes import WordKind
from samsvar.registers.indicators.forms.definitions import IndicatorForm, begun_with
from samsvar.registers.indicators.forms.goals import GoalForm, TargetForm
from samsvar.registers.indicators.forms.words import WordsForm
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.standing import page_of
from samsvar.registers.indicators.selectors.definitions import goals_for, targets_for
from samsvar.registers.indicators.selectors.pages import goals_offered, people_offered
from samsvar.registers.indicators.selectors.words import words_for
from samsvar.registers.indicators.services.definitions import (
    adopt_shipped,
    create_goal,
    create_indicator,
    edit_goal,
    edit_indicator,
    remarks_on_targets,
    set_targets,
    tie_goals,
)
from samsvar.registers.indicators.services.words import set_words
from samsvar.registers.indicators.views.lists import found_goal
from samsvar.registers.indicators.views.places import indicator_of, place_of
from samsvar.registers.indicators.views.saving import form_page

_MANAGE = Permission.MANAGE_INDICATORS
_BY_FORMULA = "indicators/indicator_form.html"


def _list_of(unit: OrgUnit) -> str:
    return f"{reverse('indicators:indicators')}?unit={unit.key}&view=all"


def _crumbs(unit: OrgUnit) -> tuple[tuple[str, str], ...]:
    return ((_list_of(unit), _("Goals and indicators")),)


@signed_in
def goal_new(request: ViewerRequest) -> HttpResponse:
    """Set a goal for the chosen unit."""
    viewer: Viewer = request.viewer
    unit = place_of(request, _MANAGE).unit
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"dimension": request.GET.get("dimension", "")[:40]}
    form = GoalForm(request.POST or None, initial=initial, **_choices(unit))
    page = FormPage(_("New goal"), _list_of(unit), _crumbs(unit), saved=_("The goal is set."))

    def save() -> str:
        made = create_goal(unit=unit, by=viewer.actor, at=now(), **form.written)
        return f"{reverse('indicators:goal', args=[made.key])}?unit={unit.key}"

    return form_page(request, page, form, save)


@signed_in
def goal_edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a goal."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = found_goal(goals_for(place.unit), key)
    require(viewer, _MANAGE, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = GoalForm(request.POST or None, initial=begun(GoalForm, found), goal=found, **_choices(found.unit))
    back = f"{reverse('indicators:goal', args=[found.key])}?unit={place.unit.key}"
    crumbs = (*_crumbs(place.unit), (back, found.name(current_language())))
    page = FormPage(_("Change the goal"), back, crumbs, saved=_("The goal is saved."))

    def save() -> None:
        edit_goal(goal=found, fields=form.written, by=viewer.actor, at=now(), version=form.version_sent)

    return form_page(request, page, form, save)


def _choices(unit: OrgUnit) -> dict[str, Any]:
    """What the form of a goal offers: goals that hold for the unit, people of its enterprise, and its words."""
    return {"among": goals_offered(unit), "people": people_offered(unit), "own": words_for(unit)}


@signed_in
def indicator_new(request: ViewerRequest) -> HttpResponse:
    """Set up an indicator that the chosen unit owns."""
    viewer: Viewer = request.viewer
    unit = place_of(request, _MANAGE).unit
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {**begun_with(None), "goal": request.GET.get("goal", "")[:16]}
    form = IndicatorForm(request.POST or None, initial=initial, goals=goals_offered(unit), own=words_for(unit))
    page = FormPage(
        _("New indicator"), _list_of(unit), _crumbs(unit), saved=_("The indicator is set up."), template=_BY_FORMULA
    )

    def save() -> str:
        also = form.cleaned_data["also"]
        made = create_indicator(unit=unit, by=viewer.actor, at=now(), also=also, **form.written)
        return page_of(made, unit)

    return form_page(request, page, form, save)


@signed_in
def indicator_edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change an indicator."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = indicator_of(place, key)
    require(viewer, _MANAGE, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {**begun(IndicatorForm, found), **begun_with(found)}
    goals, own = goals_offered(found.unit), words_for(found.unit)
    form = IndicatorForm(request.POST or None, initial=initial, goals=goals, own=own, indicator=found)
    back = page_of(found, place.unit)
    page = FormPage(
        _("Change the indicator"),
        back,
        (*_crumbs(place.unit), (back, found.name(current_language()))),
        saved=_("The indicator is saved."),
        template=_BY_FORMULA,
    )

    def save() -> None:
        about: dict[str, Any] = {"by": viewer.actor, "at": now()}
        with transaction.atomic():
            edit_indicator(indicator=found, fields=form.written, version=form.version_sent, **about)
            tie_goals(indicator=found, goals=form.cleaned_data["also"], **about)

    return form_page(request, page, form, save)


@signed_in
def target_new(request: ViewerRequest, key: str) -> HttpResponse:
    """Set a target of the chosen unit for a year; the one that stood there is kept."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = indicator_of(place, key)
    require(viewer, _MANAGE, place.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = TargetForm(request.POST or None, initial=_as_before(found, place.unit, request.GET.get("year", "")))
    back = page_of(found, place.unit)
    page = FormPage(
        _("Set a target"),
        back,
        (*_crumbs(place.unit), (back, found.name(current_language()))),
        saved=_("The target is set."),
        template="indicators/target_form.html",
        intro=_("A target is never changed: another for the same year stands in its place, and the old one is kept."),
    )

    def save() -> None:
        fields = dict(form.cleaned_data)
        last = fields.pop("to_year")
        before = remarks_on_targets(found, place.unit)
        set_targets(indicator=found, unit=place.unit, fields=fields, to_year=last, by=viewer.actor, at=now())
        for each in sorted(remarks_on_targets(found, place.unit) - before):
            messages.warning(request, _REMARKS[each.code] % {"year": each.period})

    return form_page(request, page, form, save)


#: What is to be looked at after a target is set (`services.definitions.ONLY_TOLD`).
_REMARKS = {
    "weaker_than_year_before": gettext_lazy(
        "The target for %(year)s asks less than the year before. See whether it is meant so."
    ),
    "yearly_does_not_reach_end": gettext_lazy(
        "The yearly target for %(year)s does not lead to the one for the last year. See whether both are meant so."
    ),
}


def _as_before(indicator: Indicator, unit: OrgUnit, year: str) -> dict[str, Any]:
    """What the form begins with: the target in force for the year, but for why and from where."""
    initial: dict[str, Any] = {"year": year, "warning_band": indicator.warning_band, "inherited": True}
    for row in targets_for(indicator, unit):
        if str(row.year) == year:
            initial |= {"kind": row.kind, "number": row.number, "base_year": row.base_year, "words": row.words}
            initial["warning_band"] = row.warning_band
            break
    return initial


SETS = (
    ("common-climate", gettext_lazy("The hospitals’ common climate and environment goals")),
    ("hse-strategy", gettext_lazy("A strategy for health, safety and environment, with targets from 2020 to 2026")),
    ("foundation", gettext_lazy("The foundation: what the health service is for")),
)


class AdoptForm(forms.Form):
    """Which of the sets that ship to take in."""

    sets = forms.MultipleChoiceField(
        label=gettext_lazy("Sets"), choices=SETS, widget=forms.CheckboxSelectMultiple, required=True
    )
    case = Text(
        label=gettext_lazy("Decided in"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("The body and case that adopted the goals here. Empty: the case of the set itself."),
    )


@signed_in
def adopt(request: ViewerRequest) -> HttpResponse:
    """Take in goals, indicators and targets that ship, as the unit's own."""
    viewer: Viewer = request.viewer
    unit = place_of(request, _MANAGE).unit
    allow_methods(request, "GET", "HEAD", "POST")
    form = AdoptForm(request.POST or None)
    page = FormPage(
        _("Adopt a ready-made set"),
        _list_of(unit),
        _crumbs(unit),
        intro=_(
            "Goals, indicators and targets become the unit’s own, and can be changed afterwards. What you have already "
            "stays as it is."
        ),
        button=_("Take them in"),
    )

    def save() -> None:
        chosen = form.cleaned_data
        counts = adopt_shipped(unit=unit, sets=chosen["sets"], case=chosen["case"], by=viewer.actor, at=now())
        words = _("%(goals)s goals, %(indicators)s indicators and %(targets)s targets are new.")
        messages.success(request, words % dict(zip(("goals", "indicators", "targets"), counts, strict=True)))

    return form_page(request, page, form, save)


@signed_in
def words(request: ViewerRequest) -> HttpResponse:
    """What the enterprise calls its dimensions, and its own themes."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, _MANAGE, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = WordsForm(request.POST or None, own=words_for(enterprise))
    page = FormPage(
        _("Dimensions and themes"),
        _list_of(enterprise),
        _crumbs(enterprise),
        saved=_("The words are saved."),
        intro=_("They hold for the enterprise and all units under it. Goals and indicators keep what they have."),
    )

    def save() -> None:
        about: dict[str, Any] = {"enterprise": enterprise, "by": viewer.actor, "at": now()}
        with transaction.atomic():
            set_words(kind=WordKind.DIMENSION, words=form.dimensions, **about)
            set_words(kind=WordKind.THEME, words=form.cleaned_data["themes"], **about)

    return form_page(request, page, form, save)
