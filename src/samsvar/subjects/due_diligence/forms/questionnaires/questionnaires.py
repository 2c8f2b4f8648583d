"""Forms of the builder: texts in three languages side by side, a section, a question, and an expectation."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.questionnaires import (
    CODED,
    COLUMNS,
    FEEDS,
    LANGUAGES,
    Choice,
    Condition,
    Kind,
    Question,
    Section,
    Term,
    Texts,
    text_in,
)
from samsvar.core.rules.questionnaires.checking import LONGEST_GUIDANCE, LONGEST_TEXT, MOST_WEIGHT, as_number
from samsvar.core.rules.questionnaires.editing import free_id
from samsvar.platform.forms.fields import Text
from samsvar.platform.forms.versioned import Versioned
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.presenters.questionnaires.words import COLUMNS as COLUMN_WORDS
from samsvar.subjects.due_diligence.presenters.questionnaires.words import FEEDS as FEED_WORDS
from samsvar.subjects.due_diligence.presenters.questionnaires.words import KINDS, code_words

LANGUAGE_NAMES: dict[str, Any] = {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}
KIND_CHOICES = [(kind.value, KINDS[kind.value]) for kind in Kind]
SPARE_CHOICES = 3
_EVERY, _ANY = "all", "any"


class DecimalText(forms.CharField):
    """A number as people write it, as decimal text; empty for none."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 30, "required": False, **more})

    def clean(self, value: Any) -> str:
        text = "".join(super().clean(value).split()).replace(",", ".").replace("\u2212", "-")
        if text and as_number(text) is None:
            raise forms.ValidationError(_("Write figures only, for example 1250 or 12,5."))
        return text


class InLanguages(Versioned):
    """A form with texts in three languages: `texts` are (name, legend, hint, lines, longest, needed)."""

    texts: tuple[tuple[str, Any, Any, int, int, bool], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, legend, _hint, lines, longest, _needed in self.texts:
            self.add_texts(name, legend, lines, longest)

    def add_texts(self, name: str, legend: Any, lines: int = 0, longest: int = LONGEST_TEXT) -> None:
        """One field for each language, called by the text and the language where it stands alone."""
        for language in LANGUAGES:
            self.fields[f"{name}_{language}"] = Text(
                lines=lines,
                max_length=longest,
                required=False,
                conditional=True,
                label=f"{legend} ({LANGUAGE_NAMES[language]})",
            )

    def texts_of(self, name: str) -> dict[str, str]:
        """What was written of a text, by language."""
        held = {language: self.cleaned_data.get(f"{name}_{language}") or "" for language in LANGUAGES}
        return {language: text for language, text in held.items() if text}

    def groups(self) -> Iterator[dict[str, Any]]:
        """The texts for the template: legend, hint, and the three bound fields."""
        for name, legend, hint, _lines, _longest, _needed in self.texts:
            yield {"legend": legend, "hint": hint, "fields": self.in_languages(name)}

    def in_languages(self, name: str) -> list[tuple[Any, forms.BoundField]]:
        """The three fields of a text, each beside its language."""
        return [(LANGUAGE_NAMES[language], self[f"{name}_{language}"]) for language in LANGUAGES]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, _legend, _hint, _lines, _longest, needed in self.texts:
            written = any(self.has_error(f"{name}_{language}") for language in LANGUAGES)
            if needed and not self.texts_of(name) and not written:
                self.add_error(f"{name}_nb", _("Write it in at least one language."))
        return cleaned


def texts_begun(name: str, texts: Texts) -> dict[str, str]:
    """What the three fields of a text begin with."""
    return {f"{name}_{language}": text for language, text in texts.items()}


class AboutForm(InLanguages):
    """What the questionnaire is called, how it begins, and what its demands build on."""

    texts = (
        ("title", _("Title"), "", 0, 200, True),
        ("intro", _("Introduction"), _("Stands over the first question."), 4, LONGEST_GUIDANCE, False),
        ("sources", _("Sources"), _("The law and the standards that the questions build on."), 3, 1_000, False),
    )


class NewQuestionnaireForm(InLanguages):
    """A questionnaire of the enterprise's own."""

    texts = (
        ("title", _("Title"), _("What the supplier sees on top."), 0, 200, True),
        ("section", _("The first section"), _("A heading over the first questions."), 0, 200, True),
    )


class Conditional(InLanguages):
    """A form of a part that may depend on answers to earlier questions: one field of answers for each of them."""

    when_every = forms.ChoiceField(
        choices=[(_EVERY, _("All that is ticked must hold")), (_ANY, _("One that is ticked is enough"))],
        widget=forms.RadioSelect,
        required=False,
        label=_("Where several questions are ticked"),
    )

    def __init__(self, earlier: tuple[Question, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = [question for question in earlier if question.codes]
        language = current_language()
        for question in self.earlier:
            self.fields[f"when_{question.id}"] = forms.MultipleChoiceField(
                choices=[(code, code_words(question, code, language)) for code in question.codes],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                label=text_in(question.text, language),
            )

    def conditions(self) -> list[forms.BoundField]:
        """The fields of answers, in the questions' order."""
        return [self[f"when_{question.id}"] for question in self.earlier]

    @property
    def has_condition(self) -> bool:
        """Whether the fold with conditions begins open."""
        return any(field.value() for field in self.conditions())

    def condition(self) -> Condition:
        """What was ticked."""
        ticked = [(question.id, self.cleaned_data.get(f"when_{question.id}") or ()) for question in self.earlier]
        terms = tuple(Term(id, tuple(codes)) for id, codes in ticked if codes)
        return Condition(terms, every=self.cleaned_data.get("when_every") != _ANY)


def condition_begun(condition: Condition) -> dict[str, Any]:
    """What the fields of a condition begin with."""
    held: dict[str, Any] = {f"when_{term.question}": list(term.answers) for term in condition.terms}
    return {**held, "when_every": _EVERY if condition.every else _ANY}


class SectionForm(Conditional):
    """A section's heading, introduction and condition."""

    texts = (
        ("title", _("Heading"), "", 0, 200, True),
        ("intro", _("Introduction"), _("Stands over the section’s questions."), 3, LONGEST_GUIDANCE, False),
    )

    def section(self, was: Section) -> Section:
        """The section as it was filled in."""
        return replace(was, title=self.texts_of("title"), intro=self.texts_of("intro"), condition=self.condition())


def section_begun(section: Section) -> dict[str, Any]:
    """What the form of a section begins with."""
    texts = texts_begun("title", section.title) | texts_begun("intro", section.intro)
    return texts | condition_begun(section.condition)


_QUESTION_TEXTS = (
    ("text", _("Question"), "", 2, LONGEST_TEXT, True),
    (
        "guidance",
        _("Guidance"),
        _("Why you ask, and what a good answer holds, in plain words."),
        3,
        LONGEST_GUIDANCE,
        False,
    ),
)


class NewQuestionForm(InLanguages):
    """A new question: what is asked, and how it is answered. The rest follows on its page."""

    texts = _QUESTION_TEXTS
    kind = forms.ChoiceField(choices=KIND_CHOICES, label=_("How is it answered?"))


class QuestionForm(Conditional):
    """A question: its texts, its condition, and what belongs to its kind."""

    texts = _QUESTION_TEXTS
    kind = forms.ChoiceField(
        choices=KIND_CHOICES,
        label=_("How is it answered?"),
        help_text=_("Save after you change it: what belongs to the new kind is asked then."),
    )
    mandatory = forms.BooleanField(required=False, label=_("Must be answered"))
    weight = forms.IntegerField(
        min_value=0,
        max_value=MOST_WEIGHT,
        label=_("Weight in the score"),
        help_text=_("From 0 to 10. With 0 it does not count."),
    )

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.rows = 0
        if question.kind in CODED:
            self.fields["allows_unknown"] = _tick(_("“We do not know” may be answered"))
        if question.kind in (Kind.CHOICE, Kind.SEVERAL):
            self._add_choices(len(question.choices) + SPARE_CHOICES)
        elif question.kind is Kind.NUMBER:
            self.add_texts("unit", _("Unit"), longest=60)
            self.fields["least"] = DecimalText(label=_("Least number allowed"))
            self.fields["most"] = DecimalText(label=_("Most number allowed"))
            self.fields["decimals"] = forms.IntegerField(min_value=0, max_value=6, label=_("Decimals"))
        elif question.kind is Kind.TABLE:
            columns = [(code, COLUMN_WORDS[code]) for code in COLUMNS]
            self.fields["columns"] = forms.MultipleChoiceField(
                choices=columns, widget=forms.CheckboxSelectMultiple, label=_("Columns")
            )
            self.fields["allows_none"] = _tick(_("“We have none” may be answered"))
        uses = [(code, FEED_WORDS[code]) for code, kinds in FEEDS.items() if question.kind in kinds]
        if uses:
            self.fields["feeds"] = forms.ChoiceField(
                choices=[("", _("nothing more")), *uses], required=False, label=_("The answer is also used for")
            )

    def _add_choices(self, rows: int) -> None:
        self.rows = rows
        for row in range(rows):
            self.fields[f"choice_{row}_id"] = forms.CharField(
                max_length=40, required=False, widget=forms.HiddenInput, label=_("Answer")
            )
            self.add_texts(f"choice_{row}", f"{_('Answer')} {row + 1}", longest=300)

    def choice_rows(self) -> list[dict[str, Any]]:
        """The answers to choose between, for the template: the hidden mark and three fields each."""
        return [
            {"id": self[f"choice_{row}_id"], "number": row + 1, "fields": self.in_languages(f"choice_{row}")}
            for row in range(self.rows)
        ]

    def unit_fields(self) -> list[tuple[Any, forms.BoundField]]:
        return self.in_languages("unit") if "unit_nb" in self.fields else []

    def extra_fields(self) -> list[forms.BoundField]:
        """The fields of the kind that are not texts."""
        names = ("allows_unknown", "least", "most", "decimals", "columns", "allows_none", "feeds")
        return [self[name] for name in names if name in self.fields]

    def filled_in(self) -> Question:
        """The question as it was filled in. What does not belong to its kind is left out."""
        held, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        keeps = kind is self.question.kind or {kind, self.question.kind} == {Kind.CHOICE, Kind.SEVERAL}
        bare = replace(
            self.question,
            kind=kind,
            text=self.texts_of("text"),
            guidance=self.texts_of("guidance"),
            mandatory=held["mandatory"],
            weight=held["weight"],
            condition=self.condition(),
            choices=self._choices() if keeps else (),
            allows_unknown=bool(held.get("allows_unknown")) and kind in CODED,
            allows_none=bool(held.get("allows_none")) and kind is Kind.TABLE,
            unit=self.texts_of("unit") if kind is Kind.NUMBER else {},
            least=held.get("least", "") if kind is Kind.NUMBER else "",
            most=held.get("most", "") if kind is Kind.NUMBER else "",
            decimals=held.get("decimals") or 0 if kind is Kind.NUMBER else 0,
            columns=_columns(held.get("columns")) if kind is Kind.TABLE else (),
            gaps=self.question.gaps if keeps else (),
            feeds=held.get("feeds", ""),
        )
        return replace(bare, feeds=bare.feeds if kind in FEEDS.get(bare.feeds, ()) else "")

    def _choices(self) -> tuple[Choice, ...]:
        taken = [choice.id for choice in self.question.choices]
        found = []
        for row in range(self.rows):
            texts = self.texts_of(f"choice_{row}")
            if not texts:
                continue
            held = self.cleaned_data.get(f"choice_{row}_id") or ""
            id = held if held in taken else free_id(taken, "answer")
            taken.append(id)
            found.append(Choice(id, texts))
        return tuple(found)


def question_begun(question: Question) -> dict[str, Any]:
    """What the form of a question begins with."""
    held: dict[str, Any] = {
        name: getattr(question, name)
        for name in ("mandatory", "weight", "allows_unknown", "allows_none", "least", "most", "decimals", "feeds")
    }
    held |= {"kind": question.kind.value, "columns": list(question.columns) or ["name", "country"]}
    for name in ("text", "guidance", "unit"):
        held |= texts_begun(name, getattr(question, name))
    for row, choice in enumerate(question.choices):
        held |= {f"choice_{row}_id": choice.id, **texts_begun(f"choice_{row}", choice.text)}
    return held | condition_begun(question.condition)


def _columns(chosen: list[str] | None) -> tuple[str, ...]:
    return tuple(column for column in COLUMNS if column == "name" or column in (chosen or ()))


def _tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(required=False, label=label)
