"""Why a backup was not made, or is not put back."""

from typing import Any

#: Every code, which the commands turn into words.
CODES = (
    *("not_empty", "no_place", "no_tool", "tool_failed", "copy_failed", "copy_broken", "trail_altered"),
    *("not_a_backup", "manifest_changed", "file_missing", "file_changed", "file_unknown"),
    *("other_engine", "other_release", "database_not_empty", "evidence_not_empty"),
)


class BackupProblem(Exception):
    """Stops a backup or a restore; nothing counts that was written so far. `code` is one of `CODES`."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
