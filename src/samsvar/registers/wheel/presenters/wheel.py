"""A year's wheel as the page shows it: the finding, the picture, and the same in groups of lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.documents.numbers import format_date, format_days_left
from samsvar.core.documents.wheel_drawing import Look, WheelItem, WheelPicture, WheelWords, annual_wheel
from samsvar.core.rules.wheel.standing import Standing, by_when
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.drawings import drawn
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import ActivityPhase, Occurrence
from samsvar.registers.wheel.presenters.words import (
    SHORT_MONTHS,
    Names,
    days_words,
    slot_words,
    wait_words,
    whose,
)

RINGS = {phase.value: number for number, phase in enumerate(ActivityPhase)}
GROUPS: Mapping[Standing, str | Promise] = {
    Standing.LATE: pgettext_lazy("group of activities", "Late"),
    Standing.UNDER_WAY: pgettext_lazy("group of activities", "Under way"),
    Standing.NOT_BEGUN: pgettext_lazy("group of activities", "To come"),
    Standing.DONE: pgettext_lazy("group of activities", "Done"),
    Standing.CANCELLED: pgettext_lazy("group of activities", "Cancelled"),
    Standing.BEFORE: pgettext_lazy("group of activities", "Before the wheel counted"),
}
_LOOKS: Mapping[Standing, Look] = {
    Standing.LATE: Look.LATE,
    Standing.UNDER_WAY: Look.UNDER_WAY,
    Standing.NOT_BEGUN: Look.NOT_BEGUN,
    Standing.DONE: Look.DONE,
    Standing.CANCELLED: Look.CANCELLED,
    Standing.BEFORE: Look.BEFORE,
}
_LOOK_WORDS: Mapping[Look, str | Promise] = {
    Look.LATE: gettext_lazy("Late"),
    Look.UNDER_WAY: gettext_lazy("Under way"),
    Look.NOT_BEGUN: gettext_lazy("Planned"),
    Look.DONE: gettext_lazy("Done"),
    Look.CANCELLED: gettext_lazy("Cancelled"),
    Look.BEFORE: gettext_lazy("Before the wheel counted"),
}


@dataclass(frozen=True)
class Line:
    """One occurrence as a line: its number in the picture, and what it says."""

    row: Occurrence
    number: int
    name: str
    href: str
    days: str
    phase: str
    whose: str
    standing: Standing
    state: str
    waits: str

    @property
    def is_late(self) -> bool:
        return self.standing is Standing.LATE

    @property
    def is_off(self) -> bool:
        """Whether nobody owes it, though it was not done."""
        return self.standing in (Standing.CANCELLED, Standing.BEFORE)


@dataclass(frozen=True)
class Group:
    """Lines that stand alike, what is late first. `folded`: they begin folded away."""

    standing: Standing
    title: str
    lines: Sequence[Line]

    @property
    def folded(self) -> bool:
        return self.standing in (Standing.DONE, Standing.CANCELLED, Standing.BEFORE)


def lines_of(rows: Iterable[Occurrence], enterprise: OrgUnit, names: Names, today: date) -> list[Line]:
    """Every occurrence as a line, numbered by their days, in the order in which they are to be read."""
    every = list(rows)
    ordered = sorted(every, key=lambda row: (row.opens_on or row.due_on or date.max, row.due_on or date.max, row.pk))
    numbers = {row.pk: number for number, row in enumerate(ordered, start=1)}
    lines = [_line(row, numbers[row.pk], enterprise, names, today) for row in every]
    order = list(Standing)
    return sorted(lines, key=lambda line: (order.index(line.standing), _owed_on(line), line.number))


def _owed_on(line: Line) -> date:
    """What is late or under way is read by its last day; the rest by its number, as it stands in the picture."""
    pressing = line.standing in (Standing.LATE, Standing.UNDER_WAY)
    return line.row.due_on or date.max if pressing else date.min


def _line(row: Occurrence, number: int, enterprise: OrgUnit, names: Names, today: date) -> Line:
    when = by_when(row.as_rule(enterprise, row.activity.key), today)
    slot = slot_words(row.slot, names)
    name = row.activity.name(current_language())
    return Line(
        row=row,
        number=number,
        name=f"{name} ({slot})" if slot else name,
        href=page_address("wheel:occurrence", row.key),
        days=days_words(row),
        phase=str(ActivityPhase(row.activity.phase).label),
        whose=whose(row),
        standing=when.standing,
        state=_state_words(row, when.should_have_begun, when.done_late_by),
        waits=wait_words(row, names),
    )


def _state_words(row: Occurrence, should_have_begun: bool, done_late_by: int | None) -> str:
    if row.done_on:
        done = _("done %(day)s") % {"day": format_date(row.done_on, current_language(), "table")}
        if not done_late_by:
            return done
        late = ngettext("%(n)d day late", "%(n)d days late", done_late_by) % {"n": done_late_by}
        return f"{done}, {late}"
    return _("should have begun") if should_have_begun else ""


def groups_of(lines: Sequence[Line]) -> list[Group]:
    """The lines in groups, empty groups left out."""
    return [
        Group(standing, str(title), here)
        for standing, title in GROUPS.items()
        if (here := [line for line in lines if line.standing is standing])
    ]


def finding(lines: Sequence[Line], year: int) -> str:
    """The finding first: how many are late; else when the next is due."""
    late = sum(1 for line in lines if line.is_late)
    if late:
        words = ngettext(
            "%(n)s activity is late in the annual wheel for %(year)s",
            "%(n)s activities are late in the annual wheel for %(year)s",
            late,
        )
        return words % {"n": _counted(late), "year": year}
    counted = [line for line in lines if line.standing is not Standing.BEFORE]
    if counted and all(line.standing in (Standing.DONE, Standing.CANCELLED) for line in counted):
        return _("All is done in the annual wheel for %(year)s") % {"year": year}
    return _("Nothing is late in the annual wheel for %(year)s") % {"year": year}


def _counted(number: int) -> str:
    words = ["0", _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"), _("Eight"), _("Nine")]
    return words[number] if 0 <= number < len(words) else str(number)


def picture_of(
    lines: Sequence[Line], year: int, today: date, *, narrow: bool = False, links: bool = True
) -> WheelPicture:
    """The picture of what has days. What it had no room for stands in the list."""
    items = [_item(line, today, links) for line in lines if line.row.due_on]
    late = sum(1 for line in lines if line.is_late)
    words = WheelWords(
        rings=_ring_names(),
        months=[str(month) for month in SHORT_MONTHS],
        late=ngettext("%(n)d late", "%(n)d late", late) % {"n": late} if late else "",
        looks={look: str(said) for look, said in _LOOK_WORDS.items() if any(item.look is look for item in items)},
        today=_("Line: today, %(day)s") % {"day": _short_day(today)},
    )
    return annual_wheel(items, year, today, words, narrow=narrow)


def _ring_names() -> tuple[str, str, str, str]:
    first, second, third, fourth = (str(phase.label)[:1].upper() + str(phase.label)[1:] for phase in ActivityPhase)
    return first, second, third, fourth


def _short_day(day: date) -> str:
    return format_date(day, current_language(), "text").rpartition(" ")[0]


def _item(line: Line, today: date, links: bool) -> WheelItem:
    due = line.row.due_on or today
    standing = format_days_left(due, today, current_language()) if line.is_late else str(GROUPS[line.standing])
    return WheelItem(
        key=line.row.key,
        ring=RINGS[line.row.activity.phase],
        opens_on=min(line.row.opens_on or due, due),
        due_on=due,
        label=str(line.number),
        look=_LOOKS[line.standing],
        name=f"{line.number}. {line.name}, {line.days}, {standing}",
        address=(line.href or None) if links else None,
    )


def markup(picture: WheelPicture) -> SafeString:
    """The picture as a page may hold it."""
    return drawn(picture.svg)
