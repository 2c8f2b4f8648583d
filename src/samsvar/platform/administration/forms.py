"""Forms of the setup pages. Every choice is among what the viewer may see."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.platform.access.permissions import ROLES, Permission, Role
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.administration.presenters import ACT_GROUNDS, PERMISSION_WORDS
from samsvar.platform.administration.selectors import people_seen, unit_options, units_seen
from samsvar.platform.forms.fields import Day, OrganisationNumber, RowChoice, Text
from samsvar.platform.forms.versioned import Versioned
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


class UnitForm(Versioned):
    name_nb = Text(label=_("Name in bokmål"), max_length=200)
    name_nn = Text(label=_("Name in nynorsk"), max_length=200, required=False)
    number = Text(label=_("Number"), max_length=60, required=False, help_text=_("The unit’s id in your own systems."))
    kind = forms.ChoiceField(label=_("Kind"))
    orgnr = OrganisationNumber(label=_("Organisation number"))
    valid_from = Day(label=_("First day"), required=False)
    valid_to = Day(label=_("Last day"), required=False)

    def __init__(self, *args: Any, enterprises: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [kind for kind in UnitKind.choices if enterprises == (kind[0] in ENTERPRISE_KINDS)]
        offer(self, "kind", choices)


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
    name = Text(label=_("Name"), max_length=150)
    title = Text(label=_("Title"), max_length=150, required=False)
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
    last_day = Day(
        label=_("Last day"), help_text=_("It counts to the end of that day. Write the day before to end it at once.")
    )


class PostForm(forms.Form):
    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    valid_from = Day(label=_("First day"))

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = _person_field(viewer, required=True)
        self.order_fields(["duty", "person", "valid_from"])


class BodyForm(Versioned):
    name_nb = Text(label=_("Name in bokmål"), max_length=200)
    name_nn = Text(label=_("Name in nynorsk"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)


class MemberForm(forms.Form):
    name = Text(label=_("Name, for somebody who does not sign in"), max_length=150, required=False)
    title = Text(label=_("Title"), max_length=150, required=False)
    valid_from = Day(label=_("First day"))

    def __init__(self, *args: Any, viewer: Viewer, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = _person_field(viewer, required=False)
        self.order_fields(["person", "name", "title", "valid_from"])


class SiteForm(Versioned):
    name = Text(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SiteKind.choices)
    tenure = forms.ChoiceField(
        label=_("Owned or leased"), choices=[("", _("not said")), *Tenure.choices], required=False
    )
    address = Text(label=_("Address"), max_length=200, required=False)
    place = Text(label=_("Place"), max_length=100)
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
    source = Text(label=_("Source"), max_length=200)

    def stored_value(self) -> int:
        """The whole number `KeyFigure` keeps."""
        scale = {"person_years": 10, "turnover": 100, "balance_total": 100}
        value: Decimal = self.cleaned_data["value"]
        return round(value * scale.get(self.cleaned_data["kind"], 1))


class ProfileForm(Versioned):
    legal_form = Text(label=_("Legal form"), max_length=120, required=False)
    owner = Text(label=_("Owner"), max_length=200, required=False)
    history = Text(label=_("History"), lines=10, max_length=10_000, required=False)
    purpose = Text(label=_("Purpose and work"), lines=10, max_length=10_000, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    contact = Text(label=_("Contact for the public"), max_length=200, required=False)
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
    name = Text(label=_("What the token is for"), max_length=100)
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


MAIL_VIEWS = {
    "decide": _("To decide on"),
    "waiting": _("Waiting"),
    "sent": pgettext_lazy("messages", "Sent"),
    "given_up": pgettext_lazy("messages", "Given up"),
}


class MailForm(forms.Form):
    view = forms.ChoiceField(choices=[("", ""), *MAIL_VIEWS.items()], required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def _person_words(person: Person) -> str:
    return f"{person.name} ({person.email})"


def _person_field(viewer: Viewer, *, required: bool) -> RowChoice:
    people = people_seen(viewer).filter(is_active=True).order_by("name", "pk")
    return RowChoice(people, words=_person_words, label=_("Person"), required=required)
