"""Reads adverse impacts with what they hang on, how they stand and what is made good, and the actions that answer."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Q

from samsvar.core.rules.dates import oslo_day
from samsvar.front.reporting.transparency_statement.records import ActionLine, ImpactLine, LeavingLine, RemediationLine
from samsvar.platform.audit.code_columns import parted
from samsvar.registers.actions.models import OPEN, ActionStatus
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    ImpactAction,
    ImpactLink,
    ImpactShare,
    ImpactStatusEntry,
    Leaving,
    Remediation,
)
from samsvar.subjects.due_diligence.models.impacts import Certainty, ImpactStatus, Verification
from samsvar.subjects.statements.models import Statement

_SUREST = (Certainty.CERTAIN, Certainty.LIKELY, Certainty.UNKNOWN)
Row = TypeVar("Row", ImpactLink, ImpactStatusEntry, Remediation)


def actions_of(statement: Statement, impacts: set[int], last_told: datetime | None) -> tuple[ActionLine, ...]:
    """Actions that answer the impacts told of or an area of the year, and those planned in the statement before.

    `last_told` is when that statement was published. One query. An action that answers two things stands once for each.
    """
    rows = ImpactAction.objects.filter(action__enterprise=statement.enterprise).select_related(
        "area", "action__responsible", "action__continued_from"
    )
    found: dict[tuple[int, int | None, int | None], ActionLine] = {}
    for link in rows:
        line = _action(link, _planned_before(link, statement, last_told))
        of_year = link.area is not None and link.area.year == statement.year
        if of_year or link.impact_id in impacts or line.planned_before:
            found[link.action_id, link.impact_id, link.area_id] = line
    return tuple(sorted(found.values(), key=_by_deadline))


def _by_deadline(action: ActionLine) -> tuple[date, str, str, int, int]:
    return (action.due_on or date.max, action.title, action.key, action.impact_id or 0, action.area_id or 0)


def _planned_before(link: ImpactAction, statement: Statement, last_told: datetime | None) -> bool:
    """Whether the statement before told of it, or of what it carries on, as planned after its period."""
    action = link.action
    if action.status == ActionStatus.CANCELLED:
        return False
    ends = [day for day in (action.due_on, action.done_on) if day is not None]
    if not any(statement.period_from <= day <= statement.period_to for day in ends):
        return False
    if action.continued_from_id is not None or (link.area is not None and link.area.year < statement.year):
        return True
    if last_told is None or action.created_at > last_told:
        return False
    return action.done_on is None or action.done_on > oslo_day(last_told)


def _action(link: ImpactAction, planned_before: bool) -> ActionLine:
    action = link.action
    return ActionLine(
        key=action.key,
        title=action.title,
        responsible=action.whose,
        due_on=action.due_on,
        expected=action.expected_result,
        result=action.result,
        status=action.status,
        done_on=action.done_on,
        impact_id=link.impact_id,
        area_id=link.area_id,
        starts_on=action.starts_on,
        continued_from=action.continued_from.title if action.continued_from else "",
        planned_before=planned_before,
    )


def impacts_of(statement: Statement, told_on: date) -> tuple[ImpactLine, ...]:
    """Impacts known by `told_on` and not closed before the period, the gravest first. Six queries.

    One shared by another enterprise is told of too, with this enterprise's own involvement and conclusion, and never
    with the other's contracts.
    """
    shares = {
        share.impact_id: share
        for share in ImpactShare.objects.filter(enterprise=statement.enterprise, ended_on__isnull=True)
    }
    rows = (
        AdverseImpact.objects.filter(Q(enterprise=statement.enterprise) | Q(pk__in=list(shares)))
        .filter(Q(known_on__isnull=True) | Q(known_on__lte=told_on))
        .exclude(status=ImpactStatus.CLOSED, closed_on__lt=statement.period_from)
        .exclude(verification=Verification.DISPROVED)
    )
    impacts = {impact.pk: impact for impact in rows}
    own = Q(contract__enterprise=statement.enterprise) | Q(supplier__enterprise=statement.enterprise)
    links = _by_impact(ImpactLink.objects.filter(own, impact_id__in=impacts))
    entries = _by_impact(ImpactStatusEntry.objects.filter(impact_id__in=impacts, noted_on__lte=told_on))
    mended = _by_impact(Remediation.objects.filter(impact_id__in=impacts))
    decided = Leaving.objects.filter(enterprise=statement.enterprise, impact_id__in=impacts, decided_on__lte=told_on)
    left = {row.impact_id: row for row in decided}
    lines = (
        _impact(impact, shares.get(pk), links[pk], entries[pk], mended[pk], left.get(pk))
        for pk, impact in impacts.items()
    )
    return tuple(sorted(lines, key=_gravest_first))


def _by_impact(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.impact_id].append(row)
    return found


def _gravest_first(impact: ImpactLine) -> tuple[bool, int, int, str, str]:
    """Actual ones first, then by severity and likelihood; what is not graded may be grave, so it comes first."""
    return (
        impact.actuality != "actual",
        -(impact.severity if impact.severity is not None else 6),
        -(impact.likelihood if impact.likelihood is not None else 6),
        impact.number,
        impact.key,
    )


def _impact(
    impact: AdverseImpact,
    share: ImpactShare | None,
    links: list[ImpactLink],
    entries: list[ImpactStatusEntry],
    mended: list[Remediation],
    left: Leaving | None,
) -> ImpactLine:
    news = max(entries, key=lambda entry: (entry.noted_on, entry.pk), default=None)
    ours: Any = impact if share is None else share
    return ImpactLine(
        pk=impact.pk,
        key=impact.key,
        number=impact.number,
        title=impact.title,
        description=impact.description,
        setting=impact.setting,
        actuality=impact.actuality,
        verification=impact.verification,
        status=impact.status,
        human_right=impact.human_right,
        severity=impact.severity,
        likelihood=impact.likelihood,
        involvement=ours.involvement,
        risk_kinds=parted(impact.risk_kinds),
        countries=parted(impact.countries),
        affected=impact.affected,
        facility=impact.facility_text,
        source=impact.source,
        known_on=impact.known_on,
        closed_on=impact.closed_on,
        conclusion=ours.conclusion,
        contract_ids=tuple(sorted(link.contract_id for link in links if link.contract_id is not None)),
        supplier_ids=tuple(sorted(link.supplier_id for link in links if link.supplier_id is not None)),
        certainty=next((sure for sure in _SUREST if any(link.certainty == sure for link in links)), ""),
        certainty_reasons=tuple(sorted({link.reason.strip() for link in links if link.reason.strip()})),
        latest_news_on=news.noted_on if news else None,
        latest_news=news.text if news else "",
        latest_channel=news.channel if news else "",
        partners=news.partners if news else "",
        remediation=tuple(sorted(map(_remediation, mended), key=lambda line: (line.who, line.what, line.agreed_by))),
        leaving=_leaving(left),
    )


def _remediation(row: Remediation) -> RemediationLine:
    return RemediationLine(row.who, row.what, row.agreed_by, row.partners, row.people, row.reached, row.verified_by)


def _leaving(row: Leaving | None) -> LeavingLine | None:
    if row is None or row.decided_on is None:
        return None
    return LeavingLine(row.ends, row.ground, row.decided_on, row.ends_on)


def is_open(action: ActionLine) -> bool:
    """Not done and not cancelled."""
    return action.status in OPEN
