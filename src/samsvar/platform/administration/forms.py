"""Forms of the setup pages. Every choice is among what the viewer may see."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.text import name_parser
from samsvar.core.rules.org import read_organisation_number
from samsvar.platform.access.permissions import ROLES, Permission, Role
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.administration.presenters import ACT_GROUNDS, PERMISSION_WORDS
from samsvar.platform.administration.selectors import people_seen, unit_options, units_seen
from samsvar.platform.organisation.models import (
    ENTERPRISE_KINDS,
    BodyKind,
    Duty,
    KeyFigureKind,
    OrgUnit,
    Person,
    SiteKind,
    Tenure,
    UnitKind,
)
from samsvar.platform.ui.forms import offer

FIRST_YEAR, LAST_YEAR = 1990, 2199
ROLE_CHOICES = [("", _("Choose a role")), *((role.value, rights.name) for role, rights in ROLES.items())]


class TextLine(forms.CharField):
    """One line of text, cleaned as all text from outside is."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return name_parser(self.max_length or 300)(text) if text else ""
        except CellProblem:
            raise forms.ValidationError(_("The text has characters that cannot be used here.")) from None


class Day(forms.DateField):
    """A day between 1900 and 2200."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not 1900 <= day.year < 2200:
            raise forms.ValidationError(_("Write a year between 1900 and 2199."))
        return day


class UnitLine(forms.CharField):
    """A unit by its name or number, as the list under the field offers them. `units` are those that may be chosen."""

    def __init__(self, units: QuerySet[OrgUnit], **more: Any) -> None:
        more.setdefault("max_length", 300)
        super().__init__(**more)
        self.units = units
        self.widget.attrs.update({"list": "unit-options", "autocomplete": "off"})

    def clean(self, value: Any) -> OrgUnit | None:
        text = super().clean(value).strip()
        if not text:
            return None
        number = text[text.rfind("(") + 1 : -1] if text.endswith(")") and "(" in text else text
        found = list(self.units.filter(number=number)[:2]) or list(self.units.filter(name_nb__iexact=text)[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("Choose a unit from the list, or write its number."))
        return found[0]


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's form fields take no argument at run time
    """A person by name and e-mail; the address carries the key, never the running number."""

    def label_from_instance(self, person: Person) -> str:
        return f"{person.name} ({person.email})"


class Versioned(forms.Form):
    """Sends back the version the form was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class UnitForm(Versioned):
    name_nb = TextLine(label=_("Name in bokmål"), max_length=200)
    name_nn = TextLine(label=_("Name in nynorsk"), max_length=200, required=False)
    number = TextLine(
        label=_("Number"), max_length=60, required=False, help_text=_("The unit’s id in your own systems.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    orgnr = forms.CharField(label=_("Organisation number"), max_length=20, required=False)
    valid_from = Day(label=_("First day"), required=False)
    valid_to = Day(label=_("Last day"), required=False)

    def __init__(self, *args: Any, enterprises: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [kind for kind in UnitKind.choices if enterprises == (kind[0] in ENTERPRISE_KINDS)]
        offer(self, "kind", choices)

    def clean_orgnr(self) -> str:
        read = read_organisation_number(self.cleaned_data["orgnr"])
        if read.number is None and read.problem != "empty":
            raise forms.ValidationError(_("An organisation number has nine digits, and the last must fit the others."))
        return read.number or ""


class MoveForm(Versioned):
    on = Day(label=_("From the day"))

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parent"] = UnitLine(units, label=_("Under the unit"))
        self.order_fields(["parent", "on"])


class EndForm(Versioned):
    last_day = Day(label=_("Last day"))

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **more: Any) -> None:
        super().__init__(*args, **more)
        hint = _("What is beneath the unit moves there. Leave it empty where the unit only ends.")
        self.fields["into"] = UnitLine(units, label=_("Merged into"), required=False, help_text=hint)


class PersonForm(forms.Form):
    name = TextLine(label=_("Name"), max_length=150)
    title = TextLine(label=_("Title"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")])


class RoleForm(forms.Form):
    field_order: tuple[str, ...] = ("role", "unit", "valid_from", "valid_to")
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    valid_from = Day(label=_("First day"))
    valid_to = Day(label=_("Last day"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.viewer = viewer
        self.fields["unit"] = UnitLine(
            units_seen(viewer, Permission.MANAGE_PEOPLE),
            label=_("On the unit"),
            help_text=_("The role counts for the unit and all beneath it."),
        )
        self.order_fields(self.field_order)

    def options(self) -> list[OrgUnit]:
        return unit_options(self.viewer, Permission.MANAGE_PEOPLE, self.viewer.on)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class NewPersonForm(PersonForm, RoleForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ("name", "email", "title", "language", "role", "unit", "valid_from", "valid_to")


class LastDayForm(Versioned):
    last_day = Day(label=_("Last day"))


class PostForm(forms.Form):
    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    valid_from = Day(label=_("First day"))

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = _person_field(viewer, required=True)
        self.order_fields(["duty", "person", "valid_from"])


class BodyForm(Versioned):
    name_nb = TextLine(label=_("Name in bokmål"), max_length=200)
    name_nn = TextLine(label=_("Name in nynorsk"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)


class MemberForm(forms.Form):
    name = TextLine(label=_("Name, for somebody who does not sign in"), max_length=150, required=False)
    title = TextLine(label=_("Title"), max_length=150, required=False)
    valid_from = Day(label=_("First day"))

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = _person_field(viewer, required=False)
        self.order_fields(["person", "name", "title", "valid_from"])


class SiteForm(Versioned):
    name = TextLine(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SiteKind.choices)
    tenure = forms.ChoiceField(
        label=_("Owned or leased"), choices=[("", _("not said")), *Tenure.choices], required=False
    )
    address = TextLine(label=_("Address"), max_length=200, required=False)
    place = TextLine(label=_("Place"), max_length=100)
    country = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Country"), initial="NOR", help_text=_("Three letters by ISO 3166, as NOR.")
    )
    valid_from = Day(label=_("First day"), required=False)
    valid_to = Day(label=_("Last day"), required=False)

    def __init__(self, *args: Any, units: QuerySet[OrgUnit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"] = UnitLine(units, label=_("Unit"))
        self.order_fields(["name", "kind", "unit", "address", "place", "country"])


class KeyFigureForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    kind = forms.ChoiceField(label=_("Figure"), choices=KeyFigureKind.choices)
    value = forms.DecimalField(
        label=_("Value"),
        min_value=Decimal(0),
        max_digits=16,
        decimal_places=2,
        localize=True,
        help_text=_("People, person-years with one decimal, or kroner."),
    )
    on = Day(label=_("As of the day"), required=False)
    source = TextLine(label=_("Source"), max_length=200)

    def stored_value(self) -> int:
        """The whole number `KeyFigure` keeps."""
        scale = {"person_years": 10, "turnover": 100, "balance_total": 100}
        value: Decimal = self.cleaned_data["value"]
        return round(value * scale.get(self.cleaned_data["kind"], 1))


class ProfileForm(Versioned):
    legal_form = TextLine(label=_("Legal form"), max_length=120, required=False)
    owner = TextLine(label=_("Owner"), max_length=200, required=False)
    history = forms.CharField(label=_("History"), max_length=10_000, required=False, widget=forms.Textarea)
    purpose = forms.CharField(label=_("Purpose and work"), max_length=10_000, required=False, widget=forms.Textarea)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    contact = TextLine(label=_("Contact for the public"), max_length=200, required=False)
    act_applies = forms.TypedChoiceField(
        label=_("Does the Transparency Act apply?"),
        choices=[("", _("Not judged yet")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    act_ground = forms.ChoiceField(
        label=_("On what ground"), choices=[("", _("not said")), *ACT_GROUNDS.items()], required=False
    )
    act_from_year = forms.IntegerField(label=_("From the year"), min_value=2022, max_value=LAST_YEAR, required=False)
    two_pairs_of_eyes = forms.BooleanField(label=_("Nobody approves alone what they wrote themselves"), required=False)


class TokenForm(forms.Form):
    name = TextLine(label=_("What the token is for"), max_length=100)
    permissions = forms.MultipleChoiceField(label=_("The program may"), widget=forms.CheckboxSelectMultiple)
    ends_on = Day(label=_("Last day"))

    def __init__(self, *args: Any, holds: Callable[[Permission], bool], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(one.value, words) for one, words in PERMISSION_WORDS.items() if holds(one)]
        offer(self, "permissions", offered)

    def clean_permissions(self) -> Iterable[Permission]:
        return [Permission(value) for value in self.cleaned_data["permissions"]]


class TrailForm(forms.Form):
    q = forms.CharField(max_length=100, required=False)
    kind = forms.CharField(max_length=60, required=False)
    first = Day(label=_("From"), required=False)
    last = Day(label=_("To"), required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def _person_field(viewer: Viewer, *, required: bool) -> PersonChoice:
    people = people_seen(viewer).filter(is_active=True).order_by("name")
    return PersonChoice(people, to_field_name="key", label=_("Person"), required=required)
