"""Writes of strategies and their yearly editions.

Invariant: nothing in an approved edition is written on; the next year's edition begins as a copy.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record, new_key
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_new,
    standing,
)
from samsvar.registers.actions.models import ENDED, Action
from samsvar.registers.actions.services import create_action
from samsvar.registers.actions.services.details import Reason
from samsvar.registers.indicators.models import Indicator
from samsvar.subjects.strategy import events
from samsvar.subjects.strategy.models import (
    Edition,
    EditionAction,
    EditionIndicator,
    OutsideFact,
    Point,
    PrioritisedUnit,
    Strategy,
)
from samsvar.subjects.strategy.services.parts import Kinds, remove_row, save_row

KINDS = Kinds(events.PART_ADDED, events.PART_CHANGED, events.PART_REMOVED)
TEXTS = frozenset({"introduction", "improvement", "authors"})
COPIED = TEXTS


@transaction.atomic
def register_strategy(
    *, enterprise: OrgUnit, fields: Mapping[str, Any], year: int, by: Actor, at: datetime
) -> Strategy:
    """A new strategy with the edition of its first year. Raises NotAllowed: `years_out_of_order`, `above_itself`,
    `name_taken`, `year_outside_period`."""
    strategy = Strategy(enterprise=enterprise, **fields)
    _check(strategy)
    save_new(strategy, kind=events.STRATEGY_CREATED, enterprise=enterprise, by=by, at=at)
    begin_edition(strategy=strategy, year=year, by=by, at=at)
    return strategy


@transaction.atomic
def edit_strategy(
    *, strategy: Strategy, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Strategy:
    """Change a strategy's facts. Raises NotAllowed as in `register_strategy`, StaleVersion."""
    columns = ("enterprise", "name", "from_year", "to_year", "parent")
    _check(Strategy(**{column: fields.get(column, getattr(strategy, column)) for column in columns}), strategy)
    kind, enterprise = events.STRATEGY_CHANGED, strategy.enterprise
    return save_changed(strategy, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


def _check(strategy: Strategy, held: Strategy | None = None) -> None:
    if strategy.to_year < strategy.from_year:
        raise NotAllowed("years_out_of_order")
    others = Strategy.objects.filter(enterprise=strategy.enterprise, name=strategy.name)
    if (others.exclude(pk=held.pk) if held else others).exists():
        raise NotAllowed("name_taken")
    above, passed = strategy.parent, {held.pk if held else None}
    while above is not None:
        if above.pk in passed:
            raise NotAllowed("above_itself")
        passed.add(above.pk)
        above = above.parent


@transaction.atomic
def begin_edition(*, strategy: Strategy, year: int, by: Actor, at: datetime) -> Edition:
    """The year's edition, begun as a copy of the newest before it. Actions that are ended are not carried on.

    Raises NotAllowed: `edition_exists`, `year_outside_period`.
    """
    if not strategy.from_year <= year <= strategy.to_year:
        raise NotAllowed("year_outside_period", first=strategy.from_year, last=strategy.to_year)
    if strategy.editions.filter(year=year).exists():
        raise NotAllowed("edition_exists", year=year)
    before = strategy.editions.filter(year__lt=year).order_by("-year").first()
    texts = {name: getattr(before, name) for name in COPIED} if before else {}
    edition = Edition(strategy=strategy, year=year, created_at=at, updated_at=at, **texts)
    edition.save()
    copies = _copy(before, edition, at) if before else []
    rows = [changed(row) for row in (edition, *copies)]
    about = {"year": year}
    enterprise = enterprise_key(strategy.enterprise)
    record(events.EDITION_BEGUN, by=by, at=at, enterprise=enterprise, rows=rows, about=about)
    return edition


def _copy(before: Edition, edition: Edition, at: datetime) -> list[Record]:
    """All that hangs on the edition before, made anew for this one."""
    facts = {row.pk: _copied(row, edition, at) for row in list(before.facts.order_by("pk"))}
    made = [*facts.values()]
    made += [_copied(indicator, edition, at) for indicator in list(before.indicator_ties.order_by("pk"))]
    for unit in list(before.prioritised_units.order_by("pk")):
        helps = list(unit.actions.exclude(status__in=ENDED))
        made.append(_copied(unit, edition, at))
        made[-1].actions.set(helps)
    for tie in list(before.action_ties.exclude(action__status__in=ENDED).order_by("pk")):
        held = list(tie.indicators.all())
        made.append(_copied(tie, edition, at))
        made[-1].indicators.set(held)
    for point in list(before.points.order_by("pk")):
        actions = list(point.actions.exclude(status__in=ENDED))
        supports = [facts[fact.pk] for fact in point.facts.all()]
        made.append(_copied(point, edition, at))
        made[-1].actions.set(actions)
        made[-1].facts.set(supports)
    return made


def _copied(row: Any, edition: Edition, at: datetime) -> Any:
    row.pk, row.key, row.version, row.created_at, row.updated_at, row.edition = None, new_key(), 1, at, at, edition
    row._state.adding = True
    row.save(force_insert=True)
    return row


@transaction.atomic
def edit_edition(
    *, edition: Edition, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Edition:
    """Write on an edition's texts. Raises NotAllowed: `edition_approved`; StaleVersion."""
    known_fields(fields, TEXTS)
    _must_be_open(edition)
    kind, enterprise = events.EDITION_CHANGED, edition.strategy.enterprise
    return save_changed(edition, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def approve_edition(
    *,
    edition: Edition,
    name: str,
    title: str,
    on: date,
    case_number: str,
    today: date,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Edition:
    """Note who approved it, with the title they had that day, and when. From then on it is closed.

    Raises NotAllowed: `edition_approved`, `approved_in_the_future`; StaleVersion.
    """
    _must_be_open(edition)
    if on > today:
        raise NotAllowed("approved_in_the_future")
    values = {"approver_name": name, "approver_title": title, "approved_on": on, "case_number": case_number}
    kind, enterprise = events.EDITION_APPROVED, edition.strategy.enterprise
    return save_changed(edition, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def save_part(
    *,
    row: Point | OutsideFact | PrioritisedUnit | EditionIndicator | EditionAction,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Record:
    """Save a part of an edition. Raises NotAllowed: `edition_approved`, `taken_already`; StaleVersion."""
    edition = row.edition
    _must_be_open(edition)
    for column in ("unit", "indicator", "action"):
        same = {"edition": edition, column: fields.get(column)}
        if fields.get(column) is not None and type(row)._default_manager.filter(**same).exclude(pk=row.pk).exists():
            raise NotAllowed("taken_already", column=column)
    save_row(row, fields, kinds=KINDS, enterprise=edition.strategy.enterprise, by=by, at=at, version=version)
    return row


@transaction.atomic
def remove_part(
    *,
    row: Point | OutsideFact | PrioritisedUnit | EditionIndicator | EditionAction,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Remove a part of an edition. Raises NotAllowed: `edition_approved`; StaleVersion."""
    _must_be_open(row.edition)
    enterprise = row.edition.strategy.enterprise
    remove_row(row, kinds=KINDS, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def plan_action(
    *,
    edition: Edition,
    fields: Mapping[str, Any],
    indicators: Sequence[Indicator],
    by: Actor,
    at: datetime,
    points: Sequence[Point] = (),
    reasons: Sequence[Reason] = (),
    **details: Any,
) -> Action:
    """A new action of the edition, made in the register of actions with where it comes from.

    `details`: `effects`, `collaborators` and `parts` of `create_action`. Raises NotAllowed: `edition_approved` and
    those of `create_action`.
    """
    _must_be_open(edition)
    strategy = edition.strategy
    why = [*(Reason("swot", point.text[:300], point.key) for point in points)]
    why += [Reason("indicator", indicator.name_nb, indicator.key) for indicator in indicators]
    action = create_action(
        enterprise=strategy.enterprise,
        unit=strategy.unit,
        fields=fields,
        by=by,
        at=at,
        reasons=[*why, *reasons],
        **details,
    )
    save_part(row=EditionAction(edition=edition), fields={"action": action, "indicators": indicators}, by=by, at=at)
    for point in points:
        save_part(row=point, fields={"actions": [*point.actions.all(), action]}, by=by, at=at)
    return action


def _must_be_open(edition: Edition) -> None:
    if standing(edition, "approved_on") is not None:
        raise NotAllowed("edition_approved")
