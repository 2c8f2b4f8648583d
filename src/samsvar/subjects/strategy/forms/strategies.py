"""Forms about a strategy, an edition, and what hangs on an edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Day, Money, RowChoice, RowChoices, Text, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit, Site
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import CostKind
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.strategy.models import Edition, Quadrant, Strategy, StrategyKind


def row_name(row: Goal | Indicator) -> str:
    """A goal's or indicator's name in the reader's language."""
    return row.name(current_language())


def unit_words(unit: OrgUnit) -> str:
    """A unit's name in the reader's language."""
    return unit.name(current_language())


def _site_name(site: Site) -> str:
    return f"{site.name}, {site.place}" if site.place not in site.name else site.name


class Year(forms.IntegerField):
    """A year."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"min_value": 1900, "max_value": 2199, **more})


class StrategyForm(Versioned):
    """The facts of a strategy."""

    name = Text(label=_("Name"), max_length=200, help_text=_("For example HSE strategy."))
    kind = forms.ChoiceField(label=_("Kind"), choices=StrategyKind.choices)
    area = Text(
        label=_("Area"), max_length=150, required=False, help_text=_("For example health, safety, environment.")
    )
    parent = RowChoice(label=_("Rests on the strategy"), required=False, empty_label=_("None"))
    from_year = Year(label=_("First year"))
    to_year = Year(label=_("Last year"))
    main_goal = Text(
        label=_("Main goal"),
        lines=3,
        max_length=2_000,
        required=False,
        help_text=_("The one goal above all the indicators."),
    )

    def __init__(self, *arguments: Any, strategies: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        choose_among(self, "parent", strategies)


class NewStrategyForm(StrategyForm):
    """A new strategy, with the year of its first edition."""

    year = Year(label=_("Year of the first edition"))


class EditionTextForm(Versioned):
    """What people write in an edition."""

    introduction = Text(label=_("Introduction"), lines=8, max_length=20_000, required=False)
    improvement = Text(
        label=_("How it is improved"),
        lines=5,
        max_length=10_000,
        required=False,
        help_text=_("How the work gets better from year to year, and what asks for it."),
    )
    authors = Text(
        label=_("Written by"), lines=3, max_length=2_000, required=False, help_text=_("Name and title, a line each.")
    )


class ApprovalForm(Versioned):
    """Who approved an edition."""

    approver_name = Text(label=_("Approved by"), max_length=150)
    approver_title = Text(label=_("Title that day"), max_length=150)
    approved_on = Day(label=_("Day"))
    case_number = Text(label=_("Case number"), max_length=60, required=False)


class EditionForm(forms.Form):
    """The year of the next edition."""

    year = Year(label=_("Year"))


class EditionPart(Versioned):
    """A form about something of an edition. `given` holds the rows its choices are made among."""

    def __init__(self, *arguments: Any, edition: Edition, given: dict[str, Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name in set(given) & set(self.fields):
            choose_among(self, name, given[name])


class PointForm(EditionPart):
    """A point of the situation analysis."""

    quadrant = forms.ChoiceField(label=_("Part of the situation analysis"), choices=Quadrant.choices)
    text = Text(label=_("What it is about"), lines=3, max_length=2_000)
    site = RowChoice(label=_("Site"), words=_site_name, required=False, empty_label=_("None"))
    requirement = Text(
        label=_("Requirement"), max_length=200, required=False, help_text=_("The law or rule, in words.")
    )
    goal = RowChoice(label=_("Goal"), words=row_name, required=False, empty_label=_("None"))
    area = RowChoice(
        label=_("Area of the sustainability process"), required=False, empty_label=_("None"),
        help_text=_("Where the point comes from what was mapped there."),
    )  # fmt: skip
    facts = RowChoices(label=_("Facts that support it"), required=False)
    actions = RowChoices(label=_("Actions that answer it"), required=False)


class FactForm(EditionPart):
    """What somebody outside has found."""

    text = Text(label=_("What was found"))
    figure = forms.DecimalField(label=_("Figure"), max_digits=14, decimal_places=3, required=False, localize=True)
    unit_of_measure = Text(label=_("Measured in"), max_length=40, required=False, help_text=_("For example per cent."))
    population = Text(label=_("Found of"), max_length=200, required=False, help_text=_("For example hospital staff."))
    source = Text(label=_("Source"), max_length=200)
    year = Year(label=_("Year of the survey"), required=False)
    link = forms.URLField(label=_("Address"), max_length=200, required=False, assume_scheme="https")
    indicator = RowChoice(
        label=_("Our own figure beside it"), words=row_name, required=False, empty_label=_("None"),
        help_text=_("The newest figure of the indicator stands beside the fact."),
    )  # fmt: skip


class PrioritisedUnitForm(EditionPart):
    """A unit that is to have help first."""

    unit = RowChoice(label=_("Unit"), words=unit_words, empty_label=_("Choose a unit"))
    reason = Text(label=_("Why"), lines=3, max_length=2_000)
    help_offered = Text(label=_("Help offered"), lines=2, max_length=2_000, required=False)
    help_given = Text(label=_("Help given"), lines=2, max_length=2_000, required=False)
    given_on = Day(label=_("Given on"), required=False)
    actions = RowChoices(label=_("Actions that help it"), required=False)


class IndicatorForm(EditionPart):
    """An indicator in the edition, with what is wanted under it."""

    indicator = RowChoice(label=_("Indicator"), words=row_name, empty_label=_("Choose an indicator"))
    number = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=99, initial=1)
    prioritised = forms.BooleanField(label=_("Prioritised"), required=False, initial=True)
    ambition = Text(label=_("What the enterprise wants"), lines=3, max_length=2_000, required=False)
    source_document = Text(label=_("From the document"), max_length=200, required=False)
    chapter = Text(label=_("Chapter"), max_length=60, required=False)
    footnote = Text(label=_("Footnote"), lines=2, max_length=1_000, required=False)


class ActionTieForm(EditionPart):
    """An action that stands already, taken into the edition."""

    action = RowChoice(label=_("Action"), empty_label=_("Choose an action"))
    indicators = RowChoices(label=_("Indicators it is to move"), words=row_name, required=False)


class NewActionForm(Versioned):
    """A new action of the edition, tied to points and indicators from the start."""

    title = Text(label=_("What is to be done"))
    responsible_name = Text(label=_("Responsible"), max_length=150, required=False, help_text=_("A role or a name."))
    expected_result = Text(label=_("Wanted effect"), lines=3, max_length=2_000, required=False)
    due_on = Day(label=_("Deadline"), required=False)
    cost_kind = forms.ChoiceField(label=_("Cost beyond the budget"), choices=CostKind.choices)
    cost_ore = Money(label=_("Amount in kroner"), help_text=_("Only where the cost is an amount."))
    indicators = RowChoices(label=_("Indicators it is to move"), words=row_name, required=False)
    points = RowChoices(label=_("Points it answers"), required=False)

    def __init__(self, *arguments: Any, edition: Edition, indicators: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        choose_among(self, "indicators", indicators)
        choose_among(self, "points", edition.points.order_by("quadrant", "pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("cost_kind") == CostKind.AMOUNT and cleaned.get("cost_ore") is None:
            self.add_error("cost_ore", _("Write the amount, or choose another kind of cost."))
        if cleaned.get("cost_kind") != CostKind.AMOUNT and cleaned.get("cost_ore") is not None:
            self.add_error("cost_kind", _("An amount is written. Choose that the cost is an amount."))
        return cleaned


def strategies_above(strategy: Strategy | None, rows: Any) -> Any:
    """The strategies it may rest on: all but itself."""
    return (rows.exclude(pk=strategy.pk) if strategy else rows).order_by("name", "pk")
