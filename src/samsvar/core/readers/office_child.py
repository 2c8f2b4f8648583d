"""Runs in the child: looks through an office file and refuses what no honest one holds."""

import os
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from samsvar.core.readers.results import FileProblem
from samsvar.core.readers.spreadsheets.package_check import check_package

_RELATIONS = 2_000_000
"""Bytes of one part that names others."""


def answers(file: BinaryIO) -> Iterator[Any]:
    """Nothing, where the file may be kept. Raises FileProblem as `check_package`, and `remote_content`."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    check_package(file, size)
    with zipfile.ZipFile(file) as package:
        for entry in package.infolist():
            if entry.filename.casefold().endswith(".rels"):
                _refuse_what_is_fetched(package, entry)
    yield {"looked_through": size}


def _refuse_what_is_fetched(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """A template, a frame or a picture from elsewhere is fetched when the file is opened; a link is not."""

    def relation(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode", "").casefold() == "external" and kind != "hyperlink":
            raise FileProblem("remote_content", found=kind[:40])

    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = relation
    with package.open(entry) as part:
        parser.Parse(part.read(_RELATIONS), True)
