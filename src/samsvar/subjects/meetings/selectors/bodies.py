"""Reads: the year's meetings, a body with its cases, a meeting, and decisions that lack something."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body, BodyMember, OrgUnit, held_on
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.meetings.models import Case, Decision, DecisionStep, Proposal, ProposalState

SEEN = Permission.VIEW_WHEEL
FOUND = 30
IS_UNWEIGHED = Q(weighed_climate="") | Q(weighed_social="") | Q(weighed_economy="")


@dataclass(frozen=True)
class Owed:
    """What waits in an enterprise's decisions."""

    unweighed: int
    waiting: int
    decisions: int


def meetings_of(viewer: Viewer, enterprise: OrgUnit, year: int) -> list[Meeting]:
    """The year's meetings, the newest first, undated last, with how many cases each has. One query."""
    rows = Meeting.objects.visible_to(viewer, SEEN).filter(body__enterprise=enterprise, year=year)
    counted = rows.select_related("body").annotate(case_count=Count("cases", distinct=True))
    return list(counted.order_by(F("held_on").asc(nulls_last=True), "number", "pk"))


def bodies_of(enterprise: OrgUnit) -> list[Body]:
    """The enterprise's bodies by name. One query."""
    return list(Body.objects.filter(enterprise=enterprise).order_by("name_nb", "pk"))


def owed_of(viewer: Viewer, enterprise: OrgUnit) -> Owed:
    """How many decisions are not weighed, and how many steps are no action yet. Two queries."""
    decisions = Decision.objects.visible_to(viewer, SEEN).filter(enterprise=enterprise)
    told = decisions.aggregate(every=Count("pk"), unweighed=Count("pk", filter=IS_UNWEIGHED))
    waiting = DecisionStep.objects.filter(decision__in=decisions, action__isnull=True).count()
    return Owed(told["unweighed"], waiting, told["every"])


def cases_found(viewer: Viewer, enterprise: OrgUnit, asked: str) -> list[Case]:
    """Cases whose number or title holds the words, the newest first. One query."""
    rows = Case.objects.visible_to(viewer, SEEN).filter(enterprise=enterprise)
    rows = rows.filter(Q(number__icontains=asked) | Q(title__icontains=asked) | Q(summary__icontains=asked))
    return list(rows.select_related("body", "meeting").order_by("-year", "-number")[:FOUND])


def decisions_in(viewer: Viewer, enterprise: OrgUnit, view: str) -> QuerySet[Decision]:
    """Decisions of a saved view, the newest first, with their steps."""
    rows = Decision.objects.visible_to(viewer, SEEN).filter(enterprise=enterprise)
    rows = rows.filter(VIEWS[view]).distinct()
    return with_all(rows).order_by("-decided_on", "-pk")


VIEWS: dict[str, Q] = {
    "unweighed": IS_UNWEIGHED,
    "waiting": Q(steps__isnull=False, steps__action__isnull=True),
    "all": Q(),
}


def counts(viewer: Viewer, enterprise: OrgUnit) -> dict[str, int]:
    """How many decisions each view holds. One query."""
    rows = Decision.objects.visible_to(viewer, SEEN).filter(enterprise=enterprise)
    return rows.aggregate(**{name: Count("pk", filter=chosen or None, distinct=True) for name, chosen in VIEWS.items()})


def with_all(rows: Any) -> QuerySet[Decision]:
    """Decisions with where they were taken and what they ask for. Two queries."""
    steps = DecisionStep.objects.select_related("responsible", "action", "unit").order_by("position")
    named = rows.select_related("case__body", "meeting__body", "review", "enterprise")
    found: QuerySet[Decision] = named.prefetch_related(Prefetch("steps", steps))
    return found


def cases_of(body: Body | None = None, meeting: Meeting | None = None) -> QuerySet[Case]:
    """Cases of a body or a meeting with their decisions, in the order of their numbers."""
    rows = Case.objects.filter(body=body) if body else Case.objects.filter(meeting=meeting)
    decided = Prefetch("decisions", Decision.objects.order_by("decided_on", "pk"))
    return rows.select_related("meeting__body", "body").prefetch_related(decided).order_by("-year", "-number")


def agreed_in(meeting: Meeting) -> list[Decision]:
    """What was agreed in a meeting without a case. Two queries."""
    return list(with_all(Decision.objects.filter(meeting=meeting)).order_by("decided_on", "pk"))


def decided_in_case(case: Case) -> list[Decision]:
    """The case's decisions. Two queries."""
    return list(with_all(Decision.objects.filter(case=case)).order_by("decided_on", "pk"))


def members_on(body: Body, on: date) -> list[BodyMember]:
    """Who sits in it on the day. One query."""
    return list(body.members.filter(held_on(on)).order_by("valid_from", "name"))


def proposals_of(body: Body) -> list[Proposal]:
    """What the body has proposed, those not answered first. One query."""
    rows = body.proposals.select_related("unit", "action")
    return sorted(rows, key=lambda row: (row.state != ProposalState.PROPOSED, row.proposed_on))
