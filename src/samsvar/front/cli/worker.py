"""Do the long work that the pages ask for: reading in large files.

Several may run at once; one that is killed leaves its work to the next.

Examples:
  samsvar worker
  samsvar worker --once
"""

import argparse
import os
import signal
import time
from types import FrameType

from django.db import close_old_connections
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.platform.imports.services import next_run, remove_old, work_on
from samsvar.platform.ui.clock import now, today

_PAUSE = 1.0
_stopping = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long to go on."""
    parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
    parser.add_argument("--with-parent", action="store_true", help="stop when the process that started it does")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Work until told to stop; a run that has begun is finished first."""
    signal.signal(signal.SIGTERM, _stop)
    parent = os.getppid()
    done = 0
    while not _stopping:
        if _work(console):
            done += 1
            continue
        if arguments.once or (arguments.with_parent and os.getppid() != parent):
            break
        remove_old(now())
        close_old_connections()
        time.sleep(_PAUSE)
    console.document({"done": done})
    return 0


def _work(console: Console) -> bool:
    waiting = next_run(now())
    if waiting is None:
        return False
    worked = work_on(waiting, clock=now, on=today())
    console.say(_("%(file)s: %(status)s") % {"file": worked.file_name, "status": worked.get_status_display()})
    return True


def _stop(_number: int, _frame: FrameType | None) -> None:
    global _stopping
    _stopping = True
