"""Asking the company register about one supplier, when somebody presses for it."""

from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from samsvar.core.catalogues import risk_catalogues
from samsvar.core.readers.company_facts import read_companies
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.delivery import outward
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.lookups import catalogue_lookups
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.services.import_company_facts import import_company_facts
from samsvar.registers.suppliers.views.suppliers import found_supplier, may_manage

_PATH = "/enhetsregisteret/api/enheter/"


@signed_in
def look_up(request: ViewerRequest, key: str) -> HttpResponse:
    """Read the register's facts of the supplier in."""
    viewer: Viewer = request.viewer
    supplier = found_supplier(viewer, key)
    if not may_manage(viewer, supplier):
        require(viewer, Permission.MANAGE_CONTRACTS, supplier.enterprise)
    allow_methods(request, "POST")
    try:
        _read_in(supplier, viewer)
    except outward.NotReached:
        messages.error(request, _("The company register did not answer. Nothing is changed."))
    except ValueError:
        messages.error(request, _("The answer of the company register could not be read. Nothing is changed."))
    else:
        messages.success(request, _("The facts are as the company register has them now."))
    return redirect("suppliers:supplier", supplier.key)


def _read_in(supplier: Supplier, viewer: Viewer) -> None:
    """Raises NotReached; ValueError where the answer is about nobody, or somebody else."""
    if not supplier.orgnr:
        raise outward.NotReached("off")
    answer = outward.fetch(settings.COMPANY_REGISTER_HOST, f"{_PATH}{supplier.orgnr}")
    read = read_companies(BytesIO(answer), "answer.json", catalogue_lookups(risk_catalogues()))
    if read.errors or [row.organisation_number for row in read.rows] != [supplier.orgnr]:
        raise ValueError("another answer than was asked for")
    import_company_facts(enterprise=supplier.enterprise, rows=read.rows, by=viewer.actor, at=now(), on=today())
