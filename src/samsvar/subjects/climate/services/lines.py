"""Lines of the account: entered, corrected, withdrawn. What stood there is kept in the trail."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from samsvar.core.catalogues.climate import activities
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, known_fields, save_changed, save_new
from samsvar.subjects.climate import events
from samsvar.subjects.climate.models import ActivityLine, ClimateAccount
from samsvar.subjects.climate.services.accounts import must_be_open

EDITABLE = frozenset({"amount", "source", "note"})
LARGEST = Decimal(10) ** 12
"""More than this in any measure is a slip of the hand: Norway uses less energy than so many kWh in a year."""


@transaction.atomic
def record_line(
    *,
    account: ClimateAccount,
    unit: OrgUnit,
    activity: str,
    amount: Decimal,
    by: Actor,
    at: datetime,
    source: str = "",
    note: str = "",
) -> ActivityLine:
    """Enter what a unit of the enterprise used of an activity, in the activity's own measure.

    Raises NotAllowed: `settled`, `unknown_activity`, `unit_elsewhere`, `unit_not_then`, `amount_negative`,
    `amount_too_large`, `line_twice` (of the same unit, activity and source).
    """
    must_be_open(account)
    check_place(account, unit, activity)
    check_amount(amount)
    line = ActivityLine(enterprise=account.enterprise, account=account, unit=unit, activity=activity, amount=amount)
    line.source, line.note = source.strip(), note
    _must_be_one(line)
    return save_new(line, kind=events.LINE_RECORDED, enterprise=account.enterprise, by=by, at=at)


@transaction.atomic
def say_none(
    *, account: ClimateAccount, unit: OrgUnit, activity: str, by: Actor, at: datetime, source: str = ""
) -> ActivityLine:
    """State that none of the activity was used. Raises NotAllowed as `record_line`, and `some_used`."""
    counting = ActivityLine.objects.counting().beneath(unit).filter(account=account, activity=activity)
    if counting.filter(amount__gt=0).exists():
        raise NotAllowed("some_used")
    return record_line(
        account=account, unit=unit, activity=activity, amount=Decimal(0), by=by, at=at, source=source
    )  # fmt: skip


@transaction.atomic
def correct_line(
    *,
    line: ActivityLine,
    fields: Mapping[str, Any],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> ActivityLine:
    """Put another amount, source or note in the line; what stood there is kept in the trail, with the reason.

    Raises StaleVersion, NotAllowed: `settled`, `withdrawn`, `no_reason` (another amount), and those of the amount and
    of `line_twice`.
    """
    must_be_open(line.account)
    values = known_fields(fields, EDITABLE)
    if line.withdrawn:
        raise NotAllowed("withdrawn")
    values["source"] = str(values.get("source", line.source)).strip()
    amount = values.setdefault("amount", line.amount)
    check_amount(amount)
    if amount != line.amount and not reason.strip():
        raise NotAllowed("no_reason")
    held = (line.amount, line.source, line.note)
    if held == (amount, values["source"], values.get("note", line.note)):
        return line
    _must_be_one(ActivityLine(pk=line.pk, account=line.account, unit=line.unit, activity=line.activity, **values))
    values["reason"] = reason.strip()
    event, of = events.LINE_CORRECTED, line.account.enterprise
    return save_changed(line, values, kind=event, enterprise=of, by=by, at=at, version=version)


@transaction.atomic
def withdraw_line(
    *, line: ActivityLine, reason: str, by: Actor, at: datetime, version: int | None = None
) -> ActivityLine:
    """Let a line count no more. Raises StaleVersion, NotAllowed: `settled`, `withdrawn`, `no_reason`."""
    must_be_open(line.account)
    if line.withdrawn:
        raise NotAllowed("withdrawn")
    if not reason.strip():
        raise NotAllowed("no_reason")
    values = {"withdrawn": True, "reason": reason.strip()}
    event, of = events.LINE_WITHDRAWN, line.account.enterprise
    return save_changed(line, values, kind=event, enterprise=of, by=by, at=at, version=version)


def check_place(account: ClimateAccount, unit: OrgUnit, activity: str) -> None:
    """Raises NotAllowed `unknown_activity`, `unit_elsewhere`, `unit_not_then`."""
    if activity not in activities():
        raise NotAllowed("unknown_activity")
    if unit.enterprise_id != account.enterprise_id:
        raise NotAllowed("unit_elsewhere")
    first, last = date(account.year, 1, 1), date(account.year, 12, 31)
    if (unit.valid_from and unit.valid_from > last) or (unit.valid_to and unit.valid_to < first):
        raise NotAllowed("unit_not_then", year=account.year)


def check_amount(amount: Decimal) -> None:
    """Raises NotAllowed `amount_negative`, `amount_too_large`."""
    if amount < 0:
        raise NotAllowed("amount_negative")
    if amount >= LARGEST:
        raise NotAllowed("amount_too_large")


def _must_be_one(line: ActivityLine) -> None:
    same = ActivityLine.objects.counting().filter(
        account=line.account, unit=line.unit, activity=line.activity, source=line.source
    )
    if same.exclude(pk=line.pk).exists():
        raise NotAllowed("line_twice")
