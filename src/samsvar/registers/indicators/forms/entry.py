"""The form in which a unit hands in its figures for a period: many indicators at once, or one that is corrected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.indicators.definition import (
    CorrectedEnergy,
    Correction,
    Definition,
    Ratio,
    RollUp,
    ShareOfUnits,
)
from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures
from samsvar.platform.forms.fields import Count, Text
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.forms.figures import FigureField
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.presenters.energy import FACTS
from samsvar.registers.indicators.presenters.indicator import part_names
from samsvar.registers.indicators.presenters.words import unit_words
from samsvar.registers.indicators.reading import definition_of, figures_in

_OF_ENERGY = frozenset(each.name for each in fields(EnergyFacts))


def fields_of(indicator: Indicator) -> dict[str, forms.Field]:
    """The fields that an indicator's figures are written in, by the part's name."""
    definition = definition_of(indicator)
    above, below = part_names(indicator)
    match definition.formula:
        case Ratio() | ShareOfUnits():
            found: dict[str, forms.Field] = {
                "numerator": FigureField(label=above or _("Numerator")),
                "denominator": FigureField(label=below or _("Denominator")),
            }
        case CorrectedEnergy():
            found = {"value": FigureField(label=_figure_label(indicator))}
            for each in Correction:
                if each in definition.formula.corrections:
                    found |= {name: FigureField(label=words) for name, words in FACTS[each]}
        case _:
            found = {"value": FigureField(label=above or _figure_label(indicator))}
    if definition.roll_up is RollUp.WEIGHTED:
        found["weight"] = FigureField(label=_("Staff to weigh by"))
    if _asks_for_people(definition):
        found["persons"] = Count(label=_("How many people it is about"))
    return found


def _figure_label(indicator: Indicator) -> str:
    """What a figure that is handed in whole is called at its field."""
    if indicator.unit_of_measure in ("", "count"):
        return gettext("How many")
    return gettext("Figure in %(unit)s") % {"unit": unit_words(indicator.unit_of_measure)}


def _asks_for_people(definition: Definition) -> bool:
    formula = definition.formula
    of_group = isinstance(formula, ShareOfUnits) and formula.minimum_group is not None
    return definition.minimum_persons is not None or of_group


def figures_from(values: Mapping[str, Any]) -> Figures | None:
    """What was written, as the rules read it; None where nothing was."""
    if all(value is None for value in values.values()):
        return None
    energy = {name: value for name, value in values.items() if name in _OF_ENERGY}
    given = {name: value for name, value in values.items() if name not in _OF_ENERGY}
    return Figures(**given, energy=EnergyFacts(**energy) if energy else None)


def written_in(row: Measurement | None) -> dict[str, Any]:
    """What stands in a measurement, by the part's name."""
    if row is None:
        return {}
    found = figures_in(row)
    told = {name: getattr(found, name) for name in ("value", "numerator", "denominator", "weight", "persons")}
    if found.energy is not None:
        told |= {name: getattr(found.energy, name) for name in _OF_ENERGY}
    return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True)
class Asked:
    """An indicator in the form: its fields as the template draws them, and what is wrong with it as a whole."""

    indicator: Indicator
    name: str
    about: str
    fields: Sequence[BoundField]
    is_draft: bool

    @property
    def is_wrong(self) -> bool:
        """Whether anything written is wrong."""
        return any(field.errors for field in self.fields)


class EntryForm(forms.Form):
    """The figures of many indicators for one unit and period. `begun`: what stands in drafts, by indicator id."""

    source = Text(label=_("Where the figures come from"), required=False, max_length=300)

    def __init__(
        self, *arguments: Any, indicators: Iterable[Indicator], begun: Mapping[int, Measurement | None], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self.indicators = list(indicators)
        self._begun = begun
        self._parts: dict[int, list[str]] = {}
        for each in self.indicators:
            held = written_in(begun.get(each.pk))
            for name, field in fields_of(each).items():
                field.initial = held.get(name)
                self.fields[f"{each.key}-{name}"] = field
                self._parts.setdefault(each.pk, []).append(name)
        self.order_fields([*(name for name in self.fields if name != "source"), "source"])

    def asked(self) -> list[Asked]:
        """The indicators with their fields, in order."""
        language = current_language()
        return [
            Asked(
                each,
                each.name(language),
                each.definition(language),
                [self[f"{each.key}-{name}"] for name in self._parts[each.pk]],
                self._begun.get(each.pk) is not None,
            )
            for each in self.indicators
        ]

    def handed(self) -> list[tuple[Indicator, Figures]]:
        """What was written, of the indicators where something was."""
        found = []
        for each in self.indicators:
            values = {name: self.cleaned_data[f"{each.key}-{name}"] for name in self._parts[each.pk]}
            figures = figures_from(values)
            if figures is not None:
                found.append((each, figures))
        return found

    def say(self, indicator: Indicator, part: str, words: str) -> None:
        """Say what is wrong at the part's field; at the indicator's first where it has no such part."""
        parts = self._parts[indicator.pk]
        self.add_error(f"{indicator.key}-{part if part in parts else parts[0]}", words)


class CorrectionForm(forms.Form):
    """Other figures in the place of those that count, with the reason."""

    def __init__(self, *arguments: Any, indicator: Indicator, row: Measurement, **more: Any) -> None:
        super().__init__(*arguments, **more)
        held = written_in(row)
        self._parts = list(fields_of(indicator))
        for name, field in fields_of(indicator).items():
            field.initial = held.get(name)
            self.fields[name] = field
        self.fields["reason"] = Text(label=_("Why it is corrected"), lines=2, max_length=2000)

    @property
    def figures(self) -> Figures:
        """What was written."""
        return figures_from({name: self.cleaned_data[name] for name in self._parts}) or Figures()


class ReasonForm(forms.Form):
    """Why a period is returned or reopened."""

    reason = Text(label=_("Why"), lines=3, max_length=2000)
