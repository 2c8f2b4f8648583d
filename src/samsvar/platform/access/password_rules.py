"""Which passwords are refused: common ones however they are dressed, names of persons and places, and leaked ones.

No rule asks for kinds of characters, and no password grows too old (docs/security/sign-in.md).
"""

import re
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_FIELD = """
samsvar passord password innlogging velkommen welcome admin administrator helse helseforetak sykehus sykehuset sjukehus
sjukehuset foretak foretaket innkjøp innkjop anskaffelse anskaffelser leverandør leverandor samfunnsansvar bærekraft
baerekraft åpenhetsloven apenhetsloven norge noreg norway oslo bergen trondheim tromsø stavanger
"""
#: Words of the field and of this system. To them come the person's own names, address and enterprise.
WORDS = frozenset(_FIELD.split())
#: A word of a name that is shorter guesses nothing.
SHORTEST_WORD = 4
#: Letters that must be left when the known words are taken away.
FEWEST_LEFT = 6
_PLAIN = str.maketrans("013457@$", "oieastas")
_HEX = 40


class CommonHoweverDressed(CommonPasswordValidator):
    """Refuses the 20,000 most common passwords, also with figures and marks around them, repeated, or in 1337."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        if any(bare in self.passwords for bare in _undressed(password.lower().strip())):
            raise ValidationError(self.get_error_message(), code="password_too_common")


class KnownWords:
    """Refuses a password that is little else than words anybody can guess of this person, here."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        left = "".join(filter(str.isalpha, password.lower().translate(_PLAIN)))
        plain = left
        for word in sorted(_words_about(user), key=len, reverse=True):
            left = left.replace(word.translate(_PLAIN), "")
        if left != plain and len(left) < FEWEST_LEFT:
            raise ValidationError(
                _("This password is easy to guess: it is little else than names and words known here."),
                code="password_known_words",
            )

    def get_help_text(self) -> str:
        """For the page."""
        return _("It cannot be made of your name, your enterprise’s or other words known here.")


class NotLeaked:
    """Refuses a password that stands in the operator's file of leaked ones. Nothing leaves the machine."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError; OSError where the file that is named cannot be read."""
        if settings.LEAKED_PASSWORDS_FILE and has_leaked(Path(settings.LEAKED_PASSWORDS_FILE), password):
            raise ValidationError(_("This password is known from a leak. Choose another one."), code="password_leaked")

    def get_help_text(self) -> str:
        """For the page."""
        return _("It cannot be one that is known from a leak.")


def has_leaked(path: Path, password: str) -> bool:
    """Whether the password's SHA-1 stands in the file: lines in order, each beginning with one in hexadecimal.

    So such lists are given out. SHA-1 only finds the line: nothing is kept or protected by it.
    """
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:  # the first place from which the next whole line is `wanted` or later
            middle = (low + high) // 2
            line = _line_from(file, middle)
            if line and line < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_from(file, low) == wanted


def _line_from(file: Any, place: int) -> bytes:
    """The SHA-1 of the first line that begins at the place or after it; empty at the end."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return bytes(file.readline()[:_HEX].upper())


def _undressed(password: str) -> Iterator[str]:
    """The password, and what it is without what people put on to make it pass."""
    for text in (password, password.translate(_PLAIN)):
        yield text
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
        yield bare
        again = (bare + bare).find(bare, 1)  # how long the part is that it repeats
        if 0 < again < len(bare):
            yield bare[:again]


def _words_about(user: Any) -> set[str]:
    enterprise = getattr(user, "enterprise", None)
    names = [getattr(user, "name", ""), getattr(user, "email", "")]
    names += [getattr(enterprise, "name_nb", ""), getattr(enterprise, "name_nn", "")]
    found = {word for name in names for word in re.split(r"[\W\d_]+", (name or "").lower())}
    return {word for word in (*found, *WORDS) if len(word) >= SHORTEST_WORD}
