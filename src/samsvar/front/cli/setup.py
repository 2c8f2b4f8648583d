"""Sets Django up, then reads the command's own arguments and runs it."""

import argparse
import gc
import importlib
import os
import re
import traceback
from collections.abc import Sequence
from types import ModuleType

import django
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.front.cli.main import USAGE_ERROR
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.usage import LANGUAGES, asked_language

#: Objects that may be made before the collector looks for rings among them; 700 where nobody says.
_MADE_BEFORE_COLLECTING = 100_000
_OLDER = re.compile(r"no such column|has no column|column .* does not exist")
_NOT_MADE = ("no such table", "does not exist", "unable to open")


def run(command: str, module_name: str, words: Sequence[str]) -> int:
    """Run the command with the words that follow its name."""
    if command == "demo":
        os.environ.setdefault("SAMSVAR_DEMO", "1")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    module = importlib.import_module(module_name)
    spare_collector()
    inner = parser(command, module)
    try:
        arguments = inner.parse_args(list(words))
    except SystemExit as stop:
        if stop.code and "--json" in words:
            translation.activate(asked_language(words))
            message = _("This is not how the command is used. See: samsvar %(command)s --help") % {"command": command}
            Console(as_json=True).document({"error": {"code": "usage", "message": message}})
        return int(stop.code or 0)
    translation.activate(arguments.language)
    console = Console(as_json=arguments.json, language=arguments.language)
    try:
        return int(module.run(arguments, console))
    except CommandError as error:
        return _refused(error, console)
    except KeyboardInterrupt:
        return USAGE_ERROR
    except BrokenPipeError:
        raise  # `console.while_read` ends it
    except DatabaseError as problem:
        return _refused(database_error(problem), console)
    except Exception as problem:  # the edge: one document that says so, never a traceback nobody asked for
        if os.environ.get("SAMSVAR_TRACEBACK"):
            traceback.print_exc()
        return _refused(_unexpected(problem), console)


def spare_collector() -> None:
    """What is loaded by now stays, and much is made at once: spares going through it all again and again."""
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_COLLECTING)


def parser(command: str, module: ModuleType) -> argparse.ArgumentParser:
    """The command's own parser: what each command takes, and its own arguments."""
    inner = argparse.ArgumentParser(
        prog=f"samsvar {command}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inner.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    inner.add_argument("--language", choices=LANGUAGES, default=asked_language(()))
    module.add_arguments(inner)
    return inner


def database_error(problem: Exception) -> CommandError:
    """What a command says when the database is busy, is older than the program or not made, or refuses."""
    if "locked" in str(problem) or "busy" in str(problem):
        message = _("The database is busy with other work. Nothing is saved. Try again in a moment.")
        return CommandError(message, code="database_busy")
    if _OLDER.search(str(problem)):
        message = _("The database is older than the program. Take a copy, and run: samsvar init")
        return CommandError(message, code="older_database")
    if any(words in str(problem) for words in _NOT_MADE):
        return CommandError(_("The database is not made yet. Run: samsvar init"), code="no_database")
    message = _("The database refused it: %(reason)s Nothing is saved.") % {"reason": str(problem).strip()}
    return CommandError(message, code="database_error")


def _unexpected(problem: Exception) -> CommandError:
    reason = f"{type(problem).__name__}: {problem}".strip()
    message = _("Something unforeseen went wrong: %(reason)s Set SAMSVAR_TRACEBACK=1 to see where.")
    return CommandError(message % {"reason": reason}, code="unexpected")


def _refused(error: CommandError, console: Console) -> int:
    console.document({"error": {"code": error.code, "message": str(error)}})
    console.warn(str(error))
    return error.exit_code
