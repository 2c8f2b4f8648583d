"""What may be asked of the registers of impacts and actions. Anything else is refused with words, never guessed."""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samsvar.subjects.due_diligence.models.impacts import Involvement
from samsvar.subjects.due_diligence.presenters.codes import step_choices
from samsvar.subjects.due_diligence.selectors import actions, impacts

_ANY = [("", _("Any"))]


def _steps() -> list[tuple[Any, Any]]:
    return [*_ANY, *step_choices()]


class ImpactFilterForm(forms.Form):
    """The filters of the register of impacts."""

    view = forms.ChoiceField(choices=[(code, code) for code in impacts.VIEWS], required=False)
    q = forms.CharField(max_length=100, required=False)
    kind = forms.RegexField(r"^[a-z_]{1,40}$", required=False)
    country = forms.RegexField(r"^([A-Z]{3}|\?)$", required=False)
    involvement = forms.ChoiceField(
        choices=[*_ANY, *Involvement.choices, ("unknown", _("not decided"))],
        widget=forms.RadioSelect,
        required=False,
    )
    step = forms.TypedChoiceField(
        choices=_steps, coerce=int, empty_value=None, widget=forms.RadioSelect, required=False
    )
    s = forms.IntegerField(min_value=0, max_value=5, required=False)
    l = forms.IntegerField(min_value=0, max_value=5, required=False)  # noqa: E741  stands in addresses
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)


def impacts_asked(request: HttpRequest) -> tuple[ImpactFilterForm, impacts.Asked]:
    """The question in the address. Raises BadRequest for what makes no sense."""
    form = ImpactFilterForm(request.GET)
    found = _valid(form)
    asked = impacts.Asked(
        view=found["view"] or "open",
        text=found["q"].strip(),
        risk_kind=found["kind"],
        country=found["country"],
        involvement=found["involvement"],
        step=found["step"],
        severity=found["s"],
        likelihood=found["l"],
    )
    return form, asked


class ActionFilterForm(forms.Form):
    """The filters of the list of actions."""

    view = forms.ChoiceField(choices=[(code, code) for code in actions.VIEWS], required=False)
    q = forms.CharField(max_length=100, required=False)
    area = forms.RegexField(r"^[0-9a-z]{1,16}$", required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)


def actions_asked(request: HttpRequest) -> actions.Asked:
    """The question in the address. Raises BadRequest for what makes no sense."""
    found = _valid(ActionFilterForm(request.GET))
    return actions.Asked(view=found["view"] or "open", text=found["q"].strip(), area=found["area"])


def _valid(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise BadRequest(" ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()))
    return form.cleaned_data
