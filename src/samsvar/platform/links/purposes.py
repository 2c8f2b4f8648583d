"""What links are for. An app declares its purpose once, beside the pages that the links open."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.code_words import register_codes
from samsvar.platform.ui.cookies import cookie_name


@dataclass(frozen=True)
class Purpose:
    """What a link of this kind opens: a stable code, what people call it, and how long a browser keeps it open.

    `remedy` tells whoever has no account what to do where the link opens nothing; empty for those who sign in.
    """

    code: str
    words: str | Promise
    cookie_seconds: int
    remedy: str | Promise = ""

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the secret while it is in use."""
        return cookie_name(f"{self.code.replace('_', '-')}-link", of_a_place=True)


_purposes: dict[str, Purpose] = {}
PURPOSES: Mapping[str, Purpose] = MappingProxyType(_purposes)


ASK_ANEW = _("Ask the one who gave it to you for a new one.")


def register_purpose(
    code: str, words: str | Promise, *, cookie_seconds: int = 10 * 60 * 60, remedy: str | Promise = ASK_ANEW
) -> str:
    """Declare a purpose and return its code, at most 40 letters. Raises ValueError if another purpose has the code."""
    purpose = Purpose(code, words, cookie_seconds, remedy)
    if _purposes.setdefault(code, purpose) != purpose:
        raise ValueError(f"two purposes of links are called {code!r}")
    return code


def purpose_words(code: str) -> str:
    """What links of a purpose open; the code where no app declares it any more."""
    found = PURPOSES.get(code)
    return str(found.words) if found else code


def declare() -> None:
    """Has the trail say purposes in words; called once at start."""
    register_codes("links_singlelink", "purpose", purpose_words)


SIGN_IN = register_purpose("sign_in", _("first sign-in"), cookie_seconds=15 * 60, remedy="")
