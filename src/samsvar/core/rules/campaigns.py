"""Campaigns: a questionnaire sent to many suppliers. Who is asked and why, where each stands, and when one is reminded.

How far a letter has come is known only in part: that our own server took it (sent), that its link was opened, that
something was saved (begun), that it was sent in (answered). Nothing here guesses at what lies between.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Standing(StrEnum):
    """How far a recipient has come, in order. `UNREACHED` is a letter that was refused or may not have gone."""

    PLANNED = "planned"
    QUEUED = "queued"
    UNREACHED = "unreached"
    SENT = "sent"
    OPENED = "opened"
    BEGUN = "begun"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


#: Standings in which an answer is still waited for.
WAITED_FOR = frozenset({Standing.SENT, Standing.OPENED, Standing.BEGUN, Standing.UNREACHED, Standing.QUEUED})


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of one recipient: the day of each step, None where it is not known to have happened.

    `due_on` is the recipient's own last day: the campaign's, or a later one where it was opened again.
    """

    due_on: date
    queued_on: date | None = None
    unreached: bool = False
    sent_on: date | None = None
    opened_on: date | None = None
    begun_on: date | None = None
    answered_on: date | None = None
    withdrawn_on: date | None = None


def standing_of(known: Progress) -> Standing:
    """The furthest step that is known; an answer counts also where the letter itself was refused."""
    steps = (
        (known.withdrawn_on, Standing.WITHDRAWN),
        (known.answered_on, Standing.ANSWERED),
        (known.begun_on, Standing.BEGUN),
        (known.opened_on, Standing.OPENED),
        (known.unreached, Standing.UNREACHED),
        (known.sent_on, Standing.SENT),
        (known.queued_on, Standing.QUEUED),
    )
    return next((standing for happened, standing in steps if happened), Standing.PLANNED)


def is_overdue(known: Progress, today: date) -> bool:
    """Whether an answer is waited for and the last day has passed. What was never sent is not overdue."""
    return standing_of(known) in WAITED_FOR and today > known.due_on


@dataclass(frozen=True, slots=True)
class Plan:
    """When a campaign's letters go. `reminders` are days counted from the last day: -7 a week before, 3 three after."""

    opens_on: date
    due_on: date
    reminders: tuple[int, ...] = (-7, 1)


def faults_in(plan: Plan) -> tuple[str, ...]:
    """What is wrong with a plan, as codes.

    `due_before_it_opens`; `reminded_before_it_opens` where a reminder falls on the first day or before;
    `reminded_often` for more than five, or two within two days (letters that nag are not read).
    """
    found = []
    if plan.due_on <= plan.opens_on:
        found.append("due_before_it_opens")
    days = reminder_days(plan)
    if days and days[0] <= plan.opens_on:
        found.append("reminded_before_it_opens")
    close = any((later - earlier).days < 2 for earlier, later in pairwise(days))
    if len(days) > 5 or close:
        found.append("reminded_often")
    return tuple(found)


def reminder_days(plan: Plan, due_on: date | None = None) -> tuple[date, ...]:
    """The days on which is reminded, in order; counted from a recipient's own last day where it is given."""
    last = due_on or plan.due_on
    return tuple(sorted({last + timedelta(days=days) for days in plan.reminders}))


def reminder_for(plan: Plan, known: Progress, today: date) -> date | None:
    """The planned day whose reminder is to go today, or None.

    Only to whom the letter was sent, before that day, and who has not answered. Days that went by while nothing ran
    give one reminder, not several; more than a week late none goes. The day names the reminder, so that the same one
    is never sent twice.
    """
    if standing_of(known) not in (Standing.SENT, Standing.OPENED, Standing.BEGUN) or known.sent_on is None:
        return None
    past = [day for day in reminder_days(plan, known.due_on) if known.sent_on < day <= today]
    return past[-1] if past and (today - past[-1]).days <= 7 else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a campaign asks, by what their contracts are; an empty set asks for no particular.

    `not_answered_since` leaves out whoever has answered on that day or later.
    """

    levels: frozenset[int] = frozenset()
    with_unknown_level: bool = False
    categories: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    not_answered_since: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract that may be asked about. `level` None is unknown; countries are alpha-3."""

    contract: str
    supplier: str
    level: int | None
    category: str
    countries: frozenset[str]
    areas: frozenset[str]
    answered_on: date | None


def is_wanted(candidate: Candidate, wanted: Wanted) -> bool:
    """Whether the contract is one that the campaign is about. An unknown level is asked about only by name."""
    if wanted.levels or wanted.with_unknown_level:
        known = candidate.level in wanted.levels
        if not (known or (candidate.level is None and wanted.with_unknown_level)):
            return False
    if wanted.categories and candidate.category not in wanted.categories:
        return False
    if wanted.countries and not candidate.countries & wanted.countries:
        return False
    if wanted.areas and not candidate.areas & wanted.areas:
        return False
    answered = candidate.answered_on
    return not (wanted.not_answered_since and answered and answered >= wanted.not_answered_since)


def by_supplier(candidates: Iterable[Candidate], wanted: Wanted) -> dict[str, tuple[str, ...]]:
    """Supplier → its contracts that are wanted, both in order: a supplier gets one letter about all of them."""
    found: dict[str, set[str]] = {}
    for candidate in candidates:
        if is_wanted(candidate, wanted):
            found.setdefault(candidate.supplier, set()).add(candidate.contract)
    return {supplier: tuple(sorted(found[supplier])) for supplier in sorted(found)}


#: Where anybody gets an address: the domain says nothing of whose it is.
_OPEN_TO_ANYBODY = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.no", "live.com", "live.no", "msn.com"}
    | {"yahoo.com", "yahoo.no", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "gmx.com", "gmx.de"}
    | {"mail.com", "online.no", "getmail.no", "broadpark.no", "altibox.no", "lyse.net", "start.no", "frisurf.no"}
    | {"c2i.net", "tele2.no", "ebnett.no", "haugnett.no", "enivest.net", "sensewave.com", "outlook.no", "telia.com"}
    | {"hotmail.se", "live.se", "yahoo.se", "hotmail.dk", "live.dk", "yahoo.dk", "hotmail.co.uk", "yahoo.co.uk"}
    | {"ymail.com", "aol.com", "pm.me", "tutanota.com", "fastmail.com", "zoho.com", "hey.com", "mail.ru", "yandex.ru"}
    | {
        "gmx.net",
        "web.de",
        "t-online.de",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "interia.pl",
        "seznam.cz",
        "orange.fr",
        "free.fr",
    }
    | {"laposte.net", "libero.it", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "rediffmail.com"}
)


def is_same_house(first: str, second: str) -> bool:
    """Whether two e-mail addresses are surely of one company: the same one, or of the same domain of its own.

    Who answers by the one may then answer for the other: an organisation number alone shows nothing of the sort.
    """
    one, other = first.strip().casefold(), second.strip().casefold()
    domain = one.rpartition("@")[2]
    if "@" not in one or "@" not in other:
        return False
    return one == other or (domain == other.rpartition("@")[2] and domain not in _OPEN_TO_ANYBODY)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand where. `overdue` of those whose answer is waited for; `asked` is all but the withdrawn."""

    standings: Counter[Standing]
    overdue: int

    @property
    def asked(self) -> int:
        """Whom the campaign counts."""
        return self.standings.total() - self.standings[Standing.WITHDRAWN]


def tally(known: Iterable[Progress], today: date) -> Tally:
    """The campaign at a glance. The order of the recipients changes nothing."""
    standings: Counter[Standing] = Counter()
    overdue = 0
    for each in known:
        standings[standing_of(each)] += 1
        overdue += is_overdue(each, today)
    return Tally(standings, overdue)


@dataclass(frozen=True, slots=True)
class DayOf:
    """How many had come that far by the end of a day."""

    day: date
    sent: int
    opened: int
    begun: int
    answered: int


def over_time(known: Sequence[Progress], first: date, last: date) -> Iterator[DayOf]:
    """Day by day, from the first to the last, how many had been sent to, had opened, begun and answered.

    Who answered has begun and opened too, also where those days are not known. The withdrawn are left out.
    """
    asked = [each for each in known if not each.withdrawn_on]
    sent = Counter(each.sent_on for each in asked)
    opened = Counter(_earliest(each.opened_on, each.begun_on, each.answered_on) for each in asked)
    begun = Counter(_earliest(each.begun_on, each.answered_on) for each in asked)
    answered = Counter(each.answered_on for each in asked)
    steps = (sent, opened, begun, answered)
    sums = [sum(count for day, count in step.items() if day and day < first) for step in steps]
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        sums = [total + step[day] for total, step in zip(sums, steps, strict=True)]
        yield DayOf(day, *sums)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
