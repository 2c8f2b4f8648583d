"""Reads: the list, a case with all that hangs on it, the year's figures, and what anyone may read."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from samsvar.core.rules.information_requests import OPEN, REFUSALS, REGIMES, Case, Part, Status
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.cases.models import IS_OPEN
from samsvar.platform.cases.selectors import counts as count_views
from samsvar.platform.cases.selectors import owed_first, years_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.information_requests.models import (
    InformationRequest,
    PublicAnswer,
    RequestEntry,
    RequestLetter,
    RequestPart,
    RequestRecord,
)


def case_of(request: InformationRequest) -> Case:
    """The request as the rules meet it."""
    return Case(
        regime=REGIMES[request.regime],
        status=Status(request.status),
        received_on=request.received_on,
        extended=request.extended_on is not None,
        reasons_asked_on=request.reasons_asked_on,
    )


def part_of(part: RequestPart) -> Part:
    """A part as the rules meet it."""
    return Part(
        given=part.given,
        ground=part.ground,
        provision=part.provision,
        reasons=part.reasons,
        known_impact=part.known_impact,
        considered_more=part.considered_more,
    )


def visible_requests(viewer: Viewer) -> QuerySet[InformationRequest]:
    """Those whom the viewer may see."""
    return InformationRequest.objects.visible_to(viewer, Permission.VIEW_REQUESTS)


def narrowed(viewer: Viewer, enterprise: OrgUnit, view: str, today: date) -> QuerySet[InformationRequest]:
    """One of the saved views, what is owed first on top; ended ones by when they ended."""
    rows = visible_requests(viewer).filter(enterprise=enterprise).select_related("handler")
    return owed_first(rows.filter(_views(today)[view]))


def counts(viewer: Viewer, enterprise: OrgUnit, today: date) -> dict[str, int]:
    """How many each view holds."""
    return count_views(visible_requests(viewer).filter(enterprise=enterprise), _views(today))


def _views(today: date) -> dict[str, Q]:
    return {
        "open": IS_OPEN,
        "late": Q(due_on__lt=today),
        "waiting": Q(status=Status.CLARIFICATION),
        "ended": ~IS_OPEN,
        "all": Q(),
    }


@dataclass(frozen=True)
class Held:
    """All that hangs on a request."""

    parts: list[RequestPart]
    records: list[RequestRecord]
    letters: list[RequestLetter]
    entries: list[RequestEntry]
    public: PublicAnswer | None


def held_of(request: InformationRequest) -> Held:
    """Parts, records, letters and entries in their order, and the public text."""
    return Held(
        parts=list(request.parts.order_by("position")),
        records=list(request.records.order_by("kind", "pk")),
        letters=list(request.letters.select_related("sent_by").order_by("sent_at", "pk")),
        entries=list(request.entries.select_related("noted_by").order_by("noted_at", "pk")),
        public=PublicAnswer.objects.filter(request=request).first(),
    )


@dataclass(frozen=True)
class RegimeFigures:
    """A year's requests under one Act. `median_days` from receipt to answer, None where none is answered."""

    regime: str
    received: int
    open: int
    answered: int
    refused: int
    late: int
    extended: int
    median_days: float | None


def figures(viewer: Viewer, enterprise: OrgUnit, year: int, today: date) -> list[RegimeFigures]:
    """The year's requests by Act, and then all together (`regime` empty). By the day of receipt.

    Late: answered after the law's last day, or not answered and the day has passed. Withdrawn ones are received only.
    """
    rows = list(
        visible_requests(viewer)
        .filter(enterprise=enterprise, received_on__year=year)
        .values_list("regime", "status", "received_on", "answered_on", "answer_due_on", "extended_on")
    )
    return [_figures(code, [row for row in rows if code in ("", row[0])], today) for code in (*REGIMES, "")]


def _figures(
    regime: str, rows: list[tuple[str, str, date, date | None, date, date | None]], today: date
) -> RegimeFigures:
    kept = [row for row in rows if row[1] != Status.WITHDRAWN]
    days = [(answered - received).days for _, _, received, answered, _, _ in kept if answered is not None]
    refused = REFUSALS | {Status.REASONS_REQUESTED, Status.REASONS_GIVEN}
    return RegimeFigures(
        regime=regime,
        received=len(rows),
        open=sum(1 for row in kept if row[1] in OPEN),
        answered=len(days),
        refused=sum(1 for row in kept if row[1] in refused),
        late=sum(1 for row in kept if (row[3] or today) > row[4]),
        extended=sum(1 for row in kept if row[5] is not None),
        median_days=median(days) if days else None,
    )


def years(viewer: Viewer, enterprise: OrgUnit) -> list[int]:
    """The years with requests, newest first."""
    return years_of(visible_requests(viewer).filter(enterprise=enterprise))


def published(orgnr: str) -> QuerySet[PublicAnswer]:
    """What anyone may read of the enterprise with the number, newest first."""
    rows = PublicAnswer.objects.filter(enterprise__orgnr=orgnr, published_at__isnull=False)
    return rows.order_by("-published_at", "-pk")


def owed_by(enterprise: OrgUnit, until: date) -> QuerySet[InformationRequest]:
    """What the enterprise owes by the day, for reminders; the day it promised counts where that is earlier."""
    rows = InformationRequest.objects.filter(IS_OPEN, enterprise=enterprise)
    return rows.annotate(wanted_on=Coalesce("promised_on", "due_on")).filter(wanted_on__lte=until).order_by("wanted_on")
