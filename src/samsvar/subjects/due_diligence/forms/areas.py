"""The forms of a risk area."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.code_fields import countries_field
from samsvar.platform.forms.fields import Codes, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.registers.suppliers.codes import Material
from samsvar.subjects.due_diligence.models.areas import AreaStatus, Stage
from samsvar.subjects.due_diligence.presenters.codes import risk_kind_choices


class AreaForm(Versioned):
    """What the area is, where its risks lie, and how it is followed up."""

    title = Text(label=_("Name of the area"), max_length=200, help_text=_("For example IT equipment, or cleaning."))
    significant = forms.BooleanField(
        label=_("It is one of our greatest risks and gets a section of its own in the statement"),
        required=False,
        initial=True,
    )
    risk_kinds = Codes(label=_("Risks"), choices=risk_kind_choices)
    countries = countries_field(label=_("Countries"), help_text=_("With commas between, for example Kina, Malaysia."))
    stages = Codes(label=_("Where in the chain"), choices=Stage.choices)
    materials = Codes(label=_("Materials"), choices=Material.choices)
    description = Text(label=_("Why it is a risk"), lines=5, max_length=20_000, required=False)
    source = Text(label=_("Sources"), required=False)
    follow_up = Text(
        label=_("How it is followed up"),
        lines=5,
        max_length=20_000,
        required=False,
        help_text=_("What was asked, what was answered, and what was found."),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=AreaStatus.choices,
        help_text=_("An area without status is told of as such in the statement, never left out."),
    )


class VulnerabilityForm(forms.Form):
    """A trait that makes people easier to exploit, with its source."""

    trait = Text(label=_("What makes people vulnerable"), max_length=200, help_text=_("For example little schooling."))
    source = Text(label=_("Source"), max_length=200)


class PickForm(forms.Form):
    """Which contracts to look through."""

    q = forms.CharField(max_length=100, required=False)
    category = forms.RegexField(r"^\d{2,8}$", required=False)
    country = forms.RegexField(r"^([A-Z]{3}|\?)$", required=False)
    level = forms.IntegerField(min_value=1, max_value=4, required=False)
