"""Forms of the statement's pages."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.markup import LONGEST_TEXT
from samsvar.front.reporting.transparency_statement.templates_held import load_template, template_names
from samsvar.platform.organisation.models import Body, OrgUnit

LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
GROUNDS = [
    ("", _("told of")),
    ("c", _("withheld: somebody’s personal matters (§ 6 second paragraph c)")),
    ("d", _("withheld: business matters that competition makes it important to keep (§ 6 second paragraph d)")),
]


def template_choices() -> list[tuple[str, str]]:
    """The templates by their titles in the reader's language."""
    language = (get_language() or "nb")[:2]
    return [(name, load_template(name).title.get(language, name)) for name in template_names()]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class StartForm(forms.Form):
    """Which year, in which language and order of chapters."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    template = forms.ChoiceField(label=_("Template"), choices=template_choices, initial="chapters")
    reason = forms.CharField(
        label=_("Why a new edition"),
        help_text=_("Only where the year’s statement is published already: say what has changed."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in range(this_year, this_year - 6, -1)]  # type: ignore[attr-defined]
        self.fields["year"].initial = this_year - 1


class FactsForm(forms.Form):
    """The period, the template and what the statement points to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    period_from = forms.DateField(label=_("From"), widget=DayInput)
    period_to = forms.DateField(label=_("To"), widget=DayInput)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    template = forms.ChoiceField(label=_("Template"), choices=template_choices)
    earlier_links = forms.CharField(
        label=_("Earlier statements published elsewhere"),
        help_text=_("One address a line. Those published here are found by themselves."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    annual_report_link = forms.URLField(label=_("Address of the annual report"), required=False, assume_scheme="https")
    annual_report_says_where = forms.NullBooleanField(
        label=_("Does the directors’ report say where the statement is found?"),
        help_text=_("The Transparency Act § 5 second paragraph demands it."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("period_from"), found.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The last day comes before the first. Write a later day."))
        return found


class SectionForm(forms.Form):
    """The text of one section, with the version it was opened with."""

    serial = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("Your text"),
        help_text=_(
            "A blank line makes a new paragraph. A line that begins with - is a point. **Two stars** make bold."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class SubmitForm(forms.Form):
    """Which board approves it, in which case and meeting."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    board = forms.ModelChoiceField(label=_("Board"), queryset=Body.objects.none(), empty_label=None)
    board_case = forms.CharField(label=_("Case number"), max_length=60, required=False)
    board_meeting_on = forms.DateField(label=_("Day of the meeting"), widget=DayInput, required=False)

    def __init__(self, *args: Any, enterprise: OrgUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["board"]
        field.queryset = Body.objects.filter(enterprise=enterprise, kind="board").order_by("pk")
        field.label_from_instance = lambda body: body.name_nb


class ReasonForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ApproveForm(forms.Form):
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reservation = forms.CharField(
        label=_("Reservation"),
        help_text=_("Only if you approve with a reservation. It is printed with your name."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
