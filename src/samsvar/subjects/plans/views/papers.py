"""A plan, and a gathered plan, as files."""

from django.http import Http404, HttpResponse

from samsvar.core.documents.files import CONTENT_TYPES, PAPERS
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.clock import today
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.presenters import document
from samsvar.subjects.plans.presenters import gathered as gathered_presenter
from samsvar.subjects.plans.presenters import plan as presenter
from samsvar.subjects.plans.selectors import gathering
from samsvar.subjects.plans.views.finding import found_plan, loaded


@signed_in
def plan(request: ViewerRequest, key: str, form: str) -> HttpResponse:
    """A plan as PDF, Word or a sheet, with the columns of its page."""
    found = found_plan(request.viewer, key)
    if form not in CONTENT_TYPES:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    whole = loaded(found, today())
    rows = presenter.rows_of(found, whole.planned, today())
    if form == "xlsx":
        return _file(found, form, document.sheet_of(found, rows))
    finding, costs = presenter.finding(whole.facts, today()), presenter.costs(whole.facts)
    drawn = document.document_of(found, presenter.groups_of(rows), finding, costs)
    return _file(found, form, PAPERS[form](drawn))


@signed_in
def gathered(request: ViewerRequest, key: str, form: str) -> HttpResponse:
    """A plan with the accepted plans beneath it as PDF or Word, naming the units that have not delivered."""
    found = found_plan(request.viewer, key)
    if form not in PAPERS:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    shown = gathered_presenter.shown(gathering.gathered(request.viewer, found, today()))
    return _file(found, form, PAPERS[form](gathered_presenter.document_of(found, shown)))


def _file(found: Plan, form: str, content: bytes) -> HttpResponse:
    return as_file(content, f"plan-{found.unit.number}-{found.year}.{form}", CONTENT_TYPES[form])
