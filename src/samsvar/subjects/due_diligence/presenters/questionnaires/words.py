"""The codes of questionnaires as words: kinds, gravity, columns, what answers feed, faults with their remedies."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from samsvar.core.rules.questionnaires import (
    NO,
    NONE,
    UNKNOWN,
    YES,
    AnswerFault,
    Condition,
    Difference,
    Fault,
    Gap,
    Kind,
    Question,
    Template,
    text_in,
)
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import as_language
from samsvar.subjects.due_diligence.presenters.codes import Words

KINDS: dict[str, Words] = {
    "yes_no": gettext_lazy("Yes or no"),
    "choice": gettext_lazy("One of several answers"),
    "several": gettext_lazy("Several answers may be chosen"),
    "number": gettext_lazy("A number"),
    "date": gettext_lazy("Day"),
    "file": gettext_lazy("File"),
    "table": gettext_lazy("Table of sites or sub-suppliers"),
    "text": gettext_lazy("Text"),
}
GRAVITIES: dict[str, Words] = {
    "minor": gettext_lazy("minor gap"),
    "serious": gettext_lazy("serious gap"),
    "critical": gettext_lazy("critical gap"),
}
COLUMNS: dict[str, Words] = {
    "name": gettext_lazy("Name"),
    "organisation_number": gettext_lazy("Organisation number"),
    "country": gettext_lazy("Country"),
    "address": gettext_lazy("Address"),
    "tier": gettext_lazy("Tier"),
    "activity": gettext_lazy("What they do"),
    "product": gettext_lazy("Product"),
    "workers": gettext_lazy("Number of workers"),
    "contact": gettext_lazy("Contact"),
}
FEEDS: dict[str, Words] = {
    "code_of_conduct": gettext_lazy("the code of conduct accepted, in the version sent"),
    "countries_of_production": gettext_lazy("countries of production"),
    "sub_suppliers": gettext_lazy("sub-suppliers"),
    "tiers_known": gettext_lazy("how many tiers are known"),
    "wage_terms": gettext_lazy("the check of wages and working conditions"),
    "hse_cards": gettext_lazy("the check of HSE cards"),
    "known_impacts": gettext_lazy("adverse impacts told of"),
    "emissions_scope_1": gettext_lazy("direct emissions (scope 1)"),
    "emissions_scope_2": gettext_lazy("emissions from energy (scope 2)"),
    "emissions_scope_3": gettext_lazy("emissions in the value chain (scope 3)"),
}
CODES: dict[str, Words] = {
    YES: gettext_lazy("Yes"),
    NO: gettext_lazy("No"),
    UNKNOWN: gettext_lazy("We do not know"),
    NONE: gettext_lazy("We have none"),
}
#: What is wrong with a questionnaire, and what to do.
FAULTS: dict[str, Words] = {
    "text_missing": gettext_lazy("A text is missing. Write it in at least one language."),
    "text_too_long": gettext_lazy("A text is too long. Keep it under %(most)s characters."),
    "no_sections": gettext_lazy("There is no section. Add one."),
    "no_questions": gettext_lazy("The section has no questions. Add one, or remove the section."),
    "too_many_sections": gettext_lazy("There are more than %(most)s sections. Join some."),
    "too_many_questions": gettext_lazy("There are more than %(most)s questions. Remove some."),
    "id_twice": gettext_lazy("Two parts have the same mark. Remove one and add it anew."),
    "bad_id": gettext_lazy("The mark of a part cannot be used. Remove the part and add it anew."),
    "too_few_choices": gettext_lazy("There are fewer than two answers to choose between. Add answers."),
    "too_many_choices": gettext_lazy("There are more than %(most)s answers to choose between. Remove some."),
    "choice_twice": gettext_lazy("Two answers have the same mark. Remove one and add it anew."),
    "choice_reserved": gettext_lazy("An answer has a mark that is taken. Remove it and add it anew."),
    "choices_of_other_kind": gettext_lazy("The question holds answers to choose between that are not shown. Save it."),
    "not_a_number": gettext_lazy("“%(value)s” is not a number. Write figures only."),
    "least_over_most": gettext_lazy("The least number allowed is over the most. Change one of them."),
    "bad_decimals": gettext_lazy("Allow from 0 to %(most)s decimals."),
    "table_without_name": gettext_lazy("The table has no column for the name. Add it."),
    "unknown_column": gettext_lazy("The table has a column that is not known. Choose the columns again."),
    "cannot_feed": gettext_lazy("An answer of this kind cannot be used for that. Change the kind or the use."),
    "bad_weight": gettext_lazy("The weight must be from 0 to %(most)s."),
    "too_many_gaps": gettext_lazy("There are more than %(most)s expectations. Remove some."),
    "counts_without_gaps": gettext_lazy(
        "The question counts in the score, but no answer is a gap. Say which, or set 0."
    ),
    "gap_never": gettext_lazy("Expectation %(number)s names no answer. Say which answer is a gap."),
    "gap_of_other_kind": gettext_lazy("Expectation %(number)s does not suit the kind of question. Write it anew."),
    "gap_unknown_answer": gettext_lazy("Expectation %(number)s names an answer that is gone. Choose again."),
    "gap_bad_value": gettext_lazy("Expectation %(number)s has “%(value)s”, which cannot be used. Write it anew."),
    "condition_unknown_question": gettext_lazy("It depends on a question that is gone. Choose again when to show it."),
    "condition_of_other_kind": gettext_lazy("It depends on a question without fixed answers. Choose another."),
    "condition_unknown_answer": gettext_lazy("It depends on an answer that is gone. Choose again when to show it."),
    "condition_asks_later": gettext_lazy("It depends on a question further down. Move one of them."),
    "condition_ring": gettext_lazy("It depends on itself through other questions. Choose again when to show it."),
}
#: What is wrong with an answer, and what to write.
ANSWER_FAULTS: dict[str, Words] = {
    "missing": gettext_lazy("Answer the question."),
    "no_such_choice": gettext_lazy("Choose one of the answers."),
    "not_a_list": gettext_lazy("Choose among the answers."),
    "unknown_with_others": gettext_lazy("Choose either “We do not know” or other answers."),
    "not_a_number": gettext_lazy("Write figures only, for example 1250 or 12,5."),
    "below_least": gettext_lazy("The number must be at least %(least)s."),
    "above_most": gettext_lazy("The number must be at most %(most)s."),
    "too_many_decimals": gettext_lazy("Write at most %(decimals)s decimals."),
    "not_a_day": gettext_lazy("Choose a day, or write it as 2025-05-20."),
    "too_many_files": gettext_lazy("Add at most %(most)s files."),
    "none_not_allowed": gettext_lazy("Fill in at least one line."),
    "too_many_rows": gettext_lazy("Fill in at most %(most)s lines."),
    "not_a_row": gettext_lazy("The line cannot be read. Write it anew."),
    "row_without_name": gettext_lazy("Write the name."),
    "unknown_column": gettext_lazy("The line has a column that is not asked for."),
    "cell_too_long": gettext_lazy("Write at most %(most)s characters."),
    "not_a_country": gettext_lazy("Write the name of a country, or ? if you do not know."),
    "not_a_count": gettext_lazy("Write a whole number."),
    "not_text": gettext_lazy("Write text."),
    "too_long": gettext_lazy("Write at most %(most)s characters."),
}
PARTS: dict[str, Words] = {
    "title": gettext_lazy("title"),
    "intro": gettext_lazy("introduction"),
    "sources": gettext_lazy("sources"),
    "kind": gettext_lazy("kind of answer"),
    "text": gettext_lazy("question text"),
    "guidance": gettext_lazy("guidance"),
    "mandatory": gettext_lazy("whether it must be answered"),
    "allows_unknown": gettext_lazy("whether “We do not know” may be answered"),
    "allows_none": gettext_lazy("whether “We have none” may be answered"),
    "choices": gettext_lazy("answers to choose between"),
    "unit": gettext_lazy("unit"),
    "least": gettext_lazy("least number"),
    "most": gettext_lazy("most number"),
    "decimals": gettext_lazy("decimals"),
    "columns": gettext_lazy("columns"),
    "condition": gettext_lazy("when it is shown"),
    "weight": gettext_lazy("weight in the score"),
    "gaps": gettext_lazy("expectations"),
    "feeds": gettext_lazy("what the answer is used for"),
}


def code_words(question: Question, code: str, language: str) -> str:
    """An answer's words in the language of the page (yes, no …) or of the questionnaire (its choices)."""
    choice = next((each for each in question.choices if each.id == code), None)
    return text_in(choice.text, language) if choice is not None else str(CODES.get(code, code))


def condition_words(template: Template, condition: Condition, language: str) -> str:
    """When something is shown, in a sentence; empty for always."""
    if not condition.terms:
        return ""
    parts = []
    for term in condition.terms:
        question = template.question(term.question)
        if question is None:
            parts.append(gettext("a question that is gone"))
            continue
        answers = gettext(" or ").join(quoted(code_words(question, code, language)) for code in term.answers)
        words = gettext("“%(question)s” is answered %(answers)s")
        parts.append(words % {"question": text_in(question.text, language), "answers": answers})
    glue = gettext(" and ") if condition.every else gettext(" or ")
    return gettext("Shown when %(what)s.") % {"what": glue.join(parts)}


def gap_test(question: Question, gap: Gap, language: str) -> str:
    """Which answers are the gap, in words without a full stop."""

    def named(codes: tuple[str, ...]) -> str:
        return gettext(" or ").join(quoted(code_words(question, code, language)) for code in codes)

    unit = text_in(question.unit, language)
    countries = ", ".join(country_name(code, as_language(language)) for code in gap.countries)
    columns = ", ".join(str(COLUMNS.get(code, code)).lower() for code in gap.unfilled)
    parts = [
        gettext("the answer is %(answers)s") % {"answers": named(gap.answers)} if gap.answers else "",
        gettext("%(answers)s is not chosen") % {"answers": named(gap.lacks)} if gap.lacks else "",
        gettext("the number is under %(value)s") % {"value": f"{gap.below} {unit}".strip()} if gap.below else "",
        gettext("the number is over %(value)s") % {"value": f"{gap.above} {unit}".strip()} if gap.above else "",
        gettext("the day is before %(value)s") % {"value": gap.before} if gap.before else "",
        gettext("the day is after %(value)s") % {"value": gap.after} if gap.after else "",
        gettext("a line lacks %(columns)s") % {"columns": columns} if gap.unfilled else "",
        gettext("a line is in %(countries)s") % {"countries": countries} if gap.countries else "",
    ]
    return gettext(" or ").join(part for part in parts if part)


def gap_words(question: Question, gap: Gap, language: str) -> str:
    """A gap in a sentence: how grave, on which answers, and what it is called."""
    facts = {
        "gravity": str(GRAVITIES[gap.gravity.value]).capitalize(),
        "test": gap_test(question, gap, language),
        "words": text_in(gap.words, language),
    }
    return gettext("%(gravity)s where %(test)s: %(words)s") % facts


def wanted_words(question: Question, language: str) -> str:
    """The answers that are as wanted, where they can be named; empty where they cannot."""
    if not question.gaps or question.kind not in (Kind.YES_NO, Kind.CHOICE):
        return ""
    gaps = {code for gap in question.gaps for code in gap.answers}
    wanted = [code_words(question, code, language) for code in question.codes if code not in gaps and code != UNKNOWN]
    return gettext("As wanted: %(answers)s") % {"answers": ", ".join(wanted)} if wanted else ""


def fault_words(fault: Fault) -> str:
    """What is wrong with a questionnaire and what to do."""
    return filled(FAULTS, fault.code, dict(fault.facts))


def answer_fault_words(fault: AnswerFault) -> str:
    """What is wrong with an answer and what to write; the line and column of a table before it."""
    words = filled(ANSWER_FAULTS, fault.code, dict(fault.facts))
    if fault.row is None:
        return words
    place = gettext("Line %(row)s") % {"row": fault.row}
    column = str(COLUMNS.get(fault.column, "")).lower()
    return f"{place}, {column}: {words}" if column else f"{place}: {words}"


def difference_words(difference: Difference) -> str:
    """What has happened to a part: added, removed, moved, or which of its parts are changed."""
    if difference.code == "changed":
        return gettext("Changed: %(parts)s") % {"parts": ", ".join(str(PARTS[name]) for name in difference.parts)}
    words = {"added": gettext("New"), "removed": gettext("Removed"), "moved": gettext("Moved")}
    return words[difference.code]


def quoted(text: str) -> str:
    """A text between the language's quotation marks."""
    return gettext("“%(text)s”") % {"text": text}


def filled(words: Mapping[str, Words], code: str, facts: dict[str, Any]) -> str:
    """A code's words with its facts; the code itself where it has none."""
    said = str(words.get(code, code))
    return said % facts if "%(" in said else said
