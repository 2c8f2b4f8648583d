"""How a command writes the file it was asked for: whole, or not at all."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from django.utils.translation import gettext as _

from samsvar.front.cli.outcome import CommandError


def form_of(path: Path, forms: Collection[str], otherwise: str) -> str:
    """The form that the file's ending asks for. `otherwise` tells which there are, in the user's language.

    Raises CommandError: `unknown_form`, `no_folder`.
    """
    form = path.suffix.lstrip(".").lower()
    if form not in forms:
        raise CommandError(otherwise, code="unknown_form")
    if not path.parent.is_dir():
        raise CommandError(_("The folder %(folder)s does not exist") % {"folder": path.parent}, code="no_folder")
    return form


def write_whole(path: Path, content: bytes) -> None:
    """Put the file there in one step; what stood there stays until then. Raises CommandError: `cannot_write`."""
    made = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
            made = new.name
            new.write(content)
        os.chmod(made, 0o644)
        os.replace(made, path)
    except OSError as error:
        if made:
            Path(made).unlink(missing_ok=True)
        raise CommandError(_("Cannot write %(file)s.") % {"file": path}, code="cannot_write") from error
