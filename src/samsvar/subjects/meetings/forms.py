"""The forms of meetings and reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Count, Day, Money, RowChoice, Text
from samsvar.platform.forms.people import person_choice
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import Body, OrgUnit
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.meetings.models import CampaignEventKind, FindingKind, ReviewKind, Verdict
from samsvar.subjects.meetings.presenters.words import meeting_name

LONGEST = 20_000


def units_of(enterprise: OrgUnit, **more: Any) -> RowChoice:
    """A choice among the units that somebody names: the enterprise and its two nearest levels, not 400 sections."""
    deepest = enterprise.path.count(".") + 2
    shallow = [
        unit.pk
        for unit in OrgUnit.objects.filter(enterprise=enterprise, valid_to__isnull=True).only("pk", "path")
        if unit.path.count(".") <= deepest
    ]
    rows = OrgUnit.objects.filter(pk__in=shallow).order_by("path")
    return RowChoice(rows, **{"label": _("Unit"), "empty_label": None, **more})


def meeting_of(rows: Any, **more: Any) -> RowChoice:
    """A meeting, by body and day."""
    label = {"label": _("Meeting"), "required": False, "empty_label": _("No meeting yet")}
    return RowChoice(rows, words=meeting_name, **{**label, **more})


class CaseForm(Versioned):
    """A case, by its number as the body writes it."""

    number = Text(label=_("Case number"), max_length=20, help_text=_("As the body writes it, for example 40/23."))
    title = Text(label=_("What it is about"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    summary = Text(label=_("In short"), lines=4, max_length=LONGEST, required=False)
    link = forms.URLField(label=_("Address of the case papers"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, body: Body, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        rows = Meeting.objects.filter(body=body).select_related("body").order_by("-year", "-number")
        self.fields["meeting"] = meeting_of(rows)
        self.order_fields(("number", "title", "year", "meeting", "summary", "link"))


class WeighForm(Versioned):
    """How a decision was weighed in the three dimensions."""

    weighed_climate = Text(label=_("Climate and environment"), lines=3, max_length=LONGEST, required=False)
    weighed_social = Text(label=_("Social"), lines=3, max_length=LONGEST, required=False)
    weighed_economy = Text(label=_("Economy and governance"), lines=3, max_length=LONGEST, required=False)


class DecisionForm(Versioned):
    """The words and the day of a decision."""

    text = Text(label=_("What was decided or agreed"), lines=4, max_length=LONGEST)
    decided_on = Day(label=_("Day"))


class NewDecisionForm(DecisionForm):
    """A decision with how it was weighed, which may also be written later."""

    weighed_climate = Text(
        label=_("Weighed: climate and environment"),
        lines=2,
        max_length=LONGEST,
        required=False,
        help_text=_("What it means there, in a sentence. “Nothing of note” is an answer too."),
    )
    weighed_social = Text(label=_("Weighed: social"), lines=2, max_length=LONGEST, required=False)
    weighed_economy = Text(label=_("Weighed: economy and governance"), lines=2, max_length=LONGEST, required=False)
    step = Text(
        label=_("What somebody is to do"), required=False, help_text=_("Becomes an action in one press. More later.")
    )
    step_due_on = Day(label=_("By when"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["step_responsible"] = person_choice(enterprise)


class StepForm(Versioned):
    """Something that a decision asks somebody to do."""

    what = Text(label=_("What is to be done"))
    due_on = Day(label=_("By when"), required=False)
    expected_result = Text(label=_("What we expect of it"), lines=2, max_length=LONGEST, required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"] = units_of(enterprise)
        self.fields["responsible"] = person_choice(enterprise)
        self.order_fields(("what", "unit", "responsible", "due_on", "expected_result"))


class ProposalForm(Versioned):
    """An action that a body proposes."""

    title = Text(label=_("What it proposes to do"))
    why = Text(label=_("Why"), lines=3, max_length=LONGEST, required=False)
    expected_result = Text(label=_("What it expects of it"), lines=2, max_length=LONGEST, required=False)
    proposed_on = Day(label=_("Proposed on"))

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"] = units_of(enterprise, label=_("For which unit"))


class AnswerForm(Versioned):
    """Why a proposal is not taken up."""

    answer = Text(label=_("Why it is not taken up"), lines=3, max_length=LONGEST)


class NewReviewForm(forms.Form):
    """Which review, of which year."""

    kind = forms.ChoiceField(label=_("Which review"), choices=ReviewKind.choices)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    planned_on = Day(label=_("Planned for"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"] = units_of(enterprise, label=_("Of which unit"))
        self.order_fields(("kind", "year", "unit", "planned_on"))


class ReviewForm(Versioned):
    """What is said of the review itself."""

    planned_on = Day(label=_("Planned for"), required=False)
    scope = Text(
        label=_("Scope and what it is held against"),
        lines=3,
        max_length=LONGEST,
        required=False,
        help_text=_("Which units and themes, and by which laws, standards and routines."),
    )
    led_by = Text(label=_("Led by"), max_length=150, required=False)
    took_part = Text(label=_("Took part"), lines=3, max_length=4_000, required=False)
    conclusion = Text(label=_("Conclusion"), lines=5, max_length=LONGEST, required=False)


class NoteForm(Versioned):
    """What was said of a point."""

    text = Text(label=_("What was said of it"), lines=6, max_length=LONGEST)


class HoldForm(Versioned):
    """The review is held, and its minutes are frozen."""

    held_on = Day(label=_("Held on"))


class FindingForm(Versioned):
    """What a review found."""

    kind = forms.ChoiceField(label=_("Kind"), choices=FindingKind.choices, widget=forms.RadioSelect)
    text = Text(label=_("What was found"), lines=4, max_length=LONGEST)
    criterion = Text(
        label=_("Held against"), required=False, help_text=_("The clause, requirement or routine that it departs from.")
    )
    due_on = Day(label=_("To be put right by"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"] = units_of(enterprise)
        self.fields["responsible"] = person_choice(enterprise)
        self.order_fields(("kind", "text", "criterion", "unit", "responsible", "due_on"))


class CloseForm(Versioned):
    """A finding is put right."""

    closed_with = Text(label=_("How it was put right"), lines=3, max_length=LONGEST)
    closed_on = Day(label=_("Day"))


class VerdictForm(Versioned):
    """What is decided of a document."""

    verdict = forms.ChoiceField(label=_("What is decided"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = Text(
        label=_("Why, and what is to be changed"),
        lines=3,
        max_length=LONGEST,
        required=False,
        conditional=True,
        help_text=_("Needed where the document is to be changed or withdrawn."),
    )


class EventForm(Versioned):
    """One of the things that a campaign week is made of."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CampaignEventKind.choices)
    title = Text(label=_("What it is called"), max_length=200)
    held_on = Day(label=_("Day"), required=False)
    place = Text(label=_("Place"), max_length=200, required=False)


class TurnoutForm(forms.Form):
    """How many of a unit took part."""

    took_part = Count(label=_("Took part"), help_text=_("Empty where it is not known."))
    asked = Count(label=_("Of how many asked"))

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"] = units_of(enterprise)
        self.order_fields(("unit", "took_part", "asked"))


class PersonYears(forms.DecimalField):
    """Person-years with at most two decimals; gives hundredths."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            **{"min_value": 0, "max_value": 99_999, "decimal_places": 2, "required": False, "localize": True, **more}
        )

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02}".rstrip("0").rstrip(",")

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".").strip() if value else value)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        return None if written is None else int(written * 100)


class SetAsideForm(Versioned):
    """What a unit sets aside in a year."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    purpose = Text(label=_("For what"), max_length=200)
    person_years = PersonYears(label=_("Person-years"), help_text=_("For example 0,5. Empty where it is not known."))
    amount_ore = Money(label=_("Money, in kroner"))
    note = Text(label=_("Note"), lines=2, max_length=4_000, required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"] = units_of(enterprise)
        self.order_fields(("unit", "year", "purpose", "person_years", "amount_ore", "note"))
