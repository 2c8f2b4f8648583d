"""Do the long work that the pages ask for, reading in large files, work out forecasts, and send the mail that is due.

Several may run at once; one that is killed leaves its work to the next.

Examples:
  samsvar worker
  samsvar worker --once
"""

import argparse
import os
import signal
import time
from datetime import timedelta
from types import FrameType

from django.db import OperationalError, close_old_connections
from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.forecasting import ForecastFailed
from samsvar.front.cli.console import Console
from samsvar.front.cli.mail_words import document_of, said
from samsvar.front.cli.setup import database_error
from samsvar.platform.delivery.sending import Outcome, send_due
from samsvar.platform.imports.services import next_run, remove_old, work_on
from samsvar.platform.ui.clock import now, today
from samsvar.registers.indicators.services.forecasts import work_out_due

_PAUSE = 1.0
#: Letters between two looks at other work, and how long the mail server is left alone when it takes nobody's letters.
_LETTERS = 20
_REST = 60.0
#: Forecasts are left until figures have stopped coming for so long, and for an hour where they failed.
_QUIET = timedelta(seconds=30)
_LONG_REST = 3600.0
_stopping = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long to go on."""
    parser.add_argument("--once", action="store_true", help="do what waits now, then stop")
    parser.add_argument("--with-parent", action="store_true", help="stop when the process that started it does")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Work until told to stop; a run that has begun is finished first."""
    signal.signal(signal.SIGTERM, _stop)
    parent = os.getppid()
    done, post, forecasts = 0, _Post(console), _Forecasts(console, waits=not arguments.once)
    while not _stopping:
        worked = _work(console)
        done += worked
        if post.work() or worked or forecasts.work():
            continue
        if arguments.once or (arguments.with_parent and os.getppid() != parent):
            break
        remove_old(now())
        close_old_connections()
        time.sleep(_PAUSE)
    console.document({"done": done, "mail": document_of(post.outcome)})
    return 0


class _Post:
    """The mail that this worker sends."""

    def __init__(self, console: Console) -> None:
        self.outcome = Outcome()
        self._console = console
        self._rests_until = 0.0

    def work(self) -> bool:
        """Whether something was sent, or settled otherwise."""
        if time.monotonic() < self._rests_until:
            return False
        try:
            found = send_due(at=now(), limit=_LETTERS)
        except OperationalError as problem:  # a busy database must not end the worker: the letters go later
            self._console.warn(str(database_error(problem)))
            self._rests_until = time.monotonic() + _REST
            close_old_connections()
            return False
        self.outcome.counts += found.counts
        if found.stopped:
            self._rests_until = time.monotonic() + _REST
        if found.stopped != self.outcome.stopped or any(found.counts.values()):
            self._console.say(said(found))
        self.outcome.stopped, self.outcome.words = found.stopped, found.words
        return any(found.counts.values()) and not found.stopped


class _Forecasts:
    """The forecasts that this worker works out, one indicator at a time, when nothing else waits."""

    def __init__(self, console: Console, *, waits: bool) -> None:
        self._console = console
        self._quiet = _QUIET if waits else timedelta()
        self._rests_until = 0.0

    def work(self) -> bool:
        """Whether some were worked out. What fails is told of once and left to the next day's run."""
        if time.monotonic() < self._rests_until:
            return False
        at = now()
        try:
            made = work_out_due(at=at, today=today(), before=at - self._quiet, most=1)
        except (ForecastFailed, OperationalError) as problem:
            self._console.warn(_("Forecasts were not worked out: %(why)s") % {"why": problem})
            self._rests_until = time.monotonic() + _LONG_REST
            close_old_connections()
            return False
        return bool(made)


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
