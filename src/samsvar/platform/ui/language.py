"""The three languages of Samsvar, and the one that is being spoken."""

import threading
from functools import lru_cache
from typing import cast, get_args

from django.utils.translation import get_language, trans_real

from samsvar.core.documents.model import Language


@lru_cache(maxsize=64)
def as_language(code: str | None) -> Language:
    """A language by its code, with or without a country (`nb`, `en-gb`); bokmål for any other."""
    short = (code or "").split("-")[0]
    return cast(Language, short) if short in get_args(Language) else "nb"


def current_language() -> Language:
    """The reader's language, as the request or the command has set it."""
    return as_language(get_language())


def keep_by_thread() -> None:
    """Let Django keep the language of each thread in a plain variable of the thread.

    It asks for the language with every text, and its own variable, which also follows asynchronous tasks, is a
    fifteenth of a page's time. Samsvar is served over WSGI, a thread for each request.
    """
    spoken = getattr(trans_real._active, "value", None)  # type: ignore[attr-defined]  # not in the stubs
    trans_real._active = threading.local()  # type: ignore[attr-defined]
    if spoken is not None:
        trans_real._active.value = spoken  # type: ignore[attr-defined]
