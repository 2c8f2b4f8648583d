"""Rows of checks, their findings, and inquiries about terms."""

from datetime import date
from typing import Any

from samsvar.registers.suppliers.models import Contract, Supplier, SupplierInquiry
from samsvar.subjects.due_diligence.models import (
    AreaContract,
    CardSeen,
    Check,
    CheckEvidence,
    CheckFinding,
    RiskArea,
    TermsInquiry,
    TermsInquiryLine,
    WageLine,
)
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
DAY, DUE = date(2025, 5, 19), date(2025, 6, 2)


def lay(cast: Cast) -> Places:
    """Checks in each state with all their parts, an inquiry, and the neighbour's."""
    own, theirs = _contract(cast.enterprise, "R-1"), _contract(cast.neighbour, f"R-1 {CANARY}")
    planned = _check(own, "2025-1")
    received = _check(own, "2025-2", status="received", received_on=DAY, received="Slipper", looked_by="Kari")
    neighbours = _check(theirs, f"2025-{CANARY}", received=CANARY, asked_for=CANARY)
    wage = WageLine.objects.create(check_of=received, sector="cleaning", verdict="unknown", reason="no_pay", **STAMPS)
    card = CardSeen.objects.create(check_of=received, seen_on=DAY, last_digits="1234", status="valid", **STAMPS)
    paper = CheckEvidence.objects.create(
        check_of=received, kind="authority_report", issuer="Arbeidstilsynet", title="Rapport", **STAMPS
    )
    finding, closed = _finding(received), _finding(received, closed_on=DAY, what_was_done="Etterbetalt")
    _finding(neighbours, title=f"Lønn {CANARY}", description=CANARY)
    Contract.objects.filter(pk=own.pk).update(key=OWN)
    area, inquiry, line = _inquiry(cast.enterprise, own, "Renhold")
    RiskArea.objects.filter(pk=area.pk).update(key=OWN)
    _, their_inquiry, their_line = _inquiry(cast.neighbour, theirs, f"Renhold {CANARY}")
    return {
        "planned": {"key": planned.key},
        "received": {"key": received.key},
        "neighbour's": {"key": neighbours.key},
        "wage": {"key": received.key, "part": wage.key},
        "card": {"key": received.key, "part": card.key},
        "paper": {"key": received.key, "part": paper.key},
        "finding": {"key": received.key, "part": finding.key},
        "closed": {"key": received.key, "part": closed.key},
        "inquiry": {"key": inquiry.key},
        "line": {"key": inquiry.key, "part": line.key},
        "neighbour's inquiry": {"key": their_inquiry.key},
        "neighbour's line": {"key": their_inquiry.key, "part": their_line.key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    contract = _contract(cast.neighbour, f"M-1 {CANARY}")
    for number in range(count):
        _finding(_check(contract, f"2025-9{number}"), title=CANARY)
    _inquiry(cast.neighbour, contract, f"Mer {CANARY}")


def _contract(enterprise: Any, number: str) -> Contract:
    name = f"Påfunn Renhold {number}"
    supplier = Supplier.objects.create(enterprise=enterprise, name=name, name_folded=name.casefold(), **STAMPS)
    values = {"title": f"Renhold {number}", "search_text": number.casefold(), "kind": "services", "ownership": "own"}
    values |= {"cpv_codes": ";90910000;"}
    return Contract.objects.create(
        enterprise=enterprise, unit=enterprise, number=number, supplier=supplier, **values, **STAMPS
    )


def _check(contract: Contract, number: str, **more: Any) -> Check:
    values = {"kind": "wage_duty", "plan_year": 2025, "due_on": DUE, **more}
    return Check.objects.create(
        enterprise=contract.enterprise, unit=contract.unit, contract=contract, number=number, **values, **STAMPS
    )


def _finding(check: Check, **more: Any) -> CheckFinding:
    values = {"title": "Lønn under sats", "gravity": "serious", "found_on": DAY, "due_on": DUE, **more}
    return CheckFinding.objects.create(check_of=check, **values, **STAMPS)


def _inquiry(enterprise: Any, contract: Contract, title: str) -> tuple[RiskArea, TermsInquiry, TermsInquiryLine]:
    rank = RiskArea.objects.filter(enterprise=enterprise, year=2025).count() + 1
    area = RiskArea.objects.create(enterprise=enterprise, year=2025, title=f"{title} spurt", rank=rank, **STAMPS)
    AreaContract.objects.create(area=area, contract=contract, **STAMPS)
    inquiry = TermsInquiry.objects.create(
        enterprise=enterprise, area=area, title=title, question=f"Brudd? {title}", due_on=DUE, **STAMPS
    )
    asked = SupplierInquiry.objects.create(
        enterprise=enterprise, supplier=contract.supplier, question=title, asked_on=DAY, answer=title, **STAMPS
    )
    line = TermsInquiryLine.objects.create(inquiry=inquiry, contract=contract, asked=asked, **STAMPS)
    return area, inquiry, line


SEES = dict.fromkeys(("kari", "auditor", "director", "chair"), 200)
READ = everyone(404, **SEES)
WRITE = everyone(404, **{**SEES, "auditor": 403, "director": 403, "chair": 403})
POST = {**WRITE, "kari": 302}
#: The key of the contract and the area that addresses name after the question mark.
OWN = "ownownownownowno"
#: Pages of the chosen unit: its readers, also those of a part of the enterprise; a region sees none beneath it.
LIST = everyone(
    403,
    **SEES,
    **dict.fromkeys(("nils", "owner", "leader", "sibling", "lookalike", "berit"), 200),
    regional=200,
    **dict.fromkeys(("per", "ended", "future"), 404),
)
WORKS = {**LIST, **dict.fromkeys(("auditor", "director", "chair", "leader", "sibling"), 403)}
WHOLE = {**LIST, **dict.fromkeys(("owner", "leader", "sibling", "lookalike"), 403)}


#: A contract of the enterprise as a whole: 404 for those who see none of it.
NAMED = {**WORKS, **dict.fromkeys(("nils", "owner", "leader", "sibling", "lookalike", "regional", "berit"), 404)}


def _form(name: str, at: str, body: dict[str, str]) -> Row:
    return Row(f"due_diligence:{name}", at=at, get=WRITE, post=POST, body=body)


def _press(name: str, at: str) -> Row:
    return Row(f"due_diligence:{name}", at=at, post=POST)


FINDING = {"title": "Lønn", "gravity": "minor", "found_on": "2025-05-19", "due_on": "2025-06-02"}
ROWS = [
    Row("due_diligence:checks", get=LIST),
    Row("due_diligence:checks", query="?view=late", get=LIST),
    Row("due_diligence:check_duties", get=LIST),
    Row("due_diligence:check_duties", query="?view=all", get=LIST),
    Row("due_diligence:check_findings", get=LIST),
    Row(
        "due_diligence:checks_propose",
        get=WORKS,
        post={**WORKS, **{name: 302 for name, s in WORKS.items() if s == 200}},
    ),
    Row("due_diligence:check_new", get=WORKS, post=WORKS),
    Row(
        "due_diligence:check_new",
        query=f"?contract={OWN}",
        get=NAMED,
        post={**NAMED, "kari": 302},
        body={"kind": "audit", "due_on": "2025-06-02"},
    ),
    Row("due_diligence:check", at="planned", get=READ),
    Row("due_diligence:check", at="received", get=READ),
    Row("due_diligence:check", at="neighbour's", get=everyone(404, nils=200)),
    _form("check_edit", "planned", {"kind": "audit", "due_on": "2025-06-02"}),
    _form("check_ask", "planned", {"asked_for": "Slipper", "asked_on": "2025-05-19"}),
    _form("check_receive", "planned", {"received_on": "2025-05-19", "looked_by": "Kari"}),
    _form("check_judge", "received", {"conclusion": "I orden", "judged_on": "2025-05-20"}),
    _form("check_cancel", "planned", {"reason": "Avtalen er slutt"}),
    _form("check_wages", "received", {"sector": "cleaning", "lines": "A; adult; 01.05.2025; 7,5; 240; nei"}),
    _press("check_wage_remove", "wage"),
    _form("check_card", "received", {"seen_on": "2025-05-19", "last_digits": "4711", "status": "valid"}),
    _press("check_card_remove", "card"),
    _form("check_evidence", "received", {"title": "Rapport", "kind": "other", "issuer": "Arbeidstilsynet"}),
    _press("check_evidence_remove", "paper"),
    _form("finding_new", "received", FINDING),
    _form("finding_edit", "finding", FINDING),
    _form("finding_close", "finding", {"what_was_done": "Etterbetalt", "closed_on": "2025-05-20"}),
    _press("finding_reopen", "closed"),
    _press("finding_impact", "finding"),
    _press("finding_action", "finding"),
    Row("due_diligence:inquiries", get=WHOLE),
    Row("due_diligence:inquiry_new", get=everyone(404), post=everyone(404)),
    Row(
        "due_diligence:inquiry_new",
        query=f"?area={OWN}",
        get=WRITE,
        post=POST,
        body={"title": "Brudd", "question": "Kjenner dere til brudd?", "due_on": "2025-06-02"},
    ),
    Row("due_diligence:inquiry", at="inquiry", get=READ),
    Row("due_diligence:inquiry", at="neighbour's inquiry", get=everyone(404, nils=200)),
    Row("due_diligence:inquiry_letter", at="line", get=READ),
    Row("due_diligence:inquiry_letter", at="neighbour's line", get=everyone(404, nils=200)),
    Row("due_diligence:inquiry_ask", at="inquiry", post=POST, body={"asked_on": "2025-05-20"}),
    _form("inquiry_answer", "line", {"answered_on": "2025-05-20", "answer": "Ingen brudd", "finding": "none"}),
]
