"""Reads actions into the plans of units: all rows or none, and the same file again changes nothing.

An action is known again by its unit, year, plan and title. What the file has no column for is left as it is.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.actions import ActionRow
from samsvar.core.readers.results import RowError, shown_errors
from samsvar.core.readers.values.words import key
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key, save_values
from samsvar.registers.actions.models import (
    Action,
    ActionCollaborator,
    ActionEffect,
    ActionReason,
    ActionStatus,
    Continuity,
    CostKind,
)
from samsvar.registers.actions.services import Collaborator, Details, Reason, reason_of_words
from samsvar.registers.actions.services.details import write_details
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.services.lookups import Missed
from samsvar.subjects.plans import events
from samsvar.subjects.plans.models import Plan, PlanGoal, PlannedAction, PlannedGoal, PlannedIndicator, PlanState
from samsvar.subjects.plans.services.known import Known
from samsvar.subjects.plans.services.planned import Ties, write_ties
from samsvar.subjects.plans.services.quality import judge_plans

_AT_A_TIME = 500
#: Columns of an action by the field of the file they are read from; `responsible` and `cost` fill two each.
_PLAIN = ("description", "starts_on", "due_on", "due_reason", "immediate", "reconsider_on", "result", "done_on", "note")


@dataclass
class _Place:
    """A row of the file with what its words mean. `plan` None: an immediate action that stands outside a plan."""

    row: ActionRow
    unit: OrgUnit
    plan: Plan | None
    goals: list[Goal]
    indicators: list[Indicator]
    values: dict[str, Any]
    with_whom: list[Collaborator] | None = None
    held: Any = None  # the action, with what hangs on it
    planned: Any = None


@transaction.atomic
def import_actions(
    *,
    enterprise: OrgUnit,
    rows: Sequence[ActionRow],
    by: Actor,
    at: datetime,
    on: date,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet; plans that lack are begun, and plans that change are judged.

    A row without a plan and a year that is marked as immediate stands outside a plan. Errors: `no_such_unit`,
    `ambiguous_unit`, `unknown_goal`, `unknown_indicator`, `ambiguous_indicator`, `unknown_served`, `several_plans`,
    `plan_accepted`, `action_over`, `nothing_continued`, `day_not_come`.
    """
    reading = _Reading(enterprise, Known(enterprise), fields, on)
    places = [place for row in rows if (place := reading.place(row)) is not None]
    reading.find_held(places)
    new, moved = reading.sorted_out(places)
    if reading.errors:
        return ImportOutcome(errors=shown_errors(reading.errors))
    outcome = ImportOutcome(len(new), len(moved), len(rows) - len(new) - len(moved))
    if outcome.writes and not dry_run:
        begun = [plan for plan in reading.begun.values() if any(each.plan is plan for each in new)]
        changes = [*_begin(begun, new, at), *_write_new(enterprise, new, at)]
        for place in moved:
            changes += _write_moved(place, fields, on, at)
        plans = {each.plan.pk: each.plan for each in (*new, *moved) if each.plan is not None}
        judge_plans(enterprise=enterprise, plans=plans.values(), today=on, by=by, at=at)
        chain, about = enterprise_key(enterprise), outcome.about(sha256)
        record(events.PLANS_IMPORTED, by=by, at=at, enterprise=chain, rows=changes, about=about)
    return outcome


class _Reading:
    """What the rows mean, against what stands. Collects every error before anything is written."""

    def __init__(self, enterprise: OrgUnit, known: Known, fields: Container[str] | None, on: date) -> None:
        self.enterprise, self.known, self.fields, self.on = enterprise, known, fields, on
        self.errors: list[RowError] = []
        self.begun: dict[tuple[int, int, str], Plan] = {}
        self._seen: dict[tuple[int, int, str], int] = {}
        self._plans: dict[tuple[int, int], list[Plan]] = {}
        for plan in Plan.objects.filter(enterprise=enterprise).select_related("unit", "enterprise"):
            self._plans.setdefault((plan.unit_id, plan.year), []).append(plan)

    def place(self, row: ActionRow) -> _Place | None:
        """The row with what its words mean; None where something in it is wrong, which is then told."""
        before = len(self.errors)
        unit = self.known.unit(row.unit)
        if isinstance(unit, Missed):
            self._tell(row, unit, "unit")
        goals, indicators = self._served(row)
        if row.done_on and row.done_on > self.on:
            self._tell(row, Missed("day_not_come", {"day": row.done_on.isoformat()}), "done_on")
        if isinstance(unit, Missed) or len(self.errors) > before:
            return None
        plan = self._plan(row, unit)
        if isinstance(plan, Missed):
            self._tell(row, plan, "plan")
            return None
        first = self._seen.setdefault((unit.pk, id(plan) if plan else 0, key(row.title)), row.row)
        if first != row.row:  # the same unit and plan, written in two ways
            self._tell(row, Missed("duplicate", {"value": row.title, "first_row": first}), "title")
            return None
        return _Place(row, unit, plan, goals, indicators, self._values(row, plan), self._with_whom(row))

    def _with_whom(self, row: ActionRow) -> list[Collaborator] | None:
        """Who works on it too; None where the file has no column for it."""
        if not (self._has("with_whom") or self._has("with_outside")):
            return None
        inside = [Collaborator("" if (who := self.known.person(name)) else name, who) for name in row.with_whom]
        return [*inside, *(Collaborator(name, outside=True) for name in row.with_outside)]

    def _served(self, row: ActionRow) -> tuple[list[Goal], list[Indicator]]:
        goals: list[Goal] = []
        indicators: list[Indicator] = []
        found: Any
        for words in row.goals:
            found = self.known.goal(words)
            self._tell(row, found, "goals") if isinstance(found, Missed) else goals.append(found)
        for words in row.indicators:
            found = self.known.indicator(words)
            self._tell(row, found, "indicators") if isinstance(found, Missed) else indicators.append(found)
        for words in row.serves:
            found = self.known.served(words)
            if isinstance(found, Missed):
                self._tell(row, found, "serves")
            elif isinstance(found, Goal):
                goals.append(found)
            else:
                indicators.append(found)
        return list(dict.fromkeys(goals)), list(dict.fromkeys(indicators))

    def _plan(self, row: ActionRow, unit: OrgUnit) -> Plan | Missed | None:
        if row.immediate and not row.plan and row.year is None:
            return None
        year = row.year or (row.due_on.year if row.due_on else self.on.year)
        there = self._plans.get((unit.pk, year), [])
        if row.plan:
            there = [plan for plan in there if key(plan.title) == key(row.plan)]
        elif len(there) > 1:
            titles = ", ".join(sorted(plan.title for plan in there))
            return Missed("several_plans", {"value": str(unit), "plans": titles})
        if there:
            return there[0]
        title = row.plan or f"Handlingsplan {year}"
        days = {"from_on": date(year, 1, 1), "to_on": date(year, 12, 31)}
        new = Plan(enterprise=self.enterprise, unit=unit, title=title, year=year, **days)
        return self.begun.setdefault((unit.pk, year, key(title)), new)

    def _values(self, row: ActionRow, plan: Plan | None) -> dict[str, Any]:
        """The action's own columns, those alone that the file has."""
        values = {name: getattr(row, name) for name in _PLAIN if self._has(name)}
        if row.due_on and not row.due_reason and self._has("due_on"):
            values["due_reason"] = plan.title[:250] if plan else "Strakstiltak"
        if self._has("responsible"):
            person = self.known.person(row.responsible)
            values |= {"responsible": person, "responsible_name": "" if person else row.responsible}
        if self._has("cost") or self._has("amount"):
            values |= {"cost_kind": CostKind(row.cost[0]), "cost_ore": row.cost[1]}
        if row.status:
            values["status"] = ActionStatus(row.status)
        return values

    def _has(self, name: str) -> bool:
        return self.fields is None or name in self.fields

    def find_held(self, places: Iterable[_Place]) -> None:
        """What stands of the rows already. Nine queries, however many rows."""
        every = list(places)
        plans = {place.plan.pk for place in every if place.plan is not None and place.plan.pk}
        rows = PlannedAction.objects.filter(plan__in=plans).select_related("action__responsible", "plan", "under")
        rows = rows.prefetch_related("goal_ties", "indicator_ties", *(f"action__{name}" for name in _HANGING))
        by_title = {(row.plan_id, key(row.action.title)): row for row in rows}
        loose = Action.objects.filter(enterprise=self.enterprise, immediate=True).prefetch_related(*_HANGING)
        outside = {(each.unit_id, key(each.title)): each for each in loose} if any(not p.plan for p in every) else {}
        for place in every:
            if place.plan is None:
                place.held = outside.get((place.unit.pk, key(place.row.title)))
            elif place.plan.pk and (planned := by_title.get((place.plan.pk, key(place.row.title)))):
                place.planned, place.held = planned, planned.action

    def sorted_out(self, places: Iterable[_Place]) -> tuple[list[_Place], list[_Place]]:
        """The rows that are new, and those that change something; refusals are told."""
        new, moved = [], []
        for place in places:
            if place.held is None:
                new.append(place)
                self._continue(place)
            elif self._differs(place):
                moved.append(place)
                if place.held.has_ended:
                    self._tell(place.row, Missed("action_over", {"value": place.row.title}), "title")
            else:
                continue
            if place.plan is not None and place.plan.state == PlanState.ACCEPTED:
                self._tell(place.row, Missed("plan_accepted", {"plan": place.plan.title}), "plan")
        return new, moved

    def _continue(self, place: _Place) -> None:
        """A new row that goes on from before must find the action it goes on from, in an earlier plan of the unit."""
        if place.row.continuity != Continuity.CONTINUED:
            return
        year = place.plan.year if place.plan else self.on.year + 1
        earlier = Action.objects.filter(unit=place.unit, planned_in__plan__year__lt=year, continued_by=None)
        for action in earlier.order_by("-planned_in__plan__year", "-pk"):
            if key(action.title) == key(place.row.title):
                place.values |= {"continuity": Continuity.CONTINUED, "continued_from": action}
                return
        self._tell(place.row, Missed("nothing_continued", {"value": place.row.title}), "continuity")

    def _differs(self, place: _Place) -> bool:
        held = place.held
        if any(getattr(held, name) != value for name, value in place.values.items()):
            return True
        effects, people = [each.text for each in held.effects.all()], _people(held)
        if self._has("effects") and effects != list(place.row.effects):
            return True
        if place.with_whom is not None and people != [
            (each.person, each.name, each.outside) for each in place.with_whom
        ]:
            return True
        if set(place.row.reasons) - {each.label for each in held.comes_from.all()}:
            return True
        return _ties_differ(place, self.fields)

    def _tell(self, row: ActionRow, wrong: Missed, field: str) -> None:
        self.errors.append(RowError(row.row, None, wrong.code, wrong.facts, field))


_HANGING = ("effects", "collaborators__person", "comes_from")
_SERVING = ("goals", "indicators", "serves")


def _people(action: Any) -> list[tuple[Any, str, bool]]:
    """Those whom a file may change: representatives are written in the pages alone."""
    return [(each.person, each.name, each.outside) for each in action.collaborators.all() if not each.speaks_for]


def _ties_differ(place: _Place, fields: Container[str] | None) -> bool:
    if place.planned is None or not (fields is None or any(name in fields for name in _SERVING)):
        return False
    goals = {tie.goal_id for tie in place.planned.goal_ties.all()}
    indicators = {tie.indicator_id for tie in place.planned.indicator_ties.all()}
    return goals != {each.pk for each in place.goals} or indicators != {each.pk for each in place.indicators}


def _begin(plans: Iterable[Plan], places: Sequence[_Place], at: datetime) -> list[RowChange]:
    """New plans; each answers the goals that its actions serve."""
    rows = []
    for plan in plans:
        plan.created_at = plan.updated_at = at
        plan.save()
        rows.append(changed(plan))
        served = dict.fromkeys(goal for place in places if place.plan is plan for goal in place.goals)
        for tie in [PlanGoal(plan=plan, goal=goal, created_at=at, updated_at=at) for goal in served]:
            tie.save()
            rows.append(changed(tie))
    return rows


def _write_new(enterprise: OrgUnit, places: Sequence[_Place], at: datetime) -> Iterable[RowChange]:
    """The new actions with all that hangs on them, in few statements."""
    stamps = {"created_at": at, "updated_at": at}
    for place in places:
        noted = {"noted_on": at.date()} if place.values.get("note") else {}
        about = {"enterprise": enterprise, "unit": place.unit, "title": place.row.title, **noted, **stamps}
        place.held = Action(**about, **place.values)
    hanging: list[Any] = [
        *(
            ActionEffect(action=place.held, number=number, text=text, **stamps)
            for place in places
            for number, text in enumerate(place.row.effects, 1)
        ),
        *(
            ActionCollaborator(action=place.held, person=each.person, name=each.name, outside=each.outside, **stamps)
            for place in places
            for each in place.with_whom or ()
        ),
        *(
            ActionReason(action=place.held, kind=reason.kind, label=reason.label, **stamps)
            for place in places
            for reason in map(reason_of_words, place.row.reasons)
        ),
    ]
    planned = [PlannedAction(plan=place.plan, action=place.held, **stamps) for place in places if place.plan]
    of_action = {id(each.action): each for each in planned}
    served: list[Any] = []
    for place in places:
        if (row := of_action.get(id(place.held))) is not None:
            served += [PlannedGoal(planned=row, goal=goal, **stamps) for goal in place.goals]
            served += [PlannedIndicator(planned=row, indicator=each, **stamps) for each in place.indicators]
    for rows in (
        _of_kinds([place.held for place in places]),
        _of_kinds(hanging),
        _of_kinds(planned),
        _of_kinds(served),
    ):
        for kind, some in rows.items():
            yield from (changed(each) for each in kind._default_manager.bulk_create(some, batch_size=_AT_A_TIME))


def _of_kinds(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """The rows by their table."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return found


def _write_moved(place: _Place, fields: Container[str] | None, on: date, at: datetime) -> list[RowChange]:
    """What a row changes of an action that stands."""
    held, values = place.held, dict(place.values)
    if "note" in values and values["note"] != held.note:
        values["noted_on"] = on if values["note"] else None
    effects = place.row.effects if fields is None or "effects" in fields else None
    noted = {each.label for each in held.comes_from.all()}
    reasons = [Reason(each.kind, each.label, each.of_key) for each in held.comes_from.all()]
    reasons += [reason_of_words(words) for words in place.row.reasons if words not in noted]
    people = place.with_whom
    if people is not None:
        kept = [each for each in held.collaborators.all() if each.speaks_for]
        people = [*people, *(Collaborator(each.name, each.person, each.outside, each.speaks_for) for each in kept)]
    rows = [save_values(held, values, at=at)]
    rows += write_details(held, Details(reasons=reasons, effects=effects, collaborators=people), at)
    if _ties_differ(place, fields):
        estimate = next((tie.estimate for tie in place.planned.indicator_ties.all()), "")
        rows += write_ties(place.planned, Ties(place.goals, place.indicators, estimate, place.planned.under), at)
    return rows
