"""Findings of checks: open until somebody writes what was done, and carried into impacts and actions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from samsvar.core.rules.checks import may_close_finding
from samsvar.core.rules.due_diligence import LinkCertainty
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.services.writing import NotAllowed, known_fields, save_changed, save_new
from samsvar.registers.actions.models import Action
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AdverseImpact, CheckFinding
from samsvar.subjects.due_diligence.models.checks import Check, CheckKind, CheckStatus
from samsvar.subjects.due_diligence.models.impacts import Actuality, Affected, Verification
from samsvar.subjects.due_diligence.services.actions import plan_follow_up
from samsvar.subjects.due_diligence.services.checks.checks import CheckRefused
from samsvar.subjects.due_diligence.services.impacts.impacts import register_impact
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted

EDITABLE = frozenset({"title", "description", "gravity", "found_on", "due_on", "due_reason"})
#: The risk that a finding of a kind of check concerns, where the kind says so.
_RISKS = {CheckKind.WAGE_DUTY: ("wages",)}


@transaction.atomic
def note_finding(*, check: Check, fields: Mapping[str, Any], by: Actor, at: datetime, today: date) -> CheckFinding:
    """Note what a check found wrong, with its deadline.

    Raises CheckRefused for a cancelled check, NotAllowed: `found_in_the_future`, `due_before_found`.
    """
    if check.status == CheckStatus.CANCELLED:
        raise CheckRefused(("check_ended",))
    values = known_fields(fields, EDITABLE)
    _check(values["found_on"], values["due_on"], today)
    finding = CheckFinding(check_of=check, **values)
    return save_new(finding, kind=events.FINDING_NOTED, enterprise=check.enterprise, by=by, at=at)


@transaction.atomic
def edit_finding(
    *,
    finding: CheckFinding,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> CheckFinding:
    """Change an open finding. Raises StaleVersion, NotAllowed: as above, and `finding_closed`."""
    _must_be_open(finding)
    values = known_fields(fields, EDITABLE)
    _check(values.get("found_on", finding.found_on), values.get("due_on", finding.due_on), today)
    return _save(finding, values, events.FINDING_CHANGED, by, at, version)


@transaction.atomic
def close_finding(
    *,
    finding: CheckFinding,
    what_was_done: str,
    closed_on: date,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> CheckFinding:
    """Close a finding with what was done. Raises CheckRefused with every reason, NotAllowed: `finding_closed`."""
    _must_be_open(finding)
    decision = may_close_finding(finding.found_on, closed_on, what_was_done, today)
    if not decision.allowed:
        raise CheckRefused(decision.reasons)
    values = {"what_was_done": what_was_done.strip(), "closed_on": closed_on}
    return _save(finding, values, events.FINDING_CLOSED, by, at, version)


@transaction.atomic
def reopen_finding(*, finding: CheckFinding, by: Actor, at: datetime) -> CheckFinding:
    """Take up a closed finding again; what was done stays. Raises NotAllowed: `finding_open`."""
    if finding.closed_on is None:
        raise NotAllowed("finding_open")
    return _save(finding, {"closed_on": None}, events.FINDING_REOPENED, by, at, None)


@transaction.atomic
def make_impact(*, finding: CheckFinding, by: Actor, at: datetime, today: date) -> AdverseImpact:
    """Make a finding into an adverse impact tied to the contract: alleged until somebody has settled it.

    Raises NotAllowed: `carried_already`.
    """
    if finding.impact_id is not None:
        raise NotAllowed("carried_already")
    check = finding.check_of
    source = gettext("Check %(number)s: %(kind)s") % {"number": check.number, "kind": check.get_kind_display()}
    fields = {
        "title": finding.title,
        "description": finding.description,
        "actuality": Actuality.ACTUAL,
        "verification": Verification.ALLEGED,
        "affected_group": Affected.CHAIN_WORKERS,
        "risk_kinds": _RISKS.get(CheckKind(check.kind), ()),
        "facility": check.link,
        "known_on": finding.found_on,
        "source": source,
    }
    link = LinkWanted(contract=check.contract, certainty=LinkCertainty.CERTAIN, reason=source)
    impact = register_impact(
        enterprise=check.enterprise, unit=check.unit, fields=fields, links=[link], by=by, at=at, today=today
    )
    _save(finding, {"impact": impact}, events.FINDING_CARRIED, by, at, None)
    return impact


@transaction.atomic
def make_action(*, finding: CheckFinding, by: Actor, at: datetime) -> Action:
    """Make a finding into an action with the finding's deadline. Raises NotAllowed: `carried_already`."""
    if finding.action_id is not None:
        raise NotAllowed("carried_already")
    check = finding.check_of
    reason = finding.due_reason or gettext("The deadline of a finding of check %(number)s") % {"number": check.number}
    fields = {
        "title": finding.title,
        "description": finding.description,
        "responsible": check.responsible,
        "due_on": finding.due_on,
        "due_reason": reason[:250],
    }
    action = plan_follow_up(
        enterprise=check.enterprise,
        unit=check.unit,
        fields=fields,
        by=by,
        at=at,
        contract=check.contract,
        impact=finding.impact,
    )
    _save(finding, {"action": action}, events.FINDING_CARRIED, by, at, None)
    return action


def _check(found_on: date, due_on: date, today: date) -> None:
    if found_on > today:
        raise NotAllowed("found_in_the_future")
    if due_on < found_on:
        raise NotAllowed("due_before_found")


def _must_be_open(finding: CheckFinding) -> None:
    if finding.closed_on is not None:
        raise NotAllowed("finding_closed")


def _save(
    finding: CheckFinding, values: Mapping[str, Any], kind: str, by: Actor, at: datetime, version: int | None
) -> CheckFinding:
    enterprise = finding.check_of.enterprise
    return save_changed(finding, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
