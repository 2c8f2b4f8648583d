"""What pages say of files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import OWNER_KINDS, Owner, OwnerRow
from samsvar.platform.evidence.selectors import files_of

_OTHER_KIND = gettext_lazy("Choose a PDF, a picture (PNG, JPEG), a text, an office file (DOCX, XLSX, PPTX) or mail.")
_WITHOUT_MACROS = gettext_lazy("Save it as DOCX, XLSX, PPTX or PDF, without macros.")
_OPENS_AND_SAVES = gettext_lazy("Open it, save it anew as PDF and choose that.")
REFUSALS: dict[str, tuple[str | Promise, str | Promise]] = {
    "too_large": (gettext_lazy("The file is larger than %(limit)s."), gettext_lazy("Make it smaller or divide it.")),
    "empty_file": (gettext_lazy("The file is empty."), gettext_lazy("Choose another.")),
    "unsupported_type": (gettext_lazy("Files of this kind are not taken in."), _OTHER_KIND),
    "wrong_type": (
        gettext_lazy("What is in the file is not what its name says."),
        gettext_lazy("Save it anew from the program it was made in."),
    ),
    "macros": (gettext_lazy("The file holds macros, or is of an old kind that may."), _WITHOUT_MACROS),
    "encrypted": (gettext_lazy("The file has a password."), gettext_lazy("Save it without one.")),
    "damaged": (gettext_lazy("The file is damaged or cut off."), gettext_lazy("Get it anew from where it came.")),
    "unreadable": (gettext_lazy("The file could not be looked through."), _OPENS_AND_SAVES),
    "hides_another": (gettext_lazy("Another file is hidden after the PDF’s end."), _OPENS_AND_SAVES),
    "too_many_pixels": (
        gettext_lazy("The picture has more than 50 million pixels."),
        gettext_lazy("Save it smaller."),
    ),
    "zip_bomb": (gettext_lazy("The file unpacks to more than we can take."), _OPENS_AND_SAVES),
    "too_many_parts": (gettext_lazy("The file has too many parts."), _OPENS_AND_SAVES),
    "nested_archive": (gettext_lazy("Another file is packed within the file."), _OPENS_AND_SAVES),
    "unsafe_name": (gettext_lazy("The file holds a part with an unsafe name."), _OPENS_AND_SAVES),
    "doctype": (gettext_lazy("The file holds declarations that no office program writes."), _OPENS_AND_SAVES),
    "remote_content": (gettext_lazy("The file fetches something from elsewhere when it is opened."), _OPENS_AND_SAVES),
    "attachment_refused": (
        gettext_lazy("The mail has an attachment that is not taken in: %(name)s."),
        gettext_lazy("Save the attachments that matter and add them one by one."),
    ),
    "infected": (gettext_lazy("The virus scanner stopped the file."), gettext_lazy("Do not open it.")),
    "not_scanned": (
        gettext_lazy("The virus scanner does not answer, so the file was not taken in."),
        gettext_lazy("Try again later, and tell those who run Samsvar."),
    ),
    "no_room": (
        gettext_lazy("There is no more room: files may take %(limit)s."),
        gettext_lazy("Remove what is not needed, or ask those who run Samsvar."),
    ),
    "too_many_files": (gettext_lazy("There are %(limit)s files here already."), gettext_lazy("Remove one first.")),
}


@dataclass(frozen=True)
class FileLine:
    """A file as the component `evidence` draws it. `remove` is empty for those who may not."""

    label: str
    href: str
    about: str
    note: str
    at: datetime
    remove: str


@dataclass(frozen=True)
class FileList:
    """A record's files, and where to add one (empty for those who may not)."""

    lines: list[FileLine]
    add: str


def file_list(kind: str, row: OwnerRow, viewer: Viewer) -> FileList:
    """A record's files for its page. One query."""
    held = OWNER_KINDS[kind]
    manages = held.may_manage(viewer, row)
    files = files_of(Owner(kind, row.key), viewer, own=held.is_own(viewer, row))
    lines = [_line(file, manages) for file in files]
    return FileList(lines, reverse("evidence:add", args=[kind, row.key]) if manages else "")


def _line(file: Evidence, manages: bool) -> FileLine:
    about = [file.get_kind_display(), file.issuer, f"{file.file_kind.upper()}, {filesizeformat(file.size)}"]
    return FileLine(
        label=file.label,
        href=reverse("evidence:file", args=[file.key]),
        about=" · ".join(each for each in about if each),
        note=file.note,
        at=file.created_at,
        remove=reverse("evidence:remove", args=[file.key]) if manages else "",
    )


def refusal(code: str, facts: Mapping[str, Any]) -> str:
    """Why a file is not taken in, and what to do."""
    why, remedy = REFUSALS[code]
    told = dict(facts)
    if code in ("too_large", "no_room") and "limit" in told:
        told["limit"] = filesizeformat(told["limit"])
    return f"{str(why) % told if told else why} {remedy}"
