"""Forms of reports due: a kind of report, what is written in a section, a reason, and what was made known."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Count, Day, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit, UnitKind
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.selectors import activities_of
from samsvar.subjects.reports.models import Pack, Reader


class ReportKindForm(Versioned):
    """A kind of report: what it is made of, who asks whom, by when, and which document says so."""

    name = Text(label=_("Name of the report"), max_length=200, help_text=_("For example: Tertial report to the board"))
    pack = forms.ChoiceField(label=_("Made of"), choices=Pack.choices)
    source = Text(
        label=_("The document that asks for it"),
        max_length=300,
        help_text=_("For example: Framework for social responsibility, point 5"),
    )
    reader = forms.ChoiceField(label=_("Reader"), choices=Reader.choices)
    asked_kind = forms.ChoiceField(label=_("Asked of"), required=False)
    due_days = Count(label=_("Days after the period"), required=True, max_value=365)
    activity_code = forms.ChoiceField(
        label=_("Or the last day of an activity in the wheel"),
        required=False,
        help_text=_("Where the enterprise has the activity in its wheel, its own last day holds."),
    )
    from_year = Count(label=_("Asked for from the year"), required=True, min_value=1990, max_value=2199)
    retired = forms.BooleanField(label=_("Not asked for any more"), required=False)

    def __init__(self, unit: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        kinds = [(each.value, each.label) for each in UnitKind if each != UnitKind.NATIONAL]
        asked: Any = self.fields["asked_kind"]
        asked.choices = [("", _("the unit itself")), *kinds]
        activities = activities_of(unit.enterprise) if unit.enterprise else []
        named: Any = self.fields["activity_code"]
        named.choices = [("", _("None")), *((each.code, each.name(current_language())) for each in activities)]


class CommentForm(forms.Form):
    """What is written in a section, and which version of it was seen."""

    serial = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = Text(label=_("Your comment"), lines=6, max_length=20_000, required=False)


class DecisionForm(Versioned):
    """Why a report is sent back or opened again."""

    reason = Text(label=_("Reason"), lines=3, max_length=2_000)


class PublishedForm(Versioned):
    """Where and when a report was made public."""

    where = Text(label=_("Where it is public"), max_length=300, help_text=_("An address or a case number"))
    on = Day(label=_("Day"))


class InformedForm(Versioned):
    """Who was told of a report, and when."""

    where = Text(label=_("Who was told, and how"), max_length=300)
    on = Day(label=_("Day"))
