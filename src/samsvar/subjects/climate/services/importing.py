"""Reads lines into an enterprise's account: all rows or none, and the same file again changes nothing.

A line is known again by its unit, activity and source.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db import transaction

from samsvar.core.catalogues.climate import activities
from samsvar.core.readers.results import RowError, shown_errors
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.indicators.services.lookups import ByWords, Missed
from samsvar.subjects.climate import events
from samsvar.subjects.climate.models import AccountState, ActivityLine, ClimateAccount
from samsvar.subjects.climate.services.accounts import open_account
from samsvar.subjects.climate.services.lines import check_amount, check_place

_IMPORTED_ANEW = "imported_anew"
Place = tuple[int, str, str]
"""Unit, activity and source: what a line is known by in its account."""


class LineRow(Protocol):
    """A row of the file. `unit` empty: the enterprise itself; `year` None: the year that is asked for."""

    @property
    def row(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def year(self) -> int | None: ...
    @property
    def activity(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def source(self) -> str: ...
    @property
    def note(self) -> str: ...


@transaction.atomic
def import_lines(
    *,
    enterprise: OrgUnit,
    year: int,
    rows: Sequence[LineRow],
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet; the year's account is opened where there is none.

    Errors: `no_such_unit`, `ambiguous_unit`, `unknown_activity`, `unit_not_then`, `amount_negative`,
    `amount_too_large`, `other_year`, `line_twice` (two rows of the file say the same line), `account_settled`.
    """
    rows_of_year = ClimateAccount.objects.filter(enterprise=enterprise, year=year)
    opened = rows_of_year.select_related("enterprise").select_for_update(of=("self",), no_key=True).first()
    account = opened or ClimateAccount(enterprise=enterprise, year=year)
    if account.state == AccountState.SETTLED:
        return ImportOutcome(errors=(RowError(None, None, "account_settled", {"year": year}),))
    wanted, errors = _read(account, rows)
    if errors:
        return ImportOutcome(errors=shown_errors(errors))
    lines = ActivityLine.objects.counting().filter(account=opened) if opened else ActivityLine.objects.none()
    held = {(line.unit_id, line.activity, line.source): line for line in lines}
    new = {place: row for place, row in wanted.items() if place not in held}
    moved = {place: row for place, row in wanted.items() if place in held and _differs(held[place], row)}
    outcome = ImportOutcome(len(new), len(moved), len(wanted) - len(new) - len(moved))
    if outcome.writes and not dry_run:
        if opened is None:
            account = open_account(enterprise=enterprise, year=year, by=by, at=at)
        changes = [*_write_new(account, new, at), *_write_moved(held, moved, at)]
        about = outcome.about(sha256)
        record(events.LINES_IMPORTED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=changes, about=about)
    return outcome


def _read(account: ClimateAccount, rows: Iterable[LineRow]) -> tuple[dict[Place, LineRow], list[RowError]]:
    """The rows by what they are known by, and all that is wrong with them."""
    words, known = ByWords(account.enterprise, within_wall=True), activities()
    found: dict[Place, LineRow] = {}
    errors: list[RowError] = []
    for row in rows:
        unit = words.unit(row.unit)
        if isinstance(unit, Missed):
            errors.append(RowError(row.row, None, unit.code, unit.facts, "unit"))
            continue
        if row.activity not in known:
            errors.append(RowError(row.row, None, "unknown_activity", {"value": row.activity}, "activity"))
            continue
        if row.year is not None and row.year != account.year:
            errors.append(RowError(row.row, None, "other_year", {"value": row.year, "year": account.year}, "year"))
            continue
        try:
            check_place(account, unit, row.activity)
            check_amount(row.amount)
        except NotAllowed as refused:
            column = "amount" if refused.code.startswith("amount") else "unit"
            errors.append(RowError(row.row, None, refused.code, {"value": str(row.amount), **refused.facts}, column))
            continue
        place = (unit.pk, row.activity, row.source.strip())
        if place in found:
            errors.append(RowError(row.row, None, "line_twice", {"first_row": found[place].row}, "activity"))
        found.setdefault(place, row)
    return found, errors


def _differs(line: ActivityLine, row: LineRow) -> bool:
    return line.amount != row.amount or line.note != row.note


def _write_new(account: ClimateAccount, new: dict[Place, LineRow], at: datetime) -> list[RowChange]:
    changes = []
    for (unit, activity, source), row in new.items():
        line = ActivityLine(
            enterprise=account.enterprise, account=account, unit_id=unit, activity=activity, source=source
        )
        line.amount, line.note, line.created_at, line.updated_at = row.amount, row.note, at, at
        line.save()
        changes.append(changed(line))
    return changes


def _write_moved(held: dict[Place, ActivityLine], moved: dict[Place, LineRow], at: datetime) -> list[RowChange]:
    return [
        save_values(held[place], {"amount": row.amount, "note": row.note, "reason": _IMPORTED_ANEW}, at=at)
        for place, row in moved.items()
    ]
