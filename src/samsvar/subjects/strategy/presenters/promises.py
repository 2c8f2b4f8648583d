"""Promises as the pages show them: what each rests on, what is done, and where it stands by its indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.rules.indicators.status import Status
from samsvar.core.rules.materiality import PromiseStanding
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.presenters.standing import Line, line_of
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.subjects.strategy.models import Contribution, Promise
from samsvar.subjects.strategy.presenters.editions import ActionLine, action_line
from samsvar.subjects.strategy.presenters.goals import GoalName, dimension_name, goal_names
from samsvar.subjects.strategy.presenters.words import Words
from samsvar.subjects.strategy.selectors.process import PromiseHeld

#: Where a promise stands: the kind of pill and the words.
STANDINGS: Mapping[str, tuple[str, Words]] = {
    Status.MET: ("good", gettext_lazy("Meets its targets")),
    Status.NEAR: ("warn", gettext_lazy("Near its targets")),
    Status.MISSED: ("bad", gettext_lazy("Does not meet its targets")),
    Status.UNKNOWN: ("", gettext_lazy("Cannot be judged yet")),
}

_LACKS: Mapping[str, Words] = {"no_un_goal": gettext_lazy("Has no UN goal"), "no_action": gettext_lazy("Has no action")}


@dataclass(frozen=True)
class PromiseLine:
    """A promise. `grounds`: what it rests on beside UN goals, each with its kind; `lacks`: what it hangs without."""

    promise: Promise
    dimension: str
    goals: Sequence[GoalName]
    grounds: Sequence[tuple[Words, str]]
    actions: Sequence[ActionLine]
    indicators: Sequence[Line]
    kind: str
    standing: Words
    counted: str
    lacks: Sequence[Words]


def promise_line(held: PromiseHeld, unit: OrgUnit, today: date) -> PromiseLine:
    """A promise as its step shows it."""
    promise = held.promise
    grounds = (
        (_("Mission"), promise.mission),
        (_("Expectation of the owner"), promise.owner_expectation),
        (_("Law"), promise.law),
    )
    kind, words = STANDINGS[held.standing.status]
    return PromiseLine(
        promise,
        dimension_name(promise.dimension),
        goal_names(promise.un_goals),
        [(name, said) for name, said in grounds if said],
        [action_line(each, today) for each in held.actions],
        [line_of(each, unit) for each in held.indicators],
        kind,
        words,
        counted(held.standing),
        [_LACKS[code] for code in held.lacks],
    )


def counted(standing: PromiseStanding) -> str:
    """How many indicators meet their target, or why nobody can say."""
    return counted_words(standing.met, standing.judged, standing.indicators)


def counted_words(met: int, judged: int, indicators: int) -> str:
    """`2 of 3 indicators meet their target`; where none is judged, why."""
    if not judged:
        return _("No indicator has both a figure and a target") if indicators else _("No indicator tells of it")
    said = ngettext(
        "%(met)s of %(judged)s indicator meets its target", "%(met)s of %(judged)s indicators meet their target", judged
    )
    return said % {"met": met, "judged": judged}


@dataclass(frozen=True)
class ServiceLine:
    """A service delivered: the goals it serves, and its indicator of effect as it stands."""

    row: Contribution
    goals: Sequence[GoalName]
    effect: Line | None


def service_lines(found: Sequence[tuple[Contribution, Shown | None]], unit: OrgUnit) -> list[ServiceLine]:
    """The services delivered, with what they come to where it is measured."""
    return [
        ServiceLine(row, goal_names(row.un_goals), line_of(shown, row.unit or unit) if shown else None)
        for row, shown in found
    ]
