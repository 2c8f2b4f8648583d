"""What a new version of a document changed, and how far units have come with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from samsvar.core.rules.due_diligence import Decision


class Change(StrEnum):
    """What a new version did with a theme."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """One theme in two versions. A text is None where the version has no such theme."""

    theme: str
    change: Change
    before: str | None
    after: str | None


def compare_versions(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ThemeChange, ...]:
    """Two versions theme by theme, in the new one's order, what was removed last. Spacing alone is no change."""
    themes = [*after, *(theme for theme in before if theme not in after)]
    return tuple(_theme_change(theme, before.get(theme), after.get(theme)) for theme in themes)


def _theme_change(theme: str, before: str | None, after: str | None) -> ThemeChange:
    if before is None or after is None:
        return ThemeChange(theme, Change.ADDED if before is None else Change.REMOVED, before, after)
    same = before.split() == after.split()
    return ThemeChange(theme, Change.KEPT if same else Change.REWORDED, before, after)


class Implementation(StrEnum):
    """How far a trust has come with a document or a programme."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    IMPLEMENTED = "implemented"
    FOLLOWED_UP = "followed_up"


def may_set_implementation(
    reached: Implementation, *, responsible: str, evidence: int, set_on: date | None, today: date
) -> Decision:
    """Whether a status may be noted: with a day that has come; once begun somebody answers for it; once implemented
    there is evidence. Reasons: `no_day`, `in_the_future`, `no_responsible`, `no_evidence`."""
    reasons = []
    if set_on is None:
        reasons.append("no_day")
    elif set_on > today:
        reasons.append("in_the_future")
    if reached is not Implementation.NOT_BEGUN and not responsible.strip():
        reasons.append("no_responsible")
    if reached in (Implementation.IMPLEMENTED, Implementation.FOLLOWED_UP) and evidence < 1:
        reasons.append("no_evidence")
    return Decision(tuple(reasons))


def check_versions(numbers_and_days: Sequence[tuple[int, date | None]]) -> tuple[str, ...]:
    """What is wrong with a document's versions, by codes: `number_twice`, `older_than_former` (a later number with an
    earlier day). Unknown days are passed over."""
    numbers = [number for number, _ in numbers_and_days]
    dated = [day for _, day in sorted(numbers_and_days, key=lambda each: each[0]) if day is not None]
    problems = ["number_twice"] if len(set(numbers)) < len(numbers) else []
    if any(later < earlier for earlier, later in pairwise(dated)):
        problems.append("older_than_former")
    return tuple(problems)
