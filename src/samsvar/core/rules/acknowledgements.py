"""Who must sign a document by when: at start and at each new version; how many have, and who is reminded.

Sources: a regional guideline whose code of ethics holds for employees, office holders and representatives (Helse
Midt-Norge), and an enterprise whose staff sign at start and whose new suppliers accept its supplier code from a day on
(Norsk helsenett). How many days people get, neither says: an enterprise sets them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from samsvar.core.rules.reminders import Reminder, reminder_due

SMALLEST_SHOWN = 5
"""No share is shown for fewer than so many: it would tell of single persons."""


class Group(StrEnum):
    """Who signs."""

    EMPLOYEES = "employees"
    LEADERS = "leaders"
    BOARD_MEMBERS = "board_members"
    HIRED_IN = "hired_in"
    REPRESENTATIVES = "representatives"
    SUPPLIERS = "suppliers"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document, from the day it is in force. `sign_anew` False: a small change that nobody signs."""

    number: int
    from_on: date
    sign_anew: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """Whom a document asks, and how long they get. `new_from`: for a group, only those who began on that day or later
    must sign; the others are invited."""

    groups: frozenset[Group]
    days_at_start: int = 14
    days_at_new_version: int = 30
    new_from: Mapping[Group, date] | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody in a group at a unit, from day to day (the last included). `from_on` None: not known when they began."""

    id: str
    group: Group
    unit_id: str
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A version signed on a day."""

    signer_id: str
    version: int
    signed_on: date


class State(StrEnum):
    """How it stands. Invited: asked without having to."""

    SIGNED = "signed"
    OPEN = "open"
    LATE = "late"
    INVITED = "invited"


class Reason(StrEnum):
    """Why somebody signs."""

    STARTED = "started"
    NEW_VERSION = "new_version"


@dataclass(frozen=True, slots=True)
class Duty:
    """What one signer owes of the version in force. `due_on` None for those invited."""

    signer: Signer
    version: int
    reason: Reason
    due_on: date | None
    signed_on: date | None
    state: State


def version_to_sign(versions: Iterable[Version], today: date) -> Version | None:
    """The newest version in force that must be signed; one that must not be signed anew leaves the former's duty."""
    begun = [each for each in versions if each.from_on <= today and each.sign_anew]
    return max(begun, key=lambda each: (each.from_on, each.number), default=None)


def duties(
    signers: Iterable[Signer],
    versions: Iterable[Version],
    signatures: Iterable[Signature],
    terms: Terms,
    today: date,
) -> tuple[Duty, ...]:
    """What each who is there today owes, in a group that is asked; one duty per person and group, sorted by both.

    The deadline counts from the version's first day, or from the person's where they began later. A later version
    signed answers for an earlier one. Signatures dated ahead do not count yet.
    """
    version = version_to_sign(versions, today)
    if version is None:
        return ()
    signed: dict[str, date] = {}
    for each in signatures:
        if each.version >= version.number and each.signed_on <= today:
            signed[each.signer_id] = min(each.signed_on, signed.get(each.signer_id, each.signed_on))
    present = {each for each in signers if each.group in terms.groups and _there(each, today)}
    found = (_duty(each, version, signed.get(each.id), terms, today) for each in present)
    return tuple(sorted(found, key=lambda each: (each.signer.id, each.signer.group, each.signer.unit_id)))


def _there(signer: Signer, today: date) -> bool:
    return (signer.from_on or date.min) <= today <= (signer.to_on or date.max)


def _duty(signer: Signer, version: Version, signed_on: date | None, terms: Terms, today: date) -> Duty:
    began_later = signer.from_on is not None and signer.from_on > version.from_on
    reason = Reason.STARTED if began_later else Reason.NEW_VERSION
    days = terms.days_at_start if began_later else terms.days_at_new_version
    counted_from = max(signer.from_on or version.from_on, version.from_on)
    since = (terms.new_from or {}).get(signer.group)
    must = since is None or (signer.from_on is not None and signer.from_on >= since)
    due_on = counted_from + timedelta(days=days) if must else None
    if signed_on is not None:
        state = State.SIGNED
    elif due_on is None:
        state = State.INVITED
    else:
        state = State.LATE if today > due_on else State.OPEN
    return Duty(signer, version.number, reason, due_on, signed_on, state)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group or unit have signed. All None where it would tell of too few (`masked`)."""

    key: str
    signed: int | None
    owing: int | None
    share: Fraction | None
    masked: bool = False


def by_group(duty: Duty) -> str:
    """For `shares`: by group."""
    return duty.signer.group.value


def by_unit(duty: Duty) -> str:
    """For `shares`: by unit."""
    return duty.signer.unit_id


def shares(found: Iterable[Duty], key: Callable[[Duty], str], smallest: int = SMALLEST_SHOWN) -> tuple[Share, ...]:
    """Signed of those who must, by a key, sorted. Those invited are left out.

    A key with fewer persons than `smallest` is masked. Where what is masked would be told by taking the rest from the
    whole, because it is together fewer than `smallest`, the smallest that is left is masked too.
    """
    counted: dict[str, list[bool]] = {}
    for each in set(found):
        if each.state is not State.INVITED:
            counted.setdefault(key(each), []).append(each.state is State.SIGNED)
    masked = _masked({name: len(every) for name, every in counted.items()}, smallest)
    return tuple(
        Share(name, None, None, None, masked=True)
        if name in masked
        else Share(name, sum(every), len(every), Fraction(sum(every), len(every)))
        for name, every in sorted(counted.items())
    )


def _masked(sizes: Mapping[str, int], smallest: int) -> Collection[str]:
    masked = {name for name, size in sizes.items() if size < smallest}
    shown = sorted((size, name) for name, size in sizes.items() if name not in masked)
    while masked and shown and sum(sizes[name] for name in masked) < smallest:
        masked.add(shown.pop(0)[1])
    return masked


def total(found: Iterable[Duty], smallest: int = SMALLEST_SHOWN) -> Share:
    """All who must sign together, masked where they are too few. `share` None also where nobody must."""
    every = [each.state is State.SIGNED for each in set(found) if each.state is not State.INVITED]
    if 0 < len(every) < smallest:
        return Share("", None, None, None, masked=True)
    return Share("", sum(every), len(every), Fraction(sum(every), len(every)) if every else None)


def late(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """Those whose day has passed, the longest overdue first. Names: for whoever follows up, never in shares."""
    return tuple(
        sorted(
            (each for each in found if each.state is State.LATE),
            key=lambda each: (each.due_on or date.max, each.signer.id, each.signer.group),
        )
    )


def reminder_for(duty: Duty, sent: Collection[Reminder], today: date) -> Reminder | None:
    """The reminder to send today: a week of work before, the working day before, once late; each once. None for who has
    signed, or need not."""
    if duty.state not in (State.OPEN, State.LATE) or duty.due_on is None:
        return None
    due = reminder_due(duty.due_on, today)
    return None if due in sent else due
