"""Lays made data into an empty, migrated database: straight into the tables, with the trail's events."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models, transaction

from bench.made import DAY, Maker, Size, organisation_number
from samsvar.platform.access.events import ROLE_GIVEN
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.organisation.events import PERSON_CREATED, UNITS_IMPORTED
from samsvar.platform.organisation.models import OrgUnit, Person, UnitPlacement
from samsvar.registers.actions.events import ACTION_CREATED
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.events import CONTRACTS_IMPORTED, SUPPLIERS_IMPORTED
from samsvar.registers.suppliers.models import (
    Contract,
    ContractTerm,
    OwnerInquiry,
    Partner,
    Supplier,
    SupplyChainLink,
)
from samsvar.registers.suppliers.services.bulk import Inserts, portions
from samsvar.registers.suppliers.services.search import search_text
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactAction, ImpactLink

AT = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)
BY = Actor(person_key="", name="samsvar", via="cli")
_PORTION = 2_000
_ENTERPRISE_ROLES = (
    *(Role.CSR_ADVISER, Role.ADMINISTRATOR, Role.MANAGING_DIRECTOR, Role.BOARD_SECRETARY, Role.AUDITOR),
    *(Role.BOARD_MEMBER, Role.BOARD_MEMBER, Role.HSE_ADVISER, Role.HR_ADVISER, Role.PROCUREMENT_ADVISER),
)
_UNIT_ROLES = (Role.LEADER, Role.CONTRACT_OWNER, Role.CONTRACT_OWNER)
_STAMPS = {"created_at": AT, "updated_at": AT}


class Laying:
    """Writes everything in the order things point to each other."""

    def __init__(self, size: Size, seed: int, one_enterprise: bool = False) -> None:
        self.size = size
        self.make = Maker(seed)
        self.one_enterprise = one_enterprise
        self.enterprises: list[OrgUnit] = []
        self.units: dict[int, list[OrgUnit]] = {}
        self.people: dict[int, list[Person]] = {}
        self.suppliers: dict[int, list[tuple[int, str]]] = {}
        self.contracts: dict[int, list[tuple[int, int]]] = {}
        self.impacts: dict[int, list[int]] = {}

    def lay(self) -> Iterator[str]:
        """Everything, one transaction for each enterprise; says what it has done."""
        with transaction.atomic():
            self._lay_units()
        yield f"{sum(len(units) for units in self.units.values()) + 1} units"
        self._lay_people()
        yield f"{sum(len(people) for people in self.people.values())} people"
        self._lay_suppliers()
        yield f"{sum(len(rows) for rows in self.suppliers.values())} suppliers"
        self._lay_contracts()
        yield f"{sum(len(rows) for rows in self.contracts.values())} contracts"
        self._lay_follow_up()
        yield "terms, chains, inquiries, impacts and actions"

    def shares(self, total: int) -> list[int]:
        """How much of something each enterprise has. The trusts come first, the greatest of them at the front."""
        if self.one_enterprise:
            return [total] + [0] * (len(self.enterprises) - 1)
        return self.make.shares(len(self.enterprises), total)

    def _lay_units(self) -> None:
        above = self._unit(None, "national", "Demodata helse", "")
        regions = [
            self._unit(above, "rhf", f"Oppdiktet RHF {place}", organisation_number(3_000_000 + place))
            for place in range(1, self.size.regions + 1)
        ]
        trusts = [
            self._unit(
                regions[place % len(regions)],
                "hf",
                f"Liksom sykehus {place + 1} HF",
                organisation_number(3_001_000 + place),
            )
            for place in range(self.size.trusts)
        ]
        self.enterprises = [*trusts, *regions]
        made = [above, *regions, *trusts]
        left = max(0, self.size.units - len(made))
        for enterprise, count in zip(trusts, self.make.shares(len(trusts), left), strict=True):
            self.units[enterprise.pk] = [enterprise, *self._parts(enterprise, count)]
        for region in regions:
            self.units[region.pk] = [region]
        for enterprise in self.enterprises:
            rows = [changed(unit) for unit in self.units[enterprise.pk]]
            about = {"created": len(rows), "changed": 0}
            record(UNITS_IMPORTED, by=BY, at=AT, enterprise=enterprise.key, rows=rows, about=about)
        record(UNITS_IMPORTED, by=BY, at=AT, enterprise=None, rows=[changed(above)], about={"created": 1, "changed": 0})

    def _parts(self, enterprise: OrgUnit, count: int) -> list[OrgUnit]:
        """Clinics, departments and sections in the proportion one to six to eighteen."""
        found: list[OrgUnit] = []
        above = [enterprise]
        for kind, name, many in (
            ("clinic", "Klinikk", max(1, count // 25)),
            ("department", "Avdeling", max(1, count * 6 // 25)),
            ("section", "Seksjon", max(0, count - max(1, count // 25) - max(1, count * 6 // 25))),
        ):
            rows = [
                self._made(above[place % len(above)], kind, f"{name} {place + 1}", "")
                for place in range(min(many, count - len(found)))
            ]
            _insert(rows)
            found += rows
            above = rows or above
        UnitPlacement.objects.bulk_create([_placement(unit) for unit in found], batch_size=_PORTION)
        return found

    def _unit(self, parent: OrgUnit | None, kind: str, name: str, orgnr: str) -> OrgUnit:
        unit = self._made(parent, kind, name, orgnr)
        unit.save()
        if orgnr:
            unit.enterprise = unit
            unit.save()
        UnitPlacement.objects.bulk_create([_placement(unit)])
        return unit

    def _made(self, parent: OrgUnit | None, kind: str, name: str, orgnr: str) -> OrgUnit:
        key = new_key()
        path = f"{parent.path if parent else ''}{key}."
        return OrgUnit(
            key=key,
            number=f"E-{key[:10]}",
            parent=parent,
            path=path,
            path_end=path[:-1] + "/",
            enterprise_id=parent.enterprise_id if parent else None,
            name_nb=name,
            kind=kind,
            orgnr=orgnr,
            **_STAMPS,
        )

    def _lay_people(self) -> None:
        serial = 0
        for enterprise, count in zip(
            self.enterprises, self.make.shares(len(self.enterprises), self.size.people), strict=True
        ):
            people = []
            for place in range(max(count, len(_ENTERPRISE_ROLES))):
                serial += 1
                people.append(self._person(enterprise, serial, place))
            with transaction.atomic():
                Person.objects.bulk_create(people, batch_size=_PORTION)
                roles = [self._role(enterprise, person, place) for place, person in enumerate(people)]
                RoleAssignment.objects.bulk_create(roles, batch_size=_PORTION)
                rows = [changed(person) for person in people]
                record(PERSON_CREATED, by=BY, at=AT, enterprise=enterprise.key, rows=rows)
                rows = [changed(role) for role in roles]
                record(ROLE_GIVEN, by=BY, at=AT, enterprise=enterprise.key, rows=rows)
            self.people[enterprise.pk] = people

    def _person(self, enterprise: OrgUnit, serial: int, place: int) -> Person:
        return Person(
            key=new_key(),
            email=f"person{serial}@example.org",
            name=self.make.person(serial),
            enterprise=enterprise,
            password="!",
            created_at=AT,
        )

    def _role(self, enterprise: OrgUnit, person: Person, place: int) -> RoleAssignment:
        at_top = place < len(_ENTERPRISE_ROLES)
        role = _ENTERPRISE_ROLES[place] if at_top else self.make.random.choice(_UNIT_ROLES)
        if at_top and enterprise.kind == "rhf" and role == Role.CSR_ADVISER:
            role = Role.REGIONAL_ADVISER
        unit = enterprise if at_top else self.make.random.choice(self.units[enterprise.pk])
        return RoleAssignment(
            person=person, unit=unit, role=role.value, valid_from=DAY - timedelta(days=900), **_STAMPS
        )

    def _lay_suppliers(self) -> None:
        serial = 0
        for enterprise, count in zip(self.enterprises, self.shares(self.size.suppliers), strict=True):
            rows = []
            for _ in range(count):
                serial += 1
                rows.append({"enterprise_id": enterprise.pk, **self.make.supplier(serial)})
            names = [(row["name"],) for row in rows]
            numbers = _recorded(enterprise, SUPPLIERS_IMPORTED, Supplier, rows)
            self.suppliers[enterprise.pk] = [(pk, name) for pk, (name,) in zip(numbers, names, strict=True)]

    def _lay_contracts(self) -> None:
        serial = 0
        for enterprise, count in zip(self.enterprises, self.shares(self.size.contracts), strict=True):
            suppliers, units = self.suppliers[enterprise.pk], self.units[enterprise.pk]
            people = self.people[enterprise.pk]
            rows = []
            for _ in range(count if suppliers else 0):
                serial += 1
                rows.append(self._contract(enterprise, serial, suppliers, units, people))
            numbers = _recorded(enterprise, CONTRACTS_IMPORTED, Contract, rows)
            self.contracts[enterprise.pk] = [(pk, row["unit_id"]) for pk, row in zip(numbers, rows, strict=True)]

    def _contract(
        self,
        enterprise: OrgUnit,
        serial: int,
        suppliers: list[tuple[int, str]],
        units: list[OrgUnit],
        people: list[Person],
    ) -> dict[str, Any]:
        made, draw = self.make.contract(serial), self.make.random
        supplier, name = suppliers[self.make.near_first(len(suppliers))]
        responsible = draw.choice(people) if draw.random() < 0.8 else None
        number = f"A-{serial:06}"
        return {
            **made,
            "enterprise_id": enterprise.pk,
            "unit_id": draw.choice(units).pk,
            "number": number,
            "search_text": search_text(number, made["title"], name),
            "supplier_id": supplier,
            "responsible_id": responsible.pk if responsible else None,
            "cpv_codes": _listed(made["cpv_codes"]),
            "countries": _listed(made["countries"]),
        }

    def _lay_follow_up(self) -> None:
        sizes = ("terms", "chain_links", "inquiries", "impacts", "actions")
        shares = [self.shares(getattr(self.size, name)) for name in sizes]
        for place, enterprise in enumerate(self.enterprises):
            if not self.contracts[enterprise.pk]:
                continue
            terms, links, inquiries, impacts, actions = (share[place] for share in shares)
            with transaction.atomic():
                self._lay_terms(enterprise, terms)
                self._lay_chain(enterprise, links)
                self._lay_inquiries(enterprise, inquiries)
                self._lay_impacts(enterprise, impacts)
                self._lay_actions(enterprise, actions)

    def _lay_terms(self, enterprise: OrgUnit, count: int) -> None:
        draw, contracts = self.make.random, self.contracts[enterprise.pk]
        chosen = draw.sample(contracts, min(count, len(contracts)))
        kinds = ("human_rights", "human_rights", "wages", "ethics")
        rows = [{"contract_id": pk, "kind": draw.choice(kinds), "term_version": "2024"} for pk, _ in chosen]
        _recorded(enterprise, CONTRACTS_IMPORTED, ContractTerm, rows)

    def _lay_chain(self, enterprise: OrgUnit, count: int) -> None:
        rows = [
            {
                "supplier_id": self.make.random.choice(self.suppliers[enterprise.pk])[0],
                "tier": self.make.random.choice((1, 1, 2, 3)),
                "role": "factory",
                "name": f"Liksom fabrikk {number + 1}",
                "country": self.make.country(),
            }
            for number in range(count)
        ]
        _recorded(enterprise, SUPPLIERS_IMPORTED, SupplyChainLink, rows)

    def _lay_inquiries(self, enterprise: OrgUnit, count: int) -> None:
        draw = self.make.random
        partner = Partner.objects.create(enterprise=enterprise, name="Oppdiktet innkjøpssenter", **_STAMPS)
        through = OwnerInquiry.contracts.through
        rows: list[OwnerInquiry] = []
        for _ in range(count):
            asked = DAY - timedelta(days=draw.randrange(400))
            answered = asked + timedelta(days=25) if draw.random() < 0.6 else None
            rows.append(
                OwnerInquiry(
                    enterprise=enterprise,
                    partner=partner,
                    asked_on=asked,
                    question="Hva har dere gjort?",
                    answered_on=answered,
                    answer="Oppdiktet svar" if answered else "",
                    **_STAMPS,
                )
            )
        OwnerInquiry.objects.bulk_create(rows, batch_size=_PORTION)
        contracts = self.contracts[enterprise.pk]
        links = [through(ownerinquiry_id=row.pk, contract_id=draw.choice(contracts)[0]) for row in rows]
        through.objects.bulk_create(links, batch_size=_PORTION)
        changes = [changed(partner)], [changed(row) for row in rows]
        for each in changes:
            record(SUPPLIERS_IMPORTED, by=BY, at=AT, enterprise=enterprise.key, rows=each, about=_about(each))

    def _lay_impacts(self, enterprise: OrgUnit, count: int) -> None:
        contracts = self.contracts[enterprise.pk]
        chosen = [self.make.random.choice(contracts) for _ in range(count)]
        rows = [
            {**self.make.impact(), "enterprise_id": enterprise.pk, "unit_id": unit, "number": f"N-{number + 1}"}
            for number, (_, unit) in enumerate(chosen)
        ]
        numbers = self.impacts[enterprise.pk] = _recorded(enterprise, CONTRACTS_IMPORTED, AdverseImpact, rows)
        links = [
            {"impact_id": impact, "contract_id": contract, "certainty": "likely"}
            for impact, (contract, _) in zip(numbers, chosen, strict=True)
        ]
        _recorded(enterprise, CONTRACTS_IMPORTED, ImpactLink, links)

    def _lay_actions(self, enterprise: OrgUnit, count: int) -> None:
        """Every other on an impact. Each with an event of its own, so that the trail is as long as it is in use."""
        draw, people = self.make.random, self.people[enterprise.pk]
        for number in range(count):
            contract, unit = draw.choice(self.contracts[enterprise.pk])
            action = Action(
                enterprise=enterprise, unit_id=unit, responsible=draw.choice(people), **self.make.action(), **_STAMPS
            )
            action.save()
            impacts = self.impacts[enterprise.pk]
            on = {"impact_id": draw.choice(impacts)} if impacts and number % 2 else {"contract_id": contract}
            link = ImpactAction(action=action, **on, **_STAMPS)
            link.save()
            at = AT + timedelta(minutes=number)
            rows = [changed(action), changed(link)]
            record(ACTION_CREATED, by=BY, at=at, enterprise=enterprise.key, rows=rows)


def _recorded(enterprise: OrgUnit, kind: str, model: type[models.Model], rows: list[dict[str, Any]]) -> list[int]:
    """Inserts the rows with one event, and gives their primary keys."""
    if not rows:
        return []
    inserts, numbers = Inserts(model, AT, len(rows)), []

    def stream() -> Iterator[RowChange]:
        for portion in portions(rows, _PORTION):
            for pk, change in inserts.insert(portion):
                numbers.append(pk)
                yield change

    with transaction.atomic():
        record(kind, by=BY, at=AT, enterprise=enterprise.key, rows=stream(), about=_about(rows))
    return numbers


def _about(rows: list[Any]) -> dict[str, int]:
    return {"created": len(rows), "changed": 0}


def _insert(units: list[OrgUnit]) -> None:
    OrgUnit.objects.bulk_create(units, batch_size=_PORTION)


def _placement(unit: OrgUnit) -> UnitPlacement:
    return UnitPlacement(unit=unit, parent=unit.parent, path=unit.path, name_nb=unit.name_nb)


def _listed(parts: tuple[str, ...]) -> str:
    return f";{';'.join(parts)};" if parts else ""
