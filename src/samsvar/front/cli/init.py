"""Create the database, empty, with the catalogues.

Example: samsvar init
"""

import argparse
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.platform.access.walls import raise_walls
from samsvar.platform.ui.clock import now
from samsvar.registers.catalogues.services import load_shipped_editions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Migrate and load the catalogues that ship. Running it again changes nothing."""
    prepare_database()
    loaded = load_shipped_editions(at=now())
    console.say(_("The database is ready. %(count)d editions of the sources were loaded.") % {"count": len(loaded)})
    console.document({"database": connection.vendor, "editions_loaded": sorted(loaded)})
    return 0


def prepare_database() -> None:
    """Make the folder of an SQLite file, all tables, and the table of the shared cache."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not str(name).startswith(("file:", ":")):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    raise_walls()
