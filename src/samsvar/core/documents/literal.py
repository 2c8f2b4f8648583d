"""Text as it was written, made safe to put in any file format.

Every renderer starts from a cleaned document, so that the same characters come out in HTML, PDF and DOCX.
"""

import dataclasses
import re
from typing import Any, TypeVar

T = TypeVar("T")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BREAK_OPPORTUNITY = "\N{ZERO WIDTH SPACE}"
LONGEST_UNBROKEN = 40

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 cannot hold at all, and the C1 controls that readers show in different ways.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LONG_RUN = re.compile(rf"\S{{{LONGEST_UNBROKEN}}}(?=\S)")


def literal(text: str) -> str:
    """Return ``text`` with line ends as ``\\n``, tabs as spaces and unwritable characters as U+FFFD.

    Nothing else is changed: markup of any language stays as plain characters.
    """
    return _UNWRITABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text).replace("\t", " "))


def one_line(text: str) -> str:
    """Return ``literal(text)`` on one line, for titles, headings and labels."""
    return " ".join(literal(text).split("\n"))


def with_break_opportunities(text: str) -> str:
    """Return ``text`` with a zero width space in runs of over 40 characters, so that paper can break them."""
    return _LONG_RUN.sub(lambda run: run.group() + BREAK_OPPORTUNITY, text)


def cleaned(value: T) -> T:
    """Return a copy of a document, block or inline where every text has gone through :func:`literal`.

    Objects that say ``already_checked = True`` on their class (checked SVG) are passed on untouched.
    """
    return _cleaned(value)  # type: ignore[no-any-return]  # of the kind that was given, part by part


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if getattr(value, "already_checked", False):
            return value
        changes = {
            field.name: _cleaned(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init
        }
        return dataclasses.replace(value, **changes)
    return value
