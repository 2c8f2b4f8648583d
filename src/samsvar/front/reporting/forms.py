"""Forms of the statement's pages."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.markup import LONGEST_TEXT
from samsvar.front.reporting.transparency_statement.templates_held import DEFAULT, template_titles
from samsvar.platform.forms.fields import Day, RowChoice, choose_among
from samsvar.platform.organisation.models import Body, OrgUnit
from samsvar.platform.ui.forms import offer
from samsvar.platform.ui.language import current_language

LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
GROUNDS = [
    ("", _("told of")),
    ("c", _("withheld: somebody’s personal matters (§ 6 second paragraph c)")),
    ("d", _("withheld: business matters that competition makes it important to keep (§ 6 second paragraph d)")),
]


def template_choices(enterprise: OrgUnit) -> list[tuple[str, str]]:
    """The templates the enterprise may use, by their titles in the reader's language."""
    return template_titles(enterprise, current_language())


class StartForm(forms.Form):
    """Which year, in which language and order of chapters."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    template = forms.ChoiceField(label=_("Template"), initial=DEFAULT)
    reason = forms.CharField(
        label=_("Why a new edition"),
        help_text=_("Only where the year’s statement is published already: say what has changed."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, this_year: int, enterprise: OrgUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "template", template_choices(enterprise))
        offer(self, "year", [(year, str(year)) for year in range(this_year, this_year - 6, -1)])
        self.fields["year"].initial = this_year - 1


class FactsForm(forms.Form):
    """The period, the template and what the statement points to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    period_from = Day(label=_("From"))
    period_to = Day(label=_("To"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    template = forms.ChoiceField(label=_("Template"))
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

    def __init__(self, *args: Any, enterprise: OrgUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "template", template_choices(enterprise))

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
        widget=forms.Textarea(attrs={"rows": 7}),
    )


def _body_words(body: Body) -> str:
    return body.name(current_language())


class SubmitForm(forms.Form):
    """Which board approves it, in which case and meeting. `drawn` is the fingerprint of the words as they stand now.

    Nobody sends to approval what they have not seen: the form carries the fingerprint of the words it was opened with.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    board = RowChoice(label=_("The board that approves"), words=_body_words, empty_label=None)
    board_case = forms.CharField(label=_("Case number"), max_length=60, required=False)
    board_meeting_on = Day(label=_("Day of the meeting"), required=False)

    def __init__(self, *args: Any, enterprise: OrgUnit, drawn: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawn = drawn
        self.fields["seen"].initial = drawn
        self.boards = Body.objects.filter(enterprise=enterprise, kind="board").order_by("pk")
        choose_among(self, "board", self.boards)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self.drawn:
            self.data = {**self.data.dict(), "seen": self.drawn} if isinstance(self.data, QueryDict) else self.data
            self.add_error(
                None, _("The words or figures have changed since you opened the page. Read them again first.")
            )
        return cleaned


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


class TemplateForm(forms.Form):
    """A template of the enterprise's own: its title, and for each row what is drawn, under which heading, how deep.

    The order is the rows' numbers; a row without a number is left out.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    title = forms.CharField(label=_("Name of the template"), max_length=120)


class SectionRowForm(forms.Form):
    draws = forms.CharField(widget=forms.HiddenInput, max_length=20)
    place = forms.IntegerField(label=_("Place in the order"), required=False, min_value=1, max_value=99)
    heading = forms.CharField(label=_("Heading"), required=False, max_length=120)
    level = forms.TypedChoiceField(
        label=_("Level"), choices=[("1", _("chapter")), ("2", _("section of a chapter"))], coerce=int, initial=1
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("place") and not found.get("heading") and found.get("draws") != "areas":
            self.add_error("heading", _("Write a heading, or take the place out."))
        return found


class SectionRows(forms.BaseFormSet[SectionRowForm]):
    """The rows of a template; at least one must have a place, and no two the same."""

    def clean(self) -> None:
        places = [form.cleaned_data.get("place") for form in self.forms if form.is_valid()]
        chosen = [place for place in places if place]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Two rows have the same place. Give each its own number."))


SectionRowSet = forms.formset_factory(SectionRowForm, formset=SectionRows, extra=0, max_num=40, absolute_max=40)
