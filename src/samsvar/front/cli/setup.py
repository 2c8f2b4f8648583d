"""Sets Django up, then reads the command's own arguments and runs it."""

import argparse
import gc
import importlib
import os
from collections.abc import Sequence

import django
from django.utils import translation

from samsvar.front.cli.console import Console
from samsvar.front.cli.main import USAGE_ERROR
from samsvar.front.cli.outcome import CommandError


def run(command: str, module_name: str, words: Sequence[str]) -> int:
    """Run the command with the words that follow its name."""
    if command == "demo":
        os.environ.setdefault("SAMSVAR_DEMO", "1")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    module = importlib.import_module(module_name)
    gc.freeze()  # what is loaded by now stays: the collector need not go through it again and again
    inner = argparse.ArgumentParser(
        prog=f"samsvar {command}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inner.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    inner.add_argument("--language", choices=["nb", "nn", "en"], default=os.environ.get("SAMSVAR_LANGUAGE", "nb"))
    module.add_arguments(inner)
    try:
        arguments = inner.parse_args(list(words))
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
