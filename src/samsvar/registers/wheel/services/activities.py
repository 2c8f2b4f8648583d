"""Activities: the shipped ones taken in, own ones, and what an enterprise makes of each.

Invariants: activities as an enterprise holds them have no faults (`core/rules/wheel/activities.faults_in`) that this
change brings; what changes is placed anew in the same transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from samsvar.core.catalogues.governance import as_activity, shipped_activities
from samsvar.core.rules.requirements import Asked
from samsvar.core.rules.wheel.activities import faults_in
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.platform.organisation.services import NotAllowed, enterprise_key
from samsvar.platform.organisation.services.writing import known_fields, save_changed, save_new, save_values
from samsvar.registers.wheel import events, selectors
from samsvar.registers.wheel.models import Activity, ActivityChoice, Occurrence, timing_of
from samsvar.registers.wheel.services.planning import replan

EDITABLE = frozenset(
    {"name_nb", "name_nn", "name_en", "about_nb", "about_nn", "about_en", "phase", "result", "role", "timing"}
    | {"only_here", "from_year", "to_year", "counts_from"}
)
CHOSEN = frozenset({"timing", "role", "responsible", "left_out", "reason", "counts_from"})


@transaction.atomic
def adopt_shipped(*, enterprise: OrgUnit, by: Actor, at: datetime, counts_from: date | None = None) -> list[Activity]:
    """Take the activities of the catalogue into the wheel, those that it lacks; the new ones. The year is planned.

    At a region they hold for its trusts too. Where there is no region, a trust takes in those that are a trust's.
    What is due before `counts_from` was before the wheel was there, and is owed by nobody; None: all of it counts.
    """
    has = {activity.code for activity in selectors.activities_of(enterprise)}
    is_region = enterprise.kind == UnitKind.RHF
    new = [
        Activity(
            enterprise=enterprise,
            code=shipped.code,
            number=shipped.number,
            **{f"name_{language}": shipped.name[language] for language in ("nb", "nn", "en")},
            **{f"about_{language}": shipped.about[language] for language in ("nb", "nn", "en")},
            phase=shipped.phase.value,
            result=shipped.result.value,
            role=shipped.responsible_role,
            timing=timing_of(as_activity(shipped, enterprise.key).when),
            fixed=shipped.fixed,
            only_here=shipped.done_by is Asked.REGION,
            events=list(shipped.events),
            counts_from=counts_from,
            created_at=at,
            updated_at=at,
        )
        for shipped in shipped_activities()
        if shipped.code not in has and (is_region or shipped.done_by is not Asked.REGION)
    ]
    if not new:
        return []
    made = Activity.objects.bulk_create(new)
    rows, about = [changed(each) for each in made], {"count": len(made)}
    record(events.ACTIVITIES_ADOPTED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
    replan(enterprise=enterprise, by=by, at=at)
    return made


@transaction.atomic
def add_activity(
    *, enterprise: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime, code: str = ""
) -> Activity:
    """Add an activity of the enterprise's own; `fields` as `EDITABLE`. It holds for those beneath unless `only_here`.

    Raises NotAllowed: `no_name`, `years_not_in_order`, and the faults of the rules.
    """
    last = Activity.objects.filter(enterprise=enterprise).aggregate(last=Max("number"))["last"] or 0
    new = Activity(enterprise=enterprise, code=code or new_key(), number=last + 1, **known_fields(fields, EDITABLE))
    _check(new)
    made = save_new(new, kind=events.ACTIVITY_CREATED, enterprise=enterprise, by=by, at=at)
    _check_faults(enterprise, made)
    replan(enterprise=enterprise, by=by, at=at)
    return made


@transaction.atomic
def edit_activity(
    *, activity: Activity, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Activity:
    """Change an activity; what hangs on it is placed anew. Raises as `add_activity`, `fixed_by_law`, StaleVersion."""
    values = known_fields(fields, EDITABLE)
    if activity.fixed and values.get("timing", activity.timing) != activity.timing:
        raise NotAllowed("fixed_by_law")
    enterprise = activity.enterprise
    saved = save_changed(
        activity, values, kind=events.ACTIVITY_CHANGED, enterprise=enterprise, by=by, at=at, version=version
    )
    _check(saved)
    _check_faults(enterprise, saved)
    replan(enterprise=enterprise, by=by, at=at)
    return saved


@transaction.atomic
def choose(
    *,
    enterprise: OrgUnit,
    activity: Activity,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> ActivityChoice:
    """Set what the enterprise makes of an activity (`CHOSEN`); its years to come are placed anew.

    What is open and was nobody's own follows the new role and person. Raises NotAllowed: `no_reason` (left out without
    one), `not_held_here`, and the faults of the rules; StaleVersion.
    """
    values = known_fields(fields, CHOSEN)
    if values.get("left_out") and not str(values.get("reason", "")).strip():
        raise NotAllowed("no_reason")
    if not Activity.objects.set_for(enterprise).filter(pk=activity.pk).exists():
        raise NotAllowed("not_held_here")
    row = ActivityChoice.objects.filter(enterprise=enterprise, activity=activity).first()
    before = (row.role or activity.role, row.responsible_id) if row else (activity.role, None)
    kind = events.CHOICE_SET
    if row is None:
        new = ActivityChoice(enterprise=enterprise, activity=activity, **values)
        saved = save_new(new, kind=kind, enterprise=enterprise, by=by, at=at)
    else:
        saved = save_changed(row, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    _check_faults(enterprise, activity)
    _hand_over(saved, before, by=by, at=at)
    replan(enterprise=enterprise, by=by, at=at)
    return saved


def _hand_over(choice: ActivityChoice, before: tuple[str, int | None], *, by: Actor, at: datetime) -> None:
    """Give what is open to whom the choice names now, where it was with whom it named before."""
    role = choice.role or choice.activity.role
    if before == (role, choice.responsible_id):
        return
    held = Occurrence.objects.filter(enterprise=choice.enterprise, activity=choice.activity).open()
    rows = [
        save_values(each, {"role": role, "responsible": choice.responsible}, at=at)
        for each in held.filter(role=before[0], responsible=before[1])
    ]
    if rows:
        kind = events.OCCURRENCE_CHANGED
        record(kind, by=by, at=at, enterprise=enterprise_key(choice.enterprise), rows=rows)


def _check(activity: Activity) -> None:
    if not activity.name_nb.strip():
        raise NotAllowed("no_name")
    if activity.from_year and activity.to_year and activity.to_year < activity.from_year:
        raise NotAllowed("years_not_in_order")


def _check_faults(enterprise: OrgUnit, activity: Activity) -> None:
    """The activity's own faults, as the enterprise holds it among its others."""
    held = selectors.as_held(enterprise, selectors.activities_of(enterprise), selectors.choices_of(enterprise))
    for fault in faults_in(held):
        if activity.key in fault.activities:
            raise NotAllowed(fault.code)
