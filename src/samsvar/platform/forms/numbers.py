"""A number that something is done once by: forms of people and of anyone, and calls of the API, take theirs here.

The first who takes it acts; the same number again is answered as the first was. Kept for a day.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from samsvar.platform.forms.models import TakenNumber

KEPT = timedelta(hours=24)


def take_number(digest: str, *, at: datetime, about: str = "") -> tuple[TakenNumber, bool]:
    """The number, taken now (True), or as another took it before (False). `about` digests what it is taken for.

    Inside a transaction the second waits until the first has ended: on PostgreSQL at the unique column, on SQLite
    before its own transaction begins. Outside one the first may still be at work (`status` 0).
    """
    while True:
        try:
            with transaction.atomic():
                return TakenNumber.objects.create(digest=digest, about=about, taken_at=at), True
        except IntegrityError:
            first = TakenNumber.objects.filter(digest=digest).first()
            if first is not None:  # else it was given back a moment ago
                return first, False


def forget_old_numbers(at: datetime) -> None:
    """Remove those taken a day ago, but not what another request is removing: it may hold them until its own end."""
    old = TakenNumber.objects.select_for_update(skip_locked=True).filter(taken_at__lt=at - KEPT)
    with transaction.atomic():
        TakenNumber.objects.filter(pk__in=old.values("pk")).delete()


def digest_of(*parts: object) -> str:
    """Whose number it is, where it was sent, and the number itself, as one digest."""
    return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()


def digest_of_call(request: HttpRequest) -> str:
    """What a call is: method, address and content. Files count by their bytes and names."""
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
