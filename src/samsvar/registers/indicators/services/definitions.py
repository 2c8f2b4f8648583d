"""Goals, indicators and targets are set up and changed; the sets that ship are taken in whole."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.goals import (
    Level,
    ShippedGoal,
    ShippedIndicator,
    shipped_goals,
    shipped_indicators,
    shipped_targets,
    target_for,
)
from samsvar.core.catalogues.governance import shipped_documents
from samsvar.core.rules.indicators.definition import Problem, formula_as_data
from samsvar.core.rules.indicators.targets import check_targets
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit, Person, Site
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    Refused,
    enterprise_key,
    save_changed,
    save_new,
)
from samsvar.registers.indicators import events
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorGoal, IndicatorTarget, Measurement
from samsvar.registers.indicators.reading import definition_of, target_of
from samsvar.registers.indicators.services.forecasts import ask_for_forecasts
from samsvar.registers.indicators.services.masking import mask_by_new_limit
from samsvar.registers.indicators.services.restructuring import renew_by_who_is_asked

#: What is to be looked at in a target, but stops nobody.
ONLY_TOLD = frozenset({"weaker_than_year_before", "yearly_does_not_reach_end"})
LONGEST_CODE = 70
#: What may be changed after figures are handed in, and has those that stand worked out anew.
RENEWED_BY = ("expected_kind", "minimum_persons")
#: What decides which figures are kept and how they are added.
FIXED_ONCE_MEASURED = frozenset({"formula", "roll_up", "period", "over_time", "covers_below", "unit_of_measure"})


class WrongTarget(Refused):
    """A target that cannot stand; `problems` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(each.code for each in problems))
        self.problems = problems


@transaction.atomic
def create_goal(*, unit: OrgUnit, by: Actor, at: datetime, **fields: Any) -> Goal:
    """Set a goal for a unit and all under it. Raises NotAllowed `goal_in_circle`."""
    fields.setdefault("code", _free_code(Goal.objects.filter(unit=unit), fields["name_nb"]))
    goal = Goal(enterprise=unit.enterprise, unit=unit, **fields)
    return save_new(goal, kind=events.GOAL_CREATED, enterprise=unit, by=by, at=at)


@transaction.atomic
def edit_goal(*, goal: Goal, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None) -> Goal:
    """Change a goal. Raises NotAllowed `goal_in_circle`, StaleVersion."""
    for column in ("parent", "takes_over"):
        _refuse_circle(goal, column, fields.get(column))
    return save_changed(goal, fields, kind=events.GOAL_CHANGED, enterprise=goal.unit, by=by, at=at, version=version)


def _refuse_circle(goal: Goal, column: str, above: Goal | None) -> None:
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == goal.pk:
            raise NotAllowed("goal_in_circle", field=column)
        seen.add(above.pk)
        above = getattr(above, column)


@transaction.atomic
def create_indicator(*, unit: OrgUnit, by: Actor, at: datetime, also: Iterable[Goal] = (), **fields: Any) -> Indicator:
    """Set up an indicator that a unit owns; `also`: further goals it tells of.

    The definition is to be checked (`check_definition`) by who calls.
    """
    fields.setdefault("code", _free_code(Indicator.objects.filter(unit=unit), fields["name_nb"]))
    indicator = Indicator(enterprise=unit.enterprise, unit=unit, **fields)
    save_new(indicator, kind=events.INDICATOR_CREATED, enterprise=unit, by=by, at=at)
    tie_goals(indicator=indicator, goals=also, by=by, at=at)
    return indicator


@transaction.atomic
def tie_goals(*, indicator: Indicator, goals: Iterable[Goal], by: Actor, at: datetime) -> None:
    """Let the indicator tell of these goals, beside the one it is first of all of, and of no others."""
    wanted = {each.pk: each for each in goals if each.pk != indicator.goal_id}
    held = {tie.goal_id: tie for tie in IndicatorGoal.objects.filter(indicator=indicator)}
    rows: list[RowChange] = []
    for pk in wanted.keys() - held.keys():
        tie = IndicatorGoal(indicator=indicator, goal=wanted[pk], created_at=at, updated_at=at)
        tie.save()
        rows.append(changed(tie))
    for pk in held.keys() - wanted.keys():
        rows.append(removed(held[pk]))
        held[pk].delete()
    if rows:
        record(events.INDICATOR_CHANGED, by=by, at=at, enterprise=enterprise_key(indicator.unit), rows=rows)


@transaction.atomic
def edit_indicator(
    *, indicator: Indicator, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Indicator:
    """Change an indicator's words and definition.

    How it is worked out is fixed once figures are handed in: then another is set up. Raises StaleVersion, NotAllowed
    `fixed_once_measured` (fact `fields`).
    """
    others = sorted(name for name in FIXED_ONCE_MEASURED & fields.keys() if getattr(indicator, name) != fields[name])
    if others and Measurement.objects.filter(indicator=indicator).exists():
        raise NotAllowed("fixed_once_measured", fields=", ".join(others))
    before = {name: getattr(indicator, name) for name in RENEWED_BY}
    saved = save_changed(
        indicator,
        fields,
        kind=events.INDICATOR_CHANGED,
        enterprise=indicator.unit,
        by=by,
        at=at,
        version=version,
    )
    renew_as_defined(saved, {name for name, value in before.items() if getattr(saved, name) != value})
    return saved


def renew_as_defined(indicator: Indicator, changed_columns: Collection[str]) -> None:
    """Brings the figures that stand in line with a definition of which these columns are changed."""
    if "expected_kind" in changed_columns:
        renew_by_who_is_asked(indicator)
    if "minimum_persons" in changed_columns:
        mask_by_new_limit(indicator)


@transaction.atomic
def set_target(
    *, indicator: Indicator, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime
) -> IndicatorTarget:
    """Set a target for a unit and year; one that stood there is kept.

    Raises WrongTarget, NotAllowed `unit_not_under_owner`.
    """
    if not indicator.unit.contains(unit):
        raise NotAllowed("unit_not_under_owner")
    row = IndicatorTarget(indicator=indicator, unit=unit, set_at=at, set_by=person_of(by), **fields)
    others = [target_of(each) for each in IndicatorTarget.objects.filter(indicator=indicator, unit=unit)]
    problems = [
        each
        for each in check_targets(definition_of(indicator), [*others, target_of(row)])
        if each.code not in ONLY_TOLD and each.period == str(row.year)
    ]
    if problems:
        raise WrongTarget(tuple(problems))
    row.created_at = row.updated_at = at
    row.save()
    about = {"year": row.year}
    record(events.TARGET_SET, by=by, at=at, enterprise=enterprise_key(unit), rows=[changed(row)], about=about)
    ask_for_forecasts([indicator], at)
    return row


@transaction.atomic
def set_targets(
    *, indicator: Indicator, unit: OrgUnit, fields: Mapping[str, Any], to_year: int | None, by: Actor, at: datetime
) -> list[IndicatorTarget]:
    """Set the same target for a year, and for each after it up to `to_year`. Raises as `set_target`."""
    years = range(fields["year"], max(fields["year"], to_year or 0) + 1)
    return [set_target(indicator=indicator, unit=unit, fields={**fields, "year": year}, by=by, at=at) for year in years]


def remarks_on_targets(indicator: Indicator, unit: OrgUnit) -> frozenset[Problem]:
    """What is to be looked at among the unit's targets, and refuses none: the codes of `ONLY_TOLD`. One query."""
    targets = [target_of(each) for each in IndicatorTarget.objects.filter(indicator=indicator, unit=unit)]
    return frozenset(each for each in check_targets(definition_of(indicator), targets) if each.code in ONLY_TOLD)


def person_of(by: Actor) -> Person | None:
    """Who acts, where a person does."""
    return Person.objects.filter(key=by.person_key).first() if by.person_key else None


def _free_code(rows: Any, name: str) -> str:
    wanted = slugify(name)[:LONGEST_CODE] or "x"
    taken = set(rows.filter(code__startswith=wanted).values_list("code", flat=True))
    return next(code for code in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)


@transaction.atomic
def adopt_shipped(
    *, unit: OrgUnit, sets: Iterable[str], by: Actor, at: datetime, case: str = ""
) -> tuple[int, int, int]:
    """Take in the goals of sets that ship, with their indicators and targets, as the unit's own. What it has is left.

    `case`: where the unit decided it; without one, the case in which the set itself was adopted. A goal that takes over
    another finds it among the unit's own, or those of a unit above it. Returns how many goals, indicators and targets
    are new. A second time: none.
    """
    wanted = set(sets)
    goals = {each.code: each for each in Goal.objects.filter(unit=unit)}
    had = set(goals)
    above = {each.code: each for each in Goal.objects.filter(unit__key__in=unit.line_keys[:-1]).order_by("unit__path")}
    rows: list[Any] = []
    for shipped in shipped_goals():
        if shipped.set in wanted and shipped.code not in goals:
            goals[shipped.code] = _keep(rows, _goal(shipped, unit, goals, above, case), at)
    indicators = {each.code: each for each in Indicator.objects.filter(unit=unit)}
    new: dict[str, ShippedIndicator] = {}
    of_sets = {each.code for each in shipped_goals() if each.set in wanted}
    for each in shipped_indicators():
        if each.code not in indicators and each.goals[0] in of_sets:
            new[each.code] = each
            indicators[each.code] = _keep(rows, _indicator(each, unit, goals), at)
            further = [goals.get(code) or above.get(code) for code in each.goals[1:]]
            for goal in further:
                if goal is not None:
                    _keep(rows, IndicatorGoal(indicator=indicators[each.code], goal=goal), at)
    targets = [
        _keep(rows, row, at) for row in _targets(unit, {code: (new[code], indicators[code]) for code in new}, by, at)
    ]
    counts = len(set(goals) - had), len(new), len(targets)
    if rows:
        about = dict(zip(("goals", "indicators", "targets"), counts, strict=True))
        told = [changed(row) for row in rows]
        record(events.SHIPPED_ADOPTED, by=by, at=at, enterprise=enterprise_key(unit), rows=told, about=about)
    return counts


def _keep(rows: list[Any], row: Any, at: datetime) -> Any:
    row.created_at = row.updated_at = at
    row.save()
    rows.append(row)
    return row


def _goal(shipped: ShippedGoal, unit: OrgUnit, goals: Mapping[str, Goal], above: Mapping[str, Goal], case: str) -> Goal:
    return Goal(
        enterprise=unit.enterprise,
        unit=unit,
        code=shipped.code,
        **_in_languages("name", shipped.name),
        **_in_languages("about", shipped.about),
        dimension=shipped.dimension,
        theme=shipped.theme,
        parent=goals.get(shipped.parent),
        takes_over=goals.get(shipped.takes_over) or above.get(shipped.takes_over),
        level="" if shipped.level == Level.TRUST else shipped.level,
        main=shipped.main,
        base_year=shipped.base_year,
        change_percent=shipped.change_percent,
        from_year=shipped.valid_from,
        to_year=shipped.target_year,
        case=case or _case_of(shipped.document),
        source=shipped.document,
    )


def _case_of(document: str) -> str:
    """The case in which a shipped document was adopted, with who did: `108/21 (Helse Midt-Norge RHF)`."""
    approvals = [each for shipped in shipped_documents() if shipped.code == document for each in shipped.approvals]
    return next((f"{each.case} ({each.organisation})" for each in approvals if each.case), "")


def _in_languages(name: str, texts: Any) -> dict[str, str]:
    return {f"{name}_{language}": title_in(texts, language) for language in ("nb", "nn", "en")}


def _indicator(shipped: ShippedIndicator, unit: OrgUnit, goals: Mapping[str, Goal]) -> Indicator:
    found = shipped.definition
    goal = goals.get(shipped.goals[0])
    return Indicator(
        enterprise=unit.enterprise,
        unit=unit,
        code=shipped.code,
        **_in_languages("name", shipped.name),
        **_in_languages("definition", shipped.footnote),
        unit_of_measure=found.unit,
        decimals=found.decimals,
        direction=found.direction,
        period=found.period,
        roll_up=found.roll_up,
        over_time=found.over_time,
        formula=formula_as_data(found.formula),
        minimum_persons=found.minimum_persons,
        covers_below=found.covers_below,
        sites="; ".join(_own_sites(found.sites, unit)),
        goal=goal,
        theme=goal.theme if goal else "",
        prioritised=shipped.prioritised,
        monitored_only=found.direction == "none",
        words_only=shipped.words_only,
        number=shipped.number,
        base_year=shipped.base_year,
        warning_band=shipped.warning_band,
        source=shipped.source,
    )


def _own_sites(names: Iterable[str], unit: OrgUnit) -> list[str]:
    """The sites of a shipped indicator that are the enterprise's own: others' buildings say nothing here."""
    own = set(Site.objects.filter(enterprise=unit.enterprise, name__in=list(names)).values_list("name", flat=True))
    return [name for name in names if name in own]


def _targets(
    unit: OrgUnit, new: Mapping[str, tuple[ShippedIndicator, Indicator]], by: Actor, at: datetime
) -> list[IndicatorTarget]:
    """The targets that ship for new indicators; one that another took over for was set a moment before it."""
    person = person_of(by)
    shipped = [each for each in shipped_targets() if each.indicator in new]
    replaced = {each.replaces for each in shipped if each.replaces}
    found = []
    for each in shipped:
        about, indicator = new[each.indicator]
        when = at - timedelta(seconds=1) if each.code in replaced else at
        told = target_for(each, about, str(unit.pk), when, "nb", at.year)
        found.append(
            IndicatorTarget(
                indicator=indicator,
                unit=unit,
                year=told.year,
                kind=told.kind,
                number=told.number,
                base_year=told.base_year,
                warning_band=told.warning_band,
                words=told.words,
                reason=told.reason,
                source=told.source,
                set_at=when,
                set_by=person,
            )
        )
    return found
