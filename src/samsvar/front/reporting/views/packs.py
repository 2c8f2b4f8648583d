"""The tertial and the annual pack of any unit, as the records are now: section by section, and whole as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.front.reporting.tertial.asked import Asked
from samsvar.front.reporting.tertial.document import pack_document, section_blocks, title_of
from samsvar.front.reporting.tertial.files import CONTENT_TYPES, FORMS, file_of
from samsvar.front.reporting.tertial.sections import sections_in
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.language import as_language
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.registers.indicators.views.places import place_of
from samsvar.subjects.reports.models import Reader


@signed_in
def pack(request: ViewerRequest) -> HttpResponse:
    """One section of the pack of the chosen unit and period."""
    asked, periods = _asked(request)
    allow_methods(request, "GET", "HEAD")
    sections = sections_in(asked)
    chosen = request.GET.get("section") or sections[0].id
    here = next((each for each in sections if each.id == chosen), None)
    if here is None:
        raise Http404
    context = {
        "asked": asked,
        "blocks": section_blocks(asked, here.id),
        "forms": FORMS,
        "here": here,
        "period_name": period_name(asked.period),
        "periods": periods,
        "readers": [("", _("Everyone")), *Reader.choices],
        "sections": sections,
        "title": title_of(asked),
    }
    return render(request, "reporting/pack.html", context)


@signed_in
def download(request: ViewerRequest, form: str) -> HttpResponse:
    """The whole pack as a file."""
    asked, _periods = _asked(request)
    if form not in FORMS:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    return as_report(file_of(pack_document(asked), form), form, asked.unit.number, asked.period.code)


def as_report(content: bytes, form: str, unit: str, period: str) -> HttpResponse:
    """A report as a file, named by its unit's number and its period."""
    return as_file(content, f"rapport-{unit}-{period}.{form}", CONTENT_TYPES[form])


def _asked(request: ViewerRequest) -> tuple[Asked, list[tuple[str, str]]]:
    """What the address asks for. A month is shown in its tertial. Raises Http404 for no such reader."""
    place = place_of(request)
    period = place.period.within(PeriodKind.TERTIAL) if place.period.kind is PeriodKind.MONTH else place.period
    reader = request.GET.get("reader", "")
    if reader and reader not in Reader.values:
        raise Http404
    periods = [(each.code, period_name(each)) for each in place.periods if each.kind is not PeriodKind.MONTH]
    language = as_language(request.viewer.language)
    return Asked(request.viewer, place.unit, period, place.today, language, reader), periods
