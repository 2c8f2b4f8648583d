"""Figures as they may be shown, and what units have handed in: read, handed in, corrected with a reason.

A figure about too few, or one that protects such a figure, has `masked` true and no number in it, in every form.
"""

from typing import Annotated, Any

from ninja import Query, Router, Status

from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures
from samsvar.core.rules.indicators.periods import Period as PeriodOf
from samsvar.core.rules.indicators.periods import PeriodKind, last_over, parse_period, periods_between
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, unknown_reference
from samsvar.front.api.finding import one, unit_asked, unit_within
from samsvar.front.api.numbers import number_of, text_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import (
    Asked,
    Count,
    Figure,
    Given,
    Instant,
    Key,
    Period,
    Prose,
    Shown,
    TextLine,
    answers,
    page,
)
from samsvar.front.api.words import message
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.reading import figures_in
from samsvar.registers.indicators.selectors.definitions import find_indicator, holding_for, line_of
from samsvar.registers.indicators.selectors.entry import HandedIn, handed_in, untold
from samsvar.registers.indicators.selectors.figures import Shown as Told
from samsvar.registers.indicators.selectors.figures import figures_of, period_for
from samsvar.registers.indicators.services.measurements import StaleMeasurement, enter_measurement
from samsvar.registers.indicators.trees import Trees

router = Router(tags=["goals and indicators"])
_SEEN = Permission.VIEW_INDICATORS
_CODE = {"code": Sort("code")}
MOST_PERIODS = 240


class FigureShown(Shown):
    """An indicator of a unit with all under it. `delivered` of `expected` units have handed in.

    `reason` says why there is no status: `no_target`, `in_words`, `only_watched`, `masked`, `not_compared`, or why
    there is no figure. `period` is longer than the one asked for where the indicator is measured less often.
    """

    indicator: str
    code: str
    name: str
    unit: str
    unit_name: str
    period: str
    unit_of_measure: str
    value: str | None
    target: str | None
    status: str
    reason: str | None
    numerator: str | None
    denominator: str | None
    masked: bool
    persons: int | None
    delivered: int
    expected: int
    left_out: int


class Series(Shown):
    items: list[FigureShown]


class FiguresAsked(Asked):
    """Without `unit` it is that of your first role; without `period` the last tertial that is over."""

    unit: Key | None = None
    period: Period | None = None


class SeriesAsked(Asked):
    unit: Key | None = None
    first: Period
    last: Period


class EnergyShown(Shown):
    """What energy is corrected by."""

    degree_days: str | None
    normal_degree_days: str | None
    area_m2: str | None
    base_area_m2: str | None
    activity: str | None
    base_activity: str | None


class HandedShown(Shown):
    """What stands in a measurement; all null where it is `masked`."""

    masked: bool
    value: str | None
    numerator: str | None
    denominator: str | None
    weight: str | None
    persons: int | None
    energy: EnergyShown | None
    status: str
    source: str | None
    reason: str | None
    delivered_at: Instant


class MeasurementShown(Shown):
    """What the unit itself has handed in of an indicator for a period. `draft` only for those who hand in there.

    `version`: send it back with what is to stand there instead; null is nothing yet.
    """

    indicator: str
    code: str
    unit: str
    period: str
    version: str | None
    in_force: HandedShown | None
    draft: HandedShown | None


class MeasurementsAsked(Asked):
    unit: Key | None = None
    period: Period


class Energy(Given):
    degree_days: Figure | None = None
    normal_degree_days: Figure | None = None
    area_m2: Figure | None = None
    base_area_m2: Figure | None = None
    activity: Figure | None = None
    base_activity: Figure | None = None


class MeasurementNew(Given):
    """A figure: `value`, or `numerator` and `denominator`, as the indicator's formula asks. Empty is unknown.

    Where a figure counts already this corrects it, and needs a `reason`; the old one is kept. `version` is what you
    read there, null for nothing.
    """

    unit: Key
    indicator: Key
    period: Period
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    weight: Figure | None = None
    persons: Count | None = None
    energy: Energy | None = None
    source: Annotated[str, TextLine(300)] = ""
    reason: Prose = ""
    draft: bool = False
    version: Key | None = None


@router.get("/figures", response=answers(page(FigureShown)), summary=_("List how a unit’s indicators stand"))
def list_figures(request: CalledRequest, asked: Query[FiguresAsked]) -> dict[str, Any]:
    """Every indicator that holds for the unit, by code, in one period."""
    viewer = viewer_of_request(request)
    unit = unit_asked(viewer, asked.unit, _SEEN)
    period = _period(asked.period) if asked.period else last_over(today(), PeriodKind.TERTIAL)
    found: dict[int, Told] = {}

    def work_out(rows: list[Indicator]) -> None:
        told = figures_of(rows, {unit.pk: line_of(unit)}, [period])
        found.update({each.pk: told[each.pk, unit.pk, period_for(each, period)] for each in rows})

    rows = holding_for(unit).filter(retired=False)
    return page_of(request, rows, asked, _CODE, lambda row: _figure(found[row.pk], unit, viewer), prepare=work_out)


@router.get("/indicators/{key}/figures", response=answers(Series), summary=_("Get an indicator’s figures over time"))
def list_series(request: CalledRequest, key: str, asked: Query[SeriesAsked]) -> dict[str, Any]:
    """From `first` to `last`, both of one kind that is the indicator's or longer; at most 240 periods."""
    viewer = viewer_of_request(request)
    unit = unit_asked(viewer, asked.unit, _SEEN)
    indicator = one(holding_for(unit), key)
    first, last = _period(asked.first), _period(asked.last)
    if first.kind is not last.kind or period_for(indicator, first) != first or last < first:
        raise Refusal(422, "invalid", fields={"last": message("period_kinds")})
    periods = list(periods_between(first, last))
    if len(periods) > MOST_PERIODS:
        raise Refusal(422, "invalid", fields={"first": message("too_many_periods")})
    told = figures_of([indicator], {unit.pk: line_of(unit)}, periods)
    return {"items": [_figure(told[indicator.pk, unit.pk, each], unit, viewer) for each in periods]}


@router.get(
    "/indicators/{key}/units", response=answers(page(FigureShown)), summary=_("List how an indicator stands by unit")
)
def list_units_of(request: CalledRequest, key: str, asked: Query[FiguresAsked]) -> dict[str, Any]:
    """The units right under the unit in the period's own structure, by name; those that you see."""
    viewer = viewer_of_request(request)
    unit = unit_asked(viewer, asked.unit, _SEEN)
    indicator = one(holding_for(unit), key)
    asked_for = _period(asked.period) if asked.period else last_over(today(), PeriodKind.TERTIAL)
    period = period_for(indicator, asked_for)
    below = Trees(unit).of(period).children(unit.pk)
    found: dict[int, Told] = {}

    def work_out(rows: list[OrgUnit]) -> None:
        line = line_of(unit)
        told = figures_of([indicator], {each.pk: [each.pk, *line] for each in rows}, [period])
        found.update({each.pk: told[indicator.pk, each.pk, period] for each in rows})

    rows = OrgUnit.objects.filter(units_visible_to(viewer, _SEEN), pk__in=below)
    shown = {"name": Sort("name_nb")}
    return page_of(request, rows, asked, shown, lambda row: _figure(found[row.pk], row, viewer), prepare=work_out)


@router.get(
    "/measurements", response=answers(page(MeasurementShown)), summary=_("List what a unit has handed in for a period")
)
def list_measurements(request: CalledRequest, asked: Query[MeasurementsAsked]) -> dict[str, Any]:
    """One for each indicator that is measured by such periods, handed in or not."""
    viewer = viewer_of_request(request)
    unit = unit_asked(viewer, asked.unit, _SEEN)
    period = _period(asked.period)
    enters = viewer.may(Permission.ENTER_MEASUREMENTS, unit)
    held: dict[tuple[int, PeriodOf], HandedIn] = {}
    hidden: set[int] = set()

    def read(rows: list[Indicator]) -> None:
        held.update(handed_in(rows, unit, [period]))
        hidden.update(() if enters else untold(rows, unit, period))

    def present(row: Indicator) -> dict[str, Any]:
        return _measurement(row, unit, period, held[row.pk, period], masked=row.pk in hidden, enters=enters)

    rows = holding_for(unit).filter(period=period.kind.value)
    return page_of(request, rows, asked, _CODE, present, prepare=read)


@router.post(
    "/measurements",
    response={**answers(MeasurementShown), **answers(MeasurementShown, 201)},
    summary=_("Hand in a figure, or correct one"),
)
def hand_in(request: CalledRequest, body: MeasurementNew) -> Status[dict[str, Any]]:
    """Needs `enter_measurements` on the unit. 201 where it is new, 200 where the same figure stood there already."""
    viewer = viewer_of_request(request)
    unit = unit_within(viewer, body.unit, Permission.ENTER_MEASUREMENTS)
    indicator = find_indicator(unit, body.indicator)
    if indicator is None:
        raise unknown_reference("indicator")
    period = _period(body.period)
    try:
        done = enter_measurement(
            indicator=indicator,
            unit=unit,
            period=period,
            figures=_figures(body),
            by=viewer.actor,
            at=now(),
            today=today(),
            draft=body.draft,
            source=body.source,
            reason=body.reason,
            seen=body.version or "",
        )
    except StaleMeasurement as stale:
        present = _measurement(indicator, unit, period, HandedIn(stale.now, stale.draft), masked=False, enters=True)
        yours = body.model_dump(mode="json", exclude_unset=True)
        raise Refusal(409, "stale_version", now=_plain(present), yours=yours) from None
    there = handed_in([indicator], unit, [period])[indicator.pk, period]
    shown = _measurement(indicator, unit, period, there, masked=False, enters=True)
    return Status(201 if done.delivery else 200, shown)


def _period(code: str) -> PeriodOf:
    """The period of a code that the schema has checked."""
    found = parse_period(code)
    if found is None:
        raise Refusal(422, "invalid", fields={"period": message("not_a_period")})
    return found


def _figures(body: MeasurementNew) -> Figures:
    energy = body.energy.model_dump() if body.energy else {}
    facts = {name: number_of(text) for name, text in energy.items() if text is not None}
    return Figures(
        value=number_of(body.value),
        numerator=number_of(body.numerator),
        denominator=number_of(body.denominator),
        persons=body.persons,
        weight=number_of(body.weight),
        energy=EnergyFacts(**facts) if facts else None,
    )


def _figure(told: Told, unit: OrgUnit, viewer: Viewer) -> dict[str, Any]:
    return {
        "indicator": told.indicator.key,
        "code": told.indicator.code,
        "name": told.indicator.name(viewer.language),
        "unit": unit.key,
        "unit_name": unit.name(viewer.language),
        "period": told.period.code,
        "unit_of_measure": told.indicator.unit_of_measure,
        "value": text_of(told.number),
        "target": text_of(told.standing.target),
        "status": told.standing.status.value,
        "reason": told.standing.reason or told.result.reason or None,
        "numerator": text_of(told.part("numerator")),
        "denominator": text_of(told.part("denominator")),
        **{name: getattr(told, name) for name in ("masked", "persons", "delivered", "expected", "left_out")},
    }


def _measurement(
    indicator: Indicator, unit: OrgUnit, period: PeriodOf, held: HandedIn, *, masked: bool, enters: bool
) -> dict[str, Any]:
    version = held.version if enters else held.in_force.delivery.key if held.in_force else ""
    return {
        "indicator": indicator.key,
        "code": indicator.code,
        "unit": unit.key,
        "period": period.code,
        "version": version or None,
        "in_force": _handed(held.in_force, masked=masked) if held.in_force else None,
        "draft": _handed(held.draft, masked=False) if held.draft and enters else None,
    }


_PARTS = ("value", "numerator", "denominator", "weight")
_ENERGY = tuple(EnergyShown.model_fields)


def _handed(row: Measurement, *, masked: bool) -> dict[str, Any]:
    told = figures_in(row)
    energy = told.energy
    numbers: dict[str, Any] = {name: text_of(getattr(told, name)) for name in _PARTS} | {"persons": told.persons}
    numbers["energy"] = {name: text_of(getattr(energy, name)) for name in _ENERGY} if energy else None
    return {
        **(dict.fromkeys(numbers) if masked else numbers),
        "masked": masked,
        "status": row.status,
        "source": row.delivery.source or None,
        "reason": None if masked else row.delivery.reason or None,
        "delivered_at": row.delivery.delivered_at,
    }


def _plain(shown: dict[str, Any]) -> dict[str, Any]:
    """As JSON: a refusal goes past the schemas."""
    return MeasurementShown(**shown).model_dump(mode="json")
