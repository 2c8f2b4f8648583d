"""Sets Django up, then reads the command's own arguments and runs it."""

import argparse
import importlib
import os
from collections.abc import Mapping, Sequence

import django
from django.utils import translation

from samsvar.front.cli.console import Console
from samsvar.front.cli.main import USAGE_ERROR, parser
from samsvar.front.cli.outcome import CommandError


def run(words: Sequence[str], commands: Mapping[str, str]) -> int:
    """Run the command that `words` begin with."""
    outer = parser(list(commands))
    try:
        chosen = outer.parse_args(list(words[:1]) or ["--help"])
    except SystemExit as stop:
        return int(stop.code or 0)
    if chosen.command == "demo":
        os.environ.setdefault("SAMSVAR_DEMO", "1")
    django.setup()
    module = importlib.import_module(commands[chosen.command])
    inner = argparse.ArgumentParser(
        prog=f"samsvar {chosen.command}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inner.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    inner.add_argument("--language", choices=["nb", "nn", "en"], default=os.environ.get("SAMSVAR_LANGUAGE", "nb"))
    module.add_arguments(inner)
    try:
        arguments = inner.parse_args(list(words[1:]))
    except SystemExit as stop:
        return int(stop.code or 0)
    translation.activate(arguments.language)
    console = Console(as_json=arguments.json, language=arguments.language)
    try:
        return int(module.run(arguments, console))
    except CommandError as error:
        console.document({"error": {"code": error.code, "message": str(error)}})
        console.warn(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return USAGE_ERROR
