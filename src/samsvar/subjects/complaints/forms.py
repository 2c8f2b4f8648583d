"""The forms of those who handle complaints."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.attachments import CONTENT_TYPES
from samsvar.platform.access.holders import nameable
from samsvar.platform.forms.fields import Day, RowChoice, RowChoices, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.clock import today
from samsvar.subjects.complaints.models import (
    Complaint,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintTopic,
    FormLanguage,
    MetChoice,
    Relation,
)
from samsvar.subjects.complaints.services.mailing import handlers_of

LONGEST_ACCOUNT = 20_000
LONGEST_TEXT = 20_000
_UNSAID = [("", _("Not said")), *Relation.choices]
_PLACE = _("Where, and for whom they work")


class NewComplaintForm(forms.Form):
    """A complaint that came in a conversation, by letter or in another way."""

    account = Text(
        label=_("What happened"),
        lines=8,
        max_length=LONGEST_ACCOUNT,
        help_text=_("As it was told. Leave out birth numbers, and anything about patients."),
    )
    topic = forms.ChoiceField(label=_("What it is about"), choices=ComplaintTopic.choices)
    place = Text(label=_PLACE, lines=2, max_length=1_000, required=False)
    wish = Text(label=_("What they want to happen"), lines=2, max_length=4_000, required=False)
    relation = forms.ChoiceField(label=_("Who complains"), choices=_UNSAID, required=False)
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[choice for choice in ComplaintChannel.choices if choice[0] != ComplaintChannel.FORM],
    )
    received_on = Day(label=_("The day it came"), help_text=_("The days promised are counted from it."))
    language = forms.ChoiceField(label=_("Their language"), choices=FormLanguage.choices)
    name = Text(label=_("Name"), max_length=150, required=False, help_text=_("Only if they want it written down."))
    contact = Text(label=_("A way to reach them"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Then they are written to, and follow the case by a link.")
    )


class FactsForm(Versioned):
    """What is known of the complaint besides the account, which stays as it was told."""

    topic = forms.ChoiceField(label=_("What it is about"), choices=ComplaintTopic.choices)
    place = Text(label=_PLACE, lines=2, max_length=1_000, required=False)
    relation = forms.ChoiceField(label=_("Who complains"), choices=_UNSAID, required=False)
    language = forms.ChoiceField(label=_("Their language"), choices=FormLanguage.choices)
    name = Text(label=_("Name"), max_length=150, required=False)
    contact = Text(label=_("A way to reach them"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, complaint: Complaint, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = complaint.handlers.values("person")
        by_right = [person.pk for person in handlers_of(complaint.enterprise, today())]
        people = Person.objects.filter(Q(pk__in=named) | Q(pk__in=by_right), is_active=True).order_by("name", "pk")
        self.fields["handler"] = RowChoice(
            people,
            label=_("Handled by"),
            required=False,
            empty_label=_("Nobody yet"),
            help_text=_("Somebody with the right, or named on this complaint."),
        )


class MessageForm(forms.Form):
    """What is written to whoever complained, with a file."""

    text = Text(label=_("Write to whoever complained"), lines=6, max_length=LONGEST_TEXT)
    file = forms.FileField(
        label=_("File"),
        max_length=300,
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}),
    )


class ConcludeForm(Versioned):
    """What the enterprise concludes, in words that whoever complained reads."""

    outcome = forms.ChoiceField(label=_("What we conclude"), choices=ComplaintOutcome.choices, widget=forms.RadioSelect)
    text = Text(
        label=_("The conclusion, to whoever complained"),
        lines=10,
        max_length=LONGEST_TEXT,
        help_text=_("What we found, what we do about it and by when. In their language. They read it before anyone."),
    )
    told_otherwise = forms.BooleanField(
        label=_("They have been told in another way, or left no way to be reached"), required=False
    )

    def __init__(self, complaint: Complaint, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if complaint.code_digest or complaint.email:
            del self.fields["told_otherwise"]


class PeopleForm(forms.Form):
    """Who besides those with the right may read and answer this one complaint."""

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["people"] = RowChoices(
            nameable(enterprise),
            label=_("People"),
            required=False,
            help_text=_("Few, and nobody whom the complaint concerns. They get a mail, and read this complaint alone."),
        )


class PromiseForm(Versioned):
    """The times that are promised."""

    first_answer_days = forms.IntegerField(
        label=_("Days to the first answer"), min_value=1, max_value=730, help_text=_("An answer in words, no receipt.")
    )
    conclusion_days = forms.IntegerField(label=_("Days to the conclusion"), min_value=1, max_value=730)


class CriterionForm(Versioned):
    """A year's judgement of one criterion."""

    met = forms.ChoiceField(
        label=_("How far is it met?"),
        choices=[("", _("Not judged")), *MetChoice.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    shown_by = Text(
        label=_("What shows it?"), lines=4, max_length=6_000, required=False, conditional=True,
        help_text=_("Facts, documents, what people told. Needed where it is met or partly met."),
    )  # fmt: skip
    plan = Text(
        label=_("What is to be done, by whom and by when?"), lines=4, max_length=6_000, required=False,
        conditional=True, help_text=_("Needed where it is not fully met."),
    )  # fmt: skip
