"""A plan as its pages see it: rows grouped by goal, columns of a board, bars on a time line, and how good it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from samsvar.core.rules.plans import CostSum, CriteriaSet, PlanFacts, PlanQuality, sum_costs
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import ActionStatus
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.presenters.words import COLUMNS, Words, criterion_name, failing
from samsvar.subjects.plans.selectors.facts import effect_of

WIDTH = 1_000


@dataclass(frozen=True, slots=True)
class Bar:
    """An action on the time line, in thousandths of its width. `done` of it is done; None: nobody has said."""

    begins: int
    width: int
    done: int
    dashed: bool


@dataclass(slots=True)
class Row:
    """An action in a plan."""

    planned: Any
    action: Any
    whose: str
    effect: str
    parts: int
    parts_done: int
    late: bool
    serves: list[str]
    also: list[str] = field(default_factory=list)
    bar: Bar | None = None


@dataclass(slots=True)
class Group:
    """Actions that serve the same goal or indicator first of all."""

    name: str
    key: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion. `met` None: cannot be told. `href` leads to what fails."""

    words: str
    met: bool | None
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan's quality as a line: what is met, of how many."""

    checks: list[Check]
    met: int
    count: int


def rows_of(plan: Plan, planned: Iterable[Any], today: date) -> list[Row]:
    """The plan's actions, each with what the pages draw."""
    return [_row(plan, each, today) for each in planned]


def _row(plan: Plan, planned: Any, today: date) -> Row:
    action = planned.action
    parts = list(action.parts.all())
    done = sum(part.status == ActionStatus.DONE for part in parts)
    late, whose = action.is_late(today), action.whose
    serves = served_by(planned)
    row = Row(planned, action, whose, effect_of(action), len(parts), done, late, serves, serves[1:])
    row.bar = _bar(plan, action, done, len(parts))
    return row


def served_by(planned: Any) -> list[str]:
    """The names of the goals and indicators that a planned action serves."""
    language = current_language()
    goals = [tie.goal.name(language) for tie in planned.goal_ties.all()]
    return goals + [tie.indicator.name(language) for tie in planned.indicator_ties.all()]


def named(goals: Iterable[Any]) -> list[tuple[str, str]]:
    """Key and name of each goal."""
    return [(goal.key, goal.name(current_language())) for goal in goals]


def leads_to(planned: Any) -> list[tuple[str, str]]:
    """The goals and indicators that a planned action serves: the page of each, and its name."""
    language = current_language()
    goals = [("indicators:goal", tie.goal) for tie in planned.goal_ties.all()]
    served = [*goals, *(("indicators:indicator", tie.indicator) for tie in planned.indicator_ties.all())]
    return [(page_address(page, row.key), row.name(language)) for page, row in served]


def groups_of(rows: Iterable[Row]) -> list[Group]:
    """The rows under the first thing each serves; those that serve nothing stand last."""
    found: dict[str, Group] = {}
    for row in rows:
        ties = [*row.planned.goal_ties.all()]
        first = ties[0].goal if ties else next((tie.indicator for tie in row.planned.indicator_ties.all()), None)
        key = first.key if first else ""
        name = row.serves[0] if row.serves else gettext("Without a goal or an indicator")
        found.setdefault(key, Group(name, key, [])).rows.append(row)
    return sorted(found.values(), key=lambda group: (not group.key, group.name))


def board(rows: Sequence[Row]) -> list[tuple[str, Words, list[Row]]]:
    """The columns of the board: code, name, cards."""
    return [(code, words, [row for row in rows if row.action.status == code]) for code, words in COLUMNS.items()]


def _bar(plan: Plan, action: Any, done: int, parts: int) -> Bar | None:
    """From the start (or the plan's first day) to the deadline (or the plan's last day, dashed)."""
    begins, ends = action.starts_on or plan.from_on, action.done_on or action.due_on or plan.to_on
    begins, ends = max(begins, plan.from_on), min(max(ends, begins), plan.to_on)
    if begins > plan.to_on or ends < plan.from_on:
        return None
    days = (plan.to_on - plan.from_on).days + 1
    left = WIDTH * (begins - plan.from_on).days // days
    width = max(WIDTH * ((ends - begins).days + 1) // days, 6)
    share = width if action.status == ActionStatus.DONE else (width * done // parts if parts else 0)
    return Bar(left, width, share, dashed=action.due_on is None and action.done_on is None)


def place_of(plan: Plan, day: date) -> int | None:
    """Where a day stands on the time line, in thousandths; None outside the period."""
    if not plan.from_on <= day <= plan.to_on:
        return None
    return WIDTH * (day - plan.from_on).days // ((plan.to_on - plan.from_on).days + 1)


def months_of(plan: Plan) -> list[tuple[int, str]]:
    """Where each month of the period begins, and what it is called; every third where there are many."""
    found, day = [], plan.from_on
    while day <= plan.to_on:
        found.append((place_of(plan, day) or 0, date_format(day, "M")))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found if len(found) <= 14 else found[::3]


def finding(facts: PlanFacts, today: date) -> str:
    """How many actions, how many go on from before, and how many are late."""
    wholes = [action for action in facts.actions if action.parent is None]
    n, late = len(wholes), sum(action.is_late(today) for action in wholes)
    continued = sum(action.continuity == "continued" for action in wholes)
    said = [ngettext("%(n)s action", "%(n)s actions", n) % {"n": n}]
    if continued:
        said.append(ngettext("%(n)s carried forward", "%(n)s carried forward", continued) % {"n": continued})
    words = ", ".join(said) + "."
    if late:
        over = ngettext("%(n)s is over its deadline.", "%(n)s are over their deadlines.", late) % {"n": late}
        words = f"{words} {over}"
    return words


def quality(found: PlanQuality, address: str) -> Shown:
    """The criteria as a line, what fails as links to what fails."""
    checks = []
    for result in found.results:
        words = criterion_name(result.code) if result.met is not False else failing(result)
        leads = result.met is False and bool(result.failing) and result.code.startswith(("each_", "no_overdue"))
        href = f"{address}?fails={result.code}" if leads else ""
        checks.append(Check(words, result.met, href))
    return Shown(checks, sum(result.met is True for result in found.results), len(found.results))


def verdict(found: PlanQuality) -> list[tuple[str, bool | None]]:
    """Whether the plan lives, and whether it is good."""
    sets = {result.belongs_to for result in found.results}
    said = []
    if CriteriaSet.ACTIVE in sets:
        said.append((gettext("Active"), found.active))
    if CriteriaSet.QUALITY in sets:
        said.append((gettext("Of the wanted quality"), found.good))
    return said


def costs(facts: PlanFacts) -> CostSum:
    """The cost beyond the budget of the actions, each once."""
    return sum_costs(action for action in facts.actions if action.parent is None)
