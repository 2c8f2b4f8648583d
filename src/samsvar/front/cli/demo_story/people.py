"""The demo's people, their roles, the board and who holds which duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from samsvar.front.cli.demo_story.laying import BY, lay
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.organisation.models import Body, BodyKind, BodyMember, Duty, OrgUnit, Person, Post
from samsvar.platform.organisation.services import create_person

FIRST_DAY = date(2022, 1, 1)


@dataclass(frozen=True)
class Figure:
    """Somebody in the story: the words before the @, name, title, role and the number of the unit it is held on."""

    word: str
    name: str
    title: str
    role: Role
    unit: str


CAST = (
    Figure("ingrid", "Ingrid Prøve", "Fagleder for bærekraftige anskaffelser", Role.CSR_ADVISER, "SF-1"),
    Figure("kari", "Kari Liksom", "Avtaleansvarlig, IKT", Role.CONTRACT_OWNER, "SF-1"),
    Figure("frida", "Frida Fiktiv", "Innkjøpsrådgiver", Role.PROCUREMENT_ADVISER, "SF-1"),
    Figure("henrik", "Henrik Påfunn", "Avtaleansvarlig, drift", Role.CONTRACT_OWNER, "SF-1-D"),
    Figure("lise", "Lise Tenkt", "Leder for infrastruktur og drift", Role.LEADER, "SF-1-D"),
    Figure("per", "Per Eksempel", "Administrerende direktør", Role.MANAGING_DIRECTOR, "SF-1"),
    Figure("siri", "Siri Skisse", "Styresekretær", Role.BOARD_SECRETARY, "SF-1"),
    Figure("bodil", "Bodil Oppdiktet", "Styreleder", Role.BOARD_MEMBER, "SF-1"),
    Figure("tor", "Tor Tenkelig", "Nestleder i styret", Role.BOARD_MEMBER, "SF-1"),
    Figure("hanne", "Hanne Påhitt", "HR-rådgiver", Role.HR_ADVISER, "SF-1"),
    Figure("ola", "Ola Testesen", "HMS-rådgiver", Role.HSE_ADVISER, "SF-1"),
    Figure("rolf", "Rolf Rapport", "Internrevisor", Role.AUDITOR, "SF-1"),
    Figure("ada", "Ada Oppsett", "Systemansvarlig", Role.ADMINISTRATOR, "SF-1"),
    Figure("reidun", "Reidun Region", "Regional rådgiver", Role.REGIONAL_ADVISER, "RHF-1"),
    Figure("nils", "Nils Nabo", "Rådgiver for samfunnsansvar", Role.CSR_ADVISER, "HF-1"),
)


def lay_people(units: dict[str, OrgUnit], at: datetime) -> dict[str, Person]:
    """Make everybody in the cast with their role; gives them by their word."""
    return lay_figures(CAST, units, at)


def lay_figures(figures: Iterable[Figure], units: dict[str, OrgUnit], at: datetime) -> dict[str, Person]:
    """Make these people with their role; gives them by their word."""
    found = {}
    for figure in figures:
        unit = units[figure.unit]
        person = create_person(
            email=f"{figure.word}@demo.invalid",
            name=figure.name,
            by=BY,
            at=at,
            enterprise=unit.enterprise,
            title=figure.title,
            demo_only=True,
        )
        role = RoleAssignment(person=person, unit=unit, role=figure.role.value, valid_from=FIRST_DAY)
        lay([role], enterprise=unit.enterprise or unit, at=at)
        found[figure.word] = person
    return found


def lay_board(enterprise: OrgUnit, people: dict[str, Person], at: datetime) -> Body:
    """The board with two members who sign in, and the duties of the enterprise."""
    board = Body(enterprise=enterprise, name_nb="Styret i Eksempel helsenett SF", kind=BodyKind.BOARD)
    lay([board], enterprise=enterprise, at=at)
    seats = [("bodil", "styreleder"), ("tor", "nestleder")]
    lay(
        [
            BodyMember(body=board, person=people[word], name=people[word].name, title=title, valid_from=FIRST_DAY)
            for word, title in seats
        ],
        enterprise=enterprise,
        at=at,
    )
    duties = [
        (Duty.MANAGING_DIRECTOR, "per", FIRST_DAY),
        (Duty.BOARD_SECRETARY, "siri", FIRST_DAY),
        (Duty.DUE_DILIGENCE, "ingrid", date(2024, 3, 1)),
    ]
    lay(
        [Post(enterprise=enterprise, duty=duty, person=people[word], valid_from=since) for duty, word, since in duties],
        enterprise=enterprise,
        at=at,
    )
    return board
