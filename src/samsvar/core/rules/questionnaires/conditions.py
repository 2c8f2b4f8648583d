"""Which questions are shown, given what has been answered.

A condition never holds on a question that is hidden, not answered, or part of a ring of conditions: what nobody has
said opens nothing.
"""

from collections.abc import Iterable

from samsvar.core.rules.questionnaires.template import Answer, Answers, Condition, Question, Section, Template


def shown_questions(template: Template, answers: Answers) -> tuple[Question, ...]:
    """The questions that the one who has given these answers sees, in order. The order of answers changes nothing."""
    seen = _Seen(template, answers)
    return tuple(question for question in template.questions if seen.question(question.id))


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


class _Seen:
    """What is shown, found once for each question."""

    def __init__(self, template: Template, answers: Answers) -> None:
        self._answers = answers
        self._questions = {question.id: question for question in template.questions}
        self._sections = {each.id: section for section in template.sections for each in section.questions}
        self._found: dict[str, bool] = {}
        self._asking: set[str] = set()

    def question(self, id: str) -> bool:
        if id not in self._found:
            if id not in self._questions or id in self._asking:
                return False
            self._asking.add(id)
            held = self._holds(self._sections[id].condition) and self._holds(self._questions[id].condition)
            self._asking.discard(id)
            self._found[id] = held
        return self._found[id]

    def _holds(self, condition: Condition) -> bool:
        if not condition.terms:
            return True
        held = [
            self.question(term.question) and bool(chosen(self._answers.get(term.question)) & set(term.answers))
            for term in condition.terms
        ]
        return all(held) if condition.every else any(held)
