"""What may stand as a recipient's address, and what it looks like to a mail server.

Narrower than RFC 5321: no quoted local parts, no address literals, no comments. Nothing that could end a line or begin
another header or command passes. A domain with letters beyond ASCII is written as IDNA; a local part with such letters
needs SMTPUTF8 (RFC 6531), which many servers lack: it is refused here, plainly, and never half sent.
"""

import re

from samsvar.platform.delivery.models import LONGEST_ADDRESS

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_LOCAL = 64


class BadAddress(ValueError):
    """`code`: not_an_address, or needs_smtputf8 (letters beyond ASCII before the @)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked_address(text: str) -> str:
    """The address as it is handed to the server, domain in small letters. Raises BadAddress."""
    local, at, domain = text.strip(" ").rpartition("@")
    if not at or not text.isprintable() or "\xa0" in text:
        raise BadAddress("not_an_address")
    if not local.isascii():
        # A plain word with æ, ø or å in it is somebody's address; anything stranger is no address at all.
        plain = "".join("a" if letter.isalpha() and not letter.isascii() else letter for letter in local)
        raise BadAddress("needs_smtputf8" if _LOCAL.fullmatch(plain) else "not_an_address")
    host = _ascii_domain(domain)
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL or not _DOMAIN.fullmatch(host):
        raise BadAddress("not_an_address")
    address = f"{local}@{host}"
    if len(address) > LONGEST_ADDRESS or len(host) > 253:
        raise BadAddress("not_an_address")
    return address


def shown_address(text: str) -> str:
    """Somebody's text as it can be kept and shown, whatever stands in it: no control characters, cut."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:LONGEST_ADDRESS]


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError as problem:
        raise BadAddress("not_an_address") from problem
