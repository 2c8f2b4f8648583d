"""The words of the rules' codes, and days as each language of the form writes them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.complaints import Criterion
from samsvar.platform.ui.language import as_language

Words = str | Promise
_DAYS = {"pl": "%d.%m.%Y", "lt": "%Y-%m-%d"}

CRITERIA: dict[Criterion, tuple[Words, Words, Words]] = {
    Criterion.LEGITIMATE: (
        _("Legitimate"),
        _("Those it is for trust it, and somebody answers for that each case is handled fairly."),
        _("Who answers for it? Who steps aside where a case concerns them? Do people use it?"),
    ),
    Criterion.ACCESSIBLE: (
        _("Accessible"),
        _("All it is for know of it, and get help where language, distance, cost or fear stands in the way."),
        _("Where is it made known, in which languages? Have suppliers told their workers?"),
    ),
    Criterion.PREDICTABLE: (
        _("Predictable"),
        _("It is clear what happens, how long each step takes, what may come of it, and how that is followed up."),
        _("Are the times published and kept? Is it told what the enterprise can and cannot do?"),
    ),
    Criterion.EQUITABLE: (
        _("Equitable"),
        _("Whoever complains gets the information, advice and help it takes to do so on fair terms."),
        _("Did they see what we built on? Did anybody get an interpreter, or somebody to speak for them?"),
    ),
    Criterion.TRANSPARENT: (
        _("Transparent"),
        _("Whoever complains is told how it goes, and the public how well the way to complain works."),
        _("Were those who complained kept informed? Are the yearly numbers public?"),
    ),
    Criterion.RIGHTS_COMPATIBLE: (
        _("In accord with human rights"),
        _("Outcomes and remedy accord with internationally recognised human rights."),
        _("Were the outcomes held up against the rights that were at stake? Was remedy enough?"),
    ),
    Criterion.LEARNING: (
        _("A source of learning"),
        _("What complaints teach is used to make the mechanism better and to prevent harm."),
        _("What was changed this year because of complaints? What came up again and again?"),
    ),
    Criterion.DIALOGUE: (
        _("Based on dialogue"),
        _("Those it is for are asked how it should be, and dialogue is the way to solve cases."),
        _("Have trade unions or workers at suppliers been asked? When, and what did they say?"),
    ),
}
"""Each criterion of UNGP 31: its name, what it asks, and what to look for."""
LETTERS = dict(zip(Criterion, "abcdefgh", strict=True))
LACKING: dict[str, Words] = {
    "not_judged": _("Not judged yet"),
    "nothing_shows_it": _("Nothing shows it yet"),
    "no_plan": _("No plan for what is missing"),
}
#: What stands in the way, by code: the field it is said at (empty: the whole form) and the sentence.
HINDRANCES: dict[str, tuple[str, Words]] = {
    "ended": ("", _("The complaint has ended.")),
    "no_outcome": ("outcome", _("Choose what the enterprise concluded.")),
    "no_conclusion": ("text", _("Write the conclusion.")),
    "complainant_not_told": (
        "told_otherwise",
        _("Whoever complained must be told first. Tell them, and tick that it is done."),
    ),
}
REFUSALS: dict[str, tuple[str, Words]] = {
    "no_account": ("account", _("Write what happened.")),
    "no_such_topic": ("topic", _("Choose what it is about.")),
    "received_in_the_future": ("received_on", _("The day has not come yet.")),
    "ended": ("", _("The complaint has ended. Take it up again first.")),
    "may_not_move": ("", _("The complaint has come too far for that.")),
    "no_text": ("text", _("Write the text.")),
    "too_much_written": ("", _("There is no room for more in this complaint.")),
    "not_in_order": ("", _("The first answer comes before the conclusion, and both within %(most)s days.")),
}


def day_in(language: str, on: date) -> str:
    """A day as it is written in a language of the form."""
    return on.strftime(_DAYS[language]) if language in _DAYS else format_date(on, as_language(language), "text")


def hindrances(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The field and the sentence of each thing that stands in the way."""
    return [(field, str(words)) for field, words in (HINDRANCES.get(code, ("", code)) for code in codes)]


def refusal(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """The field and words for a rule's refusal; the code itself where it has no words."""
    field, words = REFUSALS.get(code, ("", code))
    return field, str(words) % facts if facts else str(words)
