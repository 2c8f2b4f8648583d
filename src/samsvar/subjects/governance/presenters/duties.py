"""The duties of an enterprise in words: by area on the director's start page, and one by one with what answers each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samsvar.core.rules.acknowledgements import Share
from samsvar.core.rules.duties import DutyArea, DutyState
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.presenters.requirements import BackingLine, backing_line
from samsvar.subjects.governance.selectors.duties import Behind, Duty

Words = str | Promise
AREAS: Mapping[DutyArea, Words] = {
    DutyArea.TRANSPARENCY_ACT: gettext_lazy("The Transparency Act"),
    DutyArea.INTERNAL_CONTROL: gettext_lazy("The internal control regulation"),
    DutyArea.HSE: gettext_lazy("Health, safety and environment at work"),
    DutyArea.ENVIRONMENT: gettext_lazy("Climate and environment"),
    DutyArea.GUIDELINE: gettext_lazy("Guidelines, expectations and assignments"),
    DutyArea.QUALITY: gettext_lazy("Leadership and quality improvement"),
    DutyArea.EQUALITY: gettext_lazy("Equality"),
    DutyArea.PROCUREMENT: gettext_lazy("Procurement"),
    DutyArea.OPENNESS: gettext_lazy("Openness and whistleblowing"),
    DutyArea.OTHER: gettext_lazy("Other duties"),
}
STATES: Mapping[DutyState, tuple[Words, str, str]] = {
    DutyState.LATE: (pgettext_lazy("duty", "late"), "bad", "warn"),
    DutyState.WITHOUT_EVIDENCE: (pgettext_lazy("duty", "without evidence"), "warn", "evidence"),
    DutyState.UNKNOWN: (pgettext_lazy("duty", "not known whether it applies"), "", "help"),
    DutyState.MET: (pgettext_lazy("duty", "met"), "good", "check"),
}
"""How a duty stands in words, its kind of pill, and its icon."""


@dataclass(frozen=True)
class StateShown:
    """How something stands: words, the kind of pill and the icon."""

    words: Words
    kind: str
    icon: str


def state_shown(state: DutyState) -> StateShown:
    """In words."""
    return StateShown(*STATES[state])


def told(counts: Counter[DutyState]) -> str:
    """How many duties of an area stand how, the most pressing first; that none is registered where there is none."""
    if not counts:
        return _("No requirement of it is taken in yet")
    parts = {
        DutyState.LATE: _("%(n)d late"),
        DutyState.WITHOUT_EVIDENCE: _("%(n)d without evidence"),
        DutyState.UNKNOWN: _("%(n)d not known"),
        DutyState.MET: _("%(n)d met"),
    }
    return ", ".join(words % {"n": counts[state]} for state, words in parts.items() if counts[state])


@dataclass(frozen=True)
class BehindLine:
    """What answers a duty, with where it leads, the day it is owed or was made, and how it stands in words."""

    line: BackingLine
    owed_on: date | None
    on: date | None
    stands: str


@dataclass(frozen=True)
class DutyLine:
    """A duty as the page shows it. `share`: of the document it stands in, in words; empty where nobody is asked."""

    key: str
    name: str
    document: str
    clause: str
    state: StateShown
    units: str
    behind: tuple[BehindLine, ...]
    share: str
    delegated_to: str


def duty_lines(found: Iterable[Duty], enterprise: OrgUnit, delegated: Mapping[int, str]) -> list[DutyLine]:
    """Each duty in words; `delegated` names to whom, by the requirement's running number."""
    return [_line(each, enterprise, delegated.get(each.requirement.pk, "")) for each in found]


def _line(duty: Duty, enterprise: OrgUnit, delegated_to: str) -> DutyLine:
    language, document = current_language(), duty.requirement.document
    return DutyLine(
        key=duty.requirement.key,
        name=duty.requirement.name(language),
        document=document.name(language),
        clause=duty.requirement.clause,
        state=state_shown(duty.state),
        units=_units(duty),
        behind=tuple(_behind(each, enterprise) for each in duty.behind),
        share=share_words(duty.share),
        delegated_to=delegated_to,
    )


def _units(duty: Duty) -> str:
    """In how many of the units that are asked it is answered; nothing to tell where only one is."""
    stored = duty.stored
    asked = stored.answered + stored.undated + stored.old + stored.nothing
    if asked < 2:
        return ""
    return _("%(done)d of %(all)d units have answered it") % {"done": stored.answered, "all": asked}


def _behind(each: Behind, enterprise: OrgUnit) -> BehindLine:
    line = backing_line(each.row, enterprise)
    if each.row.activity_id:
        known = each.owed_on is not None or each.done_on is not None
        return BehindLine(line, each.owed_on, each.done_on, "" if known else _("not in the wheel here yet"))
    if each.row.action is not None:
        action = each.row.action
        owed_on = None if action.has_ended else action.due_on
        return BehindLine(line, owed_on, action.done_on, str(action.get_status_display()))
    return BehindLine(line, None, each.row.made_on, share_words(each.share))


def share_words(share: Share | None) -> str:
    """How many have confirmed; that it is hidden where they are too few to tell of."""
    if share is None:
        return ""
    if share.masked or share.share is None:
        return _("too few are asked for the share to be shown")
    percent = 100 if share.share == 1 else min(99, int(share.share * 100 + Fraction(1, 2)))
    numbers = {"done": share.signed, "all": share.owing, "percent": percent}
    return _("%(done)d of %(all)d have confirmed (%(percent)d %%)") % numbers
