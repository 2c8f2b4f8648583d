"""Copy the database and the evidence to a folder, check the copy, and write down what it holds.

Example: samsvar backup /backup/samsvar/2025-05-20

The folder must be empty or not there. It gets its name when everything is written and checked, and not before.
Sessions, signing keys and settings are not in it: keep the keys and the settings elsewhere.
"""

import argparse
from pathlib import Path

from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.front.cli.backup_words import words_for
from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.administration.backups import BackupProblem, Made, make_backup
from samsvar.platform.audit.actor import Actor
from samsvar.platform.ui.clock import now

_BY = Actor(person_key="", name="samsvar", via="cli")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty folder, or one that is not there")
    parser.add_argument(
        "--despite-findings", action="store_true", help="also where the audit trail is not as it was written"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Returns 0 when the backup counts, 1 where the database or its trail is not as it should be."""
    folder = arguments.folder.absolute()
    try:
        made = make_backup(folder, by=_BY, at=now(), despite_findings=arguments.despite_findings)
    except BackupProblem as problem:
        raise CommandError(words_for(problem), code=problem.code, exit_code=_exit_code(problem)) from problem
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(_("The database is not made yet. Run: samsvar init"), code="no_database") from error
    _tell(made, console)
    return 0


def _exit_code(problem: BackupProblem) -> int:
    return 1 if problem.code in ("copy_broken", "evidence_changed", "evidence_missing", "trail_altered") else 2


def _tell(made: Made, console: Console) -> None:
    manifest = made.manifest
    console.document({**manifest.document(), "folder": str(made.folder), "size": made.size})
    files = len(manifest.files)
    line = ngettext(
        "The backup is in %(folder)s: %(count)d file, %(size)d bytes. It is checked.",
        "The backup is in %(folder)s: %(count)d files, %(size)d bytes. It is checked.",
        files,
    )
    console.say(line % {"folder": made.folder, "count": files, "size": made.size})
    if manifest.findings:
        found = _("The audit trail is not as it was written: %(count)d findings. Run: samsvar audit verify")
        console.warn(found % {"count": manifest.findings})
    if manifest.checkpoint is None:
        console.warn(_("It has no signed checkpoint: SAMSVAR_ANCHOR_KEY_FILE names no key."))
    console.say(
        _("Not in it: sessions, signing keys, settings and files waiting to be read in. Keep the keys elsewhere.")
    )
