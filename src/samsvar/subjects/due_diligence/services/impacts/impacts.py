"""Adverse impacts: registered, changed, settled, closed and opened again.

Invariants: `severity` is the highest of the three parts that are rated; `closed_on` is set if and only if the status is
closed; every change that may move a level renews the levels of the contracts it touches, in the same transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from samsvar.core.rules.due_diligence import may_close_impact, severity
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.services import changed, record
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import move_files
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    Hindered,
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_values,
)
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.files import IMPACT
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactStatusEntry
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus, Verification
from samsvar.subjects.due_diligence.selectors.cases import case_of
from samsvar.subjects.due_diligence.services.actions import plan_follow_up
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted, add_link
from samsvar.subjects.due_diligence.services.renewing import renew_levels

PARTS = ("scale", "scope", "irremediability")
LISTS = frozenset({"risk_kinds", "countries"})
EDITABLE = frozenset(
    {
        *("title", "description", "setting", "actuality", "risk_kinds", "countries", *PARTS, "likelihood"),
        *("involvement", "human_right", "affected_group", "affected", "facility", "facility_text", "known_on"),
        *("source", "due_on", "due_reason", "responsible", "unit", "oecd_step"),
    }
)


class MayNotClose(Hindered):
    """The rules say that the case may not be closed. `reasons` are the codes of what stands in the way."""


@transaction.atomic
def register_impact(
    *,
    enterprise: OrgUnit,
    unit: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
    links: Sequence[LinkWanted] = (),
    action: Mapping[str, Any] | None = None,
    number: str = "",
) -> AdverseImpact:
    """Register an impact with what it hangs on and, where given, its first action.

    `fields` by column; `risk_kinds` and `countries` as sequences of codes; `verification` too. Without a number it gets
    the year's next. Raises NotAllowed: `known_in_the_future`, `due_without_reason`, `number_taken`,
    `certainty_missing`, `reason_missing`, and what `create_action` raises.
    """
    values = dict(fields)
    verification = values.pop("verification", Verification.ALLEGED)
    values = stored_values(values)
    OrgUnit.objects.select_for_update().get(pk=enterprise.pk)
    number = number.strip() or next_number(enterprise, today.year)
    if AdverseImpact.objects.filter(enterprise=enterprise, number=number).exists():
        raise NotAllowed("number_taken", number=number)
    impact = AdverseImpact(enterprise=enterprise, unit=unit, number=number, verification=verification)
    impact.created_at = impact.updated_at = at
    for column, value in {**values, **_severity_of(values, impact)}.items():
        setattr(impact, column, value)
    _check_days(impact, today)
    impact.save()
    rows = [changed(impact), *(changed(add_link(impact, link, at)) for link in links)]
    if action is not None:
        plan_follow_up(enterprise=enterprise, unit=unit, impact=impact, fields=action, by=by, at=at)
    renew_levels(impact, by=by, at=at, on=today)
    record(events.IMPACT_REGISTERED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return impact


@transaction.atomic
def edit_impact(
    *,
    impact: AdverseImpact,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> AdverseImpact:
    """Change what is known of an impact, how grave it is, or its deadline.

    Raises StaleVersion, and NotAllowed as in `register_impact`.
    """
    values = stored_values(fields)
    values |= _severity_of(values, impact)
    foreseen = AdverseImpact(**{name: values.get(name, getattr(impact, name)) for name in _DAYS})
    _check_days(foreseen, today)
    before, unit = impact.version, impact.unit_id
    _save(impact, values, events.IMPACT_CHANGED, by, at, version)
    if impact.unit_id != unit:
        move_files(about=Owner(IMPACT, impact.key), unit=impact.unit, by=by, at=at)
    if impact.version != before:
        renew_levels(impact, by=by, at=at, on=today)
    return impact


@transaction.atomic
def judge_impact(
    *,
    impact: AdverseImpact,
    verification: str,
    reason: str,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> AdverseImpact:
    """Say that an allegation is confirmed or disproved, or alleged again; the reason stands among the news.

    The same again is a new reason, which is kept too.
    Raises StaleVersion and NotAllowed: `no_reason`.
    """
    if not reason.strip():
        raise NotAllowed("no_reason")
    change = save_values(impact, {"verification": Verification(verification)}, at=at, version=version)
    entry = note(impact, today, gettext("Own assessment"), reason, at)
    renew_levels(impact, by=by, at=at, on=today)
    rows = [change, changed(entry)]
    record(events.IMPACT_JUDGED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=rows)
    return impact


@transaction.atomic
def set_step(*, impact: AdverseImpact, step: int, by: Actor, at: datetime, version: int | None = None) -> AdverseImpact:
    """Say which of the OECD's six steps the work has come to. Raises NotAllowed: `no_such_step`."""
    if not 1 <= step <= 6:
        raise NotAllowed("no_such_step")
    return _save(impact, {"oecd_step": step}, events.IMPACT_CHANGED, by, at, version)


@transaction.atomic
def close_impact(
    *,
    impact: AdverseImpact,
    conclusion: str,
    closed_on: date,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> AdverseImpact:
    """Close the case with its conclusion. Raises MayNotClose with every reason, StaleVersion."""
    decision = may_close_impact(case_of(impact, conclusion=conclusion), closed_on, today)
    if not decision.allowed:
        raise MayNotClose(decision.reasons)
    values = {"status": ImpactStatus.CLOSED, "closed_on": closed_on, "conclusion": conclusion.strip()}
    _save(impact, values, events.IMPACT_CLOSED, by, at, version)
    renew_levels(impact, by=by, at=at, on=today)
    return impact


@transaction.atomic
def reopen_impact(
    *, impact: AdverseImpact, reason: str, by: Actor, at: datetime, today: date, version: int | None = None
) -> AdverseImpact:
    """Take up a closed case again; the reason stands among the news. Raises NotAllowed: `not_closed`, `no_reason`."""
    if impact.status != ImpactStatus.CLOSED:
        raise NotAllowed("not_closed")
    if not reason.strip():
        raise NotAllowed("no_reason")
    change = save_values(
        impact,
        {
            "status": ImpactStatus.IN_REMEDIATION if impact.remediation.exists() else ImpactStatus.OPEN,
            "closed_on": None,
        },
        at=at,
        version=version,
    )
    entry = note(impact, today, gettext("The case was opened again"), reason, at)
    renew_levels(impact, by=by, at=at, on=today)
    rows = [change, changed(entry)]
    record(events.IMPACT_REOPENED, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=rows)
    return impact


def note(
    impact: AdverseImpact, on: date, channel: str, text: str, at: datetime, partners: str = ""
) -> ImpactStatusEntry:
    """A line of news saved but not recorded: the caller's event tells of it."""
    return ImpactStatusEntry.objects.create(
        impact=impact,
        noted_on=on,
        channel=channel.strip(),
        text=text.strip(),
        partners=partners.strip(),
        created_at=at,
        updated_at=at,
    )


def next_number(enterprise: OrgUnit, year: int) -> str:
    """The year's next number, e.g. `2025-7`."""
    taken = AdverseImpact.objects.filter(enterprise=enterprise, number__startswith=f"{year}-")
    ends = [number.partition("-")[2] for number in taken.values_list("number", flat=True)]
    return f"{year}-{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


def stored_values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as columns hold them: lists joined. Raises ValueError for what may not be written."""
    known_fields(fields, EDITABLE)
    return {name: joined(tuple(value)) if name in LISTS else value for name, value in fields.items()}


_DAYS = ("known_on", "due_on", "due_reason")


def _severity_of(values: Mapping[str, Any], impact: AdverseImpact) -> dict[str, int | None]:
    return {"severity": severity(*(values.get(part, getattr(impact, part)) for part in PARTS)).level}


def _check_days(impact: AdverseImpact, today: date) -> None:
    if impact.known_on is not None and impact.known_on > today:
        raise NotAllowed("known_in_the_future")
    if impact.due_on is not None and not impact.due_reason.strip():
        raise NotAllowed("due_without_reason")


def _save(
    impact: AdverseImpact, values: Mapping[str, Any], kind: str, by: Actor, at: datetime, version: int | None
) -> AdverseImpact:
    return save_changed(impact, values, kind=kind, enterprise=impact.enterprise, by=by, at=at, version=version)
