"""The hook for a virus scanner: a command that reads the file from standard input.

Exit code 0 says that the file is clean and 1 that something was found, as `clamdscan -` does. Anything else, or no
answer within a minute, and the file is not taken in: a scanner that is asked for must have looked.
"""

import shlex
import subprocess

from django.conf import settings

SECONDS = 60


def scan(content: bytes) -> str:
    """Empty where the file may be kept, else `infected` or `not_scanned`."""
    if not settings.EVIDENCE_SCANNER:
        return ""
    try:
        done = subprocess.run(
            shlex.split(settings.EVIDENCE_SCANNER),
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "not_scanned"
    return {0: "", 1: "infected"}.get(done.returncode, "not_scanned")
