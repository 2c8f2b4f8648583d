"""Tell how a unit's indicators stand in a period, against their targets.

Examples:
  samsvar indicators --unit HF-2 --period 2025
  samsvar indicators --unit HF-2-3 --period 2025T1 --json
  samsvar indicators --unit 912345674 --period 2025-03
"""

import argparse
from typing import Any

from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.periods import Period, parse_period
from samsvar.core.rules.indicators.status import grade
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import unit_named
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.presenters.words import status_words
from samsvar.registers.indicators.selectors.asked import Asked
from samsvar.registers.indicators.selectors.figures import Shown, figures_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which unit and period."""
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit's number, key or organisation number")
    parser.add_argument(
        "--period", required=True, metavar="PERIOD", help="a year, tertial or month: 2025, 2025T2, 2025-05"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Tell the figures. Nothing is changed."""
    unit, period = unit_named(arguments.unit), _period(arguments.period)
    figures, asked = figures_for(unit, period), Asked()
    console.document(
        {
            "indicators": [_told(each, asked.of(each)) for each in figures],
            "period": period.code,
            "unit": unit.number,
            "unit_key": unit.key,
        }
    )
    _say(figures, unit, period, console, asked)
    return 0


def _period(words: str) -> Period:
    found = parse_period(words)
    if found is None:
        message = _("%(period)s is not a period. Write it like this: 2025, 2025T2 or 2025-05.")
        raise CommandError(message % {"period": words}, code="not_a_period")
    return found


def _told(shown: Shown, expected: int) -> dict[str, Any]:
    return {
        "code": shown.indicator.code,
        "delivered": shown.delivered,
        "denominator": _text(shown.part("denominator")),
        "expected": expected,
        "left_out": shown.left_out,
        "masked": shown.masked,
        "name": shown.indicator.name(current_language()),
        "numerator": _text(shown.part("numerator")),
        "period": shown.period.code,
        "persons": shown.persons,
        "reason": _reason(shown),
        "status": shown.standing.status.value,
        "target": _text(shown.standing.target),
        "unit_of_measure": shown.indicator.unit_of_measure,
        "value": _text(shown.number),
    }


def _text(number: Any) -> str | None:
    return None if number is None else format(number, "f")


def _reason(shown: Shown) -> str:
    """Why there is no figure; where there is one, why it has no status."""
    reasons = shown.result.reason, shown.standing.reason
    return next(filter(None, reasons if shown.number is None else reasons[::-1]), "")


def _say(figures: list[Shown], unit: OrgUnit, period: Period, console: Console, asked: Asked) -> None:
    language = current_language()
    console.say(f"{unit.name(language)}, {period.code}")
    if not figures:
        console.say(_("No indicators are set up for the unit."))
    for each in figures:
        number, target = (
            "–" if given is None else format_number(given, language, decimals=each.indicator.decimals)
            for given in (each.number, each.standing.target)
        )
        state = status_words(
            grade(each.standing, Direction(each.indicator.direction)), each.standing.status, _reason(each)
        )
        handed_in = f"{each.delivered}/{asked.of(each)}"
        console.say(f"{number:>12} {target:>12} {handed_in:>9}  {each.indicator.name(language)}: {state.words}")
