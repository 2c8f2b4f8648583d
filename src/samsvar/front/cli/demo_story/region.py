"""Helse Eksempel RHF with three trusts and some 400 units: where the management system is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from samsvar.core.readers.org_units import OrgUnitRow
from samsvar.front.cli.demo_story.laying import BY, lay
from samsvar.front.cli.demo_story.people import FIRST_DAY, Figure, lay_figures
from samsvar.platform.access.permissions import Role
from samsvar.platform.organisation.models import Body, BodyKind, BodyMember, OrgUnit, Person
from samsvar.platform.organisation.services.imports import import_org_units

OPENED = date(2002, 1, 1)
TRUSTS = (
    ("HF-1", "Sykehuset Nabo HF", "Sjukehuset Nabo HF", "317636407"),
    ("HF-2", "Sykehuset Eksempel HF", "Sjukehuset Døme HF", "318000018"),
    ("HF-3", "Sykehuset Tenkt HF", "Sjukehuset Tenkt HF", "318000026"),
)
#: Bokmål and nynorsk.
CLINICS = (
    ("Medisinsk klinikk", "Medisinsk klinikk"),
    ("Klinikk for kirurgi", "Klinikk for kirurgi"),
    ("Klinikk for psykisk helsevern", "Klinikk for psykisk helsevern"),
    ("Kvinne- og barneklinikken", "Kvinne- og barneklinikken"),
    ("Akuttklinikken", "Akuttklinikken"),
    ("Klinikk for diagnostikk", "Klinikk for diagnostikk"),
    ("Klinikk for rehabilitering", "Klinikk for rehabilitering"),
    ("Drift og eiendom", "Drift og eigedom"),
)
DEPARTMENTS = (
    ("Sengeavdelingen", "Sengeavdelinga"),
    ("Poliklinikken", "Poliklinikken"),
    ("Dagbehandlingen", "Dagbehandlinga"),
    ("Fagstøtte", "Fagstøtte"),
)
SECTIONS = ("Seksjon øst", "Seksjon vest", "Seksjon for beredskap")
SECTIONS_NN = ("Seksjon aust", "Seksjon vest", "Seksjon for beredskap")

FIGURES = (
    Figure("solveig", "Solveig Skisse", "Rådgiver for samfunnsansvar", Role.CSR_ADVISER, "HF-2"),
    Figure("mona", "Mona Påfunn", "HMS-sjef", Role.HSE_ADVISER, "HF-2"),
    Figure("hilde", "Hilde Hypotese", "Hovedverneombud", Role.CHIEF_SAFETY_REPRESENTATIVE, "HF-2"),
    Figure("tone", "Tone Tenkelig", "Tillitsvalgt", Role.UNION_REPRESENTATIVE, "HF-2"),
    Figure("bente", "Bente Fiktiv", "Bedriftslege", Role.OCCUPATIONAL_HEALTH, "HF-2"),
    Figure("vidar", "Vidar Påhitt", "Verneombud", Role.SAFETY_REPRESENTATIVE, "HF-2-3"),
    Figure("dag", "Dag Oppdiktet", "Administrerende direktør", Role.MANAGING_DIRECTOR, "HF-2"),
    Figure("leif", "Leif Liksom", "Klinikksjef", Role.LEADER, "HF-2-3"),
    Figure("tuva", "Tuva Tenkt", "Rådgiver for samfunnsansvar", Role.CSR_ADVISER, "HF-3"),
)


@dataclass(frozen=True)
class Region:
    """What the rooms of the management system lay their part of the story on: units by number, the rest by word.

    Bodies: `rhf_board`, `directors` (the region's), `board`, `amu`, `management` (of Sykehuset Eksempel HF).
    """

    rhf: OrgUnit
    trusts: tuple[OrgUnit, ...]
    units: dict[str, OrgUnit]
    people: dict[str, Person]
    bodies: dict[str, Body]

    @property
    def hospital(self) -> OrgUnit:
        """Sykehuset Eksempel HF, which has the strategy."""
        return self.units["HF-2"]


def lay_region(people: dict[str, Person], at: datetime) -> Region:
    """The units, who works there, and the bodies; then each room's part. Units of the region that stand are kept."""
    outcome = import_org_units(list(_rows()), by=BY, at=at)
    if outcome.errors:
        raise ValueError(f"the demo's units: {outcome.errors[0]}")
    rhf = OrgUnit.objects.get(number="RHF-1")
    units = {unit.number: unit for unit in OrgUnit.objects.under(rhf).select_related("enterprise")}
    people |= lay_figures(FIGURES, units, at)
    trusts = tuple(units[number] for number, *_ in TRUSTS)
    return Region(rhf, trusts, units, people, _bodies(rhf, units["HF-2"], people, at))


def _rows() -> Iterator[OrgUnitRow]:
    count = iter(range(2, 1000))

    def row(number: str, parent: str, names: tuple[str, str], kind: str, orgnr: str | None = None) -> OrgUnitRow:
        return OrgUnitRow(next(count), number, parent, *names, orgnr, kind, OPENED, None)

    for number, name_nb, name_nn, orgnr in TRUSTS:
        yield row(number, "RHF-1", (name_nb, name_nn), "hf", orgnr)
        for place, clinic in enumerate(CLINICS, start=1):
            of_clinic = f"{number}-{place}"
            yield row(of_clinic, number, clinic, "clinic")
            for at, department in enumerate(DEPARTMENTS, start=1):
                yield row(f"{of_clinic}-{at}", of_clinic, department, "department")
                for under, section in enumerate(zip(SECTIONS, SECTIONS_NN, strict=True), start=1):
                    yield row(f"{of_clinic}-{at}-{under}", f"{of_clinic}-{at}", section, "section")


def _bodies(rhf: OrgUnit, hospital: OrgUnit, people: dict[str, Person], at: datetime) -> dict[str, Body]:
    rows = (
        ("rhf_board", rhf, "Styret i Helse Eksempel RHF", "Styret i Helse Eksempel RHF", BodyKind.BOARD),
        ("directors", rhf, "Direktørmøtet", "Direktørmøtet", BodyKind.DIRECTORS_MEETING),
        ("board", hospital, "Styret i Sykehuset Eksempel HF", "Styret i Sjukehuset Døme HF", BodyKind.BOARD),
        ("amu", hospital, "Arbeidsmiljøutvalget", "Arbeidsmiljøutvalet", BodyKind.AMU),
        ("management", hospital, "Sykehusledelsen", "Sjukehusleiinga", BodyKind.MANAGEMENT),
    )
    bodies = {
        word: Body(enterprise=owner, name_nb=name_nb, name_nn=name_nn, kind=kind)
        for word, owner, name_nb, name_nn, kind in rows
    }
    for owner in (rhf, hospital):
        lay([body for body in bodies.values() if body.enterprise == owner], enterprise=owner, at=at)
    seats = [
        ("amu", "mona", "sekretær"), ("amu", "dag", "arbeidsgiverens representant"),
        ("management", "dag", "leder"), ("management", "leif", "medlem"),
        ("directors", "dag", "medlem"), ("directors", "reidun", "sekretær"),
    ]  # fmt: skip
    for word, person, title in seats:
        body, seated = bodies[word], people[person]
        seat = BodyMember(body=body, person=seated, name=seated.name, title=title, valid_from=FIRST_DAY)
        lay([seat], enterprise=body.enterprise, at=at)
    return bodies
