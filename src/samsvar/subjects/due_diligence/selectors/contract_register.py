"""The contract register as a whole: counts, what to filter by, and who is responsible."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.unchanged import unless_changed
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.suppliers.codes import Ownership
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.due_diligence.selectors.contracts import (
    ASSESSED,
    by_contract,
    by_level,
    changed_since_run,
    contracts_of,
    latest_run,
)
from samsvar.subjects.due_diligence.selectors.together import Together


@dataclass(frozen=True, slots=True)
class Register:
    """What a unit's register holds as a whole.

    `counts`: contracts in each saved view, `assessed` by us, `assisted` (owned by others), and `unassessed`: changed
    since they were last assessed, or never assessed. `countries` and CPV `divisions` (two digits): what to filter by.
    `responsible`: how many contracts each person answers for, by the person's primary key.
    """

    counts: Mapping[str, int]
    countries: tuple[str, ...]
    divisions: tuple[str, ...]
    responsible: Mapping[int, int]


def register_of(viewer: Viewer, unit: OrgUnit, today: date) -> Register:
    """The register as a whole, counted anew where anything is recorded since it was counted last.

    One query; when it is counted two more, each over one table, and a third where contracts wait to be assessed.
    """
    found: Register = unless_changed(
        ("contracts", viewer.sight, unit.pk, unit.path, today),
        lambda: _register_of(viewer, unit, today),
        enterprise=unit.enterprise.key if unit.enterprise else None,
        also=_LATEST_RUN,
        values=(unit.enterprise_id,),
    )
    mine = found.responsible.get(viewer.person.pk, 0) if viewer.person else 0
    return replace(found, counts={"mine": mine, **found.counts})


#: A run is stored without an event where it changes no figure, and what is changed since it counts from it.
_LATEST_RUN = 'SELECT "at" FROM due_diligence_assessmentrun WHERE enterprise_id = %s ORDER BY "at" DESC LIMIT 1'


def _register_of(viewer: Viewer, unit: OrgUnit, today: date) -> Register:
    """The register as a whole, but for what is the viewer's own."""
    rows = contracts_of(viewer, unit)
    latest = latest_run(unit.enterprise_id)
    changed = Supplier.objects.filter(enterprise=unit.enterprise_id, updated_at__gt=latest).values("pk")
    found: dict[str, Any] = rows.aggregate(
        **_counted(by_contract(today)),
        assessed=Count("pk", filter=Q(ownership__in=ASSESSED)),
        assisted=Count("pk", filter=Q(ownership=Ownership.ASSISTED)),
        unassessed=Count("pk", filter=Q(updated_at__gt=latest) | Q(supplier__in=changed)),
        **_CHOICES,
        people=Together(Cast("responsible_id", TextField())),
    )
    countries, divisions = _choices(found)
    people = Counter(int(pk) for pk in (found.pop("people") or "").split(",") if pk)
    levels = ContractAssessment.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(
        enterprise=unit.enterprise_id
    )
    if unit.pk != unit.enterprise_id:
        levels = levels.filter(contract__unit__path__gte=unit.path, contract__unit__path__lt=unit.path_end)
    found |= levels.aggregate(**_counted(by_level()), rows=Count("pk"))
    if found.pop("rows") != found["all"]:
        found["unassessed"] = rows.filter(changed_since_run(unit.enterprise_id)).count()
    return Register(found, countries, divisions, people)


_CHOICES = {"countries": Together("countries"), "codes": Together("cpv_codes")}


def choices(viewer: Viewer, unit: OrgUnit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries and CPV divisions (two digits) of the register. One query."""
    return _choices(contracts_of(viewer, unit).aggregate(**_CHOICES))


def _choices(found: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    countries, codes = found.pop("countries") or "", found.pop("codes") or ""
    return tuple(code for code in _listed(countries) if code != "?"), _listed(codes, 2)


def _counted(views: Mapping[str, Q]) -> dict[str, Count]:
    return {name: Count("pk", filter=found) if found else Count("pk") for name, found in views.items()}


def _listed(lists: str, most: int | None = None) -> tuple[str, ...]:
    """The different codes (their first `most` characters) in a register's lists."""
    different = ";".join(set(lists.split(","))).split(";")
    return tuple(sorted({code[:most] for code in different} - {""}))


def people_of(register: Register) -> list[tuple[str, str]]:
    """Who is responsible for contracts of the register, by key and name. One query."""
    people = Person.objects.filter(pk__in=register.responsible).values_list("key", "name")
    return sorted(people, key=lambda pair: pair[1])
