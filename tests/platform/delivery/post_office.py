"""A real mail server on this machine, that answers as a test tells it to, and one that breaks off where it is told."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class PostOffice:
    """What the server took, and what it is to answer: by recipient at RCPT, by recipient at the end of DATA."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    at_recipient: dict[str, str] = field(default_factory=dict)
    at_end: dict[str, str] = field(default_factory=dict)
    at_sender: str = ""

    async def handle_MAIL(self, _server: SMTP, session: Session, envelope: Envelope, address: str, _more: Any) -> str:
        self.sessions.append(session)
        if self.at_sender:
            return self.at_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _more: Any) -> str:
        if address in self.at_recipient:
            return self.at_recipient[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        answer = self.at_end.get(envelope.rcpt_tos[0], "250 2.0.0 Taken")
        if answer.startswith("2"):
            self.taken.append(envelope)
        return answer

    def bytes_taken(self, number: int) -> bytes:
        content = self.taken[number].content
        assert isinstance(content, bytes)
        return content

    def addresses(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.taken]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class _Tls(Controller):
    """Knocks as a client of TLS does: such a server never greets in plain text."""

    def _trigger_server(self) -> None:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.port)) as plain, trusting.wrap_socket(plain) as link:
            link.recv(100)


@contextmanager
def post_office(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None
) -> Iterator[PostOffice]:
    """A server that takes everything unless it is told otherwise. `login` is asked for after TLS."""
    office = PostOffice(port=free_port())

    def judge(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        known = (given.login.decode(), given.password.decode()) == login
        return AuthResult(success=known, handled=False)

    more: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if login:
        more |= {"authenticator": judge, "auth_required": True, "auth_require_tls": starttls is not None}
    kind = _Tls if tls else Controller
    controller = kind(office, hostname="127.0.0.1", port=office.port, ssl_context=tls, **more)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@contextmanager
def breaking_off(after: str, *, words: bytes = b"") -> Iterator[int]:
    """A server that hangs up after a word: greeting, EHLO, MAIL, RCPT, DATA, middle (of the text), end. Its port.

    `words` are said first, as the answer that should come there.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)

    def serve() -> None:
        try:
            link, _address = listener.accept()
        except OSError:
            return
        with link:
            _talk(link, after, words)

    thread = threading.Thread(target=serve)
    thread.start()
    yield int(listener.getsockname()[1])
    listener.close()
    thread.join()


def _talk(link: socket.socket, after: str, words: bytes) -> None:
    reader = link.makefile("rb")
    if after == "greeting":
        link.sendall(words)
        return
    link.sendall(b"220 mail.example.org\r\n")
    answers = {"EHLO": b"250 mail.example.org\r\n", "MAIL": b"250 OK\r\n", "RCPT": b"250 OK\r\n", "DATA": b"354 Go\r\n"}
    for command, answer in answers.items():
        assert reader.readline().upper().startswith(command.encode())
        if command == after:
            link.sendall(words)
            return
        link.sendall(answer)
    if after == "middle":
        reader.readline()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        return
    while reader.readline() != b".\r\n":
        pass
    link.sendall(words)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for localhost, and the file with the authority that a client must trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "ca.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(key.private_bytes(*plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
