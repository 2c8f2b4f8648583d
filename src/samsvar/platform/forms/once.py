"""A form that is sent twice acts once: a double press, an impatient reload, a network that sends again.

Every form carries a random number (`{% once %}`). The first sending takes it; the same number again is answered as the
first was, and acts no more. What changed nothing (an error to mend, a sign-in to confirm) gives the number back.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samsvar.platform.access.factors import FreshSignInNeeded
from samsvar.platform.access.viewer import MetRequest
from samsvar.platform.forms.models import TakenNumber
from samsvar.platform.forms.numbers import digest_of, forget_old_numbers, take_number
from samsvar.platform.links.models import SingleLink
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.forms import ONCE

LONGEST_NUMBER = 64
#: How long a second sending waits for the answer of the first, in steps of a twentieth of a second.
_STEPS, _STEP = 200, 0.05
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class OnceMiddleware:
    """Stands after the viewer is known: a number belongs to the person and the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MetRequest) -> HttpResponse:
        digest = _digest(request)
        if not digest:
            return self.get_response(request)
        sent = _take(digest)
        if isinstance(sent, HttpResponse):
            return sent
        if isinstance(sent, bool):
            return render(request, "forms/sent_before.html", {"done": sent}, status=409)
        answer = self.get_response(request)
        if answer.status_code >= 500 and connection.in_atomic_block:
            return answer  # the request's transaction is rolled back, and the number with it
        if answer.status_code >= 400:
            sent.delete()
        else:
            held = TakenNumber.objects.filter(pk=sent.pk)  # given back where a confirmation is asked for
            held.update(status=answer.status_code, location=answer.headers.get("Location", ""))
        return answer

    def process_exception(self, request: MetRequest, exception: Exception) -> None:
        """Who must first confirm who they are has done nothing: the same form may be sent afterwards."""
        if isinstance(exception, FreshSignInNeeded):
            TakenNumber.objects.filter(digest=_digest(request)).delete()


def once_by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Beneath `by_link`, whose transaction the number is taken in: a form sent twice with one link acts once."""

    @wraps(view)
    def acting(request: HttpRequest, link: SingleLink, *args: Any, **kwargs: Any) -> HttpResponse:
        number = request.POST.get(ONCE, "") if request.method == "POST" else ""
        if not number or len(number) > LONGEST_NUMBER:
            return view(request, link, *args, **kwargs)
        at = now()
        forget_old_numbers(at)
        taken, first = take_number(digest_of(link.key, request.get_full_path(), number), at=at)
        if not first:
            return HttpResponseRedirect(taken.location or request.path, status=303)
        answer = view(request, link, *args, **kwargs)
        if answer.status_code >= 400:
            taken.delete()
        else:
            taken.status, taken.location = answer.status_code, answer.headers.get("Location", "")
            taken.save(update_fields=["status", "location"])
        return answer

    return acting


def _digest(request: MetRequest) -> str:
    """What was sent, by whom and where; empty where it is no numbered form of somebody signed in."""
    if request.method != "POST" or request.viewer is None or request.content_type not in _FORMS:
        return ""
    number = request.POST.get(ONCE, "")
    if not number or len(number) > LONGEST_NUMBER:
        return ""
    return digest_of(request.user.pk, request.get_full_path(), number)


def _take(digest: str) -> TakenNumber | HttpResponse | bool:
    """The number, taken; or the first sending's answer; or whether that is done, where it led nowhere.

    PostgreSQL lets the second wait for the first's transaction, and gives up (OperationalError) after its lock timeout.
    """
    at = now()
    forget_old_numbers(at)
    for _step in range(_STEPS):
        try:
            number, first = take_number(digest, at=at)
        except OperationalError:
            return False
        if first:
            return number
        if number.status:
            return HttpResponseRedirect(number.location, status=303) if number.location else True
        time.sleep(_STEP)
    return False
