"""Takes in a file as somebody's evidence: its kind by content and name, what it may hold, and the bytes to keep.

Nothing is opened that was not looked through: pictures are decoded and written anew in a child process, office files
are unpacked there as a stream, mail is taken apart there. What is kept is never what a browser would run.
"""

import base64
import re
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from samsvar.core.readers.child_process import answers
from samsvar.core.readers.package import package_kind
from samsvar.core.readers.results import FileProblem, RowError
from samsvar.core.readers.sources import MEGABYTE, content_kind, ending, opened

LIMIT = 25 * MEGABYTE
"""Bytes of one file."""
PATIENCE = 40.0
"""Seconds by the clock: somebody waits for the page."""
NAME_LENGTH = 150

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
}
"""The kinds that are taken in, each called by its ending."""
_ALIKE = {"jpeg": "jpg", "jpe": "jpg", "log": "txt", "md": "txt", "csv": "txt"}
_WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam", "sldm"}
_WITH_MACROS |= {"doc", "dot", "xls", "xlt", "ppt", "pps"}
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_ZIP_TAIL = 65_557
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|script|svg|\?xml|iframe|object|embed)\b", re.IGNORECASE)
_MAIL = re.compile(rb"\A(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_MAIL_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_MAIL_MARK = re.compile(rb"^(?:date|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE)
_OUTLOOK = "__nameid_version".encode("utf-16-le")
_OLE_MACROS = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros", "WordDocument", "Workbook"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that may be kept. `kind` is a key of `CONTENT_TYPES`; `name` is cleaned and ends in it."""

    kind: str
    name: str
    content: bytes


def read_attachment(file: BinaryIO, name: str) -> Attachment | RowError:
    """The file as it may be kept, or why it may not.

    Codes: `too_large`, `empty_file`, `unsupported_type` (facts `found`), `wrong_type` (facts `expected`, `found`),
    `macros`, `encrypted`, `damaged`, `hides_another`, `too_many_pixels` (facts `pixels`, `limit`), `zip_bomb`,
    `nested_archive`, `too_many_parts`, `unsafe_name`, `doctype`, `remote_content`, `attachment_refused` (facts `name`)
    and `unreadable` (facts `reason`).
    """
    try:
        with opened(file, LIMIT) as (source, _size):
            label = clean_name(name)
            wanted = ending(label)
            kind = _ALIKE.get(wanted, wanted)
            if wanted in _WITH_MACROS:
                raise FileProblem("macros", found=wanted)
            if kind not in CONTENT_TYPES:
                raise FileProblem("unsupported_type", found=wanted or content_kind(source))
            return Attachment(kind, f"{label[: -len(wanted)]}{kind}", _content(source, kind))
    except FileProblem as problem:
        return problem.as_error()


def clean_name(name: str) -> str:
    """What a person calls the file, as a label: no folders, no characters that are not seen, not too long.

    >>> clean_name("C:\\\\Mine dokumenter\\\\Rapport.PDF")
    'Rapport.PDF'
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem, dot, tail = " ".join(seen.split()).rpartition(".")
    return f"{stem.strip(' .')[:NAME_LENGTH] or 'file'}{dot}{tail[:20]}" if dot else tail[:NAME_LENGTH]


def _content(file: BinaryIO, kind: str) -> bytes:
    found = content_kind(file)
    if kind in ("png", "jpg"):
        return _picture(file, kind, found)
    if kind in ("docx", "xlsx", "pptx", "odt", "ods", "odp"):
        _look_through_package(file, kind, found)
    elif kind == "eml":
        _look_through_mail(file, found)
    content = file.read()
    if kind == "pdf":
        _check_pdf(content, found)
    elif kind == "txt":
        _check_text(content, found)
    elif kind == "msg":
        _check_outlook(content, found)
    return content


def _picture(file: BinaryIO, kind: str, found: str) -> bytes:
    """The picture alone, written anew: no place, no camera, no thumbnail, nothing behind its end."""
    if found != "image":
        raise FileProblem("wrong_type", expected=kind, found=found)
    told = answers("picture", file, PATIENCE)
    found = next(told)["kind"]
    if found != kind:
        raise FileProblem("wrong_type", expected=kind, found=found)
    return b"".join(base64.b64decode(answer["bytes"]) for answer in told)


def _look_through_package(file: BinaryIO, kind: str, found: str) -> None:
    if found == "ole":  # Office wraps a file with a password in the old container format
        raise FileProblem("encrypted")
    if found == "zip":
        found = package_kind(file)
    if found != kind and (found, kind) != ("odt", "odp"):
        raise FileProblem("wrong_type", expected=kind, found=found)
    for _answer in answers("office", file, PATIENCE):
        pass


def _look_through_mail(file: BinaryIO, found: str) -> None:
    head = file.read(65_536)
    file.seek(0)
    headers = _MAIL.match(head)
    if headers is None or not _MAIL_FROM.search(headers.group()) or not _MAIL_MARK.search(headers.group()):
        raise FileProblem("wrong_type", expected="eml", found=found)
    for answer in answers("mail", file, PATIENCE):
        each = clean_name(answer["name"])
        if _ALIKE.get(ending(each), ending(each)) not in CONTENT_TYPES:
            raise FileProblem("attachment_refused", name=each)


def _check_pdf(content: bytes, found: str) -> None:
    if not content.startswith(b"%PDF-"):
        raise FileProblem("wrong_type", expected="pdf", found=found)
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise FileProblem("damaged")
    if _END_OF_ZIP in content[-_LONGEST_ZIP_TAIL:] or len(content) - end > 2_048:
        raise FileProblem("hides_another")


def _check_text(content: bytes, found: str) -> None:
    if found not in ("text", "json", "xml", "html") or _CONTROL.search(content):
        raise FileProblem("wrong_type", expected="txt", found=found if found != "text" else "binary")
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise FileProblem("wrong_type", expected="txt", found="html")


def _check_outlook(content: bytes, found: str) -> None:
    if found != "ole" or _OUTLOOK not in content:
        raise FileProblem("wrong_type", expected="msg", found=found)
    if any(word in content for word in _OLE_MACROS):
        raise FileProblem("macros", found="msg")
