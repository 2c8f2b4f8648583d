"""A unit's period on its way up: submitted, returned, accepted and closed, reopened with a reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.codes import SubmissionState
from samsvar.registers.indicators.forms.entry import ReasonForm
from samsvar.registers.indicators.models import Submission
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.registers.indicators.selectors.entry import (
    closed_by,
    period_of_submission,
    steps_of,
    submission_of,
    submissions_under,
)
from samsvar.registers.indicators.services.closing import (
    accept_period,
    reopen_period,
    return_period,
    submit_period,
)
from samsvar.registers.indicators.views.lists import steering
from samsvar.registers.indicators.views.places import Place, place_of
from samsvar.registers.indicators.views.saving import form_page, was_refused

_PILLS = {"submitted": "warn", "returned": "bad", "accepted": "good", "reopened": "warn"}


@signed_in
def periods(request: ViewerRequest) -> HttpResponse:
    """How far the unit's period has come, and those of the units directly under it."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    allow_methods(request, "GET", "HEAD")
    own = submission_of(place.unit, place.period)
    closed = closed_by(place.unit, place.period)
    under = submissions_under(place.unit, place.period, viewer)
    below = [
        {"unit": unit, "row": row, "pill": _PILLS.get(row.state, "") if row else "", "decides": _decides(viewer, unit)}
        for unit, row in under
    ]
    context = {
        **steering(viewer, place),
        "own": own,
        "pill": _PILLS.get(own.state, "") if own else "",
        "steps": steps_of(own) if own else [],
        "closed": closed,
        "closed_by": closed.unit.name(current_language()) if closed and closed.unit_id != place.unit.pk else "",
        "may_submit": place.may(viewer, Permission.ENTER_MEASUREMENTS)
        and (own is None or own.state in (SubmissionState.RETURNED, SubmissionState.REOPENED)),
        "is_over": place.period.is_over(place.today),
        "decides": _decides(viewer, place.unit),
        "below": below,
        "waiting": len([row for _unit, row in under if row is not None and row.state == SubmissionState.SUBMITTED]),
    }
    return render(request, "indicators/periods.html", context)


def _decides(viewer: Viewer, unit: OrgUnit) -> bool:
    """Whoever receives for the unit above decides; at the top, whoever receives for the unit itself."""
    return viewer.may(Permission.ACCEPT_REPORTS, unit.parent or unit)


@signed_in
def submit(request: ViewerRequest) -> HttpResponse:
    """Hand the chosen unit's period upward."""
    viewer: Viewer = request.viewer
    place = place_of(request, Permission.ENTER_MEASUREMENTS)
    allow_methods(request, "POST")

    def act() -> None:
        submit_period(unit=place.unit, period=place.period, by=viewer.actor, at=now(), today=place.today)

    if not was_refused(request, act):
        messages.success(request, _("Submitted. Whoever receives for the unit above decides."))
    return redirect(_page_of(place))


def _page_of(place: Place) -> str:
    return f"{reverse('indicators:periods')}?unit={place.unit.key}&p={place.period.code}"


@signed_in
def decide(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """Accept, return or reopen a submitted period; the last two with a reason."""
    viewer: Viewer = request.viewer
    rows = Submission.objects.visible_to(viewer, Permission.VIEW_INDICATORS).select_related("unit", "unit__parent")
    row = find_or_404(rows, key=key)
    if word not in _ACTS:
        raise Http404
    require(viewer, Permission.ACCEPT_REPORTS, row.unit.parent or row.unit)
    title, button, saved, service = _ACTS[word]
    period = period_of_submission(row)
    above = row.unit.parent
    page_unit = above if above is not None and request.GET.get("unit") == above.key else row.unit
    back = f"{reverse('indicators:periods')}?unit={page_unit.key}&p={period.code}"
    if word == "godta":
        allow_methods(request, "POST")
        if not was_refused(request, lambda: service(submission=row, by=viewer.actor, at=now())):
            messages.success(request, saved())
        return redirect(back)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReasonForm(request.POST or None)
    about = f"{row.unit.name(current_language())}, {period_name(period)}"
    page = FormPage(title(), back, ((back, about),), saved=saved(), button=button(), intro=about)

    def save() -> None:
        service(submission=row, reason=form.cleaned_data["reason"], by=viewer.actor, at=now())

    return form_page(request, page, form, save)


_Words = Callable[[], str]
_ACTS: dict[str, tuple[_Words, _Words, _Words, Callable[..., Any]]] = {
    "godta": (
        lambda: _("Accept and close the period"),
        lambda: _("Accept and close"),
        lambda: _("Accepted. The period is closed for the unit and all under it."),
        accept_period,
    ),
    "returner": (
        lambda: _("Return the figures"),
        lambda: _("Return them"),
        lambda: _("Returned with the reason."),
        return_period,
    ),
    "gjenapne": (
        lambda: _("Reopen the period"),
        lambda: _("Reopen it"),
        lambda: _("Reopened. Figures can be corrected again."),
        reopen_period,
    ),
}
