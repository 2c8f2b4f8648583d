"""What waits, for whom and until when, gathered from every subject in one query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from samsvar.front.home.gathering import GATHERED, Rows, campaigns
from samsvar.front.reporting.transparency_statement.years import MissingYear
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.unchanged import ANEW, AsRecorded
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.subjects.governance.models import GoverningDocument
from samsvar.subjects.governance.selectors.signing import asked_of_person
from samsvar.subjects.reports.selectors import Owed, owed_by

SOON = timedelta(days=14)
THIS_WEEK = timedelta(days=7)
SHOWN = 40


@dataclass(frozen=True)
class Deadline:
    """One thing that is due. `kind` says what it is and where it leads; `about` is what the reason needs."""

    kind: str
    key: str
    title: str
    about: str
    on: date
    person_id: int | None
    person_name: str


@dataclass(frozen=True)
class Waiting:
    """Deadlines in three groups, oldest first, and how many there are after these."""

    over: tuple[Deadline, ...]
    this_week: tuple[Deadline, ...]
    next_two_weeks: tuple[Deadline, ...]

    @property
    def count(self) -> int:
        return len(self.over) + len(self.this_week) + len(self.next_two_weeks)


def waiting(
    viewer: Viewer, enterprise: OrgUnit, today: date, recorded: AsRecorded = ANEW, *, until: timedelta | None = SOON
) -> Waiting:
    """What is over its deadline, due within a week, and due within `until` (None: ever).

    Gathered anew where anything is recorded since. At most one query.
    """
    last = today + until if until else None
    gathered: list[Deadline] = []

    def gather() -> tuple[Deadline, ...]:
        rows = _union(viewer, enterprise, last, today)[: SHOWN if until else 2 * SHOWN]
        gathered.extend(Deadline(*row) for row in rows)
        return tuple(gathered)

    whole = viewer.may(Permission.VIEW_WHEEL, enterprise)  # else what is owed is the person's own (`_occurrences`)
    whose = None if whole or viewer.person is None else viewer.person.pk
    found = recorded.unless_changed(("deadlines", viewer.sight, whose, enterprise.pk, last, today), gather)
    if not gathered:
        found = _renamed(found)
    return _in_groups(found, today)


def _renamed(found: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """With the names of those responsible as they are now: they need not be the enterprise's own. At most one query."""
    people = {row.person_id for row in found if row.person_id is not None}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    return tuple(
        row if row.person_id is None else replace(row, person_name=names.get(row.person_id, row.person_name))
        for row in found
    )


def with_statements(
    found: Waiting, years: Iterable[MissingYear], today: date, *, until: timedelta | None = SOON
) -> Waiting:
    """The same with the duty to publish a statement (the Transparency Act § 5), for each year that lacks one."""
    last = today + until if until else None
    due = [
        Deadline("statement", str(year.year), str(year.year), "begun" if year.begun else "", year.due_on, None, "")
        for year in years
        if last is None or year.due_on <= last
    ]
    return _with(found, due, today)


def with_documents(found: Waiting, viewer: Viewer, today: date, *, until: timedelta | None = SOON) -> Waiting:
    """The same with the documents that the viewer is asked to read and confirm: their own, and never another's.

    One query where they are asked nothing, else four.
    """
    if viewer.person is None:
        return found
    due = [
        Deadline("document", each.document.key, each.document.name_nb, _names(each.document), on, viewer.person.pk, "")
        for each in asked_of_person(viewer.person, today)
        if each.is_open and (on := each.due_on) and (until is None or on <= today + until)
    ]
    return _with(found, due, today)


def with_reports(
    found: Waiting,
    viewer: Viewer,
    unit: OrgUnit,
    today: date,
    recorded: AsRecorded = ANEW,
    *,
    until: timedelta | None = SOON,
) -> Waiting:
    """The same with the reports that the unit owes, for those who may hand them in.

    Gathered anew where anything is recorded since, at the enterprise or above it. At most two queries.
    """
    if not viewer.may(Permission.ENTER_MEASUREMENTS, unit):
        return found
    owed = recorded.unless_changed(("reports owed", unit.pk, today), lambda: owed_by(unit, today))
    due = [
        Deadline("returned" if each.returned else "report", each.key, each.name, _of(each, unit), each.due_on, None, "")
        for each in owed
        if until is None or each.due_on <= today + until
    ]
    return _with(found, due, today)


def _of(owed: Owed, unit: OrgUnit) -> str:
    """Period, unit and what asks for it, a line each."""
    return f"{owed.period.code}\n{unit.key}\n{owed.source}"


def _names(document: GoverningDocument) -> str:
    """In nynorsk and English, as an activity's."""
    return f"{document.name_nn}\n{document.name_en}"


def _with(found: Waiting, due: Iterable[Deadline], today: date) -> Waiting:
    """The same with these, each in the group of its day."""
    more = _in_groups(due, today)
    return Waiting(
        over=_merged(found.over, more.over),
        this_week=_merged(found.this_week, more.this_week),
        next_two_weeks=_merged(found.next_two_weeks, more.next_two_weeks),
    )


def _in_groups(rows: Iterable[Deadline], today: date) -> Waiting:
    every = list(rows)
    return Waiting(
        over=tuple(row for row in every if row.on < today),
        this_week=tuple(row for row in every if today <= row.on < today + THIS_WEEK),
        next_two_weeks=tuple(row for row in every if row.on >= today + THIS_WEEK),
    )


def _merged(rows: Iterable[Deadline], more: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple(sorted([*rows, *more], key=lambda row: (row.on, row.title)))


def _union(viewer: Viewer, enterprise: OrgUnit, last: date | None, today: date) -> Rows:
    """The oldest first."""
    first, *others = (rows(viewer, enterprise, last) for rows in GATHERED.values())
    others.append(campaigns(viewer, enterprise, last, today))
    return first.union(*others, all=True).order_by("due", "said")


def due_by(
    viewer: Viewer,
    enterprise: OrgUnit,
    last: date,
    kinds: Iterable[str],
    only: Callable[[str], Q] = lambda _kind: Q(),
) -> list[Deadline]:
    """All of some kinds that is due by the day, the oldest first. One query.

    `only` narrows a kind, by `whose`: the id of the person responsible.
    """
    first, *others = (GATHERED[kind](viewer, enterprise, last).filter(only(kind)) for kind in kinds)
    return [Deadline(*row) for row in first.union(*others, all=True).order_by("due", "said")]
