"""A campaign over time as a picture: how many had been sent to, had opened, begun and answered by the end of each day.

Answered is the line that matters and is drawn strongest; the others are what it may still become.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samsvar.core.documents.charts import ACCENT, HAIRLINE, OUTLINE, SUBTLE, drawing, written
from samsvar.core.documents.numbers import format_date
from samsvar.core.documents.svg import element
from samsvar.core.rules.campaigns import DayOf
from samsvar.platform.ui.drawings import drawn
from samsvar.platform.ui.language import current_language

_TOP, _BOTTOM, _APART = 28.0, 26.0, 16.0


@dataclass(frozen=True, slots=True)
class _Plan:
    width: float
    height: float
    left: float
    right: float


_WIDE, _NARROW = _Plan(720, 220, 36, 120), _Plan(360, 220, 30, 104)


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    values: tuple[int, ...]
    line: dict[str, object]
    strong: bool = False


def progress_picture(days: Sequence[DayOf], due_on: date, *, narrow: bool = False) -> SafeString:
    """The picture. Nothing is drawn where there are fewer than two days."""
    if len(days) < 2:
        return SafeString("")
    plan = _NARROW if narrow else _WIDE
    series = _series(days)
    most = max(max(each.values) for each in series) or 1
    parts = _grid(plan, most) + _days(plan, days, due_on)
    for each in series:
        parts.append(_line(plan, each, most))
    parts += _ends(plan, series, most)
    return drawn(drawing(plan.width, plan.height, *parts))


def picture_table(days: Sequence[DayOf]) -> list[DayOf]:
    """The days on which anything changed, with the first and the last: the same figures as a table."""
    return [
        day
        for number, day in enumerate(days)
        if number in (0, len(days) - 1) or _figures(day) != _figures(days[number - 1])
    ]


def picture_words(days: Sequence[DayOf]) -> str:
    """What the picture shows, in a sentence."""
    last = days[-1]
    words = gettext(
        "By %(day)s %(sent)s had been sent to, %(opened)s had opened, %(begun)s begun, %(answered)s answered"
    )
    return words % {
        "day": format_date(last.day, current_language(), "text"),
        **{name: getattr(last, name) for name in ("sent", "opened", "begun", "answered")},
    }


def _series(days: Sequence[DayOf]) -> list[_Series]:
    grey: dict[str, object] = {"stroke": OUTLINE, "stroke_width": 1.5, "class_": "dd-grey"}
    return [
        _Series(gettext("Sent"), tuple(day.sent for day in days), {**grey, "stroke_dasharray": "2 3"}),
        _Series(gettext("Opened"), tuple(day.opened for day in days), grey),
        _Series(gettext("Begun"), tuple(day.begun for day in days), {**grey, "stroke_width": 2.5}),
        _Series(
            gettext("Answered"),
            tuple(day.answered for day in days),
            {"stroke": ACCENT, "stroke_width": 3, "class_": "dd-own"},
            strong=True,
        ),
    ]


def _figures(day: DayOf) -> tuple[int, int, int, int]:
    return day.sent, day.opened, day.begun, day.answered


def _grid(plan: _Plan, most: int) -> list[str]:
    parts = []
    for value in sorted({0, most // 2, most}):
        y = _y(plan, value, most)
        ends = {"x1": plan.left, "x2": plan.width - plan.right, "y1": y, "y2": y}
        parts.append(element("line", {**ends, "stroke": HAIRLINE, "class_": "dd-hair"}))
        quiet = "s-quiet-ink s-tab"
        parts.append(written(str(value), plan.left - 8, y + 5, colour=SUBTLE, class_=quiet, text_anchor="end"))
    return parts


def _days(plan: _Plan, days: Sequence[DayOf], due_on: date) -> list[str]:
    quiet: dict[str, Any] = {"colour": SUBTLE, "class_": "s-quiet-ink"}
    parts = []
    for number, anchor in ((0, "start"), (len(days) - 1, "end")):
        text = format_date(days[number].day, current_language(), "table")
        parts.append(written(text, _x(plan, number, len(days)), plan.height - 6, text_anchor=anchor, **quiet))
    if days[0].day < due_on < days[-1].day:
        x = _x(plan, (due_on - days[0].day).days, len(days))
        ends = {"x1": x, "x2": x, "y1": _TOP, "y2": plan.height - _BOTTOM}
        parts.append(element("line", {**ends, "stroke": OUTLINE, "stroke_dasharray": "4 3", "class_": "dd-grey"}))
        parts.append(written(gettext("Last day to answer"), x, _TOP - 12, text_anchor="middle", **quiet))
    return parts


def _line(plan: _Plan, each: _Series, most: int) -> str:
    """Steps: nothing happens between the days."""
    path, before = "", 0.0
    for number, value in enumerate(each.values):
        x, y = _x(plan, number, len(each.values)), _y(plan, value, most)
        path += f"M{x:g},{y:g}" if number == 0 else f"L{x:g},{before:g}L{x:g},{y:g}"
        before = y
    return element("path", {"d": path, "fill": "none", **each.line})


def _ends(plan: _Plan, series: Sequence[_Series], most: int) -> list[str]:
    """The name and last figure of each line at its end, moved apart where they would lie on one another."""
    ranked = sorted(enumerate(series), key=lambda pair: (pair[1].values[-1], -pair[0]), reverse=True)
    places, above = [], 0.0
    for _number, each in ranked:
        above = max(_y(plan, each.values[-1], most) + 5, above + _APART)
        places.append(above)
    below = plan.height - _BOTTOM + 5 + _APART
    for place in reversed(range(len(places))):
        below = places[place] = min(places[place], below - _APART)
    parts = []
    for (_number, each), y in zip(ranked, places, strict=True):
        weight: dict[str, Any] = {"font_weight": 600} if each.strong else {"class_": "s-quiet-ink", "colour": SUBTLE}
        parts.append(written(f"{each.values[-1]} {each.name}", plan.width - plan.right + 8, y, **weight))
    return parts


def _x(plan: _Plan, number: int, count: int) -> float:
    return round(plan.left + (plan.width - plan.left - plan.right) * number / (count - 1), 1)


def _y(plan: _Plan, value: int, most: int) -> float:
    return round(plan.height - _BOTTOM - (plan.height - _BOTTOM - _TOP) * value / most, 1)
