"""The same unsafe call sent twice with one `Idempotency-Key` acts once (kept for 24 hours, per token or person)."""

import re
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from samsvar.front.api.errors import Refusal
from samsvar.platform.forms.numbers import digest_of, digest_of_call, forget_old_numbers, take_number

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_JSON = "application/json; charset=utf-8"


def once(request: HttpRequest, holder: str, at: datetime, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer to the call: acted on now, or as it was the first time. To be called inside the call's transaction.

    A refusal is not kept: it changed nothing, and the call may be mended and sent again.
    Raises Refusal: 409 for the same key with another call, 400 for a key that is none.
    """
    named = request.headers.get(HEADER)
    if named is None:
        return act()
    if not _KEY.fullmatch(named):
        raise Refusal(400, "idempotency_key_invalid")
    about = digest_of_call(request)
    forget_old_numbers(at)
    kept, first = take_number(digest_of("api", holder, named), at=at, about=about)
    if not first:
        if kept.about != about:
            raise Refusal(409, "idempotency_key_used")
        answer = HttpResponse(kept.content, status=kept.status, content_type=_JSON)
        answer["Idempotency-Replayed"] = "true"
        return answer
    answer = act()
    if answer.status_code < 400:
        kept.status, kept.content = answer.status_code, answer.content.decode()
        kept.save(update_fields=["status", "content"])
    return answer
