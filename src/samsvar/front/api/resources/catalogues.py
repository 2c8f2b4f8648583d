"""Editions of the published sources that assessments look things up in. The same for everybody signed in."""

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router

from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Instant, Search, Shown, answers, page
from samsvar.registers.catalogues.models import Edition, EditionRow

router = Router(tags=["catalogues"])
#: An edition's own address is its source and its name; the number that settles ties is never shown alone.
SORTS = {"source": Sort("source", key="edition")}


class EditionShown(Shown):
    source: str
    edition: str
    title: str
    publisher: str
    licence: str | None
    url: str | None
    published_on: date | None
    note: str | None
    incomplete: bool
    sha256: str
    loaded_at: Instant


class RowShown(Shown):
    """A row by its code: a country, a CPV prefix, a product. The values are the publisher's columns."""

    code: str
    values: dict[str, Any]


class EditionsAsked(Asked):
    sort: Literal["source", "-source"] = "source"
    source: Search = ""


class RowsAsked(Asked):
    code: Search = ""


@router.get("/editions", response=answers(page(EditionShown)), summary=_("List editions of the sources"))
def list_editions(request: HttpRequest, asked: Query[EditionsAsked]) -> dict[str, Any]:
    rows = Edition.objects.filter(source=asked.source) if asked.source else Edition.objects.all()
    return page_of(request, rows, asked, SORTS, _shown, asked.sort)


@router.get("/editions/{source}/{edition}", response=answers(EditionShown), summary=_("Get an edition"))
def get_edition(request: HttpRequest, source: str, edition: str) -> dict[str, Any]:
    return _shown(_find(source, edition))


@router.get("/editions/{source}/{edition}/rows", response=answers(page(RowShown)), summary=_("List an edition’s rows"))
def list_rows(request: HttpRequest, source: str, edition: str, asked: Query[RowsAsked]) -> dict[str, Any]:
    """By code; with `code` the one row."""
    rows = EditionRow.objects.filter(edition=_find(source, edition))
    if asked.code:
        rows = rows.filter(code=asked.code)
    return page_of(request, rows, asked, {"code": Sort("code", key="code")}, _row)


def _find(source: str, edition: str) -> Edition:
    if "\0" in source + edition:
        raise Http404
    found = Edition.objects.filter(source=source, edition=edition).first()
    if found is None:
        raise Http404
    return found


def _shown(edition: Edition) -> dict[str, Any]:
    plain = ("source", "edition", "title", "publisher", "published_on", "incomplete", "sha256", "loaded_at")
    return {
        **{column: getattr(edition, column) for column in plain},
        **{column: getattr(edition, column) or None for column in ("licence", "url", "note")},
    }


def _row(row: EditionRow) -> dict[str, Any]:
    return {"code": row.code, "values": row.values}
