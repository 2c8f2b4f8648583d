"""Writes of the sustainability process, and what of it is public."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.strategy import Area, process_steps, shipped_areas
from samsvar.core.rules.materiality import ChosenGoal as Choice
from samsvar.core.rules.materiality import may_choose
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    Hindered,
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_values,
)
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.services import Reason, create_action
from samsvar.subjects.strategy import events
from samsvar.subjects.strategy.models import (
    ChosenGoal,
    MappedArea,
    Promise,
    Stakeholder,
    Step,
    StepStatus,
    SustainabilityProcess,
    Topic,
    TopicScore,
)
from samsvar.subjects.strategy.services.parts import Kinds, remove_row, save_row

METHODS = ("five-steps", "sdg-compass")
KINDS = Kinds(events.STEP_ADDED, events.STEP_CHANGED, events.STEP_REMOVED)


@transaction.atomic
def begin_process(
    *, enterprise: OrgUnit, year: int, method: str, by: Actor, at: datetime, areas_in: str = ""
) -> SustainabilityProcess:
    """A round of the process with the steps that ship with the method. Raises NotAllowed: `process_exists`.

    `areas_in`: the language in which the areas that ship are taken in, not judged yet; empty leaves them out.
    """
    if method not in METHODS:
        raise ValueError(method)
    if SustainabilityProcess.objects.filter(enterprise=enterprise, year=year).exists():
        raise NotAllowed("process_exists", year=year)
    stamps = {"created_at": at, "updated_at": at}
    process = SustainabilityProcess(enterprise=enterprise, year=year, method=method, **stamps)
    process.save()
    rows: list[RowChange] = [changed(process)]
    for each in process_steps(method):
        step = Step(process=process, code=each.code, number=each.number, **stamps)
        step.save()
        rows.append(changed(step))
    for area in shipped_areas() if areas_in else ():
        if not area.is_service:
            mapped = _mapped(process, area, areas_in, stamps)
            mapped.save()
            rows.append(changed(mapped))
    record(events.PROCESS_BEGUN, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return process


def _mapped(process: SustainabilityProcess, area: Area, language: str, stamps: Mapping[str, Any]) -> MappedArea:
    return MappedArea(
        process=process,
        name=title_in(area.name, language),
        dimension=area.dimension,
        un_goals=joined(area.un_goals),
        draws_from=area.draws_from,
        **stamps,
    )


@transaction.atomic
def move_step(*, step: Step, earlier: bool, by: Actor, at: datetime) -> None:
    """Change places with the step before or after it; nothing happens at the end of the row."""
    steps = list(step.process.steps.order_by("number", "pk"))
    place = next(place for place, each in enumerate(steps) if each.pk == step.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(steps):
        return
    steps[place], steps[other] = steps[other], steps[place]
    rows = [
        save_values(each, {"number": number}, at=at) for number, each in enumerate(steps, 1) if each.number != number
    ]
    record(events.STEP_CHANGED, by=by, at=at, enterprise=enterprise_key(step.process.enterprise), rows=rows)


@transaction.atomic
def edit_process(
    *, process: SustainabilityProcess, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> SustainabilityProcess:
    """Change the threshold and which rule holds for what is material. Raises StaleVersion."""
    known_fields(fields, {"threshold", "either"})
    kind, enterprise = events.PROCESS_CHANGED, process.enterprise
    return save_changed(process, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def save_part(*, row: Any, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None) -> Record:
    """Save a part of a process.

    Raises NotAllowed: `goal_chosen_already`; Hindered with the reasons of `may_choose` for a goal; StaleVersion.
    """
    process: SustainabilityProcess = row.process
    if isinstance(row, ChosenGoal):
        _may_choose(process, row, fields)
    save_row(row, fields, kinds=KINDS, enterprise=process.enterprise, by=by, at=at, version=version)
    saved: Record = row
    return saved


def _may_choose(process: SustainabilityProcess, row: ChosenGoal, fields: Mapping[str, Any]) -> None:
    same = process.chosen_goals.filter(un_goal=fields["un_goal"]).exclude(pk=row.pk)
    if same.exists():
        raise NotAllowed("goal_chosen_already")
    rests_on = frozenset(each.key for name in ("topics", "areas") for each in fields[name])
    choice = Choice(fields["un_goal"], fields["dimension"], fields["reason"], rests_on)
    decision = may_choose(choice, earlier_steps_done=earlier_steps_done(process))
    if not decision.allowed:
        raise Hindered(decision.reasons)


def earlier_steps_done(process: SustainabilityProcess) -> bool:
    """Whether all steps before the one in which goals are chosen are done."""
    return not open_before_choice(list(process.steps.order_by("number", "pk")), process.method)


def open_before_choice(steps: Sequence[Step], method: str) -> list[Step]:
    """The steps before the one in which goals are chosen that are not done; one's own counts by its place."""
    choosing = {each.code for each in process_steps(method) if each.result == "goals"}
    place = next((number for number, step in enumerate(steps) if step.code in choosing), 0)
    return [step for step in steps[:place] if step.status != StepStatus.DONE]


@transaction.atomic
def remove_part(*, row: Any, by: Actor, at: datetime, version: int | None = None) -> None:
    """Remove a part of a process. Raises NotAllowed: `has_scores`, `has_points`; StaleVersion."""
    if isinstance(row, (Topic, Stakeholder)) and row.scores.exists():
        raise NotAllowed("has_scores")
    if isinstance(row, MappedArea) and row.points.exists():
        raise NotAllowed("has_points")
    if isinstance(row, Stakeholder) and row.dialogues.exists():
        raise NotAllowed("has_scores")
    remove_row(row, kinds=KINDS, enterprise=row.process.enterprise, by=by, at=at, version=version)


@transaction.atomic
def plan_for_promise(*, promise: Promise, fields: Mapping[str, Any], by: Actor, at: datetime) -> Action:
    """A new action in the register, that keeps the promise and says so. Raises NotAllowed as `create_action`."""
    enterprise = promise.process.enterprise
    reason = Reason("promise", promise.text[:300], promise.key)
    action = create_action(enterprise=enterprise, unit=enterprise, fields=fields, by=by, at=at, reasons=[reason])
    save_part(row=promise, fields={"actions": [*promise.actions.all(), action]}, by=by, at=at)
    return action


@transaction.atomic
def score_topics(
    *, stakeholder: Stakeholder, scores: Mapping[tuple[Topic, str], int | None], by: Actor, at: datetime
) -> int:
    """Note what a stakeholder says: by topic and axis 1–5, or None for one who did not know. Returns how many changed.

    What is not in `scores` stays as it is. A value off the scale is refused by the table itself.
    """
    held = {(row.topic_id, row.axis): row for row in stakeholder.scores.all()}
    rows: list[RowChange] = []
    for (topic, axis), value in scores.items():
        row = held.get((topic.pk, axis))
        if row is None:
            row = TopicScore(stakeholder=stakeholder, topic=topic, axis=axis, value=value, created_at=at, updated_at=at)
            row.save()
            rows.append(changed(row))
        elif row.value != value:
            rows.append(save_values(row, {"value": value}, at=at))
    if rows:
        enterprise = enterprise_key(stakeholder.process.enterprise)
        record(events.SCORED, by=by, at=at, enterprise=enterprise, rows=rows)
    return len(rows)


@transaction.atomic
def publish_process(
    *,
    process: SustainabilityProcess,
    shown: Mapping[str, Any],
    language: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> SustainabilityProcess:
    """Make public what `shown` holds; `language` is the one its words are written in.

    Raises NotAllowed: `nothing_to_publish`; StaleVersion.
    """
    if not shown.get("goals") and not shown.get("promises"):
        raise NotAllowed("nothing_to_publish")
    values = {"shown": dict(shown), "shown_language": language, "published_at": at}
    kind, enterprise = events.PROCESS_PUBLISHED, process.enterprise
    return save_changed(process, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def take_down(*, process: SustainabilityProcess, by: Actor, at: datetime) -> SustainabilityProcess:
    """Take it off the public pages; what is written stays."""
    values: dict[str, Any] = {"shown": {}, "published_at": None}
    kind, enterprise = events.PROCESS_TAKEN_DOWN, process.enterprise
    return save_changed(process, values, kind=kind, enterprise=enterprise, by=by, at=at)
