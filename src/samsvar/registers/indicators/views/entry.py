"""A unit hands in its figures for a period, corrects one, and sees what was handed in before."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over, parse_period
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.codes import MeasurementState
from samsvar.registers.indicators.forms.entry import CorrectionForm, EntryForm
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.presenters import indicator as told
from samsvar.registers.indicators.presenters import standing
from samsvar.registers.indicators.presenters.energy import correction_lines, facts_line
from samsvar.registers.indicators.presenters.problems import OF_MEASUREMENT, said
from samsvar.registers.indicators.presenters.words import (
    PERIOD_KINDS,
    correction_words,
    formula_words,
    period_name,
    source_words,
)
from samsvar.registers.indicators.reading import definition_of
from samsvar.registers.indicators.selectors.definitions import indicators_for
from samsvar.registers.indicators.selectors.entry import (
    HandedIn,
    asked_itself,
    closed_by,
    handed_in,
    history_of,
    told_apart,
    untold,
)
from samsvar.registers.indicators.selectors.figures import heat_map_of
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.deliveries import Delivered, Faulty
from samsvar.registers.indicators.services.entering import enter_figures
from samsvar.registers.indicators.services.measurements import StaleMeasurement, correct_measurement
from samsvar.registers.indicators.views.lists import steering
from samsvar.registers.indicators.views.places import Place, indicator_of, place_of
from samsvar.registers.indicators.views.saving import refused

_ENTER = Permission.ENTER_MEASUREMENTS
OFFERED = {PeriodKind.MONTH: 14, PeriodKind.TERTIAL: 4, PeriodKind.YEAR: 8}
UNITS_SHOWN = 100


@signed_in
def entry(request: ViewerRequest) -> HttpResponse:
    """Hand in figures of many indicators at once: a draft, or confirmed."""
    viewer: Viewer = request.viewer
    place = place_of(request, _ENTER)
    allow_methods(request, "GET", "HEAD", "POST")
    every = indicators_for(place.unit)
    period = _period(request.GET.get("p", ""), every, place)
    of_kind = [each for each in every if each.period == period.kind.value]
    there = handed_in(of_kind, place.unit, [period])
    open_ones = [each for each in of_kind if there[each.pk, period].in_force is None]
    begun = {each.pk: there[each.pk, period].draft for each in open_ones}
    own = asked_itself(open_ones, place.unit, period)
    every_one = request.GET.get("others") == "yes"
    written = {name.partition("-")[0] for name in request.POST}
    own_or_begun = own | {number for number, row in begun.items() if row is not None}
    shown = [each for each in open_ones if every_one or each.pk in own_or_begun or each.key in written]
    form = EntryForm(request.POST or None, indicators=shown, begun=begun)
    closed = closed_by(place.unit, period)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            seen = {each.pk: _seen(request, each) for each in open_ones}
            is_draft = request.POST.get("act") != "confirm"
            done = _save(request, form, place, period, seen, is_draft=is_draft)
            if done is not None:
                messages.success(request, _done_words(done, is_draft=is_draft))
                return redirect(f"{reverse('indicators:entry')}?unit={place.unit.key}&p={period.code}")
    drawn = [(each, there[each.indicator.pk, period].version) for each in form.asked()]
    elsewhere = [each for each in drawn if each[0].indicator.pk not in own]
    context = {
        **steering(viewer, place),
        "form": form,
        "asked": drawn,
        "own": [each for each in drawn if each[0].indicator.pk in own],
        "elsewhere": elsewhere,
        "others_left_out": len(open_ones) - len(shown),
        "done": _done_rows(of_kind, there, period, place),
        "entry_period": period,
        "entry_period_name": period_name(period),
        "offered": _offered(every, period, place),
        "closed": closed,
        "is_over": period.is_over(place.today),
        "has_indicators": bool(every),
    }
    return render(request, "indicators/entry.html", context, status=status)


def _seen(request: ViewerRequest, indicator: Indicator) -> str:
    return request.POST.get(f"{indicator.key}-seen", "")


def _period(asked: str, every: Sequence[Indicator], place: Place) -> Period:
    """The period asked for, where an indicator is measured by it; else the last that is over of the shortest kind that
    the unit itself hands figures in by.
    """
    kinds = [kind for kind in PeriodKind if any(each.period == kind.value for each in every)] or [PeriodKind.YEAR]
    period = parse_period(asked[:10]) if asked else None
    if asked and period is None:
        raise Http404
    if period is None or period.kind not in kinds:
        own = asked_itself(every, place.unit, last_over(place.today, PeriodKind.MONTH))
        of_own = {each.period for each in every if each.pk in own}
        return last_over(place.today, next((kind for kind in kinds if kind.value in of_own), kinds[0]))
    return period


def _offered(every: Sequence[Indicator], chosen: Period, place: Place) -> list[tuple[str, list[tuple[str, str]]]]:
    """The periods to choose among, by kind: the one that runs now and those before it."""
    found = []
    for kind in PeriodKind:
        if any(each.period == kind.value for each in every):
            last = last_over(place.today, kind).following()
            periods = [last.moved(-step) for step in range(OFFERED[kind])]
            if chosen.kind is kind and chosen not in periods:
                periods.append(chosen)
            found.append((str(PERIOD_KINDS[kind]), [(each.code, period_name(each)) for each in periods]))
    return found


def _save(
    request: ViewerRequest, form: EntryForm, place: Place, period: Period, seen: dict[int, str], *, is_draft: bool
) -> Delivered | None:
    handed = form.handed()
    if not handed:
        form.add_error(None, _("Write at least one figure."))
        return None
    rows = [New(each, place.unit.pk, period, figures) for each, figures in handed]
    try:
        return enter_figures(
            unit=place.unit,
            rows=rows,
            seen={row.indicator.pk: seen[row.indicator.pk] for row in rows},
            by=request.viewer.actor,
            at=now(),
            today=place.today,
            draft=is_draft,
            source=form.cleaned_data["source"],
        )
    except Faulty as faulty:
        for at_row, problem in dict.fromkeys(zip(faulty.at, faulty.problems, strict=True)):
            part, words = said(problem, OF_MEASUREMENT)
            form.say(rows[at_row].indicator, part, words)
    except StaleMeasurement:
        words = _("Somebody saved a figure after you opened the page. Look through it, and save once more.")
        form.add_error(None, words)
    return None


def _done_words(done: Delivered, *, is_draft: bool) -> str:
    count = done.created + done.corrected
    if not count:
        return _("Nothing was changed.")
    if is_draft:
        words = ngettext("%(count)s figure is saved as a draft.", "%(count)s figures are saved as drafts.", count)
    else:
        words = ngettext("%(count)s figure is confirmed.", "%(count)s figures are confirmed.", count)
    return words % {"count": count}


def _done_rows(
    of_kind: Sequence[Indicator], there: dict[tuple[int, Period], HandedIn], period: Period, place: Place
) -> list[dict[str, object]]:
    """Those that count already: what was handed in, by whom, and where it is corrected."""
    found = []
    language = current_language()
    for each in of_kind:
        row = there[each.pk, period].in_force
        if row is not None:
            address = reverse("indicators:measured", args=[each.key, period.code])
            found.append(
                {
                    "name": each.name(language),
                    "figures": told.handed_words(each, row),
                    "state": row.get_status_display(),
                    "who": row.delivery.delivered_by.name if row.delivery.delivered_by else "",
                    "at": row.delivery.delivered_at,
                    "href": f"{address}?unit={place.unit.key}",
                }
            )
    return found


@signed_in
def measured(request: ViewerRequest, key: str, code: str) -> HttpResponse:
    """What stands behind a figure: the units under it, and what the unit itself has handed in, with its history."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = indicator_of(place, key)
    period = parse_period(code)
    if period is None or period.kind.value != found.period:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    map_of = heat_map_of(place.unit, period, viewer, [found])
    whole = map_of.whole[str(found.pk)]
    history = history_of(found, place.unit, period)
    may_enter = viewer.may(_ENTER, place.unit)
    if not may_enter:  # a draft is for those who write it
        history = [row for row in history if row.status != MeasurementState.DRAFT]
    current = next((row for row in history if row.current and row.status != "draft"), None)
    if request.method == "POST":
        require(viewer, _ENTER, place.unit)
    form = CorrectionForm(request.POST or None, indicator=found, row=current) if may_enter and current else None
    back = f"{reverse('indicators:measured', args=[found.key, period.code])}?unit={place.unit.key}"
    if request.method == "POST" and form is None:
        messages.error(request, _("The unit has no figure that counts here, so there is nothing to correct."))
        return redirect(back)
    if request.method == "POST" and form is not None and current is not None and _corrected(request, form, current):
        return redirect(back)
    hidden = not may_enter and found.pk in untold([found], place.unit, period)
    told_of = {row.pk for row in history} if may_enter else told_apart(history, found.minimum_persons)
    language = current_language()
    context = {
        **steering(viewer, place),
        "indicator": found,
        "name": found.name(language),
        "measured_name": period_name(period),
        "whole": told.figures(found, [whole], place.unit)[0],
        "parts": told.part_names(found),
        "rule": formula_words(definition_of(found).formula, *told.part_names(found)),
        "source": source_words(found.source),
        "below": [
            (unit.name(language), told.figures(found, [map_of.cells[own, str(found.pk)]], unit)[0])
            for own in map_of.map.units[:UNITS_SHOWN]
            for unit in [map_of.units[own]]
        ],
        "history": [_handed(found, row, hidden=hidden or row.pk not in told_of) for row in history],
        "corrected_by": correction_lines(found, current) if current and not hidden and current.pk in told_of else [],
        "form": form,
        "back": standing.page_of(found, place.unit),
    }
    return render(request, "indicators/measured.html", context, status=422 if form is not None and form.errors else 200)


def _handed(indicator: Indicator, row: Measurement, *, hidden: bool) -> dict[str, object]:
    """One that was handed in: what, whether it counts, why, by whom and when."""
    return {
        "figures": "*" if hidden else told.handed_words(indicator, row),
        "facts": "" if hidden else facts_line(indicator, row),
        "state": row.get_status_display(),
        "counts": row.current and row.status != MeasurementState.DRAFT,
        "reason": "" if hidden else correction_words(row.delivery.reason),
        "source": source_words(row.delivery.source),
        "who": row.delivery.delivered_by.name if row.delivery.delivered_by else "",
        "at": row.delivery.delivered_at,
    }


def _corrected(request: ViewerRequest, form: CorrectionForm, current: Measurement) -> bool:
    """Correct the figure as the form says; what hinders it is said in the form."""
    if not form.is_valid():
        return False
    try:
        correct_measurement(
            measurement=current,
            figures=form.figures,
            reason=form.cleaned_data["reason"],
            by=request.viewer.actor,
            at=now(),
            today=today(),
        )
    except (Faulty, NotAllowed) as refusing:
        for name, words in refused(refusing):
            form.add_error(name if name in form.fields else None, words)
        return False
    except StaleMeasurement:
        form.add_error(None, _("Somebody has corrected it after you opened the page. Look at it again first."))
        return False
    messages.success(request, _("The figure is corrected. The old one is kept."))
    return True
