"""Whether a questionnaire can be published: every fault with its place.

A fault is a code whose remedy a page says in words; facts name what is meant.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from samsvar.core.rules.questionnaires.reading import Facts, Fault, TemplateError, template_from_plain
from samsvar.core.rules.questionnaires.template import (
    CODED,
    COLUMNS,
    FEEDS,
    LANGUAGES,
    NONE,
    UNKNOWN,
    Condition,
    Gap,
    Kind,
    Question,
    Template,
    Texts,
    text_in,
)

MOST_SECTIONS, MOST_QUESTIONS, MOST_CHOICES, MOST_GAPS = 30, 200, 40, 12
LONGEST_TEXT, LONGEST_GUIDANCE = 500, 3_000
MOST_DECIMALS, MOST_WEIGHT = 6, 10
RESERVED = (UNKNOWN, NONE)
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


class _At(NamedTuple):
    """A question's place."""

    section: str
    question: str

    def fault(self, code: str, part: str = "", facts: Facts = ()) -> Fault:
        return Fault(code, self.section, self.question, part, facts)


def check_template(template: Template) -> tuple[Fault, ...]:
    """Every fault that keeps the questionnaire from being published; the same each time it is asked."""
    return tuple(_faults(template))


def check_plain(plain: Any) -> tuple[Fault, ...]:
    """The faults of a document from outside: that it is none, or those of the questionnaire in it."""
    try:
        return check_template(template_from_plain(plain))
    except TemplateError as error:
        return (Fault(error.code, part=error.where),)


def lacking_texts(template: Template) -> dict[str, int]:
    """How many texts each language lacks that another has. None is a fault: the nearest language is shown instead."""
    texts = list(_texts(template))
    return {language: sum(1 for each in texts if each and not each.get(language)) for language in LANGUAGES}


def as_number(text: Any) -> Decimal | None:
    """The number in decimal text; None for what is none."""
    try:
        return Decimal(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else None
    except InvalidOperation:  # pragma: no cover, the pattern lets none through
        return None


def as_day(text: Any) -> date | None:
    """The day in `2025-05-20`; None for what is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _faults(template: Template) -> Iterator[Fault]:
    yield from _text_faults(template.title, "title", needed=True)
    for name, texts in (("intro", template.intro), ("sources", template.sources)):
        yield from _text_faults(texts, name, longest=LONGEST_GUIDANCE)
    if not template.sections:
        yield Fault("no_sections")
    if len(template.sections) > MOST_SECTIONS:
        yield Fault("too_many_sections", facts=(("most", str(MOST_SECTIONS)),))
    if len(template.questions) > MOST_QUESTIONS:
        yield Fault("too_many_questions", facts=(("most", str(MOST_QUESTIONS)),))
    for id, times in Counter(section.id for section in template.sections).items():
        if times > 1:
            yield Fault("id_twice", section=id)
    held = Counter(question.id for question in template.questions)
    rings, places = _rings(template), {each.id: place for place, each in enumerate(template.questions)}
    for section in template.sections:
        yield from _id_faults(section.id, section=section.id)
        yield from _text_faults(section.title, "title", needed=True, section=section.id)
        yield from _text_faults(section.intro, "intro", longest=LONGEST_GUIDANCE, section=section.id)
        first = places[section.questions[0].id] if section.questions else len(places)
        yield from _condition_faults(template, section.condition, places, first, section.id, "")
        if not section.questions:
            yield Fault("no_questions", section=section.id)
        for question in section.questions:
            at = _At(section.id, question.id)
            if held[question.id] > 1:
                yield at.fault("id_twice")
            if question.id in rings:
                yield at.fault("condition_ring", "shown_when")
            yield from _question_faults(question, at)
            own = places[question.id]
            yield from _condition_faults(template, question.condition, places, own, section.id, question.id)


def _id_faults(id: str, *, part: str = "", section: str = "", question: str = "") -> Iterator[Fault]:
    if not _ID.fullmatch(id):
        yield Fault("bad_id", section, question, part, (("id", id[:60]),))


def _text_faults(
    texts: Texts,
    part: str,
    *,
    needed: bool = False,
    longest: int = LONGEST_TEXT,
    section: str = "",
    question: str = "",
) -> Iterator[Fault]:
    if needed and not text_in(texts, "nb"):
        yield Fault("text_missing", section, question, part)
    for language, text in texts.items():
        if len(text) > longest:
            yield Fault("text_too_long", section, question, part, (("language", language), ("most", str(longest))))


def _question_faults(question: Question, at: _At) -> Iterator[Fault]:
    yield from _id_faults(question.id, section=at.section, question=at.question)
    yield from _text_faults(question.text, "text", needed=True, section=at.section, question=at.question)
    yield from _text_faults(
        question.guidance, "guidance", longest=LONGEST_GUIDANCE, section=at.section, question=at.question
    )
    if question.kind in (Kind.CHOICE, Kind.SEVERAL):
        yield from _choice_faults(question, at)
    elif question.choices:
        yield at.fault("choices_of_other_kind", "choices")
    if question.kind is Kind.NUMBER:
        yield from _number_faults(question, at)
    if question.kind is Kind.TABLE:
        if "name" not in question.columns:
            yield at.fault("table_without_name", "columns")
        for column in sorted(set(question.columns) - set(COLUMNS)):
            yield at.fault("unknown_column", "columns", (("column", column),))
    if question.feeds and question.kind not in FEEDS.get(question.feeds, frozenset()):
        yield at.fault("cannot_feed", "feeds", (("feeds", question.feeds),))
    if not 0 <= question.weight <= MOST_WEIGHT:
        yield at.fault("bad_weight", "weight", (("most", str(MOST_WEIGHT)),))
    if len(question.gaps) > MOST_GAPS:
        yield at.fault("too_many_gaps", "gaps", (("most", str(MOST_GAPS)),))
    if question.weight and not question.gaps and question.kind not in (Kind.TEXT, Kind.FILE):
        yield at.fault("counts_without_gaps", "gaps")
    for number, gap in enumerate(question.gaps, start=1):
        yield from _gap_faults(question, gap, number, at)


def _choice_faults(question: Question, at: _At) -> Iterator[Fault]:
    if len(question.choices) < 2:
        yield at.fault("too_few_choices", "choices")
    if len(question.choices) > MOST_CHOICES:
        yield at.fault("too_many_choices", "choices", (("most", str(MOST_CHOICES)),))
    for id, times in Counter(choice.id for choice in question.choices).items():
        if times > 1:
            yield at.fault("choice_twice", "choices", (("id", id),))
    for choice in question.choices:
        if choice.id in RESERVED:
            yield at.fault("choice_reserved", "choices", (("id", choice.id),))
        yield from _id_faults(choice.id, part="choices", section=at.section, question=at.question)
        yield from _text_faults(choice.text, "choices", needed=True, section=at.section, question=at.question)


def _number_faults(question: Question, at: _At) -> Iterator[Fault]:
    bounds = {name: getattr(question, name) for name in ("least", "most")}
    for name, text in bounds.items():
        if text and as_number(text) is None:
            yield at.fault("not_a_number", name, (("value", text[:60]),))
    least, most = as_number(question.least), as_number(question.most)
    if least is not None and most is not None and least > most:
        yield at.fault("least_over_most", "least")
    if not 0 <= question.decimals <= MOST_DECIMALS:
        yield at.fault("bad_decimals", "decimals", (("most", str(MOST_DECIMALS)),))


#: The parts of a gap that a question of a kind can have.
GAP_PARTS: dict[Kind, tuple[str, ...]] = {
    Kind.YES_NO: ("answers",),
    Kind.CHOICE: ("answers",),
    Kind.SEVERAL: ("answers", "lacks"),
    Kind.NUMBER: ("below", "above"),
    Kind.DATE: ("before", "after"),
    Kind.TABLE: ("answers", "unfilled", "countries"),
    Kind.FILE: (),
    Kind.TEXT: (),
}
_ALL_PARTS = ("answers", "lacks", "below", "above", "before", "after", "unfilled", "countries")


def _gap_faults(question: Question, gap: Gap, number: int, at: _At) -> Iterator[Fault]:
    facts = (("number", str(number)),)
    filled = {name: getattr(gap, name) for name in _ALL_PARTS if getattr(gap, name)}
    if not filled:
        yield at.fault("gap_never", "gaps", facts)
    for name in sorted(filled.keys() - set(GAP_PARTS[question.kind])):
        yield at.fault("gap_of_other_kind", "gaps", (*facts, ("name", name)))
    named = {*gap.answers, *gap.lacks} if question.kind in (*CODED, Kind.TABLE) else set()
    for code in sorted(named - set(question.codes)):
        yield at.fault("gap_unknown_answer", "gaps", (*facts, ("answer", code)))
    wrong = [text for text in (gap.below, gap.above) if text and as_number(text) is None]
    wrong += [text for text in (gap.before, gap.after) if text and as_day(text) is None]
    wrong += [code for code in gap.countries if not _COUNTRY.fullmatch(code)]
    wrong += [column for column in gap.unfilled if column not in question.columns]
    for value in wrong:
        yield at.fault("gap_bad_value", "gaps", (*facts, ("value", value[:60])))
    yield from _text_faults(gap.words, "gaps", needed=True, section=at.section, question=at.question)


def _condition_faults(
    template: Template, condition: Condition, places: dict[str, int], own: int, section: str, question: str
) -> Iterator[Fault]:
    """A condition may only ask for answers there are, to questions that stand earlier."""
    for term in condition.terms:
        facts: tuple[tuple[str, str], ...] = (("question", term.question[:60]),)
        asked = template.question(term.question)
        if asked is None:
            yield Fault("condition_unknown_question", section, question, "shown_when", facts)
        elif not asked.codes:
            yield Fault("condition_of_other_kind", section, question, "shown_when", facts)
        elif not term.answers or set(term.answers) - set(asked.codes):
            yield Fault("condition_unknown_answer", section, question, "shown_when", facts)
        elif places[term.question] >= own:
            yield Fault("condition_asks_later", section, question, "shown_when", facts)


def _rings(template: Template) -> frozenset[str]:
    """The questions whose condition leads back to themselves."""
    asks = {
        question.id: {term.question for term in (*section.condition.terms, *question.condition.terms)}
        for section in template.sections
        for question in section.questions
    }
    found = set()
    for start in asks:
        waiting, reached = list(asks[start]), set()
        while waiting:
            at = waiting.pop()
            if at not in reached:
                reached.add(at)
                waiting.extend(asks.get(at, ()))
        if start in reached:
            found.add(start)
    return frozenset(found)


def _texts(template: Template) -> Iterator[Texts]:
    yield from (template.title, template.intro, template.sources)
    for section in template.sections:
        yield from (section.title, section.intro)
        for question in section.questions:
            yield from (question.text, question.guidance, question.unit)
            yield from (choice.text for choice in question.choices)
            yield from (gap.words for gap in question.gaps)
