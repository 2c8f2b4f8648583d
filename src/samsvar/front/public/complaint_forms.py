"""What anyone may send in about harm to people. Its words are data (`core/catalogues/complaint_form`), by language."""

from datetime import datetime
from typing import Any

from django import forms

from samsvar.core.catalogues.complaint_form import FormWords
from samsvar.front.public.forms import writable
from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.open_forms import OpenForm

LONGEST = 10_000
_ACCEPTED = ".png,.jpg,.jpeg,.pdf,.txt"


def say_words(form: forms.Form, words: FormWords) -> None:
    """Each field's label, and its hint where there is one, by the field's own name."""
    for name, field in form.fields.items():
        if name in words.words:
            field.label = words.say(name)
            field.help_text = words.words.get(f"{name}_hint", "")


class ComplainForm(OpenForm):
    """A complaint. Only what happened and what it is about are asked for; the rest is one's own choice."""

    code = "complaint"
    topic = forms.ChoiceField(widget=forms.RadioSelect)
    account = Text(lines=8, max_length=LONGEST)
    place = Text(lines=2, max_length=1_000, required=False)
    wish = Text(lines=2, max_length=4_000, required=False)
    relation = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    email = forms.EmailField(max_length=254, required=False)
    contact = Text(max_length=200, required=False)
    name = Text(max_length=150, required=False)

    def __init__(self, *arguments: Any, words: FormWords, at: datetime, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._words, self._at = words, at
        say_words(self, words)
        self.fields["topic"].choices = list(words.topics.items())  # type: ignore[attr-defined]  # a choice
        relations = [*words.relations.items(), ("", words.say("relation_none"))]
        self.fields["relation"].choices = relations  # type: ignore[attr-defined]  # a choice

    def clean_email(self) -> str:
        """An address that can be written to; empty where none was given."""
        bad, many = self._words.say("bad_address"), self._words.say("many_to_address")
        return writable(self.cleaned_data["email"], counted="complaint_mail", at=self._at, bad=bad, many=many)


class FollowCaseForm(OpenForm):
    """The number and the code on the receipt."""

    code = "follow_complaint"
    least_seconds = 0
    case_number = Text(max_length=20)
    receipt_code = Text(max_length=40)

    def __init__(self, *arguments: Any, words: FormWords, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name, word in (("case_number", "number"), ("receipt_code", "code")):
            self.fields[name].label = words.say(word)
            self.fields[name].help_text = words.say(f"{word}_hint")


class CaseForm(forms.Form):
    """What whoever complained adds, with a file."""

    text = Text(lines=6, max_length=LONGEST)
    file = forms.FileField(max_length=300, required=False, widget=forms.ClearableFileInput(attrs={"accept": _ACCEPTED}))

    def __init__(self, *arguments: Any, words: FormWords, **more: Any) -> None:
        super().__init__(*arguments, **more)
        say_words(self, words)
        self.fields["text"].label = words.say("write_label")
