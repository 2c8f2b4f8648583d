"""What a verification found, as codes and facts; `words.words_for_finding` turns them into sentences."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

#: Every code a verification may give.
CODES = (
    *("changed", "hash_changed", "replaced", "removed", "inserted", "reordered", "forked", "start_changed"),
    *("cut_tail", "rewritten", "chain_removed", "head_changed", "head_behind", "columns_differ", "names_changed"),
    *("row_changed", "row_removed", "row_added", "rows_differ", "rows_without_event", "content_changed"),
    *("forgotten_without_event", "row_without_event", "changed_without_event", "deleted_without_event"),
    *("returned_without_event", "contents_changed", "anchor_signature", "anchor_unknown_key"),
)
_PER_CODE = 200


@dataclass(frozen=True)
class Finding:
    """One trace of tampering: where in which chain (empty and None where it has no place), and the facts."""

    code: str
    chain: str = ""
    sequence: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Verification:
    """The outcome. `findings` holds at most 200 of each code, `counts` says how many there are in all.

    `sizes` and `heads` are the chains as they were read, `unchecked` the rows whose last event can no longer be
    compared (content forgotten, or a column that no longer exists).
    """

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, int] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    events: int = 0
    rows: int = 0
    records: int = 0
    unchecked: int = 0

    @property
    def intact(self) -> bool:
        return not self.counts

    def tell(self, code: str, chain: str = "", sequence: int | None = None, **facts: Any) -> None:
        self.counts[code] += 1
        if self.counts[code] <= _PER_CODE:
            self.findings.append(Finding(code, chain, sequence, facts))
