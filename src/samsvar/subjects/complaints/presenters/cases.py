"""What the list, a case's page and the mechanism's page show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.rules.complaints import (
    URGENT,
    Criterion,
    Published,
    Status,
    YearNumbers,
    lacking_in,
    publishable,
)
from samsvar.subjects.complaints.models import Complaint, ComplaintOutcome, ComplaintTopic, CriterionCheck, EntryKind
from samsvar.subjects.complaints.presenters.words import CRITERIA, LACKING, LETTERS, Words
from samsvar.subjects.complaints.selectors import Entry, as_checked

TABS: dict[str, Words] = {
    "open": gettext_lazy("Open"),
    "late": gettext_lazy("Over the deadline"),
    "new": gettext_lazy("Not answered yet"),
    "ended": gettext_lazy("Ended"),
    "all": gettext_lazy("All"),
}
_PILLS = {Status.RECEIVED: "warn", Status.CONCLUDED: "good"}


@dataclass(frozen=True)
class NextStep:
    """What is owed now, and by when. `answers`: it is something to write to whoever complained."""

    words: str
    due_on: date
    urgent: bool
    answers: bool


@dataclass(frozen=True)
class CriterionLine:
    """One criterion with the year's judgement. `lacks` is empty where nothing does."""

    code: str
    letter: str
    name: Words
    asks: Words
    row: CriterionCheck | None
    lacks: Words
    kind: str


@dataclass(frozen=True)
class Part:
    """A name with its number."""

    name: Words
    count: int


@dataclass(frozen=True)
class YearLine:
    """A year as anyone may see it. `total` None: fewer than five, which is all that is told."""

    year: int
    total: int | None
    topics: tuple[Part, ...]
    outcomes: tuple[Part, ...]
    in_time: tuple[Part, ...]


def finding(counts: Mapping[str, int]) -> str:
    """The page's heading: what is owed."""
    if counts["late"]:
        return ngettext(
            "%(n)d complaint is over what we promised", "%(n)d complaints are over what we promised", counts["late"]
        ) % {"n": counts["late"]}
    if counts["open"]:
        return ngettext("%(n)d complaint is open", "%(n)d complaints are open", counts["open"]) % {"n": counts["open"]}
    return _("No complaint is open")


def pill(status: str) -> str:
    """The kind of pill a status is drawn with."""
    return _PILLS.get(Status(status), "")


def is_urgent(complaint: Complaint) -> bool:
    """Whether it is to be taken on at once."""
    return complaint.topic in URGENT and complaint.answered_on is None and complaint.due_on is not None


def next_step(complaint: Complaint, dialogue: Sequence[Entry]) -> NextStep | None:
    """What the case waits for; None where it has ended. `dialogue`: the newest first."""
    if complaint.due_on is None:
        return None
    last = next((each.row for each in dialogue if each.row.kind != EntryKind.NOTE), None)
    if complaint.answered_on is None:
        words, answers = _("Write the first answer"), True
    elif last is not None and last.by_complainant:
        words, answers = _("Answer what they wrote last"), True
    else:
        words, answers = _("Find out, and conclude"), False
    return NextStep(words, complaint.due_on, is_urgent(complaint), answers)


def criterion_lines(rows: Mapping[Criterion, CriterionCheck]) -> list[CriterionLine]:
    """All eight, judged or not."""
    lacking = lacking_in(as_checked(dict(rows)))
    lines = []
    for code, (name, asks, _look) in CRITERIA.items():
        row, lacks = rows.get(code), lacking.get(code, "")
        kind = {"yes": "good", "partly": "warn", "no": "bad"}.get(row.met, "") if row else ""
        lines.append(CriterionLine(code.value, LETTERS[code], name, asks, row, LACKING[lacks] if lacks else "", kind))
    return lines


def year_line(year: int, numbers: YearNumbers) -> YearLine:
    """A year's numbers as anyone may see them: none from one to four can be read or worked out."""
    topics = publishable(numbers.by_topic)
    ended = {**numbers.by_outcome, "": numbers.received - sum(numbers.by_outcome.values())}
    in_time = {
        "in_time": numbers.answered_in_time,
        "late": numbers.answered_late,
        "": numbers.received - numbers.answered_in_time - numbers.answered_late,
    }
    words: dict[str, Words] = {
        "in_time": _("Answered as promised"),
        "late": _("Answered too late"),
        "": _("Not answered"),
    }
    return YearLine(
        year,
        topics.total,
        _parts(topics, dict(ComplaintTopic.choices), _("Other topics")),
        _parts(publishable(ended), {**dict(ComplaintOutcome.choices), "": _("without a conclusion")}, _("the others")),
        _parts(publishable(in_time), words, _("The others")),
    )


def _parts(published: Published, names: Mapping[str, Words], rest: str) -> tuple[Part, ...]:
    """The parts that can be told, and the rest together; nothing where no part can."""
    shown = [Part(names[code], count) for code, count in published.shown]
    return (*shown, Part(rest, published.rest)) if shown and published.rest else tuple(shown)


def inner_parts(counts: Mapping[str, int], names: Iterable[tuple[str, Words]]) -> list[Part]:
    """Numbers as those with the right see them: all of them, in the order of the codes."""
    return [Part(name, counts[code]) for code, name in names if counts.get(code)]
