"""The forms in which answers are judged and concluded."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Day, Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.subjects.due_diligence.models import Conclusion, Judged, QuestionJudgement
from samsvar.subjects.due_diligence.services.campaigns.judging import Held


class JudgingForm(forms.Form):
    """What is held of each question: `judged-ID`, `note-ID`, and the version that was seen, `version-ID`."""

    def __init__(
        self, questions: Iterable[str], judgements: Mapping[str, QuestionJudgement], *arguments: Any, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self._questions = list(questions)
        for question in self._questions:
            row = judgements.get(question)
            self.fields[f"judged-{question}"] = forms.ChoiceField(
                choices=Judged.choices, required=False, initial=row.judged if row else ""
            )
            self.fields[f"note-{question}"] = forms.CharField(
                max_length=2_000, required=False, initial=row.note if row else ""
            )
            self.fields[f"version-{question}"] = forms.IntegerField(required=False, min_value=0)

    @property
    def held(self) -> dict[str, Held]:
        """What is held of the questions that anything is held of."""
        sent = self.cleaned_data
        return {
            question: Held(sent[f"judged-{question}"], sent[f"note-{question}"], sent[f"version-{question}"] or None)
            for question in self._questions
            if sent[f"judged-{question}"] or sent[f"version-{question}"]
        }


class ConclusionForm(Versioned):
    """What the answer comes to, as the supplier is told."""

    conclusion = forms.ChoiceField(label=_("The answer is"), choices=Conclusion.choices, widget=forms.RadioSelect)
    words = Text(
        label=_("What we write to the supplier"),
        lines=5,
        max_length=10_000,
        required=False,
        help_text=_("It stands on the supplier’s page. The mail only says that there is something to read."),
    )
    wanted = Text(label=_("What we want of them"), lines=4, max_length=10_000, required=False)
    wanted_by = Day(label=_("By when"), required=False)
