"""The forms of a case with others: the dialogue, a question to an owner of agreements, and leaving."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.evidence.models import EvidenceKind
from samsvar.platform.forms.fields import Day, RowChoices, Text, choose_among
from samsvar.platform.forms.sent_files import Files
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.ui.templatetags.samsvar_ui import OWN_NAMES
from samsvar.subjects.due_diligence.models.shared_cases import Ground, Said

MOST_FILES = 20
"""Files that come with an owner's answer."""


class SayForm(forms.Form):
    """A line of the dialogue that all who share the case read."""

    said = forms.ChoiceField(label=_("What is it?"), choices=Said.choices, widget=forms.RadioSelect)
    said_on = Day(label=_("Day"))
    whom = Text(
        label=_("With whom"),
        max_length=200,
        required=False,
        help_text=_("A role at the supplier, for example the head of quality. No names."),
    )
    text = Text(
        label=_("What was said"),
        lines=5,
        max_length=10_000,
        help_text=_(
            "All who share the case read it, under your enterprise’s name. Never prices or what you plan to buy."
        ),
    )

    def __init__(self, *arguments: Any, leads: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if not leads:
            field = self.fields["said"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(Said.HEARD, Said.HEARD.label), (Said.AMONG_US, Said.AMONG_US.label)]


class AskOwnerForm(forms.Form):
    """A question to the owner of agreements, who answers by a link."""

    question = Text(label=_("What we ask"), lines=5, max_length=5_000)
    contracts = RowChoices(
        words=lambda contract: f"{contract.number} {contract.title}", label=_("Agreements it concerns")
    )
    name = Text(label=_("Who is asked"), max_length=200, required=False)
    address = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=OWN_NAMES)
    due_on = Day(label=_("To be answered by"))

    def __init__(self, *arguments: Any, contracts: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        choose_among(self, "contracts", contracts)


class OwnerAnswerForm(forms.Form):
    """What the owner of the agreements answers. Nothing here needs an account."""

    answer = Text(
        label=_("Your answer"),
        lines=10,
        max_length=20_000,
        help_text=_("Write what you know, what you have done, and what is planned. Leave out names of those harmed."),
    )
    name = Text(label=_("Who answers"), max_length=200, help_text=_("Your name, or your role."))
    attached = Files(
        label=_("Files"),
        most=MOST_FILES,
        help_text=_("PDF, picture, text, office file or mail, at most 25 MB each. Black out names of those harmed."),
    )
    kind = forms.ChoiceField(
        label=_("What are the files?"), choices=EvidenceKind.choices, initial=EvidenceKind.OTHER, required=False
    )


class LeavingForm(Versioned):
    """Why a supplier is left, and what was considered first. A draft may lack anything."""

    ends = Text(
        label=_("What ends"), max_length=300, help_text=_("One agreement, several, or all trade with the supplier.")
    )
    ground = forms.ChoiceField(
        label=_("Why it comes into question"), choices=[("", _("Not chosen")), *Ground.choices], required=False
    )
    tried = Text(
        label=_("What we have tried"),
        lines=4,
        max_length=10_000,
        required=False,
        help_text=_("Step by step: demands, plans, meetings, pressure together with others, buying less."),
    )
    workers = Text(
        label=_("What it does to the workers"),
        lines=4,
        max_length=10_000,
        required=False,
        help_text=_("Who loses work or pay, and what is done so that they are not worse off."),
    )
    asked_affected = Text(
        label=_("What those affected say"),
        lines=3,
        max_length=10_000,
        required=False,
        help_text=_("Or who speaks for them. Where nobody could be asked, write why."),
    )
    alternatives = Text(
        label=_("Other ways that were considered"),
        lines=3,
        max_length=10_000,
        required=False,
        help_text=_("For example to go on while it is put right, to pause, or to move to another factory."),
    )
    contractual_ground = Text(label=_("Which term lets us end it"), lines=2, max_length=5_000, required=False)
    reasons_given = Text(label=_("The reasons the supplier is given"), lines=3, max_length=10_000, required=False)
    notice_on = Day(label=_("The supplier is told on"), required=False)
    ends_on = Day(label=_("It ends on"), required=False)
    decided_by = Text(
        label=_("Who decides"),
        max_length=200,
        required=False,
        help_text=_("The office, for example the managing director."),
    )
