"""Reading files in: all rows or none, or only told what would happen."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile as Upload
from django.http import Http404
from ninja import File, Query, Router
from ninja.files import UploadedFile
from pydantic import BaseModel, ConfigDict

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal
from samsvar.front.api.finding import enterprise_within
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Key, Shown, answers
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.imports.reading import FileIn, import_files
from samsvar.platform.imports.registry import KINDS, ImportKind
from samsvar.platform.ui.clock import now, today

router = Router(tags=["imports"])
_NAME_SHOWN = 200


class ColumnShown(Shown):
    name: str
    mandatory: bool


class KindShown(Shown):
    """A kind of file: its columns with a heading to use, and the endings a file may have."""

    kind: str
    name: str
    endings: list[str]
    columns: list[ColumnShown]
    permission: str


class RowWrong(Shown):
    code: str
    column: str | None
    message: str
    remedy: str
    row: int | None


class Report(Shown):
    """What `samsvar import … --json` writes."""

    changed: int
    created: int
    dry_run: bool
    errors: list[RowWrong]
    file: str
    ignored_columns: list[str]
    unchanged: int


class HowAsked(BaseModel):
    """`dry_run` tells what would change; `enterprise` may be left out where the token or your roles are of one only."""

    model_config = ConfigDict(extra="forbid")

    dry_run: bool = False
    enterprise: Key | None = None


@router.get("/imports", response=answers(list[KindShown]), summary=_("List the kinds of files"))
def list_kinds(request: CalledRequest) -> list[dict[str, Any]]:
    """Those that you may read in."""
    return [_kind(kind) for kind in _allowed(viewer_of_request(request))]


@router.get("/imports/{kind}", response=answers(KindShown), summary=_("Get a kind of file"))
def get_kind(request: CalledRequest, kind: str) -> dict[str, Any]:
    return _kind(_find(request, kind))


@router.post("/imports/{kind}", response=answers(Report), summary=_("Read a file in"))
def read_in(
    request: CalledRequest,
    kind: str,
    asked: Query[HowAsked],
    file: File[UploadedFile],
) -> dict[str, Any]:
    """Send the file as the field `file` of a form. A file with errors saves nothing and answers 422 `file_refused` with
    the same report under `report`. The same file twice changes nothing."""
    chosen = _find(request, kind)
    viewer = viewer_of_request(request)
    if chosen.permission is None:
        raise Http404
    enterprise = enterprise_within(viewer, asked.enterprise, chosen.permission)
    name = "".join(letter for letter in Path(file.name or "").name if letter.isprintable())[-_NAME_SHOWN:]
    with _on_disk(file) as path:
        [report] = import_files(
            kind=chosen,
            files=[FileIn(path, name)],
            enterprise=enterprise,
            by=viewer.actor,
            at=now(),
            on=today(),
            dry_run=asked.dry_run,
        )
    document = report.document()
    if document["errors"]:
        raise Refusal(422, "file_refused", report=document)
    return document


class _on_disk:
    """The upload as a file of its own name, taken away afterwards: what reads it is another process."""

    def __init__(self, upload: "Upload[bytes]") -> None:
        self._upload = upload

    def __enter__(self) -> Path:
        with NamedTemporaryFile(prefix="samsvar-", delete=False) as kept:
            self._path = Path(kept.name)
            for chunk in self._upload.chunks():
                kept.write(chunk)
        return self._path

    def __exit__(self, *_problem: object) -> None:
        self._path.unlink(missing_ok=True)


def _allowed(viewer: Viewer) -> list[ImportKind]:
    return [
        kind
        for kind in KINDS.values()
        if kind.permission is not None and kind.of_enterprise and viewer.may_anywhere(kind.permission)
    ]


def _find(request: CalledRequest, word: str) -> ImportKind:
    for kind in _allowed(viewer_of_request(request)):
        if kind.word == word:
            return kind
    raise Http404


def _kind(kind: ImportKind) -> dict[str, Any]:
    return {
        "kind": kind.word,
        "name": str(kind.name),
        "endings": list(kind.endings),
        "columns": [{"name": name, "mandatory": mandatory} for name, mandatory in kind.columns],
        "permission": str(kind.permission),
    }
