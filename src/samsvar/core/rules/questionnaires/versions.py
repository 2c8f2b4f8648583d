"""What differs between two versions of a questionnaire, and last year's answers carried over to this year's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samsvar.core.rules.questionnaires.answers import check_answer
from samsvar.core.rules.questionnaires.template import (
    CODED,
    Answer,
    Answers,
    Kind,
    Question,
    Section,
    Template,
    is_answered,
)

#: The parts of a question that a comparison tells of, each by its own name.
_PARTS = (
    *("kind", "text", "guidance", "mandatory", "allows_unknown", "allows_none", "choices", "unit", "least", "most"),
    *("decimals", "columns", "condition", "weight", "gaps", "feeds"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `added`, `removed`, `moved` or `changed`, of a section or a question, with the parts changed."""

    code: str
    section: str
    question: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """Earlier answers to a newer version. `reworded`: carried, though the question is asked otherwise now.

    `dropped` are the questions whose answers could not follow, each with why: `gone`, `other_kind`, `other_unit`,
    `no_answer_now`.
    """

    answers: Mapping[str, Answer]
    reworded: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]


def compare(old: Template, new: Template) -> tuple[Difference, ...]:
    """What differs from the old version to the new; nothing for a version compared with itself."""
    return (*_of_template(old, new), *_of_sections(old, new), *_of_questions(old, new))


def carry_over(old: Template, new: Template, answers: Answers) -> Carried:
    """Last year's answers beside this year's questions, by the questions' ids. What no longer fits is left out.

    Files do not follow: they belong to the answer they were given with.
    """
    kept: dict[str, Answer] = {}
    reworded: list[str] = []
    dropped: list[tuple[str, str]] = []
    for was in old.questions:
        answer, now = answers.get(was.id), new.question(was.id)
        if not is_answered(answer) or was.kind is Kind.FILE:
            continue
        why = _why_dropped(was, now)
        fitting = None if why or now is None else _fitting(now, answer)
        if why or now is None or fitting is None or check_answer(now, fitting):
            dropped.append((was.id, why or "no_answer_now"))
            continue
        kept[was.id] = fitting
        if was.text != now.text or was.choices != now.choices:
            reworded.append(was.id)
    return Carried(kept, tuple(reworded), tuple(dropped))


def _why_dropped(was: Question, now: Question | None) -> str:
    if now is None:
        return "gone"
    if was.kind is not now.kind:
        return "other_kind"
    return "other_unit" if was.kind is Kind.NUMBER and was.unit != now.unit else ""


def _fitting(now: Question, answer: Answer) -> Answer | None:
    """The part of an answer that the question still can have; None where nothing is left of it.

    An answer with several choices of which one is gone is left out whole: the rest would say something else.
    """
    if now.kind in CODED:
        codes = [answer] if isinstance(answer, str) else list(answer)
        return answer if set(codes) <= set(now.codes) else None
    if now.kind is Kind.TABLE and not isinstance(answer, str):
        rows = [{name: cell for name, cell in row.items() if name in now.columns} for row in answer]
        return [row for row in rows if is_answered(row)] or None
    return answer


def _of_template(old: Template, new: Template) -> Iterator[Difference]:
    parts = tuple(name for name in ("title", "intro", "sources") if getattr(old, name) != getattr(new, name))
    if parts:
        yield Difference("changed", "", parts=parts)


def _of_sections(old: Template, new: Template) -> Iterator[Difference]:
    before, after = {each.id: each for each in old.sections}, {each.id: each for each in new.sections}
    moved = _moved(list(before), list(after))
    for section in new.sections:
        was = before.get(section.id)
        if was is None:
            yield Difference("added", section.id)
            continue
        parts = tuple(name for name in ("title", "intro", "condition") if getattr(was, name) != getattr(section, name))
        if parts:
            yield Difference("changed", section.id, parts=parts)
        if section.id in moved:
            yield Difference("moved", section.id)
    yield from (Difference("removed", section.id) for section in old.sections if section.id not in after)


def _of_questions(old: Template, new: Template) -> Iterator[Difference]:
    before, after = _placed(old), _placed(new)
    staying = [id for id, (section, _each) in before.items() if id in after and after[id][0].id == section.id]
    moved = _moved(staying, list(after))
    for id, (section, question) in after.items():
        if id not in before:
            yield Difference("added", section.id, id)
            continue
        was_in, was = before[id]
        parts = tuple(name for name in _PARTS if getattr(was, name) != getattr(question, name))
        if parts:
            yield Difference("changed", section.id, id, parts)
        if was_in.id != section.id or id in moved:
            yield Difference("moved", section.id, id)
    yield from (Difference("removed", section.id, id) for id, (section, _each) in before.items() if id not in after)


def _placed(template: Template) -> dict[str, tuple[Section, Question]]:
    return {each.id: (section, each) for section in template.sections for each in section.questions}


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The fewest ids that must move to come from one order to the other: those outside the longest common order."""
    places = {id: place for place, id in enumerate(before)}
    both = [id for id in after if id in places]
    runs: list[list[str]] = []
    for id in both:
        beneath: list[str] = []
        for run in runs:
            if places[run[-1]] < places[id] and len(run) > len(beneath):
                beneath = run
        runs.append([*beneath, id])
    longest: list[str] = []
    for run in runs:
        longest = run if len(run) > len(longest) else longest
    return frozenset(both) - frozenset(longest)
