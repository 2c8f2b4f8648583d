"""Questionnaires as their pages tell them: every question with its condition and expectations in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.questionnaires import (
    Difference,
    Fault,
    Found,
    Kind,
    Question,
    Score,
    Template,
    as_number,
    lacking_texts,
    text_in,
)
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models.questionnaires import VersionStatus
from samsvar.subjects.due_diligence.presenters.questionnaires import words
from samsvar.subjects.due_diligence.selectors.questionnaires import Listed

PILLS: dict[str, str] = {VersionStatus.DRAFT: "warn", VersionStatus.IN_USE: "good", VersionStatus.WITHDRAWN: ""}


@dataclass(frozen=True)
class ToldQuestion:
    """A question in words."""

    id: str
    number: int
    text: str
    guidance: str
    facts: str
    choices: tuple[str, ...]
    condition: str
    wanted: str
    gaps: tuple[str, ...]
    feeds: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class ToldSection:
    """A section in words."""

    id: str
    title: str
    intro: str
    condition: str
    questions: tuple[ToldQuestion, ...]
    faults: tuple[str, ...]


def told_sections(template: Template, language: str, faults: Iterable[Fault] = ()) -> list[ToldSection]:
    """The whole questionnaire in words, with what is wrong at each part."""
    found = list(faults)
    number, sections = 0, []
    for section in template.sections:
        questions = []
        for question in section.questions:
            number += 1
            wrong = tuple(words.fault_words(each) for each in found if each.question == question.id)
            questions.append(told_question(template, question, language, number, wrong))
        sections.append(
            ToldSection(
                id=section.id,
                title=text_in(section.title, language) or gettext("Section without a heading"),
                intro=text_in(section.intro, language),
                condition=words.condition_words(template, section.condition, language),
                questions=tuple(questions),
                faults=tuple(
                    words.fault_words(each) for each in found if each.section == section.id and not each.question
                ),
            )
        )
    return sections


def told_question(
    template: Template, question: Question, language: str, number: int, faults: tuple[str, ...] = ()
) -> ToldQuestion:
    """One question in words."""
    feeds = words.FEEDS.get(question.feeds, "")
    return ToldQuestion(
        id=question.id,
        number=number,
        text=text_in(question.text, language) or gettext("Question without a text"),
        guidance=text_in(question.guidance, language),
        facts=" · ".join(_facts(question, language)),
        choices=tuple(text_in(choice.text, language) for choice in question.choices),
        condition=words.condition_words(template, question.condition, language),
        wanted=words.wanted_words(question, language),
        gaps=tuple(words.gap_words(question, gap, language) for gap in question.gaps),
        feeds=gettext("The answer is also used for %(what)s.") % {"what": feeds} if feeds else "",
        faults=faults,
    )


def whole_faults(faults: Iterable[Fault]) -> list[str]:
    """What is wrong with the questionnaire as a whole."""
    return [words.fault_words(fault) for fault in faults if not fault.section]


def fault_places(template: Template, faults: Iterable[Fault], language: str) -> list[tuple[str, str]]:
    """Where something is wrong, each place once: its anchor on the builder's page, and what it is called."""
    found: dict[str, str] = {}
    for fault in faults:
        question, section = template.question(fault.question), template.section(fault.section)
        if question is not None:
            found[f"question-{question.id}"] = text_in(question.text, language) or gettext("Question without a text")
        elif section is not None:
            found[f"section-{section.id}"] = text_in(section.title, language) or gettext("Section without a heading")
    return list(found.items())


def lacking_words(template: Template) -> list[str]:
    """Which languages lack texts, as sentences."""
    names = {"nb": gettext("bokmål"), "nn": gettext("nynorsk"), "en": pgettext("in a sentence", "English")}
    return [
        ngettext(
            "%(n)s text is missing in %(language)s. The nearest language is shown instead.",
            "%(n)s texts are missing in %(language)s. The nearest language is shown instead.",
            count,
        )
        % {"n": count, "language": names[language]}
        for language, count in lacking_texts(template).items()
        if count
    ]


def told_differences(
    old: Template, new: Template, differences: Iterable[Difference], language: str
) -> list[tuple[str, str]]:
    """What differs, as pairs: the part's name and what has happened to it."""
    return [(_named(old, new, each, language), words.difference_words(each)) for each in differences]


def score_words(score: Score) -> str:
    """The score in a sentence: a share, or a range where something is unknown."""
    if score.least is None:
        return gettext("No question that is shown counts in the score.")
    facts = {"points": score.points, "of": score.of, "least": score.least, "most": score.most}
    if score.unknown:
        words_ = gettext(
            "Between %(least)s and %(most)s per cent: %(points)s of %(of)s points so far, the rest unknown"
        )
        return words_ % facts
    return gettext("%(least)s per cent: %(points)s of %(of)s points") % facts


def working_lines(template: Template, score: Score, language: str) -> list[tuple[str, str, str]]:
    """The working of the score: question, verdict, points."""
    verdicts = {"as_wanted": gettext("as wanted"), "unknown": gettext("unknown")}
    lines = []
    for line in score.working:
        question = template.question(line.question)
        verdict = str(words.GRAVITIES[line.gravity.value]) if line.gravity else verdicts.get(line.verdict.value, "")
        points = "?" if line.points is None else str(line.points)
        text = text_in(question.text, language) if question else line.question
        lines.append((text, verdict, gettext("%(points)s of %(of)s") % {"points": points, "of": line.of}))
    return lines


def gap_lines(found: Iterable[Found], language: str) -> list[tuple[str, str]]:
    """The gaps found: how grave, and what each is called."""
    return [(str(words.GRAVITIES[each.gravity.value]), text_in(each.words, language)) for each in found]


def heading(listed: list[Listed]) -> str:
    """What the list says: how many are in use, and how many are being written."""
    in_use = sum(1 for each in listed if each.in_use)
    drafts = sum(1 for each in listed if each.draft)
    if not listed:
        return gettext("Questionnaires to suppliers")
    using = ngettext("%(n)s questionnaire is in use", "%(n)s questionnaires are in use", in_use) % {"n": in_use}
    if not drafts:
        return using
    writing = ngettext("%(n)s is being written", "%(n)s are being written", drafts) % {"n": drafts}
    return f"{using}, {writing}"


def _facts(question: Question, language: str) -> list[str]:
    facts = [str(words.KINDS[question.kind.value])]
    if question.kind is Kind.NUMBER:
        facts.append(" ".join(part for part in (_bounds(question), text_in(question.unit, language)) if part))
    if question.kind is Kind.TABLE:
        facts.append(", ".join(str(words.COLUMNS.get(column, column)).lower() for column in question.columns))
    facts.append(gettext("must be answered") if question.mandatory else gettext("may be left out"))
    if question.weight:
        facts.append(gettext("weight %(n)s") % {"n": question.weight})
    return [fact for fact in facts if fact]


def _bounds(question: Question) -> str:
    least, most = (_figure(bound) if bound else "" for bound in (question.least, question.most))
    if least and most:
        return gettext("from %(least)s to %(most)s") % {"least": least, "most": most}
    if least:
        return gettext("at least %(least)s") % {"least": least}
    return gettext("at most %(most)s") % {"most": most} if most else ""


def _figure(bound: str) -> str:
    number = as_number(bound)
    return bound if number is None else format_number(number, current_language())


def _named(old: Template, new: Template, difference: Difference, language: str) -> str:
    for template in (new, old):
        question = template.question(difference.question) if difference.question else None
        section = template.section(difference.section)
        if question is not None:
            return text_in(question.text, language)
        if section is not None and not difference.question:
            return gettext("Section “%(title)s”") % {"title": text_in(section.title, language)}
    return gettext("The questionnaire as a whole")
