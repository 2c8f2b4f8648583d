"""Owners of agreements, and the questions they are asked once for many agreements."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.forms.records import OwnerInquiryForm
from samsvar.registers.suppliers.forms.suppliers import PartnerForm
from samsvar.registers.suppliers.models import OwnerInquiry, Partner
from samsvar.registers.suppliers.selectors import partners as selectors
from samsvar.registers.suppliers.services.inquiries import save_inquiry
from samsvar.registers.suppliers.services.suppliers import save_partner
from samsvar.registers.suppliers.views.saving import form_page


@signed_in
def partners(request: ViewerRequest) -> HttpResponse:
    """All owners of agreements of the chosen enterprise."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.VIEW_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    context = {
        "can_manage": viewer.may(Permission.MANAGE_CONTRACTS, enterprise),
        "partners": list(selectors.partners_of(viewer, enterprise)),
    }
    return render(request, "suppliers/partners.html", context)


def _found(viewer: Viewer, key: str) -> Partner:
    rows = Partner.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).select_related("enterprise")
    partner: Partner = find_or_404(rows, key=key)
    return partner


@signed_in
def partner(request: ViewerRequest, key: str) -> HttpResponse:
    """One owner: its agreements, what it was asked and what it answered."""
    viewer: Viewer = request.viewer
    found = _found(viewer, key)
    allow_methods(request, "GET", "HEAD")
    inquiries = selectors.inquiries_of(found)
    context = {
        "agreements": list(selectors.agreements_of(viewer, found)[:200]),
        "can_manage": viewer.may(Permission.MANAGE_CONTRACTS, found.enterprise),
        "inquiries": inquiries,
        "partner": found,
        "waiting": [each for each in inquiries if not each.answered_on],
    }
    return render(request, "suppliers/partner.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register an owner of agreements."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.MANAGE_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = PartnerForm(request.POST or None)
    back = reverse("suppliers:partners")
    page = FormPage(_("New owner of agreements"), back, ((back, _("Owners of agreements")),), saved=_("Saved."))

    def save() -> str:
        made = save_partner(enterprise=enterprise, fields=form.written, by=viewer.actor, at=now())
        return reverse("suppliers:partner", args=[made.key])

    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change an owner of agreements."""
    viewer: Viewer = request.viewer
    found = _found(viewer, key)
    require(viewer, Permission.MANAGE_CONTRACTS, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = PartnerForm(request.POST or None, initial=begun(PartnerForm, found))
    back = reverse("suppliers:partner", args=[found.key])
    crumbs = ((reverse("suppliers:partners"), _("Owners of agreements")), (back, found.name))
    page = FormPage(_("Change the owner of agreements"), back, crumbs, saved=_("Saved."))

    def save() -> str:
        save_partner(
            enterprise=found.enterprise,
            fields=form.written,
            by=viewer.actor,
            at=now(),
            partner=found,
            version=form.version_sent,
        )
        return ""

    return form_page(request, page, form, save)


@signed_in
def ask(request: ViewerRequest, key: str) -> HttpResponse:
    """Record one question to the owner about several agreements."""
    viewer: Viewer = request.viewer
    found = _found(viewer, key)
    require(viewer, Permission.MANAGE_CONTRACTS, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    agreements = selectors.agreements_of(viewer, found)
    initial = {
        "asked_on": today(),
        "contracts": [contract.key for contract in agreements[:200]],
        "question": _("What have you found in your due diligence of these agreements, and what have you done?"),
    }
    row = OwnerInquiry(partner=found, enterprise=found.enterprise)
    return _inquiry(request, row, OwnerInquiryForm(request.POST or None, initial=initial, contracts=agreements))


@signed_in
def inquiry(request: ViewerRequest, key: str) -> HttpResponse:
    """A question to an owner, and its answer."""
    viewer: Viewer = request.viewer
    rows = OwnerInquiry.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).select_related("partner__enterprise")
    row: OwnerInquiry = find_or_404(rows, key=key)
    if not viewer.may(Permission.MANAGE_CONTRACTS, row.partner.enterprise):
        return partner(request, row.partner.key)
    allow_methods(request, "GET", "HEAD", "POST")
    agreements = selectors.agreements_of(viewer, row.partner)
    form = OwnerInquiryForm(request.POST or None, initial=begun(OwnerInquiryForm, row), contracts=agreements)
    return _inquiry(request, row, form)


def _inquiry(request: ViewerRequest, row: OwnerInquiry, form: OwnerInquiryForm) -> HttpResponse:
    partner = row.partner
    back = reverse("suppliers:partner", args=[partner.key])
    title = _("The question and its answer") if row.pk else _("Ask the owner of the agreements")
    crumbs = ((reverse("suppliers:partners"), _("Owners of agreements")), (back, partner.name))
    page = FormPage(title, back, crumbs, saved=_("The question is saved."))

    def save() -> str:
        fields = form.written
        save_inquiry(
            row=row,
            enterprise=partner.enterprise,
            contracts=list(fields.pop("contracts")),
            fields=fields,
            by=request.viewer.actor,
            at=now(),
            on=today(),
            version=form.version_sent,
        )
        return ""

    return form_page(request, page, form, save)
