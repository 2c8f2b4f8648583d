"""Handing one letter to the mail server, on a connection of its own, and knowing afterwards what became of it.

Until the line with the full stop that ends DATA is handed to the system, the server cannot have taken the letter
(RFC 5321, 4.1.1.4): whatever goes wrong before is `NotSent`. From then on only its answer tells; without one it is
`NoAnswer` (RFC 1047).
"""

import re
import smtplib
from dataclasses import dataclass

from samsvar.platform.delivery.models import LONGEST_WORDS
from samsvar.platform.delivery.server import Server

CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 60.0
#: How long the answer to the full stop is waited for: the server may look through the letter first.
ANSWER_SECONDS = 300.0
#: The longest one handing may take: a connection, some eight commands, the answer.
LONGEST_SECONDS = CONNECT_SECONDS + 8 * COMMAND_SECONDS + ANSWER_SECONDS

_LINE_BEGINS_WITH_STOP = re.compile(rb"(?m)^\.")
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463


class NotSent(Exception):
    """The letter was certainly not taken. `words` are the server's own.

    `temporary`: it may go later. `everybody`: the same would happen to any letter, so none is tried for a while.
    """

    def __init__(self, code: str, words: str = "", *, temporary: bool = True, everybody: bool = False) -> None:
        super().__init__(code)
        self.code, self.words, self.temporary, self.everybody = code, words, temporary, everybody


class NoAnswer(Exception):
    """The letter was handed over and no answer came: it may have been taken or not."""


@dataclass(frozen=True)
class Answer:
    """A server's reply."""

    code: int
    words: str

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300


def hand_over(server: Server, *, name: str, sender: str, to: str, letter: bytes) -> None:
    """Returns when the server has taken the letter. `name` is what this machine calls itself.

    Raises NotSent, NoAnswer.
    """
    link = _connected(server, name)
    try:
        _address(link, sender, to)
        _text(link, letter)
    finally:
        link.close()


def _connected(server: Server, name: str) -> smtplib.SMTP:
    """A connection that is greeted, encrypted where it must be, and signed in."""
    link: smtplib.SMTP | None = None
    try:
        if server.security == "smtps":
            context = server.context()
            link = smtplib.SMTP_SSL(local_hostname=name, timeout=CONNECT_SECONDS, context=context)
        else:
            link = smtplib.SMTP(local_hostname=name, timeout=CONNECT_SECONDS)
        link._host = server.host  # type: ignore[attr-defined]  # the certificate's name; only the constructor sets it
        _greet(link, server)
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        if link is not None:
            link.close()
        raise _no_connection(problem) from problem
    except NotSent:
        if link is not None:
            link.close()
        raise
    return link


def _greet(link: smtplib.SMTP, server: Server) -> None:
    greeting = _answer(link.connect(server.host, server.port))
    if not greeting.is_good:
        raise NotSent("not_reached", greeting.words, everybody=True)
    if link.sock is not None:
        link.sock.settimeout(COMMAND_SECONDS)
    link.ehlo_or_helo_if_needed()
    if server.security == "smtp+starttls":
        turned = _answer(link.starttls(context=server.context()))
        if turned.code != 220:
            raise NotSent("tls_failed", turned.words, everybody=True)
        link.ehlo_or_helo_if_needed()
    if server.user:
        link.login(server.user, server.password)


def _no_connection(problem: Exception) -> NotSent:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return NotSent("login_refused", said(problem.smtp_error), everybody=True)
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        code = "login_refused" if "AUTH" in str(problem) else "tls_failed"
        return NotSent(code, said(str(problem)), everybody=True)
    if isinstance(problem, smtplib.SMTPResponseException):
        return NotSent("not_reached", said(problem.smtp_error), everybody=True)
    # An error of TLS is one of the system too (ssl.SSLError), and says what it is.
    code = "tls_failed" if type(problem).__module__ == "ssl" else "not_reached"
    return NotSent(code, said(str(problem)), everybody=True)


def _address(link: smtplib.SMTP, sender: str, to: str) -> None:
    """MAIL and RCPT, and the leave to go on with DATA."""
    try:
        answer = _answer(link.mail(sender))
        if not answer.is_good:
            raise NotSent("sender_refused", answer.words, everybody=True)
        answer = _answer(link.rcpt(to))
        if not answer.is_good:
            raise _refused(answer)
        answer = _answer(link.docmd("DATA"))
        if answer.code != 354:
            raise _refused(answer)
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent("connection_lost", said(str(problem))) from problem
    except ValueError as problem:  # the library's last guard against a line break in a command
        raise NotSent("not_an_address", temporary=False) from problem


def _text(link: smtplib.SMTP, letter: bytes) -> None:
    body = _LINE_BEGINS_WITH_STOP.sub(b"..", letter)
    try:
        link.send(body if body.endswith(b"\r\n") else body + b"\r\n")
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent("connection_lost", said(str(problem))) from problem
    try:
        link.send(b".\r\n")
        if link.sock is not None:
            link.sock.settimeout(ANSWER_SECONDS)
        answer = _answer(link.getreply())
    except (OSError, smtplib.SMTPException) as problem:
        raise NoAnswer from problem
    if 400 <= answer.code < 600:
        raise _refused(answer)
    if not answer.is_good:
        raise NoAnswer


def _answer(reply: tuple[int, bytes]) -> Answer:
    return Answer(reply[0], said(reply[1]))


def said(words: bytes | str) -> str:
    """What a server said, as it can be shown: one line of print, cut."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:LONGEST_WORDS]


def _refused(answer: Answer) -> NotSent:
    if not 400 <= answer.code < 600:
        return NotSent("connection_lost", answer.words)
    return NotSent(_reason(answer), answer.words, temporary=answer.code < 500)


def _reason(answer: Answer) -> str:
    """Why, by the enhanced code where the server gives one (RFC 3463), else by its plain one (RFC 5321, 4.2.3)."""
    found = _ENHANCED.search(answer.words)
    subject, detail = (found.group(2), found.group(3)) if found else ("", "")
    if (subject, detail) == ("2", "2") or (not found and answer.code in (452, 552)):
        return "mailbox_full"
    if subject == "7":
        return "not_allowed"
    if subject == "1" or (not found and answer.code in (550, 551, 553)):
        return "unknown_recipient"
    return "busy" if answer.code < 500 else "refused"
