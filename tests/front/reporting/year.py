"""One enterprise's year 2024 for the tests of the statement, all plainly made up."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from samsvar.core.documents.walk import plain_lines
from samsvar.front.reporting.transparency_statement.document import Drawn
from samsvar.front.reporting.transparency_statement.files import all_files
from samsvar.front.reporting.transparency_statement.publishing import (
    drawn_on,
    frozen_for_approval,
    levels_of,
    publication_of,
)
from samsvar.front.reporting.transparency_statement.signatories import signatories_of
from samsvar.platform.organisation.models import (
    Body,
    BodyMember,
    EnterpriseProfile,
    KeyFigure,
    OrgUnit,
    Post,
    Site,
)
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import (
    ContractService,
    ContractTerm,
    DialogueEntry,
    Membership,
    OwnerInquiry,
    SupplierInquiry,
)
from samsvar.subjects.due_diligence.models import (
    AreaContract,
    ImpactAction,
    ImpactStatusEntry,
    OwnWorkforceYear,
    PositionGroup,
    Remediation,
    RiskArea,
    Vulnerability,
)
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Statement
from tests.cast import NOW, TODAY, Cast
from tests.subjects.due_diligence.chain import (
    STAMPS,
    make_code,
    make_contract,
    make_impact,
    make_partner,
    make_supplier,
)


@dataclass
class Year:
    """The records that the tests change or look for."""

    cast: Cast
    laptops: Any
    screens: Any
    cleaning: Any
    lease: Any
    it: RiskArea
    transport: RiskArea
    factory: Any
    overtime: Any
    action: Action
    board: Body

    @property
    def enterprise(self) -> OrgUnit:
        return self.cast.enterprise


def lay_year(cast: Cast) -> Year:
    """An area with own and used agreements, an alleged and a possible impact, answers, measures, a board."""
    enterprise = cast.enterprise
    _enterprise(cast)
    board = _board(cast)
    maker = make_supplier(enterprise, "Demodata Maskinvare AS", questionnaire_asked_on=date(2024, 9, 1))
    laptops = make_contract(enterprise, "K-1", supplier=maker)
    owner = make_partner(enterprise)
    used = {"ownership": "used", "agreement_owner": owner, "title": "PC-er, fellesavtale"}
    screens = make_contract(enterprise, "K-2", supplier=maker, **used)
    cleaner = make_supplier(enterprise, "Påfunn Renhold AS")
    cleaning = make_contract(enterprise, "K-3", supplier=cleaner, kind="services", cpv=[], countries=["NOR"])
    lease = make_contract(enterprise, "K-4", supplier=make_supplier(enterprise, "Tenkt Eiendom AS"), kind="lease")
    it = make_area(enterprise, "IT-utstyr", 1, [laptops, screens], materials=";tin;gold;")
    transport = make_area(enterprise, "Transport", 2, [], significant=False, status="no_status")
    Vulnerability.objects.create(area=it, trait="Få kan organisere seg", source="Oppdiktet kilde", **STAMPS)
    ContractTerm.objects.create(contract=laptops, kind="human_rights", **STAMPS)
    Membership.objects.create(supplier=maker, name="Rettferdig", kind="label", status="stated", **STAMPS)
    services_of_lease = {"description": "Kantine", "followed_up_by": "Gårdeieren", "minor_deviations": 1}
    ContractService.objects.create(contract=lease, **services_of_lease, serious_deviations=0, **STAMPS)
    DialogueEntry.objects.create(supplier=maker, held_on=date(2024, 5, 2), channel="Møte", text="Kjeden", **STAMPS)
    _questions(enterprise, maker, owner, screens)
    factory, overtime = _impacts(enterprise, laptops, screens)
    action = make_action(enterprise, "Be om plan for gjenoppretting", impact=factory, due_on=date(2025, 6, 1))
    make_action(enterprise, "Spørreskjema", area=it, result="Ti har svart", status="done", done_on=date(2024, 11, 1))
    return Year(cast, laptops, screens, cleaning, lease, it, transport, factory, overtime, action, board)


def _enterprise(cast: Cast) -> None:
    enterprise = cast.enterprise
    profile = {"history": "Stiftet i 2009.", "purpose": "Vi leverer e-helse.", "act_applies": True}
    EnterpriseProfile.objects.create(
        enterprise=enterprise, **profile, act_ground="two_of_three", act_from_year=2024, owner="Staten", **STAMPS
    )
    site = {"name": "Hovedkontor", "kind": "head_office", "place": "Trondheim"}
    Site.objects.create(enterprise=enterprise, unit=enterprise, **site, **STAMPS)
    figure = {"kind": "employees", "value": 976, "on": date(2024, 12, 31), "source": "Årsrapport 2024"}
    KeyFigure.objects.create(enterprise=enterprise, year=2024, **figure, **STAMPS)
    post = {"duty": "due_diligence", "person": cast.kari, "valid_from": date(2024, 3, 1)}
    Post.objects.create(enterprise=enterprise, **post, **STAMPS)
    make_code(enterprise, "1.0", date(2024, 10, 16))
    year = {"risk_level": 1, "risk_reason": "Ordnede forhold.", "working_time_breaches": 14}
    year |= {"breach_seriousness": "minor", "breaches_followed_up": 14}
    link = "https://demo.invalid/likestilling"
    OwnWorkforceYear.objects.create(enterprise=enterprise, year=2024, **year, equality_statement_link=link, **STAMPS)
    PositionGroup.objects.create(enterprise=enterprise, year=2024, name="Alle", assessed=40, critical=4, **STAMPS)


def _board(cast: Cast) -> Body:
    board = Body.objects.create(enterprise=cast.enterprise, name_nb="Styret", kind="board", **STAMPS)
    for person, title in ((cast.chair, "styreleder"), (cast.member, "styremedlem")):
        seat = {"name": person.name, "title": title, "valid_from": date(2024, 1, 1)}
        BodyMember.objects.create(body=board, person=person, **seat, **STAMPS)
    post = {"duty": "managing_director", "person": cast.director, "valid_from": date(2020, 1, 1)}
    Post.objects.create(enterprise=cast.enterprise, **post, **STAMPS)
    return board


def make_area(enterprise: OrgUnit, title: str, rank: int, contracts: list[Any], **more: Any) -> RiskArea:
    """A risk area of 2024 with its agreements."""
    kept = {"risk_kinds": ";wages;", "countries": ";CHN;", "source": "DFØ", "status": "followed_up", **more}
    area = RiskArea.objects.create(enterprise=enterprise, year=2024, title=title, rank=rank, **kept, **STAMPS)
    for contract in contracts:
        AreaContract.objects.create(area=area, contract=contract, **STAMPS)
    return area


def _questions(enterprise: OrgUnit, maker: Any, owner: Any, screens: Any) -> None:
    asked = {"question": "Kjenner dere til brudd i 2024?", "asked_on": date(2024, 11, 1)}
    answered = {"answered_on": date(2025, 1, 10), "answer": "Nei.", "finding": "minor", "satisfactory": True}
    SupplierInquiry.objects.create(
        enterprise=enterprise, supplier=maker, **asked, **answered, minor_deviations=2, solution="Rettet", **STAMPS
    )
    answer = {"answered_on": date(2025, 2, 1), "answer": "Produsentene retter opp.", "finding": "none"}
    inquiry = OwnerInquiry.objects.create(
        enterprise=enterprise, partner=owner, asked_on=date(2024, 12, 1), question="Status?", **answer, **STAMPS
    )
    inquiry.contracts.add(screens)


def _impacts(enterprise: OrgUnit, laptops: Any, screens: Any) -> tuple[Any, Any]:
    kept = {"verification": "alleged", "severity": 5, "risk_kinds": ";forced_labour;", "involvement": "linked"}
    factory = make_impact(
        enterprise, "N-1", on=screens, title="Fabrikk i Asia", known_on=date(2024, 9, 18), affected="arbeiderne", **kept
    )
    factory.links.update(reason="Vi vet ikke hvor mye som kommer derfra.")
    mended = {"who": "arbeiderne", "what": "tilbakebetaling", "agreed_by": "Eieren", "partners": "Andre kjøpere"}
    Remediation.objects.create(impact=factory, **mended, people=100, reached=40, **STAMPS)
    news = {"noted_on": date(2025, 4, 25), "channel": "brev", "text": "De retter opp."}
    ImpactStatusEntry.objects.create(impact=factory, **news, **STAMPS)
    overtime = make_impact(enterprise, "N-2", on=laptops, actuality="potential", severity=4, known_on=date(2024, 2, 1))
    return factory, overtime


def make_action(enterprise: OrgUnit, title: str, *, impact: Any = None, area: Any = None, **more: Any) -> Action:
    """An action that answers an impact or an area."""
    action = Action.objects.create(enterprise=enterprise, unit=enterprise, title=title, **more, **STAMPS)
    ImpactAction.objects.create(impact=impact, area=area, action=action, **STAMPS)
    return action


def more_contracts(year: Year, count: int, *, impacts: bool = False) -> None:
    """Many more agreements in the area, with an impact on each if asked."""
    for number in range(count):
        contract = make_contract(year.enterprise, f"M-{number:04d}", title=f"Avtale {number}")
        AreaContract.objects.create(area=year.it, contract=contract, **STAMPS)
        if impacts:
            impact = make_impact(
                year.enterprise, f"MN-{number:04d}", on=contract, severity=4, known_on=date(2024, 5, 1)
            )
            make_action(year.enterprise, f"Tiltak {number}", impact=impact, expected_result="Rettet")


def begun(year: Year, /, **more: Any) -> Statement:
    """A draft for 2024."""
    facts = {"year": 2024, "language": "nb", "template": "chapters", **more}
    return services.start_statement(enterprise=year.enterprise, **facts, by=year.cast.actor("kari"), at=NOW)


def drawn(statement: Statement, day: date = TODAY) -> Drawn:
    return drawn_on(statement, day)


def submitted(year: Year, statement: Statement, at: datetime = NOW) -> Statement:
    """Sent to the board and the managing director by Kari."""
    now = drawn(statement)
    return services.submit_statement(
        statement=statement,
        frozen=frozen_for_approval(now),
        levels=levels_of(now.records),
        signatories=signatories_of(year.board, year.enterprise, TODAY),
        untold=(),
        board=year.board,
        board_case="31/25",
        board_meeting_on=None,
        opened_version=statement.version,
        person=year.cast.kari,
        by=year.cast.actor("kari"),
        at=at,
    )


def approved_by_all(year: Year, statement: Statement, reservation: str = "") -> Statement:
    for name in ("chair", "member", "director"):
        services.approve_statement(
            statement=statement,
            person=year.cast.people[name],
            sha256=statement.frozen_sha256,
            reservation=reservation if name == "member" else "",
            by=year.cast.actor(name),
            at=datetime(2025, 6, 4, 22, 30, tzinfo=UTC),
        )
        statement.refresh_from_db()
    return statement


def published(year: Year, statement: Statement, at: datetime = datetime(2025, 6, 6, 8, 0, tzinfo=UTC)) -> Statement:
    """Carried from draft to publication."""
    approved_by_all(year, submitted(year, statement))
    return services.publish_statement(
        statement=statement,
        files=all_files(publication_of(statement, at)),
        untold=(),
        opened_version=statement.version,
        by=year.cast.actor("director"),
        at=at,
    )


def words(found: Any) -> str:
    """The words of the whole document."""
    return "\n".join(plain_lines(found.document))


def section(found: Any, name: str) -> str:
    """The words of one section."""
    part = next(part for part in found.document.sections if part.id == name)
    return "\n".join(line for line in plain_lines(_only(found.document, part)))


def _only(document: Any, part: Any) -> Any:
    return replace(document, sections=(part,), opening=(), lead=(), facts=())
