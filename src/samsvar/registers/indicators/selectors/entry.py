"""What has been handed in, by whom, what stood there before, and how far a unit's period has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import MeasurementState, SubmissionState
from samsvar.registers.indicators.models import Figure, Indicator, Measurement, Submission, SubmissionStep
from samsvar.registers.indicators.trees import EVERY_UNIT


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a unit itself has handed in for a period: what counts, and a draft beside it. `version` for the form.

    `version` is the key of the newest delivery of both (empty where there is none): sent back, it tells whether
    somebody has saved meanwhile (`services.measurements.enter_measurement(seen=…)`). Never a running number: those
    count what all enterprises hand in.
    """

    in_force: Measurement | None
    draft: Measurement | None

    @property
    def version(self) -> str:
        newest = max((each for each in (self.in_force, self.draft) if each), key=lambda each: each.pk, default=None)
        return newest.delivery.key if newest else ""


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
        number__in={period.number for period in asked},
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


def asked_itself(indicators: Iterable[Indicator], unit: OrgUnit, period: Period) -> set[int]:
    """Ids of the indicators whose figures the unit is to hand in itself; the others’ come from other units. One query.

    As in the trees that figures are added up in, where nothing is said it is each unit without units under it.
    """
    has_below = OrgUnit.objects.alive(period.last_day).filter(parent=unit).exists()
    return {
        each.pk
        for each in indicators
        if each.covers_below or (each.expected_kind in (EVERY_UNIT, unit.kind) if each.expected_kind else not has_below)
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
    """The newest corrections of the unit's own figures, with what they stand instead of. One query.

    Without those that `untold` keeps from readers, whichever period the page shows.
    """
    careful = indicator.minimum_persons is not None

    def build() -> QuerySet[Measurement]:
        where = {"indicator": Given("indicator", BigIntegerField()), "unit": Given("unit", BigIntegerField())}
        rows = Measurement.objects.filter(**where, supersedes__isnull=False)  # by an index
        rows = rows.filter(status=MeasurementState.CORRECTED)
        if careful:
            at_period = {name: OuterRef(name) for name in ("indicator", "unit", "period_kind", "year", "number")}
            rows = rows.filter(Exists(Figure.objects.filter(**at_period, hidden=False, delivered__lte=1)))
        return rows.select_related("delivery", "delivery__delivered_by", "supersedes").order_by("-pk")[:at_most]

    question = ("recent corrections", careful, at_most)
    found: list[Measurement] = ask(question, build, indicator=indicator.pk, unit=unit.pk)
    of_period: dict[tuple[str, int, int], dict[int, Measurement]] = {}
    for row in found:
        for each in filter(None, (row, row.supersedes)):
            of_period.setdefault((each.period_kind, each.year, each.number), {})[each.pk] = each
    minimum = indicator.minimum_persons
    told = {pk for rows_of in of_period.values() for pk in told_apart(_newest_first(rows_of), minimum)}
    return [row for row in found if row.pk in told and row.supersedes_id in told]


def untold(indicators: Iterable[Indicator], unit: OrgUnit, period: Period) -> set[int]:
    """Ids of those whose measurement by the unit itself must not be told to readers. One query.

    Where an indicator hides few persons, what a unit has handed in is told only where it is the unit's whole figure and
    that one is told: beside the figure of the unit with those under it, it would give theirs by subtraction.
    """
    careful = [each.pk for each in indicators if each.minimum_persons is not None]
    if not careful:
        return set()
    told = Figure.objects.filter(
        indicator__in=careful, unit=unit, period_kind=period.kind.value, year=period.year, number=period.number
    ).filter(hidden=False, delivered__lte=1, persons__isnull=False)
    return set(careful) - set(told.values_list("indicator_id", flat=True))


def told_apart(rows: Iterable[Measurement], minimum: int | None) -> set[int]:
    """Ids of those of one unit and period, the newest first, that may be told to readers beside each other.

    Two figures about nearly the same people tell of the few that are in one of them alone: so what was corrected is
    told only where it is about as many as all that is told, or about so many more or fewer that nobody is found.
    """
    told: dict[int, int | None] = {}
    for row in rows:
        if minimum is None or all(_apart(row.persons, other, minimum) for other in told.values()):
            told[row.pk] = row.persons
    return set(told)


def _newest_first(rows: Mapping[int, Measurement]) -> list[Measurement]:
    return [rows[pk] for pk in sorted(rows, reverse=True)]


def _apart(persons: int | None, other: int | None, minimum: int) -> bool:
    return persons is not None and other is not None and (persons == other or abs(persons - other) >= minimum)


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
    accepted = Submission.objects.closed().filter(unit__key__in=unit.line_keys, year=period.year).select_related("unit")
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
