"""What is done and late: actions, activities of the annual wheel, decisions of the management review."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from samsvar.core.documents.model import Block, Blocks, Column, FactList, FigureRef, Inline, Paragraph, Table, line, row
from samsvar.core.documents.numbers import format_date, format_number
from samsvar.front.reporting.tertial.asked import MOST, Asked, worded
from samsvar.platform.access.permissions import Permission
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.actions.models import OPEN, Action, ActionStatus
from samsvar.registers.wheel.models import Occurrence, OccurrenceState
from samsvar.subjects.meetings.models import Decision, DecisionStep, ReviewKind


def _actions(asked: Asked) -> QuerySet[Action]:
    unit = asked.unit
    rows = Action.objects.visible_to(asked.viewer, Permission.VIEW_ACTIONS)
    return rows.filter(unit__path__gte=unit.path, unit__path__lt=unit.path_end)


def _action_filters(asked: Asked) -> dict[str, Q]:
    """By word. Late is counted as it stood when the period ended: what was done after that was late then."""
    undone = Q(status__in=OPEN) | Q(status=ActionStatus.DONE, done_on__gte=asked.before)
    return {
        "late": undone & Q(due_on__lt=asked.before),
        "done": Q(status=ActionStatus.DONE, done_on__range=(asked.period.first_day, asked.period.last_day)),
        "new": Q(created_at__gte=asked.begins_at, created_at__lt=asked.ends_at),
        "undated": Q(status__in=OPEN, due_on__isnull=True),
    }


def action_rows(asked: Asked, word: str) -> QuerySet[Action]:
    """Those that are `late`, `done`, `new` or `undated`."""
    return _actions(asked).filter(_action_filters(asked)[word])


def count_actions(asked: Asked) -> dict[str, FigureRef]:
    """How many are late, done, new and without a deadline. One query."""
    found = _actions(asked).aggregate(**{word: Count("pk", filter=q) for word, q in _action_filters(asked).items()})
    return {word: action_figure(asked, word, number) for word, number in found.items()}


def action_figure(asked: Asked, word: str, number: int) -> FigureRef:
    """How many actions, with what is behind it."""
    return asked.count(f"actions-{word}", number, rule=f"actions.{word}", page="due_diligence:actions")


def actions(asked: Asked) -> Blocks:
    """Counts, and the first of the late, the done and the new. Four queries."""
    counts, filters = count_actions(asked), _action_filters(asked)
    said = {
        "late": _("Late when the period ended"),
        "done": _("Done in the period"),
        "new": _("New in the period"),
        "undated": _("Without a deadline"),
    }
    blocks: list[Block] = [FactList(tuple((words, line(counts[word])) for word, words in said.items()))]
    orders = {"late": ("due_on", "pk"), "done": ("-done_on", "pk"), "new": ("due_on", "pk")}
    for word, order in orders.items():
        if counts[word].value:
            rows = _actions(asked).filter(filters[word]).select_related("unit", "responsible").order_by(*order)[:MOST]
            blocks.append(_action_table(asked, said[word], rows, counts[word].value, done=word == "done"))
    return tuple(blocks)


def _action_table(asked: Asked, caption: str, rows: Iterable[Action], count: Any, *, done: bool) -> Table:
    columns = (
        Column(_("Action"), row_header=True, width=2.6),
        Column(_("Unit"), width=1.6),
        Column(_("Responsible"), width=1.4),
        Column(_("Done on") if done else _("Deadline")),
    )
    drawn = tuple(
        row(
            linked(asked, "action", each.key, each.title, "due_diligence:action"),
            each.unit.name(asked.language),
            each.whose or _("Nobody is named"),
            _day(asked, each.done_on if done else each.due_on),
        )
        for each in rows
    )
    return Table(caption, columns, drawn, rest_note(asked, len(drawn), count))


def linked(asked: Asked, kind: str, key: str, title: str, page: str) -> Inline:
    """A record's title that leads to the record."""
    address = page_address(page, key) or None
    return FigureRef(f"{kind}-{key}", title, None, (f"{kind}:{key}",), "", asked.period.code, address)


def rest_note(asked: Asked, shown: int, count: Any) -> tuple[Inline, ...]:
    """Says under a table how many it leaves out."""
    if not isinstance(count, int) or count <= shown:
        return ()
    return line(_("and %(n)s more") % {"n": format_number(count - shown, asked.language, 0)})


def _day(asked: Asked, on: Any) -> str:
    return format_date(on, asked.language, "table") if on else "–"


def _occurrences(asked: Asked) -> QuerySet[Occurrence]:
    unit = asked.unit
    rows = Occurrence.objects.visible_to(asked.viewer, Permission.VIEW_WHEEL).shown()
    return rows.filter(enterprise__path__gte=unit.path, enterprise__path__lt=unit.path_end)


def _wheel_filters(asked: Asked) -> dict[str, Q]:
    owed = Q(state__in=(OccurrenceState.NOT_BEGUN, OccurrenceState.UNDER_WAY))
    next_last = asked.period.following().last_day
    return {
        "late": (owed | Q(state=OccurrenceState.DONE, done_on__gte=asked.before))
        & Q(due_on__lt=asked.before, year=asked.period.year),
        "done": Q(state=OccurrenceState.DONE, done_on__range=(asked.period.first_day, asked.period.last_day)),
        "coming": owed & Q(due_on__gte=asked.before, due_on__lte=next_last),
    }


def wheel_rows(asked: Asked, word: str) -> QuerySet[Occurrence]:
    """Those that are `late`, `done` or `coming`."""
    return _occurrences(asked).filter(_wheel_filters(asked)[word])


def count_wheel(asked: Asked) -> dict[str, FigureRef]:
    """How many activities are late, done and coming. One query."""
    found = _occurrences(asked).aggregate(**{word: Count("pk", filter=q) for word, q in _wheel_filters(asked).items()})
    return {word: wheel_figure(asked, word, number) for word, number in found.items()}


def wheel_figure(asked: Asked, word: str, number: int) -> FigureRef:
    """How many activities, with what is behind it."""
    return asked.count(f"wheel-{word}", number, rule=f"wheel.{word}", page="wheel:year", year=asked.period.year)


def wheel(asked: Asked) -> Blocks:
    """Activities of the wheels of the enterprise and those beneath it. Four queries."""
    counts, filters = count_wheel(asked), _wheel_filters(asked)
    said = {
        "late": _("Late when the period ended"),
        "done": _("Done in the period"),
        "coming": _("Due in the next period"),
    }
    blocks: list[Block] = [FactList(tuple((words, line(counts[word])) for word, words in said.items()))]
    for word, words in said.items():
        if not counts[word].value:
            continue
        rows = _occurrences(asked).filter(filters[word]).select_related("activity", "enterprise")
        order = "-done_on" if word == "done" else "due_on"
        blocks.append(_wheel_table(asked, words, rows.order_by(order, "pk")[:MOST], counts[word].value, word))
    return tuple(blocks)


def _wheel_table(asked: Asked, caption: str, rows: Iterable[Occurrence], count: Any, word: str) -> Table:
    columns = (
        Column(_("Activity"), row_header=True, width=3),
        Column(_("Enterprise"), width=1.8),
        Column(_("Done on") if word == "done" else _("Last day")),
    )
    drawn = tuple(
        row(
            linked(asked, "occurrence", each.key, each.activity.name(asked.language), "wheel:occurrence"),
            each.enterprise.name(asked.language),
            _day(asked, each.done_on if word == "done" else each.due_on),
        )
        for each in rows
    )
    return Table(caption, columns, drawn, rest_note(asked, len(drawn), count))


def decided_steps(asked: Asked) -> QuerySet[DecisionStep]:
    """What management reviews at and beneath the unit have decided that somebody does."""
    unit = asked.unit
    decided = Decision.objects.visible_to(asked.viewer, Permission.VIEW_WHEEL).filter(
        review__kind=ReviewKind.MANAGEMENT_REVIEW,
        review__unit__path__gte=unit.path,
        review__unit__path__lt=unit.path_end,
        decided_on__lt=asked.before,
    )
    return DecisionStep.objects.filter(decision__in=decided)


def unfollowed(asked: Asked) -> Q:
    """No action yet, or an action that is over its deadline."""
    late = Q(action__status__in=OPEN, action__due_on__lt=asked.before)
    return Q(action__isnull=True) | late


def count_decisions(asked: Asked) -> tuple[FigureRef, FigureRef]:
    """How many steps management reviews have decided, and how many of them are not followed. One query."""
    found = decided_steps(asked).aggregate(every=Count("pk"), lacking=Count("pk", filter=unfollowed(asked)))
    return decision_figures(asked, found["every"], found["lacking"])


def decision_figures(asked: Asked, every: int, lacking: int) -> tuple[FigureRef, FigureRef]:
    """How many steps are decided and how many not followed, with what is behind them."""
    where = {"rule": "meetings.not_followed", "page": "meetings:decisions"}
    return asked.count("decided", every, **where), asked.count("not-followed", lacking, **where)


def decisions(asked: Asked) -> Blocks:
    """What management reviews decided and nobody has done: no action, or one over its deadline. Two queries."""
    every, lacking = count_decisions(asked)
    if not every.value:
        return (Paragraph(line(_("No decision of a management review is registered."))),)
    blocks: list[Block] = [Paragraph(worded(_("%(n)s of %(of)s decided steps are not followed."), n=lacking, of=every))]
    if lacking.value:
        rows = decided_steps(asked).filter(unfollowed(asked)).select_related("decision", "action", "unit")
        columns = (
            Column(_("Decided"), row_header=True, width=3),
            Column(_("Unit"), width=1.6),
            Column(_("How it stands"), width=1.8),
        )
        words: Callable[[DecisionStep], str] = lambda step: (  # noqa: E731 (read once, beside its table)
            _("No action yet")
            if step.action is None
            else _("Over its deadline %(day)s") % {"day": _day(asked, step.action.due_on)}
        )
        drawn = tuple(
            row(
                linked(asked, "decision", each.decision.key, each.what, "meetings:decision"),
                each.unit.name(asked.language),
                words(each),
            )
            for each in rows.order_by("decision__decided_on", "pk")[:MOST]
        )
        blocks.append(Table(_("Not followed"), columns, drawn, rest_note(asked, len(drawn), lacking.value)))
    return tuple(blocks)
