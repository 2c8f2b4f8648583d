"""A questionnaire from plain data and back: the document that is stored, passed on and shipped (docs/json)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar

from samsvar.core.rules.questionnaires.template import (
    FORMAT,
    LANGUAGES,
    Choice,
    Condition,
    Gap,
    Gravity,
    Kind,
    Question,
    Section,
    Template,
    Term,
    Texts,
)

Part = TypeVar("Part")
Facts = tuple[tuple[str, str], ...]
Coded = TypeVar("Coded", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a questionnaire: a code (which has its remedy in words), the place, and facts."""

    code: str
    section: str = ""
    question: str = ""
    part: str = ""
    facts: Facts = ()


class TemplateError(ValueError):
    """The data is no questionnaire. `where` is the path to the part, `code` what is wrong with it."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{where}: {code}")
        self.code = code
        self.where = where


def template_from_plain(plain: Any) -> Template:
    """The questionnaire in plain data. Raises TemplateError at the first part that is misspelt or of a wrong type."""
    reader = _Reader(plain, "questionnaire", {"format", "title", "intro", "sources", "sections"})
    if reader.plain.get("format") != FORMAT:
        raise TemplateError("other_format", "questionnaire.format")
    return Template(
        title=reader.texts("title"),
        intro=reader.texts("intro"),
        sources=reader.texts("sources"),
        sections=reader.each("sections", _section),
    )


def template_to_plain(template: Template) -> dict[str, Any]:
    """The questionnaire as plain data; what is empty is left out, so that the same gives the same bytes."""
    return {
        "format": FORMAT,
        "title": _texts(template.title),
        **_filled(intro=_texts(template.intro), sources=_texts(template.sources)),
        "sections": [
            {
                "id": section.id,
                "title": _texts(section.title),
                **_filled(intro=_texts(section.intro), shown_when=_condition_out(section.condition)),
                "questions": [_question_out(question) for question in section.questions],
            }
            for section in template.sections
        ],
    }


def digest_of(plain: Mapping[str, Any]) -> str:
    """SHA-256 of a document's canonical bytes: keys sorted, no blanks, UTF-8."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()


_QUESTION = (
    "id kind text guidance mandatory allows_unknown allows_none choices unit least most decimals columns shown_when "
    "weight gaps feeds"
)
_GAP = "gravity words answers lacks below above before after unfilled countries"


def _section(reader: "_Reader") -> Section:
    reader.knows({"id", "title", "intro", "shown_when", "questions"})
    return Section(
        id=reader.text("id"),
        title=reader.texts("title"),
        intro=reader.texts("intro"),
        condition=reader.condition("shown_when"),
        questions=reader.each("questions", _question),
    )


def _question(reader: "_Reader") -> Question:
    reader.knows(set(_QUESTION.split()))
    return Question(
        id=reader.text("id"),
        kind=reader.coded("kind", Kind),
        text=reader.texts("text"),
        guidance=reader.texts("guidance"),
        mandatory=reader.flag("mandatory", True),
        allows_unknown=reader.flag("allows_unknown"),
        allows_none=reader.flag("allows_none"),
        choices=reader.each("choices", _choice),
        unit=reader.texts("unit"),
        least=reader.text("least"),
        most=reader.text("most"),
        decimals=reader.whole("decimals"),
        columns=reader.codes("columns"),
        condition=reader.condition("shown_when"),
        weight=reader.whole("weight"),
        gaps=reader.each("gaps", _gap),
        feeds=reader.text("feeds"),
    )


def _choice(reader: "_Reader") -> Choice:
    reader.knows({"id", "text"})
    return Choice(reader.text("id"), reader.texts("text"))


def _gap(reader: "_Reader") -> Gap:
    reader.knows(set(_GAP.split()))
    return Gap(
        gravity=reader.coded("gravity", Gravity),
        words=reader.texts("words"),
        answers=reader.codes("answers"),
        lacks=reader.codes("lacks"),
        below=reader.text("below"),
        above=reader.text("above"),
        before=reader.text("before"),
        after=reader.text("after"),
        unfilled=reader.codes("unfilled"),
        countries=reader.codes("countries"),
    )


def _term(reader: "_Reader") -> Term:
    reader.knows({"question", "is"})
    return Term(reader.text("question"), reader.codes("is"))


class _Reader:
    """Reads parts of plain data and says by path what is wrong with them."""

    def __init__(self, plain: Any, where: str, known: set[str] | None = None) -> None:
        if not isinstance(plain, Mapping):
            raise TemplateError("not_an_object", where)
        self.plain: Mapping[str, Any] = plain
        self.where = where
        if known is not None:
            self.knows(known)

    def knows(self, names: set[str]) -> None:
        for name in self.plain:
            if name not in names:
                raise TemplateError("unknown_part", f"{self.where}.{name}")

    def text(self, name: str) -> str:
        return self._of(name, str, "", "not_text")

    def flag(self, name: str, otherwise: bool = False) -> bool:
        return self._of(name, bool, otherwise, "not_true_or_false")

    def whole(self, name: str) -> int:
        value = self._of(name, int, 0, "not_a_whole_number")
        if isinstance(value, bool):
            raise TemplateError("not_a_whole_number", f"{self.where}.{name}")
        return value

    def texts(self, name: str) -> Texts:
        reader = _Reader(self.plain.get(name) or {}, f"{self.where}.{name}", set(LANGUAGES))
        held = {language: reader.text(language).strip() for language in LANGUAGES}
        return {language: text for language, text in held.items() if text}

    def codes(self, name: str) -> tuple[str, ...]:
        held = self._list(name)
        if not all(isinstance(code, str) for code in held):
            raise TemplateError("not_text", f"{self.where}.{name}")
        return tuple(held)

    def coded(self, name: str, kind: type[Coded]) -> Coded:
        try:
            return kind(self.text(name))
        except ValueError:
            raise TemplateError("unknown_code", f"{self.where}.{name}") from None

    def each(self, name: str, read: "Callable[[_Reader], Part]") -> tuple[Part, ...]:
        return tuple(
            read(_Reader(part, f"{self.where}.{name}[{place}]")) for place, part in enumerate(self._list(name))
        )

    def condition(self, name: str) -> Condition:
        if not self.plain.get(name):
            return Condition()
        reader = _Reader(self.plain[name], f"{self.where}.{name}", {"all", "any"})
        if len(reader.plain) != 1:
            raise TemplateError("all_or_any", reader.where)
        word = next(iter(reader.plain))
        return Condition(reader.each(word, _term), every=word == "all")

    def _list(self, name: str) -> Sequence[Any]:
        return self._of(name, list, [], "not_a_list")

    def _of(self, name: str, kind: type[Part], otherwise: Part, code: str) -> Part:
        value = self.plain.get(name)
        if value is None:
            return otherwise
        if not isinstance(value, kind):
            raise TemplateError(code, f"{self.where}.{name}")
        return value


def _texts(texts: Texts) -> dict[str, str]:
    return {language: texts[language] for language in LANGUAGES if texts.get(language)}


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _condition_out(condition: Condition) -> dict[str, Any]:
    if not condition.terms:
        return {}
    terms = [{"question": term.question, "is": list(term.answers)} for term in condition.terms]
    return {"all" if condition.every else "any": terms}


def _question_out(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind.value,
        "text": _texts(question.text),
        **_filled(guidance=_texts(question.guidance)),
        "mandatory": question.mandatory,
        **_filled(
            allows_unknown=question.allows_unknown,
            allows_none=question.allows_none,
            choices=[{"id": choice.id, "text": _texts(choice.text)} for choice in question.choices],
            unit=_texts(question.unit),
            least=question.least,
            most=question.most,
            decimals=question.decimals,
            columns=list(question.columns),
            shown_when=_condition_out(question.condition),
            weight=question.weight,
            gaps=[_gap_out(gap) for gap in question.gaps],
            feeds=question.feeds,
        ),
    }


def _gap_out(gap: Gap) -> dict[str, Any]:
    return {
        "gravity": gap.gravity.value,
        "words": _texts(gap.words),
        **_filled(
            answers=list(gap.answers),
            lacks=list(gap.lacks),
            below=gap.below,
            above=gap.above,
            before=gap.before,
            after=gap.after,
            unfilled=list(gap.unfilled),
            countries=list(gap.countries),
        ),
    }
