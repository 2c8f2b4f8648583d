"""The same unsafe call sent twice with one `Idempotency-Key` acts once (kept for 24 hours, per token or person)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from samsvar.front.api.errors import Refusal
from samsvar.front.api.models import RepeatableAnswer

KEPT = timedelta(hours=24)
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
    digest = _digest(request)
    _forget(at - KEPT)
    claimed, kept = _claim(holder, named, digest, at)
    if not claimed:
        if kept.digest != digest:
            raise Refusal(409, "idempotency_key_used")
        answer = HttpResponse(kept.content, status=kept.status, content_type=_JSON)
        answer["Idempotency-Replayed"] = "true"
        return answer
    answer = act()
    if answer.status_code < 400:
        kept.status, kept.content = answer.status_code, answer.content.decode()
        kept.save(update_fields=["status", "content"])
    return answer


def _forget(before: datetime) -> None:
    """Remove old answers, but those that another call is removing: it may hold them until its own long work ends."""
    old = RepeatableAnswer.objects.select_for_update(skip_locked=True).filter(created_at__lt=before)
    RepeatableAnswer.objects.filter(pk__in=old.values("pk")).delete()


def _claim(holder: str, named: str, digest: str, at: datetime) -> tuple[bool, RepeatableAnswer]:
    """Take the key, or the row of whoever has it; a parallel call waits here until the first one has ended."""
    try:
        with transaction.atomic():
            row = RepeatableAnswer.objects.create(holder=holder, idempotency_key=named, digest=digest, created_at=at)
            return True, row
    except IntegrityError:
        return False, RepeatableAnswer.objects.get(holder=holder, idempotency_key=named)


def _digest(request: HttpRequest) -> str:
    """What the call is: method, address and content. Files count by their bytes and names."""
    found = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not (request.content_type or "").startswith("multipart/"):
        found.update(request.body)
        return found.hexdigest()
    for name, values in sorted(request.POST.lists()):
        found.update(repr((name, values)).encode("utf-8", "backslashreplace"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            part = sha256()
            for chunk in file.chunks():
                part.update(chunk)
            file.seek(0)
            found.update(repr((name, file.name, part.hexdigest())).encode("utf-8", "backslashreplace"))
    return found.hexdigest()
