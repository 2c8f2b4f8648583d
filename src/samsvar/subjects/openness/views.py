"""The texts for the public pages: what is written, what is public, and the button between them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage, form_page, was_refused
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.services import Refused
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now
from samsvar.subjects.openness import services
from samsvar.subjects.openness.forms import TextForm
from samsvar.subjects.openness.models import PublicText, TextKind
from samsvar.subjects.openness.selectors import texts_of

PUBLIC = {
    TextKind.HOW_WE_WORK: "public:statements",
    TextKind.COMPLAINTS: "public:about_complaints",
    TextKind.SUPPLIER_CODE: "public:supplier_code",
}
"""The public page that each text stands on."""


@signed_in
def texts(request: ViewerRequest) -> HttpResponse:
    """All texts: which are public, since when, and which have been written on since."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_REQUESTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    held = texts_of(enterprise)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_REQUESTS, enterprise),
        "enterprise": enterprise,
        "lines": [(kind, held.get(kind), reverse(PUBLIC[kind], args=[enterprise.orgnr])) for kind in TextKind],
        "public": sum(1 for row in held.values() if row.published_at),
    }
    return render(request, "openness/texts.html", context)


@signed_in
def text(request: ViewerRequest, kind: str) -> HttpResponse:
    """Write on one text, see what is public of it, and publish."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_REQUESTS, enterprise)
    known = _kind(kind)
    allow_methods(request, "GET", "HEAD", "POST")
    row = PublicText.objects.filter(enterprise=enterprise, kind=known).first()
    form = TextForm(request.POST or None, initial=begun(TextForm, row))

    def save() -> str:
        fields, version = form.written, form.version_sent if row else None
        services.write_text(
            enterprise=enterprise, kind=known, fields=fields, version=version, by=viewer.actor, at=now()
        )
        return reverse("openness:text", args=[known.value])

    page = FormPage(
        title=known.label,
        button=_("Save the text"),
        back=reverse("openness:texts"),
        crumbs=((reverse("openness:texts"), _("Public pages")),),
        saved=_("The text is saved. It is not public yet."),
        intro=_("Anyone can read it once you publish it. Write plainly, and leave out names of persons."),
        template="openness/text.html",
        more={"text": row, "kind": known, "address": reverse(PUBLIC[known], args=[enterprise.orgnr])},
    )
    return form_page(request, page, form, save, said=_said)


@signed_in
def publish(request: ViewerRequest, kind: str) -> HttpResponse:
    """Make public what is written."""
    row, viewer = _found(request, kind), request.viewer
    allow_methods(request, "POST")
    version = version_in(request)

    def act() -> None:
        services.publish_text(text=row, person=viewer.person, version=version, by=viewer.actor, at=now())

    if not was_refused(request, act, said=_said):
        messages.success(request, _("The text is public."))
    return redirect("openness:text", kind=row.kind)


@signed_in
def take_down(request: ViewerRequest, kind: str) -> HttpResponse:
    """Take it off the public pages."""
    row, viewer = _found(request, kind), request.viewer
    allow_methods(request, "POST")
    services.take_down(text=row, by=viewer.actor, at=now())
    messages.success(request, _("The text is no longer public."))
    return redirect("openness:text", kind=row.kind)


def _kind(word: str) -> TextKind:
    if word not in TextKind.values:
        raise Http404
    return TextKind(word)


def _found(request: ViewerRequest, kind: str) -> PublicText:
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.MANAGE_REQUESTS, enterprise)
    rows = PublicText.objects.filter(enterprise=enterprise, kind=_kind(kind)).select_related("enterprise")
    row: PublicText = find_or_404(rows, kind=kind)
    return row


def _said(refusing: Refused) -> list[tuple[str, str]]:
    return [("", _("Write the text first, and save it."))]
