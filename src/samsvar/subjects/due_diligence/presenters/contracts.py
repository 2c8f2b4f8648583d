"""The contract register as a template sees it: the finding, the views, and each row with its next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.catalogues import cpv_name
from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import format_number
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language
from samsvar.platform.ui.wording import LEVELS
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.codes import ContractKind, Ownership
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.due_diligence.selectors.contracts import Asked

Words = str | Promise

VIEWS: dict[str, Words] = {
    "all": pgettext_lazy("contracts", "All"),
    "high": gettext_lazy("High and very high"),
    "mine": pgettext_lazy("contracts", "Mine"),
    "missing": gettext_lazy("Lack facts"),
    "ask_owner": gettext_lazy("Ask the owner"),
    "unanswered": gettext_lazy("Owner has not answered"),
    "ends": gettext_lazy("End within six months"),
    "without_terms": gettext_lazy("Without terms"),
}

LEVEL_CHOICES = [(level, f"{level}") for level in (4, 3, 2, 1)]
_GOODS = (ContractKind.GOODS, ContractKind.BOTH)
_SERVICES = (ContractKind.SERVICES, ContractKind.BOTH, ContractKind.LEASE)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next on a contract and by when. `missing` marks a fact to fill in."""

    words: str
    on: date | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A contract in the register. A factor is its level, None where unknown, empty text where it does not apply."""

    contract: Contract
    assessment: ContractAssessment | None
    product: Any
    country: Any
    service: Any
    supplier: Any
    countries: tuple[str, ...]
    why_no_level: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view with its count."""

    code: str
    label: Words
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in use: the name of its field and what is chosen in words."""

    name: str
    words: str


def finding(counts: Mapping[str, int]) -> str:
    """The register's heading: what is so, where that can be said."""
    if not counts["assessed"]:
        return gettext("Contracts")
    words = ngettext(
        "%(high)s of %(assessed)s contract has high or very high risk",
        "%(high)s of %(assessed)s contracts have high or very high risk",
        counts["assessed"],
    )
    return words % {"high": _figure(counts["high"]), "assessed": _figure(counts["assessed"])}


def tabs(counts: Mapping[str, int], here: str) -> list[Tab]:
    """The saved views; those that hold nothing are left out, but for the first and the one chosen."""
    return [
        Tab(code, label, counts[code], code == here)
        for code, label in VIEWS.items()
        if counts[code] or code in ("all", here)
    ]


def row(contract: Contract, action: Action | None) -> Row:
    """A contract's row. Out of scope it says why there is no level."""
    kept: ContractAssessment | None = getattr(contract, "assessment", None)
    goods, services = contract.kind in _GOODS, contract.kind in _SERVICES
    ranked = kept is not None and kept.level is not None
    return Row(
        contract=contract,
        assessment=kept,
        product=kept.product if kept and ranked and goods else "",
        country=kept.country if kept and ranked else "",
        service=kept.service if kept and ranked and services else "",
        supplier=kept.adjustment if kept and ranked else "",
        countries=tuple(parted(contract.countries)),
        why_no_level="" if ranked else no_level(contract, kept),
        step=next_step(contract, kept, action),
    )


def no_level(contract: Contract, assessment: ContractAssessment | None) -> str:
    """Why a contract has no level, in words."""
    if contract.ownership == Ownership.USED:
        return gettext("Ask the owner")
    if contract.ownership == Ownership.ASSISTED:
        return gettext("Not assessed by us")
    return gettext("Not assessed yet")


def next_step(contract: Contract, assessment: ContractAssessment | None, action: Action | None) -> Step | None:
    """The action due first; else the fact that is missing."""
    if action is not None:
        return Step(action.title, action.due_on)
    if assessment is None or not assessment.unknown:
        return None
    for code, words in _FILL_IN.items():
        if f";{code};" in assessment.unknown:
            return Step(str(words), missing=True)
    return None


_FILL_IN: dict[str, Words] = {
    "country": gettext_lazy("State the country"),
    "product": gettext_lazy("State the category"),
    "service": gettext_lazy("State the sector"),
}


def chosen(asked: Asked, people: Mapping[str, str]) -> dict[str, str]:
    """What each filter is set to, in words, by the field's name; empty where it is not in use."""
    return {
        "level": levels_words(asked.levels),
        "ownership": ", ".join(str(Ownership(code).label) for code in asked.ownerships),
        "kind": ", ".join(str(ContractKind(code).label) for code in asked.kinds),
        "category": category_name(asked.category) if asked.category else "",
        "country": country_words(asked.country) if asked.country else "",
        "owner": people.get(asked.owner, gettext("one person")) if asked.owner else "",
        "supplier": gettext("one supplier") if asked.supplier else "",
        "ends": {"soon": gettext("within six months"), "over": gettext("has ended")}.get(asked.ends, ""),
        "terms": gettext("without") if asked.terms else "",
        "missing": str(_FACTS.get(asked.missing, "")),
        "matrix": matrix_words(asked),
    }


def levels_words(levels: Sequence[int]) -> str:
    """Levels as a range where they are next to each other: `3–4`, else `1, 4`."""
    ordered = sorted(levels)
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(str(level) for level in ordered)


_FACTS: dict[str, Words] = {
    "product": pgettext_lazy("missing fact", "product"),
    "country": pgettext_lazy("missing fact", "country"),
    "service": pgettext_lazy("missing fact", "service"),
}


def matrix_words(asked: Asked) -> str:
    """The cell of the risk picture that the list is narrowed to, in words."""
    if asked.product_level is None and asked.country_level is None:
        return gettext("goods") if asked.goods else ""
    parts = []
    if asked.product_level is not None:
        parts.append(gettext("product %(level)s") % {"level": _level(asked.product_level)})
    if asked.country_level is not None:
        parts.append(gettext("country %(level)s") % {"level": _level(asked.country_level)})
    return ", ".join(parts)


def _level(level: int) -> str:
    return f"{level}" if level else str(LEVELS[None]).lower()


def categories(divisions: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """CPV divisions with their names, in the order of the names."""
    return _categories(divisions, current_language())


@lru_cache(maxsize=64)
def _categories(divisions: tuple[str, ...], _language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, category_name(code)) for code in divisions), key=lambda pair: pair[1]))


def countries(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Countries with their names, in the order of the names."""
    return _named_countries(codes, current_language())


@lru_cache(maxsize=64)
def _named_countries(codes: tuple[str, ...], _language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, country_words(code)) for code in codes), key=lambda pair: pair[1]))


def category_name(division: str) -> str:
    """The name of a CPV division of two digits."""
    return cpv_name(division.ljust(8, "0"), current_language())


def country_words(code: str) -> str:
    """A country's name, the word for unknown for `?`."""
    return str(LEVELS[None]) if code == "?" else country_name(code, current_language())


def _figure(number: int) -> str:
    return format_number(number, current_language())
