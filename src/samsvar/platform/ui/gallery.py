"""Made-up values for the gallery of components, and what each component's file says of itself."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from samsvar.platform.ui.icons import PATHS

HERE = Path(__file__).parent / "templates" / "components"
TODAY = date(2025, 5, 14)


class SampleForm(forms.Form):
    """A form with errors, to show the summary and the messages."""

    title = forms.CharField(label=_("Title"), max_length=100)
    orgnr = forms.CharField(
        label=_("Organisation number"), help_text=_("Nine figures. For a foreign supplier, leave it empty.")
    )
    ownership = forms.ChoiceField(
        label=_("Who owns the contract?"),
        widget=forms.RadioSelect,
        choices=[("own", _("We alone")), ("shared", _("We and others")), ("used", _("Others, we use it"))],
    )
    accepted = forms.BooleanField(label=_("The code of conduct is accepted"), required=False)
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean_orgnr(self) -> str:
        raise forms.ValidationError(_("The check digit does not match. Did you mean 312 345 676?"))


@dataclass
class SampleImport:
    """The shape that the component `import-result` reads."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    dry_run: bool = True
    errors: list[dict[str, Any]] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)


def documented() -> dict[str, str]:
    """Each component's own description: the comment at the top of its file."""
    found = {}
    for file in sorted(HERE.glob("*.html")):
        text = file.read_text(encoding="utf-8")
        found[file.stem.replace("-", "_")] = text.split("{% comment %}", 1)[1].split("{% endcomment %}", 1)[0]
    return found


def gallery() -> dict[str, Any]:
    """Everything that the gallery page draws."""
    form = SampleForm({"title": "Frukt og grønt til kontorene", "orgnr": "312 345 675", "ownership": "own"})
    form.is_valid()
    return {
        "about": documented(),
        "sample_form": form,
        "today": TODAY,
        "at": datetime(2025, 5, 14, 8, 40, tzinfo=UTC),
        "icon_names": sorted(PATHS),
        "dates": {"late": date(2025, 5, 9), "soon": date(2025, 5, 16), "later": date(2025, 6, 30)},
        "page": Paginator(range(41), 13).page(1),
        "parts": [(4, 6), (3, 35), (2, 54), (1, 46), (None, 17)],
        "rows": [
            SimpleNamespace(
                level=4, title="Servere og lagring", supplier="Oppdiktet IT AS", factors=(4, 4, "", 0),
                countries=["CHN", "TWN"], ore=14_820_000_000, step="Be om fabrikkliste", due=date(2025, 5, 30),
            ),
            SimpleNamespace(
                level=4, title="Varetransport mellom kontorene", supplier="Tulle Transport AS", factors=("", 1, 3, 1),
                countries=["NOR"], ore=1_240_000_000, step="Purr om svar", due=date(2025, 5, 12),
            ),
            SimpleNamespace(
                level=3, title="Kaffe og te", supplier="Fabel Kaffe AS", factors=(4, None, "", -1),
                countries=[], ore=260_000_000, step="Oppgi land", due=date(2025, 5, 30),
            ),
        ],
        "files": SimpleNamespace(
            add="#",
            lines=[
                SimpleNamespace(
                    label="Sertifikat 2025.pdf", about="Sertifikat · Påfunn Revisjon AS · PDF, 214 KB",
                    note="Gjelder fabrikken i Påfunnby til 2027.", href="#", remove="#",
                    at=datetime(2025, 5, 14, 8, 40, tzinfo=UTC),
                ),
            ],
        ),
        "differences": [(_("Follow-up"), "Fabrikkliste mottatt 13. mai.", "Venter på fabrikkliste.")],
        "dry_run": SampleImport(created=1204, changed=37, unchanged=9, ignored_columns=["Merknad", "Arkivkode"]),
        "refused": SampleImport(
            errors=[
                {
                    "row": 48,
                    "column": "Slutt",
                    "message": "31.02.2025 finnes ikke.",
                    "remedy": "Skriv datoen som dag, måned, år.",
                }
            ]
        ),
    }  # fmt: skip
