"""The steps of a case: numbered as it comes, moved, recorded and mailed about as it goes, forgotten long after its end.

Each subject's service asks its rule, calls these, and ends with `record_case`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.reminders import reminder_due
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, forget_row, record
from samsvar.platform.cases.models import OutsideCase
from samsvar.platform.cases.selectors import Case
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    save_changed,
    save_values,
    take_version,
)

#: The furthest a reminder comes before its deadline: five working days, over Easter or Christmas.
AHEAD = timedelta(days=21)
#: How long it is kept who opened a case, after it ended.
SENDERS_KEPT = timedelta(days=365)


def next_number(model: type[OutsideCase], enterprise: OrgUnit, year: int) -> str:
    """The number of the case that comes now. Holds the enterprise until the transaction ends, so that none is twice."""
    OrgUnit.objects.select_for_update().get(pk=enterprise.pk)
    taken = model._default_manager.filter(enterprise=enterprise, number__startswith=f"{year}-")
    ends = [int(number.partition("-")[2]) for number in taken.values_list("number", flat=True)]
    return f"{year}-{max(ends, default=0) + 1}"


def need_text(text: str) -> None:
    """Raises NotAllowed: `no_text`."""
    if not text.strip():
        raise NotAllowed("no_text")


def moved(case: OutsideCase, to: str, values: Mapping[str, Any], at: datetime, version: int | None = None) -> RowChange:
    """The case moved on and saved; its change for the trail. Raises NotAllowed (`may_not_move`), StaleVersion."""
    if not case.may_become(to):
        raise NotAllowed("may_not_move")
    return save_values(case, {**values, "status": str(to)}, at=at, version=version)


def save_case(
    case: Case, values: Mapping[str, Any], kind: str, *, by: Actor, at: datetime, version: int | None = None
) -> Case:
    """Save new values of a case that stays where it is, and record them. Raises StaleVersion."""
    return save_changed(case, values, kind=kind, enterprise=case.enterprise, by=by, at=at, version=version)


def record_case(kind: str, case: OutsideCase, rows: Iterable[RowChange], *, by: Actor, at: datetime) -> None:
    """The event that ends each service."""
    record(kind, by=by, at=at, enterprise=enterprise_key(case.enterprise), rows=rows)


def mail_sender(case: OutsideCase, kind: str, occasion: str, *, by: Actor, at: datetime) -> None:
    """Put a mail of the kind in the outbox, once for the occasion; none where whoever opened it left no address."""
    address, name = case.mailed_to()
    if address:
        _queue(case.enterprise, kind, [Addressed(Recipient(address, name, case.language), occasion, case.key)], by, at)


def mail_people(
    case: OutsideCase, kind: str, occasion: str, people: Iterable[Person], *, by: Actor, at: datetime
) -> int:
    """Tell people at the enterprise, once for the occasion; how many messages are new."""
    return _queue(case.enterprise, kind, _addressed(case, people, occasion), by, at)


def remind_people(
    kind: str,
    owed: Iterable[tuple[Case, date]],
    people_of: Callable[[Case], Iterable[Person]],
    *,
    enterprise: OrgUnit,
    by: Actor,
    at: datetime,
) -> int:
    """Put the day's reminders in the outbox, of cases with the day they are wanted by; how many are new.

    Each goes once for its day, however often this runs.
    """
    messages = []
    for case, wanted_on in owed:
        due = reminder_due(wanted_on, oslo_day(at))
        if due is not None:
            messages += _addressed(case, people_of(case), f"{case.key} {wanted_on.isoformat()} {due}")
    return _queue(enterprise, kind, messages, by, at)


@transaction.atomic
def forget_senders(model: type[OutsideCase], kind: str, *, by: Actor, at: datetime) -> int:
    """Remove who opened cases that ended a year ago, here and in the trail; how many. Their codes open nothing more.

    What was said and answered is kept. `kind` is the event.
    """
    before = oslo_day(at) - SENDERS_KEPT
    rows = model._default_manager.filter(ended_on__lt=before, forgotten_on__isnull=True)
    known = list(rows.select_related("enterprise").order_by("pk"))
    for case in known:
        forget_row(model._meta.db_table, case.key, by=by, at=at)
        take_version(case, None, at)
        for column in (*model.sender_columns, model.code_column):
            setattr(case, column, "")
        case.forgotten_on = oslo_day(at)
        case.save()
        record_case(kind, case, [changed(case)], by=by, at=at)
    return len(known)


def _addressed(case: OutsideCase, people: Iterable[Person], occasion: str) -> list[Addressed]:
    return [
        Addressed(Recipient(each.email, each.name, each.language), occasion, case.key)
        for each in people
        if each.is_active
    ]


def _queue(enterprise: OrgUnit, kind: str, messages: list[Addressed], by: Actor, at: datetime) -> int:
    """The occasion of each bears its kind."""
    named = [Addressed(each.to, f"{kind} {each.occasion}", each.target) for each in messages]
    return len(queue_messages(kind=kind, messages=named, enterprise=enterprise, by=by, at=at)) if named else 0
