"""What came of reading rows in: counts, or the errors that stopped it."""

from dataclasses import dataclass
from typing import Any

from samsvar.core.readers.results import RowError


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """Rows of the file by what they did, or would do in a dry run. With errors nothing was written.

    `notes` say what else follows, and `warnings` what to look at, in codes and facts as errors do.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: tuple[RowError, ...] = ()
    notes: tuple[RowError, ...] = ()
    warnings: tuple[RowError, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether anything is, or would be, written."""
        return bool(self.created or self.changed)

    def about(self, sha256: str = "") -> dict[str, Any]:
        """The counts as an audit event keeps them, with the SHA-256 of the file where it is known."""
        counts: dict[str, Any] = {"created": self.created, "changed": self.changed}
        return {**counts, "sha256": sha256} if sha256 else counts


class ChangedMeanwhile(RuntimeError):
    """Somebody saved one of the same rows while the import ran. Nothing of the import is kept; it may be run again."""
