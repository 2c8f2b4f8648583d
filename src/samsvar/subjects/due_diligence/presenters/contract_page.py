"""A contract's page: why it has its level, what could move it, how far it has come, and what has happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from samsvar.core.rules.due_diligence import Progress, Stage
from samsvar.core.rules.risk import ContractAssessment, Mover, Outcome
from samsvar.platform.audit.presenters import sentence_of
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.codes import Material
from samsvar.registers.suppliers.models import Contract, SupplyChainLink
from samsvar.subjects.due_diligence.presenters.factors import (
    FACTORS,
    FactorWords,
    day_words,
    factor_words,
    rule_words,
)
from samsvar.subjects.due_diligence.selectors.assessments import Explained
from samsvar.subjects.due_diligence.selectors.contract_page import ContractRecords

Words = str | Promise

STAGES: dict[Stage, Words] = {
    Stage.SCREENED: gettext_lazy("Screened"),
    Stage.ASSESSED: gettext_lazy("Assessed"),
    Stage.ASKED: gettext_lazy("Asked"),
    Stage.ANSWERED: gettext_lazy("Answered"),
    Stage.CONCLUDED: gettext_lazy("Concluded"),
}

LIMITS: dict[str, Words] = {
    "floor": gettext_lazy("It never goes below 2 where product or country is 4."),
    "highest": gettext_lazy("The level cannot go above 4."),
    "lowest": gettext_lazy("The level cannot go below 1."),
}

MOVERS: dict[str, Words] = {
    "without_country": gettext_lazy("Without %(subject)s the level would be %(level)s."),
    "impact_closed": gettext_lazy("When “%(subject)s” is closed, the level becomes %(level)s."),
    "impact_confirmed": gettext_lazy("If “%(subject)s” is confirmed, the level becomes %(level)s."),
    "impact_disproved": gettext_lazy("If “%(subject)s” is disproved, the level becomes %(level)s."),
    "questionnaire_answered": gettext_lazy("When the questionnaire is answered, the level becomes %(level)s."),
    "screening_cleared": gettext_lazy("When the screening is cleared, the level becomes %(level)s."),
    "code_accepted_and_answered": gettext_lazy(
        "With the ethical guidelines accepted and a questionnaire answered without gaps, the level becomes %(level)s."
    ),
    "day_passes": gettext_lazy("If nothing happens before %(subject)s, the level becomes %(level)s."),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the calculation line: a mark (×, =, →) before it, a name, and a level or a signed number."""

    mark: str
    label: str
    level: int | None
    shown: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the timeline. `on` None is now."""

    on: date | None
    words: str
    who: str = ""
    done: bool = True
    now: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of the supply chain: 0 is the supplier itself."""

    number: int
    links: tuple[SupplyChainLink, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The box "Why this level" and what stands under it."""

    level: int | None
    sentence: str
    sum: tuple[Term, ...]
    factors: tuple[FactorWords, ...]
    movers: tuple[str, ...]
    method: str
    version: int
    ask_owner: bool
    asked_on: str = ""
    answer: str = ""
    steps: tuple[tuple[str, bool], ...] = field(default=())


def explanation(explained: Explained, impacts: Mapping[str, str]) -> Explanation:
    """Why the contract has its level. `impacts` are titles by key, as far as the reader may see them."""
    outcome = explained.assessment.outcome
    reasons = {reason.code: reason.subject for reason in outcome.reasons}
    return Explanation(
        level=outcome.level,
        sentence=sentence(outcome) if outcome.level is not None else "",
        sum=tuple(calculation(outcome)) if outcome.level is not None else (),
        factors=tuple(factor_words(factor) for factor in outcome.factors),
        movers=tuple(mover_words(mover, impacts) for mover in explained.movers),
        method=explained.method.id,
        version=explained.method.version,
        ask_owner="ask_owner" in reasons,
        asked_on=day_words(reasons["owner_asked_on"]) if "owner_asked_on" in reasons else "",
        answer=reasons.get("owner_answered", ""),
    )


def sentence(outcome: Outcome) -> str:
    """The level in words: what gives the inherent risk, what stood in, and what the supplier does to it."""
    goods, service = outcome.goods_level, outcome.service_level
    figures = {"level": outcome.inherent}
    if goods is not None and service is not None:
        parts = [gettext("The higher of goods and service gives inherent level %(level)s.") % figures]
    elif goods is not None:
        parts = [gettext("Product and country give inherent level %(level)s.") % figures]
    else:
        parts = [gettext("Service and country give inherent level %(level)s.") % figures]
    for name in outcome.stood_in:
        parts.append(_STOOD_IN[name] % {})
    supplier = outcome.factors[-1]
    if supplier.rule != "nothing_counts":
        parts.append(rule_words(supplier.rule))
    if outcome.limit in LIMITS:
        parts.append(str(LIMITS[outcome.limit]))
    return " ".join(str(part) for part in parts)


_STOOD_IN: dict[str, Any] = {
    "product": gettext_lazy("The product is unknown. We count it as high until it is filled in."),
    "country": gettext_lazy("The country is unknown. We count it as high until it is filled in."),
    "service": gettext_lazy("The service is unknown. We count it as high until it is filled in."),
}


def calculation(outcome: Outcome) -> Iterable[Term]:
    """The calculation as a line: the table's or the rule's levels, the inherent level, the adjustment, the level."""
    levels = {factor.name: factor.level for factor in outcome.factors}
    if outcome.goods_level is not None:
        yield _term("", str(FACTORS["product"]), levels["product"])
        yield _term("×", gettext("country"), levels["country"])
        yield _term("=", gettext("goods"), outcome.goods_level)
    if outcome.service_level is not None:
        yield _term("·" if outcome.goods_level is not None else "", _service(outcome), levels["service"])
        yield _term(gettext("and"), gettext("country"), levels["country"])
        yield _term("=", gettext("service"), outcome.service_level)
    yield _term("→", gettext("inherent"), outcome.inherent)
    adjustment = outcome.factors[-1].adjustment or 0
    shown = f"+{adjustment}" if adjustment > 0 else str(adjustment).replace("-", "−")
    yield Term("→", gettext("supplier"), None, shown)
    yield Term("→", gettext("level"), outcome.level, str(outcome.level), strong=True)


def mover_words(mover: Mover, impacts: Mapping[str, str]) -> str:
    """What would move the level, as a sentence."""
    subject = mover.subject
    if mover.code == "without_country":
        subject = gettext("the unknown country") if subject == "?" else country_name(subject, current_language())
    elif mover.code.startswith("impact_"):
        subject = impacts.get(subject, gettext("an impact"))
    elif mover.code == "day_passes":
        subject = day_words(subject)
    return str(MOVERS[mover.code]) % {"subject": subject, "level": mover.level}


def stages(progress: Progress) -> list[tuple[str, date | None, bool]]:
    """The stages in order with the day each was reached, and whether it is the next."""
    days = dict(progress.done)
    return [
        (str(words), days.get(stage), stage == progress.next)
        for stage, words in STAGES.items()
        if stage in days or stage == progress.next or (progress.next and _comes_after(stage, progress.next))
    ]


def happenings(
    contract: Contract, records: ContractRecords, assessment: ContractAssessment, today: date
) -> list[Happening]:
    """The timeline, newest first: what is to come, today, and what has happened."""
    coming = [
        Happening(link.action.due_on, link.action.title, done=False)
        for link in records.actions
        if link.action.due_on and link.action.due_on >= today and not link.action.has_ended
    ]
    if contract.ends_on and contract.ends_on >= today:
        coming.append(Happening(contract.ends_on, gettext("The contract ends"), done=False))
    supplier = contract.supplier
    past = [
        (supplier.code_accepted_on, gettext("The supplier accepted the ethical guidelines")),
        (supplier.questionnaire_asked_on, gettext("Questionnaire sent")),
        (supplier.questionnaire_answered_on, gettext("Questionnaire answered")),
    ]
    for inquiry in records.inquiries:
        past.append((inquiry.asked_on, gettext("%(owner)s was asked") % {"owner": inquiry.partner.name}))
        past.append((inquiry.answered_on, gettext("%(owner)s answered") % {"owner": inquiry.partner.name}))
    past += _moved(contract)
    done = [Happening(on, words) for on, words in past if on is not None and on <= today]
    done += [Happening(event.at.date(), sentence_of(event), event.actor_name) for event in records.events]
    coming.sort(key=lambda line: line.on or today, reverse=True)
    done.sort(key=lambda line: line.on or today, reverse=True)
    return [*coming, Happening(today, "", now=True), *done]


def tiers(records: ContractRecords) -> list[Tier]:
    """The known part of the chain by tier."""
    found: dict[int, list[SupplyChainLink]] = {}
    for link in records.chain:
        found.setdefault(link.tier, []).append(link)
    return [Tier(number, tuple(links)) for number, links in sorted(found.items())]


def materials(codes: Iterable[str]) -> list[str]:
    """Names of materials."""
    return [str(Material(code).label) if code in Material.values else code for code in codes]


def _moved(contract: Contract) -> list[tuple[date | None, str]]:
    kept = getattr(contract, "assessment", None)
    if kept is None or kept.previous_level is None or kept.level is None:
        return []
    words = gettext("The level went from %(was)s to %(now)s") % {"was": kept.previous_level, "now": kept.level}
    return [(kept.on, words)]


def _term(mark: str, label: str, level: int | None) -> Term:
    return Term(mark, label, level, "?" if level is None else str(level))


def _service(outcome: Outcome) -> str:
    return gettext("service") if outcome.goods_level is not None else str(FACTORS["service"])


def _comes_after(stage: Stage, other: Stage) -> bool:
    order = list(Stage)
    return order.index(stage) > order.index(other)
