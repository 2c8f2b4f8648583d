"""What the pages of reviews show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.wheel.results import IN_WRITING
from samsvar.subjects.meetings.gathering import DueDocument, Gathered
from samsvar.subjects.meetings.models import Review, ReviewedDocument, ReviewKind, ReviewNote, SetAside
from samsvar.subjects.meetings.presenters.words import POINTS, STANDS, Words, review_title
from samsvar.subjects.meetings.selectors.reviews import Whole


@dataclass(frozen=True)
class PointLine:
    """A point of the agenda as drawn. Unknown: nothing was gathered, and nobody has written of it."""

    code: str
    title: Words
    sources: str
    gathered: Gathered | None
    lines: tuple[tuple[str, str, date | None, Words], ...]
    rest: int
    note: ReviewNote | None
    in_writing: bool

    @property
    def is_unknown(self) -> bool:
        return self.gathered is None and self.note is None


@dataclass(frozen=True)
class DocumentLine:
    """A document of the yearly review; `row` is what is decided of it."""

    key: str
    title: str
    address: str
    due_on: date | None
    row: ReviewedDocument | None


@dataclass(frozen=True)
class YearSum:
    """What is set aside in a year. `untold`: lines without money or without person-years, counted apart."""

    year: int
    rows: tuple[SetAside, ...]
    person_years: int | None
    amount_ore: int | None
    untold: int

    @property
    def work(self) -> float | None:
        """Person-years as they are told; None where nobody has."""
        return None if self.person_years is None else self.person_years / 100


def point_lines(whole: Whole) -> list[PointLine]:
    """The agenda in the order of the rules."""
    written = IN_WRITING if whole.review.kind == ReviewKind.INTERNAL_CONTROL else frozenset()
    found = []
    for point in whole.points:
        gathered = point.gathered
        lines = tuple(
            (line.title, line.address, date.fromisoformat(line.on) if line.on else None, STANDS.get(line.word, ""))
            for line in (gathered.lines if gathered else ())
        )
        rest = gathered.count - len(lines) if gathered else 0
        found.append(
            PointLine(
                point.code,
                POINTS[point.code],
                " · ".join(point.sources),
                gathered,
                lines,
                rest,
                point.note,
                point.code in written,
            )
        )
    return found


def document_lines(rows: Iterable[ReviewedDocument], due: Iterable[DueDocument] | None) -> list[DocumentLine]:
    """The documents that are due, and those decided on (`rows`) that are due no longer."""
    decided = {row.document_key: row for row in rows}
    lines = [DocumentLine(each.key, each.title, each.address, each.due_on, decided.get(each.key)) for each in due or ()]
    shown = {line.key for line in lines}
    lines += [DocumentLine(key, row.title, "", None, row) for key, row in decided.items() if key not in shown]
    return sorted(lines, key=lambda line: (line.row is not None, line.due_on or date.max, line.title))


def review_finding(whole: Whole) -> str:
    """The page's heading: what the review still lacks, or what came of it."""
    review, title = whole.review, review_title(whole.review)
    if review.is_held:
        told = ngettext("%(n)d decision", "%(n)d decisions", len(whole.decisions)) % {"n": len(whole.decisions)}
        return _("%(title)s: held, %(decisions)s") % {"title": title, "decisions": told}
    unknown = sum(1 for line in point_lines(whole) if line.is_unknown)
    if unknown:
        words = ngettext("%(n)d point lacks input", "%(n)d points lack input", unknown) % {"n": unknown}
        return f"{title}: {words}"
    return title


def finding(rows: Sequence[Review], today: date) -> str:
    """The list's heading."""
    ahead = [row for row in rows if not row.is_held]
    late = [row for row in ahead if row.planned_on and row.planned_on < today]
    if late:
        words = ngettext("%(n)d review is over its day", "%(n)d reviews are over their day", len(late))
        return words % {"n": len(late)}
    if ahead:
        words = ngettext("%(n)d review is being prepared", "%(n)d reviews are being prepared", len(ahead))
        return words % {"n": len(ahead)}
    return _("No review is being prepared")


def sums_by_year(rows: Iterable[SetAside]) -> list[YearSum]:
    """The lines by year, with their sums. Nothing told is no sum, never zero."""
    by_year: dict[int, list[SetAside]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    return [_year(year, lines) for year, lines in by_year.items()]


def _year(year: int, rows: list[SetAside]) -> YearSum:
    work = [row.person_years for row in rows if row.person_years is not None]
    money = [row.amount_ore for row in rows if row.amount_ore is not None]
    untold = sum(1 for row in rows if row.person_years is None or row.amount_ore is None)
    return YearSum(year, tuple(rows), sum(work) if work else None, sum(money) if money else None, untold)
