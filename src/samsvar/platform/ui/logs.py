"""The log: one JSON object a line on standard error, for the operator's own system (docs/security/logging.md).

Never in it: names, addresses of mail, what was sent, what was asked for, secrets, the words of an exception (they may
hold a record's). A person is there by key, a page by the name of its address.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from typing import Any

from django.http import HttpRequest, HttpResponse

EVENTS = logging.getLogger("samsvar.events")
LONGEST = 300
FRAMES = 15
#: Answers that say no. A page that is not there is told of only where somebody signed in asks: the rest is robots.
REFUSALS = frozenset({400, 401, 403, 405, 413, 415, 429})


def note(
    event: str, *, level: int = logging.INFO, fault: BaseException | None = None, **facts: str | int | None
) -> None:
    """Write a line. `facts` are codes, keys and numbers; what is None is left out."""
    kept = {name: value for name, value in facts.items() if value is not None}
    EVENTS.log(level, event, extra={"facts": kept}, exc_info=fault)


class JsonLines(logging.Formatter):
    """A record as one line of ASCII: no text from outside can end it or hide in it."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), **_said(record)}
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            line["fault"] = fault_of(fault)
        return json.dumps(line, default=str)


class Lines(logging.Handler):
    """To standard error as it is when the line is written, each line whole."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(self.format(record) + "\n")
        except Exception:  # as every handler of `logging`: a line that cannot be written stops nobody
            self.handleError(record)


class NotYetTold(logging.Filter):
    """Lets through Django's own word of a fault only where ours was not written, with its reference, already."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not getattr(getattr(record, "request", None), "fault_reference", "")


def fault_of(fault: BaseException) -> dict[str, Any]:
    """What an exception was and where, without its words."""
    frames = [f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in _walk(fault)]
    told: dict[str, Any] = {"type": type(fault).__name__, "at": frames[-FRAMES:]}
    cause = fault.__cause__ or fault.__context__
    if cause is not None:
        told["after"] = type(cause).__name__
    return told


def _walk(fault: BaseException) -> Iterator[tuple[Any, int]]:
    return walk_tb(fault.__traceback__)


def _short(path: str) -> str:
    """The last three parts of a path: enough to find the file, and nothing of the machine."""
    return "/".join(Path(path).parts[-3:])


def _said(record: logging.LogRecord) -> dict[str, Any]:
    facts = getattr(record, "facts", None)
    if facts is not None:
        return {"event": record.getMessage(), **{name: _cut(value) for name, value in facts.items()}}
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):  # Django's own: its words hold the path, which may hold a link's secret
        kind = record.name.rpartition(".")[2]
        reason = record.args[0] if kind == "csrf" and isinstance(record.args, tuple) and record.args else None
        event = "suspicious" if record.name.startswith("django.security") else "fault"
        told = {"event": event, "kind": kind, **{name: value for name, value in about(request).items() if value}}
        return {**told, "reason": _cut(reason)} if reason else told
    return {"event": record.name, "message": _cut(record.getMessage())}


def about(request: HttpRequest) -> dict[str, Any]:
    """Who asked for what: the person's key, the method, the name of the address."""
    place = request.resolver_match.view_name if request.resolver_match else None
    return {"person": person_key(request), "method": request.method, "page": place or None}


def person_key(request: HttpRequest) -> str | None:
    """The key of whoever is signed in, or behind the token of a call; None for anybody else."""
    viewer = getattr(getattr(request, "caller", None), "viewer", None) or getattr(request, "viewer", None)
    key = getattr(getattr(viewer, "person", None), "key", None)
    return str(key) if key else None


def _cut(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)[:LONGEST]


class RefusalsMiddleware:
    """Writes down each no: by whom, which page, which answer. Who is not signed in stays nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code in REFUSALS or (answer.status_code == 404 and person_key(request)):
            note("refused", status=answer.status_code, **about(request))
        return answer
