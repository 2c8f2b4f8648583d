"""A unit's period on its way up: submitted, returned with a reason, accepted and closed, reopened with a reason."""

from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.indicators import events
from samsvar.registers.indicators.codes import SubmissionState
from samsvar.registers.indicators.models import Submission, SubmissionStep
from samsvar.registers.indicators.services.definitions import person_of
from samsvar.registers.indicators.services.restructuring import renew_reopened
from samsvar.registers.indicators.services.turns import take_closing_turn

_KINDS = {
    SubmissionState.SUBMITTED: events.PERIOD_SUBMITTED,
    SubmissionState.RETURNED: events.PERIOD_RETURNED,
    SubmissionState.ACCEPTED: events.PERIOD_ACCEPTED,
    SubmissionState.REOPENED: events.PERIOD_REOPENED,
}


@transaction.atomic
def submit_period(*, unit: OrgUnit, period: Period, by: Actor, at: datetime, today: date, note: str = "") -> Submission:
    """Hand the unit's figures for a period upward.

    Raises NotAllowed: `period_not_over`, `already_submitted`, `already_accepted`.
    """
    if not period.is_over(today):
        raise NotAllowed("period_not_over", period=period.code)
    row = _locked(unit, period)
    if row is not None and row.state in (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED):
        raise NotAllowed(f"already_{row.state}", period=period.code)
    return _step(row, unit, period, SubmissionState.SUBMITTED, note, by=by, at=at)


@transaction.atomic
def return_period(*, submission: Submission, reason: str, by: Actor, at: datetime) -> Submission:
    """Send it back with what must be mended. Raises NotAllowed `not_submitted`, `reason_missing`."""
    _must_be(submission, SubmissionState.SUBMITTED, "not_submitted")
    return _decided(submission, SubmissionState.RETURNED, _reason(reason), by=by, at=at)


@transaction.atomic
def accept_period(*, submission: Submission, by: Actor, at: datetime, note: str = "") -> Submission:
    """Accept it: the period is closed for the unit and all under it. Raises NotAllowed `not_submitted`."""
    take_closing_turn()
    _must_be(submission, SubmissionState.SUBMITTED, "not_submitted")
    return _decided(submission, SubmissionState.ACCEPTED, note, by=by, at=at)


@transaction.atomic
def reopen_period(*, submission: Submission, reason: str, by: Actor, at: datetime) -> Submission:
    """Open a closed period again: its figures are added up in the structure that it has by now.

    Raises NotAllowed `not_accepted`, `reason_missing`.
    """
    _must_be(submission, SubmissionState.ACCEPTED, "not_accepted")
    opened = _decided(submission, SubmissionState.REOPENED, _reason(reason), by=by, at=at)
    renew_reopened(unit=submission.unit, period=_period_of(submission))
    return opened


def _locked(unit: OrgUnit, period: Period) -> Submission | None:
    rows = Submission.objects.select_for_update().filter(unit=unit, period_kind=period.kind.value)
    return rows.filter(year=period.year, number=period.number).first()


def _must_be(submission: Submission, state: SubmissionState, code: str) -> None:
    submission.refresh_from_db()
    if submission.state != state:
        raise NotAllowed(code)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NotAllowed("reason_missing")
    return reason.strip()


def _decided(submission: Submission, state: SubmissionState, reason: str, *, by: Actor, at: datetime) -> Submission:
    return _step(submission, submission.unit, _period_of(submission), state, reason, by=by, at=at)


def _period_of(submission: Submission) -> Period:
    return Period(PeriodKind(submission.period_kind), submission.year, submission.number)


def _step(
    row: Submission | None,
    unit: OrgUnit,
    period: Period,
    state: SubmissionState,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Submission:
    """Saves what it has become, and the step with who and why."""
    if row is None:
        row = Submission(enterprise_id=unit.enterprise_id, unit=unit, period_kind=period.kind.value)
        row.year, row.number, row.state, row.created_at, row.updated_at = period.year, period.number, state, at, at
        row.save()
        change: RowChange = changed(row)
    else:
        change = save_values(row, {"state": state}, at=at)
    step = SubmissionStep(submission=row, state=state, done_at=at, done_by=person_of(by), reason=reason)
    step.created_at = step.updated_at = at
    step.save()
    about = {"period": period.code}
    record(_KINDS[state], by=by, at=at, enterprise=enterprise_key(unit), rows=[change, changed(step)], about=about)
    return row
