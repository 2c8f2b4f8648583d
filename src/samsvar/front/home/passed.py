"""What has passed its day is told by mail to whoever it waits for; requests and complaints have reminders of their own.

A letter goes once for the newest day that somebody's things have passed. It tells how many and where, never what.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.rules.dates import oslo_day
from samsvar.front.home.deadlines import Deadline, passed
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import operator
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language

KIND = "passed_days"
TOLD = {
    "action": Permission.MANAGE_ACTIONS,
    "impact": Permission.MANAGE_IMPACTS,
    "remedy": Permission.MANAGE_IMPACTS,
    "owner_inquiry": Permission.MANAGE_IMPACTS,
    "check": Permission.MANAGE_CHECKS,
    "check_answer": Permission.MANAGE_CHECKS,
    "finding": Permission.MANAGE_CHECKS,
}
"""The kinds that are told of, and who is told where nobody at work is responsible: all who may act on it."""


def declare() -> None:
    """Registers the kind of mail; called once at start."""
    register(KIND, _compose, gettext_lazy("Days that have passed"))


@transaction.atomic
def tell_of_passed(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's letters in the outbox; how many are new. Each goes once, however often this runs."""
    messages = []
    # The outbox forgets whom it has told: nobody is told anew of what passed longer ago than that.
    since = oslo_day(at) - timedelta(days=settings.MAIL_KEPT_DAYS - 1)
    for person, rows in _of_each(enterprise, oslo_day(at)).items():
        newest = max(row.on for row in rows)
        if newest < since:
            continue
        occasion = f"{KIND} {person.key} {newest.isoformat()}"
        messages.append(Addressed(Recipient(person.email, person.name, person.language), occasion, person.key))
    return len(queue_messages(kind=KIND, messages=messages, enterprise=enterprise, by=by, at=at)) if messages else 0


def _of_each(enterprise: OrgUnit, today: date) -> dict[Person, list[Deadline]]:
    """What has passed, by whom it waits for."""
    rows = passed(operator(on=today), enterprise, today, TOLD)
    named = at_work({row.person_id for row in rows}, enterprise, today)
    holders: dict[Permission, list[Person]] = {}
    found: dict[Person, list[Deadline]] = {}
    for row in rows:
        people = [named[row.person_id]] if row.person_id in named else _holders(holders, row, enterprise, today)
        for person in people:
            found.setdefault(person, []).append(row)
    return found


def _holders(held: dict[Permission, list[Person]], row: Deadline, enterprise: OrgUnit, today: date) -> list[Person]:
    permission = TOLD[row.kind]
    if permission not in held:
        held[permission] = holders_of(permission, enterprise, today)
    return held[permission]


def _compose(message: OutgoingMessage, at: datetime) -> Mail:
    """How many there are now; nothing where all is done meanwhile."""
    enterprise = message.enterprise
    rows = (
        next((rows for person, rows in _of_each(enterprise, oslo_day(at)).items() if person.key == message.target), [])
        if enterprise
        else []
    )
    if enterprise is None or not rows:
        raise NotWanted
    facts = {"n": len(rows), "name": enterprise.name(current_language())}
    subject = ngettext("One thing has passed its day", "%(n)s things have passed their day", len(rows))
    text = ngettext(
        "At %(name)s one thing that you follow up has passed its day. You find it here:",
        "At %(name)s %(n)s things that you follow up have passed their day. You find them here:",
        len(rows),
    )
    address = settings.BASE_URL.rstrip("/") + page_address("home:deadlines")
    return Mail(subject % facts, f"{text % facts}\n\n{address}")
