"""Reads: the reviews of an enterprise, one with all that hangs on it, and what is set aside."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from samsvar.core.rules.wheel.results import (
    AGENDAS,
    Event,
    Participation,
    Turnout,
    turnout,
)
from samsvar.core.rules.wheel.results import ReviewKind as WithAgenda
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.meetings.gathering import Gathered, as_gathered
from samsvar.subjects.meetings.models import (
    CampaignEvent,
    Decision,
    EventTurnout,
    Finding,
    Review,
    ReviewedDocument,
    ReviewNote,
    SetAside,
)
from samsvar.subjects.meetings.selectors.bodies import with_all

SEEN = Permission.VIEW_WHEEL


@dataclass(frozen=True)
class Point:
    """A point of the agenda: who asks for it, what was gathered (None: nothing is known), what was said."""

    code: str
    sources: tuple[str, ...]
    gathered: Gathered | None
    note: ReviewNote | None


@dataclass(frozen=True)
class Held:
    """An event with how many took part."""

    row: CampaignEvent
    turnout: Turnout
    units: tuple[EventTurnout, ...]


@dataclass(frozen=True)
class Whole:
    """A review with all that hangs on it."""

    review: Review
    points: tuple[Point, ...]
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    documents: tuple[ReviewedDocument, ...]
    events: tuple[Held, ...]
    resources: tuple[SetAside, ...]


def reviews_of(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[Review]:
    """Reviews, the newest year first, with how much hangs on each."""
    rows = Review.objects.visible_to(viewer, SEEN).filter(enterprise=enterprise).select_related("unit")
    open_findings = Count("findings", filter=Q(findings__closed_on__isnull=True), distinct=True)
    counted = rows.defer("gathered", "frozen").annotate(
        decision_count=Count("decisions", distinct=True), open_findings=open_findings
    )
    found: QuerySet[Review] = counted.order_by("-year", "kind", "pk")
    return found


def whole(review: Review) -> Whole:
    """At most six queries."""
    agenda = AGENDAS[WithAgenda(review.kind)] if review.kind in set(WithAgenda) else ()
    notes = {note.point: note for note in review.notes.all()} if agenda else {}
    gathered = as_gathered(review.gathered)
    points = tuple(Point(each.code, each.sources, gathered.get(each.code), notes.get(each.code)) for each in agenda)
    decisions = with_all(Decision.objects.filter(review=review)).order_by("decided_on", "pk")
    findings = review.findings.select_related("unit", "responsible", "action").order_by("number")
    is_campaign = review.kind == "campaign_week"
    return Whole(
        review,
        points,
        tuple(decisions),
        tuple(findings) if agenda else (),
        tuple(review.documents.order_by("title", "pk")) if review.kind == "documents" else (),
        tuple(_held(review)) if is_campaign else (),
        tuple(resources_of(review.enterprise, review.year)) if agenda else (),
    )


def _held(review: Review) -> list[Held]:
    told = EventTurnout.objects.select_related("unit").order_by("unit__path")
    rows = review.events.prefetch_related(Prefetch("turnouts", told)).order_by("held_on", "pk")
    return [Held(row, turnout_of(row), tuple(row.turnouts.all())) for row in rows]


def turnout_of(event: CampaignEvent) -> Turnout:
    """How many took part over the units that have told; who has not told."""
    lines = tuple(Participation(row.unit.name_nb, row.took_part, row.asked) for row in event.turnouts.all())
    return turnout(Event(event.kind, event.held_on, lines))


def resources_of(enterprise: OrgUnit, year: int | None = None) -> QuerySet[SetAside]:
    """What is set aside, by unit. One query."""
    rows = SetAside.objects.filter(enterprise=enterprise).select_related("unit")
    return (rows.filter(year=year) if year else rows).order_by("-year", "unit__path", "purpose")


def last_held(review: Review, kind: str = "") -> Review | None:
    """The review of the kind that was held last before this one, of the same unit."""
    rows = Review.objects.filter(unit=review.unit, kind=kind or review.kind, held_on__isnull=False)
    return rows.exclude(pk=review.pk).filter(year__lte=review.year).order_by("-held_on").first()


def open_findings(review: Review, kind: str, today: date) -> QuerySet[Finding]:
    """Findings of the kind that no review of the unit has closed yet, the oldest first."""
    rows = Finding.objects.filter(review__unit=review.unit, kind=kind, closed_on__isnull=True)
    return rows.exclude(review=review).select_related("action", "review").order_by("due_on", "pk")
