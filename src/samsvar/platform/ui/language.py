"""The three languages of Samsvar, and the one that is being spoken."""

from typing import cast, get_args

from django.utils.translation import get_language

from samsvar.core.documents.model import Language


def as_language(code: str | None) -> Language:
    """A language by its code, with or without a country (`nb`, `en-gb`); bokmål for any other."""
    short = (code or "").split("-")[0]
    return cast(Language, short) if short in get_args(Language) else "nb"


def current_language() -> Language:
    """The reader's language, as the request or the command has set it."""
    return as_language(get_language())
