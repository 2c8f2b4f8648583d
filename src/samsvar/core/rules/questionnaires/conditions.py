"""Which questions are shown, given what has been answered.

A condition never holds on a question that is hidden, not answered, or part of a ring of conditions: what nobody has
said opens nothing.
"""

from collections.abc import Iterable

from samsvar.core.rules.questionnaires.template import Answer, Answers, Condition, Question, Section, Template


def shown_questions(template: Template, answers: Answers) -> tuple[Question, ...]:
    """The questions that the one who has given these answers sees, in order. The order of answers changes nothing."""
    shown = _shown(template, answers)
    return tuple(question for question in template.questions if question.id in shown)


def shown_sections(template: Template, answers: Answers) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
    """The sections with at least one question shown, each with those that are."""
    shown = {question.id for question in shown_questions(template, answers)}
    found = ((one, tuple(each for each in one.questions if each.id in shown)) for one in template.sections)
    return tuple((section, questions) for section, questions in found if questions)


def counted_answers(template: Template, answers: Answers) -> dict[str, Answer]:
    """The answers to the questions that are shown, in their order: what was answered and is now hidden never counts."""
    return {
        question.id: answers[question.id] for question in shown_questions(template, answers) if question.id in answers
    }


def chosen(answer: Answer) -> frozenset[str]:
    """The codes an answer holds, one or several."""
    if isinstance(answer, str):
        return frozenset({answer})
    if isinstance(answer, Iterable):
        return frozenset(code for code in answer if isinstance(code, str))
    return frozenset()


def _shown(template: Template, answers: Answers) -> set[str]:
    """Each question after those it hangs on; what is left then hangs on a ring, whose questions open nothing."""
    conditions = {each.id: (one.condition, each.condition) for one in template.sections for each in one.questions}
    asked = {
        id: {term.question for one in both for term in one.terms} & set(conditions) for id, both in conditions.items()
    }
    opened: dict[str, list[str]] = {id: [] for id in conditions}
    for id, others in asked.items():
        for other in others:
            opened[other].append(id)
    shown: set[str] = set()
    unknown = {id: len(others) for id, others in asked.items()}
    ready = [id for id, count in unknown.items() if not count]
    while ready:
        id = ready.pop()
        if all(_holds(one, shown, answers) for one in conditions[id]):
            shown.add(id)
        for other in opened[id]:
            unknown[other] -= 1
            if not unknown[other]:
                ready.append(other)
    ringed = [id for id, count in unknown.items() if count]
    return shown | {id for id in ringed if all(_holds(one, shown, answers) for one in conditions[id])}


def _holds(condition: Condition, shown: set[str], answers: Answers) -> bool:
    if not condition.terms:
        return True
    held = [
        term.question in shown and bool(chosen(answers.get(term.question)) & set(term.answers))
        for term in condition.terms
    ]
    return all(held) if condition.every else any(held)
