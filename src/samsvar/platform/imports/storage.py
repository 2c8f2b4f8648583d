"""Where files wait between being sent in and being saved. Their names are ours; what people call them is a label."""

import os
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from samsvar.platform.audit.records import new_key


def folder() -> Path:
    """The folder of waiting files, for this account only."""
    path = Path(settings.VAR) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def keep(uploaded: "UploadedFile[bytes]") -> str:
    """Store an upload under a name of ours, and give that name."""
    name = new_key()
    number = os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        for chunk in uploaded.chunks():
            file.write(chunk)
    return name


def path_of(name: str) -> Path:
    """The path of a waiting file."""
    return folder() / name


def remove(name: str) -> None:
    """Remove a waiting file; one that is gone is no fault."""
    if name:
        path_of(name).unlink(missing_ok=True)
