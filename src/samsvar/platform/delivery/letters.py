"""A letter as bytes: plain text in UTF-8 and quoted-printable, with the headers of a letter that a program wrote.

RFC 5322 (the form), 2045 (quoted-printable), 2047 (a subject beyond ASCII), 3834 (Auto-Submitted, so that no robot
answers). Each header's value is checked by the library, which refuses line breaks.
"""

import re
import textwrap
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from samsvar.platform.delivery.composing import Mail
from samsvar.platform.ui.clock import OSLO

WIDTH = 72
_LEAD = re.compile(r"\s*(?:[-–•*]|\d{1,3}[.)])?\s*")


def letter(mail: Mail, *, sender: tuple[str, str], to: str, message_id: str, language: str, at: datetime) -> bytes:
    """The whole letter, lines ended by CR LF, ASCII alone. Raises ValueError where a header cannot hold its value."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(display_name=sender[0], addr_spec=sender[1])
    made["To"] = to
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(at.astimezone(OSLO))
    made["Message-ID"] = message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(wrapped(mail.text), charset="utf-8", cte="quoted-printable")
    made["Content-Language"] = language
    return made.as_bytes()


def wrapped(text: str) -> str:
    """Lines of at most 72 characters, broken between words alone: a link stays whole however long it is."""
    return "\n".join(_wrapped_line(line.rstrip()) for line in text.strip().splitlines()) + "\n"


def _wrapped_line(line: str) -> str:
    lead = _LEAD.match(line)
    indent = " " * (lead.end() if lead and lead.group().strip() else 0)
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
