"""Statements under the Transparency Act: the list, the document as JSON, and the published bytes."""

import json
from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from ninja import Query, Router

from samsvar.core.documents.as_json import render_json
from samsvar.core.documents.frozen import thaw
from samsvar.core.documents.model import Document
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.entry import as_json
from samsvar.front.api.finding import one, referred, units_seen
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Instant, Key, Named, OneOf, Shown, answers, page
from samsvar.front.public.views.statements import public_document
from samsvar.front.reporting.transparency_statement.document import draw
from samsvar.front.reporting.transparency_statement.files import CONTENT_TYPES
from samsvar.front.reporting.transparency_statement.gather import gather
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.clock import today
from samsvar.subjects.statements.models import PublishedFile, Statement, StatementStatus

router = Router(tags=["statements"])
SORTS = {"year": Sort("year", int)}


class StatementShown(Shown):
    """One edition of one year's statement."""

    key: str
    enterprise: Named
    year: int
    edition: int
    language: str
    status: str
    period_from: date
    period_to: date
    reason: str | None
    submitted_at: Instant | None
    published_at: Instant | None
    frozen_sha256: str | None
    version: int


class StatementsAsked(Asked):
    sort: Literal["year", "-year"] = "-year"
    enterprise: Key | None = None
    status: Annotated[str, OneOf(StatementStatus.values)] | None = None


@router.get("/statements", response=answers(page(StatementShown)), summary=_("List statements"))
def list_statements(request: CalledRequest, asked: Query[StatementsAsked]) -> dict[str, Any]:
    """Drafts where you have `view_draft_statements`, published ones where you see the enterprise."""
    viewer = viewer_of_request(request)
    rows = _seen(request)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    if asked.status:
        rows = rows.filter(status=asked.status)
    return page_of(request, rows, asked, SORTS, lambda row: _shown(row, viewer.language), asked.sort)


@router.get("/statements/{key}", response=answers(StatementShown), summary=_("Get a statement"))
def get_statement(request: CalledRequest, key: str) -> dict[str, Any]:
    return _shown(one(_seen(request), key), viewer_of_request(request).language)


@router.get("/statements/{key}/document", response=answers(dict[str, Any]), summary=_("Get a statement’s document"))
def get_document(request: CalledRequest, key: str) -> HttpResponse:
    """The document that `samsvar statement … .json` writes: frozen where it is submitted, else drawn from today's
    records."""
    statement = one(_seen(request).defer(None), key)
    return as_json(json.loads(render_json(_document(statement))))


@router.get("/statements/{key}/files/{form}", response=answers(bytes), summary=_("Get a published file"))
def get_file(request: CalledRequest, key: str, form: str) -> HttpResponse:
    """The published bytes; `form` is html, pdf, docx or json."""
    statement = one(_seen(request), key)
    held = PublishedFile.objects.filter(statement=statement, form=form).first() if form in CONTENT_TYPES else None
    if held is None:
        raise Http404
    name = f"redegjorelse-{statement.enterprise.orgnr}-{statement.year}-{statement.edition}.{form}"
    answer = as_file(bytes(held.content), name, CONTENT_TYPES[form])
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _document(statement: Statement) -> Document:
    if statement.published_at and statement.frozen:
        return public_document(statement)
    return thaw(statement.frozen) if statement.frozen else draw(gather(statement, told_on=today())).document


def _seen(request: CalledRequest) -> Any:
    rows = Statement.objects.readable_by(viewer_of_request(request))
    return rows.select_related("enterprise").defer("frozen")


def _shown(statement: Statement, language: str) -> dict[str, Any]:
    plain = ("key", "year", "edition", "language", "status", "period_from", "period_to", "submitted_at")
    return {
        **{column: getattr(statement, column) for column in (*plain, "published_at", "version")},
        **{column: getattr(statement, column) or None for column in ("reason", "frozen_sha256")},
        "enterprise": {"key": statement.enterprise.key, "name": statement.enterprise.name(language)},
    }
