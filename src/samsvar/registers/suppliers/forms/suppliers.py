"""Forms about suppliers, partners, versions of the code of conduct, and the filters of the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.code_fields import Country
from samsvar.platform.forms.fields import Count, Day, OrganisationNumber, RowChoice, Text, Yes, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Supplier


class SupplierForm(Versioned):
    """A supplier."""

    name = Text(label=_("Name"))
    orgnr = OrganisationNumber(label=_("Organisation number"), help_text=_("Empty for a foreign company."))
    country = Country(label=_("Country"))
    parent = RowChoice(required=False, label=_("Parent company"), empty_label=_("None or unknown"))
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    code_accepted_on = Day(label=_("Accepted on"), required=False)
    code_accepted_version = Text(label=_("Version accepted"), required=False, max_length=50)
    code_required = Yes(
        label=_("Accepted because we require it"), help_text=_("No: the supplier wished to accept by itself.")
    )
    questionnaire_asked_on = Day(label=_("Questionnaire sent"), required=False)
    questionnaire_due_on = Day(label=_("To be answered by"), required=False)
    questionnaire_answered_on = Day(label=_("Answered"), required=False)
    open_gaps = Count(label=_("Open gaps"))
    open_screening_hits = Count(label=_("Open hits in screening"))
    own_code_link = forms.URLField(
        label=_("Address of the supplier’s own code"), required=False, max_length=200, assume_scheme="https"
    )
    own_code_on = Day(label=_("Date of the supplier’s own code"), required=False)
    states_due_diligence = Yes(label=_("States that it does due diligence"))

    sections = (
        (_("The company"), ("name", "orgnr", "country", "parent", "website")),
        (_("Our code of conduct"), ("code_accepted_on", "code_accepted_version", "code_required")),
        (
            _("Questionnaire and screening"),
            (
                *("questionnaire_asked_on", "questionnaire_due_on", "questionnaire_answered_on"),
                *("open_gaps", "open_screening_hits"),
            ),
        ),
        (_("The supplier’s own work"), ("own_code_link", "own_code_on", "states_due_diligence")),
    )

    def __init__(self, *arguments: Any, enterprise: OrgUnit, supplier: Supplier | None = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._answered_on = supplier.questionnaire_answered_on if supplier else None
        others = Supplier.objects.filter(enterprise=enterprise).standing().exclude(pk=supplier.pk if supplier else 0)
        choose_among(self, "parent", others.order_by("name_folded", "pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asked = cleaned.get("questionnaire_asked_on")
        for name in ("questionnaire_due_on", "questionnaire_answered_on"):
            day = cleaned.get(name)
            if day and not asked:
                self.add_error("questionnaire_asked_on", _("Write when the questionnaire was sent."))
                break
            kept = name == "questionnaire_answered_on" and day == self._answered_on  # asked again since
            if day and asked and day < asked and not kept:
                self.add_error(name, _("The day is before the questionnaire was sent."))
        if cleaned.get("code_accepted_version") and not cleaned.get("code_accepted_on"):
            self.add_error("code_accepted_on", _("Write the day the version was accepted."))
        return cleaned


class PartnerForm(Versioned):
    """Another organisation that owns agreements we use, or that we share cases with."""

    name = Text(label=_("Name"))
    orgnr = OrganisationNumber(label=_("Organisation number"))
    purchasing_body = forms.BooleanField(
        label=_("A purchasing body that buys for many"), required=False, help_text=_("For example for all the trusts.")
    )
    contact_name = Text(label=_("Contact"), required=False, max_length=150)
    contact_email = forms.EmailField(label=_("E-mail of the contact"), required=False, max_length=200)


class SupplierCodeForm(Versioned):
    """A version of the code of conduct."""

    code_version = Text(label=_("Version"), max_length=50)
    title = Text(label=_("Title"), max_length=200)
    adopted_on = Day(label=_("Adopted on"))
    in_force_from = Day(label=_("In force from"))
    required_from = Day(
        label=_("New suppliers must accept it from"),
        required=False,
        help_text=_("Contracts from this day whose supplier has not accepted are listed as deviations."),
    )
    themes = Text(label=_("Themes, one a line"), lines=5, max_length=5000, required=False)
    link = forms.URLField(label=_("Address"), required=False, max_length=200, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        adopted, in_force = cleaned.get("adopted_on"), cleaned.get("in_force_from")
        if adopted and in_force and in_force < adopted:
            self.add_error("in_force_from", _("It cannot be in force before it is adopted."))
        return cleaned


class RegisterForm(forms.Form):
    """The search, view, filter and order of the register; what it does not know answers 400."""

    VIEWS = ("all", "without_code", "unanswered", "expiring", "gaps")
    SORTS = ("name", "-name", "due", "-due", "gaps")

    q = forms.CharField(required=False, max_length=200)
    view = forms.ChoiceField(required=False, choices=[(view, view) for view in VIEWS])
    sort = forms.ChoiceField(required=False, choices=[(sort, sort) for sort in SORTS])
    country = forms.RegexField(r"^([A-Z]{3}|\?)?$", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
