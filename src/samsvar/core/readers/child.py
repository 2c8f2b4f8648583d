"""Started as a process of its own: sets its limits, reads one hostile file from standard input, answers JSON lines.

Nothing of the parent comes along but the open file: no secrets in the environment, no other files, no network used.
A line is one answer of a reader; the last is `{"end": true}`, or `{"problem": code, "facts": {…}, "row": …}`. Whatever
else happens (killed, out of memory, aborted in a library) shows as an answer without an end.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

MEMORY = 1 << 30
"""Bytes of address space."""
SECONDS = 20
"""Of processor time."""
OPEN_FILES = 32

READERS = {
    "workbook": "samsvar.core.readers.spreadsheets.workbook_child",
    "xml": "samsvar.core.readers.xml_child",
    "picture": "samsvar.core.readers.picture_child",
    "office": "samsvar.core.readers.office_child",
    "mail": "samsvar.core.readers.mail_child",
}
"""Each module has `answers(file)`; it is imported only after the limits are set."""


def set_limits() -> None:
    """No more memory, time or files than a file can honestly need; no new processes, nothing written, no core dump."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS + 1,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        _soft, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # At the soft limit of time the system sends a signal of its own, which tells the parent why.
        soft = value - 1 if limit == resource.RLIMIT_CPU else value
        resource.setrlimit(limit, (soft, value))


def main() -> int:
    """Reads as the first argument says. The exit code tells nothing; the answers do."""
    set_limits()
    # Both are loaded here, under the limits: they may be large, and one of them may be what a file is meant to break.
    reader = import_module(READERS[sys.argv[1]])
    problem = import_module("samsvar.core.readers.results").FileProblem
    try:
        _write(reader.answers(sys.stdin.buffer))
        last: dict[str, Any] = {"end": True}
    except problem as found:
        last = {"problem": found.code, "facts": found.facts, "row": found.row}
    except MemoryError:
        last = {"problem": "unreadable", "facts": {"reason": "memory"}, "row": None}
    sys.stdout.write(json.dumps(last) + "\n")
    sys.stdout.flush()
    return 0


def _write(answers: Iterator[Any]) -> None:
    encode: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode
    write = sys.stdout.write
    for answer in answers:
        write(encode(answer) + "\n")


if __name__ == "__main__":
    sys.exit(main())
