"""Indicators against their targets, what changed since the period before, and whose figures are in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Block, Blocks, Column, FigureRef, Paragraph, Row, Table, line, row
from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.status import Course, Status, grade
from samsvar.core.rules.indicators.targets import TargetKind
from samsvar.front.reporting.tertial.asked import MOST, Asked, worded
from samsvar.platform.access.permissions import Permission
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.indicators.models import Indicator, Submission
from samsvar.registers.indicators.presenters.changes import Named, change_lines
from samsvar.registers.indicators.presenters.own_words import dimension_words
from samsvar.registers.indicators.presenters.standing import handed_in_words, target_words
from samsvar.registers.indicators.presenters.words import (
    COURSES,
    DIMENSIONS,
    difference,
    period_name,
    shown,
    source_words,
    status_words,
)
from samsvar.registers.indicators.selectors.entry import period_of_submission
from samsvar.registers.indicators.selectors.figures import Shown, what_changed

HEALTH = frozenset({"health", "safety", "safety_climate", "system"})
"""Themes that a working environment committee follows."""


@dataclass(frozen=True)
class Acceptance:
    """How far a period's figures are accepted: the unit's own, or so many of those right beneath it."""

    whole: bool
    accepted: int
    units: int
    missing: tuple[OrgUnit, ...]


def indicators(asked: Asked) -> Blocks:
    """A table for each dimension; a figure of which not all is accepted is marked."""
    every = list(told_to(asked))
    if not every:
        return (Paragraph(line(_("No indicators are set up for the unit."))),)
    accepted = acceptance(asked, [each.period for each in every])
    groups: dict[str, list[Shown]] = {}
    for each in every:
        groups.setdefault(each.indicator.goal.dimension if each.indicator.goal else "", []).append(each)
    order = [*[code for code in DIMENSIONS if code in groups], *sorted(groups.keys() - DIMENSIONS.keys())]
    return tuple(_table(asked, dimension_words(code), groups[code], accepted) for code in order)


def told_to(asked: Asked) -> Iterator[Shown]:
    """The indicators that the reader is told of: a committee those of its own themes, others all."""
    return (each for each in asked.standings if is_told(asked, each.indicator))


def is_told(asked: Asked, indicator: Indicator) -> bool:
    """Whether the reader is told of the indicator."""
    dimension = indicator.goal.dimension if indicator.goal else ""
    return asked.reader != "amu" or indicator.theme in HEALTH or dimension == "social"


def _table(asked: Asked, caption: str, every: Iterable[Shown], accepted: Mapping[Period, Acceptance]) -> Table:
    columns = (
        Column(_("Indicator"), row_header=True, width=2.0),
        Column(_("Figure"), "number", width=1.2),
        Column(_("Target"), "number"),
        Column(_("Status"), width=1.9),
        Column(_("From the year before"), width=2.2),
        Column(_("Handed in and accepted"), width=1.2),
    )
    every = list(every)
    in_words = [
        f"{each.indicator.name(asked.language)}: {target_words(each.target, each.indicator)}."
        for each in every
        if each.target is not None and each.target.kind is TargetKind.WORDS and each.target.words
    ]
    note = _("Status is held against the target in force. * is hidden: it is about too few people.")
    return Table(
        caption, columns, tuple(_row(asked, each, accepted) for each in every), line(" ".join([note, *in_words]))
    )


def target_cell(each: Shown) -> str:
    """The target; one in words is told under the table, where there is room."""
    if each.target is not None and each.target.kind is TargetKind.WORDS:
        return _("in words")
    return target_words(each.target, each.indicator)


def _row(asked: Asked, each: Shown, accepted: Mapping[Period, Acceptance]) -> Row:
    indicator = each.indicator
    name = indicator.name(asked.language)
    if each.period != asked.period:
        name = _("%(name)s, %(period)s") % {"name": name, "period": period_name(each.period)}
    words = status_words(
        grade(each.standing, Direction(indicator.direction)), each.standing.status, each.standing.reason
    )
    told = [handed_in_words(each.delivered, each.expected), accepted_words(accepted[each.period])]
    return row(
        name,
        figure_of(asked, each),
        target_cell(each),
        f"{words.glyph} {words.words}".strip(),
        trend_words(each),
        ", ".join(part for part in told if part),
    )


def figure_of(asked: Asked, each: Shown) -> FigureRef:
    """An indicator's figure with what is behind it: the page of its parts, how it is added up, and its source."""
    indicator = each.indicator
    text = "*" if each.masked else shown(each.number, indicator.unit_of_measure, indicator.decimals)
    address = page_address("indicators:indicator", indicator.key, unit=asked.unit.key, p=each.period.code)
    source = source_words(indicator.source) if indicator.source else ""
    return FigureRef(
        f"indicator-{indicator.code}",
        text,
        None if each.number is None else format(each.number, "f"),
        (f"indicator:{indicator.key}", f"unit:{asked.unit.key}"),
        f"indicators.{indicator.roll_up}",
        ", ".join(part for part in (source, each.period.code) if part),
        address or None,
    )


def trend_words(each: Shown) -> str:
    """How a figure has gone since the same period last year; a dash where that is not known."""
    if each.trend.course is Course.UNKNOWN:
        return "–"
    words = str(COURSES[each.trend.course][1])
    if not each.trend.change:
        return words
    change = difference(each.trend.change, each.indicator.unit_of_measure, each.indicator.decimals)
    return f"{change}, {words}"


def acceptance(asked: Asked, periods: Iterable[Period]) -> dict[Period, Acceptance]:
    """How far the figures of periods are accepted, from what was submitted at, above and right beneath the unit.

    A longer period is accepted with all its parts. Two queries.
    """
    wanted = list(dict.fromkeys(periods))
    below = [
        each
        for each in OrgUnit.objects.alive(asked.period.last_day).filter(parent=asked.unit).order_by("path")
        if asked.viewer.may(Permission.VIEW_INDICATORS, each)
    ]
    line_keys = asked.unit.line_keys
    closed = Submission.objects.closed().filter(year__in={each.year for each in wanted})
    above = closed.filter(unit__key__in=line_keys)
    rows = (above | closed.filter(unit__in=[each.pk for each in below])).select_related("unit")
    held: dict[int, list[Period]] = {}
    own: list[Period] = []
    for each in rows:
        held.setdefault(each.unit_id, []).append(period_of_submission(each))
        if each.unit.key in line_keys:
            own.append(period_of_submission(each))
    found = {}
    for period in wanted:
        there = [each for each in below if _covers(held.get(each.pk, ()), period)]
        missing = tuple(each for each in below if each not in there)
        whole = _covers(own, period) or bool(below and not missing)
        found[period] = Acceptance(whole, len(there), len(below), missing)
    return found


def _covers(accepted: Iterable[Period], period: Period) -> bool:
    """Whether the period lies in an accepted one, or all its parts of some kind are accepted."""
    every = list(accepted)
    if any(each.contains(period) for each in every):
        return True
    kinds = {each.kind for each in every} - {PeriodKind.YEAR}
    return any(
        all(any(each.contains(part) for each in every) for part in period.parts(kind))
        for kind in kinds
        if period.kind is PeriodKind.YEAR or (period.kind is PeriodKind.TERTIAL and kind is PeriodKind.MONTH)
    )


def accepted_words(found: Acceptance) -> str:
    """`accepted`, `2 of 8 units accepted`, `not accepted`."""
    if found.whole:
        return _("accepted")
    if found.accepted:
        said = ngettext("%(n)s of %(of)s unit accepted", "%(n)s of %(of)s units accepted", found.units)
        return said % {"n": found.accepted, "of": found.units}
    return _("not accepted")


def changes(asked: Asked) -> Blocks:
    """What changed since the period before, the most pressing first. Four queries."""
    found = [each for each in what_changed(asked.unit, asked.period) if is_told(asked, each.now.indicator)]
    then = period_name(asked.period.previous())
    if not found:
        return (Paragraph(line(_("No figure has changed since %(period)s.") % {"period": then})),)
    named = {
        str(each.now.indicator.pk): Named(
            each.now.indicator.name(asked.language), each.now.indicator.unit_of_measure, each.now.indicator.decimals
        )
        for each in found
    }
    lines = change_lines([each.change for each in found], named, {}, {})
    rows = tuple(
        row(said.words, said.name, _with_link(asked, each, said.figures))
        for each, said in zip(found, lines, strict=True)
    )
    columns = (Column(_("What happened"), width=1), Column(_("Indicator"), row_header=True, width=2))
    caption = _("Since %(period)s") % {"period": then}
    return (Table(caption, (*columns, Column(_("From and to"), width=2)), rows),)


def _with_link(asked: Asked, change: Any, words: str) -> FigureRef:
    indicator = change.now.indicator
    address = page_address("indicators:indicator", indicator.key, unit=asked.unit.key, p=change.now.period.code)
    number = change.change.change
    return FigureRef(
        f"change-{indicator.code}",
        words,
        None if number is None else format(number, "f"),
        (f"indicator:{indicator.key}", f"unit:{asked.unit.key}"),
        "indicators.changes",
        f"{change.before.period.code}–{change.now.period.code}",
        address or None,
    )


def deliveries(asked: Asked) -> Blocks:
    """Whose figures for the period are accepted and whose are not. Two queries."""
    found = acceptance(asked, [asked.period])[asked.period]
    blocks: list[Block] = []
    page = page_address("indicators:periods", unit=asked.unit.key, p=asked.period.code)
    number = FigureRef(
        "accepted-units",
        format_number(found.accepted, asked.language, 0),
        found.accepted,
        (f"unit:{asked.unit.key}",),
        "indicators.accepted",
        asked.period.code,
        page or None,
    )
    if not found.units:
        words = _("The figures are accepted.") if found.whole else _("The figures are not accepted yet.")
        return (Paragraph(line(words)),)
    words = _("%(n)s of %(of)s units right beneath have their figures for the period accepted.")
    blocks.append(Paragraph(worded(words, n=number, of=format_number(found.units, asked.language, 0))))
    if found.missing:
        names = [each.name(asked.language) for each in found.missing[:MOST]]
        if len(found.missing) > MOST:
            names.append(_("and %(n)s more") % {"n": len(found.missing) - MOST})
        blocks.append(Paragraph(line(_("Not accepted yet: %(names)s.") % {"names": ", ".join(names)})))
        blocks.append(Paragraph(line(_("What these have handed in is in the sums, and is marked there."))))
    return tuple(blocks)


def counted(asked: Asked) -> dict[Status, int]:
    """How many of the indicators stand how; one without a figure counts as that, whether it has a target or not."""
    found = dict.fromkeys(Status, 0)
    for each in told_to(asked):
        found[Status.UNKNOWN if each.number is None else each.standing.status] += 1
    return found
