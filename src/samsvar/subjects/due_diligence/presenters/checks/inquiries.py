"""Inquiries about terms as a template sees them, and the letter to each supplier."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext, ngettext

from samsvar.core.documents.numbers import format_date
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.codes import AnswerFinding
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import RiskArea, TermsInquiry, TermsInquiryLine
from samsvar.subjects.due_diligence.selectors.checks.inquiries import Standing

ANSWER_WITHIN = timedelta(days=21)


def finding(rows: Sequence[Any]) -> str:
    """The list's heading."""
    if not rows:
        return gettext("No inquiries about terms yet")
    words = ngettext("%(n)s inquiry about terms", "%(n)s inquiries about terms", len(rows))
    return words % {"n": len(rows)}


def inquiry_finding(standing: Standing) -> str:
    """An inquiry's heading: who has answered, and what they told of."""
    if not standing.asked:
        words = ngettext(
            "%(n)s contract, and nobody is asked yet", "%(n)s contracts, and nobody is asked yet", standing.contracts
        )
        return words % {"n": standing.contracts}
    answered = gettext("%(answered)s of %(asked)s asked have answered") % {
        "answered": standing.answered,
        "asked": standing.asked,
    }
    if not standing.answered:
        return answered
    told = ngettext("%(n)s tells of breaches", "%(n)s tell of breaches", standing.breaches) % {"n": standing.breaches}
    none = gettext("none tells of breaches")
    return f"{answered}; {told if standing.breaches else none}"


def answer_pill(line: TermsInquiryLine, inquiry: TermsInquiry, today: date) -> tuple[str, str]:
    """Where a line stands: the pill's kind and its words."""
    asked = line.asked
    if asked is None:
        return "", gettext("Not asked")
    if asked.answered_on is None:
        return ("bad", gettext("Not answered in time")) if inquiry.due_on < today else ("warn", gettext("Asked"))
    if asked.finding:
        label = str(AnswerFinding(asked.finding).label)
        return ("good" if asked.finding == AnswerFinding.NONE else "bad"), label[:1].upper() + label[1:]
    return "warn", gettext("Answered, breaches not mentioned")


def suggested(area: RiskArea, today: date) -> dict[str, Any]:
    """What the form begins with: last year's question about the area."""
    year = today.year - 1
    return {
        "title": gettext("Breaches of terms, %(area)s %(year)s") % {"area": area.title, "year": year},
        "question": gettext(
            "Do you know of breaches of the contract’s terms on human rights and working conditions, with you or "
            "in your supply chain? If you do: what happened, whom did it touch, and what have you done?"
        ),
        "period_from": date(year, 1, 1),
        "period_to": date(year, 12, 31),
        "due_on": today + ANSWER_WITHIN,
    }


def answer_initial(line: TermsInquiryLine, today: date) -> dict[str, Any]:
    """What the form of an answer begins with."""
    asked = line.asked
    if asked is None:
        return {}
    return {
        "answered_on": asked.answered_on or today,
        "answer": asked.answer,
        "finding": asked.finding,
        "satisfactory": asked.satisfactory,
        "version": asked.version,
    }


def letter(inquiry: TermsInquiry, contract: Contract) -> str:
    """The letter to a contract's supplier, in the language in force."""
    language = current_language()
    facts = {
        "contract": contract.title,
        "number": contract.number,
        "due": format_date(inquiry.due_on, language),
        "enterprise": inquiry.enterprise.name(language),
        "supplier": contract.supplier.name,
    }
    parts = [
        gettext("To %(supplier)s") % facts,
        gettext("About the contract %(contract)s (%(number)s)") % facts,
        inquiry.question,
    ]
    if inquiry.period_from and inquiry.period_to:
        days = {"from": format_date(inquiry.period_from, language), "to": format_date(inquiry.period_to, language)}
        parts.append(gettext("The question is about the period from %(from)s to %(to)s.") % days)
    parts += [
        gettext(
            "We ask as part of our due diligence under the Transparency Act. An answer that you know of no breaches is "
            "an answer too."
        ),
        gettext("Please answer by %(due)s.") % facts,
        facts["enterprise"],
    ]
    return "\n\n".join(str(part) for part in parts)
