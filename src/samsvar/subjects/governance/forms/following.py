"""What is written of assignments, of how far an enterprise has come with a document, and of internal controls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.forms.fields import CodesColumn, Count, Day, RowChoice, RowChoices, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.forms.documents import (
    body_choice,
    people_of,
    words_of_document,
    words_of_unit,
)
from samsvar.subjects.governance.models import (
    AssignmentKind,
    ControlOutcome,
    GoverningDocument,
    ImplementationState,
    InternalControl,
    JudgedWith,
    Judgement,
    ReceiverStatus,
    Requirement,
)


class AssignmentForm(Versioned):
    """What an owner expects or assigns, and of whom."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AssignmentKind.choices)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2199)
    text = Text(label=_("What is asked"), lines=4, max_length=4000)
    giver = Text(
        label=_("Given by"), max_length=200, required=False, help_text=_("Empty where the enterprise gives it itself.")
    )
    clause = Text(label=_("Where it stands"), max_length=100, required=False, help_text=_("As chapter 3.2."))
    code = Text(label=_("Number"), max_length=60, required=False)
    due_on = Day(label=_("Deadline"), required=False)

    def __init__(self, viewer: Viewer, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        keys = enterprise.line_keys
        documents = GoverningDocument.objects.readable_by(viewer).filter(enterprise__key__in=keys)
        self.fields["document"] = RowChoice(
            documents.order_by("name_nb", "pk"),
            words=words_of_document,
            label=_("Document it stands in"),
            required=False,
            empty_label=_("None that is here"),
        )
        enterprises = OrgUnit.objects.enterprises().under(enterprise).filter(valid_to=None).order_by("path")
        self.fields["enterprises"] = RowChoices(enterprises, words=words_of_unit, label=_("Receivers"))
        self.order_fields(["kind", "year", "text", "enterprises", "due_on", "giver", "document", "clause", "code"])


class AssessmentForm(Versioned):
    """A receiver's assessment with its case, and its answer."""

    assessment = Text(
        label=_("How it is best followed up here"), lines=4, max_length=4000, required=False,
        help_text=_("The board’s assessment."),
    )  # fmt: skip
    assessed_on = Day(label=_("Assessed"), required=False)
    case_number = Text(label=_("Case number"), max_length=40, required=False, help_text=_("As 40/23."))
    status = forms.ChoiceField(label=_("How far it has come"), choices=ReceiverStatus.choices)
    answer = Text(label=_("Answer to whoever gave it"), lines=4, max_length=4000, required=False)
    answered_on = Day(label=_("Answered"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["body"] = body_choice(enterprise)
        self.order_fields(["assessment", "assessed_on", "body", "case_number", "status", "answer", "answered_on"])


class ImplementationForm(forms.Form):
    """How far the enterprise has come with a document on a day."""

    state = forms.ChoiceField(label=_("How far it has come"), choices=ImplementationState.choices)
    set_on = Day(label=_("Day"))
    responsible_name = Text(label=_("Or somebody else, by name or role"), max_length=150, required=False)
    evidence_text = Text(
        label=_("What shows it"), lines=3, max_length=2000, required=False,
        help_text=_("Needed once it is implemented: a text or a link."),
    )  # fmt: skip
    evidence_link = forms.URLField(
        label=_("Link to what shows it"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = responsible_choice(enterprise)
        self.order_fields(["state", "set_on", "responsible", "responsible_name"])


def responsible_choice(enterprise: OrgUnit) -> RowChoice:
    """Somebody at the enterprise, or nobody of them."""
    return RowChoice(
        people_of(enterprise), label=_("Who answers for it"), required=False, empty_label=_("Somebody else")
    )


class ControlForm(Versioned):
    """Something looked after at an interval."""

    title = Text(label=_("What is controlled"), max_length=300)
    description = Text(label=_("How it is done"), lines=4, max_length=4000, required=False)
    responsible_name = Text(label=_("Or somebody else, by name or role"), max_length=150, required=False)
    every_months = Count(label=_("Months between controls"), required=True, min_value=1, max_value=120)
    begins_on = Day(label=_("First due"))
    monitoring = forms.BooleanField(
        label=_("It is monitoring: each time ends in a judgement"),
        required=False,
        help_text=_("As the monthly look at incidents: is guidance needed, an action, or nothing more?"),
    )
    ended_on = Day(label=_("Ended"), required=False, help_text=_("The last day it is done at all."))

    def __init__(self, viewer: Viewer, unit: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = responsible_choice(unit.enterprise or unit)
        keys = unit.line_keys
        asked = Requirement.objects.readable_by(viewer).filter(document__unit__key__in=keys)
        self.fields["requirement"] = RowChoice(
            asked.select_related("document").order_by("document__name_nb", "pk"),
            words=lambda row: f"{row.document.name(current_language())} {row.clause}: {row.name(current_language())}",
            label=_("Requirement it answers"),
            required=False,
            empty_label=_("None"),
        )
        self.order_fields(
            ["title", "description", "responsible", "responsible_name", "every_months", "begins_on", "monitoring"]
        )


class ResultForm(forms.Form):
    """What a control showed."""

    done_on = Day(label=_("Day"))
    outcome = forms.ChoiceField(label=_("Result"), choices=ControlOutcome.choices, widget=forms.RadioSelect)
    found = Text(label=_("What was found"), lines=4, max_length=4000, required=False)

    @property
    def result(self) -> dict[str, Any]:
        """As the service takes it."""
        return dict(self.cleaned_data)


class JudgedResultForm(ResultForm):
    """What a monitoring showed, and what it comes to."""

    judged_with = CodesColumn(JudgedWith.choices, label=_("Judged together with"))
    judgement = forms.ChoiceField(
        label=_("What it comes to"), choices=Judgement.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what is needed: guidance, an action, or nothing more.")},
    )  # fmt: skip
    judgement_reason = Text(
        label=_("Why, and what guidance is needed"), lines=3, max_length=4000, required=False,
        help_text=_("Needed where guidance is."),
    )  # fmt: skip
    action_title = Text(
        label=_("The action"), max_length=300, required=False,
        help_text=_("Where an action is needed: what is to be done. It is opened when you save."),
    )  # fmt: skip
    action_due_on = Day(label=_("Deadline of the action"), required=False)
    good_practice = Text(
        label=_("Good practice to pass on"), lines=3, max_length=4000, required=False,
        help_text=_("What others can learn from. No names of patients or staff."),
    )  # fmt: skip

    @property
    def result(self) -> dict[str, Any]:
        """As the service takes it."""
        plain = ("done_on", "outcome", "found")
        judged = {name: value for name, value in self.cleaned_data.items() if name not in plain}
        return {**{name: self.cleaned_data[name] for name in plain}, "judged": judged}


def result_form(control: InternalControl) -> type[ResultForm]:
    """The form of what the control showed: a monitoring is judged too."""
    return JudgedResultForm if control.monitoring else ResultForm


class CorrectionForm(forms.Form):
    """What was done about what was found."""

    corrected = Text(label=_("What was done about it"), lines=4, max_length=4000)
    corrected_on = Day(label=_("Day"))
