"""What a backup holds: every file with size and SHA-256, what it was made by, and the state of the tables.

The manifest is written last. A folder without one, or with one that does not fit its files, is no backup.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from samsvar.platform.administration.backups.problem import BackupProblem
from samsvar.platform.audit.hashing import canonical

FORMAT = "samsvar-backup-1"
NAME = "manifest.json"
#: Not in a backup, and to be kept elsewhere: who has the backup must not be able to sign in or to sign.
LEFT_OUT = ("sessions", "signing keys", "settings", "import files")


@dataclass(frozen=True)
class HeldFile:
    """A file of the backup: its path in the folder with forward slashes, bytes, and SHA-256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A backup's table of contents. `checkpoint` is the signed anchor, None where there was no key to sign with."""

    made_at: str
    engine: str
    database: str
    versions: Mapping[str, str]
    migrations: tuple[str, ...]
    checks: tuple[str, ...]
    checkpoint: Mapping[str, Any] | None
    findings: int
    files: tuple[HeldFile, ...]

    def document(self) -> dict[str, Any]:
        """As JSON, with a digest over all the rest: a slip of the hand is told apart from a file that was changed."""
        document: dict[str, Any] = {**asdict(self), "format": FORMAT, "left_out": list(LEFT_OUT)}
        document = json.loads(json.dumps(document))
        return {**document, "digest": sha256(canonical(document).encode()).hexdigest()}


def files_in(folder: Path) -> list[HeldFile]:
    """Every file beneath the folder but the manifest, in the order of their paths."""
    found = (Path(root) / name for root, _folders, names in os.walk(folder) for name in names)
    return [_held(path, folder) for path in sorted(found) if path != folder / NAME]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it, and see to it that it is on the disk."""
    text = json.dumps(manifest.document(), ensure_ascii=False, sort_keys=True, indent=2)
    with open(folder / NAME, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BackupProblem (`not_a_backup`, `manifest_changed`)."""
    try:
        document = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            raise BackupProblem("not_a_backup", folder=str(folder))
        digest = document.pop("digest")
        fields = {name: document[name] for name in Manifest.__dataclass_fields__}
        files = tuple(HeldFile(**each) for each in fields["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem("not_a_backup", folder=str(folder)) from error
    if sha256(canonical(document).encode()).hexdigest() != digest:
        raise BackupProblem("manifest_changed", folder=str(folder))
    lists = {"migrations": tuple(fields["migrations"]), "checks": tuple(fields["checks"]), "files": files}
    return Manifest(**{**fields, **lists})


def check_files(folder: Path, files: Iterable[HeldFile]) -> None:
    """That the folder holds these files, each as it was, and no other.

    Raises BackupProblem (`file_missing`, `file_changed`, `file_unknown`), naming the first such file.
    """
    stated = {each.path: each for each in files}
    found = {each.path: each for each in files_in(folder)}
    for code, paths in (
        ("file_missing", stated.keys() - found.keys()),
        ("file_unknown", found.keys() - stated.keys()),
        ("file_changed", {path for path in stated.keys() & found.keys() if stated[path] != found[path]}),
    ):
        if paths:
            raise BackupProblem(code, path=min(paths), count=len(paths))


def _held(path: Path, folder: Path) -> HeldFile:
    if path.is_symlink():
        raise BackupProblem("file_unknown", path=path.relative_to(folder).as_posix(), count=1)
    with open(path, "rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return HeldFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest)
