"""Changes to the tree, the people, posts and bodies. Each is one transaction that ends with its event."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit, Person, UnitPlacement


class CycleError(ValueError):
    """The unit would stand under itself."""


def path_range(parent: OrgUnit | None, key: str) -> tuple[str, str]:
    """A unit's path and the first path after its subtree. `/` follows `.` in ASCII."""
    path = f"{parent.path if parent else ''}{key}."
    return path, path[:-1] + "/"


@transaction.atomic
def create_unit(
    *, parent: OrgUnit | None, by: Actor, at: datetime, number: str, name_nb: str, kind: str, **more: Any
) -> OrgUnit:
    """Add a unit under `parent` (none: at the top)."""
    key = new_key()
    path, path_end = path_range(parent, key)
    unit = OrgUnit(
        key=key,
        parent=parent,
        number=number or key,
        name_nb=name_nb,
        kind=kind,
        path=path,
        path_end=path_end,
        created_at=at,
        updated_at=at,
        **more,
    )
    unit.save()
    unit.enterprise_id = unit.pk if kind in ENTERPRISE_KINDS else (parent.enterprise_id if parent else None)
    unit.save(update_fields=["enterprise"])
    _place(unit, unit.valid_from)
    record("unit_created", by=by, at=at, enterprise=enterprise_key(unit), rows=[changed(unit, was=None)])
    return unit


@transaction.atomic
def edit_unit(*, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime) -> OrgUnit:
    """Change names, number or life of a unit. `fields` holds columns and their new values."""
    was = snapshot(unit)
    for column, value in fields.items():
        setattr(unit, column, value)
    unit.version += 1
    unit.updated_at = at
    unit.save()
    record("unit_changed", by=by, at=at, enterprise=enterprise_key(unit), rows=[changed(unit, was=was)])
    return unit


@transaction.atomic
def move_unit(*, unit: OrgUnit, parent: OrgUnit | None, on: date, by: Actor, at: datetime) -> OrgUnit:
    """Move a unit with all beneath it from a day. Earlier days keep the old structure (`UnitPlacement`)."""
    if parent and unit.path <= parent.path < unit.path_end:
        raise CycleError(unit.key)
    old_path, old_end, old_enterprise = unit.path, unit.path_end, unit.enterprise_id
    was = snapshot(unit)
    path, _ = path_range(parent, unit.key)
    subtree = OrgUnit.objects.filter(path__gte=old_path, path__lt=old_end)
    affected = list(subtree.values_list("pk", flat=True))
    subtree.update(
        path=Concat(Value(path), Substr("path", len(old_path) + 1)),
        path_end=Concat(Value(path), Substr("path_end", len(old_path) + 1)),
    )
    unit.refresh_from_db()
    unit.path, unit.path_end = path_range(parent, unit.key)
    unit.parent = parent
    unit.version += 1
    unit.updated_at = at
    unit.enterprise_id = unit.pk if unit.is_enterprise else (parent.enterprise_id if parent else None)
    unit.save()
    OrgUnit.objects.filter(pk__in=affected, enterprise_id=old_enterprise).exclude(pk=unit.pk).exclude(
        kind__in=ENTERPRISE_KINDS
    ).update(enterprise_id=unit.enterprise_id)
    for moved in OrgUnit.objects.filter(pk__in=affected):
        UnitPlacement.objects.filter(unit=moved, valid_to__isnull=True).update(valid_to=on - timedelta(days=1))
        _place(moved, on)
    record(
        "unit_moved",
        by=by,
        at=at,
        enterprise=enterprise_key(unit),
        rows=[changed(unit, was=was)],
        about={"on": on.isoformat(), "units": len(affected)},
    )
    return unit


@transaction.atomic
def create_person(*, email: str, name: str, by: Actor, at: datetime, language: str = "nb", **more: Any) -> Person:
    """Add somebody who may sign in; without a password until they set one through their link."""
    person = Person(
        key=new_key(), email=email.strip().lower(), name=name, language=language, created_at=at, **more
    )
    person.set_unusable_password()
    person.save()
    record("person_created", by=by, at=at, enterprise=None, rows=[_person_change(person, None)])
    return person


def enterprise_key(unit: OrgUnit) -> str | None:
    """The key of the enterprise whose chain the event belongs in; none for the installation's."""
    if unit.enterprise_id is None:
        return None
    if unit.enterprise_id == unit.pk:
        return unit.key
    return unit.enterprise.key if unit.enterprise else None


def _person_change(person: Person, was: dict[str, Any] | None) -> RowChange:
    columns = {"email": person.email, "name": person.name, "title": person.title, "is_active": person.is_active}
    return RowChange(table=Person._meta.db_table, key=person.key, was=was, now=columns)


def _place(unit: OrgUnit, valid_from: date | None) -> None:
    UnitPlacement.objects.create(
        unit=unit, parent=unit.parent, path=unit.path, name_nb=unit.name_nb, valid_from=valid_from
    )

