"""The forms of a goal and of a target."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.indicators.periods import FIRST_YEAR, LAST_YEAR
from samsvar.platform.forms.fields import Day, RowChoice, Text, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.codes import LevelWord, TargetWord
from samsvar.registers.indicators.forms.figures import FigureField
from samsvar.registers.indicators.models import Goal
from samsvar.registers.indicators.presenters.own_words import dimensions, themes
from samsvar.registers.indicators.selectors.words import OwnWords


def goal_words(goal: Goal) -> str:
    """What a goal is called in a list to choose from."""
    return goal.name(current_language())


def goal_choice(**more: Any) -> RowChoice:
    """One goal among those that are given later."""
    return RowChoice(words=goal_words, required=False, **more)


def year_field(**more: Any) -> forms.IntegerField:
    """A year, or nothing."""
    return forms.IntegerField(**{"min_value": FIRST_YEAR, "max_value": LAST_YEAR, "required": False, **more})


class GoalForm(Versioned):
    """A goal: what it says, where in the tree it stands, and who decided it."""

    name_nb = Text(label=_("Goal in bokmål"))
    name_nn = Text(label=_("Goal in nynorsk"), required=False)
    name_en = Text(label=_("Goal in English"), required=False)
    about_nb = Text(label=_("What lies in it"), lines=3, required=False, max_length=4000)
    about_nn = Text(label=_("What lies in it, in nynorsk"), lines=3, required=False, max_length=4000)
    about_en = Text(label=_("What lies in it, in English"), lines=3, required=False, max_length=4000)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    parent = goal_choice(label=_("Part of the goal"), empty_label=_("None: it stands by itself"))
    takes_over = goal_choice(
        label=_("Carries further the goal from above"),
        empty_label=_("None"),
        help_text=_("A goal that the region or the nation has set, and that this one answers."),
    )
    level = forms.ChoiceField(
        label=_("Set first by"), required=False, choices=[("", _("The unit itself")), *LevelWord.choices]
    )
    responsible = RowChoice(
        label=_("Responsible"), words=lambda each: each.name, required=False, empty_label=_("Nobody yet")
    )
    responsible_name = Text(
        label=_("Or a role"), max_length=150, required=False, help_text=_("Where no person is named yet.")
    )
    due_on = Day(label=_("Deadline"), required=False)
    from_year = year_field(label=_("From the year"))
    to_year = year_field(label=_("To the year"))
    base_year = year_field(label=_("Base year"))
    change_percent = FigureField(
        label=_("Change from the base year, in per cent"), help_text=_("A cut is negative: −40.")
    )
    case = Text(
        label=_("Decided in"), required=False, max_length=120, help_text=_("Body and case, such as board 40/23.")
    )
    source = Text(label=_("Source"), required=False)

    sections = (
        (_("The goal"), ("name_nb", "name_nn", "name_en", "about_nb", "about_nn", "about_en", "dimension", "theme")),
        (_("Who answers for it"), ("responsible", "responsible_name", "due_on")),
        (
            _("Where it stands"),
            ("parent", "takes_over", "level", "from_year", "to_year", "base_year", "change_percent"),
        ),
        (_("Where it comes from"), ("case", "source")),
    )

    def __init__(
        self, *arguments: Any, among: Any, people: Any, own: OwnWords, goal: Goal | None = None, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        others = among.exclude(pk=goal.pk if goal else 0)
        choose_among(self, "parent", others)
        choose_among(self, "takes_over", others)
        choose_among(self, "responsible", people)
        offer(self, "dimension", {code: words for code, words in dimensions(own).items() if code}, goal)
        offer(self, "theme", themes(own), goal)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from_year"), cleaned.get("to_year")
        if start and end and end < start:
            self.add_error("to_year", _("It cannot end before it begins."))
        base = cleaned.get("base_year")
        if base and end and base >= end:
            self.add_error("base_year", _("The base year must be before the last year."))
        return cleaned


def offer(form: forms.Form, name: str, words: Any, row: Any) -> None:
    """Offer the codes with their words, and the row's own code where it is none of them."""
    held = getattr(row, name, "") if row is not None else ""
    found = [("", "–"), *words.items()]
    if held and held not in words:
        found.append((held, held))
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = found


def of_choice(field: BoundField, asked: Mapping[str, tuple[str, ...]]) -> str:
    """The choices of a form that ask for the field, with a blank between; empty for one that all ask for.

    One that is wrong is never put away, whatever is chosen. `asked`: what each choice asks for.
    """
    if field.errors or not any(field.name in names for names in asked.values()):
        return ""
    return " ".join(code for code, names in asked.items() if field.name in names)


class TargetForm(forms.Form):
    """A target for a year. Another for the same year stands in its place, and the old one is kept."""

    year = year_field(label=_("Year"), required=True)
    to_year = year_field(
        label=_("And each year up to"), help_text=_("Where the years of a strategy have the same target.")
    )
    kind = forms.ChoiceField(label=_("The target is"), choices=TargetWord.choices)
    number = FigureField(
        label=_("Figure"), help_text=_("In the indicator’s unit, or per cent of change: a quarter less is −25.")
    )
    base_year = year_field(label=_("Base year"), help_text=_("For a change from a base year."))
    words = Text(label=_("Target in words"), lines=2, required=False, max_length=2000)
    warning_band = FigureField(
        label=_("Warning band"), help_text=_("How far past the target still counts as near, in the unit of the target.")
    )
    reason = Text(
        label=_("Reason"), lines=2, required=False, max_length=2000, help_text=_("Needed where a target is changed.")
    )
    source = Text(
        label=_("Source"), required=False, help_text=_("The document or assignment it stands in. Needed for a change.")
    )
    inherited = forms.BooleanField(
        label=_("Holds for units below that have none of their own"), required=False, initial=True
    )

    #: What each kind of target asks for.
    ASKED: Mapping[str, tuple[str, ...]] = {
        "value": ("number", "warning_band"),
        "from_base_year": ("number", "base_year", "warning_band"),
        "from_year_before": ("number", "warning_band"),
        "words": ("words",),
        "empty": (),
    }

    def drawn(self) -> list[tuple[BoundField, str]]:
        """The fields, each with the kinds of target that ask for it."""
        return [(each, of_choice(each, self.ASKED)) for each in self.visible_fields()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("year"), cleaned.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", _("It cannot end before it begins."))
        return cleaned
