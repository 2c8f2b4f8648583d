"""Cases that take long and that several work on: when news is wanted, who speaks, and when one may leave.

Sources: OECD Due Diligence Guidance for Responsible Business Conduct (2018), steps 3.2 and 4.1; UN Guiding Principle 19
with its commentary (leverage, and ending a relationship as the last step).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samsvar.core.rules.due_diligence import Decision
from samsvar.core.rules.reminders import Reminder, reminder_due

NEWS_WITHIN = timedelta(days=90)
"""A case at work without news for this long is silent. Our own choice; the guidance only says to track."""
REMIND_EVERY = timedelta(days=30)
"""How long after one reminder of a silent case the next one comes. Our own choice."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A case without news. `since`: the last day anything was heard, None where no day is known; `turn`: the reminder
    that is due by today, counted from 0. Where no day is known there is one reminder and no more."""

    since: date | None
    turn: int = 0


def silence(known_on: date | None, news_on: date | None, today: date) -> Silence | None:
    """Whether a case that is at work is silent: nothing became known or was noted in the last 90 days."""
    heard = [day for day in (known_on, news_on) if day is not None]
    if not heard:
        return Silence(None)
    since = max(heard)
    over = today - since - NEWS_WITHIN
    return None if over < timedelta() else Silence(since, over // REMIND_EVERY)


QUIET_AFTER_ASKING = timedelta(days=3)
"""How long an owner of agreements is left in peace after a question, however short the time to answer is."""


def owner_reminder(asked_on: date | None, due_on: date, today: date) -> Reminder | None:
    """The reminder that an owner of agreements outside is due by today, of a question that is not answered."""
    due = reminder_due(due_on, today)
    fresh = asked_on is not None and today < asked_on + QUIET_AFTER_ASKING
    return None if fresh and due is not Reminder.LATE else due


class Said(StrEnum):
    """A line of the dialogue about a case: put to the supplier, heard from it, met with it, or between the buyers."""

    ASKED = "asked"
    HEARD = "heard"
    MET = "met"
    AMONG_US = "among_us"


LEADERS_WORDS = frozenset({Said.ASKED, Said.MET})
"""What only the one that leads does, so that the supplier meets one voice."""


def may_say(said: Said, *, leads: bool, said_on: date, today: date) -> Decision:
    """Whether a buyer may add the line: all note what they hear and write to one another, one speaks for all."""
    reasons = ["only_the_leader"] if said in LEADERS_WORDS and not leads else []
    return Decision((*reasons, "said_in_the_future") if said_on > today else tuple(reasons))


class Ground(StrEnum):
    """Why leaving comes into question at all (OECD guidance, step 3.2)."""

    TRIED_IN_VAIN = "tried_in_vain"
    NO_PROSPECT = "no_prospect"
    IRREMEDIABLE = "irremediable"
    GRAVE_AND_IDLE = "grave_and_idle"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaving a supplier over an impact is judged by.

    `tried_actions` counts actions on the case that are done or under way; texts are empty where nothing is written.
    `notice_on` is the day the supplier was or will be told, `ends_on` the day the relationship ends.
    """

    ground: Ground | None
    tried: str = ""
    tried_actions: int = 0
    workers: str = ""
    asked_affected: str = ""
    alternatives: str = ""
    contractual_ground: str = ""
    reasons_given: str = ""
    notice_on: date | None = None
    ends_on: date | None = None
    decided_by: str = ""


SOURCES: dict[str, str] = {
    "ground_missing": "OECD 3.2",
    "nothing_tried": "OECD 3.2",
    "no_action_taken": "UNGP 19",
    "workers_not_considered": "UNGP 19",
    "affected_not_heard": "OECD 3.2",
    "alternatives_not_considered": "OECD 3.2",
    "no_contractual_ground": "anskaffelsesloven",
    "no_reasons_given": "OECD 3.2",
    "no_notice": "OECD 3.2",
    "ends_before_notice": "OECD 3.2",
    "nobody_decided": "OECD 3.2",
}
"""Where each thing that may lack before leaving comes from. A public buyer also needs a ground in the contract."""


def may_leave(leaving: Leaving) -> Decision:
    """Whether leaving is documented well enough to be decided, with everything that lacks.

    Leaving is the last step: after attempts that failed, where the harm cannot be made good, where there is no prospect
    of change, or where it is grave and the supplier does nothing at once. On the first ground there must be an action
    on the case. What leaving does to the workers is considered first, and those affected are heard.
    """
    reasons = [code for code, lacks in _lacks(leaving) if lacks]
    if leaving.notice_on is not None and leaving.ends_on is not None and leaving.ends_on < leaving.notice_on:
        reasons.append("ends_before_notice")
    return Decision(tuple(reasons))


def _lacks(leaving: Leaving) -> Iterable[tuple[str, bool]]:
    yield "ground_missing", leaving.ground is None
    yield "nothing_tried", not leaving.tried.strip()
    yield "no_action_taken", leaving.ground == Ground.TRIED_IN_VAIN and not leaving.tried_actions
    yield "workers_not_considered", not leaving.workers.strip()
    yield "affected_not_heard", not leaving.asked_affected.strip()
    yield "alternatives_not_considered", not leaving.alternatives.strip()
    yield "no_contractual_ground", not leaving.contractual_ground.strip()
    yield "no_reasons_given", not leaving.reasons_given.strip()
    yield "no_notice", leaving.notice_on is None or leaving.ends_on is None
    yield "nobody_decided", not leaving.decided_by.strip()
