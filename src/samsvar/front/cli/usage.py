"""What argparse itself says, in the user's language: read from the command line's own texts, before Django is there."""

import argparse
import gettext
import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
_TEXTS = Path(__file__).parent / "locale"


def gettext_noop(text: str) -> str:
    """Marks a text for translation; argparse asks for it when it says it."""
    return text


#: argparse's sentences, letter by letter. One that it no longer says so is told in English.
SAID = (
    gettext_noop("usage: "),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at most one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("one of the arguments %s is required"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("ignored explicit argument %r"),
)
NO_SUCH_COMMAND = gettext_noop("There is no command %(command)s. See: samsvar --help")


def asked_language(words: Sequence[str]) -> str:
    """The language that is asked for among words that may be no command at all, else that of the environment."""
    named = [word for before, word in pairwise(words) if before == "--language"]
    asked = (*named, os.environ.get("SAMSVAR_LANGUAGE", ""))
    return next((word for word in asked if word in LANGUAGES), "nb")


def speak(language: str) -> None:
    """Let argparse speak the language from now on."""
    # argparse looks its sentences up by this name of its own module, and offers no other way.
    setattr(argparse, "_", _texts(language).gettext)  # noqa: B010  the stubs know no such name


def no_such_command(command: str, language: str) -> str:
    """That there is no such command."""
    return _texts(language).gettext(NO_SUCH_COMMAND) % {"command": command}


def _texts(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", _TEXTS, [language], fallback=True)
