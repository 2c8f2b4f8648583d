"""How many calls a token or person may make a minute, counted in the cache that all workers share."""

from datetime import datetime

from django.core.cache import cache

from samsvar.front.api.errors import Refusal

A_MINUTE = 600
SECONDS = 60


def count_call(holder: str, at: datetime) -> None:
    """Counts the call. Raises Refusal 429 beyond the limit, with the seconds until the next minute."""
    moment = int(at.timestamp())
    named = f"api-calls:{holder}:{moment // SECONDS}"
    cache.add(named, 0, SECONDS * 2)
    try:
        calls = cache.incr(named)
    except ValueError:
        return
    if calls > A_MINUTE:
        raise Refusal(429, "too_many_calls", wait_seconds=SECONDS - moment % SECONDS)
