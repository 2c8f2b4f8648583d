"""Facts from the records as text for an answer, in the language of the one who asked."""

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_date
from samsvar.front.requests.selectors import ContractFacts, Facts, ImpactFacts, StatementFacts, SupplierFacts
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import as_language, current_language
from samsvar.platform.ui.wording import level_word
from samsvar.subjects.due_diligence.models.impacts import Actuality, ImpactStatus, Verification


def draft_of(facts: Sequence[Facts], language: str, opening: str) -> str:
    """An answer to begin from. It says that prices and names of persons are left out."""
    with translation.override(as_language(language)):
        parts = [opening, *(_told(each) for each in facts)]
        if facts:
            parts.append(_("Prices and names of persons are left out here."))
        return "\n\n".join(filter(None, parts))


def _told(facts: Facts) -> str:
    if isinstance(facts, ContractFacts):
        return _contract(facts)
    if isinstance(facts, SupplierFacts):
        return _supplier(facts)
    return _impact(facts) if isinstance(facts, ImpactFacts) else _statement(facts)


def _contract(facts: ContractFacts) -> str:
    lines = [
        _("Contract: %(title)s (%(number)s). Supplier: %(supplier)s.")
        % {"title": facts.title, "number": facts.number, "supplier": facts.supplier},
        _("Where it is made or done: %(countries)s.") % {"countries": _countries(facts.countries)},
    ]
    if facts.level is None:
        lines.append(_("Its risk level is not known."))
    else:
        about = {"level": facts.level, "word": level_word(facts.level).lower(), "day": _day(facts.assessed_on)}
        lines.append(_("We hold its risk level to be %(level)d of 4, %(word)s (assessed %(day)s).") % about)
    return "\n".join(lines)


def _supplier(facts: SupplierFacts) -> str:
    lines = [
        _("Supplier: %(name)s, organisation number %(orgnr)s.") % {"name": facts.name, "orgnr": facts.orgnr or "–"}
    ]
    if facts.answered_on:
        lines.append(_("It answered our questionnaire on %(day)s.") % {"day": _day(facts.answered_on)})
    elif facts.asked_on:
        lines.append(
            _("We asked it with a questionnaire on %(day)s and have no answer yet.") % {"day": _day(facts.asked_on)}
        )
    return "\n".join(lines)


def _impact(facts: ImpactFacts) -> str:
    about = {
        "title": facts.title,
        "actuality": Actuality(facts.actuality).label,
        "verification": Verification(facts.verification).label,
        "status": ImpactStatus(facts.status).label,
    }
    lines = [_("Adverse impact: %(title)s. It is %(actuality)s and %(verification)s; the case is %(status)s.") % about]
    if facts.severity is not None:
        lines.append(_("We hold its severity to be %(grade)d of 5.") % {"grade": facts.severity})
    for title, done in facts.actions:
        words = _("Done: %(title)s") if done else _("Planned or under way: %(title)s")
        lines.append("– " + words % {"title": title})
    lines += ["– " + _("Remedy: %(what)s") % {"what": what} for what in facts.remedies]
    return "\n".join(lines)


def _statement(facts: StatementFacts) -> str:
    address = whole_address("public:statement", facts.orgnr, facts.year)
    return _("Our statement for %(year)d was published on %(day)s: %(address)s") % {
        "year": facts.year,
        "day": _day(facts.published_on),
        "address": address,
    }


def _countries(column: str) -> str:
    names = [
        _("a country we do not know") if code == "?" else country_name(code, current_language())
        for code in parted(column)
    ]
    return ", ".join(names) or _("not known")


def _day(on: object) -> str:
    return format_date(on, current_language(), "text")  # type: ignore[arg-type]  # a day, or none


def left_out(facts: Iterable[Facts]) -> list[str]:
    """What the records hold and the draft does not, in words for the one who writes."""
    kinds = {type(each) for each in facts}
    words = []
    if ContractFacts in kinds:
        words.append(_("value, terms and the person responsible of each contract"))
    if SupplierFacts in kinds:
        words.append(_("contacts and notes of each supplier"))
    if ImpactFacts in kinds:
        words.append(_("description, source, affected people and responsible persons of each impact"))
    return words
