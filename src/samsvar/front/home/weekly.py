"""One letter a week to each who has something over its deadline or soon due; requests and complaints have their own.

It tells how many and where, never what: what a page hides from somebody, no letter tells them either.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.reminders import weekly_day
from samsvar.front.home.deadlines import SOON, Deadline, due_by
from samsvar.platform.access.holders import at_work, holders_of, ids_at_work, nearest_in, nearest_to
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import operator, viewer_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.reports.selectors import owed_within

KIND = "weekly_digest"
TOLD: Mapping[str, Permission | None] = {
    "action": Permission.MANAGE_ACTIONS,
    "reconsider": Permission.MANAGE_ACTIONS,
    "part": Permission.MANAGE_ACTIONS,
    "occurrence": None,
    "impact": Permission.MANAGE_IMPACTS,
    "remedy": Permission.MANAGE_IMPACTS,
    "owner_inquiry": Permission.MANAGE_IMPACTS,
    "check": Permission.MANAGE_CHECKS,
    "check_answer": Permission.MANAGE_CHECKS,
    "finding": Permission.MANAGE_CHECKS,
    "control": Permission.MANAGE_DOCUMENTS,
}
"""The kinds that are told of, and who is told where nobody at work is responsible: all who may act on it. None: nobody,
since an activity of the wheel has reminders of its own to whoever has the role."""
REPORT = "report"
"""Reports that are owed or sent back stand beside these: they wait for those nearest to the unit who may hand in."""


def declare() -> None:
    """Registers the kind of mail; called once at start."""
    register(KIND, _compose, gettext_lazy("What is over its deadline and soon due, once a week"))


@transaction.atomic
def tell_weekly(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the week's letters in the outbox; how many are new. Each goes once, however often this runs."""
    day = weekly_day(oslo_day(at), settings.WEEKLY_LETTER_DAY)
    if day is None:
        return 0
    messages = [
        Addressed(Recipient(person.email, person.name, person.language), f"{KIND} {person.key} {day}", person.key)
        for person in _of_each(enterprise, oslo_day(at))
    ]
    return len(queue_messages(kind=KIND, messages=messages, enterprise=enterprise, by=by, at=at)) if messages else 0


def _of_each(enterprise: OrgUnit, today: date) -> dict[Person, list[Deadline]]:
    """What is late and soon due, by whom it waits for."""
    rows = due_by(operator(on=today), enterprise, today + SOON, TOLD)
    named = at_work({row.person_id for row in rows}, enterprise, today)
    holders: dict[Permission, list[Person]] = {}
    found: dict[Person, list[Deadline]] = {}
    for row in rows:
        people = [named[row.person_id]] if row.person_id in named else _holders(holders, row, enterprise, today)
        for person in people:
            found.setdefault(person, []).append(row)
    reports = _reports(enterprise, today)
    people_of_reports = at_work({id for _, ids in reports for id in ids}, enterprise, today) if reports else {}
    for row, ids in reports:
        for person in (people_of_reports[id] for id in ids if id in people_of_reports):
            found.setdefault(person, []).append(row)
    return found


def _reports(enterprise: OrgUnit, today: date) -> list[tuple[Deadline, set[int]]]:
    """Reports that are late or soon due, with the ids of those they wait for. At most four queries."""
    soon = [(path, each) for path, each in owed_within(enterprise, today) if each.due_on <= today + SOON]
    if not soon:
        return []
    held = nearest_in(Permission.ENTER_MEASUREMENTS, enterprise, today)
    return [
        (Deadline(REPORT, each.key, each.name, each.period.code, each.due_on, None, path), nearest_to(path, held))
        for path, each in soon
    ]


def _holders(held: dict[Permission, list[Person]], row: Deadline, enterprise: OrgUnit, today: date) -> list[Person]:
    permission = TOLD[row.kind]
    if permission is None:
        return []
    if permission not in held:
        held[permission] = holders_of(permission, enterprise, today)
    return held[permission]


def _of_one(key: str, enterprise: OrgUnit, today: date) -> list[Deadline]:
    """The same for one person, by their key: only what waits for them is read. Three queries for each letter, and one
    for whoever may hand in reports; four where reports are owed.

    What is nobody's waits for those with its permission on the whole enterprise, as `holders_of` finds them.
    """
    person = Person.objects.filter(key=key, is_active=True).first()
    grants = viewer_of(person, on=today).grants if person is not None else ()
    if person is None or not any(grant.enterprise_id == enterprise.pk for grant in grants):
        return []
    may = {permission for grant in grants if grant.unit_id == enterprise.pk for permission in grant.own}
    nobodys = Q(whose=None) | ~Q(whose__in=ids_at_work(enterprise, today))

    def only(kind: str) -> Q:
        return Q(whose=person.pk) | nobodys if TOLD[kind] in may else Q(whose=person.pk)

    rows = due_by(operator(on=today), enterprise, today + SOON, TOLD, only)
    if any(grant.enterprise_id == enterprise.pk and Permission.ENTER_MEASUREMENTS in grant.own for grant in grants):
        rows += [row for row, ids in _reports(enterprise, today) if person.pk in ids]
    return rows


def _compose(message: OutgoingMessage, at: datetime) -> Mail:
    """How many there are now; nothing where all is done meanwhile."""
    enterprise, today = message.enterprise, oslo_day(at)
    rows = _of_one(message.target, enterprise, today) if enterprise else []
    if enterprise is None or not rows:
        raise NotWanted
    late = sum(row.on < today for row in rows)
    soon = len(rows) - late
    said = []
    if late:
        words = ngettext("One thing is over its deadline.", "%(n)s things are over their deadlines.", late)
        said.append(words % {"n": late})
    if soon:
        words = ngettext("One thing is due within two weeks.", "%(n)s things are due within two weeks.", soon)
        said.append(words % {"n": soon})
    subject = ngettext("One thing waits for you", "%(n)s things wait for you", len(rows)) % {"n": len(rows)}
    head = _("What you follow up at %(name)s:") % {"name": enterprise.name(current_language())}
    tail = _("This letter comes at most once a week, and only where something waits. See what it is:")
    address = whole_address("home:deadlines")
    return Mail(subject, "\n\n".join((head, "\n".join(said), tail, address)))
