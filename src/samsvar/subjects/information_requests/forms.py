"""The forms of a request for information."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.information_requests import REGIMES
from samsvar.platform.access.holders import nameable
from samsvar.platform.forms.fields import Day, RowChoice, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.information_requests.models import Channel, RegimeChoice
from samsvar.subjects.information_requests.presenters.words import ACTS, GROUNDS, WRITTEN, provision_words

LONGEST_QUESTION = 20_000
LONGEST_ANSWER = 60_000
_LANGUAGE_HELP = _(
    "The written standard they used: they have a right to an answer in the same (the Language Act § 15)."
)
_DECISIONS = (("", _("Not decided")), ("yes", _("We give it")), ("no", _("We refuse it")))


def _acts() -> list[tuple[str, Any]]:
    return [(code, ACTS[code]) for code in RegimeChoice.values]


class NewRequestForm(forms.Form):
    """A request that came by letter, e-mail or in another way. It counts from the day it came."""

    question = Text(
        label=_("What is asked for"), lines=8, max_length=LONGEST_QUESTION, help_text=_("As it was written.")
    )
    regime = forms.ChoiceField(
        label=_("Which Act"),
        choices=_acts,
        widget=forms.RadioSelect,
        initial=RegimeChoice.TRANSPARENCY_ACT,
        help_text=_("The one who asks need not name an Act. It can be changed as long as the request is open."),
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.FORM],
        initial=Channel.EMAIL,
    )
    received_on = Day(label=_("The day it came"), help_text=_("The deadline is counted from this day."))
    language = forms.ChoiceField(label=_("Language"), choices=WRITTEN, help_text=_LANGUAGE_HELP)
    name = Text(label=_("Name"), max_length=150, required=False, help_text=_("Anyone may ask, also without a name."))
    address = Text(label=_("Address"), lines=2, max_length=1_000, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Then a receipt and news of the answer are sent there.")
    )


class FactsForm(Versioned):
    """What is known of the request besides its text."""

    regime = forms.ChoiceField(
        label=_("Which Act"),
        choices=_acts,
        widget=forms.RadioSelect,
        help_text=_("Another Act gives other deadlines, counted from the same day."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=WRITTEN, help_text=_LANGUAGE_HELP)
    applicant_name = Text(label=_("Name"), max_length=150, required=False)
    applicant_address = Text(label=_("Address"), lines=2, max_length=1_000, required=False)
    applicant_email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["handler"] = RowChoice(
            nameable(enterprise), label=_("Handled by"), required=False, empty_label=_("Nobody yet")
        )


class ExtendForm(Versioned):
    """The notice of more time."""

    burden = forms.ChoiceField(
        label=_("Why it cannot be answered in time"),
        choices=(("amount", _("So much is asked for")), ("kind", _("It is the kind of information"))),
        widget=forms.RadioSelect,
    )
    reasons = Text(
        label=_("The reasons, to the one who asked"),
        lines=4,
        max_length=4_000,
        help_text=_("It must be disproportionately burdensome to answer within the ordinary time. Say why it is."),
    )
    expected_on = Day(label=_("The day an answer can be expected"))


class PartForm(Versioned):
    """One thing asked for, and what is decided of it."""

    text = Text(label=_("What is asked for"), lines=3, max_length=LONGEST_QUESTION)
    given = forms.TypedChoiceField(
        label=_("What is decided"),
        choices=_DECISIONS,
        widget=forms.RadioSelect,
        required=False,
        coerce=lambda word: word == "yes",
        empty_value=None,
    )
    known_impact = forms.BooleanField(
        label=_("It concerns actual harm to human rights that we know of"),
        required=False,
        help_text=_("Then the Transparency Act § 6 third paragraph takes the grounds a–d away: it must be given."),
    )
    ground = forms.ChoiceField(label=_("Ground for refusal"), required=False)
    provision = Text(
        label=_("The provision, down to paragraph, letter and number"),
        max_length=200,
        required=False,
        conditional=True,
        help_text=_("For example: § 23 first paragraph. Needed where something is refused."),
    )
    reasons = Text(
        label=_("Why, in plain words"),
        lines=4,
        max_length=10_000,
        required=False,
        conditional=True,
        help_text=_("Stands in the refusal. Needed where something is refused."),
    )
    considered_more = forms.BooleanField(
        label=_("We have weighed whether to give access all the same"),
        required=False,
        help_text=_("The Freedom of Information Act § 11."),
    )

    def __init__(self, regime: str, *arguments: Any, **more: Any) -> None:
        begins = dict(more.get("initial") or {})
        if "given" in begins:
            begins["given"] = {True: "yes", False: "no", None: ""}[begins["given"]]
        more["initial"] = begins
        super().__init__(*arguments, **more)
        for name in ("given", "ground"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]  # what may be left empty depends
        held = REGIMES[regime]
        choices = [
            (ground.code, f"{GROUNDS[ground.code]} ({provision_words(ground.provision)})") for ground in held.grounds
        ]
        self.fields["ground"].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]
        if not any(ground.gives_way for ground in held.grounds):
            del self.fields["known_impact"]
        if not held.exact_provision:
            del self.fields["provision"]
        if not held.consider_more:
            del self.fields["considered_more"]


class SendForm(Versioned):
    """The last look before the answer goes out."""

    received_on = Day(
        label=_("When it reaches the one who asked"),
        required=False,
        help_text=_("Only for a letter: the time to ask for fuller reasons is counted from that day. Empty is today."),
    )


class AskedReasonsForm(forms.Form):
    """Fuller reasons were asked for."""

    text = Text(label=_("What they write"), lines=4, max_length=10_000, required=False)
    asked_on = Day(label=_("The day they asked"))
    willing = forms.BooleanField(label=_("We give reasons even if it is asked for too late"), required=False)


class PublicForm(Versioned):
    """The words for anyone."""

    title = Text(label=_("Title"), max_length=200)
    question = Text(
        label=_("The question"),
        lines=5,
        max_length=LONGEST_QUESTION,
        help_text=_("In your words, or theirs. Leave out who asked, and everything that shows who it was."),
    )
    answer = Text(
        label=_("The answer"),
        lines=12,
        max_length=LONGEST_ANSWER,
        help_text=_("Read all of it. Leave out names of persons."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=WRITTEN)


class PublishForm(Versioned):
    """Read first, then out."""

    read = forms.BooleanField(label=_("I have read the whole text. It names no person, and does not show who asked"))
