"""The form of an expectation: which answers are a gap, how grave it is, and what to call it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.questionnaires import GAP_PARTS, Gap, Gravity, Kind, Question
from samsvar.platform.forms.code_fields import countries_field
from samsvar.platform.forms.fields import Day
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.forms.questionnaires.questionnaires import DecimalText, InLanguages, texts_begun
from samsvar.subjects.due_diligence.presenters.questionnaires.words import COLUMNS, GRAVITIES, code_words

_LISTS = ("answers", "lacks", "unfilled", "countries")


class GapForm(InLanguages):
    """One expectation of a question, with what its kind can be tested for."""

    texts = (
        ("words", _("What the gap is called"), _("For example: Not everybody has a written contract."), 0, 300, True),
    )
    gravity = forms.ChoiceField(
        choices=[(each.value, GRAVITIES[each.value]) for each in Gravity], label=_("How grave is it?")
    )

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.parts_held = [name for name in GAP_PARTS[question.kind] if name != "answers" or question.codes]
        for name in self.parts_held:
            field = self._field(name)
            field.conditional = True  # type: ignore[attr-defined]  # one of them must be filled in
            self.fields[name] = field

    def tests(self) -> list[forms.BoundField]:
        """The fields that say when it is a gap."""
        return [self[name] for name in self.parts_held]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in self.parts_held):
            self.add_error(self.parts_held[0], _("Say which answer is a gap."))
        return cleaned

    def gap(self) -> Gap:
        """The expectation as it was filled in."""
        held: dict[str, Any] = {}
        for name in self.parts_held:
            value = self.cleaned_data.get(name)
            if name in _LISTS:
                held[name] = tuple(value or ())
            elif value:
                held[name] = value if isinstance(value, str) else value.isoformat()
        return Gap(Gravity(self.cleaned_data["gravity"]), self.texts_of("words"), **held)

    def _field(self, name: str) -> forms.Field:
        language = current_language()
        if name in ("answers", "lacks"):
            choices = [(code, code_words(self.question, code, language)) for code in self.question.codes]
            label = _("A gap where this is answered") if name == "answers" else _("A gap where this is not chosen")
            return _several(choices, label)
        if name == "unfilled":
            return _several([(code, COLUMNS[code]) for code in self.question.columns], _("A gap where a line lacks"))
        if name == "countries":
            return countries_field(label=_("A gap where a line is in one of these countries"))
        if self.question.kind is Kind.DATE:
            label = _("A gap before this day") if name == "before" else _("A gap after this day")
            return Day(required=False, label=label)
        label = _("A gap under this number") if name == "below" else _("A gap over this number")
        return DecimalText(label=label)


def gap_begun(gap: Gap) -> dict[str, Any]:
    """What the form begins with."""
    held: dict[str, Any] = {name: list(getattr(gap, name)) for name in _LISTS}
    held |= {name: getattr(gap, name) for name in ("below", "above", "before", "after")}
    return {**held, "gravity": gap.gravity.value, **texts_begun("words", gap.words)}


def _several(choices: list[Any], label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, required=False, label=label)
