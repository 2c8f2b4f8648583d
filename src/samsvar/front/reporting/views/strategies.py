"""The strategy document: as a page, and as files of the same content."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from samsvar.front.reporting.strategy.document import WHOLE, chapter_titles, strategy_document
from samsvar.front.reporting.transparency_statement.files import CONTENT_TYPES, FORMS, file_of
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.language import as_language
from samsvar.subjects.strategy.views.finding import found_edition


@signed_in
def document(request: ViewerRequest, key: str, year: int) -> HttpResponse:
    """The edition as it reads: a chapter at a time, or whole, to be printed."""
    edition = found_edition(request.viewer, key, year)
    allow_methods(request, "GET", "HEAD")
    language, chapters = as_language(request.viewer.language), chapter_titles()
    chapter = request.GET.get("section") or chapters[0][0]
    if chapter not in dict(chapters):
        raise Http404
    is_whole = chapter == WHOLE
    context = {
        "edition": edition,
        "strategy": edition.strategy,
        "chapter": chapter,
        "chapters": chapters,
        "document": strategy_document(edition, language, "" if is_whole else chapter),
        "chapter_title": "" if is_whole else dict(chapters)[chapter],
        "forms": [form for form in FORMS if form != "html"],
    }
    return render(request, "reporting/strategy.html", context)


@signed_in
def download(request: ViewerRequest, key: str, year: int, form: str) -> HttpResponse:
    """The edition as a file."""
    edition = found_edition(request.viewer, key, year)
    if form not in FORMS:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    content = file_of(strategy_document(edition, as_language(request.viewer.language)), form)
    name = f"strategi-{edition.strategy.enterprise.orgnr or 'foretak'}-{edition.year}.{form}"
    return as_file(content, name, CONTENT_TYPES[form])
