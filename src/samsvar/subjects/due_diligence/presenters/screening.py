"""Hits of screening in words: what is alike, what is known beside it, and where each stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.catalogues import load_screening_method
from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.screening import Normaliser, alike_words, plain_number
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models import HitState, ScreeningHit

Words = str | Promise
Marked = list[tuple[str, bool]]
"""A text in pieces; True for one that is alike on both sides."""

REASONS: Mapping[str, Words] = {
    "same_number": gettext_lazy("The number %(number)s is the same."),
    "same_name": gettext_lazy("The names are the same when legal form, accents and word order are left out."),
    "alike_name": gettext_lazy("Likeness of the names: %(likeness)s of 100."),
    "same_country": gettext_lazy("The country is the same."),
    "other_country": gettext_lazy("The countries differ. A seller may be in another country than the maker."),
    "place_in_address": gettext_lazy("%(place)s stands in the listed address."),
    "with_subsidiaries": gettext_lazy("The list means the company’s subsidiaries too, without naming them all."),
}
OTHER_NAME: Mapping[str, Words] = {
    "ours": gettext_lazy("It is another name of the supplier that is alike."),
    "listed": gettext_lazy("It is another name on the list that is alike."),
    "both": gettext_lazy("It is other names of both that are alike."),
}
COUNTRY_UNKNOWN: Mapping[str, Words] = {
    "ours": gettext_lazy("The supplier’s country is not known: it is neither the same nor another."),
    "listed": gettext_lazy("The list does not say the country: it is neither the same nor another."),
    "both": gettext_lazy("The country of neither is known."),
}
CHANGED: Mapping[str, Words] = {
    "subject_name": gettext_lazy("the supplier’s name"),
    "subject_country": gettext_lazy("the supplier’s country"),
    "subject_number": gettext_lazy("the supplier’s number"),
    "entry_name": gettext_lazy("the names on the list"),
    "entry_country": gettext_lazy("the country on the list"),
    "entry_number": gettext_lazy("the numbers on the list"),
    "entry_programme": gettext_lazy("what it is listed under"),
    "entry_subsidiaries": gettext_lazy("that subsidiaries are meant too"),
}
TABS: Mapping[str, Words] = {
    "open": gettext_lazy("To be judged"),
    "returned": gettext_lazy("Changed since cleared"),
    "confirmed": gettext_lazy("Confirmed"),
    "cleared": gettext_lazy("Cleared"),
    "lapsed": gettext_lazy("No longer found"),
}
PILLS: Mapping[str, str] = {HitState.OPEN: "warn", HitState.CONFIRMED: "bad", HitState.CLEARED: "good"}


@dataclass(frozen=True, slots=True)
class Side:
    """One line of the comparison: what it is, as we have it and as the list has it, and whether it is alike.

    `of_both` is False for what only a list says, and for other names: nobody misses them on the other side.
    """

    name: Words
    ours: list[Marked]
    listed: list[Marked]
    of_both: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A hit as lists show it. `factory`: it is one of the supplier's chain that is alike."""

    hit: ScreeningHit
    ours: Marked
    listed: Marked
    main_name: str
    list_title: str
    country: str
    factory: bool
    pill: str
    changed: str


def finding(counts: Mapping[str, int], read_in: bool) -> str:
    """The page's title: what waits."""
    if not read_in:
        return _("Screening")
    if counts["open"]:
        words = ngettext("%(n)d hit waits to be judged", "%(n)d hits wait to be judged", counts["open"])
        return words % {"n": counts["open"]}
    if counts["confirmed"]:
        words = ngettext("No hits wait, %(n)d is confirmed", "No hits wait, %(n)d are confirmed", counts["confirmed"])
        return words % {"n": counts["confirmed"]}
    return _("No hits wait to be judged")


def tabs(counts: Mapping[str, int], here: str) -> list[dict[str, Any]]:
    """The views as tabs; those after the first two only where they hold something."""
    return [
        {"code": code, "label": label, "count": counts[code], "here": code == here}
        for code, label in TABS.items()
        if code in ("open", here) or counts[code]
    ]


def rows(hits: Iterable[ScreeningHit], titles: Mapping[str, str]) -> list[Row]:
    """Hits as lists show them."""
    return [_row(hit, titles) for hit in hits]


def comparison(hit: ScreeningHit) -> list[Side]:
    """Supplier and entry side by side: names, numbers, countries, place; what is alike is marked on both sides."""
    ours, listed = hit.subject, hit.listed
    our_names = [ours["name"], *ours.get("other_names", ())]
    their_names = [listed["name"], *listed.get("aliases", ()), *listed.get("weak", ())]
    sides = [
        Side(_("Name"), [_marked(our_names[0], their_names)], [_marked(their_names[0], our_names)]),
        Side(
            _("Other names"),
            [_marked(name, their_names) for name in our_names[1:]],
            [_marked(name, our_names) for name in their_names[1:]],
            of_both=False,
        ),
        _same(_("Number"), ours.get("numbers", ()), listed.get("numbers", ()), plain_number),
        _same(_("Country"), [ours["country"]] if ours.get("country") else [], listed.get("countries", ()), _country),
        Side(
            _("Place"),
            [[(ours["place"], _has(hit, "place_in_address"))]] if ours.get("place") else [],
            [[(address, False)] for address in listed.get("addresses", ())[:10]],
        ),
        Side(_("Listed under"), [], [[(each, False)] for each in listed.get("programmes", ())], of_both=False),
        Side(_("Subject"), [], [[(each, False)] for each in listed.get("topics", ())], of_both=False),
        Side(
            _("Listed on"), [], [[(_day(listed["listed_on"]), False)]] if listed.get("listed_on") else [], of_both=False
        ),
    ]
    return [side for side in sides if side.ours or side.listed]


def reasons(hit: ScreeningHit) -> list[str]:
    """Why the pair was found, and what is known beside it, as sentences."""
    found = []
    for code, facts in hit.reasons:
        if code == "other_name":
            found.append(str(OTHER_NAME[facts["whose"]]))
        elif code == "country_unknown":
            found.append(str(COUNTRY_UNKNOWN[facts["whose"]]))
        elif code in REASONS:
            found.append(str(REASONS[code]) % facts)
    return found


def changed_words(hit: ScreeningHit) -> str:
    """What is new since the hit was cleared, as a list in words; empty where nothing is."""
    return ", ".join(str(CHANGED.get(code, code)) for code in hit.changed)


def _row(hit: ScreeningHit, titles: Mapping[str, str]) -> Row:
    facts: dict[str, Any] = next((facts for code, facts in hit.reasons if code in ("same_name", "alike_name")), {})
    ours, listed = facts.get("ours", hit.subject["name"]), facts.get("listed", hit.listed["name"])
    return Row(
        hit=hit,
        ours=_marked(ours, [listed]),
        listed=_marked(listed, [ours]),
        main_name=hit.listed["name"] if hit.listed["name"] != listed else "",
        list_title=titles.get(hit.source, hit.source),
        country=_country_words(hit),
        factory=bool(hit.link_key),
        pill=PILLS[hit.state],
        changed=changed_words(hit),
    )


def _country_words(hit: ScreeningHit) -> str:
    codes = {code for code, _facts in hit.reasons}
    if "same_country" in codes:
        return _("same country")
    return _("other countries") if "other_country" in codes else _("country not known")


def _same(name: str, ours: Sequence[str], listed: Sequence[str], made_plain: Any) -> Side:
    both = {made_plain(each) for each in ours} & {made_plain(each) for each in listed} - {""}
    left, right = ([[(_shown(each, made_plain), made_plain(each) in both)] for each in side] for side in (ours, listed))
    return Side(name, left, right)


def _shown(code: str, made_plain: Any) -> str:
    return country_name(code, current_language()) if made_plain is _country else code


def _day(written: str) -> str:
    """A day in the reader's language; a year stands as it is."""
    return format_date(date.fromisoformat(written), current_language()) if len(written) == 10 else written


def _country(code: str) -> str:
    return code


def _has(hit: ScreeningHit, code: str) -> bool:
    return any(each == code for each, _facts in hit.reasons)


def _marked(name: str, others: Iterable[str]) -> Marked:
    return list(alike_words(name, tuple(others), _names()))


@cache
def _names() -> Normaliser:
    return Normaliser(load_screening_method())
