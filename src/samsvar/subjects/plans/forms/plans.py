"""The forms of a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Count, Day, RowChoices, Text
from samsvar.platform.forms.people import person_choice
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import OPEN, CostKind
from samsvar.subjects.plans.selectors.plans import goals_for

_UNCHANGED: list[tuple[str, Any]] = [("", _("As it is"))]
_STATES: list[tuple[str, Any]] = [(each.value, each.label) for each in OPEN]
_COSTS: list[tuple[str, Any]] = [(each.value, each.label) for each in CostKind if each != CostKind.AMOUNT]


def in_language(row: Any) -> str:
    """A goal's or an indicator's name in the reader's language."""
    return str(row.name(current_language()))


class PlanForm(Versioned):
    """A plan: its name, its period, what it is for, which goals it answers, and the meeting that anchored it."""

    title = Text(label=_("Name of the plan"), max_length=200, help_text=_("For example: HSE plan 2026"))
    from_on = Day(label=_("From"))
    to_on = Day(label=_("To"))
    about = Text(label=_("What the plan is for"), lines=3, max_length=5_000, required=False)
    anchored_in = Text(
        label=_("Anchored in the meeting"),
        max_length=200,
        required=False,
        help_text=_("For example: the directors’ meeting, case 12/26"),
    )
    anchored_on = Day(label=_("Day of the meeting"), required=False)

    def __init__(self, unit: OrgUnit, year: int, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        goals = goals_for(unit, year)
        if goals.exists():
            self.fields["goals"] = RowChoices(
                goals, words=in_language, required=False, label=_("Goals that the plan answers")
            )


class CarryForm(forms.Form):
    """The next plan's year and name."""

    year = forms.IntegerField(label=_("For the year"), min_value=1990, max_value=2199)
    title = Text(label=_("Name of the plan"), max_length=200)


class ReasonForm(Versioned):
    """Why a plan is sent back or taken up again."""

    reason = Text(label=_("Reason"), lines=3, max_length=2_000)


class BulkForm(forms.Form):
    """What several actions get at once; what is left empty stays."""

    due_on = Day(label=_("New deadline"), required=False)
    status = forms.ChoiceField(label=_("State"), required=False, choices=_UNCHANGED + _STATES)
    cost_kind = forms.ChoiceField(label=_("Cost beyond the budget"), required=False, choices=_UNCHANGED + _COSTS)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = person_choice(enterprise, empty_label=_("As it is"))
        self.order_fields(["responsible", "due_on", "status", "cost_kind"])


class AskedForm(forms.Form):
    """What the list of plans is asked for."""

    year = Count(min_value=1990, max_value=2199)
    view = forms.CharField(required=False, max_length=20)
    q = forms.CharField(required=False, max_length=100)
