"""The account of a year as its page sees it: the finding, the table, the picture, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.catalogues.climate import activities
from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import format_number
from samsvar.core.documents.stacked_drawing import Bar, StackedChart, stacked_chart
from samsvar.core.documents.svg import Svg
from samsvar.core.rules.climate import COMMON, Amount, Basis, Group, Scope, emission_of, path_to_target
from samsvar.core.rules.indicators.numbers import change_in_percent
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.climate.presenters.words import (
    GROUPS,
    SCOPES,
    activity_name,
    amount_words,
    percent,
    tonnes,
    tonnes_of,
)
from samsvar.subjects.climate.selectors.accounts import Found

BASE_YEAR, TARGET_YEAR, CUT = 2019, 2030, Fraction(2, 5)
"""The hospitals' common climate goal: 40 per cent less than in 2019 by 2030 (facts of the common account, 2019 is the
first year with good figures from all)."""
_DRAWN: Sequence[tuple[Group, ...]] = (
    (Group.ENERGY,),
    (Group.PATIENT_TRANSPORT, Group.STAFF_TRANSPORT),
    (Group.GASES,),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. `located` is empty where the two bases are one. `kind`: head, sum, off, net, or empty."""

    name: str
    tonnes: str
    amount: str = ""
    located: str = ""
    count: int = 0
    href: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The year's big figure with the change from the base year and where the path is; empty where unknown."""

    tonnes: str
    change: str = ""
    path: str = ""
    sentence: str = ""
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture for wide and narrow pages, what it says when read aloud, and what is drawn."""

    wide: Svg
    narrow: Svg
    label: str
    caption: str


def is_whole(found: Found | None) -> bool:
    """Whether the common account's tonnes are known: all that is expected has a line, and each line a factor."""
    return found is not None and any(each.indicator == COMMON and each.known for each in found.fed)


def change_from_base(now: Found | None, base: Found | None) -> Fraction | None:
    """The change of the common account's net in percent; None where one of the two is not wholly known."""
    if not (is_whole(now) and is_whole(base)) or now is None or base is None:
        return None
    return change_in_percent(now.inventory.common.kg, base.inventory.common.kg)


def headline(year: int, history: Mapping[int, Found]) -> Headline:
    """The common account's net tonnes, beside the base year and the path to the target."""
    found = history[year]
    net = found.inventory.common
    shown = Headline(tonnes(net.kg, 0), at_least=bool(net.unknown) or not is_whole(found))
    change = change_from_base(found, history.get(BASE_YEAR))
    if change is None or year <= BASE_YEAR:
        return shown
    path = path_to_target(Decimal(100), BASE_YEAR, CUT, TARGET_YEAR, year) - 100
    words = {"path": percent(path), "year": TARGET_YEAR}
    met = _("The path to the goal in %(year)s is at %(path)s this year. The enterprise is on it.") % words
    behind = _("The path to the goal in %(year)s is at %(path)s this year. The emissions are above it.") % words
    return replace(shown, change=percent(change), path=percent(path), sentence=met if change <= path else behind)


def finding(year: int, history: Mapping[int, Found], *, begun: bool, whole: bool) -> str:
    """The sentence on top of the page."""
    found = history.get(year)
    if found is None:
        if not begun:
            return _("The climate account of %(year)s is not begun") % {"year": year}
        return _("There is no line in the climate account of %(year)s") % {"year": year}
    if not whole:
        shown = tonnes_of(found.inventory.net)
        return _("%(tonnes)s tonnes CO₂e in %(year)s") % {"tonnes": shown, "year": year}
    lacks = len(found.inventory.missing)
    if lacks:
        counted = ngettext(
            "%(n)s thing is missing in the climate account of %(year)s",
            "%(n)s things are missing in the climate account of %(year)s",
            lacks,
        )
        return counted % {"n": lacks, "year": year}
    shown = tonnes_of(found.inventory.common, 0)
    change = change_from_base(found, history.get(BASE_YEAR))
    if change is None or year <= BASE_YEAR:
        return _("%(tonnes)s tonnes CO₂e in %(year)s") % {"tonnes": shown, "year": year}
    words = {"tonnes": shown, "year": year, "base": BASE_YEAR, "percent": percent(abs(change)).lstrip("+")}
    if change > 0:
        return _("%(tonnes)s tonnes CO₂e in %(year)s, %(percent)s more than in %(base)s") % words
    return _("%(tonnes)s tonnes CO₂e in %(year)s, %(percent)s less than in %(base)s") % words


def table(found: Found, unit: OrgUnit, *, whole: bool) -> list[Line]:
    """Group by group with their activities, then what is taken off, and what is left."""
    shown: list[Line] = []
    by_group: dict[Group, list[Amount]] = {}
    taken_off: list[Amount] = []
    for amount in found.amounts:
        of = activities()[amount.activity]
        (taken_off if of.deducts else by_group.setdefault(of.group, [])).append(amount)
    market, located = found.inventory, found.located
    for group, words in GROUPS.items():
        held = by_group.get(Group(group), [])
        if not held or group == Group.WASTE_WATER:
            continue
        two = tonnes_of(located.by_group[group]) if group == Group.ENERGY else ""
        shown.append(Line(str(words), tonnes_of(market.by_group[group]), located=two, kind="head"))
        shown += [_activity(found, unit, each) for each in held]
    if taken_off:
        before = market.common + market.deducted
        shown.append(Line(_("Sum before recovered power is taken off"), tonnes_of(before), kind="sum"))
    for each in taken_off:
        line = _activity(found, unit, each)
        shown.append(replace(line, tonnes=_negative(line.tonnes), located="", kind="off"))
    shown.append(Line(_("Net, as the common account has it"), tonnes_of(market.common), kind="net"))
    beside = by_group.get(Group.WASTE_WATER, [])
    if beside:
        words = _("Beside it: %(group)s") % {"group": str(GROUPS[Group.WASTE_WATER])}
        shown.append(Line(words, tonnes_of(market.by_group[Group.WASTE_WATER]), kind="head"))
        shown += [_activity(found, unit, each) for each in beside]
    return shown


def _negative(shown: str) -> str:
    return shown if shown == "–" else f"−{shown}"


def _activity(found: Found, unit: OrgUnit, amount: Amount) -> Line:
    market = emission_of(amount, found.year, Basis.MARKET, found.gwp_set, found.factors)
    located = emission_of(amount, found.year, Basis.LOCATION, found.gwp_set, found.factors)
    two = activities()[amount.activity].scope is Scope.ENERGY
    query = f"?unit={unit.key}&year={found.year}&activity={amount.activity}"
    return Line(
        activity_name(amount.activity),
        tonnes(market.kg),
        amount_words(amount.amount, amount.activity),
        tonnes(located.kg) if two else "",
        found.lines.get(amount.activity, 0),
        reverse("climate:lines") + query,
    )


def scopes(found: Found) -> list[tuple[str, str, str]]:
    """Each scope: its name, market-based, and location-based where that is another figure."""
    return [
        (
            str(words),
            tonnes_of(found.inventory.by_scope[scope]),
            tonnes_of(found.located.by_scope[scope]) if scope is Scope.ENERGY else "",
        )
        for scope, words in SCOPES.items()
    ]


def without_factor(found: Found) -> list[tuple[str, str]]:
    """Activities whose lines have no factor this year: code and name."""
    return [
        (each.activity, activity_name(each.activity))
        for each in found.amounts
        if emission_of(each, found.year, Basis.MARKET, found.gwp_set, found.factors).kg is None
    ]


def picture(history: Mapping[int, Found], year: int, *, whole: bool) -> Drawn | None:
    """Net tonnes by year, in three parts, with the path to the target; None where only one year is known."""
    if len(history) < 2:
        return None
    base = history.get(BASE_YEAR)
    path = whole and is_whole(base)
    first, last = min(history), max(*history, TARGET_YEAR if path else 0)
    years = range(first, last + 1)
    bars = tuple(_bar(each, history.get(each), whole=whole) for each in years)
    target: tuple[Decimal | None, ...] = ()
    if path and base is not None:
        start = base.inventory.common.kg / 1000
        target = tuple(
            path_to_target(start, BASE_YEAR, CUT, TARGET_YEAR, each) if BASE_YEAR <= each <= TARGET_YEAR else None
            for each in years
        )
    wide, narrow = _pictured(bars, target, current_language())
    said = ", ".join(f"{bar.label}: {format_number(bar.total, current_language(), 0)}" for bar in bars if bar.total)
    label = _("Tonnes CO₂e by year. %(figures)s.") % {"figures": said}
    caption = _("Net tonnes CO₂e. Energy is market-based, and recovered power is taken off.")
    if any(not bar.whole for bar in bars if bar.parts is not None):
        caption += " " + _("Dashed: something is missing that year.")
    if target:
        caption += " " + _("Dotted: the straight path from 2019 to 40 per cent less in 2030.")
    return Drawn(wide, narrow, label, caption)


def _bar(year: int, found: Found | None, *, whole: bool) -> Bar:
    if found is None:
        return Bar(str(year))
    of, off = found.inventory.by_group, found.inventory.deducted.kg
    parts = [sum((of[group].kg for group in groups), Decimal(0)) / 1000 for groups in _DRAWN]
    parts[0] = max(parts[0] - off / 1000, Decimal(0))
    known = is_whole(found) if whole else not found.inventory.common.unknown
    return Bar(str(year), tuple(parts), sum(parts, Decimal(0)), whole=known)


@lru_cache(maxsize=100)
def _pictured(bars: tuple[Bar, ...], path: tuple[Decimal | None, ...], language: Language) -> tuple[Svg, Svg]:
    names = (_("Energy, less recovered power"), _("Transport of patients and staff"), _("Gases"))
    chart = StackedChart(names, bars, lambda value: format_number(value, language, 0), path, _("goal"))
    return stacked_chart(chart), stacked_chart(chart, narrow=True)
