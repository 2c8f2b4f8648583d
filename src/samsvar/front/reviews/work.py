"""What is done and late: actions, activities of the wheel, adverse impacts, risk areas, and letters from outside.

Whoever sees the enterprise's wheel reads a review, so nothing is gathered here that they may not all see: of adverse
impacts with their actions, of risk areas and of letters only how many.
"""

from datetime import date

from django.db.models import Q, QuerySet

from samsvar.platform.ui.addresses import page_address
from samsvar.registers.actions.models import OPEN, Action, ActionCollaborator, ActionStatus
from samsvar.registers.wheel.models import Occurrence
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactAction, RiskArea
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.meetings.gathering import MOST_LINES, Gathered, Line
from samsvar.subjects.meetings.models import Finding, FindingKind, Review, ReviewKind
from samsvar.subjects.plans.models import Plan, PlannedGoal

ENVIRONMENT = "climate"
#: Fewer complaints or requests than this are not told of as a number of their own.
FEWEST_TOLD = 5


def _actions(review: Review) -> Q:
    unit = review.unit
    return Q(enterprise=review.enterprise, unit__path__gte=unit.path, unit__path__lt=unit.path_end)


def _told(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Those that are named: not what follows up an adverse impact, which fewer may read than the review."""
    return rows.exclude(pk__in=ImpactAction.objects.values("action"))


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def _late(review: Review, today: date) -> QuerySet[Action]:
    """Actions of the unit and all beneath it whose deadline has passed, the oldest first."""
    rows = Action.objects.filter(_actions(review), status__in=OPEN, due_on__lt=today)
    return rows.order_by("due_on", "pk")


def _late_lines(rows: QuerySet[Action], page: str) -> tuple[Line, ...]:
    told = _told(rows).values_list("key", "title", "due_on")[:MOST_LINES]
    return tuple(Line(title, page_address(page, key), _iso(on), "late") for key, title, on in told)


def _open_deviations(review: Review) -> QuerySet[Finding]:
    """Deviations that earlier reviews of the unit found and that are not closed, the first due first."""
    rows = Finding.objects.filter(review__unit=review.unit, kind=FindingKind.DEVIATION, closed_on__isnull=True)
    return rows.exclude(review=review).select_related("review").order_by("due_on", "pk")


def _deviation_lines(rows: QuerySet[Finding], today: date) -> tuple[Line, ...]:
    return tuple(
        Line(
            row.text[:200],
            page_address("meetings:review", row.review.key),
            _iso(row.due_on),
            "late" if row.due_on and row.due_on < today else "open",
        )
        for row in rows[:MOST_LINES]
    )


def late_actions(review: Review, today: date) -> Gathered:
    """Actions of the unit and all beneath it whose deadline has passed, the oldest first."""
    rows = _late(review, today)
    return Gathered(rows.count(), _late_lines(rows, "due_diligence:action"), page_address("due_diligence:actions"))


def effects(review: Review, today: date) -> Gathered:
    """Actions done in the review's year or the year before, the newest first."""
    rows = Action.objects.filter(_actions(review), status=ActionStatus.DONE, done_on__year__gte=review.year - 1)
    rows = rows.filter(done_on__lte=today).order_by("-done_on", "pk")
    lines = tuple(
        Line(f"{title}: {result}"[:300], page_address("due_diligence:action", key), _iso(on), "done")
        for key, title, result, on in _told(rows).values_list("key", "title", "result", "done_on")[:MOST_LINES]
    )
    return Gathered(rows.count(), lines)


def late_activities(review: Review, today: date) -> Gathered:
    """What the wheel of the enterprise owed before today."""
    rows = Occurrence.objects.filter(enterprise=review.enterprise, due_on__lt=today).open()
    rows = rows.select_related("activity").order_by("due_on", "pk")
    lines = tuple(Line(str(row), "", _iso(row.due_on), "late") for row in rows[:MOST_LINES])
    return Gathered(rows.count(), lines, page_address("wheel:year"))


def deviations(review: Review, today: date) -> Gathered:
    """Deviations of earlier reviews that are not closed, by name; adverse impacts that are open add to the number."""
    rows = _open_deviations(review)
    impacts = AdverseImpact.objects.filter(enterprise=review.enterprise).exclude(status=ImpactStatus.CLOSED).count()
    return Gathered(rows.count() + impacts, _deviation_lines(rows, today), page_address("due_diligence:impacts"))


def risk_areas(review: Review, today: date) -> Gathered:
    """How many risk areas of the supply chain the year has; what they are is read where impacts are."""
    rows = RiskArea.objects.filter(enterprise=review.enterprise, year=review.year)
    return Gathered(rows.count(), (), page_address("due_diligence:risk_areas"))


def letters(review: Review, today: date) -> Gathered | None:
    """Complaints and requests for information that came in the year. None below five: it could tell who wrote."""
    of_year = {"enterprise": review.enterprise, "received_on__year": review.year}
    count = Complaint.objects.filter(**of_year).count() + InformationRequest.objects.filter(**of_year).count()
    return Gathered(count) if count >= FEWEST_TOLD or not count else None


def environmental_deviations(review: Review, today: date) -> Gathered:
    """Deviations of environmental audits of the unit that are not closed."""
    rows = _open_deviations(review).filter(review__kind=ReviewKind.ENVIRONMENTAL_AUDIT)
    return Gathered(rows.count(), _deviation_lines(rows, today))


def late_environmental_actions(review: Review, today: date) -> Gathered:
    """Actions of the unit and all beneath it over their deadline that serve a goal of climate and environment."""
    serving = PlannedGoal.objects.filter(goal__dimension__startswith=ENVIRONMENT).values("planned__action")
    rows = _late(review, today).filter(pk__in=serving)
    return Gathered(rows.count(), _late_lines(rows, "plans:action"))


def plans(review: Review, today: date) -> Gathered:
    """The plans of the unit for the review's year."""
    rows = Plan.objects.filter(unit=review.unit, year=review.year).order_by("title", "pk")
    lines = tuple(Line(row.title, page_address("plans:plan", row.key)) for row in rows[:MOST_LINES])
    return Gathered(rows.count(), lines, page_address("plans:plans"))


def participation(review: Review, today: date) -> Gathered:
    """Actions of the unit and all beneath it in which representatives of the employees take part."""
    speaking = ActionCollaborator.objects.exclude(speaks_for="").values("action")
    rows = Action.objects.filter(_actions(review), pk__in=speaking).order_by("-pk")
    lines = tuple(
        Line(title, page_address("plans:action", key))
        for key, title in _told(rows).values_list("key", "title")[:MOST_LINES]
    )
    return Gathered(rows.count(), lines)
