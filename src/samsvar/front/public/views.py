"""What anyone may see: an enterprise's published statements. No sign-in, no cookies, no scripts.

Unknown and unpublished answer alike.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from samsvar.core.documents.frozen import thaw
from samsvar.core.documents.model import Approver, Document
from samsvar.core.rules.dates import oslo_day
from samsvar.front.reporting.transparency_statement.document import approved
from samsvar.front.reporting.transparency_statement.files import CONTENT_TYPES, FORMS
from samsvar.platform.access.guards import allow_methods
from samsvar.subjects.statements.models import PublishedFile, Statement, StatementStatus


def _published(orgnr: str) -> list[Statement]:
    """Every published edition of the enterprise with the number, newest first."""
    return list(
        Statement.objects.filter(
            enterprise__orgnr=orgnr,
            status__in=[StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED],
            published_at__isnull=False,
        )
        .select_related("enterprise")
        .defer("frozen")
        .order_by("-year", "-edition")
    )


def statements(request: HttpRequest, orgnr: str) -> HttpResponse:
    """The enterprise's statements by year."""
    found = _published(orgnr)
    if not found:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    context = {"enterprise": found[0].enterprise, "statements": _newest_by_year(found), **_language(request)}
    return render(request, "public/statements.html", context)


def statement(request: HttpRequest, orgnr: str, year: int, edition: int | None = None) -> HttpResponse:
    """One year's statement: the newest edition, or the one named."""
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
            "forms": [form for form in FORMS if form != "html"],
            "language": chosen.language,
        }
        return render(request, "public/statement.html", context)


def statement_file(request: HttpRequest, orgnr: str, year: int, form: str, edition: int | None = None) -> HttpResponse:
    """The published bytes in one form."""
    chosen = _choose(_published(orgnr), year, edition)
    held = PublishedFile.objects.filter(statement=chosen, form=form).first()
    if held is None:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    answer = HttpResponse(bytes(held.content), content_type=CONTENT_TYPES[form])
    kind = "attachment" if form in ("docx", "html") else "inline"
    answer["Content-Disposition"] = f'{kind}; filename="redegjorelse-{orgnr}-{year}-{chosen.edition}.{form}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def public_document(chosen: Statement) -> Document:
    """The published document, as its files were made: frozen words and the names of those who approved them."""
    full = Statement.objects.only("frozen").get(pk=chosen.pk)
    lines = chosen.approvals.filter(voided_at__isnull=True).order_by("pk")
    approvers = tuple(Approver(line.name, line.title, line.approved_at) for line in lines)
    if full.frozen is None or chosen.published_at is None:
        raise Http404
    return approved(thaw(full.frozen), approvers, oslo_day(chosen.published_at))


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


def _language(request: HttpRequest) -> dict[str, str]:
    return {"language": translation.get_language() or "nb"}
