"""The one cast of people and units in all tests. Kari leads, Ola is HSE adviser, Per must see nothing.

Demodata helse                       national
├─ Eksempel helsenett SF             sf        kari, ola, director, board, auditor, administrator …
│  ├─ Divisjon drift                 clinic
│  │  ├─ Avdeling nett               department    leader
│  │  │  └─ Seksjon vakt             section
│  │  └─ Avdeling kjøp               department    sibling
│  └─ Divisjon tryggleik             clinic        (path …divisjon1 is a look-alike of …divisjon10)
├─ Nabo Kanarifugl SF                sf        nils; Per belongs here and has no role
│  └─ Avdeling Kanarifugl            department
└─ Oppdiktet RHF                     rhf       regional
   ├─ Liksom sykehus HF              hf        berit
   │  └─ Liksom klinikk              clinic
   └─ Påfunn sykehus HF              hf
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.access.viewer import Viewer, viewer_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit, Person, UnitPlacement

#: The tests' clock: a Tuesday, ten in the morning in Norway.
NOW = datetime(2025, 5, 20, 8, 0, tzinfo=UTC)
TODAY = date(2025, 5, 20)
BEGAN = date(2020, 1, 1)

#: Stands in the names of everything the neighbour owns, and must reach no page of anybody else.
CANARY = "Kanarifugl"

#: Key, parent's key, kind, name, organisation number (made up, with right check digits).
_UNITS = [
    ("nasjonal", None, "national", "Demodata helse", ""),
    ("eksempel", "nasjonal", "sf", "Eksempel helsenett SF", "912345674"),
    ("divisjon1", "eksempel", "clinic", "Divisjon drift", ""),
    ("nett", "divisjon1", "department", "Avdeling nett", ""),
    ("vakt", "nett", "section", "Seksjon vakt", ""),
    ("kjop", "divisjon1", "department", "Avdeling kjøp", ""),
    ("divisjon10", "eksempel", "clinic", "Divisjon tryggleik", ""),
    ("nabo", "nasjonal", "sf", f"Nabo {CANARY} SF", "923456783"),
    ("naboavd", "nabo", "department", f"Avdeling {CANARY}", ""),
    ("region", "nasjonal", "rhf", "Oppdiktet RHF", "934567896"),
    ("liksom", "region", "hf", "Liksom sykehus HF", "945678904"),
    ("liksomkl", "liksom", "clinic", "Liksom klinikk", ""),
    ("pafunn", "region", "hf", "Påfunn sykehus HF", "956789014"),
]

#: Name in the cast, what the person is called, where they belong, role, where it is held, its first and last day.
_PEOPLE: list[tuple[str, str, str, Role | None, str, date, date | None]] = [
    ("kari", "Kari Liksom", "eksempel", Role.CSR_ADVISER, "eksempel", BEGAN, None),
    ("ola", "Ola Testesen", "eksempel", Role.HSE_ADVISER, "eksempel", BEGAN, None),
    ("per", "Per Eksempel", "nabo", None, "", BEGAN, None),
    ("nils", f"Nils {CANARY}", "nabo", Role.CSR_ADVISER, "nabo", BEGAN, None),
    ("administrator", "Anne Oppsett", "eksempel", Role.ADMINISTRATOR, "eksempel", BEGAN, None),
    ("auditor", "Rolf Revisor", "eksempel", Role.AUDITOR, "eksempel", BEGAN, None),
    ("director", "Dina Direktør", "eksempel", Role.MANAGING_DIRECTOR, "eksempel", BEGAN, None),
    ("secretary", "Siri Sekretær", "eksempel", Role.BOARD_SECRETARY, "eksempel", BEGAN, None),
    ("chair", "Ingrid Prøve", "eksempel", Role.BOARD_MEMBER, "eksempel", BEGAN, None),
    ("member", "Bjørn Bisitter", "eksempel", Role.BOARD_MEMBER, "eksempel", BEGAN, None),
    ("hr", "Hanne Hypotese", "eksempel", Role.HR_ADVISER, "eksempel", BEGAN, None),
    ("owner", "Eva Avtale", "eksempel", Role.CONTRACT_OWNER, "kjop", BEGAN, None),
    ("leader", "Lars Leder", "eksempel", Role.LEADER, "nett", BEGAN, None),
    ("sibling", "Sissel Søsken", "eksempel", Role.LEADER, "kjop", BEGAN, None),
    ("lookalike", "Ture Tvilling", "eksempel", Role.CSR_ADVISER, "divisjon10", BEGAN, None),
    ("ended", "Else Eks", "eksempel", Role.CSR_ADVISER, "eksempel", BEGAN, date(2025, 5, 19)),
    ("future", "Frida Fremtid", "eksempel", Role.CSR_ADVISER, "eksempel", date(2025, 5, 21), None),
    ("regional", "Randi Region", "region", Role.REGIONAL_ADVISER, "region", BEGAN, None),
    ("berit", "Berit Bedrift", "liksom", Role.CSR_ADVISER, "liksom", BEGAN, None),
]


@dataclass(frozen=True)
class Cast:
    """Everybody and every unit by name: `cast.kari`, `cast.units["nett"]`, `cast.enterprise`, `cast.neighbour`."""

    people: dict[str, Person]
    units: dict[str, OrgUnit]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def enterprise(self) -> OrgUnit:
        return self.units["eksempel"]

    @property
    def neighbour(self) -> OrgUnit:
        return self.units["nabo"]

    def viewer(self, name: str) -> Viewer:
        """The person as `request.viewer` on the tests' day."""
        return viewer_of(self.people[name], on=TODAY)

    def actor(self, name: str) -> Actor:
        """The person as `by=` of a service."""
        person = self.people[name]
        return Actor(person_key=person.key, name=person.name, via="web")


def key_of(name: str) -> str:
    """A key that is the same in every run."""
    return sha256(name.encode()).hexdigest()[:16]


def lay_cast() -> Cast:
    """Write the cast into the database, quickly and without the trail."""
    units = _lay_units()
    people = {
        name: Person(
            key=key_of(f"person {name}"),
            email=f"{name}@example.org",
            name=called,
            enterprise=units[home],
            password="!",
            created_at=NOW,
        )
        for name, called, home, *_ in _PEOPLE
    }
    Person.objects.bulk_create(people.values())
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            key=key_of(f"role {name}"),
            person=people[name],
            unit=units[unit],
            role=role.value,
            valid_from=first,
            valid_to=last,
            created_at=NOW,
            updated_at=NOW,
        )
        for name, _, _, role, unit, first, last in _PEOPLE
        if role
    )
    return Cast(people, units)


def _lay_units() -> dict[str, OrgUnit]:
    """One insert, so that `parent` and `enterprise` can point within the batch.

    The ids are far above those that PostgreSQL's sequence, which no rollback turns back, reaches in a run.
    """
    first = (OrgUnit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1_000_000_000
    units: dict[str, OrgUnit] = {}
    for place, (key, above, kind, name, orgnr) in enumerate(_UNITS):
        parent = units[above] if above else None
        path = f"{parent.path if parent else ''}{key}."
        unit = OrgUnit(
            pk=first + place,
            key=key,
            number=key,
            parent=parent,
            path=path,
            path_end=path[:-1] + "/",
            name_nb=name,
            kind=kind,
            orgnr=orgnr,
            created_at=NOW,
            updated_at=NOW,
        )
        unit.enterprise_id = unit.pk if kind in ENTERPRISE_KINDS else (parent.enterprise_id if parent else None)
        units[key] = unit
    OrgUnit.objects.bulk_create(units.values())
    UnitPlacement.objects.bulk_create(
        UnitPlacement(unit=unit, parent=unit.parent, path=unit.path, name_nb=unit.name_nb) for unit in units.values()
    )
    return units
