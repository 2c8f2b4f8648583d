"""What is written of a document: its versions, who decided it, for whom it holds, what it stands on, its review."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import CodesColumn, Count, Day, RowChoice, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import Body, OrgUnit, Person
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.models import (
    ApprovalAct,
    DocumentKind,
    GoverningDocument,
    ReviewOutcome,
    SignerGroup,
    TieKind,
)
from samsvar.subjects.governance.presenters.words import SUBJECTS

_AS_KNOWN = _("As far as it is known: 2025-03-14, 2025-03 or 2025.")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def words_of_unit(unit: OrgUnit) -> str:
    """A unit as a choice names it."""
    return unit.name(current_language())


def words_of_document(document: GoverningDocument) -> str:
    """A document as a choice names it."""
    name = document.name(current_language())
    return f"{name} ({document.organisation})" if document.organisation else name


def people_of(enterprise: OrgUnit) -> Any:
    """Those who may be named at the enterprise, by name."""
    return Person.objects.filter(enterprise=enterprise, is_active=True).order_by("name", "pk")


class PartialDay(forms.CharField):
    """A day as far as it is known: 2025-03-14, 2025-03 or 2025."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 10, "required": False, **more})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not _is_day(text):
            raise forms.ValidationError(_("Write it as 2025-03-14, as 2025-03 or as 2025."))
        return text


def _is_day(text: str) -> bool:
    """Whether it is a day of the calendar, as far as it is written, between 1900 and 2199."""
    try:
        found = date.fromisoformat(text + "-01-01"[len(text) - 4 :]) if _PARTIAL.fullmatch(text) else None
    except ValueError:
        return False
    return found is not None and 1900 <= found.year < 2200


class DocumentForm(Versioned):
    """A document. The name in bokmål is enough besides its kind."""

    sections = (
        (_("The document"), ("kind", "name_nb", "number", "organisation", "link")),
        (_("Who manages it, and from when"), ("manager", "manager_role", "applies_from", "language", "subjects")),
        (_("Nynorsk, English and a few words about it"), ("name_nn", "name_en", "about_nb", "about_nn", "about_en")),
        (_("Who signs it"), ("signed_by", "days_at_start", "days_at_new_version")),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    name_nb = Text(label=_("Name"), max_length=300)
    number = Text(label=_("Number"), max_length=100, required=False, help_text=_("As LOV-2021-06-18-99, or your own."))
    organisation = Text(
        label=_("Owned by another organisation"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty for your own. Another’s document stands here with its link, and is changed there."),
    )
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    manager_role = Text(label=_("Managing role"), max_length=150, required=False)
    applies_from = PartialDay(label=_("Applies from"), help_text=_AS_KNOWN)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Not said")), ("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
        required=False,
    )
    subjects = CodesColumn(list(SUBJECTS.items()), label=_("Subjects"))
    name_nn = Text(label=_("Name in nynorsk"), max_length=300, required=False)
    name_en = Text(label=_("Name in English"), max_length=300, required=False)
    about_nb = Text(label=_("A few words about it"), lines=3, max_length=2000, required=False)
    about_nn = Text(label=_("The same in nynorsk"), lines=3, max_length=2000, required=False)
    about_en = Text(label=_("The same in English"), lines=3, max_length=2000, required=False)
    signed_by = CodesColumn(SignerGroup.choices, label=_("These groups sign it"))
    days_at_start = Count(label=_("Days to sign for whoever begins"), initial=14, min_value=1, max_value=365)
    days_at_new_version = Count(label=_("Days to sign a new version"), initial=30, min_value=1, max_value=365)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["manager"] = RowChoice(
            people_of(enterprise), label=_("Managed by"), required=False, empty_label=_("Nobody named")
        )

    def clean_days_at_start(self) -> int:
        return self.cleaned_data["days_at_start"] or 14

    def clean_days_at_new_version(self) -> int:
        return self.cleaned_data["days_at_new_version"] or 30


class VersionForm(forms.Form):
    """A new version. Its text may be written theme by theme, so that two versions can be compared."""

    label = Text(label=_("What the version is called"), max_length=60, required=False, help_text=_("As 2.0 or 2026."))
    in_force_from = Day(label=_("In force from"))
    what_changed = Text(label=_("What was changed"), lines=4, max_length=4000, required=False)
    sign_anew = forms.BooleanField(
        label=_("It must be signed anew"),
        required=False,
        help_text=_("Leave it empty for a small change. Counts only where somebody signs the document."),
    )
    link = forms.URLField(label=_("Link to the version"), max_length=500, required=False, assume_scheme="https")
    texts = Text(
        label=_("The text, theme by theme"),
        lines=12,
        max_length=60_000,
        required=False,
        help_text=_("Begin each theme with a line of its own: # and its name. Versions are compared by theme."),
    )

    def clean_texts(self) -> list[list[str]]:
        return themes_from(self.cleaned_data["texts"])


def themes_from(text: str) -> list[list[str]]:
    """Pairs of theme and text. What comes before the first theme stands under an empty one."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            found.append([line.lstrip("# ").strip(), ""])
        elif line.strip() or found:
            if not found:
                found.append(["", ""])
            found[-1][1] = f"{found[-1][1]}\n{line}".strip()
    return found


class ApprovalForm(forms.Form):
    """Who decided it, in which case."""

    act = forms.ChoiceField(label=_("What was decided"), choices=ApprovalAct.choices)
    body_name = Text(label=_("Another body"), max_length=200, required=False)
    organisation = Text(label=_("Of another organisation"), max_length=200, required=False)
    case_number = Text(label=_("Case number"), max_length=40, required=False, help_text=_("As 40/23."))
    decided = PartialDay(label=_("Day"), help_text=_AS_KNOWN)
    link = forms.URLField(label=_("Link to the case"), max_length=500, required=False, assume_scheme="https")

    def __init__(self, document: GoverningDocument, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["body"] = body_choice(document.enterprise)
        versions = document.versions.order_by("-number")
        self.fields["document_version"] = RowChoice(
            versions,
            words=lambda row: row.label or str(row.number),
            label=_("Version"),
            required=False,
            empty_label=_("The document as such"),
        )
        self.order_fields(["act", "body", "body_name", "organisation", "case_number", "decided", "document_version"])


def body_choice(enterprise: OrgUnit) -> RowChoice:
    """A body of the enterprise, or none."""
    rows = Body.objects.filter(enterprise=enterprise).order_by("name_nb", "pk")
    return RowChoice(
        rows,
        words=lambda row: row.name(current_language()),
        label=_("Body"),
        required=False,
        empty_label=_("Another, or not said"),
    )


class ValidityForm(forms.Form):
    """A unit for which the document holds."""

    subtree = forms.BooleanField(label=_("And all units beneath it, also those that come later"), required=False)
    valid_from = Day(label=_("From"), required=False)
    valid_to = Day(label=_("Last day"), required=False)

    def __init__(self, document: GoverningDocument, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        units = OrgUnit.objects.under(document.unit).exclude(kind="section").order_by("path")
        self.fields["unit"] = RowChoice(units, words=words_of_unit, label=_("Unit"))
        self.order_fields(["unit"])


class TieForm(forms.Form):
    """What the document stands on, or replaces."""

    tie = forms.ChoiceField(label=_("This document"), choices=TieKind.choices)
    from_on = Day(label=_("Replaced from"), required=False, help_text=_("Only where it replaces the other."))

    def __init__(self, document: GoverningDocument, rows: Any, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        others = rows.exclude(pk=document.pk).order_by("name_nb", "pk")
        self.fields["other"] = RowChoice(others, words=words_of_document, label=_("The other document"))
        self.order_fields(["tie", "other", "from_on"])


class RuleForm(forms.Form):
    """How often the document is reviewed."""

    months = Count(label=_("Months between reviews"), required=True, min_value=1, max_value=240)
    whole_years = forms.BooleanField(
        label=_("Counted in calendar years"),
        required=False,
        help_text=_("Then it is due by 31 December, whatever day the last one was: for a yearly case of the board."),
    )
    from_on = Day(label=_("From"), required=False, help_text=_("The rule before it is kept for the time before."))

    def __init__(self, document: GoverningDocument, rows: Any, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        others = rows.exclude(pk=document.pk).order_by("name_nb", "pk")
        self.fields["rests_on"] = RowChoice(
            others,
            words=words_of_document,
            label=_("The document that says so"),
            required=False,
            empty_label=_("Our own choice"),
        )


class ReviewForm(forms.Form):
    """A review with its outcome. Kept is a confirmation without a new version."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    reviewed_on = Day(label=_("Day"))
    body_name = Text(label=_("Another body"), max_length=200, required=False)
    case_number = Text(label=_("Case number"), max_length=40, required=False, help_text=_("As 40/23."))
    note = Text(label=_("Note"), lines=3, max_length=2000, required=False)

    def __init__(self, document: GoverningDocument, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["body"] = body_choice(document.enterprise)
        self.order_fields(["outcome", "reviewed_on", "body", "body_name", "case_number", "note"])
