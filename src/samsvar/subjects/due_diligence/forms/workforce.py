"""The forms of the own workforce."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Count, Day, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.ui.wording import LEVELS
from samsvar.subjects.due_diligence.models.workforce import BreachSeriousness


def _levels() -> list[tuple[Any, Any]]:
    return [("", LEVELS[None]), *((str(level), f"{level} {LEVELS[level]}") for level in (1, 2, 3, 4))]


class YearForm(Versioned):
    """The year's record."""

    risk_level = forms.TypedChoiceField(
        label=_("Risk in our own work"), choices=_levels, coerce=int, empty_value=None, required=False
    )
    risk_reason = Text(label=_("Reason for the level"), lines=3, max_length=10_000, required=False)
    working_time_breaches = Count(label=_("Breaches of working time"), help_text=_("Empty is unknown, not zero."))
    breach_seriousness = forms.ChoiceField(
        label=_("How serious they were"),
        choices=[("", _("Not known")), *BreachSeriousness.choices],
        required=False,
    )
    breaches_followed_up = Count(label=_("Breaches followed up"))
    code_of_ethics_asked = Count(label=_("Asked to sign the ethical guidelines"))
    code_of_ethics_signed = Count(label=_("Have signed the ethical guidelines"))
    whistleblowing_cases = Count(
        label=_("Whistleblowing cases"), help_text=_("Numbers only, never what they are about.")
    )
    whistleblowing_closed = Count(label=_("Whistleblowing cases closed"))
    equality_statement_link = forms.URLField(
        label=_("Link to the year’s equality statement"), required=False, assume_scheme="https", max_length=200
    )
    equality_figures = Text(
        label=_("Figures from the equality statement"),
        lines=4,
        max_length=10_000,
        required=False,
        help_text=_("One figure a line, for example: Women among leaders: 48 %."),
    )
    measures = Text(
        label=_("What was done"), lines=4, max_length=10_000, required=False, help_text=_("One measure a line.")
    )
    requirements_of_law = Text(
        label=_("Requirements of the law and how they are met"),
        lines=4,
        max_length=10_000,
        required=False,
        help_text=_("One section and its evidence a line, for example: Working Environment Act § 10-6: overtime list."),
    )


class PositionsForm(Versioned):
    """Positions assessed for security."""

    name = Text(label=_("Group of positions"), max_length=200)
    positions = Count(label=_("Positions"), help_text=_("Empty is unknown, not zero."))
    assessed = Count(label=_("Assessed for security"))
    critical = Count(label=_("Found critical"))
    interviews = Count(label=_("Where an interview was used"))


class TreatmentForm(Versioned):
    """A case of lawful differential treatment on the four criteria of the law."""

    position = Text(label=_("Position"), max_length=200, help_text=_("The position, never the name of an applicant."))
    assessed_on = Day(label=_("Assessed on"), required=False)
    advertised_on = Day(label=_("Advertised on"), required=False)
    objective_purpose = Text(label=_("Objective purpose"), lines=3, max_length=10_000, required=False)
    necessary = Text(label=_("Why it is necessary"), lines=3, max_length=10_000, required=False)
    proportionate = Text(label=_("Why it is not disproportionate"), lines=3, max_length=10_000, required=False)
    decisive_trait = Text(label=_("Why the trait is decisive for the work"), lines=3, max_length=10_000, required=False)
