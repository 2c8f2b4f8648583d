"""Asking for a row of the table in process, and looking into what came back."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from samsvar.platform.access.middleware import BEGAN_AT, SEEN_AT
from tests.cast import NOW, Cast
from tests.conftest import sign_in
from tests.pages.rows import Places, Row

METHODS = ("get", "post", "put", "delete")
_TABLES = sorted(path.stem for path in Path(__file__).parent.glob("table_*.py"))


def tables() -> list[Any]:
    """Every app's part of the table."""
    return [import_module(f"tests.pages.{name}") for name in _TABLES]


def all_rows() -> list[tuple[Any, Row]]:
    return [(table, row) for table in tables() for row in table.ROWS]


def lay_places(table: Any, cast: Cast) -> Places:
    return table.lay(cast) if hasattr(table, "lay") else {}


def named_addresses(
    patterns: Iterable[Any] | None = None, space: str = "", path: str = ""
) -> Iterator[tuple[str, str]]:
    """Each address as (name that `reverse` takes, pattern). A pattern without a name has an empty one."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_addresses(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            yield (f"{space}{pattern.name}" if pattern.name else "", here)


def client_for(actor: str, cast: Cast) -> Client:
    client = Client()
    if actor != "anonymous":
        sign_in(client, cast.people[actor])
        session = client.session  # seen a moment ago: what a request notes of it is rolled back, and noted each time
        session.update({BEGAN_AT: NOW.isoformat(), SEEN_AT: NOW.isoformat()})
        session.save()
    return client


def ask(row: Row, method: str, client: Client, places: Places) -> HttpResponseBase:
    """The answer; whatever it changed is rolled back."""
    address = reverse(row.name, kwargs=dict(places[row.at]) if row.at else None) + row.query
    more: dict[str, Any] = {"headers": dict(row.headers)}
    if method != "get":
        content = row.content(places) if row.json or getattr(row, method) else {}
        more["data"] = json.dumps(content) if row.json or method != "post" else content
        if row.json or method != "post":
            more["content_type"] = "application/json"
    cache.clear()
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address, **more)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def all_bytes(answer: HttpResponseBase) -> bytes:
    """Header lines and body, with archives and PDFs unpacked."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return head + b"\n" + body + _unpacked(body)


def _unpacked(body: bytes) -> bytes:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            inner = [archive.read(name) for name in archive.namelist()]
            names = "\n".join(archive.namelist()).encode()
        return names + b"".join(part + _unpacked(part) for part in inner)
    if body.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(body))
        text = "\n".join(page.extract_text() for page in reader.pages)
        return (text + str(reader.metadata)).encode()
    return b""


_CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken":\s*"[^"]*"|X-CSRFToken&quot;:\s*&quot;[^&]*&quot;'
    rb"|nonce-[\w+/=-]+|csrftoken=[^;\n]*|sessionid=[^;\n]*|data-once=\"[^\"]*\"|name=\"once\" value=\"[^\"]*\""
    rb'|"challenge": "[^"]*"|name="number" value="[^"]{40,}"'
)


def masked(content: bytes) -> bytes:
    """Without tokens, nonces, a passkey's challenge and one-time numbers."""
    return _CHANGING.sub(b"-", content)
