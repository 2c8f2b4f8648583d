"""Clients that open pages of a running server and note how long each took."""

import math
import random
import socket
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
    link = _Link(address, session)
    for page, path in _turns(pages, place):
        if time.perf_counter() >= stop:
            break
        began = time.perf_counter()
        try:
            status = link.open(path)
        except (OSError, ValueError):
            status = 0
            link.close()
        found.append(Opened(page, time.perf_counter() - began, status))
        if think:
            time.sleep(think * (0.5 + draw.random()))
    link.close()


class _Link:
    """A connection that stays open, as a browser's does: so light that the clients take little from the server."""

    def __init__(self, address: str, session: str) -> None:
        where = urlsplit(address)
        self._where = (where.hostname or "", where.port or 80)
        self._headers = (
            f" HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {COOKIE}={session}\r\nAccept-Language: nb\r\n\r\n"
        )
        self._socket: socket.socket | None = None

    def open(self, path: str) -> int:
        """Ask for the address and read the whole answer; its status. Raises OSError, or ValueError for no answer."""
        if self._socket is None:
            self._socket = socket.create_connection(self._where, timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link = self._socket
        link.sendall(f"GET {path}{self._headers}".encode("ascii"))
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more(link)
        head, _end, body = read.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        headers = dict(line.split(b":", 1) for line in lines[1:])
        if headers.get(b"transfer-encoding", b"").strip() == b"chunked":
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more(link)
        elif b"content-length" in headers:
            left = int(headers[b"content-length"]) - len(body)
            while left > 0:
                left -= len(self._more(link))
        else:
            raise ValueError("an answer without a length")
        if headers.get(b"connection", b"").strip() == b"close":
            self.close()
        return int(lines[0].split()[1])

    @staticmethod
    def _more(link: socket.socket) -> bytes:
        found = link.recv(262_144)
        if not found:
            raise ValueError("the server closed the connection")
        return found

    def close(self) -> None:
        """The next address is asked for on a new connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


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
