"""The calendar of meetings: bodies with their meetings of a year, one meeting, and a whole year's days at once."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import Body
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel import selectors
from samsvar.registers.wheel.forms import MeetingDaysForm, MeetingForm
from samsvar.registers.wheel.models import Meeting
from samsvar.registers.wheel.services import meetings as services
from samsvar.registers.wheel.views.saving import form_page
from samsvar.registers.wheel.views.seeing import require_sight
from samsvar.registers.wheel.views.year import asked_of


@signed_in
def meetings(request: ViewerRequest) -> HttpResponse:
    """The year's meetings by day, and each body with how many it has."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    chosen = asked_of(request)["year"] or today().year
    bodies, language = selectors.bodies_of(enterprise), current_language()
    rows = selectors.meetings_of(enterprise, chosen)
    per_body = Counter(row.body_id for row in rows)
    context = {
        "bodies": [
            (body, body.name(language), page_address("meetings:body", body.key), per_body[body.pk]) for body in bodies
        ],
        "bodies_href": page_address("administration:bodies") if viewer.may(Permission.VIEW_UNITS, enterprise) else "",
        "can_manage": viewer.may(Permission.MANAGE_WHEEL, enterprise),
        "enterprise": enterprise,
        "rows": [(row, row.body.name(language), page_address("meetings:meeting", row.key)) for row in rows],
        "year": chosen,
        "years": [(each, each == chosen) for each in sorted({chosen, *range(today().year - 1, today().year + 2)})],
    }
    return render(request, "wheel/meetings.html", context)


def _body(request: ViewerRequest, key: str) -> Body:
    body: Body = find_or_404(selectors.readable_bodies(request.viewer), key=key)
    require(request.viewer, Permission.MANAGE_WHEEL, body.enterprise)
    return body


@signed_in
def days(request: ViewerRequest, key: str) -> HttpResponse:
    """Date all of a body's ordinary meetings of a year."""
    body = _body(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    chosen = asked_of(request)["year"] or today().year
    held = [row for row in selectors.meetings_of(body.enterprise, chosen) if row.body_id == body.pk]
    dated = [row.held_on for row in held if row.held_on and row.number and not row.cancelled]
    initial = {"year": chosen, "days": "\n".join(f"{day:%d.%m.%Y}" for day in dated)}
    form = MeetingDaysForm(request.POST or None, initial=initial)

    def save() -> str:
        services.set_days(body=body, by=request.viewer.actor, at=now(), **form.cleaned_data)
        return f"{reverse('wheel:meetings')}?year={form.cleaned_data['year']}"

    title = _("Meetings of %(body)s") % {"body": body.name(current_language())}
    page = _page(title, _("The days are set. What hangs on them follows."))
    return form_page(request, page, form, save)


@signed_in
def new(request: ViewerRequest, key: str) -> HttpResponse:
    """Add one meeting of a body."""
    body = _body(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    chosen = asked_of(request)["year"] or today().year
    numbers = [row.number or 0 for row in selectors.meetings_of(body.enterprise, chosen) if row.body_id == body.pk]
    form = MeetingForm(request.POST or None, initial={"year": chosen, "number": max(numbers, default=0) + 1})
    return _one(request, body, None, form)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a meeting: its day, place, or that it is cancelled."""
    rows = Meeting.objects.visible_to(request.viewer, Permission.VIEW_WHEEL).select_related("body__enterprise")
    found: Meeting = find_or_404(rows, key=key)
    require(request.viewer, Permission.MANAGE_WHEEL, found.body.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    return _one(request, found.body, found, MeetingForm(request.POST or None, initial=begun(MeetingForm, found)))


def _one(request: ViewerRequest, body: Body, found: Meeting | None, form: MeetingForm) -> HttpResponse:
    def save() -> str:
        saved = services.save_meeting(
            body=body,
            fields=form.written,
            meeting=found,
            version=form.version_sent if found else None,
            by=request.viewer.actor,
            at=now(),
        )
        listed = f"{reverse('wheel:meetings')}?year={form.cleaned_data['year']}"
        return page_address("meetings:meeting", saved.key) or listed

    title = _("Change the meeting of %(body)s") if found else _("New meeting of %(body)s")
    page = _page(title % {"body": body.name(current_language())}, _("The meeting is saved."))
    return form_page(request, page, form, save)


def _page(title: str, saved: str) -> FormPage:
    back = reverse("wheel:meetings")
    crumbs = ((reverse("wheel:year"), _("Annual wheel")), (back, _("Calendar of meetings")))
    return FormPage(title=title, back=back, crumbs=crumbs, saved=saved)
