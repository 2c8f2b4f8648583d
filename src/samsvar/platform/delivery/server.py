"""Which mail server, from one address in the settings; no Django here, since the settings themselves read it.

smtp://host:25                       plain; without a password, or on this machine
smtp+starttls://user:word@host:587   begins plain and must turn to TLS before anything is said
smtps://user:word@host:465           TLS from the first byte

`?ca=/path/ca.pem` names the authority of an inner server's certificate. A certificate is always verified.
"""

import ssl
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class BadServer(ValueError):
    """`code`: no_server (not set), bad_address, password_in_clear, or no_sender."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Server:
    """Where letters are handed in. `security` is smtp, smtp+starttls or smtps."""

    security: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether letters would cross a network in clear."""
        return self.security == "smtp" and self.host not in _LOOPBACK

    def context(self) -> ssl.SSLContext:
        """Verifies the certificate and its name. Raises OSError where the authority's file cannot be read."""
        return ssl.create_default_context(cafile=self.authority or None)


def server_of(url: str, password_file: str = "") -> Server:
    """The server of an address. Raises BadServer. `password_file` holds the password, where the address does not."""
    if not url:
        raise BadServer("no_server")
    try:
        parts = urlsplit(url)
        port = parts.port
        more = parse_qs(parts.query, strict_parsing=bool(parts.query))
        password = Path(password_file).read_text(encoding="utf-8").strip() if password_file else parts.password or ""
    except (ValueError, OSError) as problem:
        raise BadServer("bad_address") from problem
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or set(more) - {"ca"}:
        raise BadServer("bad_address")
    server = Server(
        security=parts.scheme,
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=password if password_file else unquote(password),
        authority=more.get("ca", [""])[0],
    )
    if server.user and server.is_plain:
        raise BadServer("password_in_clear")
    return server


def sender_of(text: str) -> tuple[str, str]:
    """The name and the address of a sender written as `Samsvar <post@example.org>` or `post@example.org`.

    Raises BadServer `no_sender`.
    """
    name, address = parseaddr(text)
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or not address.isascii() or not text.isprintable() or " " in address:
        raise BadServer("no_sender")
    return name, address
