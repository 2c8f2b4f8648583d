"""One measurement by hand: entered or drafted, confirmed, corrected. What stood there is kept."""

from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.indicators.definition import Problem
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed
from samsvar.registers.indicators.codes import MeasurementState
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.reading import figures_in, period_in
from samsvar.registers.indicators.selectors.entry import handed_in
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.deliveries import Delivered, Faulty, deliver
from samsvar.registers.indicators.services.turns import take_turn


class StaleMeasurement(Exception):
    """Somebody has saved after the form was opened. `now` is what counts, `draft` what stands beside it."""

    def __init__(self, now: Measurement | None, draft: Measurement | None) -> None:
        super().__init__("measurement")
        self.now = now
        self.draft = draft


@transaction.atomic
def enter_measurement(
    *,
    indicator: Indicator,
    unit: OrgUnit,
    period: Period,
    figures: Figures,
    by: Actor,
    at: datetime,
    today: date,
    draft: bool = False,
    source: str = "",
    reason: str = "",
    seen: str | None = None,
) -> Delivered:
    """Hand in a unit's figures for a period; where one counts already, this is its correction and asks for a `reason`.

    `seen`: `selectors.entry.HandedIn.version` as it was when the form was opened. The same figures again change
    nothing (`Delivered.unchanged` is 1). Raises StaleMeasurement, and Faulty with codes of
    `core.rules.indicators.measurements.check_measurements` and of `services.deliveries.deliver`.
    """
    take_turn([indicator.pk])
    there = handed_in([indicator], unit, [period])[indicator.pk, period]
    if seen is not None and seen != there.version:
        raise StaleMeasurement(there.in_force, there.draft)
    row = New(indicator, unit.pk, period, figures)
    return deliver([row], unit=unit, by=by, at=at, today=today, source=source, reason=reason, draft=draft)


@transaction.atomic
def confirm_measurement(*, draft: Measurement, by: Actor, at: datetime, today: date, reason: str = "") -> Delivered:
    """Make a draft count as it stands. `reason` where it corrects what counts.

    Raises NotAllowed `not_a_draft` (it has been confirmed or changed meanwhile), Faulty as `enter_measurement`.
    """
    take_turn([draft.indicator_id])
    draft.refresh_from_db()
    if draft.status != MeasurementState.DRAFT or not draft.current:
        raise NotAllowed("not_a_draft")
    row = New(draft.indicator, draft.unit_id, period_in(draft), figures_in(draft))
    told = reason or draft.delivery.reason
    return deliver([row], unit=draft.unit, by=by, at=at, today=today, source=draft.delivery.source, reason=told)


@transaction.atomic
def correct_measurement(
    *,
    measurement: Measurement,
    figures: Figures,
    reason: str,
    by: Actor,
    at: datetime,
    today: date,
    source: str = "",
) -> Delivered:
    """Put other figures in the place of one that counts; the old one is kept, with the reason.

    Raises StaleMeasurement (another has been put there meanwhile), NotAllowed `draft_is_changed`, Faulty
    (`correction_without_reason`, `nothing_changed`, `period_closed` and the others).
    """
    if measurement.status == MeasurementState.DRAFT:
        raise NotAllowed("draft_is_changed")
    if figures == figures_in(measurement):
        raise Faulty([Problem("nothing_changed", str(measurement.unit_id), period_in(measurement).code)])
    period = period_in(measurement)
    take_turn([measurement.indicator_id])
    there = handed_in([measurement.indicator], measurement.unit, [period])[measurement.indicator_id, period]
    if there.in_force != measurement:
        raise StaleMeasurement(there.in_force, there.draft)
    row = New(measurement.indicator, measurement.unit_id, period, figures)
    told = source or measurement.delivery.source
    return deliver([row], unit=measurement.unit, by=by, at=at, today=today, source=told, reason=reason)
