"""The forms of an inquiry about terms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Day, Text, Yes
from samsvar.platform.forms.versioned import Versioned
from samsvar.registers.suppliers.codes import AnswerFinding


class InquiryForm(forms.Form):
    """What all suppliers of a risk area are asked."""

    title = Text(label=_("What the inquiry is called"), max_length=200)
    question = Text(label=_("Question"), lines=6, max_length=5_000)
    period_from = Day(label=_("About the period from"), required=False)
    period_to = Day(label=_("About the period to"), required=False)
    due_on = Day(label=_("Answer wanted by"))


class AnswerForm(Versioned):
    """What a supplier answered."""

    answered_on = Day(label=_("Answered on"))
    answer = Text(label=_("What they answered"), lines=5, max_length=10_000, required=False)
    finding = forms.ChoiceField(
        label=_("Breaches they told of"),
        choices=[("", _("They do not say")), *AnswerFinding.choices],
        required=False,
    )
    satisfactory = Yes(label=_("Is the answer satisfactory?"))
