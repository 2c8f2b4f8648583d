"""A supplier's answer as those who assess it see it: each question with what was expected, answered and held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.rules.questionnaires import (
    Carried,
    Question,
    Score,
    Template,
    Verdict,
    gaps_of,
    is_answered,
    shown_sections,
    text_in,
    verdict_on,
)
from samsvar.platform.evidence.models import Evidence
from samsvar.subjects.due_diligence.models import Conclusion, Judged, QuestionJudgement, SupplierAnswer
from samsvar.subjects.due_diligence.presenters.codes import Words
from samsvar.subjects.due_diligence.presenters.questionnaires.answers import ToldAnswer, told_answer
from samsvar.subjects.due_diligence.presenters.questionnaires.questionnaires import score_words
from samsvar.subjects.due_diligence.presenters.questionnaires.words import GRAVITIES, wanted_words

TABS: dict[str, Words] = {
    "waiting": pgettext_lazy("answers", "Waiting"),
    "concluded": pgettext_lazy("answers", "Concluded"),
    "all": pgettext_lazy("answers", "All"),
}
PILLS: dict[str, str] = {
    Conclusion.SATISFACTORY: "good",
    Conclusion.WANTING: "warn",
    Conclusion.NOT_SATISFACTORY: "bad",
}
JUDGED: tuple[tuple[str, Words], ...] = (
    (Judged.MET, pgettext_lazy("judgement", "As expected")),
    (Judged.GAP, pgettext_lazy("judgement", "A gap")),
    (Judged.UNCLEAR, pgettext_lazy("judgement", "Unclear")),
)
#: What stands in the way of a conclusion, with the form's field.
CONCLUDING: dict[str, tuple[str, Words]] = {
    "gaps_not_judged": ("", gettext_lazy("Some gaps are not judged by anybody yet. Judge them first.")),
    "grave_gap_open": (
        "conclusion",
        gettext_lazy("A serious gap is open. Make it an impact or an action, or choose that something is wanting."),
    ),
    "nothing_wanted": ("wanted", gettext_lazy("Write what is wanted of the supplier.")),
    "wanted_without_day": ("wanted_by", gettext_lazy("Write by when it is wanted.")),
    "wanted_too_early": ("wanted_by", gettext_lazy("The day has passed.")),
    "no_words": ("words", gettext_lazy("Write why the answer is not satisfactory.")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A question: what was expected and answered, what the rule found, last time's answer, and what is held of it.

    `pill` and `verdict` are the rule's; `files` are (address, name). `stands` is what somebody else saved meanwhile.
    """

    id: str
    number: int
    text: str
    wanted: str
    told: ToldAnswer
    pill: str
    verdict: str
    gaps: tuple[str, ...]
    last: ToldAnswer | None
    same: bool
    reworded: bool
    files: tuple[tuple[str, str], ...]
    judgement: QuestionJudgement | None
    judged: forms.BoundField
    note: forms.BoundField
    version: int
    stands: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody should look at it: a gap, something unknown, or a question that is judged already."""
        return bool(self.gaps or self.judgement or self.stands or self.judged.value() or self.pill == "warn")

    @property
    def may_follow(self) -> bool:
        """Whether it may be made into an impact or an action: the rule or a person found a gap."""
        if self.judgement is not None:
            return self.judgement.judged == Judged.GAP
        return bool(self.gaps)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions that were shown."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the answers: last time's, the files by key, and the judgements by question."""

    carried: Carried
    files: Mapping[str, Evidence]
    judgements: Mapping[str, QuestionJudgement]
    conflict: bool = False


def parts(answer: SupplierAnswer, template: Template, form: forms.Form, beside: Beside, language: str) -> list[Part]:
    """The sections that the supplier saw, each question with all that stands to it."""
    found, number = [], 0
    for section, questions in shown_sections(template, answer.answers):
        lines = []
        for question in questions:
            number += 1
            lines.append(_line(answer, question, form, beside, language, number))
        found.append(Part(text_in(section.title, language), tuple(lines)))
    return found


def to_look_at(found: Iterable[Part]) -> list[Line]:
    """The questions with a gap or something unknown that nobody has judged yet."""
    lines = [line for part in found for line in part.lines]
    return [line for line in lines if line.judgement is None and (line.gaps or line.pill == "warn")]


def _line(
    answer: SupplierAnswer, question: Question, form: forms.Form, beside: Beside, language: str, number: int
) -> Line:
    given, before = answer.answers.get(question.id), beside.carried.answers.get(question.id)
    names = {key: file.label for key, file in beside.files.items()}
    told = told_answer(question, given, language, names)
    last = told_answer(question, before, language) if is_answered(before) else None
    gaps = gaps_of(question, given)
    pill, verdict = _verdict(question, given)
    row = beside.judgements.get(question.id)
    keys = [str(key) for key in given] if question.kind.value == "file" and isinstance(given, list) else []
    return Line(
        id=question.id,
        number=number,
        text=text_in(question.text, language),
        wanted=wanted_words(question, language),
        told=told,
        pill=pill,
        verdict=verdict,
        gaps=tuple(capfirst(f"{GRAVITIES[gap.gravity.value]}: {text_in(gap.words, language)}") for gap in gaps),
        last=last,
        same=last == told,
        reworded=question.id in beside.carried.reworded,
        files=tuple((reverse("evidence:file", args=[key]), names[key]) for key in keys if key in names),
        judgement=row,
        judged=form[f"judged-{question.id}"],
        note=form[f"note-{question.id}"],
        version=row.version if row is not None else 0,
        stands=_stands(row) if beside.conflict else "",
    )


def _verdict(question: Question, given: Any) -> tuple[str, str]:
    verdict = verdict_on(question, given)
    words: dict[Verdict, tuple[str, str]] = {
        Verdict.AS_WANTED: ("good", gettext("As expected")),
        Verdict.GAP: ("bad", gettext("A gap")),
        Verdict.UNKNOWN: ("warn", gettext("Unknown")),
        Verdict.NOT_JUDGED: ("", ""),
    }
    return words[verdict]


def _stands(row: QuestionJudgement | None) -> str:
    if row is None:
        return ""
    who = row.judged_by.name if row.judged_by else ""
    return gettext("Now stands: %(judged)s. %(note)s (%(who)s)") % {
        "judged": dict(JUDGED)[row.judged],
        "note": row.note,
        "who": who,
    }


def score_of(answer: SupplierAnswer) -> str:
    """The score as it was worked out when the answer was sent in."""
    kept = answer.score or {}
    return score_words(Score(kept.get("points", 0), kept.get("unknown", 0), kept.get("of", 0), ()))


def finding(name: str, gaps: int) -> str:
    """The heading: what is found in the answer."""
    if not gaps:
        return gettext("%(name)s: no gap stands in the answer") % {"name": name}
    words = ngettext("%(name)s: %(n)s gap in the answer", "%(name)s: %(n)s gaps in the answer", gaps)
    return words % {"name": name, "n": gaps}


def waiting_words(count: int) -> str:
    """The list's heading."""
    if not count:
        return gettext("No answer waits to be assessed")
    words = ngettext("%(n)s answer waits to be assessed", "%(n)s answers wait to be assessed", count)
    return words % {"n": count}
