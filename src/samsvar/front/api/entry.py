"""The one way into every operation: who, how often, how large, sight before method, one transaction, once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from samsvar.front.api.caller import CalledRequest, Caller, identify
from samsvar.front.api.errors import Refusal, answer_to
from samsvar.front.api.idempotency import once
from samsvar.front.api.limits import count_call
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.access.walls import show_to
from samsvar.platform.ui.clock import now

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
JSON_LIMIT = 1_000_000
FILE_LIMIT = 20_000_000
#: What a caller who does not see a place gets there, whatever the method.
UNSEEN = (401, 403, 404, 429)

Operation = Callable[..., HttpResponse]


def entered(operation: Operation, *, files: bool = False) -> Operation:
    """The operation as a view. CSRF is asked of sessions by `identify`; `files`: takes a form with a file."""

    @csrf_exempt
    def entry(request: CalledRequest, **kwargs: Any) -> HttpResponse:
        try:
            answer = _answer(request, operation, kwargs, files)
        except Exception as problem:
            answer = answer_to(request, problem)
        answer["Cache-Control"] = "no-store"
        if answer.status_code == 429:
            answer["Retry-After"] = "60"
        return answer

    return entry


def _answer(request: CalledRequest, operation: Operation, kwargs: dict[str, Any], files: bool) -> HttpResponse:
    _check_size(request, FILE_LIMIT if files else JSON_LIMIT)
    caller = identify(request)
    translation.activate(caller.viewer.language)
    moment = now()
    count_call(caller.holder, moment)
    safe = request.method in SAFE
    with one_transaction(caller.viewer, only_reads=safe) as take_back:
        answer = _in_sight(request, operation, kwargs, files, caller)
        if answer.status_code >= 400:
            take_back()
    return answer


def _in_sight(
    request: CalledRequest, operation: Operation, kwargs: dict[str, Any], files: bool, caller: Caller
) -> HttpResponse:
    if request.method == "HEAD":
        return _as_get(request, operation, kwargs)
    if request.method in SAFE:
        return _or_not_allowed(request, operation, kwargs, operation(request, **kwargs))
    if not _right_type(request, files):
        seen = _as_get(request, operation, kwargs)
        return seen if seen.status_code in UNSEEN else Refusal(415, "wrong_content_type").answer()
    answer = once(request, caller.holder, now(), lambda: operation(request, **kwargs))
    return _or_not_allowed(request, operation, kwargs, answer)


def _or_not_allowed(
    request: CalledRequest, operation: Operation, kwargs: dict[str, Any], answer: HttpResponse
) -> HttpResponse:
    """405 for those who see the place; everybody else gets what reading it gives them."""
    if answer.status_code != 405:
        return answer
    seen = _as_get(request, operation, kwargs)
    if seen.status_code in UNSEEN:
        return seen
    refused = Refusal(405, "method_not_allowed").answer()
    methods = {method.strip() for method in answer.get("Allow", "").split(",")}
    refused["Allow"] = ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))
    return refused


def _as_get(request: CalledRequest, operation: Operation, kwargs: dict[str, Any]) -> HttpResponse:
    method, request.method = request.method, "GET"
    try:
        return operation(request, **kwargs)
    finally:
        request.method = method


def _right_type(request: CalledRequest, files: bool) -> bool:
    if request.method == "DELETE" or not int(request.META.get("CONTENT_LENGTH") or 0):
        return True
    wanted = ("application/json", "multipart/form-data") if files else ("application/json",)
    return request.content_type in wanted


def _check_size(request: CalledRequest, limit: int) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length[:20]) > limit:
        raise Refusal(413, "too_large")


@contextmanager
def one_transaction(viewer: Viewer, *, only_reads: bool) -> Iterator[Callable[[], None]]:
    """The transaction of a call, behind the viewer's wall. Gives what takes it back.

    On SQLite a transaction takes the writer's lock at once, so a call that only reads has none there.
    """
    if only_reads and connection.vendor != "postgresql":
        yield lambda: None
        return
    with transaction.atomic():
        show_to(viewer)
        yield lambda: transaction.set_rollback(True)


def nothing(request: CalledRequest, rest: str) -> HttpResponse:
    """An address that leads nowhere."""
    raise Refusal(404, "not_found")


def as_json(value: Any, status: int = 200) -> HttpResponse:
    """An answer that no schema describes further."""
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})
