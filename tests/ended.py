"""An act that is ended in its middle: a child process does it on an SQLite file and is killed before one statement."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

MARKS = ("SAVEPOINT", "RELEASE", "PRAGMA", "BEGIN")


def ended_before(number: int, file: Path, act: Callable[[], Any]) -> bool:
    """Whether the child was killed before its statement of that number; False says it had come to its end by then."""
    child = os.fork()
    if not child:
        _be_the_child(number, file, act)
    _pid, status = os.waitpid(child, 0)
    ended = os.WIFSIGNALED(status)
    assert ended or status == 0, "the act itself failed"
    return ended


def _be_the_child(number: int, file: Path, act: Callable[[], Any]) -> None:
    try:
        connections.settings["default"] |= {"NAME": str(file)}
        settings.DATABASES["default"]["NAME"] = str(file)
        del connections["default"]  # the parent's stays open, and is the parent's to close
        left = [number]

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            if not str(sql).startswith(MARKS):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            act()
    except BaseException:
        os._exit(1)
    os._exit(0)
