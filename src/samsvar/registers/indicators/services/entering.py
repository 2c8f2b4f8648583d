"""Many indicators handed in by one form: all, or nothing where one is wrong or somebody has saved meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.selectors.entry import handed_in
from samsvar.registers.indicators.services.batches import New
from samsvar.registers.indicators.services.deliveries import Delivered, deliver
from samsvar.registers.indicators.services.measurements import StaleMeasurement
from samsvar.registers.indicators.services.turns import take_turn


@transaction.atomic
def enter_figures(
    *,
    unit: OrgUnit,
    rows: Sequence[New],
    seen: Mapping[int, str],
    by: Actor,
    at: datetime,
    today: date,
    draft: bool,
    source: str = "",
) -> Delivered:
    """Hand in a unit's figures of many indicators. `seen`: the version of each as the form was opened, by indicator id.

    Raises StaleMeasurement, and Faulty with the place of each row.
    """
    take_turn(row.indicator.pk for row in rows)
    there = handed_in([row.indicator for row in rows], unit, {row.period for row in rows})
    for row in rows:
        found = there[row.indicator.pk, row.period]
        if seen.get(row.indicator.pk, "") != found.version:
            raise StaleMeasurement(found.in_force, found.draft)
    return deliver(rows, unit=unit, by=by, at=at, today=today, source=source, draft=draft)
