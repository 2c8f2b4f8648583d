"""The forms of an action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Day, Text
from samsvar.platform.forms.people import person_choice
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.organisation.models import OrgUnit

PLANNED = ("title", "description", "responsible", "starts_on", "due_on", "due_reason", "expected_result")


class ActionForm(Versioned):
    """What is planned: what, who, by when and why, and what is expected of it."""

    title = Text(label=_("What is to be done"))
    description = Text(label=_("More about it"), lines=3, max_length=10_000, required=False)
    starts_on = Day(label=_("Begins"), required=False)
    due_on = Day(label=_("Deadline"), required=False)
    due_reason = Text(
        label=_("Why that day"),
        max_length=250,
        required=False,
        conditional=True,
        help_text=_("Needed where there is a deadline. For example: before the contract is renewed."),
    )
    expected_result = Text(label=_("What we expect of it"), lines=3, max_length=10_000, required=False)

    def __init__(self, enterprise: OrgUnit, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["responsible"] = person_choice(enterprise)
        self.order_fields(PLANNED)


class ResultForm(Versioned):
    """What has come of the action so far."""

    result = Text(label=_("What has come of it"), lines=4, max_length=10_000)


class DoneForm(Versioned):
    """The action is done."""

    result = Text(
        label=_("What came of it"),
        lines=4,
        max_length=10_000,
        required=False,
        help_text=_("The statement tells what came of each action (Transparency Act § 5 c)."),
    )
    done_on = Day(label=_("Done on"))


class CancelForm(Versioned):
    """The action will not be done."""

    reason = Text(label=_("Why it will not be done"), lines=3, max_length=10_000)


class ContinueForm(forms.Form):
    """The action goes on with a new deadline."""

    due_on = Day(label=_("New deadline"))
    due_reason = Text(label=_("Why that day"), max_length=250)
