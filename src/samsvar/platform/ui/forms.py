"""What a template needs to draw one bound field: its kind, its hint, and how the two are read aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop

#: The name of the field that carries a form's one-time number.
ONCE = "once"
#: Django's own message where a field is empty; it is translated here, so that it says what to do.
EMPTY = gettext_noop("This field is required.")
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class FieldParts:
    """One field, taken apart. `kind` is hidden, group, tick or plain; `optional` says whether the label says so."""

    kind: str
    optional: bool
    widget: SafeString
    hint: str
    hint_id: str
    error_id: str
    described_by: str


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Set what one of the form's choices offers, where it is known only with the form."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no choice")
    field.choices = list(choices)


def field_parts(field: BoundField, hint: str = "") -> FieldParts:
    """The parts of a bound field; the widget gets Designsystemet's class, `aria-describedby` and `aria-invalid`."""
    hint = hint or str(field.help_text or "")
    hint_id, error_id = f"{field.auto_id}-hint", f"{field.auto_id}-error"
    described = " ".join(one for one, there in ((hint_id, hint), (error_id, field.errors)) if there)
    widget = field.field.widget
    if field.is_hidden:
        kind = "hidden"
    elif isinstance(widget, GROUPS):
        kind = "group"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "tick"
    else:
        kind = "plain"
    attributes: dict[str, str | bool] = {"class": f"ds-input {widget.attrs.get('class', '')}".strip()}
    if described:
        attributes["aria-describedby"] = described
    if field.errors:
        attributes["aria-invalid"] = "true"
    if kind == "group":
        widget.attrs["class"] = attributes["class"]
    drawn = SafeString("") if kind in ("hidden", "group") else field.as_widget(attrs=attributes)
    optional = not field.field.required and not getattr(field.field, "conditional", False)
    return FieldParts(kind, optional, drawn, hint, hint_id, error_id, described)
