"""Words for codes, refusals and tiers, as the templates of suppliers and contracts show them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.models import Contract, Supplier, SupplyChainLink

Words = str | Promise
#: A part's key, what it is, and more about it.
PartRow = tuple[str, str, str]
PartRows = Callable[[Contract], Iterator[PartRow]]

#: The field a refusal belongs to (empty: the whole form) and what it says.
REFUSALS: dict[str, tuple[str, Words]] = {
    "number_taken": ("orgnr", _("%(name)s already has this organisation number.")),
    "name_taken": ("name", _("There is already a partner called %(name)s.")),
    "version_taken": ("code_version", _("Version %(version)s is registered already.")),
    "contract_number_taken": ("number", _("Another contract has this number.")),
    "end_before_start": ("ends_on", _("The contract cannot end before it starts.")),
    "due_before_question": ("due_on", _("The deadline is before the day of the question.")),
    "answer_before_question": ("answered_on", _("The answer is before the day of the question.")),
    "answer_without_day": ("answered_on", _("Write the day of the answer.")),
    "no_contracts": ("contracts", _("Choose at least one agreement.")),
    "tier_not_beneath": ("tier", _("It delivers to tier %(tier)s, so its own tier must be higher.")),
    "has_tiers_beneath": ("", _("Others in the chain deliver to it. Remove or move them first.")),
    "site_twice": ("site", _("The site is on the contract already.")),
    "two_numbers": ("", _("They have different organisation numbers, so they are two companies.")),
    "already_merged": ("", _("One of them is merged already.")),
    "already_judged": ("", _("Somebody has judged the two already.")),
    "not_a_pair": ("", _("The two cannot be merged.")),
}
VIEWS: dict[str, Words] = {
    "all": pgettext_lazy("suppliers", "All"),
    "without_code": _("Without our code of conduct"),
    "unanswered": _("Unanswered"),
    "expiring": _("Memberships that expire"),
    "gaps": _("Open gaps or hits"),
}


def refusal(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """The field and the sentence of a refusal."""
    name, words = REFUSALS.get(code, ("", _("This cannot be saved (%(code)s).")))
    return name, str(words) % {"code": code, **facts}


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of a chain. `unknown`: how many in it nobody knows the country of."""

    number: int
    links: list[SupplyChainLink]
    unknown: int


def tiers(links: Iterable[SupplyChainLink]) -> list[Tier]:
    """The chain tier by tier."""
    found: dict[int, list[SupplyChainLink]] = {}
    for link in links:
        found.setdefault(link.tier, []).append(link)
    return [
        Tier(number, found[number], sum(1 for link in found[number] if not link.country)) for number in sorted(found)
    ]


def finding(counts: Mapping[str, int]) -> str:
    """The register's title: what stands out."""
    if not counts["all"]:
        return str(_("Suppliers"))
    if counts["gaps"]:
        words = ngettext("One supplier has open gaps or hits", "%(n)s suppliers have open gaps or hits", counts["gaps"])
        return words % {"n": counts["gaps"]}
    if counts["unanswered"]:
        words = ngettext("One supplier has not answered", "%(n)s suppliers have not answered", counts["unanswered"])
        return words % {"n": counts["unanswered"]}
    return str(_("No supplier has open gaps, and all have answered"))


def tabs(counts: Mapping[str, int], here: str) -> list[dict[str, Any]]:
    """The saved views as tabs."""
    return [
        {"code": code, "label": label, "count": counts[code], "here": code == here} for code, label in VIEWS.items()
    ]


def next_step(supplier: Supplier, code_version: str) -> Words:
    """What waits on the supplier, the most pressing first; empty for nothing."""
    if supplier.uncleared_hits:
        return _("Clear hits in screening")
    if supplier.open_gaps:
        return _("Follow up open gaps")
    if supplier.questionnaire_asked_on and not supplier.questionnaire_answered_on:
        return _("Waits for the questionnaire")
    if not supplier.code_accepted_on:
        return _("Ask for acceptance of the code of conduct")
    if code_version and supplier.code_accepted_version not in ("", code_version):
        return _("Ask for acceptance of the new version")
    return ""


def contract_parts(contract: Contract) -> list[dict[str, Any]]:
    """What hangs on a contract, kind by kind: word in the address, heading, a button, and each part in words."""
    kinds: tuple[tuple[str, Words, Words, Words, PartRows], ...] = (
        ("vilkar", _("Terms"), _("Add a term"), _("No terms are recorded."), _terms),
        (
            "krav",
            _("Demands in the procurement"),
            _("Add a demand"),
            _("No demands on innovation, ethics or environment are recorded."),
            _demands,
        ),
        ("steder", _("Sites"), _("Add a site"), _("No sites are tied to the contract."), _sites),
        (
            "tjenester",
            _("Services that others follow up"),
            _("Add a service"),
            _("No services inside the contract are recorded."),
            _services,
        ),
        ("rad", _("Advice we gave"), _("Add advice"), _("No advice is recorded."), _advice),
    )
    return [
        {"word": word, "heading": heading, "add": add, "none": none, "rows": list(rows(contract))}
        for word, heading, add, none, rows in kinds
    ]


def _terms(contract: Contract) -> Iterator[PartRow]:
    for each in contract.terms.order_by("kind", "pk"):
        yield each.key, str(each.get_kind_display()), " · ".join(filter(None, (each.term_version, each.text[:120])))


def _demands(contract: Contract) -> Iterator[PartRow]:
    for each in contract.demands.order_by("theme", "pk"):
        yield each.key, str(each.get_theme_display()), each.text[:160]


def _sites(contract: Contract) -> Iterator[PartRow]:
    for each in contract.sites.select_related("site").order_by("site__name"):
        yield each.key, each.site.name, each.site.place


def _services(contract: Contract) -> Iterator[PartRow]:
    for each in contract.services.order_by("description"):
        yield each.key, each.description, each.followed_up_by


def _advice(contract: Contract) -> Iterator[PartRow]:
    for each in contract.advice.order_by("-given_on"):
        yield each.key, format_date(each.given_on, current_language(), "table"), each.text[:160]
