"""Sending in, and asking a colleague."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsvar.platform.delivery.addresses import BadAddress, checked_address
from samsvar.platform.forms.fields import Text


class SendForm(forms.Form):
    """Who sends in, and with whom the answer is shared."""

    name = Text(
        label=_("Your name"),
        max_length=200,
        help_text=_("The one who answers for the supplier. It stands on the receipt and is seen by those you answer."),
    )
    share = forms.MultipleChoiceField(
        label=_("Share the same answer with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "They have asked you the same questions. Whom you share with sees this answer as if you had sent it in "
            "there, and nothing of the others."
        ),
    )

    def __init__(self, *arguments: Any, others: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        choices = list(others)
        self.fields["share"].choices = choices  # type: ignore[attr-defined]  # a choice
        if not choices:
            del self.fields["share"]


class ColleagueForm(forms.Form):
    """Who is to answer which parts."""

    name = Text(label=_("Your colleague’s name"), max_length=150)
    address = forms.EmailField(label=_("E-mail"), max_length=254)
    sections = forms.MultipleChoiceField(
        label=_("Parts to answer"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your colleague sees these parts only. You send in the whole when all have answered."),
    )

    def __init__(self, *arguments: Any, parts: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["sections"].choices = list(parts)  # type: ignore[attr-defined]  # a choice

    def clean_address(self) -> str:
        try:
            return checked_address(self.cleaned_data["address"])
        except BadAddress as bad:
            raise forms.ValidationError(gettext("We cannot write to that address. Check it.")) from bad
