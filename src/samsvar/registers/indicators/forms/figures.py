"""Fields for figures as people write them: decimal commas, blanks in thousands, percent signs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.numbers import format_number
from samsvar.core.readers.values.numbers import parse_decimal
from samsvar.platform.forms.fields import parsed
from samsvar.platform.ui.language import current_language

LARGEST = Decimal(9_000_000_000_000)
DECIMALS_KEPT = 6


class FigureField(forms.CharField):
    """A number with at most six decimals; empty is unknown, never zero."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 40, "required": False, "widget": widget, **more})

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).removesuffix("%").strip()
        if not text:
            return None
        number: Decimal = parsed(parse_decimal, text)
        if abs(number) > LARGEST:
            raise forms.ValidationError(_("The number is too large."))
        if number != round(number, DECIMALS_KEPT):
            raise forms.ValidationError(_("Write at most six decimals."))
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or None))


def written(number: Decimal) -> str:
    """A number as somebody would write it in a field: no zeros at the end."""
    exponent = number.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(number, current_language(), decimals).replace("\N{MINUS SIGN}", "-")
