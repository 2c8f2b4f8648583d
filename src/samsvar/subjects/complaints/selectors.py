"""Reads: the list, a case with all that hangs on it, the year's numbers, what is promised, and the self-check."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import OuterRef, Q, QuerySet, Subquery

from samsvar.core.rules.complaints import (
    Case,
    Checked,
    Criterion,
    Met,
    Promise,
    Status,
    Topic,
    YearNumbers,
    numbers_of,
)
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.cases.models import IS_OPEN
from samsvar.platform.cases.selectors import counts as count_views
from samsvar.platform.cases.selectors import owed_first, years_of
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.complaints.models import (
    Complaint,
    ComplaintEntry,
    ComplaintPromise,
    ComplaintQuerySet,
    CriterionCheck,
    EntryKind,
)

FILES = "complaint_entry"
"""The kind of owner that files of the dialogue hang on. Only this subject's own pages give them out."""


def case_of(complaint: Complaint) -> Case:
    """The complaint as the rules meet it."""
    return Case(
        status=Status(complaint.status),
        topic=Topic(complaint.topic),
        received_on=complaint.received_on,
        answered_on=complaint.answered_on,
        ended_on=complaint.ended_on,
    )


def narrowed(viewer: Viewer, enterprise: OrgUnit, view: str, today: date) -> ComplaintQuerySet:
    """One of the saved views, what is owed first on top. `they_wrote_last`: whoever complained waits for an answer."""
    rows = Complaint.objects.readable_by(viewer).filter(enterprise=enterprise).select_related("handler")
    words = ComplaintEntry.objects.filter(complaint=OuterRef("pk")).exclude(kind=EntryKind.NOTE)
    last = words.order_by("-noted_at", "-pk").values("by_complainant")[:1]
    rows = rows.annotate(they_wrote_last=Subquery(last))
    return cast(ComplaintQuerySet, owed_first(rows.filter(_views(today)[view])))


def counts(viewer: Viewer, enterprise: OrgUnit, today: date) -> dict[str, int]:
    """How many each view holds."""
    return count_views(Complaint.objects.readable_by(viewer).filter(enterprise=enterprise), _views(today))


def _views(today: date) -> dict[str, Q]:
    return {
        "open": IS_OPEN,
        "late": Q(due_on__lt=today),
        "new": Q(status=Status.RECEIVED),
        "ended": ~IS_OPEN,
        "all": Q(),
    }


@dataclass(frozen=True)
class Entry:
    """An entry of the dialogue with its files."""

    row: ComplaintEntry
    files: tuple[Evidence, ...]


def dialogue_of(complaint: Complaint, *, inner: bool) -> list[Entry]:
    """What was written, the newest first; notes only where `inner`. Two queries."""
    rows = complaint.entries.select_related("noted_by").order_by("-noted_at", "-pk")
    if not inner:
        rows = rows.exclude(kind=EntryKind.NOTE)
    held = list(rows)
    files = Evidence.objects.filter(
        enterprise=complaint.enterprise, owner_kind=FILES, owner_key__in=[each.key for each in held]
    ).order_by("pk")
    by_entry: dict[str, list[Evidence]] = {}
    for file in files:
        by_entry.setdefault(file.owner_key, []).append(file)
    return [Entry(each, tuple(by_entry.get(each.key, ()))) for each in held]


def file_of(complaint: Complaint, key: str) -> Evidence | None:
    """A file of the complaint's dialogue."""
    entries = complaint.entries.exclude(kind=EntryKind.NOTE).values_list("key", flat=True)
    held = Evidence.objects.filter(enterprise=complaint.enterprise, owner_kind=FILES, owner_key__in=list(entries))
    return held.filter(key=key).first()


def may_handle(viewer: Viewer, complaint: Complaint) -> bool:
    """Whether the viewer, who may read it, may answer it too: by right, or named on it."""
    if viewer.may(Permission.MANAGE_COMPLAINTS, complaint.enterprise):
        return True
    return viewer.person is not None and complaint.handlers.filter(person=viewer.person).exists()


def promise_of(enterprise: OrgUnit) -> Promise:
    """What the enterprise promises; the product's own proposal where it has set nothing."""
    held = ComplaintPromise.objects.filter(enterprise=enterprise).first()
    return held.as_promise() if held else Promise()


def numbers(enterprise: OrgUnit, year: int, today: date) -> YearNumbers:
    """The year's complaints in numbers, of the whole enterprise: for those with the right, and for publishing."""
    rows = Complaint.objects.filter(enterprise=enterprise, received_on__year=year)
    return numbers_of([(case_of(row), row.outcome) for row in rows], year, promise_of(enterprise), today)


def years(enterprise: OrgUnit) -> list[int]:
    """The years with complaints, newest first."""
    return years_of(Complaint.objects.filter(enterprise=enterprise))


def checked_of(enterprise: OrgUnit, year: int) -> dict[Criterion, CriterionCheck]:
    """The year's judgements, by criterion; those not judged are left out."""
    rows = CriterionCheck.objects.filter(enterprise=enterprise, year=year)
    return {Criterion(row.criterion): row for row in rows}


def as_checked(rows: dict[Criterion, CriterionCheck]) -> list[Checked]:
    """The judgements as the rules meet them."""
    return [Checked(code, Met(row.met) if row.met else None, row.shown_by, row.plan) for code, row in rows.items()]


def owed_by(enterprise: OrgUnit, until: date) -> QuerySet[Complaint]:
    """What the enterprise owes by the day, for reminders."""
    return Complaint.objects.filter(IS_OPEN, enterprise=enterprise, due_on__lte=until).order_by("due_on")
