"""Targets, costs and deadlines in the words of the strategy document."""

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import MINUS, format_date, format_money, format_number, format_percent
from samsvar.core.rules.indicators.targets import Target, TargetKind
from samsvar.registers.actions.models import Action, CostKind
from samsvar.registers.indicators.models import Indicator

NOTHING = "–"


def target_words(target: Target | None, indicator: Indicator, language: Language) -> str:
    """A year's target as a cell of the table; a dash where the year has none."""
    if target is None or target.kind is TargetKind.EMPTY:
        return NOTHING
    if target.kind is TargetKind.WORDS:
        return _("in words") if target.words else NOTHING
    if target.number is None:
        return NOTHING
    if target.kind is TargetKind.VALUE:
        if indicator.unit_of_measure == "percent":
            return format_percent(target.number, language, indicator.decimals)
        return format_number(target.number, language, indicator.decimals)
    change = format_percent(target.number, language, 0 if target.number == int(target.number) else 1)
    if target.kind is TargetKind.FROM_YEAR_BEFORE:
        return _("%(change)s a year") % {"change": _signed(change)}
    return _("%(change)s from %(year)s") % {"change": _signed(change), "year": target.base_year}


def _signed(change: str) -> str:
    return change if change.startswith((MINUS, "-")) else f"+{change}"


def cost_words(action: Action, language: Language) -> str:
    """The cost beyond the budget."""
    if action.cost_kind == CostKind.AMOUNT:
        return format_money(action.cost_ore, language, "whole")
    return str(CostKind(action.cost_kind).label).capitalize()


def deadline_words(action: Action, language: Language) -> str:
    """The deadline: at once, a day, or a dash."""
    if action.due_on:
        return format_date(action.due_on, language, "table")
    return _("At once") if action.immediate else NOTHING
