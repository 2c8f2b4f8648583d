"""What is written of a round: whom it asks, those who do not sign in, signatures on paper, and a meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import CodesColumn, Count, Day, RowChoice, RowChoices, Text
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.forms.documents import words_of_unit
from samsvar.subjects.governance.models import GoverningDocument, RoundKind, Signer, SignerGroup

LONGEST_LIST = 2000


class RoundForm(forms.Form):
    """Ask groups to read and confirm a version, or tell them of it."""

    kind = forms.ChoiceField(
        label=_("What is asked"),
        choices=RoundKind.choices,
        widget=forms.RadioSelect,
        help_text=_("Made known counts whoever was at a meeting about it, too."),
    )
    groups = CodesColumn(SignerGroup.choices, label=_("Who is asked"))
    days_at_new_version = Count(label=_("Days for those who are here"), required=True, min_value=1, max_value=365)
    days_at_start = Count(label=_("Days for whoever begins later"), required=True, min_value=1, max_value=365)
    message = Text(label=_("A few words to those who are asked"), lines=3, max_length=1000, required=False)

    def __init__(self, document: GoverningDocument, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        rows = document.versions.filter(round=None).order_by("-number")
        self.fields["document_version"] = RowChoice(
            rows, words=lambda row: row.label or str(row.number), label=_("Version"), empty_label=None
        )
        self.order_fields(["document_version"])


class SignersForm(forms.Form):
    """Those who do not sign in here, by name."""

    group = forms.ChoiceField(label=_("Group"), choices=SignerGroup.choices)
    names = Text(label=_("Names"), lines=6, max_length=20_000, help_text=_("One on each line."))
    began_on = Day(label=_("Began"), required=False, help_text=_("Empty where they are here already."))
    left_on = Day(label=_("Last day"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        units = OrgUnit.objects.filter(enterprise=enterprise, valid_to=None).exclude(kind="section").order_by("path")
        self.fields["unit"] = RowChoice(units, words=words_of_unit, label=_("Unit"), empty_label=None)
        self.order_fields(["group", "unit"])

    def clean_names(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        names = [line for line in lines if line]
        if any(len(name) > 150 for name in names):
            raise forms.ValidationError(_("A name has at most 150 letters."))
        return names


def _among(signers: Iterable[Signer], label: Any) -> RowChoices:
    rows = Signer.objects.filter(pk__in=[each.pk for each in list(signers)[:LONGEST_LIST]])
    return RowChoices(rows.select_related("unit").order_by("name", "pk"), words=_words, label=label)


def _words(row: Signer) -> str:
    return f"{row.name}, {words_of_unit(row.unit)}"


class NotedForm(forms.Form):
    """Signatures on paper, for those who do not sign in here."""

    signed_on = Day(label=_("Day"))

    def __init__(self, signers: Iterable[Signer], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["signers"] = _among(signers, _("Who has confirmed"))


class AttendanceForm(forms.Form):
    """Who was at a meeting about it."""

    held_on = Day(label=_("Day"))
    occasion = Text(label=_("Meeting"), max_length=200, help_text=_("As the newcomers’ gathering."))

    def __init__(self, signers: Iterable[Signer], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["signers"] = _among(signers, _("Who was there"))


class LeftForm(forms.Form):
    """Somebody written in by name is there no more."""

    left_on = Day(label=_("Last day"))

    def __init__(self, signers: Iterable[Signer], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        rows = Signer.objects.filter(pk__in=[each.pk for each in signers]).select_related("unit").order_by("name", "pk")
        self.fields["signer"] = RowChoice(rows, words=_words, label=_("Who"))
        self.order_fields(["signer"])


class ReadForm(forms.Form):
    """The tick of whoever has read it."""

    read = forms.BooleanField(label=_("I have read it, and will follow it"))
