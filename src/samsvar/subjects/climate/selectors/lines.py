"""Lines of an account as their pages need them, and what stood in one before."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.models import EventRow
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.climate.models import ActivityLine, LineQuerySet
from samsvar.subjects.climate.selectors.accounts import visible_lines

PAGE = 50


@dataclass(frozen=True, slots=True)
class Stood:
    """What a line became, who did it and when. `amount` is None where another column was changed."""

    at: datetime
    who: str
    amount: Decimal | None
    reason: str
    withdrawn: bool


def lines_of(viewer: Viewer, unit: OrgUnit, year: int, activity: str = "") -> LineQuerySet:
    """The lines of the unit with all under it that count in the year, the largest amounts of each activity first."""
    rows = visible_lines(viewer).counting().beneath(unit).filter(account__year=year)
    if activity:
        rows = rows.filter(activity=activity)
    return rows.select_related("unit", "account").order_by("activity", "-amount", "pk")


def history_of_line(line: ActivityLine) -> list[Stood]:
    """What happened to the line, newest first, from the trail. One query."""
    rows = EventRow.objects.filter(table=line._meta.db_table, row_key=line.key).exclude(content="")
    found = []
    for row in rows.select_related("event").order_by("-event__at", "-event__sequence"):
        now = json.loads(row.content).get("is") or {}
        amount = now.get("amount")
        found.append(
            Stood(
                row.event.at,
                row.event.actor_name,
                None if amount is None else Decimal(amount),
                str(now.get("reason") or ""),
                bool(now.get("withdrawn")),
            )
        )
    return found
