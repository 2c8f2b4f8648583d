"""Placing a year: every activity of an enterprise on its days, as the rules say, from what stands there already.

Planning again changes nothing. What somebody has moved, done or cancelled stands as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.wheel import activities as rules
from samsvar.core.rules.wheel import occurrences as facts
from samsvar.core.rules.wheel.occurrences import Changes, changes_between, plan_year
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import enterprise_key
from samsvar.platform.organisation.services.writing import save_values
from samsvar.registers.wheel import events, selectors
from samsvar.registers.wheel.models import Activity, ActivityChoice, Occurrence

#: From this month on, next year's wheel is planned too: its first activities have days in January.
NEXT_YEAR_FROM = 9


def years_to_plan(enterprise: OrgUnit, at: datetime) -> list[int]:
    """This year, next year in the autumn, and every later year that is planned already."""
    today = oslo_day(at)
    wanted = {today.year, *([today.year + 1] if today.month >= NEXT_YEAR_FROM else [])}
    return sorted(wanted | {year for year in selectors.planned_years(enterprise) if year >= today.year})


@transaction.atomic
def plan_wheel(*, enterprise: OrgUnit, year: int, by: Actor, at: datetime) -> Changes:
    """Place the year's activities; what has changed. One event where anything has."""
    activities = {activity.key: activity for activity in selectors.activities_of(enterprise)}
    choices = selectors.choices_of(enterprise)
    held = selectors.as_held(enterprise, activities.values(), choices)
    rows = Occurrence.objects.filter(enterprise=enterprise, year=year).select_related("activity")
    stored = {row.as_rule(enterprise, row.activity.key).key: row for row in rows}
    kept = {key: row.as_rule(enterprise, row.activity.key) for key, row in stored.items()}
    placed = plan_year(enterprise.key, year, held, selectors.meeting_facts(enterprise, year), kept.values())
    changes = changes_between(kept.values(), placed)
    written = [_moved(stored[each.key], each, at) for each in placed if each.key in kept and each != kept[each.key]]
    new = _made(enterprise, [each for each in placed if each.key not in kept], activities, choices, held, at)
    if written or new:
        about = {"year": year, "created": len(new), "moved": len(changes.moved), "withdrawn": len(changes.withdrawn)}
        every = [*(changed(row) for row in new), *written]
        record(events.WHEEL_PLANNED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=every, about=about)
    return changes


def _moved(row: Occurrence, placed: facts.Occurrence, at: datetime) -> RowChange:
    values = {
        "opens_on": placed.opens_on,
        "due_on": placed.due_on,
        "state": placed.state.value,
        "waits_for": [[wait.code, wait.about] for wait in placed.waits_for],
        "sequence": placed.sequence,
    }
    return save_values(row, values, at=at)


def _made(
    enterprise: OrgUnit,
    placed: Iterable[facts.Occurrence],
    activities: Mapping[str, Activity],
    choices: Mapping[int, ActivityChoice],
    held: Iterable[rules.Activity],
    at: datetime,
) -> list[Occurrence]:
    roles = {each.code: each.role for each in held}
    made = []
    for each in placed:
        activity = activities[each.activity]
        choice = choices.get(activity.pk)
        made.append(
            Occurrence(
                enterprise=enterprise,
                activity=activity,
                year=each.year,
                slot=each.slot,
                opens_on=each.opens_on,
                due_on=each.due_on,
                state=each.state.value,
                waits_for=[[wait.code, wait.about] for wait in each.waits_for],
                role=roles.get(each.activity, ""),
                responsible=choice.responsible if choice else None,
                created_at=at,
                updated_at=at,
            )
        )
    return Occurrence.objects.bulk_create(made)


def replan(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Place anew the years that are to come, of the enterprise and of those beneath it; how many have changed."""
    everyone = [enterprise, *selectors.enterprises_beneath(enterprise, oslo_day(at))]
    return sum(
        bool(plan_wheel(enterprise=each, year=year, by=by, at=at))
        for each in everyone
        for year in years_to_plan(each, at)
    )


def plan_all(*, by: Actor, at: datetime) -> int:
    """Plan what the calendar asks for now, at all that have a wheel; how many occurrences are new or moved."""
    count = 0
    setting = OrgUnit.objects.filter(pk__in=Activity.objects.order_by().values("enterprise").distinct())
    everyone = {each.pk: each for top in setting.order_by("path") for each in _with_those_beneath(top, at)}
    for enterprise in everyone.values():
        for year in years_to_plan(enterprise, at):
            found = plan_wheel(enterprise=enterprise, year=year, by=by, at=at)
            count += len(found.created) + len(found.moved)
    return count


def _with_those_beneath(enterprise: OrgUnit, at: datetime) -> list[OrgUnit]:
    return [enterprise, *selectors.enterprises_beneath(enterprise, oslo_day(at))]
