"""The form of a text for the public pages."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.versioned import Versioned

LONGEST = 20_000


class TextForm(Versioned):
    """The same text in three languages. A reader gets another where theirs is empty."""

    text_nb = Text(label=_("Bokmål"), lines=10, max_length=LONGEST, required=False)
    text_nn = Text(label=_("Nynorsk"), lines=10, max_length=LONGEST, required=False)
    text_en = Text(label=_("English"), lines=10, max_length=LONGEST, required=False)
    link = forms.URLField(
        label=_("Address of your own document"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("Where it is published already. Only https."),
    )

    def clean_link(self) -> str:
        """An address that a browser opens safely."""
        address: str = self.cleaned_data["link"]
        if address and urlsplit(address).scheme != "https":
            raise forms.ValidationError(gettext("Write an address that begins with https://."))
        return address
