"""The account of a year; opened, settled, and opened again."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import year_in
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.climate.forms import OpenForm, ReasonForm, SettleForm
from samsvar.subjects.climate.models import ClimateAccount, GwpSet
from samsvar.subjects.climate.presenters import account as presenter
from samsvar.subjects.climate.presenters import filling
from samsvar.subjects.climate.presenters.words import activity_name, tonnes, tonnes_of
from samsvar.subjects.climate.selectors import accounts as selectors
from samsvar.subjects.climate.selectors.feeding import told_of
from samsvar.subjects.climate.services import accounts as services
from samsvar.subjects.climate.views.finding import managed_account
from samsvar.subjects.climate.views.saving import form_page


@signed_in
def account(request: ViewerRequest) -> HttpResponse:
    """What a unit's account of a year comes to, what is missing, and which indicators it fills."""
    viewer, unit, on = request.viewer, chosen_unit(request), today()
    require(viewer, Permission.VIEW_INDICATORS, unit)
    allow_methods(request, "GET", "HEAD")
    enterprise = unit.enterprise
    every = selectors.accounts_of(enterprise) if enterprise else {}
    year = year_in(request, _usual_year(every, on.year))
    held, years = every.get(year), _years(every, year, on.year)
    history = selectors.history_of(viewer, unit)
    found, whole = history.get(year), enterprise is not None and enterprise.pk == unit.pk
    context: dict[str, Any] = {
        "account": held,
        "beside": filling.beside(selectors.enterprises_beneath(viewer, unit, year)),
        "finding": presenter.finding(year, history, begun=held is not None, whole=whole),
        "found": found,
        "manages": enterprise is not None and viewer.may(Permission.MANAGE_INDICATORS, enterprise),
        "over": year < on.year,
        "picture": presenter.picture(history, year, whole=whole),
        "unit": unit,
        "whole": whole,
        "writes": held is not None and not held.is_settled and viewer.may(Permission.ENTER_MEASUREMENTS, unit),
        "year": year,
        "earlier": [each for each in sorted(every, reverse=True) if each not in years],
        "years": years,
    }
    if found is not None:
        context |= {
            "headline": presenter.headline(year, history),
            "lines": presenter.table(found, unit, whole=whole),
            "scopes": presenter.scopes(found),
            "biogenic": tonnes_of(found.inventory.biogenic),
            "without_factor": presenter.without_factor(found),
        }
        if whole and held is not None and held.settled_kg not in (None, round(found.inventory.common.kg, 3)):
            context["settled_as"] = tonnes(held.settled_kg, 0)
    if whole and held is not None:
        lacks = _missing(found)
        context["missing"] = [(code, activity_name(code)) for code in lacks]
        context["ready"] = context["manages"] and context["over"] and not held.is_settled and not lacks
        context["told"] = filling.told(told_of(unit, year, found.fed if found else ()), settled=held.is_settled)
    return render(request, "climate/account.html", context)


def _missing(found: selectors.Found | None) -> list[str]:
    """Activities that every account is to have a word on and this one has none on."""
    return list(found.inventory.missing) if found else selectors.expected()


def _usual_year(every: dict[int, ClimateAccount], this_year: int) -> int:
    """The newest account of a year that is over, else the year before this."""
    return max((year for year in every if year < this_year), default=this_year - 1)


def _years(every: dict[int, ClimateAccount], year: int, this_year: int) -> list[int]:
    """The years to choose among at once, which a phone has room for: the one that is shown, and those beside it."""
    known = sorted({*every, year, this_year, this_year - 1})
    place = known.index(year)
    return known[max(0, min(place - 2, len(known) - 4)) :][:4]


@signed_in
def open_account(request: ViewerRequest) -> HttpResponse:
    """Begin the enterprise's account of a year."""
    viewer, unit = request.viewer, chosen_unit(request)
    enterprise = unit.enterprise
    if enterprise is None:
        raise Http404
    require(viewer, Permission.MANAGE_INDICATORS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"year": year_in(request, today().year - 1), "gwp_set": GwpSet.AR5.value}
    form = OpenForm(request.POST or None, initial=initial)

    def save() -> str:
        services.open_account(enterprise=enterprise, by=viewer.actor, at=now(), **form.written)
        return account_address(enterprise, form.written["year"])

    page = FormPage(
        title=_("Begin a climate account"),
        button=_("Begin the account"),
        back=reverse("climate:account"),
        crumbs=((reverse("climate:account"), _("Climate account")),),
        saved=_("The account is begun. Enter what was used."),
        intro=str(enterprise),
    )
    return form_page(request, page, form, save)


@signed_in
def settle(request: ViewerRequest, key: str) -> HttpResponse:
    """Settle the account, which fills the indicators that draw from it."""
    viewer, held = request.viewer, managed_account(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = SettleForm(request.POST or None, initial=initial_of(held, ()))
    found = selectors.inventory_of(held)

    def save() -> None:
        services.settle_account(
            account=held,
            by=viewer.actor,
            at=now(),
            today=today(),
            reason=form.cleaned_data["reason"],
            person=viewer.person,
            version=form.version_sent,
        )

    more = {
        "missing": [activity_name(code) for code in found.inventory.missing],
        "without_factor": [name for _code, name in presenter.without_factor(found)],
        "told": filling.told(told_of(held.enterprise, held.year, found.fed), settled=False),
    }
    words = _("Settle the climate account of %(year)s") % {"year": held.year}
    page = _page(held, words, _("Settle the account"), _("The account is settled, and the indicators are filled."))
    return form_page(request, _with(page, "climate/settle.html", more), form, save)


@signed_in
def reopen(request: ViewerRequest, key: str) -> HttpResponse:
    """Open a settled account again."""
    viewer, held = request.viewer, managed_account(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReasonForm(request.POST or None, initial=initial_of(held, ()))

    def save() -> None:
        reason = form.cleaned_data["reason"]
        services.reopen_account(account=held, reason=reason, by=viewer.actor, at=now(), version=form.version_sent)

    words = _("Open the climate account of %(year)s again") % {"year": held.year}
    page = _page(held, words, _("Open it for corrections"), _("The account is open. Settle it anew when it is right."))
    return form_page(request, page, form, save)


def account_address(unit: OrgUnit, year: int) -> str:
    """The page of a unit's account of a year."""
    return f"{reverse('climate:account')}?unit={unit.key}&year={year}"


def _page(held: ClimateAccount, title: str, button: str, saved: str) -> FormPage:
    back = account_address(held.enterprise, held.year)
    crumbs = ((back, _("Climate account %(year)s") % {"year": held.year}),)
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, intro=str(held.enterprise))


def _with(page: FormPage, template: str, more: dict[str, Any]) -> FormPage:
    return FormPage(**{**vars(page), "template": template, "more": more})
