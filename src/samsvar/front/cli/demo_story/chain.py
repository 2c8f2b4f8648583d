"""What the registers do not hold: units of contracts, terms, leases, memberships, chains, questions and answers."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from samsvar.front.cli.demo_story.laying import lay
from samsvar.platform.organisation.models import OrgUnit, Person, Site
from samsvar.registers.suppliers.models import (
    Advice,
    Contract,
    ContractService,
    ContractSite,
    ContractTerm,
    Demand,
    DialogueEntry,
    Membership,
    OwnerInquiry,
    Supplier,
    SupplierInquiry,
    SupplyChainLink,
)

REGISTERS = Path(__file__).parent / "registers"
TERMS_FROM = "2023-1"


class Chain:
    """The enterprise's contracts and suppliers as they were read in, by number and by name."""

    def __init__(self, enterprise: OrgUnit) -> None:
        self.enterprise = enterprise
        self.contracts = {row.number: row for row in Contract.objects.filter(enterprise=enterprise)}
        self.by_title = {row.title: row for row in self.contracts.values()}
        self.suppliers = {row.name: row for row in Supplier.objects.filter(enterprise=enterprise)}
        with (REGISTERS / "contract-units.csv").open(encoding="utf-8", newline="") as file:
            self.placed = list(csv.DictReader(file, delimiter=";"))

    def in_area(self, area: str) -> list[Contract]:
        """The contracts of a risk area, as the demo's file says."""
        return [self.contracts[row["Avtalenummer"]] for row in self.placed if row["Område"] == area]


def place_contracts(chain: Chain, units: dict[str, OrgUnit], people: dict[str, Person]) -> None:
    """Put each contract on its unit and its responsible, before anything is told of it in the trail."""
    by_name = {person.name: person for person in people.values()}
    for row in chain.placed:
        contract = chain.contracts[row["Avtalenummer"]]
        contract.unit = units[row["Enhet"]]
        contract.responsible = by_name.get(contract.responsible_name)


def lay_terms(chain: Chain, sites: dict[str, Site], at: datetime) -> None:
    """Terms, demands, sites, leases with their services, and advice on what we only assist."""
    with_terms = [
        *chain.in_area("food"),
        *chain.in_area("flowers"),
        *chain.in_area("cleaning"),
        *chain.in_area("it")[:14],
    ]
    rows: list[ContractTerm] = [
        ContractTerm(
            contract=contract, kind="human_rights", term_version=TERMS_FROM, text="UNGP og ILOs kjernekonvensjoner"
        )
        for contract in with_terms
    ]
    rows += [
        ContractTerm(contract=contract, kind="wages", term_version="DFØ 2022", text="Lønns- og arbeidsvilkår")
        for contract in chain.in_area("cleaning")
    ]
    lay(rows, enterprise=chain.enterprise, at=at)
    served = [("Trondheim", "Trondheim"), ("Oslo", "Oslo"), ("Tromsø", "Tromsø"), ("Svalbard", "Longyearbyen")]
    lay(
        [
            ContractSite(contract=contract, site=sites[place])
            for title, contract in chain.by_title.items()
            for word, place in served
            if word in title
        ],
        enterprise=chain.enterprise,
        at=at,
    )
    lay(list(_services(chain)), enterprise=chain.enterprise, at=at)
    _lay_demands(chain, at)


def _lay_demands(chain: Chain, at: datetime) -> None:
    """What was demanded of the PCs, and the advice on what we only assist."""
    pc = chain.contracts["K-2023-014"]
    lay(
        [
            Demand(contract=pc, theme="climate", text="Reparerbarhet og utslipp i hele levetiden", weight_percent=30),
            Demand(
                contract=pc, theme="ethics", text="Sporbarhet til fabrikk i ledd 1 og 2", result="Oppfylt for ledd 1"
            ),
        ],
        enterprise=chain.enterprise,
        at=at,
    )
    assisted = [row for row in chain.contracts.values() if row.ownership == "assisted"][:3]
    lay(
        [
            Advice(
                contract=row, given_on=date(2024, 9, 12), text="Still krav om etiske kontraktsvilkår og følg dem opp."
            )
            for row in assisted
        ],
        enterprise=chain.enterprise,
        at=at,
    )


def _services(chain: Chain) -> list[ContractService]:
    rows = []
    for contract in chain.in_area("premises"):
        for sector, words in (
            ("accommodation_serving", "Kantine"),
            ("cleaning", "Renhold av fellesarealer"),
            ("construction", "Håndverkere"),
        ):
            minor = 1 if words == "Renhold av fellesarealer" and "Oslo" in contract.title else 0
            rows.append(
                ContractService(
                    contract=contract,
                    sector=sector,
                    description=words,
                    followed_up_by="Gårdeieren",
                    minor_deviations=minor,
                    serious_deviations=0,
                    solution="Løst sammen med underleverandøren" if minor else "",
                )
            )
    return rows


def lay_suppliers(chain: Chain, at: datetime) -> None:
    """Memberships, the known parts of the chain, and the log of talks."""
    rows: list[Membership] = []
    for contract in chain.in_area("it"):
        if all(contract.supplier_id != row.supplier_id for row in rows):
            rows.append(
                Membership(
                    supplier=contract.supplier, name="UN Global Compact", kind="membership", status="active",
                    source="Medlemslisten", valid_from=date(2022, 1, 1), valid_to=date(2025, 12, 31),
                )
            )  # fmt: skip
    for name, membership in (
        ("Demodata Maskinvare AS", "Responsible Business Alliance (RBA)"),
        ("Skisse Servere AS", "Responsible Business Alliance (RBA)"),
        ("Demodata Maskinvare AS", "Responsible Minerals Initiative (RMI)"),
        ("Blomsterpåfunn AS", "Etisk handel Norge"),
    ):
        rows.append(
            Membership(
                supplier=chain.suppliers[name], name=membership, kind="membership", status="active",
                source="Medlemslisten", valid_from=date(2022, 1, 1), valid_to=date(2025, 12, 31),
            )
        )  # fmt: skip
    rows.append(
        Membership(
            supplier=chain.suppliers["Blomsterpåfunn AS"], name="Fairtrade", kind="label", status="stated",
            source="Leverandøren",
        )
    )  # fmt: skip
    lay(rows, enterprise=chain.enterprise, at=at)
    _lay_tiers(chain, at)
    _lay_talks(chain, at)


def _lay_tiers(chain: Chain, at: datetime) -> None:
    maker, pc = chain.suppliers["Demodata Maskinvare AS"], chain.contracts["K-2023-014"]
    tiers = [
        (1, "factory", "Tenkt Montering, linje 1", "CHN"),
        (1, "factory", "Tenkt Montering, linje 2", "CHN"),
        (1, "factory", "Liksom Assembly", "VNM"),
        (2, "sub_supplier", "Påfunn Skjermpanel", "CHN"),
        (2, "sub_supplier", "Skisse Kretskort", "TWN"),
        (3, "raw_material", "Smelteverk for tinn", ""),
    ]
    lay(
        [
            SupplyChainLink(
                supplier=maker, contract=pc, tier=tier, role=role, name=name, country=country,
                known_on=date(2025, 2, 11), source="Leverandørens fabrikkliste",
            )
            for tier, role, name, country in tiers
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip


def _lay_talks(chain: Chain, at: datetime) -> None:
    maker, pc = chain.suppliers["Demodata Maskinvare AS"], chain.contracts["K-2023-014"]
    lay(
        [
            DialogueEntry(
                supplier=maker, contract=pc, held_on=date(2025, 3, 1), channel="Møte",
                text="Mineralrapporten for 3TG gjennomgått.", agreed="Fabrikkliste for ledd 2 innen 30. mai 2025.",
            ),
            DialogueEntry(
                supplier=chain.suppliers["Fiktiv Frukt AS"], held_on=date(2025, 1, 22), channel="E-post",
                text="Spurt om opphav for bananer og druer.", agreed="Svar innen utgangen av februar.",
            ),
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip


def lay_inquiries(chain: Chain, at: datetime) -> None:
    """Questions to suppliers and landlords, and to owners of agreements that we only use."""
    rows = [*_to_suppliers(chain), *_to_landlords(chain)]
    about = {id(row): contracts for row, contracts in rows}
    every = [row for row, _ in rows]
    lay(every, enterprise=chain.enterprise, at=at, tie=lambda row: row.contracts.set(about[id(row)]))
    _ask_owners(chain, at)


def _to_suppliers(chain: Chain) -> Iterator[tuple[SupplierInquiry, list[Contract]]]:
    for area, asked_on in (("it", date(2024, 11, 20)), ("food", date(2024, 11, 20)), ("flowers", date(2024, 11, 25))):
        seen: set[int] = set()
        for contract in chain.in_area(area):
            if contract.ownership not in ("own", "shared") or contract.supplier_id in seen:
                continue
            seen.add(contract.supplier_id)
            answered = contract.supplier.questionnaire_answered_on
            yield (
                SupplierInquiry(
                    enterprise=chain.enterprise,
                    supplier=contract.supplier,
                    question="Kjenner dere til brudd på de etiske kontraktsvilkårene i leverandørkjeden i 2024?",
                    period_from=date(2024, 1, 1),
                    period_to=date(2024, 12, 31),
                    asked_on=asked_on,
                    due_on=date(2025, 1, 15) if answered else date(2025, 5, 20),
                    answered_on=answered,
                    answer="Ingen kjente brudd." if answered else "",
                    finding="none" if answered else "",
                    satisfactory=True if answered else None,
                ),
                [each for each in chain.in_area(area) if each.supplier_id == contract.supplier_id],
            )


def _to_landlords(chain: Chain) -> Iterator[tuple[SupplierInquiry, list[Contract]]]:
    for contract in chain.in_area("premises"):
        minor = 1 if "Oslo" in contract.title else 0
        yield (
            SupplierInquiry(
                enterprise=chain.enterprise,
                supplier=contract.supplier,
                question="Hvordan følger dere opp kantine, renhold og håndverkere i bygget?",
                asked_on=date(2024, 12, 2),
                due_on=date(2025, 1, 31),
                answered_on=date(2025, 1, 20),
                answer="Vi kontrollerer lønn og HMS-kort hos underleverandørene hvert år.",
                finding="minor" if minor else "none",
                satisfactory=True,
                minor_deviations=minor,
                serious_deviations=0,
                solution="Rettet sammen med underleverandøren." if minor else "",
            ),
            [contract],
        )


def _ask_owners(chain: Chain, at: datetime) -> None:
    used = [row for row in chain.contracts.values() if row.ownership == "used" and row.agreement_owner_id]
    office = chain.in_area("office")
    it = [row for row in chain.in_area("it") if row.ownership == "used"]
    if not used:
        return
    owner = used[0].agreement_owner
    answered = OwnerInquiry(
        enterprise=chain.enterprise, partner=owner, asked_on=date(2024, 11, 5), due_on=date(2024, 12, 15),
        question="Hvordan er leverandørkjeden for kontorrekvisita fulgt opp i 2024?",
        answered_on=date(2024, 12, 10), satisfactory=True, finding="none",
        answer="Leverandørene gjør aktsomhetsvurderinger, og vi kjenner ikke til brudd på de etiske kravene i 2024.",
    )  # fmt: skip
    open_ = OwnerInquiry(
        enterprise=chain.enterprise, partner=owner, asked_on=date(2025, 4, 25), due_on=date(2025, 5, 16),
        question="Hva er status for gjenoppretting for arbeiderne ved fabrikken i Asia?",
    )  # fmt: skip
    about = {id(answered): office, id(open_): it}
    both = [answered, open_]
    lay(both, enterprise=chain.enterprise, at=at, tie=lambda row: row.contracts.set(about[id(row)]))
