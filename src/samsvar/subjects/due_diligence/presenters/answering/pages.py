"""What the supplier's pages see: sections with what is left, each question with what stands beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from samsvar.core.rules.questionnaires import (
    Answers,
    Kind,
    Question,
    Reconciled,
    Rows,
    Section,
    Sent,
    Written,
    check_answer,
    digest_of_answer,
    digests_of_rows,
    is_answered,
    rows_of,
    text_in,
)
from samsvar.platform.evidence.models import Evidence, EvidenceKind
from samsvar.platform.links.services import holder_of
from samsvar.platform.ui.templatetags.samsvar_ui import moment
from samsvar.subjects.due_diligence.presenters.questionnaires.answers import ToldAnswer, told_answer
from samsvar.subjects.due_diligence.presenters.questionnaires.fields import PORTION, AskedQuestion, AskedSection
from samsvar.subjects.due_diligence.presenters.questionnaires.words import answer_fault_words
from samsvar.subjects.due_diligence.selectors.answering.asked import Asked, Colleague, replaced_in, touched_by


@dataclass(frozen=True)
class PartLine:
    """A section in the overview: how much is left, what is wrong, and who was asked to answer it."""

    id: str
    number: int
    title: str
    left: int
    wrong: int
    of: int
    begun: bool
    colleagues: str

    @property
    def is_done(self) -> bool:
        return not self.left and not self.wrong

    @property
    def words(self) -> str:
        """Where it stands, in a few words."""
        if self.wrong:
            return ngettext("%(n)s answer to correct", "%(n)s answers to correct", self.wrong) % {"n": self.wrong}
        if self.is_done:
            return gettext("Answered")
        if not self.begun:
            return ngettext("%(n)s question", "%(n)s questions", self.of) % {"n": self.of}
        return gettext("%(left)s of %(of)s left") % {"left": self.left, "of": self.of}


@dataclass(frozen=True)
class HeldFile:
    """A file that came with an answer."""

    key: str
    label: str
    about: str
    href: str


@dataclass(frozen=True)
class Beside:
    """What stands with a question on the supplier's page beside its fields.

    `by` is the colleague who saved it last; empty for whoever holds the link. `table` is where a long table is opened.
    `other` is what a colleague saved that the newest answer replaced.
    """

    last: ToldAnswer | None = None
    last_day: datetime | None = None
    reworded: bool = False
    by: str = ""
    at: datetime | None = None
    other: ToldAnswer | None = None
    other_by: str = ""
    table: str = ""
    files: tuple[HeldFile, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()


def part_lines(asked: Asked, colleagues: Iterable[Colleague], language: str) -> list[PartLine]:
    """The sections that the link opens, in order."""
    found = []
    for number, (section, questions) in enumerate(asked.sections, start=1):
        names = [each.name for each in colleagues if section.id in each.sections]
        answered = [each for each in questions if is_answered(asked.answers.get(each.id))]
        left = [each for each in questions if each.mandatory and each not in answered]
        wrong = [each for each in answered if check_answer(each, asked.answers[each.id])]
        title = text_in(section.title, language)
        found.append(
            PartLine(section.id, number, title, len(left), len(wrong), len(questions), bool(answered), ", ".join(names))
        )
    return found


def with_beside(
    section: AskedSection,
    asked: Asked,
    language: str,
    *,
    place: str,
    files: Mapping[str, Evidence],
    last: Mapping[str, Any],
    last_day: datetime | None,
    reworded: Sequence[str] = (),
) -> AskedSection:
    """The section with what stands beside each question: last time's answer, who answered, and its files."""
    drawn = tuple(
        replace(each, more=_beside(question, asked, language, place, files, last, last_day, each.id in reworded))
        for each in section.questions
        if (question := asked.template.question(each.id)) is not None
    )
    return replace(section, questions=drawn)


def _beside(
    question: Question,
    asked: Asked,
    language: str,
    place: str,
    files: Mapping[str, Evidence],
    last: Mapping[str, Any],
    last_day: datetime | None,
    reworded: bool,
) -> Beside:
    by, at = touched_by(asked.answer, question.id)
    other, before = replaced_in(asked.answer, question.id), last.get(question.id)
    long_table = reverse("due_diligence:answer_table", args=[place, question.id]) if question.kind is Kind.TABLE else ""
    held = asked.answers.get(question.id)
    keys = [str(key) for key in held] if question.kind is Kind.FILE and isinstance(held, list) else []
    return Beside(
        last=told_answer(question, before, language) if is_answered(before) else None,
        last_day=last_day,
        reworded=reworded,
        by=by if by != holder_of(asked.link).name else "",
        at=datetime.fromisoformat(at) if at else None,
        other=told_answer(question, other[0], language) if other else None,
        other_by=other[1] if other else "",
        table=long_table,
        files=tuple(_file(files[key], place) for key in keys if key in files),
        kinds=tuple((str(code), str(words)) for code, words in EvidenceKind.choices),
    )


def _file(file: Evidence, place: str) -> HeldFile:
    about = [file.get_kind_display() if file.kind else "", file.issuer, filesizeformat(file.size)]
    href = reverse("due_diligence:answer_file", args=[place, file.key])
    return HeldFile(file.key, file.label, " · ".join(each for each in about if each), href)


def drawn_with(questions: Iterable[AskedQuestion], asked: Asked) -> dict[str, Any]:
    """What a form was drawn with, for `reconcile`: a digest for each answer, or for each row of a table drawn."""
    found: dict[str, Any] = {}
    for each in questions:
        answer = asked.answers.get(each.id)
        if each.kind == Kind.TABLE:
            if each.is_long:
                continue
            found[each.id] = digests_of_rows(answer)
        elif each.kind != Kind.FILE:
            found[each.id] = digest_of_answer(answer)
    return found


def drawn_after(sent: Iterable[Sent]) -> dict[str, Any]:
    """What a form that was saved and stays open now stands for: what it sent, not what others have saved besides."""
    found: dict[str, Any] = {}
    for one in sent:
        if isinstance(one, Rows):
            found[one.question] = [digest_of_answer(row) if is_answered(row) else "" for row in one.rows]
        elif isinstance(one, Written):
            found[one.question] = digest_of_answer(one.answer)
    return found


def saved_words(saved: Reconciled, at: datetime | None) -> str:
    """When it was saved, and whether a colleague answered otherwise meanwhile."""
    words = gettext("Last saved %(at)s.") % {"at": moment(at)} if at else ""
    if saved.replaced or saved.doubled:
        also = gettext("A colleague answered otherwise meanwhile. Press Save to see it.")
        return f"{words} {also}".strip()
    return words


def drawn_rows(asked: Asked, question: Question, first: int) -> dict[str, Any]:
    """The same of a portion of a long table."""
    rows = rows_of(asked.answers.get(question.id))
    return {question.id: [digest_of_answer(row) for row in rows[first : first + PORTION]]}


def lacking_lines(
    asked: Asked, language: str, answers: Answers
) -> list[tuple[Section, str, list[tuple[str, str, str]]]]:
    """What keeps the answer from being sent in: per section and its title (question's id, its text, what to correct).

    What is only not answered has nothing to correct.
    """
    found = []
    for section, questions in asked.sections:
        lines = []
        for question in questions:
            answer, text = answers.get(question.id), text_in(question.text, language)
            if is_answered(answer):
                faults = check_answer(question, answer)
                if faults:
                    lines.append((question.id, text, answer_fault_words(faults[0])))
            elif question.mandatory:
                lines.append((question.id, text, ""))
        if lines:
            found.append((section, text_in(section.title, language), lines))
    return found
