"""How a corrected use of energy came to be: each thing it is corrected for, and by what it is multiplied."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.indicators.definition import CorrectedEnergy, Correction
from samsvar.core.rules.indicators.formulas import EnergyStep, energy_steps
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.presenters.words import CORRECTIONS
from samsvar.registers.indicators.reading import definition_of, figures_in

#: What each correction asks for, the actual first: the name of the fact and its words.
FACTS: Mapping[Correction, tuple[tuple[str, str | Promise], ...]] = {
    Correction.TEMPERATURE: (
        ("degree_days", gettext_lazy("Degree days")),
        ("normal_degree_days", gettext_lazy("Degree days, normal")),
    ),
    Correction.AREA: (
        ("area_m2", gettext_lazy("Area, m²")),
        ("base_area_m2", gettext_lazy("Area in the base year, m²")),
    ),
    Correction.ACTIVITY: (
        ("activity", gettext_lazy("Activity")),
        ("base_activity", gettext_lazy("Activity in the base year")),
    ),
}
_DECIMALS = 4


def correction_lines(indicator: Indicator, row: Measurement) -> list[tuple[str, str]]:
    """What the row's use is multiplied by, thing by thing, written out; nothing of what is not corrected energy."""
    formula = definition_of(indicator).formula
    if not isinstance(formula, CorrectedEnergy):
        return []
    return [
        (capfirst(str(CORRECTIONS[step.correction])), _written_out(step))
        for step in energy_steps(formula, figures_in(row))
    ]


def facts_line(indicator: Indicator, row: Measurement) -> str:
    """The facts that were handed in with the row's use; an unknown one as a dash."""
    formula = definition_of(indicator).formula
    if not isinstance(formula, CorrectedEnergy):
        return ""
    return " · ".join(
        f"{words}: {'–' if known is None else format_number(known, current_language())}"
        for step in energy_steps(formula, figures_in(row))
        for (_name, words), known in zip(FACTS[step.correction], (step.measured, step.normal), strict=True)
    )


def _written_out(step: EnergyStep) -> str:
    language = current_language()
    if step.normal is None or step.measured is None or step.factor is None:
        return _("not known")
    facts = {
        "factor": format_number(rounded(step.factor, _DECIMALS), language),
        "rest": format_number(1 - step.share, language),
        "share": format_number(step.share, language),
        "normal": format_number(step.normal, language),
        "actual": format_number(step.measured, language),
    }
    if step.share == 1:
        return _("× %(factor)s, which is %(normal)s / %(actual)s") % facts
    return _("× %(factor)s, which is %(rest)s + %(share)s × %(normal)s / %(actual)s") % facts
