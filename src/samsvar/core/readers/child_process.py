"""The parent's side of `child.py`: starts it, hands it the file, takes its answers line by line."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO

from samsvar.core.readers import child
from samsvar.core.readers.results import FileProblem

PATIENCE = 90.0
"""Seconds by the clock before the child is ended, whatever it waits for: its own limit counts processor time only."""
LINE_LENGTH = 64_000_000
"""Bytes in one answer."""

_SOURCE_ROOT = str(Path(child.__file__).parents[3])
_MODULE = child.__name__


def answers(reader: str, file: BinaryIO, patience: float = PATIENCE) -> Generator[Any, None, None]:
    """What a reader of `child.READERS` answers about a file. Raises FileProblem: the reader's own, or `unreadable`.

    `unreadable` has the fact `reason`: `time`, `memory` or `crashed`. Closing the iterator ends the child.
    """
    with ExitStack() as stack:
        process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", _MODULE, reader],
            stdin=_as_real_file(file, stack),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": _SOURCE_ROOT, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "RUST_BACKTRACE": "0"},
            cwd="/",
            close_fds=True,
        )
        stack.callback(_end, process)
        late = threading.Event()
        timer = threading.Timer(patience, _too_late, (process, late))
        timer.daemon = True
        timer.start()
        stack.callback(timer.cancel)
        yield from _answers(process, late)


def _answers(process: subprocess.Popen[bytes], late: threading.Event) -> Iterator[Any]:
    assert process.stdout is not None
    while line := process.stdout.readline(LINE_LENGTH):
        try:
            answer = json.loads(line)
        except ValueError:
            # Cut off in the middle of a line.
            break
        if isinstance(answer, dict):
            if "end" in answer:
                return
            if "problem" in answer:
                raise FileProblem(answer["problem"], answer["row"], **answer["facts"])
        yield answer
    process.kill()
    code = process.wait()
    raise FileProblem("unreadable", reason="time" if late.is_set() or code == -signal.SIGXCPU else "crashed")


def _as_real_file(file: BinaryIO, stack: ExitStack) -> BinaryIO:
    """The file itself where the system knows it, else a copy without a name."""
    with suppress(OSError, AttributeError):
        number = file.fileno()
        # The child reads from the same place in the file as we do; ours is put back.
        stack.callback(os.lseek, number, os.lseek(number, 0, os.SEEK_CUR), os.SEEK_SET)
        return file
    file.seek(0)
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    shutil.copyfileobj(file, copy)
    copy.seek(0)
    file.seek(0)
    return copy


def _too_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()
