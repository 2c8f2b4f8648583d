"""The pack in short: what is met, what is late, what is owed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samsvar.core.documents.model import Block, Blocks, FactList, FigureRef, Inlines, Paragraph, line
from samsvar.core.rules.indicators.status import Status
from samsvar.front.reporting.tertial.asked import Asked, worded
from samsvar.front.reporting.tertial.duties import requirement_figure, requirement_rows
from samsvar.front.reporting.tertial.indicators import counted
from samsvar.front.reporting.tertial.work import (
    action_figure,
    action_rows,
    decided_steps,
    decision_figures,
    unfollowed,
    wheel_figure,
    wheel_rows,
)


def summary(asked: Asked) -> Blocks:
    """One line for each thing that a reader asks for first. Five queries."""
    blocks: list[Block] = [Paragraph(line(finding(asked)))]
    blocks.append(FactList(tuple(_facts(asked))))
    return tuple(blocks)


def finding(asked: Asked) -> str:
    """What is so, in a sentence: how many of the indicators that can be judged meet their target."""
    return finding_words(counted(asked))


def finding_words(found: Mapping[Status, int]) -> str:
    """The same of what is counted by status."""
    judged = found[Status.MET] + found[Status.NEAR] + found[Status.MISSED]
    if not judged:
        return _("No indicator has both a figure and a target.")
    return _("%(met)s of %(judged)s indicators with figure and target meet the target.") % {
        "met": found[Status.MET],
        "judged": judged,
    }


def _facts(asked: Asked) -> Iterator[tuple[str, Inlines]]:
    found = counted(asked)
    words = {
        Status.MET: _("Indicators that meet the target"),
        Status.NEAR: _("Indicators within the warning band"),
        Status.MISSED: _("Indicators outside the warning band"),
        Status.NO_TARGET: _("Indicators without a target"),
        Status.UNKNOWN: _("Indicators without a figure"),
    }
    for status, name in words.items():
        yield name, line(_count(asked, status, found[status]))
    numbers = asked.numbers(_rows(asked))
    yield _("Actions late when the period ended"), line(action_figure(asked, "late", numbers["actions-late"]))
    yield _("Actions done in the period"), line(action_figure(asked, "done", numbers["actions-done"]))
    if asked.is_enterprise:
        late = wheel_figure(asked, "late", numbers["wheel-late"])
        yield _("Activities of the wheel late when the period ended"), line(late)
        if asked.reader != "amu":
            yield _("Requirements with nothing behind them"), line(requirement_figure(asked, numbers["requirements"]))
    every, lacking = decision_figures(asked, numbers["decided"], numbers["not-followed"])
    if every.value:
        told = worded(_("%(n)s of %(of)s"), n=lacking, of=every)
        yield _("Decided steps of management reviews not followed"), told


def _rows(asked: Asked) -> dict[str, QuerySet[Any]]:
    """What is counted, in one query."""
    decided = decided_steps(asked)
    return {
        "actions-late": action_rows(asked, "late"),
        "actions-done": action_rows(asked, "done"),
        "wheel-late": wheel_rows(asked, "late"),
        "requirements": requirement_rows(asked),
        "decided": decided,
        "not-followed": decided.filter(unfollowed(asked)),
    }


def _count(asked: Asked, status: Status, number: int) -> FigureRef:
    where = {"rule": "indicators.status", "page": "indicators:indicators"}
    return asked.count(f"indicators-{status.value}", number, **where, p=asked.period.code, view="all")
