"""The form that ties a complaint to an adverse impact."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import RowChoice, Text
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import Actuality


class ImpactForm(forms.Form):
    """One that is known, or a new one in words that do not show who complained."""

    title = Text(
        label=_("Or register a new one: what is the harm?"),
        max_length=300,
        required=False,
        help_text=_("Others read it. Leave out everything that shows who complained."),
    )
    actuality = forms.ChoiceField(label=_("Has it happened?"), choices=Actuality.choices, required=False)

    def __init__(self, impacts: Any, *arguments: Any, may_register: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        known = RowChoice(
            impacts, words=_called, label=_("One that is known"), required=False, empty_label=_("None of these")
        )
        self.fields = {"impact": known, **self.fields}
        if not may_register:
            del self.fields["title"], self.fields["actuality"]

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        written: dict[str, Any] = super().clean() or self.cleaned_data
        if written.get("impact") and written.get("title"):
            self.add_error("title", gettext("Choose one that is known, or write a new one. Not both."))
        return written


def _called(impact: AdverseImpact) -> str:
    return f"{impact.number} {impact.title}"
