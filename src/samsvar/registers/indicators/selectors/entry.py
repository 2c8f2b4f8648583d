"""What has been handed in, by whom, what stood there before, and how far a unit's period has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import MeasurementState, SubmissionState
from samsvar.registers.indicators.models import Indicator, Measurement, Submission, SubmissionStep
from samsvar.registers.indicators.selectors.definitions import keys_to


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a unit itself has handed in for a period: what counts, and a draft beside it. `version` for the form.

    `version` is the id of the newest of both (0 where there is none): sent back, it tells whether somebody has saved
    meanwhile (`services.measurements.enter_measurement(seen=…)`).
    """

    in_force: Measurement | None
    draft: Measurement | None

    @property
    def version(self) -> int:
        return max((each.pk for each in (self.in_force, self.draft) if each), default=0)


def handed_in(
    indicators: Sequence[Indicator], unit: OrgUnit, periods: Iterable[Period]
) -> dict[tuple[int, Period], HandedIn]:
    """What the unit has handed in, by indicator id and period; every one asked for is there. One query."""
    asked = list(periods)
    rows = Measurement.objects.filter(
        indicator__in=indicators,
        unit=unit,
        current=True,
        period_kind__in={period.kind.value for period in asked},
        year__in={period.year for period in asked},
    ).select_related("delivery", "delivery__delivered_by")
    found: dict[tuple[int, Period], dict[bool, Measurement]] = {}
    for row in rows:
        place = (row.indicator_id, Period(PeriodKind(row.period_kind), row.year, row.number))
        found.setdefault(place, {})[row.status == MeasurementState.DRAFT] = row
    return {
        (each.pk, period): HandedIn(there.get(False), there.get(True))
        for each in indicators
        for period in asked
        for there in [found.get((each.pk, period), {})]
    }


def history_of(indicator: Indicator, unit: OrgUnit, period: Period) -> list[Measurement]:
    """All that the unit has handed in for the period, the newest first, drafts too, with delivery and who. One query.

    `delivery` has `delivered_at`, `delivered_by`, `source` and the `reason` of a correction.
    """
    rows = Measurement.objects.filter(
        indicator=indicator, unit=unit, period_kind=period.kind.value, year=period.year, number=period.number
    )
    return list(rows.select_related("delivery", "delivery__delivered_by").order_by("-pk"))


def recent_corrections(indicator: Indicator, unit: OrgUnit, *, at_most: int = 10) -> list[Measurement]:
    """The newest corrections of the unit's own figures, with what they stand instead of. One query."""
    rows = Measurement.objects.filter(indicator=indicator, unit=unit, status=MeasurementState.CORRECTED)
    return list(rows.select_related("delivery", "delivery__delivered_by", "supersedes").order_by("-pk")[:at_most])


def submission_of(unit: OrgUnit, period: Period) -> Submission | None:
    """How far the unit's period has come; None where nothing is submitted. One query."""
    return Submission.objects.filter(
        unit=unit, period_kind=period.kind.value, year=period.year, number=period.number
    ).first()


def steps_of(submission: Submission) -> list[SubmissionStep]:
    """Its steps, the newest first, with who and why. One query."""
    return list(submission.steps.select_related("done_by").order_by("-done_at", "-pk"))


def closed_by(unit: OrgUnit, period: Period) -> Submission | None:
    """The accepted submission, of the unit or one above it, that closes the period for it; None where it is open.

    A closed year closes its months, and a closed month the year it lies in. One query.
    """
    accepted = Submission.objects.closed().filter(unit__key__in=keys_to(unit), year=period.year).select_related("unit")
    return next((each for each in accepted if period_of_submission(each).overlaps(period)), None)


def period_of_submission(submission: Submission) -> Period:
    """Its period."""
    return Period(PeriodKind(submission.period_kind), submission.year, submission.number)


def submissions_under(unit: OrgUnit, period: Period, viewer: Viewer) -> list[tuple[OrgUnit, Submission | None]]:
    """The units directly under a unit that the viewer may see, each with how far its period has come. Two queries."""
    below = OrgUnit.objects.alive(period.last_day).filter(parent=unit).order_by("name_nb", "pk")
    rows = Submission.objects.visible_to(viewer, Permission.VIEW_INDICATORS).filter(
        unit__parent=unit, period_kind=period.kind.value, year=period.year, number=period.number
    )
    states = {row.unit_id: row for row in rows}
    return [(each, states.get(each.pk)) for each in below if viewer.may(Permission.VIEW_INDICATORS, each)]


def not_accepted(submissions: Iterable[tuple[OrgUnit, Submission | None]]) -> list[OrgUnit]:
    """Those whose figures are summed without being accepted yet: to be marked wherever the sum is shown."""
    return [unit for unit, row in submissions if row is None or row.state != SubmissionState.ACCEPTED]
