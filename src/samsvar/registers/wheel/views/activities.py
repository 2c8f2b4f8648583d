"""Activities: the list, one with its years, an own one, and what the enterprise makes of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.holders import nameable
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.fields import choose_among
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel import selectors
from samsvar.registers.wheel.forms import OF_WAY, ActivityForm, ChoiceForm, TimingForm, timing_begun
from samsvar.registers.wheel.models import Activity, ActivityResult, may_see
from samsvar.registers.wheel.presenters import activities as presenter
from samsvar.registers.wheel.presenters import wheel, words
from samsvar.registers.wheel.services import activities as services
from samsvar.registers.wheel.views.saving import form_page
from samsvar.registers.wheel.views.seeing import require_sight

#: A form about days shows the fields of the chosen way alone, where scripts run.
_TIMING: dict[str, Any] = {"template": "wheel/timing_form.html", "more": {"ways": OF_WAY}}


@signed_in
def activities(request: ViewerRequest) -> HttpResponse:
    """All activities of the enterprise, also those that it does not hold: when, by whom, and who set them."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    context = {
        "can_manage": viewer.may(Permission.MANAGE_WHEEL, enterprise),
        "enterprise": enterprise,
        "rows": presenter.rows_of(enterprise, *_held(enterprise)),
    }
    return render(request, "wheel/activities.html", context)


def _held(enterprise: OrgUnit) -> tuple[Any, Any, Any]:
    return (
        selectors.activities_of(enterprise),
        selectors.choices_of(enterprise),
        words.body_words(selectors.bodies_of(enterprise)),
    )


def _found(request: ViewerRequest, key: str) -> Activity:
    rows = Activity.objects.readable_by(request.viewer).select_related("enterprise")
    found: Activity = find_or_404(rows, key=key)
    return found


def _here(request: ViewerRequest, found: Activity) -> OrgUnit:
    """The enterprise whose page of the activity it is: the chosen one where it is for it, else the one that set it."""
    chosen = chosen_enterprise(request)
    is_here = found.enterprise.contains(chosen) and (not found.only_here or chosen == found.enterprise)
    return chosen if is_here and may_see(request.viewer, chosen) else found.enterprise


@signed_in
def activity(request: ViewerRequest, key: str) -> HttpResponse:
    """One activity: what it is, when it is held here, and each time it was."""
    found = _found(request, key)
    allow_methods(request, "GET", "HEAD")
    enterprise = _here(request, found)
    choices, names = selectors.choices_of(enterprise), _names(enterprise)
    held = presenter.rows_of(enterprise, [found], choices, names)[0]
    times = selectors.times_of(found, enterprise) if may_see(request.viewer, enterprise) else []
    context = {
        "about": found.about(current_language()),
        "activity": found,
        "can_choose": request.viewer.may(Permission.MANAGE_WHEEL, enterprise),
        "can_edit": request.viewer.may(Permission.MANAGE_WHEEL, found.enterprise),
        "enterprise": enterprise,
        "held": held,
        "lines": wheel.lines_of(times, enterprise, names, today()),
        "result": ActivityResult(found.result).label,
    }
    return render(request, "wheel/activity.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Add an activity of the enterprise's own."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_WHEEL, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ActivityForm(request.POST or None, initial={"result": ActivityResult.NOTE, "counts_from": today()})
    _offer(form, enterprise, None)
    if enterprise.kind != UnitKind.RHF:
        del form.fields["only_here"]

    def save() -> str:
        fields = {**form.beside, "timing": form.timing}
        made = services.add_activity(enterprise=enterprise, fields=fields, by=viewer.actor, at=now())
        return reverse("wheel:activity", args=[made.key])

    back = reverse("wheel:activities")
    page = FormPage(
        title=_("New activity"),
        button=_("Add the activity"),
        back=back,
        crumbs=((reverse("wheel:year"), _("Annual wheel")), (back, _("Activities"))),
        saved=_("The activity is in the wheel."),
        **_TIMING,
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change an activity where it was set."""
    found = _found(request, key)
    require(request.viewer, Permission.MANAGE_WHEEL, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ActivityForm(request.POST or None, initial={**begun(ActivityForm, found), **timing_begun(found.when)})
    _offer(form, found.enterprise, found)
    if found.enterprise.kind != UnitKind.RHF:
        del form.fields["only_here"]

    def save() -> None:
        fields = {**form.beside, "timing": form.timing}
        version = form.version_sent
        services.edit_activity(activity=found, fields=fields, version=version, by=request.viewer.actor, at=now())

    page = _beneath(found, _("Change the activity"), _("Saved. The years to come are placed anew."))
    return form_page(request, page, form, save)


@signed_in
def choice(request: ViewerRequest, key: str) -> HttpResponse:
    """Own days, role and person, or that the enterprise does not hold it."""
    found, enterprise = _found(request, key), chosen_enterprise(request)
    enterprise = _here(request, found)
    require(request.viewer, Permission.MANAGE_WHEEL, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    row = selectors.choices_of(enterprise).get(found.pk)
    initial = {**begun(ChoiceForm, row), **timing_begun(row.as_rule(enterprise).when)} if row else {}
    form = ChoiceForm(request.POST or None, initial=initial)
    _offer(form, enterprise, found)
    choose_among(form, "responsible", nameable(enterprise))

    def save() -> None:
        fields = {**form.beside, "timing": form.timing}
        version = form.version_sent if row else None
        services.choose(
            enterprise=enterprise, activity=found, fields=fields, version=version, by=request.viewer.actor, at=now()
        )

    said = words.when_words(found.when, _names(enterprise)), words.role_words(found.role)
    usual = ", ".join(each for each in said if each)
    intro = _("What is left empty is as %(enterprise)s has set it: %(usual)s.")
    page = _beneath(
        found,
        _("Our days and responsible"),
        _("Saved. The years to come are placed anew; what is moved by hand, done or cancelled stands."),
        intro % {"enterprise": found.enterprise.name(current_language()), "usual": usual},
    )
    return form_page(request, page, form, save)


def _names(enterprise: OrgUnit) -> words.Names:
    """What days may hang on, by what they call it."""
    language = current_language()
    others = {each.key: each.name(language) for each in selectors.activities_of(enterprise)}
    return {**words.body_words(selectors.bodies_of(enterprise)), **others}


def _offer(form: TimingForm, enterprise: OrgUnit, found: Activity | None) -> None:
    bodies = selectors.bodies_of(enterprise)
    form.choose_from(bodies, words.body_words(bodies), selectors.others_of(enterprise, found))


def _beneath(found: Activity, title: str, saved: str, intro: str = "") -> FormPage:
    back = reverse("wheel:activity", args=[found.key])
    crumbs = ((reverse("wheel:year"), _("Annual wheel")), (back, found.name(current_language())))
    return FormPage(title=title, back=back, crumbs=crumbs, saved=saved, intro=intro, **_TIMING)
