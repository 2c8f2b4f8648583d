"""One time that an activity is held: its days, who answers for it, how far it has come, and what came of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.wheel.occurrences import State, may_move, moved_to, set_by_hand
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.organisation.services.writing import known_fields, save_changed
from samsvar.registers.wheel import events
from samsvar.registers.wheel.models import Occurrence, OccurrenceState
from samsvar.registers.wheel.services.planning import plan_wheel

#: What is written about an occurrence, beside its days and its state.
WRITTEN = frozenset({"notes", "evidence", "responsible", "role"})
_ENDED = (OccurrenceState.DONE, OccurrenceState.CANCELLED, OccurrenceState.WITHDRAWN)


@transaction.atomic
def write_occurrence(
    *, occurrence: Occurrence, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Occurrence:
    """Change notes, evidence, role or responsible. Raises NotAllowed (`gone`), StaleVersion."""
    known_fields(fields, WRITTEN)
    if occurrence.state == OccurrenceState.WITHDRAWN:
        raise NotAllowed("gone")
    return _saved(occurrence, dict(fields), events.OCCURRENCE_CHANGED, by, at, version)


@transaction.atomic
def move_occurrence(
    *,
    occurrence: Occurrence,
    opens_on: date | None,
    due_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Occurrence:
    """Set its days by hand; no meeting moves them after that, and what hangs on it follows.

    Raises NotAllowed: `ended`, `opens_after_due`, `no_reason`; StaleVersion.
    """
    if occurrence.state in _ENDED:
        raise NotAllowed("ended")
    if not reason.strip():
        raise NotAllowed("no_reason")
    try:
        now = set_by_hand(_facts(occurrence), opens_on, due_on)
    except ValueError as problem:
        raise NotAllowed("opens_after_due") from problem
    values = {
        **{"opens_on": now.opens_on, "due_on": now.due_on, "waits_for": [], "fixed": True},
        **{"sequence": now.sequence, "reason": reason.strip()},
    }
    saved = _saved(occurrence, values, events.OCCURRENCE_MOVED, by, at, version)
    return _placed_anew(saved, by, at)


@transaction.atomic
def begin_occurrence(*, occurrence: Occurrence, by: Actor, at: datetime, version: int | None = None) -> Occurrence:
    """Say that it is under way. Raises NotAllowed (`no_such_move`), StaleVersion."""
    return _to(occurrence, State.UNDER_WAY, oslo_day(at), {}, events.OCCURRENCE_BEGUN, by, at, version)


@transaction.atomic
def finish_occurrence(
    *,
    occurrence: Occurrence,
    done_on: date,
    notes: str,
    evidence: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Occurrence:
    """Say that it is done, on which day, and what shows it.

    Raises NotAllowed: `no_such_move`, `done_in_the_future`, `nothing_shows_it` (neither notes nor evidence).
    """
    if done_on > oslo_day(at):
        raise NotAllowed("done_in_the_future")
    if not notes.strip() and not evidence.strip():
        raise NotAllowed("nothing_shows_it")
    values = {"notes": notes.strip(), "evidence": evidence.strip()}
    return _to(occurrence, State.DONE, done_on, values, events.OCCURRENCE_DONE, by, at, version)


@transaction.atomic
def cancel_occurrence(
    *, occurrence: Occurrence, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Occurrence:
    """Say that it is not held this time, and why. Raises NotAllowed (`no_such_move`, `no_reason`), StaleVersion."""
    if not reason.strip():
        raise NotAllowed("no_reason")
    values = {"reason": reason.strip()}
    saved = _to(occurrence, State.CANCELLED, oslo_day(at), values, events.OCCURRENCE_CANCELLED, by, at, version)
    return _placed_anew(saved, by, at)


@transaction.atomic
def open_occurrence(*, occurrence: Occurrence, by: Actor, at: datetime, version: int | None = None) -> Occurrence:
    """Open again what was done (it is under way) or cancelled (not begun). Raises NotAllowed (`no_such_move`)."""
    to = State.UNDER_WAY if occurrence.state == OccurrenceState.DONE else State.NOT_BEGUN
    if occurrence.state not in (OccurrenceState.DONE, OccurrenceState.CANCELLED):
        raise NotAllowed("no_such_move")
    saved = _to(occurrence, to, oslo_day(at), {}, events.OCCURRENCE_OPENED, by, at, version)
    return _placed_anew(saved, by, at)


def _to(
    occurrence: Occurrence,
    state: State,
    on: date,
    values: Mapping[str, Any],
    kind: str,
    by: Actor,
    at: datetime,
    version: int | None,
) -> Occurrence:
    facts = _facts(occurrence)
    if not may_move(facts.state, state):
        raise NotAllowed("no_such_move")
    now = moved_to(facts, state, on)
    moved = {"state": now.state.value, "done_on": now.done_on, "sequence": now.sequence}
    return _saved(occurrence, {**moved, **values}, kind, by, at, version)


def _facts(occurrence: Occurrence) -> Any:
    return occurrence.as_rule(occurrence.enterprise, occurrence.activity.key)


def _placed_anew(occurrence: Occurrence, by: Actor, at: datetime) -> Occurrence:
    """The rest of the year, since days may hang on this one."""
    plan_wheel(enterprise=occurrence.enterprise, year=occurrence.year, by=by, at=at)
    occurrence.refresh_from_db()
    return occurrence


def _saved(
    occurrence: Occurrence, values: Mapping[str, Any], kind: str, by: Actor, at: datetime, version: int | None
) -> Occurrence:
    enterprise = occurrence.enterprise
    return save_changed(occurrence, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
