"""What may be asked of the contract register. Anything else is refused with words, never guessed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samsvar.registers.suppliers.codes import ContractKind, Ownership
from samsvar.subjects.due_diligence.presenters.contracts import LEVEL_CHOICES, VIEWS
from samsvar.subjects.due_diligence.selectors.contracts import SORTS, Asked, Cursor

_ANY = [("", _("Any"))]
KEY_LENGTH = 16


class ContractFilterForm(forms.Form):
    """The register's address as fields. The choices of country, category and person come from what there is."""

    view = forms.ChoiceField(choices=list(VIEWS.items()), required=False)
    q = forms.CharField(max_length=100, required=False, label=_("Search the contracts"))
    level = forms.TypedMultipleChoiceField(
        choices=LEVEL_CHOICES, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label=_("Level")
    )
    ownership = forms.MultipleChoiceField(
        choices=Ownership.choices, required=False, widget=forms.CheckboxSelectMultiple, label=_("Ownership")
    )
    kind = forms.MultipleChoiceField(
        choices=ContractKind.choices, required=False, widget=forms.CheckboxSelectMultiple, label=_("Kind")
    )
    category = forms.RegexField(r"^\d{2}$", required=False, label=_("Category"))
    country = forms.RegexField(r"^([A-Z]{3}|\?)$", required=False, label=_("Country"))
    supplier = forms.RegexField(r"^\w{1,16}$", required=False)
    owner = forms.RegexField(r"^\w{1,16}$", required=False, label=_("Responsible for the contract"))
    ends = forms.ChoiceField(
        choices=[*_ANY, ("soon", _("Within six months")), ("over", _("Has ended"))],
        required=False,
        widget=forms.RadioSelect,
        label=_("Ends"),
    )
    terms = forms.ChoiceField(
        choices=[*_ANY, ("without", _("In risk, without terms on human rights"))],
        required=False,
        widget=forms.RadioSelect,
        label=_("Terms"),
    )
    missing = forms.ChoiceField(
        choices=[*_ANY, ("product", _("Product")), ("country", _("Country")), ("service", _("Service"))],
        required=False,
        widget=forms.RadioSelect,
        label=_("Missing facts"),
    )
    p = forms.TypedChoiceField(choices=[(n, n) for n in range(5)], coerce=int, empty_value=None, required=False)
    c = forms.TypedChoiceField(choices=[(n, n) for n in range(5)], coerce=int, empty_value=None, required=False)
    goods = forms.BooleanField(required=False)
    sort = forms.ChoiceField(choices=[(f"{sign}{s}", s) for s in SORTS for sign in ("", "-")], required=False)
    after = forms.CharField(max_length=400, required=False)
    before = forms.CharField(max_length=400, required=False)

    def asked(self) -> Asked:
        """The valid form as the register's question."""
        found: dict[str, Any] = self.cleaned_data
        return Asked(
            view=found["view"] or "all",
            text=found["q"].strip(),
            levels=tuple(found["level"]),
            ownerships=tuple(found["ownership"]),
            kinds=tuple(found["kind"]),
            category=found["category"],
            country=found["country"],
            supplier=found["supplier"],
            owner=found["owner"],
            ends=found["ends"],
            terms=found["terms"],
            missing=found["missing"],
            product_level=found["p"],
            country_level=found["c"],
            goods=found["goods"],
            sort=found["sort"] or "-level",
        )


def asked_of(request: HttpRequest) -> tuple[ContractFilterForm, Asked, Cursor | None]:
    """The question in the address, and where its page begins. Raises BadRequest for what makes no sense."""
    form = ContractFilterForm(request.GET)
    if not form.is_valid():
        raise BadRequest(" ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()))
    asked = form.asked()
    for name in ("after", "before"):
        if form.cleaned_data[name]:
            return form, asked, _read(form.cleaned_data[name], asked.sort, backwards=name == "before")
    return form, asked, None


def written(cursor: Cursor) -> str:
    """A cursor as it stands in an address: place, key and value with commas; a missing value is left out."""
    value = cursor.value.isoformat() if isinstance(cursor.value, date) else cursor.value
    return f"{cursor.place},{cursor.key}" + ("" if value is None else f",{value}")


def _read(text: str, sort: str, backwards: bool) -> Cursor:
    place, _comma, rest = text.partition(",")
    key, comma, value = rest.partition(",")
    kind = SORTS[sort.lstrip("-")]
    if not place.isdigit() or len(place) > 9 or not key.isalnum() or len(key) > KEY_LENGTH:
        raise BadRequest("page")
    try:
        read: Any = (
            value if not (kind.is_day or kind.is_number) else date.fromisoformat(value) if kind.is_day else int(value)
        )
    except ValueError as error:
        if comma:
            raise BadRequest("page") from error
        read = None
    if isinstance(read, int) and abs(read) >= 2**63:
        raise BadRequest("page")
    return Cursor(read if comma else None, key, int(place), backwards)
