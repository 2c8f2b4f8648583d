"""Reads of reports: what is asked of whom for a period and how each stands; one report with its way and its texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q, QuerySet

from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over
from samsvar.core.rules.reports import Standing, State, due_on, period_due, standing_of, tally
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.wheel.models import Activity, Occurrence
from samsvar.subjects.reports.models import Report, ReportComment, ReportKind, ReportPeriod, ReportStep

SEEN = Permission.VIEW_INDICATORS


@dataclass(frozen=True, slots=True)
class Due:
    """A report that a unit owes for a period, begun or not, with its last day and how it stands."""

    kind: ReportKind
    unit_id: int
    period: Period
    due_on: date
    standing: Standing
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class AllDue:
    """Every report that a unit and those beneath it owe, those late first; and how many stand how."""

    rows: Sequence[Due]
    counts: Mapping[Standing, int]


def kinds_for(unit: OrgUnit, *, retired: bool = False) -> list[ReportKind]:
    """The kinds that the unit, or one above it, asks for. One query.

    What is asked above holds below and is no secret there: whoever may see the unit may see them.
    """
    rows = ReportKind.objects.filter(unit__key__in=unit.line_keys).select_related("unit")
    return list((rows if retired else rows.filter(retired=False)).order_by("unit__path", "name"))


def activity_names(unit: OrgUnit, language: str) -> dict[str, str]:
    """What the activities that hold for the unit or above it are called, by code. One query."""
    rows = Activity.objects.filter(enterprise__key__in=unit.line_keys).order_by("enterprise__path")
    return {each.code: each.name(language) for each in rows}


def reports_due(viewer: Viewer, unit: OrgUnit, period: Period, today: date) -> AllDue:
    """What is owed at and beneath the unit for the period (a yearly kind's own year). At most four queries."""
    wanted = {}
    for kind in kinds_for(unit):
        own = period_due(PeriodKind(kind.period), period, today)
        if own.year >= kind.from_year:
            wanted[kind.pk] = (kind, own)
    if not wanted:
        return AllDue((), tally(()))
    kinds = [kind for kind, _ in wanted.values()]
    units = _asked_units(viewer, unit, kinds, [of for _, of in wanted.values()])
    reports = _reports(viewer, unit, wanted.values())
    enterprises = {enterprise for _, _, enterprise, *_ in units if enterprise}
    days = _days_in_wheel([kind.activity_code for kind in kinds], enterprises, [own for _, own in wanted.values()])
    found = []
    for kind, own in wanted.values():
        for pk, of_kind, enterprise, born, gone in units:
            asked = of_kind == kind.asked_kind if kind.asked_kind else pk == kind.unit_id
            if not asked or (born or date.min) > own.last_day or (gone or date.max) < own.first_day:
                continue
            report, state = reports.get((kind.pk, pk), (None, None))
            last = due_on(own, kind.due_days, days.get((kind.activity_code, enterprise, own.year)))
            standing = standing_of(State(state) if state else None, last, today)
            found.append(Due(kind, pk, own, last, standing, report))
    order = list(Standing)
    found.sort(key=lambda each: (order.index(each.standing), each.due_on))  # stable: then kind, and the tree's order
    return AllDue(found, tally(each.standing for each in found))


_Unit = tuple[int, str, int | None, date | None, date | None]


def _asked_units(viewer: Viewer, unit: OrgUnit, kinds: Sequence[ReportKind], periods: Iterable[Period]) -> list[_Unit]:
    """Units at or beneath the unit of the kinds asked, and those that ask themselves. Ids and days alone: one query."""
    last = max(period.last_day for period in periods)
    asked = Q(kind__in={kind.asked_kind for kind in kinds if kind.asked_kind})
    asked |= Q(pk__in=[kind.unit_id for kind in kinds if not kind.asked_kind])
    rows = OrgUnit.objects.filter(units_visible_to(viewer, SEEN), asked).under(unit)
    rows = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=last)).order_by("path")
    return list(rows.values_list("pk", "kind", "enterprise_id", "valid_from", "valid_to"))


def _reports(
    viewer: Viewer, unit: OrgUnit, wanted: Iterable[tuple[ReportKind, Period]]
) -> dict[tuple[int, int], tuple[int, str]]:
    """Id and state of every report that is begun, by kind and unit. One query."""
    of = Q(*[Q(kind=kind, year=own.year, number=own.number) for kind, own in wanted], _connector=Q.OR)
    rows = Report.objects.visible_to(viewer, SEEN).filter(of, unit__path__gte=unit.path, unit__path__lt=unit.path_end)
    return {(kind, at): (pk, state) for pk, kind, at, state in rows.values_list("pk", "kind", "unit", "state")}


def _days_in_wheel(
    codes: Iterable[str], enterprises: set[int], periods: Iterable[Period]
) -> dict[tuple[str, int | None, int], date]:
    """The last day of each enterprise's own occurrence of the activities that kinds hang on; the latest of several.

    A year's report is made in the year after: the wheel of that year counts. One query where there are such codes.
    """
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    years = {own.year + 1 for own in periods}
    rows = Occurrence.objects.shown().filter(
        activity__code__in=wanted, enterprise__in=enterprises, year__in=years, due_on__isnull=False
    )
    found = rows.order_by("due_on").values_list("activity__code", "enterprise", "year", "due_on")
    return {(code, enterprise, year - 1): day for code, enterprise, year, day in found if day}


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is not handed in; `key` of what is begun, empty where nothing is."""

    name: str
    source: str
    period: Period
    due_on: date
    key: str
    returned: bool


def owed_by(unit: OrgUnit, today: date) -> list[Owed]:
    """What the unit itself owes, each kind for the last period that is over. At most two queries."""
    asked = Q(asked_kind=unit.kind) | Q(asked_kind="", unit=unit)
    kinds, begun = _asked_now(asked & Q(unit__key__in=unit.line_keys), Q(reports__unit=unit), today)
    return [owed for _path, owed in _owed(kinds, begun, [unit], today)]


def owed_within(enterprise: OrgUnit, today: date) -> list[tuple[str, Owed]]:
    """What each unit of the enterprise owes, as `owed_by`, with the unit's path. At most three queries."""
    within = Q(unit__path__gte=enterprise.path, unit__path__lt=enterprise.path_end)
    above = Q(unit__key__in=enterprise.line_keys)
    kinds, begun = _asked_now(above | within, Q(reports__enterprise=enterprise), today)
    if not kinds:
        return []
    asked = Q(kind__in={each.asked_kind for each, _ in kinds if each.asked_kind})
    asked |= Q(pk__in=[each.unit_id for each, _ in kinds if not each.asked_kind])
    units = OrgUnit.objects.alive(today).filter(asked, enterprise=enterprise).order_by("path")
    return _owed(kinds, begun, units, today)


_Begun = Mapping[tuple[int, int], tuple[str, str]]
"""Key and state of what is begun, by kind and unit."""


def _asked_now(asked: Q, reports: Q, today: date) -> tuple[list[tuple[ReportKind, Period]], _Begun]:
    """The kinds asked for now, each with the last period that is over, and what is begun of them. One query."""
    latest = {kind: last_over(today, PeriodKind(kind)) for kind in ReportPeriod.values}
    of_now = Q(
        *[Q(reports__period_kind=kind, reports__year=own.year, reports__number=own.number)
          for kind, own in latest.items()],
        _connector=Q.OR,
    )  # fmt: skip
    rows = ReportKind.objects.filter(asked, retired=False).select_related("unit")
    held = rows.annotate(held=FilteredRelation("reports", condition=reports & of_now)).annotate(
        held_unit=F("held__unit"), held_key=F("held__key"), held_state=F("held__state")
    )
    kinds: dict[int, tuple[ReportKind, Period]] = {}
    begun: dict[tuple[int, int], tuple[str, str]] = {}
    for kind in held.order_by("unit__path", "name"):
        own = latest[kind.period]
        if own.year >= kind.from_year:
            kinds.setdefault(kind.pk, (kind, own))
            begun[kind.pk, kind.held_unit or 0] = (kind.held_key, kind.held_state)
    return list(kinds.values()), begun


def _owed(
    kinds: Sequence[tuple[ReportKind, Period]], begun: _Begun, units: Iterable[OrgUnit], today: date
) -> list[tuple[str, Owed]]:
    """What of the kinds each unit has not handed in, with its last day. One query where days stand in the wheel."""
    every = list(units)
    enterprises = {each.enterprise_id or 0 for each in every}
    days = _days_in_wheel([kind.activity_code for kind, _ in kinds], enterprises, [own for _, own in kinds])
    found = []
    for kind, own in kinds:
        for unit in every:
            asked = (
                kind.asked_kind == unit.kind and kind.unit.contains(unit)
                if kind.asked_kind
                else unit.pk == kind.unit_id
            )
            if not asked or (unit.valid_from or date.min) > own.last_day:
                continue
            key, state = begun.get((kind.pk, unit.pk), ("", ""))
            if state in (State.SUBMITTED, State.ACCEPTED):
                continue
            last = due_on(own, kind.due_days, days.get((kind.activity_code, unit.enterprise_id, own.year)))
            found.append((unit.path, Owed(kind.name, kind.source, own, last, key, state == State.RETURNED)))
    return found


def readable_reports(viewer: Viewer) -> QuerySet[Report]:
    """Reports that the viewer may see, with what their page needs."""
    rows = Report.objects.visible_to(viewer, SEEN)
    return rows.select_related("unit__parent", "unit__enterprise", "kind__unit", "submitted_by")


def listed(rows: Iterable[Due]) -> tuple[dict[int, OrgUnit], dict[int, Report]]:
    """The units and reports of a page of rows. Two queries."""
    shown = list(rows)
    units = OrgUnit.objects.select_related("parent").in_bulk({each.unit_id for each in shown})
    reports = Report.objects.defer("frozen", "figures").in_bulk([each.report_id for each in shown if each.report_id])
    return units, reports


def due_of(report: Report, today: date) -> Due:
    """The one report, with its last day. At most one query."""
    own = report.of_period
    days = _days_in_wheel([report.kind.activity_code], {report.enterprise_id or 0}, [own])
    last = due_on(own, report.kind.due_days, days.get((report.kind.activity_code, report.enterprise_id, own.year)))
    return Due(report.kind, report.unit_id, own, last, standing_of(State(report.state), last, today), report.pk)


def steps_of(report: Report) -> list[ReportStep]:
    """Its way, the newest step first. One query."""
    return list(report.steps.select_related("done_by").order_by("-done_at", "-pk"))


def comments_of(report: Report) -> dict[str, ReportComment]:
    """What counts of each section's comments. One query."""
    rows = report.comments.select_related("written_by").order_by("serial")
    return {each.section: each for each in rows}


def versions_of(report: Report) -> dict[str, list[ReportComment]]:
    """Every version of what is written, by section, the newest first. One query."""
    found: dict[str, list[ReportComment]] = {}
    for each in report.comments.select_related("written_by").order_by("section", "-serial"):
        found.setdefault(each.section, []).append(each)
    return found


@dataclass(frozen=True, slots=True)
class Parts:
    """What a joint report is put together from: accepted reports by unit, and the units whose report is not there."""

    accepted: Sequence[Report]
    missing: Sequence[tuple[OrgUnit, str]]


def parts_of(viewer: Viewer, unit: OrgUnit, period: Period) -> Parts:
    """Accepted annual reports of the enterprises right beneath the unit, and those that are not accepted. Two queries.

    Of several kinds the one asked for highest counts. The second of a missing one is how far it has come.
    """
    seen = OrgUnit.objects.enterprises().filter(units_visible_to(viewer, SEEN), parent=unit)
    units = list(seen.alive(period.last_day).order_by("path"))
    rows = Report.objects.visible_to(viewer, SEEN).filter(
        unit__in=units, kind__pack="annual", year=period.year, period_kind=period.kind.value
    )
    held: dict[int, Report] = {}
    for report in rows.select_related("unit", "kind__unit").order_by("kind__unit__path", "pk"):
        before = held.get(report.unit_id)
        if before is None or (before.state != State.ACCEPTED and report.state == State.ACCEPTED):
            held[report.unit_id] = report
    accepted = [held[each.pk] for each in units if each.pk in held and held[each.pk].state == State.ACCEPTED]
    there = {report.unit_id for report in accepted}
    missing = [(each, held[each.pk].state if each.pk in held else "") for each in units if each.pk not in there]
    return Parts(accepted, missing)
