"""The forms of criteria and of model plans."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues.strategy import shipped_criteria
from samsvar.core.rules.plans import MEASURES, CriteriaSet, Criterion
from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import UnitKind
from samsvar.subjects.plans.models import ModelAction
from samsvar.subjects.plans.presenters.words import criterion_name


class CriteriaForm(forms.Form):
    """Which criteria tell that a plan lives, and which that it is good."""

    def __init__(self, held: Sequence[Criterion], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._known = {each.code: each for each in (*shipped_criteria(), *held)}
        for word, label in (
            (CriteriaSet.ACTIVE, _("The plan is active when")),
            (CriteriaSet.QUALITY, _("The plan is of the wanted quality when")),
        ):
            self.fields[word] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(code, criterion_name(code)) for code in MEASURES if code in self._known],
                widget=forms.CheckboxSelectMultiple,
                initial=[each.code for each in held if each.belongs_to is word],
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        both = set(said.get(CriteriaSet.ACTIVE) or ()) & set(said.get(CriteriaSet.QUALITY) or ())
        if both:
            self.add_error(CriteriaSet.QUALITY, _("A criterion stands in one of the two sets, not both."))
        return said

    @property
    def chosen(self) -> list[Criterion]:
        """The criteria chosen, with what was set of each before."""
        return [
            Criterion(code, word, self._known[code].least_percent, self._known[code].months)
            for word in CriteriaSet
            for code in self.cleaned_data[word]
        ]


class ModelForm(Versioned):
    """A model plan: for which kind of unit, and its actions, one a line."""

    title = Text(label=_("Name of the model plan"), max_length=200)
    for_kind = forms.ChoiceField(
        label=_("For units of the kind"), required=False, choices=[("", _("Any kind")), *UnitKind.choices]
    )
    about = Text(label=_("Where it comes from"), lines=2, max_length=3_000, required=False)
    actions = Text(
        label=_("Actions"),
        lines=10,
        max_length=20_000,
        help_text=_("One a line: what is to be done | wanted effect | role responsible | month of the deadline (1–12)"),
    )

    def clean_actions(self) -> str:
        text = str(self.cleaned_data["actions"])
        for number, line in enumerate(text.splitlines(), 1):
            month = _cells(line)[3]
            if month and not (month.isascii() and month.isdigit() and 1 <= int(month) <= 12):
                raise forms.ValidationError(_("Line %(n)s: write the month as a figure from 1 to 12.") % {"n": number})
        return text


def lines_of(text: str) -> list[ModelAction]:
    """The model's actions as they were written."""
    found = []
    for line in text.splitlines():
        title, effect, role, month = _cells(line)
        if title:
            due = int(month) if month else None
            found.append(
                ModelAction(title=title[:300], effect=effect[:500], responsible_role=role[:150], due_month=due)
            )
    return found


def begun_model(model: Any) -> dict[str, Any]:
    """What the form of a model plan begins with."""
    if model is None:
        return {}
    rows = [(each.title, each.effect, each.responsible_role, str(each.due_month or "")) for each in model.actions.all()]
    lines = "\n".join(" | ".join(cells).rstrip(" |") for cells in rows)
    held = {name: getattr(model, name) for name in ("title", "for_kind", "about", "version")}
    return {**held, "actions": lines}


def _cells(line: str) -> tuple[str, str, str, str]:
    cells = [cell.strip() for cell in line.split("|")]
    first, second, third, fourth = (*cells, "", "", "", "")[:4]
    return first, second, third, fourth
