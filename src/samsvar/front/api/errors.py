"""Refusals, all in one shape: `{"error": {"code", "message", "fields"?, …}}`. Codes are stable, messages translated."""

import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from samsvar.core.readers.results import FileProblem, RowError
from samsvar.front.api import words
from samsvar.platform.imports.messages import message_of
from samsvar.platform.imports.outcome import ChangedMeanwhile
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.logs import about, note
from samsvar.platform.ui.middleware import REFERENCE_LETTERS
from samsvar.registers.indicators.presenters.problems import OF_MEASUREMENT, said
from samsvar.registers.indicators.services.deliveries import Faulty
from samsvar.subjects.due_diligence.services.impacts.impacts import MayNotClose

_FIELDS_TOLD = 50
#: How SQLite and PostgreSQL say that somebody else is writing: the same call may be sent again.
_BUSY = ("locked", "busy", "lock timeout", "deadlock detected")


class Refusal(Exception):
    """Ends a call. `more` goes beside code and message in the answer."""

    def __init__(
        self, status: int, code: str, *, fields: Mapping[str, str] | None = None, message: str = "", **more: Any
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.fields = dict(fields or {})
        self.message = message
        self.more = more

    def answer(self) -> HttpResponse:
        """The refusal in the active language."""
        error: dict[str, Any] = {"code": self.code, "message": self.message or words.message(self.code)}
        if self.fields:
            error["fields"] = self.fields
        return JsonResponse(
            {"error": {**error, **self.more}}, status=self.status, json_dumps_params={"ensure_ascii": False}
        )


def unknown_reference(*fields: str) -> Refusal:
    """A key in a body or filter that leads to nothing the caller may see, whether it exists or not."""
    return Refusal(422, "invalid", fields={field: words.message("unknown_reference") for field in fields})


@contextmanager
def stale_told(present: Any, yours: Mapping[str, Any]) -> Iterator[None]:
    """Turns somebody else's save into 409 with both texts. `present` makes what `GET` answers of the row."""
    try:
        yield
    except StaleVersion as stale:
        raise Refusal(409, "stale_version", now=present(stale.now), yours=dict(yours)) from None


def answer_to(request: HttpRequest, problem: Exception) -> HttpResponse:
    """The answer to whatever stopped a call. What nobody foresaw is logged with a reference and told without more."""
    refusal = _refusal_of(problem)
    if refusal is None:
        reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(4))
        request.fault_reference = reference  # type: ignore[attr-defined]  # as `ui.middleware` does for pages
        note("fault", level=logging.ERROR, fault=problem, reference=reference, **about(request))
        refusal = Refusal(500, "fault", reference=reference)
    answer = refusal.answer()
    if refusal.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Samsvar"'
    return answer


def _refusal_of(problem: Exception) -> Refusal | None:
    match problem:
        case Refusal():
            return problem
        case ValidationError():
            return Refusal(422, "invalid", fields=dict(_field(error) for error in problem.errors[:_FIELDS_TOLD]))
        case AuthenticationError():
            return Refusal(401, "not_signed_in")
        case Http404():
            return Refusal(404, "not_found")
        case PermissionDenied():
            return Refusal(403, "not_permitted")
        case HttpError():
            return _of_http(problem)
        case RequestDataTooBig():
            return Refusal(413, "too_large")
        case SuspiciousOperation():
            return Refusal(400, "bad_request")
        case NotAllowed():
            return Refusal(422, problem.code, message=words.refusal(problem.code, problem.facts))
        case Faulty():
            return _of_figures(problem)
        case MayNotClose():
            reasons = {reason: words.message(reason) for reason in problem.reasons}
            return Refusal(422, "may_not_close", reasons=reasons)
        case ChangedMeanwhile() | IntegrityError():
            return Refusal(409, "changed_meanwhile")
        case OperationalError() if any(words in str(problem) for words in _BUSY):
            return Refusal(503, "busy")
    return None


def _of_figures(problem: Faulty) -> Refusal:
    """The first thing wrong with figures that were handed in, and the field of each."""
    told = [said(each, OF_MEASUREMENT) for each in problem.problems]
    return Refusal(
        422, problem.problems[0].code, message=told[0][1], fields={name: text for name, text in told if name}
    )


def _of_http(problem: HttpError) -> Refusal:
    cause = problem.__cause__
    if isinstance(cause, Refusal):
        return cause
    if isinstance(cause, FileProblem):
        message, _remedy = message_of(RowError(cause.row, None, cause.code, cause.facts))
        return Refusal(400, cause.code, message=message)
    if problem.status_code == 403:
        return Refusal(403, "no_csrf_token")
    return Refusal(problem.status_code, "bad_request")


def _field(error: Mapping[str, Any]) -> tuple[str, str]:
    """Where in the call it is (without the name of our own argument), and what is wrong with it."""
    place = [str(part) for part in error.get("loc", ())]
    named = [part for part in place[1:] if part not in ("body", "asked")]
    return ".".join(named) or (place[0] if place else ""), words.wrong_value(error)


def handle_errors(api: NinjaAPI) -> None:
    """Every exception of every operation goes through `answer_to`."""
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, answer_to)  # type: ignore[arg-type]  # ninja asks for one handler of all kinds
