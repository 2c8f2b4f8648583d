"""The forms of the climate account."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues.climate import activities
from samsvar.core.documents.numbers import format_number
from samsvar.core.readers.values.numbers import parse_decimal
from samsvar.platform.forms.fields import Text, parsed
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.ui.language import current_language
from samsvar.subjects.climate.models import BasisWord, GwpSet
from samsvar.subjects.climate.presenters.words import GROUPS, activity_name, measure_of

_EITHER: list[tuple[str, Any]] = [("", _("Either"))]


def grouped_activities() -> list[tuple[Any, list[tuple[str, str]]]]:
    """The activities by group, each with what it is counted in."""
    known = activities().values()
    return [
        (
            words,
            [
                (each.code, f"{activity_name(each.code)} ({measure_of(each.code)})")
                for each in known
                if each.group == group
            ],
        )
        for group, words in GROUPS.items()
    ]


class Amount(forms.CharField):
    """A number as people write it, with at most so many decimals. Empty is refused: unknown is not zero."""

    def __init__(self, *, decimals: int = 6, **more: Any) -> None:
        self._decimals = decimals
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 40, "widget": widget, **more})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        exponent = value.normalize().as_tuple().exponent
        return format_number(value, current_language(), max(0, -int(exponent)))

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        number: Decimal = parsed(parse_decimal, text)
        if number != round(number, self._decimals):
            raise forms.ValidationError(_("Write at most %(n)s decimals.") % {"n": self._decimals})
        if abs(number) >= Decimal(10) ** 12:
            raise forms.ValidationError(_("The number is too large."))
        return number


def _offered() -> list[Any]:
    """The activities by group, in the language that is being spoken when a form is shown."""
    return [("", "–"), *grouped_activities()]


class OpenForm(Versioned):
    """Which year the account is of, and how its gases are weighed."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2199)
    gwp_set = forms.ChoiceField(
        label=_("Weights of the gases"),
        choices=GwpSet.choices,
        help_text=_("How gases are weighed against CO₂. Use the same in every year that you compare."),
    )


class LineForm(Versioned):
    """What a unit used of an activity in the year."""

    activity = forms.ChoiceField(label=_("What was used"), choices=_offered)
    amount = Amount(
        label=_("Amount"), help_text=_("In the measure that stands behind the name. Zero says that none was used.")
    )
    source = Text(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("For example: meter 4711, invoices from the supplier, the fleet system"),
    )
    note = Text(label=_("Note"), lines=3, max_length=2_000, required=False)


class CorrectionForm(Versioned):
    """Another amount, source or note of a line, and why."""

    amount = Amount(label=_("Amount"))
    source = Text(label=_("Source"), max_length=300, required=False)
    note = Text(label=_("Note"), lines=3, max_length=2_000, required=False)
    reason = Text(
        label=_("Why it is corrected"),
        lines=2,
        max_length=2_000,
        conditional=True,
        required=False,
        help_text=_("Asked for where the amount is another."),
    )


class ReasonForm(Versioned):
    """Why a line is withdrawn, or an account is opened again."""

    reason = Text(label=_("Reason"), lines=3, max_length=2_000)


class SettleForm(Versioned):
    """Settle the account; a reason where something is missing."""

    reason = Text(
        label=_("Why it is settled without what is missing"),
        lines=3,
        max_length=2_000,
        conditional=True,
        required=False,
        help_text=_("Asked for only where something is missing."),
    )


class FactorForm(Versioned):
    """A factor that the enterprise sets itself."""

    activity = forms.ChoiceField(label=_("What it is for"), choices=_offered)
    basis = forms.ChoiceField(
        label=_("Basis"),
        required=False,
        choices=_EITHER + BasisWord.choices,
        help_text=_("For electricity and heat: the grid’s own mix, or what the contracts say."),
    )
    kg_co2e = Amount(decimals=9, label=_("Kilograms of CO₂e per measure"), help_text=_("For example: 0,015 per kWh"))
    from_year = forms.IntegerField(label=_("From the year"), min_value=1990, max_value=2199)
    to_year = forms.IntegerField(
        label=_("To the year"),
        min_value=1990,
        max_value=2199,
        required=False,
        help_text=_("Empty: it still holds"),
    )
    source = Text(
        label=_("Source"), max_length=300, help_text=_("For example: the district heating company’s declaration 2024")
    )
    reason = Text(label=_("Why the enterprise sets its own"), lines=2, max_length=2_000, required=False)
