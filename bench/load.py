"""Clients that open pages of a running server and note how long each took."""

import http.client
import math
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.pages import Page

COOKIE = "sessionid"


@dataclass(frozen=True)
class Opened:
    """One page that was opened: which, seconds until the last byte, and the status (0: no answer)."""

    page: str
    seconds: float
    status: int


def open_pages(
    address: str, pages: Sequence[Page], sessions: Sequence[str], *, clients: int, seconds: float, think: float = 0.0
) -> list[Opened]:
    """Clients that go through the pages in turn, each from its own place, for so long; `think` seconds between pages.

    With `think` the users begin spread over the first pause, and each waits from half to one and a half of it.
    """
    found: list[Opened] = []
    stop = time.perf_counter() + seconds
    threads = [
        threading.Thread(
            target=_client, args=(address, pages, sessions[place % len(sessions)], place, stop, think, found)
        )
        for place in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _client(
    address: str, pages: Sequence[Page], session: str, place: int, stop: float, think: float, found: list[Opened]
) -> None:
    draw = random.Random(place)
    time.sleep(draw.random() * think)
    where = urlsplit(address)
    link = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    headers = {"Cookie": f"{COOKIE}={session}", "Accept-Language": "nb"}
    for page, path in _turns(pages, place):
        if time.perf_counter() >= stop:
            break
        began = time.perf_counter()
        try:
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            status = 0
            link.close()
        found.append(Opened(page, time.perf_counter() - began, status))
        if think:
            time.sleep(think * (0.5 + draw.random()))
    link.close()


def _turns(pages: Sequence[Page], place: int) -> Iterator[tuple[str, str]]:
    turn = place * 7
    while True:
        page = pages[turn % len(pages)]
        yield page.name, page.addresses[(turn // len(pages)) % len(page.addresses)]
        turn += 1


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values (0–1) do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]
