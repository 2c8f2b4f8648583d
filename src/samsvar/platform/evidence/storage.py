"""Where files lie: under names of ours, for this account only, written whole or not at all."""

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_WAITING = ".part"


def keep(content: bytes) -> str:
    """Write a file, and see to it that it is on the disk; returns its name, 32 characters."""
    name = secrets.token_hex(16)
    final = path_of(name)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = final.with_suffix(_WAITING)
    number = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(waiting, final)
    _sync(final.parent)
    return name


def path_of(name: str) -> Path:
    """Where a file lies, among at most 256 folders."""
    return Path(settings.EVIDENCE_FOLDER) / name[:2] / name


def place_of(name: str) -> str:
    """The same within the folder of evidence, with forward slashes."""
    return f"{name[:2]}/{name}"


def let_go(name: str) -> None:
    """Nothing refers to the file any more: from now on counts how long it lies before it is swept."""
    path = path_of(name)
    if path.exists():
        os.utime(path)


def files_untouched_for(seconds: float) -> Iterator[Path]:
    """Every file, also one half written, that nobody has touched for so long by the disk's own clock."""
    folder, until = Path(settings.EVIDENCE_FOLDER), time.time() - seconds
    for path in sorted(folder.glob("??/*")) if folder.is_dir() else ():
        if path.is_file() and path.stat().st_mtime < until:
            yield path


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
