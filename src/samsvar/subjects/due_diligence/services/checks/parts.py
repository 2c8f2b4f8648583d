"""What a check rests on: lines of wages, HSE cards that were seen, and evidence.

Invariant: a check that is judged or cancelled keeps its lines, cards and evidence as they were, but a finding lives on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.checks import CheckStatus, PaidLine, WageRates, judge_line
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, known_fields, save_new
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import CardSeen, Check, CheckEvidence, WageLine
from samsvar.subjects.due_diligence.services.checks.checks import CheckRefused

LINE = ("worker", "sector", "category", "worked_on", "hours_hundredths", "night", "paid_ore")


@transaction.atomic
def compare_wages(
    *, check: Check, lines: Sequence[Mapping[str, Any]], rates: WageRates, by: Actor, at: datetime, today: date
) -> list[WageLine]:
    """Add lines of wages, compared with the lowest wage of the day.

    Raises CheckRefused, NotAllowed: `no_lines`, `worked_in_the_future`.
    """
    _must_be_open(check)
    if not lines:
        raise NotAllowed("no_lines")
    if any(line["worked_on"] is not None and line["worked_on"] > today for line in lines):
        raise NotAllowed("worked_in_the_future")
    made = [judged_line(check, line, rates, at) for line in lines]
    for row in made:
        row.save()
    _tell(events.WAGES_COMPARED, check, [changed(row) for row in made], by, at, {"lines": len(made)})
    return made


def judged_line(check: Check, line: Mapping[str, Any], rates: WageRates, at: datetime) -> WageLine:
    """A line with what it comes to, not saved. `line` by column: `LINE`."""
    known_fields(line, LINE)
    row = WageLine(check_of=check, created_at=at, updated_at=at, **line)
    paid = PaidLine(row.sector, row.worked_on, row.paid_ore, row.category or None, row.night, row.hours_hundredths)
    found = judge_line(paid, rates)
    row.verdict, row.reason = found.verdict, found.reason
    row.required_ore, row.shortfall_ore, row.owed_ore = found.required_ore, found.shortfall_ore, found.owed_ore
    row.edition, row.may_be_newer = found.edition, found.may_be_newer
    return row


@transaction.atomic
def remove_wage_line(*, line: WageLine, by: Actor, at: datetime) -> None:
    """Take a line of wages away. Raises CheckRefused."""
    _remove(line, events.WAGE_LINE_REMOVED, by, at)


@transaction.atomic
def note_card(
    *, check: Check, seen_on: date, last_digits: str, status: str, note: str, by: Actor, at: datetime, today: date
) -> CardSeen:
    """Note an HSE card that was looked at. Raises CheckRefused, NotAllowed: `seen_in_the_future`, `not_digits`."""
    _must_be_open(check)
    if seen_on > today:
        raise NotAllowed("seen_in_the_future")
    if last_digits and not (last_digits.isascii() and last_digits.isdigit() and len(last_digits) <= 4):
        raise NotAllowed("not_digits")
    card = CardSeen(check_of=check, seen_on=seen_on, last_digits=last_digits, status=status, note=note.strip())
    return save_new(card, kind=events.CARD_NOTED, enterprise=check.enterprise, by=by, at=at)


@transaction.atomic
def remove_card(*, card: CardSeen, by: Actor, at: datetime) -> None:
    """Take a note of a card away. Raises CheckRefused."""
    _remove(card, events.CARD_REMOVED, by, at)


@transaction.atomic
def note_evidence(*, check: Check, fields: Mapping[str, Any], by: Actor, at: datetime) -> CheckEvidence:
    """Note what a check rests on: its kind, who issued it, its day and where it is kept. Raises CheckRefused."""
    _must_be_open(check)
    row = CheckEvidence(check_of=check, **fields)
    return save_new(row, kind=events.CHECK_EVIDENCE_NOTED, enterprise=check.enterprise, by=by, at=at)


@transaction.atomic
def remove_evidence(*, evidence: CheckEvidence, by: Actor, at: datetime) -> None:
    """Take a note of evidence away. Raises CheckRefused."""
    _remove(evidence, events.CHECK_EVIDENCE_REMOVED, by, at)


def _remove(row: WageLine | CardSeen | CheckEvidence, kind: str, by: Actor, at: datetime) -> None:
    check = row.check_of
    _must_be_open(check)
    gone = removed(row)
    row.delete()
    _tell(kind, check, [gone], by, at)


def _must_be_open(check: Check) -> None:
    if check.status in (CheckStatus.JUDGED, CheckStatus.CANCELLED):
        raise CheckRefused(("check_ended",))


def _tell(
    kind: str, check: Check, rows: list[RowChange], by: Actor, at: datetime, about: Mapping[str, Any] | None = None
) -> None:
    record(kind, by=by, at=at, enterprise=enterprise_key(check.enterprise), rows=rows, about=about)
