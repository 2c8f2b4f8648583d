"""Say what is wrong with the installation; with --deploy also what a public one still lacks.

Example: samsvar check --deploy
"""

import argparse
import sqlite3
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.front.cli.deployment import Finding, demands
from samsvar.platform.organisation.models import OrgUnit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--deploy`."""
    parser.add_argument("--deploy", action="store_true", help="ask for what a public installation must have")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the findings. Returns 1 if something must be mended, else 0."""
    found = everyday()
    if not is_made():
        found.insert(0, Finding("no_database", "error", _("The database is not made yet. Run: samsvar init")))
        arguments.deploy = False
    elif not is_current():
        words = _("The database is older than the program. Take a copy, and run: samsvar init")
        found.insert(0, Finding("older_database", "error", words))
    if arguments.deploy:
        found += demands(settings, connection)
    console.document({"findings": [finding.as_document() for finding in found]})
    for finding in found:
        console.say(f"{finding.severity:8} {finding.code:28} {finding.words}")
    if not found:
        console.say(_("Nothing to mend."))
    return 1 if any(finding.severity == "error" for finding in found) else 0


def is_made() -> bool:
    """Whether the database answers and has the tables."""
    try:
        return OrgUnit._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False


def is_current() -> bool:
    """Whether every change of the tables that this program knows is made."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def everyday() -> list[Finding]:
    """What is wrong for anybody: Django's own checks, the address, and the SQLite library."""
    found = [
        Finding(message.id or "django", "error" if message.is_serious() else "warning", str(message.msg))
        for message in run_checks()
        if not message.is_silenced()
    ]
    if connection.vendor == "sqlite" and sqlite3.__name__ == "sqlite3":
        words = _("The system’s SQLite may damage a file that two processes write. Run one worker.")
        found.append(Finding("sqlite_library", "warning", words))
    if not urlsplit(settings.BASE_URL).hostname:
        found.append(Finding("base_url", "error", _("SAMSVAR_BASE_URL is no address.")))
    return found
