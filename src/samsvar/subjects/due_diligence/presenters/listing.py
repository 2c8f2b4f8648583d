"""The order of work as plain text for a terminal."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, pgettext

from samsvar.core.rules.risk import ContractAssessment, FactorResult
from samsvar.platform.ui.wording import level_word
from samsvar.subjects.due_diligence.presenters.factors import rule_words

_LETTERS = ("product", "country", "service")


def ranked_table(assessments: Iterable[ContractAssessment], titles: Mapping[str, str]) -> list[str]:
    """Lines of a table: place, level, factors, number, title, and beneath each what set the level."""
    rows = [
        (str(a.rank), f"{a.level} {level_word(a.level)}", factor_strip(a), a.id, titles.get(a.id, ""), why(a))
        for a in assessments
    ]
    head = (gettext("No."), gettext("Level"), gettext("Factors"), gettext("Contract"), gettext("Title"))
    widths = [max(len(head[at]), *(len(row[at]) for row in rows)) if rows else len(head[at]) for at in range(4)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(head, (*widths, 0), strict=True)).rstrip()]
    for row in rows:
        lines.append("  ".join(text.ljust(width) for text, width in zip(row[:5], (*widths, 0), strict=True)).rstrip())
        lines += [" " * (widths[0] + 2) + reason for reason in row[5]]
    return lines


def factor_strip(assessment: ContractAssessment) -> str:
    """`P4 C4 S– Sup−1`: number, `?` for unknown, a dash where the factor does not apply."""
    letters = (pgettext("factor letter", "P"), pgettext("factor letter", "C"), pgettext("factor letter", "S"))
    parts = [f"{letter}{_mark(assessment.factor(name))}" for letter, name in zip(letters, _LETTERS, strict=True)]
    supplier = assessment.factor("supplier")
    adjustment = supplier.adjustment or 0 if supplier else 0
    signed = f"+{adjustment}" if adjustment > 0 else str(adjustment).replace("-", "−")
    return " ".join((*parts, pgettext("factor letter", "Sup") + signed))


def why(assessment: ContractAssessment) -> list[str]:
    """The rule behind each factor that says something, in the order of the factors."""
    return [rule_words(factor.rule) for factor in assessment.factors if factor.rule != "nothing_counts"]


def _mark(factor: FactorResult | None) -> str:
    if factor is None:
        return "–"
    return "?" if factor.level is None else str(factor.level)
