"""One record of each kind at Kari's, and the same at the neighbour's with the canary in every text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation import events as organisation_events
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.catalogues.models import Edition, EditionRow
from samsvar.registers.suppliers.models import Contract, Partner, Supplier
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    AreaContract,
    Campaign,
    CampaignRecipient,
    ContractAssessment,
    ImpactLink,
    ImpactStatusEntry,
    OwnWorkforceYear,
    Questionnaire,
    QuestionnaireVersion,
    RiskArea,
    SupplierAnswer,
)
from samsvar.subjects.statements.models import PublishedFile, Statement
from tests.cast import CANARY, NOW, TODAY, Cast
from tests.front.api.steering import Steering, lay_steering

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


@dataclass(frozen=True)
class Laid:
    """The records of one enterprise."""

    unit: OrgUnit
    supplier: Supplier
    partner: Partner
    contract: Contract
    impact: AdverseImpact
    link: ImpactLink
    area: RiskArea
    action: Action
    workforce: OwnWorkforceYear
    draft: Statement
    published: Statement
    event: Any
    campaign: Campaign
    steering: Steering


@dataclass(frozen=True)
class Records:
    own: Laid
    neighbours: Laid
    edition: Edition


def lay_records(cast: Cast) -> Records:
    own = _lay(cast.enterprise, cast.units["nett"], "Demodata", "987654325")
    neighbours = _lay(cast.neighbour, cast.units["naboavd"], CANARY, "998877660")
    edition = Edition.objects.create(
        source="cpi", edition="2024", order=1, title="CPI", publisher="Transparency", sha256="0" * 64, loaded_at=NOW
    )
    EditionRow.objects.create(edition=edition, code="NOR", values={"score": 81})
    return Records(own, neighbours, edition)


def _lay(enterprise: OrgUnit, unit: OrgUnit, word: str, orgnr: str) -> Laid:
    supplier = make_supplier(enterprise, f"{word} Renhold AS", orgnr=orgnr)
    partner = Partner.objects.create(enterprise=enterprise, name=f"{word} innkjøpssenter", **STAMPS)
    contract = make_contract(unit, supplier, f"A-1 {word}", f"Renhold {word}")
    impact = AdverseImpact.objects.create(
        enterprise=enterprise,
        unit=unit,
        number=f"2025-1 {word}",
        title=f"Ubetalt overtid {word}",
        actuality="actual",
        verification="alleged",
        scale=4,
        severity=4,
        **STAMPS,
    )
    link = ImpactLink.objects.create(
        impact=impact, contract=contract, certainty="likely", reason=f"Sett i {word}", **STAMPS
    )
    ImpactStatusEntry.objects.create(impact=impact, noted_on=TODAY, channel="Møte", text=f"Nytt {word}", **STAMPS)
    area = RiskArea.objects.create(enterprise=enterprise, year=2025, title=f"IKT {word}", rank=1, **STAMPS)
    AreaContract.objects.create(area=area, contract=contract, **STAMPS)
    action = Action.objects.create(
        enterprise=enterprise, unit=unit, title=f"Spør {word}", due_on=date(2025, 5, 1), due_reason="avtalt", **STAMPS
    )
    workforce = OwnWorkforceYear.objects.create(enterprise=enterprise, year=2024, risk_reason=word, **STAMPS)
    years = {"period_from": date(2024, 1, 1), "period_to": date(2024, 12, 31)}
    published = Statement.objects.create(
        enterprise=enterprise, year=2024, status="published", published_at=NOW, reason=word, **years, **STAMPS
    )
    PublishedFile.objects.create(statement=published, form="json", content=f'{{"t":"{word}"}}'.encode(), sha256="0")
    draft = Statement.objects.create(enterprise=enterprise, year=2025, reason=word, **years, **STAMPS)
    by = Actor(person_key="", name=f"Laget av {word}", via="cli")
    event = record(organisation_events.UNIT_CHANGED, by=by, at=NOW, enterprise=enterprise.key, rows=[changed(contract)])
    campaign = _campaign(enterprise, supplier, word)
    rows = (unit, supplier, partner, contract, impact, link, area, action, workforce, draft, published, event)
    return Laid(*rows, campaign, lay_steering(enterprise, unit, action, word))


def _campaign(enterprise: OrgUnit, supplier: Supplier, word: str) -> Campaign:
    """A campaign that one supplier has answered."""
    asked = Questionnaire.objects.create(enterprise=enterprise, **STAMPS)
    version = QuestionnaireVersion.objects.create(
        enterprise=enterprise,
        questionnaire=asked,
        number=1,
        status="in_use",
        titles={"nb": word},
        questions=0,
        document={},
        sha256="0" * 64,
        published_at=NOW,
        **STAMPS,
    )
    days = {"opens_on": TODAY, "due_on": date(2025, 6, 30)}
    campaign = Campaign.objects.create(
        enterprise=enterprise, unit=enterprise, number="K-2025-01", title=word, questionnaire_version=version, **days,
        status="running", begun_at=NOW, **STAMPS,
    )  # fmt: skip
    recipient = CampaignRecipient.objects.create(
        enterprise=enterprise, campaign=campaign, supplier=supplier, due_on=date(2025, 6, 30), answered_at=NOW, **STAMPS
    )
    SupplierAnswer.objects.create(
        enterprise=enterprise, recipient=recipient, questionnaire_version=version, answers={"q": word}, **STAMPS,
        submitted_at=NOW, digest="0" * 64, receipt=f"K-2025-01-{word}"[:30], score={"gaps": []},
    )  # fmt: skip
    return campaign


def make_supplier(enterprise: OrgUnit, name: str, **columns: Any) -> Supplier:
    return Supplier.objects.create(enterprise=enterprise, name=name, name_folded=name.casefold(), **columns, **STAMPS)


def make_contract(unit: OrgUnit, supplier: Supplier, number: str, title: str, **columns: Any) -> Contract:
    """A contract with a level and a price."""
    given: dict[str, Any] = {"kind": "services", "ownership": "own", "value_ore": 123_456_700, "countries": ";NOR;"}
    contract = Contract.objects.create(
        enterprise=unit.enterprise,
        unit=unit,
        supplier=supplier,
        number=number,
        title=title,
        search_text=f"{number} {title} {supplier.name}".casefold(),
        **{**given, **columns, **STAMPS},
    )
    ContractAssessment.objects.create(
        contract=contract, enterprise=unit.enterprise, level=3, inherent=3, service=3, rank=1, on=TODAY
    )
    return contract
