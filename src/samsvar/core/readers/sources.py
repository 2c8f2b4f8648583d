"""Opens what is to be read: refuses by size before reading, tells kinds of files by their first bytes."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from samsvar.core.readers.results import FileProblem, Source

MEGABYTE = 1_000_000
SPREADSHEET_LIMIT = 200 * MEGABYTE
XML_LIMIT = 20 * MEGABYTE
JSON_LIMIT = 20 * MEGABYTE
"""Bytes. An award notice or an answer of the company register is some 10–100 kB; 60,000 contracts are some 15 MB."""

_HEAD = 4096
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"PAR1", "parquet"),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|script)\b", re.IGNORECASE)


@contextmanager
def opened(source: Source, limit: int) -> Iterator[tuple[BinaryIO, int]]:
    """The open file and its size in bytes, at its beginning. Raises FileProblem `too_large` by size, before reading.

    Other codes: `not_a_file` (a folder, a device, nothing there), `empty_file`.
    """
    if isinstance(source, (str, os.PathLike)):
        try:
            if not stat.S_ISREG(os.stat(source).st_mode):
                raise FileProblem("not_a_file")
            with open(source, "rb") as file:
                yield file, _checked_size(file, limit)
        except OSError as problem:
            raise FileProblem("not_a_file") from problem
    else:
        yield source, _checked_size(source, limit)


def _checked_size(file: BinaryIO, limit: int) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > limit:
        raise FileProblem("too_large", bytes=size, limit=limit)
    if size == 0:
        raise FileProblem("empty_file")
    return size


def ending(name: str) -> str:
    """The ending of a file's name, lower case and without the dot; empty where there is none."""
    return os.path.splitext(name)[1][1:].lower()


def content_kind(file: BinaryIO) -> str:
    """What the first bytes say: a kind of `_MAGIC`, `xml`, `html`, `json` or `text`. Leaves the file at its start."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    text = _without_bom(head).lstrip()
    if text.startswith(b"<"):
        return "html" if _HTML.match(text) else "xml"
    if text.startswith((b"{", b"[")):
        return "json"
    return "text"


def _without_bom(head: bytes) -> bytes:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
