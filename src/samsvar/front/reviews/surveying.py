"""What the work with the survey and HSE rests on, on its occurrence: the year's round, and the plans of the year.

Which indicators are the survey's, and which plans are on HSE, the activity says in the catalogue (`annual_wheel`). The
round is told by the indicators' figures: nothing here knows how they were asked for. A room that runs surveys declares
a section of its own on the same result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from samsvar.core.catalogues.governance import ShippedActivity, shipped_for
from samsvar.core.rules.indicators.definition import Direction, ShareOfUnits
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.status import grade
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.platform.ui.sections import Section
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.standing import page_of, target_words
from samsvar.registers.indicators.presenters.words import StatusWords, shown, status_words
from samsvar.registers.indicators.reading import definition_of
from samsvar.registers.indicators.selectors.asked import Asked
from samsvar.registers.indicators.selectors.figures import Shown, figures_of
from samsvar.registers.wheel.models import Occurrence
from samsvar.subjects.plans.models import Plan, PlanGoal, PlannedGoal, PlannedIndicator, PlanState

TEMPLATE = "reviews/survey.html"
#: Units beneath that are shown, and of those that have not handed in; the rest are counted.
MOST, MOST_LACKING = 40, 20


@dataclass(frozen=True, slots=True)
class Result:
    """A unit's figure of the round as shown, with what is behind it. `missing`: how many have not handed in; `lacking`:
    the first of them, each with the page where it hands in (empty for those who may not)."""

    name: str
    href: str
    figure: str
    target: str
    status: StatusWords
    delivered: int
    expected: int
    left_out: int
    threshold: str = ""
    smallest: int | None = None
    behind: str = ""
    lacking: Sequence[tuple[str, str]] = ()

    @property
    def known(self) -> bool:
        return self.delivered > 0

    @property
    def more(self) -> int:
        return max(0, self.missing - len(self.lacking))

    @property
    def missing(self) -> int:
        return max(0, self.expected - self.delivered)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan of the year, with how it stands. `good` None: its quality cannot be told."""

    title: str
    href: str
    state: str
    accepted: bool
    late: int
    good: bool | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit right beneath: its results of the round, its plans on HSE, and whether it has other plans of the year."""

    name: str
    results: Sequence[Result]
    plans: Sequence[PlanLine]
    has_other: bool

    @property
    def missing(self) -> int:
        return sum(each.missing for each in self.results)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The year's round and the plans on HSE, of the enterprise and of the units right beneath it.

    `sees_figures`, `sees_plans`: whether the reader may see them for the enterprise as a whole.
    """

    year: int
    results: Sequence[Result]
    plans: Sequence[PlanLine]
    others: Sequence[PlanLine]
    units: Sequence[UnitLine]
    sees_figures: bool
    sees_plans: bool
    has_indicator: bool
    set_up: str = ""
    begin: str = ""
    all_plans: str = ""
    more: int = 0


def survey_and_plan(viewer: Viewer, occurrence: Occurrence) -> Section:
    """The survey's round of the occurrence's year and the plans on HSE, gathered anew each time the page is read."""
    enterprise, year = occurrence.enterprise, occurrence.year
    rests = shipped_for(occurrence.activity.code, occurrence.activity.result)
    line, below = _units_about(enterprise, min(today(), date(year, 12, 31)))
    figures = _figures(viewer, enterprise, line, below, rests.indicators if rests else (), year)
    plans = _plans(viewer, enterprise, year, rests)
    units = [_unit(each, figures.get(each.pk, ()), plans.get(each.pk, ())) for each in below if _seen(viewer, each)]
    units.sort(key=lambda each: (-each.missing, bool(each.plans)))
    own = plans.get(enterprise.pk, ())
    manages = viewer.may(Permission.MANAGE_INDICATORS, enterprise)
    begins = viewer.may(Permission.MANAGE_ACTIONS, enterprise)
    found = Surveyed(
        year=year,
        results=figures.get(enterprise.pk, ()),
        plans=[line for line, on_hse in own if on_hse],
        others=[line for line, on_hse in own if not on_hse],
        units=units[:MOST],
        more=max(0, len(units) - MOST),
        sees_figures=viewer.may(Permission.VIEW_INDICATORS, enterprise),
        sees_plans=viewer.may(Permission.VIEW_ACTIONS, enterprise),
        has_indicator=any(figures.values()),
        set_up=f"{page_address('indicators:adopt')}?unit={enterprise.key}" if manages else "",
        begin=f"{page_address('plans:new')}?unit={enterprise.key}" if begins else "",
        all_plans=f"{page_address('plans:plans')}?unit={enterprise.key}&year={year}",
    )
    return Section(TEMPLATE, found)


def _units_about(enterprise: OrgUnit, on: date) -> tuple[list[int], list[OrgUnit]]:
    """Ids of the enterprise and those above it, nearest first (as `line_of`), and the units right beneath that are
    there on the day. One query for both."""
    above = Q(key__in=enterprise.line_keys)
    below = Q(pk__in=OrgUnit.objects.alive(on).filter(parent=enterprise).values("pk"))
    every = {each.key: each for each in OrgUnit.objects.filter(above | below).order_by("name_nb", "pk")}
    line = [every.pop(key).pk for key in reversed(enterprise.line_keys) if key in every]
    return line, list(every.values())


def _seen(viewer: Viewer, unit: OrgUnit) -> bool:
    return viewer.may(Permission.VIEW_INDICATORS, unit) or viewer.may(Permission.VIEW_ACTIONS, unit)


def _unit(unit: OrgUnit, results: Sequence[Result], plans: Iterable[tuple[PlanLine, bool]]) -> UnitLine:
    every = list(plans)
    on_hse = [line for line, is_on_hse in every if is_on_hse]
    return UnitLine(unit.name(current_language()), results, on_hse, len(every) > len(on_hse))


def _figures(
    viewer: Viewer,
    enterprise: OrgUnit,
    line: Sequence[int],
    below: Sequence[OrgUnit],
    codes: Sequence[str],
    year: int,
) -> dict[int, list[Result]]:
    """Each unit's figures of the year, of the indicators that hold for it, by the unit's id.

    An indicator may be set at the enterprise, above it, or at each enterprise beneath a region.
    """
    seen = [each for each in (enterprise, *below) if viewer.may(Permission.VIEW_INDICATORS, each)]
    at = Q(unit__key__in=enterprise.line_keys) | Q(unit__in=below)
    rows = Indicator.objects.filter(at, code__in=codes, retired=False).select_related("unit")
    every = list(rows.order_by("number", "code", "pk"))
    if not seen or not every:
        return {}
    lines = {each.pk: line if each == enterprise else [each.pk, *line] for each in seen}
    period = Period(PeriodKind.YEAR, year)
    found, asked = figures_of(every, lines, [period]), Asked()
    return {
        unit.pk: [
            _result(viewer, unit, told, asked, is_whole=unit == enterprise)
            for each in every
            if each.unit.contains(unit) and (told := found[each.pk, unit.pk, period])
        ]
        for unit in seen
    }


def _lacking(viewer: Viewer, told: Shown, asked: Asked) -> list[tuple[str, str]]:
    """Those who have not handed in, down the tree, that the viewer may see."""
    language = current_language()
    seen = asked.lacking(told).filter(units_visible_to(viewer, Permission.VIEW_INDICATORS))
    found = []
    for unit in seen.select_related("parent").order_by("path")[:MOST_LACKING]:
        above = f", {unit.parent.name(language)}" if unit.parent else ""
        enters = viewer.may(Permission.ENTER_MEASUREMENTS, unit)
        way = f"{page_address('indicators:entry')}?unit={unit.key}&p={told.period.code}" if enters else ""
        found.append((f"{unit.name(language)}{above}", way))
    return found


def _result(viewer: Viewer, unit: OrgUnit, told: Shown, asked: Asked, *, is_whole: bool) -> Result:
    indicator = told.indicator
    formula = definition_of(indicator).formula
    of_units = formula if isinstance(formula, ShareOfUnits) else None
    expected = asked.of(told)
    behind = reverse("indicators:measured", args=[indicator.key, told.period.code])
    graded = grade(told.standing, Direction(indicator.direction))
    return Result(
        name=indicator.name(current_language()),
        href=page_of(indicator, unit, told.period),
        figure="*" if told.masked else shown(told.number, indicator.unit_of_measure, indicator.decimals),
        target=target_words(told.target, indicator),
        status=status_words(graded, told.standing.status, told.standing.reason),
        delivered=told.delivered,
        expected=expected,
        left_out=told.left_out,
        threshold=shown(of_units.threshold, "percent", 0) if of_units else "",
        smallest=of_units.minimum_group if of_units else None,
        behind=f"{behind}?unit={unit.key}" if indicator.period == told.period.kind.value else "",
        lacking=_lacking(viewer, told, asked) if is_whole and told.delivered < expected else (),
    )


def _plans(
    viewer: Viewer, enterprise: OrgUnit, year: int, rests: ShippedActivity | None
) -> Mapping[int, list[tuple[PlanLine, bool]]]:
    """The plans of the year of the enterprise and the units right beneath it, by the unit's id; each with whether it is
    on HSE: it or an action in it answers a goal in the activity's dimensions, or shall move one of its indicators."""
    dimensions, codes = (rests.plan_dimensions, rests.indicators) if rests else ((), ())
    of_plan = PlanGoal.objects.filter(plan=OuterRef("pk"), goal__dimension__in=dimensions)
    of_action = PlannedGoal.objects.filter(planned__plan=OuterRef("pk"), goal__dimension__in=dimensions)
    moves = PlannedIndicator.objects.filter(planned__plan=OuterRef("pk"), indicator__code__in=codes)
    rows = Plan.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(
        Q(unit=enterprise) | Q(unit__parent=enterprise), year=year
    )
    told = rows.annotate(on_hse=Exists(of_plan) | Exists(of_action) | Exists(moves)).select_related("quality")
    found: dict[int, list[tuple[PlanLine, bool]]] = {}
    for row in told.order_by("title", "pk"):
        found.setdefault(row.unit_id, []).append((_plan_line(row), row.on_hse))
    return found


def _plan_line(plan: Plan) -> PlanLine:
    quality = getattr(plan, "quality", None)
    return PlanLine(
        title=plan.title,
        href=page_address("plans:plan", plan.key),
        state=plan.get_state_display(),
        accepted=plan.state == PlanState.ACCEPTED,
        late=quality.late if quality else 0,
        good=quality.active and quality.good if quality else None,
    )
