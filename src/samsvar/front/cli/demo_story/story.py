"""The year's risk areas, what was found, and what is done about it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from samsvar.front.cli.demo_story.chain import Chain
from samsvar.front.cli.demo_story.laying import lay
from samsvar.platform.organisation.models import Person
from samsvar.registers.actions.models import Action
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    AreaContract,
    CaseLine,
    ImpactAction,
    ImpactLink,
    ImpactStatusEntry,
    Remediation,
    RiskArea,
    Vulnerability,
)


@dataclass(frozen=True)
class Area:
    """A risk area of 2024: the word in the contracts' file, and what is said of it."""

    word: str
    title: str
    significant: bool
    status: str
    risk_kinds: str
    countries: str = ""
    stages: str = ""
    materials: str = ""
    description: str = ""
    source: str = ""
    follow_up: str = ""
    vulnerabilities: tuple[tuple[str, str], ...] = field(default=())


AREAS = (
    Area(
        "it", "IT-utstyr", True, "followed_up",
        ";wages;working_hours;freedom_of_association;forced_labour;conflict_minerals;", ";CHN;VNM;MYS;TWN;",
        ";raw_material;component;final_production;", ";tin;tantalum;tungsten;gold;",
        "Utstyret lages i lange kjeder, ofte i Kina og andre asiatiske land. Lav lønn, tvungen overtid og oppsigelse "
        "av "
        "tillitsvalgte er godt dokumentert. Risikoen regnes som noe lavere for sammenstilling enn for komponenter.\n"
        "Tinn, tantal, tungsten og gull hentes ut i land der handelen kan gi penger til væpnet konflikt.",
        "DFØ, Høyrisikolisten",
        "De største leverandørene har egne retningslinjer for sine leverandører, og gjør aktsomhetsvurderinger.",
    ),
    Area(
        "cleaning", "Renhold", True, "satisfactory", ";wages;migrant_workers;ohs;", ";NOR;", ";service;", "",
        "Renhold har lovfestet minstelønn, og vi har plikt til å kontrollere lønns- og arbeidsvilkår og HMS-kort.",
        "Arbeidstilsynet",
        "Leverandørene fyller jevnlig ut egenrapport om lønn og arbeidsvilkår, og har sendt dokumentasjon fra tilsyn. "
        "Vi tar egne stikkprøver. Avvik følges opp med leverandøren.",
        (
            ("Mange ansatte har utenlandsk bakgrunn og er mer utsatt for utnytting", "NHO"),
            ("Få krav til utdanning, tungt arbeid og ubekvem arbeidstid", "NHO"),
        ),
    ),
    Area(
        "food", "Mat og mattjenester", True, "followed_up",
        ";child_labour;forced_labour;wages;working_hours;ohs;freedom_of_association;", ";CIV;BRA;CRI;MAR;KEN;",
        ";raw_material;", ";cocoa;sugar;",
        "Kakao, sukker, frukt og grønnsaker har høy eller svært høy risiko der råvaren dyrkes: barnearbeid, "
        "tvangsarbeid, "
        "svært lav lønn, lange dager, farlig bruk av plantevernmidler og hindret fagorganisering.",
        "DFØ, Høyrisikolisten",
        "Alle avtalene har særskilte kontraktsvilkår.",
    ),
    Area(
        "transport", "Transport", False, "no_status", ";wages;working_hours;", ";NOR;", ";service;", "",
        "Godstransport på vei er et område med lovfestet minstelønn.", "Arbeidstilsynet",
    ),
    Area(
        "premises", "Leie av lokaler", False, "satisfactory", ";wages;", ";NOR;SJM;", ";service;", "",
        "Vi leier lokaler i Trondheim, Oslo, Tromsø og på Svalbard. Kantine, renhold av fellesarealer og håndverkere "
        "er "
        "områder med lovfestet minstelønn, og følges opp av gårdeierne.",
        "Arbeidstilsynet",
        "Gårdeierne er spurt. Svarene er tilfredsstillende, og mindre brudd er løst med underleverandørene.",
    ),
    Area(
        "office", "Kontorrekvisita", False, "satisfactory", ";forced_labour;wages;", ";CHN;",
        ";raw_material;component;", "",
        "Avtalen eies av andre.", "DFØ, Høyrisikolisten",
    ),
    Area(
        "flowers", "Blomster", False, "satisfactory", ";ohs;wages;", ";KEN;ETH;", ";raw_material;", "",
        "Avtalen har etiske kontraktsvilkår. Leverandøren har egne retningslinjer og tilbyr merkede blomster.",
        "Leverandøren",
    ),
)  # fmt: skip


def lay_story(chain: Chain, people: dict[str, Person], at: datetime) -> None:
    """Areas with their contracts, impacts with their links and remediation, and all actions."""
    areas = _areas(chain, at)
    impacts = _impacts(chain, people, at)
    _actions(chain, people, areas, impacts, at)


def _areas(chain: Chain, at: datetime) -> dict[str, RiskArea]:
    found: dict[str, RiskArea] = {}
    for rank, area in enumerate(AREAS, start=1):
        row = RiskArea(
            enterprise=chain.enterprise, year=2024, title=area.title, rank=rank, significant=area.significant,
            risk_kinds=area.risk_kinds, countries=area.countries, stages=area.stages, materials=area.materials,
            description=area.description, source=area.source, follow_up=area.follow_up, status=area.status,
        )  # fmt: skip
        lay([row], enterprise=chain.enterprise, at=at)
        lay(
            [AreaContract(area=row, contract=contract) for contract in chain.in_area(area.word)],
            enterprise=chain.enterprise,
            at=at,
        )
        lay(
            [Vulnerability(area=row, trait=trait, source=source) for trait, source in area.vulnerabilities],
            enterprise=chain.enterprise,
            at=at,
        )
        found[area.word] = row
    return found


def _impacts(chain: Chain, people: dict[str, Person], at: datetime) -> dict[str, AdverseImpact]:
    rows = {**_grave(chain, people), **_usual(chain, people)}
    lay(rows.values(), enterprise=chain.enterprise, at=at)
    _tie_impacts(chain, rows, at)
    _remedy(chain, rows["factory"], at)
    return rows


def _grave(chain: Chain, people: dict[str, Person]) -> dict[str, AdverseImpact]:
    common = {"enterprise": chain.enterprise, "unit": chain.enterprise}
    return {
        "factory": AdverseImpact(
            **common, number="NK-2024-01", title="Fabrikk i Asia: påstander om tvangsarbeid",
            description="En samarbeidspartner fortalte om et mulig avvik ved en fabrikk som lager PC-utstyr.",
            actuality="actual", verification="alleged", status="in_remediation",
            risk_kinds=";forced_labour;working_hours;wages;ohs;", countries="", scale=5, scope=4, irremediability=4,
            severity=5, likelihood=3, involvement="linked", oecd_step=6, affected="arbeiderne ved fabrikken",
            facility_text="Fabrikk i Asia", known_on=date(2024, 9, 18), source="Samarbeidspartner",
            due_on=date(2025, 5, 16), due_reason="Avtaleeieren er spurt om status 25. april 2025.",
            responsible=people["ingrid"],
        ),
        "overtime": AdverseImpact(
            **common, number="NK-2024-02", title="Tvungen overtid hos komponentleverandører",
            actuality="potential", verification="confirmed", risk_kinds=";working_hours;wages;", countries=";CHN;VNM;",
            scale=4, scope=3, irremediability=2, severity=4, likelihood=4, involvement="linked", oecd_step=3,
            affected="skiftarbeidere og studenter i praksis", known_on=date(2024, 2, 12), source="DFØ, Høyrisikolisten",
            responsible=people["kari"],
        ),
    }  # fmt: skip


def _usual(chain: Chain, people: dict[str, Person]) -> dict[str, AdverseImpact]:
    common = {"enterprise": chain.enterprise, "unit": chain.enterprise}
    return {
        "minerals": AdverseImpact(
            **common, number="NK-2024-03", title="Konfliktmineraler (3TG) i råvareleddet",
            actuality="potential", verification="confirmed", risk_kinds=";conflict_minerals;child_labour;",
            countries=";COD;", scale=4, scope=4, irremediability=3, severity=4, likelihood=3, involvement="linked",
            oecd_step=4, affected="mennesker i gruveområder", known_on=date(2024, 2, 12),
            source="DFØ og leverandørens mineralrapport 2024", responsible=people["kari"],
        ),
        "cocoa": AdverseImpact(
            **common, number="NK-2024-04", title="Barnearbeid i kakao- og sukkerdyrking",
            actuality="potential", verification="confirmed", risk_kinds=";child_labour;forced_labour;",
            countries=";CIV;BRA;", scale=5, scope=4, irremediability=4, severity=5, likelihood=3, involvement="linked",
            oecd_step=3, affected="barn av dyrkerne", known_on=date(2024, 2, 12), source="DFØ, Høyrisikolisten",
            responsible=people["frida"],
        ),
        "cleaners": AdverseImpact(
            **common, number="NK-2024-05", title="For lav lønn og manglende HMS-kort i renhold",
            actuality="potential", verification="confirmed", risk_kinds=";wages;ohs;", countries=";NOR;", scale=3,
            scope=3, irremediability=1, severity=3, likelihood=3, involvement="linked", oecd_step=4,
            affected="renholdere",
            known_on=date(2024, 1, 15), source="Arbeidstilsynet", responsible=people["frida"],
        ),
    }  # fmt: skip


def _tie_impacts(chain: Chain, rows: dict[str, AdverseImpact], at: datetime) -> None:
    title = "PC-er og skjermer, statlig fellesavtale"
    links = [
        ImpactLink(
            impact=rows["factory"], contract=chain.by_title[title], certainty="unknown",
            reason="Vi vet ikke hvor mye av leveransene våre som kommer fra fabrikken.",
        ),
        ImpactLink(impact=rows["overtime"], contract=chain.contracts["K-2023-014"], certainty="likely"),
        ImpactLink(impact=rows["minerals"], contract=chain.contracts["K-2023-014"], certainty="likely"),
        ImpactLink(impact=rows["cocoa"], contract=chain.by_title["Kakao, sukker og tørrvarer"], certainty="likely"),
        *(
            ImpactLink(impact=rows["cleaners"], contract=contract, certainty="likely")
            for contract in chain.in_area("cleaning")
        ),
    ]  # fmt: skip
    lay(links, enterprise=chain.enterprise, at=at)


def _remedy(chain: Chain, factory: AdverseImpact, at: datetime) -> None:
    """What was promised to the workers, the newest about it, and what was said with the supplier."""
    lay(
        [
            CaseLine(
                impact=factory, author=chain.enterprise, said="asked", said_on=date(2025, 3, 4), whom="kvalitetssjefen",
                text="Vi ber om lister over hvem som har betalt gebyr, og hva de har fått tilbake.",
            ),
            CaseLine(
                impact=factory, author=chain.enterprise, said="met", said_on=date(2025, 4, 2), whom="ledelsen",
                text="De viste bankbilag for 36 arbeidere. Resten loves før sommeren. Vi følger opp i juni.",
            ),
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip
    lay(
        [
            Remediation(
                impact=factory, who="alle arbeiderne ved fabrikken",
                what="tilbakebetaling av gebyrer og manglende lønn", agreed_by="avtaleeieren og produsentene",
                agreed_on=date(2024, 12, 12), partners="Oppdiktet innkjøpssenter og andre kjøpere",
            ),
            Remediation(
                impact=factory, who="arbeidere som fikk passet holdt tilbake", what="passene er levert tilbake",
                agreed_by="fabrikken og de tillitsvalgte", agreed_on=date(2024, 11, 20), people=36, reached=36,
                verified_by="Oppdiktet innkjøpssenter", verified_on=date(2025, 2, 6), verified_how="interviews",
            ),
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip
    lay(
        [
            ImpactStatusEntry(
                impact=factory, noted_on=date(2025, 4, 25), channel="brev til avtaleeieren",
                text="Produsentene sier at de retter opp. Vi har spurt hvor mange arbeidere som er nådd.",
                partners="Oppdiktet innkjøpssenter",
            )
        ],
        enterprise=chain.enterprise,
        at=at,
    )  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """An action of the story; `of` is the word of an area or an impact."""

    of: str
    title: str
    who: str
    due_on: date
    expected: str = ""
    result: str = ""
    status: str = "in_progress"
    done_on: date | None = None
    starts_on: date | None = None


ACTIONS = (
    Planned("it", "Etiske retningslinjer for leverandører legges ved nye avtaler", "ingrid", date(2025, 12, 31),
            "Alle store leverandører har godtatt dem", "Vedtatt oktober 2024. 7 av 8 leverandører har godtatt dem"),
    Planned("it", "Spørreskjema om arbeidsforhold og underleverandører", "kari", date(2025, 1, 15), "",
            "Ingen leverandører som svarte, meldte vesentlige brudd", "done", date(2025, 2, 11)),
    Planned("factory", "Be avtaleeieren om plan for gjenoppretting", "ingrid", date(2025, 5, 16)),
    Planned("overtime", "Dialogmøte om overtid i høysesong", "kari", date(2025, 6, 11),
            "Måltall for ukentlig arbeidstid", status="not_started"),
    Planned("overtime", "Få liste over fabrikker i ledd 1 og 2", "kari", date(2025, 5, 30),
            "Kjenne 80 % av verdien til fabrikk"),
    Planned("minerals", "Mineralrapport for 3TG", "kari", date(2025, 3, 1), "", "212 av 218 smelteverk er revidert",
            "done", date(2025, 3, 1)),
    Planned("cocoa", "Kreve merket kakao og sukker i ny avtale", "frida", date(2026, 4, 30),
            "All kakao er merket fra 2026", status="not_started", starts_on=date(2025, 9, 1)),
    Planned("cleaning", "Egenrapport om lønn og arbeidsvilkår fra alle renholdsleverandører", "frida",
            date(2024, 12, 15), "", "Alle tre har levert, med dokumentasjon fra tilsyn", "done", date(2024, 12, 13)),
    Planned("cleaners", "Stikkprøver av lønn, overtid og HMS-kort", "frida", date(2024, 12, 1), "",
            "To prøver tatt. Mindre avvik er rettet", "done", date(2024, 11, 26)),
    Planned("food", "Purre leverandørene som ikke har svart", "frida", date(2025, 5, 9),
            "Svar fra alle før styremøtet"),
    Planned("transport", "Be transportørene om status for lønns- og arbeidsvilkår", "frida", date(2025, 5, 20),
            "Status fra alle tre", status="not_started", starts_on=date(2025, 2, 1)),
    Planned("it", "Ta i bruk nytt verktøy for oppfølging av avtaler", "ingrid", date(2025, 12, 31),
            "Alle avtaler vurderes i ett system", status="in_progress", starts_on=date(2025, 1, 6)),
    Planned("it", "Lage operative rutiner for risikovurdering og oppfølging", "ingrid", date(2025, 10, 1),
            "Rutinene er i bruk fra høsten 2025", status="not_started", starts_on=date(2025, 5, 1)),
)  # fmt: skip


def _actions(
    chain: Chain,
    people: dict[str, Person],
    areas: dict[str, RiskArea],
    impacts: dict[str, AdverseImpact],
    at: datetime,
) -> None:
    for planned in ACTIONS:
        action = Action(
            enterprise=chain.enterprise, unit=chain.enterprise, title=planned.title, responsible=people[planned.who],
            responsible_name=people[planned.who].name, starts_on=planned.starts_on, due_on=planned.due_on,
            expected_result=planned.expected, result=planned.result, status=planned.status, done_on=planned.done_on,
        )  # fmt: skip
        link = ImpactAction(impact=impacts.get(planned.of), area=areas.get(planned.of), action=action)
        lay([action], enterprise=chain.enterprise, at=at)
        link.action = action
        lay([link], enterprise=chain.enterprise, at=at)
