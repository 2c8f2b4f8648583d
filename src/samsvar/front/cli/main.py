"""The `samsvar` command: one file per command, found by name, Django set up before any of them runs.

The names are known here without Django, so that `samsvar --help` answers at once.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from samsvar.front.cli.console import Console, while_read
from samsvar.front.cli.usage import asked_language, no_such_command, speak

#: The commands in the order `--help` shows them; each is a module of this package with `add_arguments` and `run`.
COMMANDS = {
    "demo": "samsvar.front.cli.demo",
    "serve": "samsvar.front.cli.serve",
    "init": "samsvar.front.cli.init",
    "import": "samsvar.front.cli.importing",
    "assess": "samsvar.front.cli.assess",
    "screen": "samsvar.front.cli.screen",
    "indicators": "samsvar.front.cli.indicators",
    "climate": "samsvar.front.cli.climate",
    "statement": "samsvar.front.cli.statement",
    "plan": "samsvar.front.cli.plan",
    "report": "samsvar.front.cli.report",
    "campaign": "samsvar.front.cli.campaign",
    "requests": "samsvar.front.cli.requests",
    "wheel": "samsvar.front.cli.wheel",
    "audit": "samsvar.front.cli.audit",
    "mail": "samsvar.front.cli.mail",
    "person": "samsvar.front.cli.person",
    "backup": "samsvar.front.cli.backup",
    "restore": "samsvar.front.cli.restore",
    "check": "samsvar.front.cli.check",
    "worker": "samsvar.front.cli.worker",
    "daily": "samsvar.front.cli.daily",
}
USAGE_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 done, 1 the input has errors and nothing was written, 2 wrong usage.

    141 where whoever read what it prints has stopped reading.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    return while_read(lambda: _run(words))


def _run(words: list[str]) -> int:
    language = asked_language(words)
    speak(language)
    try:
        chosen = parser(list(COMMANDS)).parse_args(words[:1] or ["--help"])
    except SystemExit as stop:
        if stop.code and "--json" in words:
            message = no_such_command(words[0], language)
            Console(as_json=True).document({"error": {"code": "usage", "message": message}})
        return int(stop.code or 0)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.umask(0o077)
    setup = importlib.import_module("samsvar.front.cli.setup")
    return int(setup.run(chosen.command, COMMANDS[chosen.command], words[1:]))


def parser(commands: Sequence[str]) -> argparse.ArgumentParser:
    """The outermost parser, which knows the names of the commands only."""
    found = argparse.ArgumentParser(
        prog="samsvar", description="Samsvar: management system for social responsibility in health enterprises."
    )
    found.add_argument("command", choices=list(commands), metavar="COMMAND", help=", ".join(commands))
    found.add_argument("arguments", nargs=argparse.REMAINDER, help="samsvar COMMAND --help tells more")
    return found


if __name__ == "__main__":
    sys.exit(main())
