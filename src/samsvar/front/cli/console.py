"""What a command says: one JSON document, or words and a progress bar for a person."""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

#: How a shell tells that a command ended since nobody read on (128 + SIGPIPE).
PIPE_CLOSED = 141


def while_read(act: Callable[[], int]) -> int:
    """What `act` gives, when all is written out. Ends without a word where whoever read has gone, as `head` does."""
    try:
        code = act()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # takes what is left in the buffer
        return PIPE_CLOSED
    return code


class Console:
    """The way out for a command. With `--json` the one document goes to standard output and nothing else does."""

    def __init__(self, *, as_json: bool, language: str = "nb") -> None:
        self.as_json = as_json
        self.language = language
        self._drawn_at = 0.0
        self._drawing = sys.stderr.isatty()

    def document(self, content: Mapping[str, Any]) -> None:
        """Print the one JSON document: keys sorted, UTF-8, LF. Does nothing without `--json`."""
        if self.as_json:
            text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2)
            sys.stdout.buffer.write((text + "\n").encode("utf-8"))
            sys.stdout.buffer.flush()

    def say(self, text: str) -> None:
        """A line for a person on standard output; silent with `--json`."""
        if not self.as_json:
            print(text)

    def warn(self, text: str) -> None:
        """A line for a person on standard error."""
        print(text, file=sys.stderr)

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Draw a bar on a terminal, at most ten times a second."""
        if not self._drawing or total <= 0:
            return
        moment = time.monotonic()
        if done < total and moment - self._drawn_at < 0.1:
            return
        self._drawn_at = moment
        share = min(1.0, done / total)
        bar = "█" * int(share * 24)
        end = "\n" if done >= total else ""
        print(f"\r{what} {bar:<24} {share:4.0%}", end=end, file=sys.stderr, flush=True)
