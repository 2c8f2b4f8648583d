"""What anyone may send in."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsvar.platform.delivery.addresses import BadAddress, checked_address
from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.open_forms import OpenForm
from samsvar.platform.links.limits import within
from samsvar.subjects.information_requests.models import RegimeChoice
from samsvar.subjects.information_requests.presenters.words import ABOUT_ACTS, WRITTEN

MOST_TO_ONE_ADDRESS = 5
_DAY = 24 * 60 * 60
_REGIMES = (RegimeChoice.TRANSPARENCY_ACT, RegimeChoice.ENVIRONMENTAL_INFORMATION, RegimeChoice.PUBLIC_ACCESS)


def writable(address: str, *, counted: str, at: datetime, bad: str, many: str) -> str:
    """An address that can be written to, and is not written to again and again by somebody else.

    `counted` names the limit; `bad` and `many` say what is wrong. Raises ValidationError.
    """
    if not address:
        return ""
    try:
        checked = checked_address(address)
    except BadAddress as wrong:
        raise forms.ValidationError(bad) from wrong
    if not within(counted, checked.casefold(), at=at, most=MOST_TO_ONE_ADDRESS, seconds=_DAY):
        raise forms.ValidationError(many)
    return checked


class AskForm(OpenForm):
    """A request for information. Only the question is asked for; the rest is the asker's own choice."""

    code = "information_request"
    question = Text(
        label=_("What do you want to know?"),
        lines=8,
        max_length=10_000,
        help_text=_("Ask in general, or about a product or a service. Leave out what is private about others."),
    )
    regime = forms.ChoiceField(
        label=_("What is it about?"),
        choices=lambda: [(code, ABOUT_ACTS[code]) for code in _REGIMES],
        widget=forms.RadioSelect,
        initial=RegimeChoice.TRANSPARENCY_ACT,
        help_text=_("Not sure? Leave it as it is. We find the right Act."),
    )
    language = forms.ChoiceField(label=_("Answer me in"), choices=WRITTEN)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_(
            "We write to you when there is news. Without it, you read the answer with a code that you get now."
        ),
    )
    name = Text(label=_("Name"), max_length=150, required=False, help_text=_("You need not say who you are."))
    address = Text(label=_("Address"), lines=2, max_length=500, required=False, help_text=_("If you want a letter."))

    def __init__(self, *arguments: Any, at: datetime, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._at = at

    def clean_email(self) -> str:
        """An address that can be written to; empty where none was given."""
        return writable(
            self.cleaned_data["email"],
            counted="request_mail",
            at=self._at,
            bad=gettext("We cannot write to that address. Check it, or leave it empty."),
            many=gettext("Many requests have come from that address today. Leave it empty, or come back tomorrow."),
        )


class FollowForm(OpenForm):
    """The number and the code on the receipt."""

    code = "follow_request"
    least_seconds = 0
    request_number = Text(label=_("Number"), max_length=20, help_text=_("For example 2025-3."))
    receipt_code = Text(label=_("Code"), max_length=40, help_text=_("Sixteen letters and figures, as on the receipt."))


class MessageForm(forms.Form):
    """What the one who asked adds. `act` says what for, so that it is never taken for something else."""

    act = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    text = Text(lines=6, max_length=10_000, label=_("Text"))

    def __init__(self, label: Any, act: str, *arguments: Any, needed: bool = True, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["act"].initial = act
        self.fields["text"].label = label
        self.fields["text"].required = needed
