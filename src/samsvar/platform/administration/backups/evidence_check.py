"""Whether a backup holds every file that its database refers to, as it was kept."""

from collections.abc import Iterable, Mapping

from samsvar.platform.administration.backups.manifest import HeldFile
from samsvar.platform.administration.backups.problem import BackupProblem

EVIDENCE = "evidence"


def check_evidence(kept: Mapping[str, str], files: Iterable[HeldFile]) -> None:
    """`kept` is the SHA-256 by place in the folder of evidence, as the records say.

    Raises BackupProblem (`evidence_missing`, `evidence_changed`), naming the first such file. Files that no record
    refers to are no fault: a sweep takes them.
    """
    found = {file.path: file.sha256 for file in files}
    wanted = {f"{EVIDENCE}/{place}": digest for place, digest in kept.items()}
    for code, paths in (
        ("evidence_missing", wanted.keys() - found.keys()),
        ("evidence_changed", {path for path in wanted.keys() & found.keys() if wanted[path] != found[path]}),
    ):
        if paths:
            raise BackupProblem(code, path=min(paths), count=len(paths))
