"""What an indicator's page says: its finding, facts, figures down to what was handed in, and targets."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.catalogues.goals import shipped_indicators
from samsvar.core.documents.line_drawing import small_line
from samsvar.core.documents.svg import Svg
from samsvar.core.rules.indicators.changes import ChangeKind
from samsvar.core.rules.indicators.definition import Direction, Ratio
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.status import Grade, Status, grade
from samsvar.core.rules.indicators.targets import Target, TargetOfYear
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator, IndicatorTarget, Measurement
from samsvar.registers.indicators.presenters.own_words import theme_words
from samsvar.registers.indicators.presenters.parents import set_above
from samsvar.registers.indicators.presenters.standing import handed_in_words, page_of, target_words
from samsvar.registers.indicators.presenters.words import (
    PERIOD_KINDS,
    REASONS,
    StatusWords,
    bare,
    correction_words,
    formula_words,
    period_name,
    shown,
    source_words,
    status_words,
    unit_words,
)
from samsvar.registers.indicators.reading import definition_of, figures_in, period_in
from samsvar.registers.indicators.selectors.figures import ChangeShown, Shown
from samsvar.registers.indicators.selectors.words import OwnWords


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A period's figure in the table: figure, parts, target, status, who has handed in, and the page behind it."""

    period: str
    href: str
    figure: str
    numerator: str
    denominator: str
    target: str
    status: StatusWords
    delivered: str
    why: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in force for a year, and those it stands instead of."""

    year: int
    words: str
    yearly: bool
    set_for: str
    source: str
    reason: str
    earlier: Sequence[tuple[str, str]]
    above: str = ""


@dataclass(frozen=True, slots=True)
class Multiple:
    """A unit's small drawing: its page, last figure as shown and its period."""

    name: str
    href: str
    figure: str
    period: str
    picture: Svg | None
    status: StatusWords


def latest(series: Sequence[Shown]) -> Shown | None:
    """The last period with a figure; the last at all where none has one."""
    return next((each for each in reversed(series) if each.number is not None), series[-1] if series else None)


def title(indicator: Indicator, now: Shown | None, series: Sequence[Shown]) -> str:
    """The finding: where the figure stands against its target, and since when."""
    if now is None or now.number is None:
        return _("There is no figure to show yet")
    figure = shown(now.number, indicator.unit_of_measure, indicator.decimals)
    period = period_name(now.period)
    if now.standing.target is None:
        return _("%(figure)s in %(period)s") % {"figure": figure, "period": period}
    target = shown(now.standing.target, indicator.unit_of_measure, indicator.decimals)
    words = {
        Status.MET: _("%(figure)s in %(period)s, which meets the target of %(target)s"),
        Status.NEAR: _("%(figure)s in %(period)s, within the warning band of the target %(target)s"),
        Status.MISSED: _("%(figure)s in %(period)s, outside the warning band of the target %(target)s"),
    }
    told = words.get(now.standing.status, _("%(figure)s in %(period)s"))
    return told % {"figure": figure, "period": period, "target": target}


def part_names(indicator: Indicator) -> tuple[str, str]:
    """What numerator and denominator are called: as the shipped set names them, else as the formula does."""
    formula = definition_of(indicator).formula
    named = next((each for each in shipped_indicators() if each.code == indicator.code), None)
    if named is not None and named.definition.formula == formula:
        language = current_language()
        above, below = named.numerator.get(language, ""), named.denominator.get(language, "")
        if above or below:
            return above, below
    return (formula.numerator, formula.denominator) if isinstance(formula, Ratio) else ("", "")


def facts(indicator: Indicator, own: OwnWords) -> list[tuple[str, str]]:
    """The definition in names and values."""
    above, below = part_names(indicator)
    language = current_language()
    found = [
        (_("Worked out as"), formula_words(definition_of(indicator).formula, above, below)),
        (_("Counted in"), unit_words(indicator.unit_of_measure)),
        (_("Direction"), str(indicator.get_direction_display())),
        (_("Measured each"), str(indicator.get_period_display())),
        (_("Up the tree"), str(indicator.get_roll_up_display())),
        (
            _("From months to years"),
            str(indicator.get_over_time_display()) if indicator.period != PeriodKind.YEAR.value else "",
        ),
        (
            _("Hidden under"),
            _("%(count)s people") % {"count": indicator.minimum_persons} if indicator.minimum_persons else "",
        ),
        (_("Sites"), indicator.sites),
        (_("Theme"), theme_words(indicator.theme, own)),
        (_("Owner"), indicator.unit.name(language)),
        (_("Source"), source_words(indicator.source)),
    ]
    return [(name, value) for name, value in found if value]


def figures(indicator: Indicator, series: Sequence[Shown], unit: OrgUnit) -> list[FigureRow]:
    """The periods, the newest first, each with what it is made of."""
    direction = Direction(indicator.direction)
    found = []
    for each in reversed(series):
        graded = grade(each.standing, direction)
        status = status_words(graded, each.standing.status, each.standing.reason)
        known = each.number is not None
        why = "" if known else str(REASONS.get("masked" if each.masked else each.result.reason, ""))
        target = each.standing.target
        found.append(
            FigureRow(
                period=period_name(each.period),
                href=_measured(indicator, unit, each) if each.period.kind.value == indicator.period else "",
                figure="*" if each.masked else shown(each.number, indicator.unit_of_measure, indicator.decimals),
                numerator=_part(each, "numerator"),
                denominator=_part(each, "denominator"),
                target=shown(target, indicator.unit_of_measure, indicator.decimals)
                if target is not None
                else target_words(each.target, indicator),
                status=status if graded is not Grade.NONE else StatusWords("", "", "", "none"),
                delivered=handed_in_words(each.delivered, each.expected),
                why=why,
                raw=_raw(indicator, each),
            )
        )
    return found


def _raw(indicator: Indicator, each: Shown) -> str:
    """Energy before correction, beside the corrected figure."""
    if each.masked or each.result.raw is None:
        return ""
    before = shown(rounded(each.result.raw, indicator.decimals), indicator.unit_of_measure, indicator.decimals)
    return _("%(figure)s before correction") % {"figure": before}


def _measured(indicator: Indicator, unit: OrgUnit, each: Shown) -> str:
    return f"{reverse('indicators:measured', args=[indicator.key, each.period.code])}?unit={unit.key}"


def _part(each: Shown, name: str) -> str:
    value = None if each.masked else each.part(name)
    return "–" if value is None else plain(value)


def plain(value: Decimal) -> str:
    """A number with the decimals it has."""
    exponent = value.normalize().as_tuple().exponent
    return bare(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def targets(
    indicator: Indicator,
    of_years: Iterable[TargetOfYear],
    yearly: Iterable[TargetOfYear],
    rows: Sequence[IndicatorTarget],
    line: Sequence[str],
) -> list[TargetRow]:
    """The target in force for each year, with those it replaced and what is wanted above; yearly changes beside.

    `line`: ids of the unit and those above it that have set any, nearest first.
    """
    by_key = {row.key: row for row in rows}
    language = current_language()

    def row(each: TargetOfYear, target: Target, is_yearly: bool) -> TargetRow:
        stored = by_key[target.id]
        earlier = [(target_words(old, indicator), _who(by_key[old.id])) for old in each.earlier]
        return TargetRow(
            each.year,
            target_words(target, indicator),
            is_yearly,
            stored.unit.name(language),
            source_words(target.source),
            target.reason,
            earlier,
            set_above(indicator, rows, line, target),
        )

    found = [row(each, each.target, False) for each in of_years if each.target is not None]
    found += [row(each, each.target, True) for each in yearly if each.target is not None]
    return sorted(found, key=lambda each: (each.year, each.yearly))


def _who(row: IndicatorTarget) -> str:
    return " · ".join(each for each in (row.set_by.name if row.set_by else "", source_words(row.source)) if each)


def corrections(
    indicator: Indicator, rows: Iterable[Measurement], hidden: Collection[Period] = ()
) -> list[dict[str, Any]]:
    """Figures that were corrected: period, what stood there, what stands there, why, who and when.

    Nothing of periods whose figure is hidden: what stood there would tell of it.
    """
    return [
        {
            "period": period_name(period_in(row)),
            "before": handed_words(indicator, row.supersedes) if row.supersedes else "–",
            "now": handed_words(indicator, row),
            "why": correction_words(row.delivery.reason),
            "who": row.delivery.delivered_by.name if row.delivery.delivered_by else "",
            "at": row.delivery.delivered_at,
        }
        for row in rows
        if period_in(row) not in hidden
    ]


def handed_words(indicator: Indicator, row: Measurement) -> str:
    """What was handed in: a value, or numerator of denominator; nothing of what is about too few."""
    found = figures_in(row)
    if indicator.minimum_persons is not None and (found.persons is None or found.persons < indicator.minimum_persons):
        return "*"
    if found.numerator is not None or found.denominator is not None:
        above, below = found.numerator, found.denominator
        numbers = {
            "above": "–" if above is None else plain(Decimal(str(above))),
            "below": "–" if below is None else plain(Decimal(str(below))),
        }
        return _("%(above)s of %(below)s") % numbers
    return "–" if found.value is None else plain(Decimal(str(found.value)))


def kinds(indicator: Indicator, chosen: PeriodKind) -> list[tuple[str, str, bool]]:
    """The kinds of period that figures can be shown by: the indicator's own and the longer ones."""
    every = list(PeriodKind)
    own = every.index(PeriodKind(indicator.period))
    return [(str(each), str(PERIOD_KINDS[each]), each is chosen) for each in every[own:]]


def multiples(indicator: Indicator, every: Sequence[tuple[OrgUnit, Sequence[Shown]]]) -> list[Multiple]:
    """Each unit's small drawing on one scale, the weakest first."""
    low, high = _scale(every)
    language, direction = current_language(), Direction(indicator.direction)
    found: list[tuple[int, Decimal, Multiple]] = []
    order = list(Grade)
    for unit, series in every:
        now = latest(series)
        if now is None:
            continue
        graded = grade(now.standing, direction)
        picture = None
        if any(each.number is not None for each in series):
            picture = small_line([each.number for each in series], low, high, now.standing.target)
        multiple = Multiple(
            unit.name(language),
            page_of(indicator, unit),
            "*" if now.masked else shown(now.number, indicator.unit_of_measure, indicator.decimals),
            period_name(now.period),
            picture,
            status_words(graded, now.standing.status, now.standing.reason),
        )
        gap = now.standing.gap or Decimal(0)
        found.append((order.index(graded), -gap if direction is Direction.LOWER else gap, multiple))
    found.sort(key=lambda each: each[:2])
    return [multiple for _rank, _gap, multiple in found]


def _scale(every: Sequence[tuple[OrgUnit, Sequence[Shown]]]) -> tuple[Decimal, Decimal]:
    numbers = [each.number for _unit, series in every for each in series if each.number is not None]
    return (min(numbers), max(numbers)) if numbers else (Decimal(0), Decimal(1))


def scale_words(indicator: Indicator, every: Sequence[tuple[OrgUnit, Sequence[Shown]]]) -> str:
    """What all the drawings go from and to."""
    low, high = (shown(each, indicator.unit_of_measure, indicator.decimals) for each in _scale(every))
    return _("One scale in all, from %(low)s to %(high)s.") % {"low": low, "high": high}


def changes_title(found: Sequence[ChangeShown], since: str) -> str:
    """The sentence on top of what changed."""
    behind = sum(each.change.kind is ChangeKind.FELL_BEHIND for each in found)
    if not found:
        return _("No changes to show %(since)s") % {"since": since}
    if not behind:
        return _("No indicator fell behind %(since)s") % {"since": since}
    words = ngettext("%(count)s indicator fell behind %(since)s", "%(count)s indicators fell behind %(since)s", behind)
    return words % {"count": behind, "since": since}
