"""Checks: planned, asked for, received, judged or cancelled.

Invariants: a check is judged if and only if it has the day and a conclusion; one that is judged or cancelled is not
changed any more.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.checks import CheckStatus, Judging, may_judge, may_move
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    Hindered,
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
)
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import Check
from samsvar.subjects.due_diligence.models.checks import IN_ORDER, LineVerdict

PLANNED = frozenset({"kind", "due_on", "plan_year", "rule", "why"})
EDITABLE = PLANNED | {"link", "site", "responsible", "period_from", "period_to"}


class CheckRefused(Hindered):
    """The rules say no. `reasons` are the codes of what stands in the way."""


@transaction.atomic
def plan_check(*, contract: Contract, fields: Mapping[str, Any], by: Actor, at: datetime) -> Check:
    """Plan a check of a contract. `fields`: kind, due_on, and perhaps link, site, responsible, period.

    The year of its day is the year's plan, unless `plan_year` says another. Raises NotAllowed: `period_backwards`,
    `other_supplier`, `other_enterprise`.
    """
    OrgUnit.objects.select_for_update().get(pk=contract.enterprise_id)
    check = new_check(contract, fields, next_number(contract.enterprise, fields["due_on"].year), at)
    check.save()
    _record(events.CHECK_PLANNED, check, [changed(check)], by, at)
    return check


@transaction.atomic
def plan_checks(
    *, enterprise: OrgUnit, year: int, wanted: Sequence[tuple[Contract, Mapping[str, Any]]], by: Actor, at: datetime
) -> list[Check]:
    """Take proposals into the year's plan, in one event. Raises NotAllowed: `other_enterprise`, `nothing_chosen`."""
    if not wanted:
        raise NotAllowed("nothing_chosen")
    if any(contract.enterprise_id != enterprise.pk for contract, _ in wanted):
        raise NotAllowed("other_enterprise")
    OrgUnit.objects.select_for_update().get(pk=enterprise.pk)
    first = int(next_number(enterprise, year).partition("-")[2])
    made = []
    for place, (contract, fields) in enumerate(wanted):
        check = new_check(contract, {**fields, "plan_year": year}, f"{year}-{first + place}", at)
        check.save()
        made.append(check)
    rows = [changed(check) for check in made]
    about = {"checks": len(made), "year": year}
    record(events.CHECKS_PLANNED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
    return made


@transaction.atomic
def edit_check(
    *, check: Check, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Check:
    """Change what is planned. The year's plan it stands in stays. Raises StaleVersion, CheckRefused, NotAllowed."""
    _must_be_open(check)
    values = known_fields(fields, EDITABLE)
    foreseen = {name: values.get(name, getattr(check, name)) for name in _WHERE}
    _check_fields(check.contract, foreseen)
    return _save(check, values, events.CHECK_CHANGED, by, at, version)


@transaction.atomic
def ask_for_documents(
    *,
    check: Check,
    asked_for: str,
    asked_on: date,
    answer_due_on: date | None,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> Check:
    """Note what the supplier was asked for, when, and by when. Raises CheckRefused, NotAllowed: `asked_in_the_future`,
    `due_before_question`, `nothing_asked_for`."""
    _may_go(check, CheckStatus.ASKED)
    if not asked_for.strip():
        raise NotAllowed("nothing_asked_for")
    if asked_on > today:
        raise NotAllowed("asked_in_the_future")
    if answer_due_on is not None and answer_due_on < asked_on:
        raise NotAllowed("answer_due_before_asked")
    values = {"asked_for": asked_for.strip(), "asked_on": asked_on, "answer_due_on": answer_due_on}
    return _save(check, {**values, "status": CheckStatus.ASKED}, events.CHECK_ASKED, by, at, version)


@transaction.atomic
def receive_documents(
    *,
    check: Check,
    received: str,
    received_on: date,
    looked_by: str,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> Check:
    """Note what came, or what was seen on the spot, when, and who looked. Raises CheckRefused, NotAllowed:
    `received_in_the_future`, `received_before_asked`."""
    _may_go(check, CheckStatus.RECEIVED)
    if received_on > today:
        raise NotAllowed("received_in_the_future")
    if check.asked_on is not None and received_on < check.asked_on:
        raise NotAllowed("received_before_asked")
    values = {"received": received.strip(), "received_on": received_on, "looked_by": looked_by.strip()}
    return _save(check, {**values, "status": CheckStatus.RECEIVED}, events.CHECK_RECEIVED, by, at, version)


@transaction.atomic
def judge_check(
    *,
    check: Check,
    conclusion: str,
    judged_on: date,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> Check:
    """Say what the check came to. Raises CheckRefused with every reason, StaleVersion."""
    case = Judging(
        status=CheckStatus(check.status),
        conclusion=conclusion,
        judged_on=judged_on,
        received_on=check.received_on,
        below=check.wage_lines.filter(verdict=LineVerdict.BELOW).count(),
        bad_cards=check.cards.exclude(status=IN_ORDER).count(),
        findings=check.findings.count(),
    )
    decision = may_judge(case, today)
    if not decision.allowed:
        raise CheckRefused(decision.reasons)
    values = {"status": CheckStatus.JUDGED, "conclusion": conclusion.strip(), "judged_on": judged_on}
    return _save(check, values, events.CHECK_JUDGED, by, at, version)


@transaction.atomic
def cancel_check(*, check: Check, reason: str, by: Actor, at: datetime, version: int | None = None) -> Check:
    """The check will not be done. Raises CheckRefused, NotAllowed: `no_reason`."""
    _may_go(check, CheckStatus.CANCELLED)
    if not reason.strip():
        raise NotAllowed("no_reason")
    values = {"status": CheckStatus.CANCELLED, "cancel_reason": reason.strip()}
    return _save(check, values, events.CHECK_CANCELLED, by, at, version)


def new_check(contract: Contract, fields: Mapping[str, Any], number: str, at: datetime) -> Check:
    """A check made ready, not saved and not recorded. Raises NotAllowed as `plan_check`."""
    values = known_fields(fields, EDITABLE)
    _check_fields(contract, {name: values.get(name) for name in _WHERE})
    values.setdefault("plan_year", values["due_on"].year)
    return Check(
        enterprise_id=contract.enterprise_id,
        unit_id=contract.unit_id,
        contract=contract,
        number=number,
        created_at=at,
        updated_at=at,
        **values,
    )


def next_number(enterprise: OrgUnit, year: int) -> str:
    """The year's next number, e.g. `2025-7`."""
    taken = Check.objects.filter(enterprise=enterprise, number__startswith=f"{year}-")
    ends = [number.partition("-")[2] for number in taken.values_list("number", flat=True)]
    return f"{year}-{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


_WHERE = ("link", "site", "period_from", "period_to")


def _check_fields(contract: Contract, values: Mapping[str, Any]) -> None:
    begins, ends = values["period_from"], values["period_to"]
    if begins is not None and ends is not None and ends < begins:
        raise NotAllowed("period_backwards")
    if values["link"] is not None and values["link"].supplier_id != contract.supplier_id:
        raise NotAllowed("other_supplier")
    if values["site"] is not None and values["site"].enterprise_id != contract.enterprise_id:
        raise NotAllowed("other_enterprise")


def _may_go(check: Check, to: CheckStatus) -> None:
    decision = may_move(CheckStatus(check.status), to)
    if not decision.allowed:
        raise CheckRefused(decision.reasons)


def _must_be_open(check: Check) -> None:
    if check.status in (CheckStatus.JUDGED, CheckStatus.CANCELLED):
        raise CheckRefused(("check_ended",))


def _record(
    kind: str, check: Check, rows: Any, by: Actor, at: datetime, about: Mapping[str, Any] | None = None
) -> None:
    record(kind, by=by, at=at, enterprise=enterprise_key(check.enterprise), rows=rows, about=about)


def _save(check: Check, values: Mapping[str, Any], kind: str, by: Actor, at: datetime, version: int | None) -> Check:
    return save_changed(check, values, kind=kind, enterprise=check.enterprise, by=by, at=at, version=version)
