"""The form that adds a file to a record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.attachments import CONTENT_TYPES
from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.platform.evidence.models import EvidenceKind


class FileForm(forms.Form):
    """One file, and what it is."""

    file = forms.FileField(
        label=_("File"),
        max_length=300,
        help_text=_("PDF, PNG, JPEG, text, office file or mail, at most 25 MB. Where a picture was taken is left out."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}),
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=EvidenceKind.choices, initial=EvidenceKind.OTHER)
    issuer = forms.CharField(label=_("Who made it?"), max_length=200, required=False)
    note = forms.CharField(
        label=_("What does it show?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_issuer(self) -> str:
        return _cleaned(name_parser(200), self.cleaned_data["issuer"])

    def clean_note(self) -> str:
        return _cleaned(text_parser(1000), self.cleaned_data["note"])


def _cleaned(parse: Any, text: str) -> str:
    try:
        return str(parse(text) or "") if text else ""
    except CellProblem:
        raise forms.ValidationError(_("Write it without formulas, hidden letters and birth numbers.")) from None
