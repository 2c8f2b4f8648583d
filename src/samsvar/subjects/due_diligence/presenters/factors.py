"""The four factors in words: what rule set the level, by which figures, and what was missing.

Codes come from `core/rules/risk`; a code without words here is shown as it is, and the tests list those that lack them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from samsvar.core.catalogues import cpv_name, row_text, sector_name
from samsvar.core.documents.numbers import format_date, format_number
from samsvar.core.rules.risk import FactorResult, Figure, Reason
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language

Words = str | Promise

FACTORS: dict[str, Words] = {
    "product": gettext_lazy("Product"),
    "country": gettext_lazy("Country"),
    "service": gettext_lazy("Service"),
    "supplier": gettext_lazy("Supplier"),
}

RULES: dict[str, Words] = {
    "listed": gettext_lazy("The highest of raw material, component and final production in the high-risk list."),
    "highest_of_products": gettext_lazy("The list does not rate the category as a whole: its highest product counts."),
    "own_reading": gettext_lazy("DFØ’s edition holds no row for this. The level is Samsvar’s own reading."),
    "publisher_page": gettext_lazy("DFØ’s edition holds no row for this. The level is from a later page of DFØ’s."),
    "not_listed": gettext_lazy("The code is not in the high-risk list, which is complete."),
    "raised_by_unknown_cpv": gettext_lazy("One of the codes is not rated, so the factor counts as at least high."),
    "list_incomplete": gettext_lazy("The edition of the high-risk list is not complete, so the product is unknown."),
    "category_not_held": gettext_lazy("No list that is loaded rates this category, so the product is unknown."),
    "no_stage_rated": gettext_lazy("The list rates none of the stages, so the product is unknown."),
    "table_not_held": gettext_lazy("The table from CPV to categories is not loaded, so the product is unknown."),
    "no_product": gettext_lazy("Neither CPV code nor category is given, so the product is unknown."),
    "no_country": gettext_lazy("No country of production or performance is given, so the country is unknown."),
    "country_unknown": gettext_lazy("No country given is rated by the sources, so the country is unknown."),
    "raised_by_unknown_country": gettext_lazy("One country is unknown, so the factor counts as at least high."),
    "freedom_house": gettext_lazy("The highest country counts. Freedom in the World set its level."),
    "ituc": gettext_lazy("The highest country counts. The Global Rights Index set its level."),
    "freedom_house_and_ituc": gettext_lazy("The highest country counts. Both sources give it the same level."),
    "confirmed_breach": gettext_lazy("A confirmed breach of wages or working conditions on the contract is open."),
    "minimum_wage_sector": gettext_lazy("The service belongs to a sector with a generally applicable minimum wage."),
    "no_sector": gettext_lazy("The service is in no sector with a generally applicable minimum wage."),
    "cpv_in_no_sector": gettext_lazy("The CPV codes lead to no sector with a generally applicable minimum wage."),
    "sector_not_held": gettext_lazy("The sector given is not in the edition, so the service is unknown."),
    "source_not_held": gettext_lazy("The sectors are not loaded, so the service is unknown."),
    "no_service": gettext_lazy("Neither sector nor CPV code is given, so the service is unknown."),
    "confirmed_impact": gettext_lazy("A confirmed adverse impact is open. It sets the level."),
    "alleged_impact": gettext_lazy("An alleged adverse impact is open. The level goes up one."),
    "questionnaire_overdue": gettext_lazy("A questionnaire is not answered in time. The level goes up one."),
    "screening_hit": gettext_lazy("A hit in a screening is not cleared. The level goes up one."),
    "code_and_answer": gettext_lazy("The ethical guidelines are accepted and the questionnaire answered without gaps."),
    "nothing_counts": gettext_lazy("Nothing known of the supplier changes the level."),
}

MISSING: dict[str, Words] = {
    "raw_material": pgettext_lazy("missing", "the stage raw material is not rated"),
    "component": pgettext_lazy("missing", "the stage component is not rated"),
    "final_production": pgettext_lazy("missing", "the stage final production is not rated"),
    "product": pgettext_lazy("missing", "CPV code or category"),
    "country": pgettext_lazy("missing", "country of production"),
    "service_sector": pgettext_lazy("missing", "sector or CPV code"),
    "dfo": pgettext_lazy("missing", "the high-risk list"),
    "minimum-wage": pgettext_lazy("missing", "the sectors with a minimum wage"),
    "cpv-to-high-risk-category": pgettext_lazy("missing", "the table from CPV to categories"),
    "cpv-to-service-sector": pgettext_lazy("missing", "the table from CPV to sectors"),
    "no_code_in_force": pgettext_lazy("missing", "no ethical guidelines for suppliers are recorded"),
    "code_not_accepted": pgettext_lazy("missing", "the ethical guidelines are not accepted"),
    "older_code_accepted": pgettext_lazy("missing", "an older version of the ethical guidelines is accepted"),
    "code_acceptance_not_dated": pgettext_lazy("missing", "the day the ethical guidelines were accepted"),
    "questionnaire_not_answered": pgettext_lazy("missing", "an answered questionnaire"),
    "gaps_open": pgettext_lazy("missing", "gaps in the answer are open"),
    "gaps_not_stated": pgettext_lazy("missing", "whether the answer has gaps"),
    "answer_too_old": pgettext_lazy("missing", "the answer is too old to count"),
    "not_screened": pgettext_lazy("missing", "the supplier is not screened"),
}

#: Codes that carry what they concern after a colon.
MISSING_ABOUT: dict[str, Words] = {
    "country": gettext_lazy("no source rates %(about)s"),
    "freedom-house": gettext_lazy("%(about)s in Freedom in the World"),
    "ituc": gettext_lazy("%(about)s in the Global Rights Index"),
    "category": gettext_lazy("the category %(about)s"),
    "cpv": gettext_lazy("a category for CPV %(about)s"),
    "sector": gettext_lazy("the sector %(about)s"),
    "rate": gettext_lazy("the rate for %(about)s"),
}

STATUSES: dict[str, Words] = {
    "F": gettext_lazy("free"),
    "PF": gettext_lazy("partly free"),
    "NF": gettext_lazy("not free"),
}

STAGES: dict[str, Words] = {
    "raw_material": gettext_lazy("raw material"),
    "component": gettext_lazy("component"),
    "final_production": gettext_lazy("final production"),
}

REASONS: dict[str, Words] = {
    "product_not_held": gettext_lazy("%(about)s is not in the lists; its category counts."),
    "rated_as": gettext_lazy("%(about)s is rated as %(other)s."),
    "unknown_country": gettext_lazy("Unknown: %(about)s."),
    "hms_card": gettext_lazy("The sector has a duty to carry HSE cards."),
    "impact_on_other_contract": gettext_lazy("An impact on another contract of the supplier does not count here."),
    "possible_impact": gettext_lazy("A possible impact is recorded; it does not count here."),
}


@dataclass(frozen=True, slots=True)
class FactorWords:
    """A row of the factor table. `level` and `adjustment` as in core; `sources`: publisher and edition."""

    name: str
    label: str
    level: int | None
    adjustment: int | None
    rule: str
    details: tuple[str, ...]
    figures: tuple[str, ...]
    sources: tuple[str, ...]
    missing: tuple[str, ...]


def factor_words(factor: FactorResult) -> FactorWords:
    """A factor's row in the reader's language."""
    return FactorWords(
        name=factor.name,
        label=str(FACTORS[factor.name]),
        level=factor.level,
        adjustment=factor.adjustment,
        rule=rule_words(factor.rule),
        details=tuple(dict.fromkeys(filter(None, (reason_words(reason) for reason in factor.reasons)))),
        figures=tuple(_figures(factor)),
        sources=tuple(dict.fromkeys(f"{figure.publisher}, {figure.edition}" for figure in factor.figures)),
        missing=tuple(missing_words(code) for code in factor.missing),
    )


def rule_words(rule: str) -> str:
    """The rule that set a factor, as a sentence."""
    return str(RULES.get(rule, rule))


def missing_words(code: str) -> str:
    """What was not held, as part of a sentence."""
    kind, colon, about = code.partition(":")
    if not colon:
        return str(MISSING.get(code, code))
    return str(MISSING_ABOUT.get(kind, "%(about)s")) % {"about": _named(kind, about)}


def reason_words(reason: Reason) -> str:
    """What lies behind a factor, as a sentence; empty where the rule or the figures say it already."""
    about, _, other = reason.subject.partition(" ")
    if reason.code == "rated_as":
        return str(REASONS["rated_as"]) % {"about": _country(about), "other": _country(other)}
    if reason.code == "unknown_country":
        return str(REASONS["unknown_country"]) % {"about": _country(reason.subject)}
    if reason.code == "note":
        return row_text("dfo", reason.subject, "note", current_language()) or row_text(
            "supplement", reason.subject, "note", current_language()
        )
    if reason.code == "from_cpv":
        return f"CPV {about}: {cpv_name(about, current_language())} → {other}"
    if reason.code == "sector_from_cpv":
        return f"CPV {about}: {cpv_name(about, current_language())} → {sector_name(other, current_language())}"
    if reason.code in ("cpv_in_no_sector", "not_listed", "list_incomplete"):
        return f"CPV {about}: {cpv_name(about, current_language())}"
    return _dated(reason) or str(REASONS.get(reason.code, "")) % {"about": reason.subject}


def day_words(text: str) -> str:
    """A day in ISO form as people write it."""
    return format_date(date.fromisoformat(text), current_language())


def _dated(reason: Reason) -> str:
    if reason.code == "answered":
        return gettext("Answered %(day)s.") % {"day": day_words(reason.subject)}
    if reason.code == "answer_valid_until":
        return gettext("The answer counts until %(day)s.") % {"day": day_words(reason.subject)}
    if reason.code == "code_accepted":
        return gettext("Version %(version)s accepted.") % {"version": reason.subject}
    if reason.code == "questionnaire_overdue":
        return gettext("The answer was due %(day)s.") % {"day": day_words(reason.subject)}
    if reason.code == "screening_hit":
        count = int(reason.subject)
        words = ngettext("%(count)s hit is not cleared.", "%(count)s hits are not cleared.", count)
        return words % {"count": format_number(count, current_language())}
    return ""


def _figures(factor: FactorResult) -> Iterable[str]:
    if factor.name == "country":
        return _by_subject(factor.figures, _country, _country_value)
    if factor.name == "product":
        return _product_lines(factor.figures)
    return _by_subject(factor.figures, lambda code: sector_name(code, current_language()), _rate)


def _by_subject(figures: Iterable[Figure], name: Callable[[str], str], value: Callable[[Figure], str]) -> list[str]:
    found: dict[str, list[str]] = {}
    for figure in figures:
        if not figure.subject.startswith("CPV "):
            found.setdefault(figure.subject, []).append(value(figure))
    return [f"{name(subject)}: {'; '.join(values)}" for subject, values in found.items()]


def _country_value(figure: Figure) -> str:
    status, _, total = figure.value.partition(" ")
    if status not in STATUSES:
        return gettext("rating %(rating)s") % {"rating": figure.value}
    if not total:
        return str(STATUSES[status])
    return gettext("%(status)s, %(total)s of 100") % {"status": STATUSES[status], "total": total.replace("-", "−")}


def _product_lines(figures: Iterable[Figure]) -> list[str]:
    """One line per product: its name, and each stage with the publisher's word."""
    found: dict[str, list[str]] = {}
    for figure in figures:
        if figure.subject.startswith("CPV "):
            continue
        product, _, stage = figure.subject.rpartition(" / ")
        found.setdefault(product, []).append(f"{STAGES.get(stage, stage)} {figure.value}")
    return [f"{product.removesuffix(' / (kategorien samlet)')}: {', '.join(words)}" for product, words in found.items()]


def _rate(figure: Figure) -> str:
    amount, _, unit = figure.value.partition(" ")
    if unit != "NOK/h":
        return gettext("the rate is not held")
    return gettext("%(amount)s kr an hour") % {
        "amount": amount if current_language() == "en" else amount.replace(".", ",")
    }


def _country(code: str) -> str:
    return gettext("an unknown country") if code == "?" else country_name(code, current_language())


def _named(kind: str, about: str) -> str:
    named: Mapping[str, object] = {"country": _country, "freedom-house": _country, "ituc": _country}
    if kind in named:
        return _country(about)
    return sector_name(about, current_language()) if kind in ("sector", "rate") else about
