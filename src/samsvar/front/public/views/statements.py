"""What anyone may see: an enterprise's published statements. No sign-in, no cookies, no scripts.

Unknown and unpublished answer alike. On PostgreSQL nobody stands behind the wall between enterprises here, so each
answer first shows itself the one enterprise that the address names.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from samsvar.core.documents.model import Document
from samsvar.front.reporting.transparency_statement.files import CONTENT_TYPES
from samsvar.front.reporting.transparency_statement.publishing import publication_of
from samsvar.platform.access.guards import allow_methods
from samsvar.platform.access.walls import show_enterprises
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.statements.models import PublishedFile, Statement, StatementStatus


def _published(orgnr: str) -> list[Statement]:
    """Every published edition of the enterprise with the number, newest first."""
    show_enterprises(OrgUnit.objects.enterprises().filter(orgnr=orgnr).values_list("pk", flat=True))
    return list(
        Statement.objects.filter(
            enterprise__orgnr=orgnr,
            status__in=[StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED],
            published_at__isnull=False,
        )
        .select_related("enterprise")
        .defer("frozen", "levels", "left_out")
        .order_by("-year", "-edition")
    )


@transaction.atomic
def statement(request: HttpRequest, orgnr: str, year: int, edition: int | None = None) -> HttpResponse:
    """One year's statement: the newest edition, or the one named. The page speaks the statement's language."""
    found = _published(orgnr)
    chosen = _choose(found, year, edition)
    allow_methods(request, "GET", "HEAD")
    with translation.override(chosen.language):
        context = {
            "enterprise": chosen.enterprise,
            "statement": chosen,
            "document": public_document(chosen),
            "statements": _newest_by_year(found),
            "editions": [each for each in found if each.year == year and each.edition != chosen.edition],
            "superseded": chosen.status == StatementStatus.SUPERSEDED,
            "files": _files(chosen),
            "language": chosen.language,
        }
        return render(request, "public/statement.html", context)


@transaction.atomic
def statement_file(request: HttpRequest, orgnr: str, year: int, form: str, edition: int | None = None) -> HttpResponse:
    """The published bytes in one form."""
    chosen = _choose(_published(orgnr), int(year), int(edition) if edition is not None else None)
    held = PublishedFile.objects.filter(statement=chosen, form=form).first()
    if held is None:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    answer = HttpResponse(bytes(held.content), content_type=CONTENT_TYPES[form])
    kind = "attachment" if form in ("docx", "html") else "inline"
    answer["Content-Disposition"] = f'{kind}; filename="redegjorelse-{orgnr}-{year}-{chosen.edition}.{form}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["ETag"] = f'"{held.sha256}"'
    return answer


def without_slash(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that somebody wrote with a slash at its end: the same without it, whether anything is there or not."""
    allow_methods(request, "GET", "HEAD")
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{request.path.rstrip('/')}{'?' if asked else ''}{asked}")


@dataclass(frozen=True)
class FileLine:
    """A file to download: its form, how large it is in bytes, and where it is."""

    form: str
    size: int
    href: str


def _files(chosen: Statement) -> list[FileLine]:
    """The forms there are, PDF first."""
    superseded = chosen.status == StatementStatus.SUPERSEDED
    sizes = dict(PublishedFile.objects.filter(statement=chosen).values_list("form", Length("content")))
    place = [chosen.enterprise.orgnr, chosen.year]
    return [
        FileLine(
            form,
            sizes[form],
            reverse("public:edition_file", args=[*place, chosen.edition, form])
            if superseded
            else reverse("public:file", args=[*place, form]),
        )
        for form in ("pdf", "docx", "json")
        if form in sizes
    ]


def public_document(chosen: Statement) -> Document:
    """The published document, as its files were made: frozen words and the names of those who approved them."""
    full = Statement.objects.select_related("board").get(pk=chosen.pk)
    if full.published_at is None or not full.frozen:
        raise Http404
    return publication_of(full, full.published_at)


def _choose(found: list[Statement], year: int, edition: int | None) -> Statement:
    for each in found:
        if each.year == year and (edition is None or each.edition == edition):
            return each
    raise Http404


def _newest_by_year(found: list[Statement]) -> list[Statement]:
    newest: dict[int, Statement] = {}
    for each in found:
        newest.setdefault(each.year, each)
    return list(newest.values())
