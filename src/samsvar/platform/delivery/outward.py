"""The one way out to a service on the network, for what a person asked for just now.

Fixed hosts from settings only, HTTPS, no redirects, at most ten seconds and five megabytes, never an inner address.
"""

import http.client
import ipaddress
import logging
import socket
import ssl
from time import monotonic

from samsvar.platform.ui.logs import note

SECONDS = 10.0
BYTES = 5_000_000


class NotReached(Exception):
    """No answer that can be used. `code`: off, no_address, inner_address, no_answer, status or size."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fetch(host: str, path: str, accept: str = "application/json") -> bytes:
    """The body of a GET. `host` comes from settings, never from outside. Raises NotReached."""
    if not host:
        raise NotReached("off")
    until = monotonic() + SECONDS
    connection = _Pinned(host, _address(host))
    try:
        connection.request("GET", path, headers={"Accept": accept, "User-Agent": "samsvar"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise NotReached("status")
        return _body(answer, until)
    except (OSError, http.client.HTTPException) as problem:
        note("outward_call_failed", level=logging.WARNING, host=host, fault=problem)
        raise NotReached("no_answer") from problem
    finally:
        connection.close()


def _address(host: str) -> str:
    """An address of the host; refused where any of its addresses is an inner one."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except OSError as problem:
        raise NotReached("no_address") from problem
    if not found or not all(ipaddress.ip_address(each).is_global for each in found):
        raise NotReached("inner_address")
    return str(sorted(found)[0])


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    body = bytearray()
    while chunk := answer.read1(65_536):
        body += chunk
        if len(body) > BYTES:
            raise NotReached("size")
        if monotonic() > until:
            raise NotReached("no_answer")
    return bytes(body)


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was judged, whatever the name means a moment later."""

    def __init__(self, host: str, address: str) -> None:
        self._judged = address
        self._tls = ssl.create_default_context()
        super().__init__(host, 443, timeout=SECONDS, context=self._tls)

    def connect(self) -> None:
        plain = socket.create_connection((self._judged, 443), SECONDS)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
