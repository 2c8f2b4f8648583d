"""What a template needs to draw one bound field: its kind, its hint, and how the two are read aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop, ngettext_lazy

#: The name of the field that carries a form's one-time number.
ONCE = "once"
#: Django's own messages at a field; they are translated here, so that they say what to write instead.
EMPTY = gettext_noop("This field is required.")
WRONG = (
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
)
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
