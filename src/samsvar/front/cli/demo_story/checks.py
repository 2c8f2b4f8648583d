"""What was checked in cleaning and transport, what was found, and the question to all who deliver food."""

from datetime import date, datetime
from typing import Any

from samsvar.core.catalogues.checks import wage_rates
from samsvar.front.cli.demo_story.chain import Chain
from samsvar.front.cli.demo_story.laying import lay
from samsvar.platform.organisation.models import Person
from samsvar.registers.suppliers.models import SupplierInquiry
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    CardSeen,
    Check,
    CheckEvidence,
    CheckFinding,
    RiskArea,
    TermsInquiry,
    TermsInquiryLine,
)
from samsvar.subjects.due_diligence.services.checks.parts import judged_line

PAYSLIPS = "Lønnsslipper, arbeidsavtaler og timelister for mars 2025 for dem som har arbeidet på avtalen."


def lay_checks(chain: Chain, people: dict[str, Person], at: datetime) -> None:
    """Two spot checks of 2024 that are closed, this year's plan in every state, and an inquiry."""
    frida = people["frida"]
    _last_year(chain, frida, at)
    _cards(chain, frida, at)
    _wages(chain, frida, at)
    rows = [
        _check(
            chain, "2025-3", "K-2023-009", "wage_duty", date(2025, 5, 30), frida, status="asked", asked_for=PAYSLIPS,
            asked_on=date(2025, 4, 28), answer_due_on=date(2025, 5, 20),
        ),
        _check(chain, "2025-4", "K-2022-008", "wage_duty", date(2025, 5, 2), frida),
        _check(chain, "2025-5", "K-2023-020", "spot_check", date(2025, 6, 13), frida),
        _check(chain, "2025-6", "K-2023-014", "audit", date(2025, 10, 17), people["kari"]),
        _check(
            chain, "2025-7", "K-2023-011", "site_visit", date(2025, 4, 11), frida, status="cancelled",
            cancel_reason="Vindusvasken er slått sammen med renholdet i Trondheim fra mai.",
        ),
    ]  # fmt: skip
    lay(rows, enterprise=chain.enterprise, at=at)
    _ask_about_food(chain, at)


def _check(chain: Chain, number: str, contract: str, kind: str, due_on: date, who: Person, **more: Any) -> Check:
    row = chain.contracts[contract]
    return Check(
        enterprise=chain.enterprise, unit=row.unit, contract=row, number=number, kind=kind, due_on=due_on,
        plan_year=due_on.year, responsible=who, **more,
    )  # fmt: skip


def _judged(conclusion: str, on: date, **more: Any) -> dict[str, Any]:
    return {"status": "judged", "judged_on": on, "conclusion": conclusion, "looked_by": "Frida Fiktiv", **more}


def _last_year(chain: Chain, frida: Person, at: datetime) -> None:
    trondheim = _check(
        chain, "2024-1", "K-2023-008", "spot_check", date(2024, 12, 1), frida,
        **_judged(
            "Mindre avvik i overtidstillegg for to renholdere. Leverandøren har rettet og etterbetalt.",
            date(2024, 11, 26), received="Møtte to renholdere og så lønnsslipper for september.",
            received_on=date(2024, 11, 20),
        ),
    )  # fmt: skip
    oslo = _check(
        chain, "2024-2", "K-2023-009", "spot_check", date(2024, 12, 1), frida,
        **_judged("HMS-kort og lønn i orden.", date(2024, 11, 26), received_on=date(2024, 11, 22),
                  received="Møtte tre renholdere i underetasjen."),
    )  # fmt: skip
    lay([trondheim, oslo], enterprise=chain.enterprise, at=at)
    impact = AdverseImpact.objects.get(enterprise=chain.enterprise, number="NK-2024-05")
    lay(
        [
            CheckFinding(
                check_of=trondheim, title="Overtidstillegg manglet for to renholdere i september", gravity="minor",
                found_on=date(2024, 11, 20), due_on=date(2024, 12, 20), due_reason="Neste lønning",
                closed_on=date(2024, 12, 13), what_was_done="Etterbetalt med desemberlønnen. Ny rutine for timelister.",
                impact=impact,
            )
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip
    lay(
        [
            CheckEvidence(
                check_of=trondheim, kind="authority_report", issuer="Arbeidstilsynet",
                title="Tilsynsrapport, renhold i Trondheim", dated_on=date(2024, 6, 4),
                note="Sendt oss av leverandøren.",
            ),
            CheckEvidence(
                check_of=trondheim, kind="self_report", issuer="Påfunn Renhold AS",
                title="Egenrapport om lønns- og arbeidsvilkår", dated_on=date(2024, 12, 13),
            ),
            *(
                CardSeen(check_of=oslo, seen_on=date(2024, 11, 22), last_digits=digits, status="valid")
                for digits in ("0417", "2256", "8803")
            ),
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip


def _cards(chain: Chain, frida: Person, at: datetime) -> None:
    check = _check(
        chain, "2025-1", "K-2023-010", "hms_card", date(2025, 4, 30), frida,
        **_judged(
            "Ett av fire kort var utløpt, og én bar ikke kortet synlig.", date(2025, 4, 24),
            received="Kontroll på stedet en kveld i april.", received_on=date(2025, 4, 23),
        ),
    )  # fmt: skip
    lay([check], enterprise=chain.enterprise, at=at)
    seen = (
        ("1190", "valid", ""),
        ("3342", "valid", ""),
        ("7015", "expired", "Gikk ut i mars."),
        ("4478", "not_worn", ""),
    )
    rows: list[Any] = [
        CardSeen(check_of=check, seen_on=date(2025, 4, 23), last_digits=digits, status=status, note=note)
        for digits, status, note in seen
    ]
    rows += [
        CheckFinding(
            check_of=check, title="HMS-kort utløpt hos én renholder", gravity="serious", found_on=date(2025, 4, 23),
            due_on=date(2025, 5, 9), due_reason="Nytt kort tar om lag to uker",
        ),
        CheckFinding(
            check_of=check, title="Kort ikke båret synlig", gravity="minor", found_on=date(2025, 4, 23),
            due_on=date(2025, 5, 23), due_reason="Neste driftsmøte",
        ),
    ]  # fmt: skip
    lay(rows, enterprise=chain.enterprise, at=at)


def _wages(chain: Chain, frida: Person, at: datetime) -> None:
    """Pay slips held against the rates of March 2025: two by day are in order, one at night is below."""
    check = _check(
        chain, "2025-2", "K-2023-008", "wage_duty", date(2025, 5, 23), frida, status="received", asked_for=PAYSLIPS,
        asked_on=date(2025, 4, 7), answer_due_on=date(2025, 4, 30), received_on=date(2025, 4, 29),
        received="Tre lønnsslipper med timelister.", looked_by="Frida Fiktiv", period_from=date(2025, 3, 1),
        period_to=date(2025, 3, 31), rule="level_low", why="wage_duty;never_checked",
    )  # fmt: skip
    lay([check], enterprise=chain.enterprise, at=at)
    slips = ((1, 3, 23800, False), (2, 3, 23800, False), (3, 4, 24150, True))
    rows = [
        judged_line(
            check,
            {
                "worker": f"Arbeider {number}", "sector": "cleaning", "category": "adult",
                "worked_on": date(2025, 3, day), "hours_hundredths": 750, "night": night, "paid_ore": paid,
            },
            wage_rates(),
            at,
        )
        for number, day, paid, night in slips
    ]  # fmt: skip
    lay(rows, enterprise=chain.enterprise, at=at)


def _ask_about_food(chain: Chain, at: datetime) -> None:
    """The year's question to all who deliver food, as it was put to each of them."""
    area = RiskArea.objects.get(enterprise=chain.enterprise, title="Mat og mattjenester", year=2024)
    contracts = [row for row in chain.in_area("food") if row.ownership in ("own", "shared")]
    asked = {
        row.supplier_id: row
        for row in SupplierInquiry.objects.filter(supplier__in={each.supplier_id for each in contracts})
        if row.asked_on == date(2024, 11, 20)
    }
    inquiry = TermsInquiry(
        enterprise=chain.enterprise, area=area, title="Brudd på kontraktsvilkårene, mat 2024",
        question="Kjenner dere til brudd på de etiske kontraktsvilkårene i leverandørkjeden i 2024?",
        period_from=date(2024, 1, 1), period_to=date(2024, 12, 31), due_on=date(2025, 5, 20),
    )  # fmt: skip
    lay([inquiry], enterprise=chain.enterprise, at=at)
    lines = [TermsInquiryLine(inquiry=inquiry, contract=row, asked=asked.get(row.supplier_id)) for row in contracts]
    lay(lines, enterprise=chain.enterprise, at=at)
