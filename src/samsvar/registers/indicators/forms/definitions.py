"""The form of an indicator: its words, its formula and its way up the tree, set up without code."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.indicators.definition import (
    Definition,
    Direction,
    OverTime,
    Problem,
    RollUp,
    check_definition,
    formula_as_data,
    read_formula,
)
from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.platform.forms.fields import RowChoices, Text, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import UnitKind
from samsvar.registers.indicators.codes import DirectionWord, OverTimeWord, PeriodWord, RollUpWord
from samsvar.registers.indicators.forms.figures import FigureField
from samsvar.registers.indicators.forms.goals import goal_choice, goal_words, of_choice, offer, year_field
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.own_words import themes
from samsvar.registers.indicators.presenters.problems import OF_DEFINITION, said
from samsvar.registers.indicators.presenters.words import CORRECTIONS, UNITS
from samsvar.registers.indicators.selectors.words import OwnWords
from samsvar.registers.indicators.trees import EVERY_UNIT

FORMULAS = (
    ("given", _("The figure is handed in")),
    ("ratio", _("Numerator divided by denominator")),
    ("share_of_units", _("Share of units that meet a threshold")),
    ("change_from_base", _("Change from a base year, in per cent")),
    ("corrected_energy", _("Energy corrected for temperature, area or activity")),
)

#: The fields of the form that each formula is made of.
PARTS: Mapping[str, tuple[str, ...]] = {
    "given": (),
    "ratio": ("numerator", "denominator", "base", "complement"),
    "share_of_units": ("threshold", "at_most", "minimum_group"),
    "change_from_base": ("base_year",),
    "corrected_energy": ("corrections", "heat_share", "activity_share"),
}

#: How each formula is added up the tree where the form says nothing.
USUAL_ROLL_UP: Mapping[str, str] = {
    "given": "sum",
    "ratio": "ratio",
    "share_of_units": "share_of_units",
    "change_from_base": "sum",
    "corrected_energy": "sum",
}
_FORMULA_FIELDS = frozenset(name for names in PARTS.values() for name in names)


class IndicatorForm(Versioned):
    """An indicator: what it tells, how it is worked out, and how the units' figures become their parent's."""

    name_nb = Text(label=_("Name in bokmål"))
    name_nn = Text(label=_("Name in nynorsk"), required=False)
    name_en = Text(label=_("Name in English"), required=False)
    definition_nb = Text(
        label=_("Definition"),
        lines=3,
        required=False,
        max_length=4000,
        help_text=_("What is counted, and what is not."),
    )
    definition_nn = Text(label=_("Definition in nynorsk"), lines=3, required=False, max_length=4000)
    definition_en = Text(label=_("Definition in English"), lines=3, required=False, max_length=4000)
    goal = goal_choice(label=_("Tells of the goal"), empty_label=_("None yet"))
    also = RowChoices(label=_("Tells of these goals too"), words=goal_words, required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    prioritised = forms.BooleanField(label=_("One of the prioritised"), required=False)
    number = forms.IntegerField(
        label=_("Place among the prioritised"), required=False, min_value=1, max_value=999, help_text=_("1 is first.")
    )
    direction = forms.ChoiceField(label=_("Direction"), choices=DirectionWord.choices)
    unit_of_measure = forms.ChoiceField(label=_("Counted in"), required=False)
    own_unit = Text(
        label=_("Or a unit of your own"),
        required=False,
        max_length=40,
        help_text=_("As it is written after the figure: g per måltid, kWh/m²."),
    )
    decimals = forms.IntegerField(label=_("Decimals shown"), min_value=0, max_value=6, initial=1)
    period = forms.ChoiceField(label=_("Measured each"), choices=PeriodWord.choices)
    formula_kind = forms.ChoiceField(label=_("Worked out as"), choices=FORMULAS)
    numerator = Text(label=_("Numerator: what is counted"), required=False, max_length=100)
    denominator = Text(label=_("Denominator: out of what"), required=False, max_length=100)
    base = forms.IntegerField(
        label=_("Times"), required=False, min_value=1, initial=100, help_text=_("100 for per cent, 1 000 000 for H1.")
    )
    complement = forms.BooleanField(label=_("The rest instead: attendance of absence"), required=False)
    threshold = FigureField(label=_("Threshold"), help_text=_("A unit counts as meeting it from this figure."))
    at_most = forms.BooleanField(label=_("At most: a lower figure meets it"), required=False)
    minimum_group = forms.IntegerField(
        label=_("Smallest group"),
        required=False,
        min_value=1,
        help_text=_("Units with fewer people count neither way."),
    )
    base_year = year_field(label=_("Base year"))
    corrections = forms.MultipleChoiceField(
        label=_("Corrected for"),
        choices=[(str(code), words) for code, words in CORRECTIONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    heat_share = FigureField(
        label=_("Part of the use that follows temperature"), help_text=_("From 0 to 1, such as 0,6.")
    )
    activity_share = FigureField(label=_("Part of the use that follows activity"), help_text=_("From 0 to 1."))
    roll_up = forms.ChoiceField(
        label=_("Up the tree"), choices=[("", _("As is usual for the formula")), *RollUpWord.choices], required=False
    )
    over_time = forms.ChoiceField(label=_("From months to years"), choices=OverTimeWord.choices)
    covers_below = forms.BooleanField(label=_("A unit’s own figure is about all units under it"), required=False)
    expected_kind = forms.ChoiceField(
        label=_("Handed in by"),
        required=False,
        choices=[("", _("Every unit without units under it")), (EVERY_UNIT, _("Every unit")), *UnitKind.choices],
    )
    sites = Text(
        label=_("Limited to the sites"),
        required=False,
        max_length=500,
        help_text=_("Names with a semicolon between. Empty: all."),
    )
    minimum_persons = forms.IntegerField(
        label=_("Hide figures about fewer people than"),
        required=False,
        min_value=1,
        help_text=_("5 for figures about people. Empty where it is not about people."),
    )
    warning_band = FigureField(label=_("Warning band"), help_text=_("Proposed for its targets."))
    source = Text(label=_("Where the figures come from"), required=False)
    retired = forms.BooleanField(
        label=_("No longer measured"), required=False, help_text=_("It leaves the lists; its figures stay.")
    )

    sections = (
        (
            _("What it tells"),
            (
                "name_nb",
                "name_nn",
                "name_en",
                "definition_nb",
                "definition_nn",
                "definition_en",
                "goal",
                "theme",
                "prioritised",
                "number",
                "direction",
            ),
        ),
        (
            _("How it is worked out"),
            (
                "unit_of_measure",
                "own_unit",
                "decimals",
                "period",
                "formula_kind",
                "numerator",
                "denominator",
                "base",
                "complement",
                "threshold",
                "at_most",
                "minimum_group",
                "base_year",
                "corrections",
                "heat_share",
                "activity_share",
            ),
        ),
        (
            _("Up the tree"),
            (
                "roll_up",
                "over_time",
                "covers_below",
                "expected_kind",
                "sites",
                "minimum_persons",
                "warning_band",
                "source",
                "retired",
            ),
        ),
        (_("Tells of these goals too"), ("also",)),
    )

    def __init__(
        self, *arguments: Any, goals: Any, own: OwnWords, indicator: Indicator | None = None, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        choose_among(self, "goal", goals)
        choose_among(self, "also", goals)
        offer(self, "theme", themes(own), indicator)
        offer(self, "unit_of_measure", {code: words for code, (_after, words) in UNITS.items()}, indicator)
        if indicator is None:
            del self.fields["retired"]

    def parts(self) -> list[dict[str, Any]]:
        """All but the last section stay open: a formula is not set up by who has not seen it."""
        return [
            {
                **part,
                "open": part["open"] or part["fields"][0].name != "also",
                "folds": number > 1,
                "fields": [(each, of_choice(each, PARTS)) for each in part["fields"]],
            }
            for number, part in enumerate(super().parts())
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["unit_of_measure"] = cleaned.pop("own_unit", "") or cleaned.get("unit_of_measure", "")
        if self.errors:
            return cleaned
        kind = cleaned["formula_kind"]
        cleaned["roll_up"] = cleaned["roll_up"] or USUAL_ROLL_UP[kind]
        if kind == "share_of_units":
            cleaned["over_time"] = str(OverTime.LAST)
        formula = read_formula({"kind": kind, **_told(cleaned, PARTS[kind])})
        if isinstance(formula, tuple):
            self._say(formula)
            return cleaned
        cleaned["formula"] = formula_as_data(formula)
        cleaned["monitored_only"] = cleaned["direction"] == DirectionWord.NONE
        definition = Definition(
            code="-",
            unit=cleaned["unit_of_measure"],
            decimals=cleaned["decimals"],
            direction=Direction(cleaned["direction"]),
            period=PeriodKind(cleaned["period"]),
            roll_up=RollUp(cleaned["roll_up"]),
            formula=formula,
            minimum_persons=cleaned["minimum_persons"],
            covers_below=cleaned["covers_below"],
            over_time=OverTime(cleaned["over_time"]),
        )
        self._say(check_definition(definition))
        return cleaned

    def _say(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            name, words = said(problem, OF_DEFINITION)
            self.add_error(name if name in self.fields else None, words)

    @property
    def written(self) -> dict[str, Any]:
        """The indicator's columns: the fields of the formula have become one."""
        left_out = (_FORMULA_FIELDS - {"base_year"}) | {"formula_kind", "also"}
        return {name: value for name, value in super().written.items() if name not in left_out}


def begun_with(indicator: Indicator | None) -> dict[str, Any]:
    """What the fields of the formula begin with."""
    if indicator is None:
        return {"minimum_persons": 5}
    told = dict(indicator.formula)
    kind = told.pop("kind", "given")
    further = [tie.goal.key for tie in indicator.other_goals.select_related("goal")]
    return {
        "also": further,
        "formula_kind": kind,
        **{name: _read(value) for name, value in told.items()},
    }


def _told(cleaned: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The formula as plain values; what is left empty is left out."""
    found = {name: cleaned.get(name) for name in names}
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in found.items()
        if value not in (None, "")
    }


def _read(value: Any) -> Any:
    try:
        return Decimal(value) if isinstance(value, str) else value
    except ArithmeticError:
        return value
