"""What anyone may read of the process: put down as it stood when somebody published it, and read again by language.

What is put down is plain values; figures stand in each language as they were said that day.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.strategy import process_steps
from samsvar.core.rules.indicators.status import Status
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.presenters.standing import line_of
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.subjects.strategy.models import ChosenGoal, Contact, Contribution, Step, StepStatus, SustainabilityProcess
from samsvar.subjects.strategy.presenters.goals import (
    GoalName,
    GoalPicture,
    dimension_choices,
    dimension_name,
    goal_name,
    goal_picture,
)
from samsvar.subjects.strategy.presenters.promises import STANDINGS, counted_words
from samsvar.subjects.strategy.presenters.words import Words
from samsvar.subjects.strategy.selectors.process import PromiseHeld

_LANGUAGES = ("nb", "nn", "en")


def to_show(
    process: SustainabilityProcess,
    goals: Sequence[ChosenGoal],
    promises: Sequence[PromiseHeld],
    steps: Sequence[Step],
    services: Sequence[Contribution],
    contacts: Sequence[Contact],
) -> dict[str, Any]:
    """All that a page for anyone holds: dimensions with goals, promises with status, services, steps, contacts."""
    return {
        "goals": [
            {
                "code": goal.un_goal,
                "dimension": goal.dimension,
                "reason": goal.reason,
                "partners": goal.partners,
                "body": goal.body_name,
                "decided_on": _day(goal.decided_on),
            }
            for goal in goals
        ],
        "promises": [_promise(each, process) for each in promises],
        "services": [
            {"service": each.service, "un_goals": list(parted(each.un_goals)), "how": each.how, "gains": each.gains}
            for each in services
        ],
        "steps": [
            {
                "code": step.code,
                "method": process.method,
                "name": step.name,
                "status": step.status,
                "from": _day(step.planned_from),
                "to": _day(step.planned_to),
            }
            for step in steps
        ],
        "contacts": [{"role": each.role, "email": each.email, "telephone": each.telephone} for each in contacts],
    }


def _promise(held: PromiseHeld, process: SustainabilityProcess) -> dict[str, Any]:
    return {
        "text": held.promise.text,
        "dimension": held.promise.dimension,
        "un_goals": list(parted(held.promise.un_goals)),
        "standing": held.standing.status.value,
        "met": held.standing.met,
        "judged": held.standing.judged,
        "indicators": [_in_each_language(_said_of(each, process)) for each in held.indicators],
    }


def _said_of(shown: Shown, process: SustainabilityProcess) -> Callable[[], dict[str, str]]:
    def said() -> dict[str, str]:
        line = line_of(shown, process.enterprise)
        return {"name": line.name, "figure": line.figure, "target": line.target, "period": line.period}

    return said


def _in_each_language(said: Callable[[], dict[str, str]]) -> dict[str, dict[str, str]]:
    found = {}
    for language in _LANGUAGES:
        with translation.override(language):
            found[language] = said()
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True)
class ShownGoal:
    """A chosen goal as anyone reads it."""

    name: GoalName
    reason: str
    partners: str
    body: str
    decided_on: date | None


@dataclass(frozen=True)
class ShownPromise:
    """A promise as anyone reads it, with its indicators' name, figure, target and period."""

    text: str
    dimension: str
    goals: Sequence[GoalName]
    kind: str
    standing: Words
    counted: str
    indicators: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class ShownStep:
    """A step as anyone reads it."""

    name: str
    own: bool
    state: Words
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True)
class ShownProcess:
    """All that anyone reads, in the reader's language; what people wrote stands in `language`."""

    language: str
    picture: GoalPicture
    dimensions: Sequence[tuple[str, Sequence[ShownGoal]]]
    promises: Sequence[ShownPromise]
    services: Sequence[tuple[Mapping[str, Any], Sequence[GoalName]]]
    steps: Sequence[ShownStep]
    contacts: Sequence[Mapping[str, str]]


def as_shown(held: Mapping[str, Any], written_in: str) -> ShownProcess:
    """What was put down, in the language that is active."""
    language = current_language()
    goals = [(each["dimension"], _goal(each)) for each in held.get("goals", ())]
    dimensions = [(name, [goal for of, goal in goals if of == code]) for code, name in dimension_choices()]
    return ShownProcess(
        written_in,
        goal_picture([(name, [each.name for each in found]) for name, found in dimensions]),
        dimensions,
        [_shown_promise(each, language) for each in held.get("promises", ())],
        [(each, [goal_name(code) for code in each["un_goals"]]) for each in held.get("services", ())],
        [_step(each, language) for each in held.get("steps", ())],
        held.get("contacts", ()),
    )


def _goal(held: Mapping[str, Any]) -> ShownGoal:
    return ShownGoal(
        goal_name(held["code"]), held["reason"], held["partners"], held["body"], _from_text(held["decided_on"])
    )


def _shown_promise(held: Mapping[str, Any], language: str) -> ShownPromise:
    kind, words = STANDINGS[Status(held["standing"])]
    return ShownPromise(
        held["text"],
        dimension_name(held["dimension"]),
        [goal_name(code) for code in held["un_goals"]],
        kind,
        words,
        counted_words(held["met"], held["judged"], len(held["indicators"])),
        [each.get(language) or each["nb"] for each in held["indicators"]],
    )


def _step(held: Mapping[str, Any], language: str) -> ShownStep:
    shipped = {each.code: each for each in process_steps(held["method"])}.get(held["code"])
    name = held["name"] or (title_in(shipped.name, language) if shipped else "")
    state = StepStatus(held["status"]).label
    return ShownStep(name, bool(held["name"]), state, _from_text(held["from"]), _from_text(held["to"]))


def _from_text(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
