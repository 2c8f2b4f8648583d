"""The form that takes a file in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.sources import SPREADSHEET_LIMIT
from samsvar.platform.imports.registry import ImportKind

LARGEST_UPLOAD = min(SPREADSHEET_LIMIT, 50_000_000)
"""Bytes that the pages take; the command line takes more."""


class FileForm(forms.Form):
    """One file of a kind, after what else the kind asks for."""

    file = forms.FileField(label=_("File"), max_length=250)

    def __init__(self, *arguments: Any, kind: ImportKind, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.kind = kind
        asked = dict(kind.asked()) if kind.asked else {}
        self.fields = {**asked, **self.fields}
        endings = ", ".join(ending.lstrip(".").upper() for ending in kind.endings)
        self.fields["file"].help_text = _("%(endings)s, at most 50 MB.") % {"endings": endings}
        self.fields["file"].widget.attrs["accept"] = ",".join(kind.endings)

    def answers(self) -> dict[str, str]:
        """What was filled in beside the file."""
        told = ((name, value) for name, value in self.cleaned_data.items() if name != "file")
        return {name: "" if value is None else str(value) for name, value in told}

    def clean_file(self) -> Any:
        """Refuses by size and ending; the reader judges the content."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 50 MB. Divide it into smaller ones."))
        if not file.name.lower().endswith(self.kind.endings):
            endings = ", ".join(self.kind.endings)
            raise forms.ValidationError(_("Choose a file that ends in %(endings)s."), params={"endings": endings})
        return file
