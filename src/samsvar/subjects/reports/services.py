"""A report's way, step by step: each asks the rule, and is one transaction with its event."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from samsvar.core.documents.frozen import digest
from samsvar.core.rules.indicators.periods import Period
from samsvar.core.rules.reports import Act, Attempt, State, obstacles
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    StaleVersion,
    enterprise_key,
    known_fields,
    save_changed,
    save_new,
    save_values,
)
from samsvar.subjects.reports import events
from samsvar.subjects.reports.mailing import tell_of_step
from samsvar.subjects.reports.models import (
    Pack,
    Report,
    ReportComment,
    ReportKind,
    ReportPeriod,
    ReportState,
    ReportStep,
    StepWord,
)

KIND_FIELDS = frozenset(
    {"name", "pack", "source", "reader", "asked_kind", "due_days", "activity_code", "from_year", "retired"}
)
_PERIODS = {Pack.TERTIAL: ReportPeriod.TERTIAL, Pack.ANNUAL: ReportPeriod.YEAR, Pack.JOINT: ReportPeriod.YEAR}
_THAWED: Mapping[str, Any] = {"frozen": None, "frozen_sha256": "", "figures": [], "submitted_by": None}


@transaction.atomic
def save_kind(
    *,
    unit: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    kind: ReportKind | None = None,
    version: int | None = None,
) -> ReportKind:
    """Make or change a kind of report that the unit asks for.

    Raises NotAllowed: `kind_twice`, `in_use` (what it is made of and of which period stays once a report is begun).
    """
    known_fields(fields, KIND_FIELDS)
    if "pack" in fields:
        fields = {**fields, "period": _PERIODS[Pack(fields["pack"])].value}
    same = ReportKind.objects.filter(unit=unit, name=fields.get("name", "")).exclude(pk=kind.pk if kind else 0)
    if same.exists():
        raise NotAllowed("kind_twice")
    if kind is None:
        new = ReportKind(enterprise_id=unit.enterprise_id, unit=unit, **fields)
        return save_new(new, kind=events.KIND_SAVED, enterprise=unit, by=by, at=at)
    moved = any(name in fields and fields[name] != getattr(kind, name) for name in ("pack", "asked_kind"))
    if moved and kind.reports.exists():
        raise NotAllowed("in_use")
    return save_changed(kind, fields, kind=events.KIND_SAVED, enterprise=unit, by=by, at=at, version=version)


@transaction.atomic
def begin_report(
    *, kind: ReportKind, unit: OrgUnit, period: Period, language: str, person: Person | None, by: Actor, at: datetime
) -> Report:
    """Begin the unit's report for a period; the one that stands where there is one.

    Raises NotAllowed: `not_asked` where the kind asks for no such report of the unit.
    """
    own = not kind.asked_kind and unit.pk == kind.unit_id
    beneath = bool(kind.asked_kind) and unit.kind == kind.asked_kind and kind.unit.contains(unit)
    if not (own or beneath) or period.kind.value != kind.period or period.year < kind.from_year or kind.retired:
        raise NotAllowed("not_asked")
    held = Report.objects.filter(kind=kind, unit=unit, year=period.year, number=period.number).first()
    if held is not None:
        return held
    report = Report(
        enterprise_id=unit.enterprise_id,
        unit=unit,
        kind=kind,
        period_kind=period.kind.value,
        year=period.year,
        number=period.number,
        language=language,
        created_at=at,
        updated_at=at,
    )
    report.save()
    return _stepped(report, changed(report), StepWord.BEGIN, events.BEGUN, "", person, by, at)


@transaction.atomic
def write_comment(
    *, report: Report, section: str, text: str, opened_serial: int, person: Person | None, by: Actor, at: datetime
) -> ReportComment | None:
    """Keep a new version of what is written in a section; the same text again keeps none.

    Raises NotAllowed `no_such_step` where the report is handed in, StaleVersion where somebody wrote after
    `opened_serial`; its `now` is what they wrote.
    """
    _ask(report, Attempt(Act.WRITE))
    newest = report.comments.filter(section=section).order_by("-serial").first()
    if (newest.text if newest else "") == text:
        return newest
    if newest is not None and newest.serial != opened_serial:
        raise StaleVersion(newest)
    serial = (report.comments.filter(section=section).aggregate(last=Max("serial"))["last"] or 0) + 1
    written = ReportComment(report=report, section=section, text=text, written_by=person, written_at=at, serial=serial)
    written.created_at = written.updated_at = at
    written.save()
    about = {"section": section, "period": report.of_period.code}
    record(events.WRITTEN, by=by, at=at, enterprise=enterprise_key(report.unit), rows=[changed(written)], about=about)
    return written


@transaction.atomic
def submit_report(
    *,
    report: Report,
    frozen: dict[str, Any],
    figures: Sequence[Mapping[str, Any]],
    language: str,
    today: date,
    person: Person | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Report:
    """Hand the report in: the document and its figures are frozen as they are now.

    Raises NotAllowed `no_such_step`, `period_not_over`; StaleVersion.
    """
    _ask(report, Attempt(Act.SUBMIT, is_over=report.of_period.is_over(today)))
    values = {
        "state": ReportState.SUBMITTED,
        "submitted_at": at,
        "submitted_by": person,
        "frozen": frozen,
        "frozen_sha256": digest(frozen),
        "figures": [dict(each) for each in figures],
        "language": language,
    }
    change = save_values(report, values, at=at, version=version)
    return _stepped(report, change, StepWord.SUBMIT, events.SUBMITTED, "", person, by, at)


@transaction.atomic
def accept_report(
    *, report: Report, person: Person | None, by: Actor, at: datetime, version: int | None = None, reason: str = ""
) -> Report:
    """Accept the very bytes that were handed in. Raises NotAllowed `no_such_step`, `same_person`; StaleVersion."""
    handed_in_by = report.submitted_by.key if report.submitted_by else ""
    _ask(report, Attempt(Act.ACCEPT, by.person_key, submitted_by=handed_in_by))
    change = save_values(report, {"state": ReportState.ACCEPTED}, at=at, version=version)
    return _stepped(report, change, StepWord.ACCEPT, events.ACCEPTED, reason, person, by, at)


@transaction.atomic
def return_report(
    *, report: Report, reason: str, person: Person | None, by: Actor, at: datetime, version: int | None = None
) -> Report:
    """Send it back with what must be mended. Raises NotAllowed `no_such_step`, `no_reason`; StaleVersion."""
    _ask(report, Attempt(Act.RETURN, reason=reason))
    handed_in_by = report.submitted_by
    change = save_values(report, {**_THAWED, "state": ReportState.RETURNED}, at=at, version=version)
    return _stepped(report, change, StepWord.RETURN, events.RETURNED, reason, person, by, at, handed_in_by)


@transaction.atomic
def reopen_report(
    *, report: Report, reason: str, person: Person | None, by: Actor, at: datetime, version: int | None = None
) -> Report:
    """Open an accepted report again. Raises NotAllowed `no_such_step`, `no_reason`; StaleVersion."""
    _ask(report, Attempt(Act.REOPEN, reason=reason))
    handed_in_by = report.submitted_by
    change = save_values(report, {**_THAWED, "state": ReportState.REOPENED}, at=at, version=version)
    return _stepped(report, change, StepWord.REOPEN, events.REOPENED, reason, person, by, at, handed_in_by)


@transaction.atomic
def publish_report(
    *, report: Report, on: date, where: str, person: Person | None, by: Actor, at: datetime, version: int | None = None
) -> Report:
    """Say where and when an accepted report was made public. Raises NotAllowed `no_such_step`; StaleVersion."""
    _ask(report, Attempt(Act.PUBLISH))
    change = save_values(report, {"published_on": on, "published_where": where}, at=at, version=version)
    return _stepped(report, change, StepWord.PUBLISH, events.PUBLISHED, where, person, by, at)


@transaction.atomic
def inform_of_report(
    *, report: Report, on: date, whom: str, person: Person | None, by: Actor, at: datetime, version: int | None = None
) -> Report:
    """Say who was told of a public report, and when. Raises NotAllowed `no_such_step`, `not_published`."""
    _ask(report, Attempt(Act.INFORM, published=report.published_on is not None))
    change = save_values(report, {"informed_on": on, "informed_whom": whom}, at=at, version=version)
    return _stepped(report, change, StepWord.INFORM, events.INFORMED, whom, person, by, at)


def _ask(report: Report, attempt: Attempt) -> None:
    """Asks the rule about the report as it stands in the database. Raises NotAllowed with the first obstacle."""
    state = Report.objects.select_for_update().values_list("state", flat=True).get(pk=report.pk)
    found = obstacles(State(state), attempt)
    if found:
        raise NotAllowed(found[0])


def _stepped(
    report: Report,
    change: RowChange,
    act: StepWord,
    kind: str,
    reason: str,
    person: Person | None,
    by: Actor,
    at: datetime,
    handed_in_by: Person | None = None,
) -> Report:
    step = ReportStep(report=report, act=act, done_at=at, done_by=person, reason=reason.strip())
    step.sha256 = report.frozen_sha256
    step.created_at = step.updated_at = at
    step.save()
    about = {"period": report.of_period.code, "unit": report.unit.number}
    rows = [change, changed(step)]
    record(kind, by=by, at=at, enterprise=enterprise_key(report.unit), rows=rows, about=about)
    tell_of_step(step, handed_in_by or report.submitted_by, by=by, at=at)
    return report
