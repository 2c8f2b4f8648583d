"""Changes to a questionnaire under work: each gives a new one. None looks at faults: a draft may have some."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from samsvar.core.rules.questionnaires.template import Gap, Question, Section, Template


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_Named)


def add_section(template: Template, section: Section) -> Template:
    """The section, last."""
    return replace(template, sections=(*template.sections, section))


def put_section(template: Template, section: Section) -> Template:
    """The section in place of the one with its id."""
    return replace(template, sections=tuple(section if each.id == section.id else each for each in template.sections))


def remove_section(template: Template, id: str) -> Template:
    """Without the section and its questions."""
    return replace(template, sections=tuple(each for each in template.sections if each.id != id))


def move_section(template: Template, id: str, *, up: bool) -> Template:
    """The section one place up or down; as it was where it stands at the end already."""
    return replace(template, sections=_moved(template.sections, id, up))


def add_question(template: Template, section: str, question: Question) -> Template:
    """The question, last in its section."""
    return _in(template, section, lambda questions: (*questions, question))


def put_question(template: Template, question: Question) -> Template:
    """The question in place of the one with its id."""
    for section in template.sections:
        new = tuple(question if each.id == question.id else each for each in section.questions)
        if new != section.questions:
            return put_section(template, replace(section, questions=new))
    return template


def remove_question(template: Template, id: str) -> Template:
    """Without the question."""
    return replace(
        template,
        sections=tuple(
            replace(section, questions=tuple(each for each in section.questions if each.id != id))
            for section in template.sections
        ),
    )


def move_question(template: Template, id: str, *, up: bool) -> Template:
    """The question one place up or down; past the first or last of its section it goes to the neighbouring section."""
    place = next((n for n, each in enumerate(template.sections) if any(one.id == id for one in each.questions)), None)
    if place is None:
        return template
    section = template.sections[place]
    within = _moved(section.questions, id, up)
    if within != section.questions:
        return put_section(template, replace(section, questions=within))
    target = place - 1 if up else place + 1
    question = template.question(id)
    if question is None or not 0 <= target < len(template.sections):
        return template
    other = template.sections[target]
    joined = (*other.questions, question) if up else (question, *other.questions)
    return put_section(remove_question(template, id), replace(other, questions=joined))


def put_gap(question: Question, number: int, gap: Gap) -> Question:
    """The gap as the question's number (from 1); last where it has no such number."""
    held = list(question.gaps)
    held[number - 1 : number] = [gap]
    return replace(question, gaps=tuple(held))


def remove_gap(question: Question, number: int) -> Question:
    """Without the gap of the number (from 1)."""
    return replace(question, gaps=tuple(gap for place, gap in enumerate(question.gaps, start=1) if place != number))


def free_id(taken: Iterable[str], stem: str) -> str:
    """The first of `stem_1`, `stem_2`, … that is not taken. An id is never shown; answers are kept by it."""
    held, number = set(taken), 1
    while f"{stem}_{number}" in held:
        number += 1
    return f"{stem}_{number}"


def _in(template: Template, id: str, change: "_Change") -> Template:
    section = template.section(id)
    if section is None:
        return template
    return put_section(template, replace(section, questions=tuple(change(section.questions))))


class _Change(Protocol):
    def __call__(self, questions: tuple[Question, ...], /) -> Iterable[Question]: ...


def _moved(parts: Sequence[Part], id: str, up: bool) -> tuple[Part, ...]:
    held = list(parts)
    place = next((n for n, each in enumerate(held) if each.id == id), None)
    target = -1 if place is None else place - 1 if up else place + 1
    if place is not None and 0 <= target < len(held):
        held[place], held[target] = held[target], held[place]
    return tuple(held)
