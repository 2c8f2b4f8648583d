"""What a person says of a hit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.subjects.due_diligence.models import HitState

ANSWERS = {
    HitState.CLEARED: _("No: clear the hit"),
    HitState.CONFIRMED: _("Yes: confirm the hit"),
    HitState.OPEN: _("Not known: take it up again"),
}


class HitForm(Versioned):
    """Cleared or confirmed, or to be judged again; always with the reason. What stands already is no choice."""

    state = forms.ChoiceField(
        label=_("Are they the same?"),
        choices=list(ANSWERS.items()),
        widget=forms.RadioSelect,
    )
    reason = Text(
        label=_("Why"),
        lines=3,
        max_length=2_000,
        help_text=_("What you looked at, and what it showed. Stands beside the hit."),
    )

    def __init__(self, state: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [(code, words) for code, words in ANSWERS.items() if code != state]
